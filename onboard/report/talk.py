"""The interview as plain data: the next question, guesses, flags, and the facts both may see."""

from __future__ import annotations

from typing import Any

from onboard.content.model import AnswerKind
from onboard.interview.answers import AnswerState
from onboard.interview.validation import column_options
from onboard.snapshot import EngagementSnapshot

Data = dict[str, Any]


def ask_data(snapshot: EngagementSnapshot) -> Data:
    """What `ask --json` prints: the next question, or that there is none."""
    path = snapshot.path
    set_aside = list(path.set_aside)
    if path.next is None:
        return {
            "done": True,
            "set_aside": set_aside,
            "parked": list(path.parked),
            "to_find_out": assumption_data(snapshot, only_said=True),
        }
    question = snapshot.pack.content.questions[path.next]
    counts = question.kind in (AnswerKind.NUMBER, AnswerKind.MONEY)
    return {
        "done": False,
        "id": path.next,
        "section": question.section,
        "ask": question.ask,
        "why": question.why,
        "kind": question.kind.value,
        "help": snapshot.help_of(path.next),
        "options": {key: option.label for key, option in question.options.items()},
        "none_option": question.none_option,
        "low": question.low if counts else None,
        "high": question.high if counts else None,
        "unit": question.unit,
        "columns": {
            key: {
                "label": column.label,
                "kind": column.kind.value,
                "options": column_options(snapshot.pack, column),
                "low": column.low,
                "high": column.high,
            }
            for key, column in question.columns.items()
        },
        "words": snapshot.words_of(path.next),
        "insurers_ask": path.next in snapshot.pack.asked_by_insurers,
        "depth": question.depth.value,
        "at_most_left": path.at_most_left,
        "answered": path.answered,
        "set_aside": set_aside,
        "parked": list(path.parked),
    }


def assumption_data(snapshot: EngagementSnapshot, *, only_said: bool = False) -> list[Data]:
    """The guesses; with `only_said` those where somebody said that he does not know yet."""
    return [
        {
            "question": entry.question,
            "assumed": entry.assumed,
            "ask": entry.say,
            "who": entry.who,
            "where": entry.where,
            "why": entry.why.value,
        }
        for entry in snapshot.assumptions
        if not only_said or entry.question in snapshot.engagement.answers
    ]


def flag_data(snapshot: EngagementSnapshot) -> list[Data]:
    return [
        {
            "kind": flag.kind,
            "text": flag.text,
            "answers": list(flag.answers),
            "do_now": flag.do_now,
            "lines": list(flag.lines),
        }
        for flag in snapshot.flags
    ]


def facts_data(snapshot: EngagementSnapshot) -> Data:
    """What both sides may see of the facts: enough to make the file again, and nothing private.

    Answers that count, estate, order, decisions, the paper's words, and what of the firm's profile
    these rest on. No note, no margin, no answer that the owner keeps to himself.
    """
    engagement = snapshot.engagement
    off = snapshot.path.off
    return {
        "id": engagement.id,
        "created": engagement.created,
        "answers": {
            key: {
                "state": answer.state.value,
                "value": answer.value if answer.state is AnswerState.GIVEN else None,
                "words": answer.words,
                "by": answer.by,
                "how": answer.how.value,
                "sure": answer.sure.value,
                "at": answer.at,
            }
            for key, answer in engagement.answers.items()
            if key not in off and answer.state is not AnswerState.PRIVATE
        },
        "opened": list(engagement.opened),
        "alone": engagement.alone,
        "estate": list(engagement.estate),
        "installed": list(engagement.installed),
        "order": list(engagement.order),
        "decisions": list(engagement.decisions),
        "endings": list(engagement.endings),
        "clause_edits": list(engagement.clause_edits),
        "clause_initials": list(engagement.clause_initials),
        "clauses_taken": list(engagement.clauses_taken),
        "remarks": list(engagement.remarks),
        "next_step": engagement.next_step,
        "heard_confirmed": engagement.heard_confirmed,
        "corrections": list(engagement.corrections),
        "firm": firm_data(snapshot),
    }


def firm_data(snapshot: EngagementSnapshot) -> Data:
    """What the sums and the words of this client rest on; other prices are not his business."""
    firm = snapshot.firm
    bills = (snapshot.bill, snapshot.chosen)
    here = {line.item for bill in bills for line in bill.lines}
    here |= {line.item for line in snapshot.may_come}
    kinds = {snapshot.pack.content.items[item].kind.value for item in here}
    return {
        "currency": firm.currency,
        "tax_percent": firm.tax_percent,
        "tax_name": firm.tax_name,
        "terms": {
            key: firm.terms[key] for key in firm.terms if key in snapshot.pack.content.blanks
        },
        "own_prices": [price for price in firm.own_prices if price.item in here],
        "earnings": [
            {"of": entry.of, "margin": entry.margin, "scheme": entry.scheme}
            for entry in firm.earnings
            if entry.of in here or entry.of in kinds
        ],
    }
