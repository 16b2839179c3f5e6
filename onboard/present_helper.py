"""Whoever helps the client today, drawn from the client's own answers: no link without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from onboard.content.conditions import evaluate
from onboard.content.model import AnswerKind, ChainStage, HelperOutcome, PresentHelper, QuestionId
from onboard.interview.answers import Answer, AnswerState, Row
from onboard.interview.readback import answer_text, cell_text, heard
from onboard.snapshot import EngagementSnapshot


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain, with the answers that it rests on."""

    stage: ChainStage
    text: str
    cites: tuple[tuple[QuestionId, str], ...]
    """Each question with its answer read back."""


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table as it was filled in; what was left empty stays empty."""

    question: QuestionId
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class HelperView:
    """What is known of the present helper. Nothing of it is a mark or a score."""

    who: str
    is_us: bool
    weighed: str
    """Bond and results, in a sentence; empty while one of them is not told."""
    chain: tuple[Link, ...]
    tables: tuple[FilledTable, ...]
    quotes: tuple[tuple[str, str], ...]
    """Question and the owner's words."""
    would_act: str
    outcome: HelperOutcome | None
    outcome_id: str


def present_helper(snapshot: EngagementSnapshot) -> HelperView | None:
    """None where the pack asks for none, there is none, or nothing at all was told.

    Who it is may be kept by the owner; what is told openly stands all the same.
    """
    helper = snapshot.pack.content.helper
    if helper is None:
        return None
    who = _given(snapshot, helper.question)
    if who is not None and who.value in helper.nobody:
        return None
    view = _view(snapshot, helper, who)
    told = (view.weighed, view.tables, view.quotes, view.would_act, view.outcome)
    return view if who is not None or any(told) else None


def _view(snapshot: EngagementSnapshot, helper: PresentHelper, who: Answer | None) -> HelperView:
    outcome = _given(snapshot, helper.outcome)
    outcome_id = str(outcome.value) if outcome is not None else ""
    acting = _given(snapshot, helper.would_act) if helper.would_act else None
    return HelperView(
        who=heard(snapshot.pack, who) if who is not None else "",
        is_us=who is not None and who.value in helper.us,
        weighed=_weighed(snapshot, helper),
        chain=_chain(snapshot, helper),
        tables=tuple(
            table for key in helper.tables if (table := _table(snapshot, QuestionId(key)))
        ),
        quotes=tuple(
            (snapshot.pack.content.questions[key].ask, _own_words(snapshot, answer))
            for key in helper.quoted
            if (answer := _given(snapshot, key)) is not None
        ),
        would_act=_own_words(snapshot, acting) if acting is not None else "",
        outcome=helper.outcomes.get(outcome_id),
        outcome_id=outcome_id,
    )


def helper_is_us(snapshot: EngagementSnapshot) -> bool:
    """Whether whoever asks is the helper: then the owner is first offered to answer alone."""
    helper = snapshot.pack.content.helper
    answer = _given(snapshot, helper.question) if helper is not None else None
    return helper is not None and answer is not None and answer.value in helper.us


def _given(snapshot: EngagementSnapshot, key: str) -> Answer | None:
    """An answer that counts: given, and on the path."""
    answer = snapshot.engagement.answers.get(QuestionId(key))
    if answer is None or answer.state is not AnswerState.GIVEN:
        return None
    return answer if key in snapshot.path.questions else None


def _weighed(snapshot: EngagementSnapshot, helper: PresentHelper) -> str:
    if _given(snapshot, helper.trust) is None or _given(snapshot, helper.results) is None:
        return ""
    fitting = (part.text for part in helper.weighed if evaluate(part.when, snapshot.known) is True)
    return next(fitting, "")


def _chain(snapshot: EngagementSnapshot, helper: PresentHelper) -> tuple[Link, ...]:
    """Every link whose condition holds for given answers, each of which it cites."""
    found = []
    for link in helper.chain:
        cited = [(QuestionId(key), _given(snapshot, key)) for key in link.cites]
        if evaluate(link.when, snapshot.known) is not True:
            continue
        if any(answer is None for _, answer in cited):
            continue
        said = tuple((key, heard(snapshot.pack, answer)) for key, answer in cited if answer)
        found.append(Link(link.stage, link.text, said))
    stages = list(ChainStage)
    return tuple(sorted(found, key=lambda link: stages.index(link.stage)))


def _table(snapshot: EngagementSnapshot, key: QuestionId) -> FilledTable | None:
    answer = _given(snapshot, key)
    if answer is None:
        return None
    question = snapshot.pack.content.questions[key]
    rows = [dict(row) for row in cast(tuple[Row, ...], answer.value)]
    each = question.row_each
    if each is not None:  # what was not filled in stays there, and stays empty
        told = {str(row.get(each)): row for row in rows}
        rows = [told.get(key, {each: key}) for key in question.columns[each].options]
    return FilledTable(
        question=key,
        title=question.ask,
        columns=tuple(column.label for column in question.columns.values()),
        rows=tuple(
            tuple(
                cell_text(snapshot.pack, column, str(row.get(name, "")))
                for name, column in question.columns.items()
            )
            for row in rows
        ),
    )


def _own_words(snapshot: EngagementSnapshot, answer: Answer) -> str:
    """What was written as the answer; for a choice, the words beside it."""
    text = answer_text(snapshot.pack, answer)
    if snapshot.pack.content.questions[answer.question].kind is not AnswerKind.TEXT:
        return answer.words or text
    return f"{text} ({answer.words})" if answer.words else text
