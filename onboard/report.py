"""The snapshot as plain data for machines: the JSON shapes that the command line promises."""

from __future__ import annotations

from typing import Any

from onboard.content.model import AnswerKind, Period, QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import Position
from onboard.interview.answers import AnswerState
from onboard.interview.readback import heard
from onboard.interview.route import RoutingPath
from onboard.interview.validation import column_options
from onboard.order_check import MissingLine, OrderCheck
from onboard.price_cut import Cut, cuts
from onboard.recommendation.bill import LineItem
from onboard.recommendation.money import Cost, Money, cost_of
from onboard.risk.register import RatedRisk, Rating
from onboard.risk.sums import Reckoning, bars
from onboard.snapshot import EngagementSnapshot, PlanLine

Data = dict[str, Any]


def recommendation_data(snapshot: EngagementSnapshot) -> Data:
    """What `recommend --format json` prints."""
    return {
        "pack": snapshot.pack.id,
        "pack_version": snapshot.pack.version,
        "pack_sha256": snapshot.pack.sha256,
        "on": snapshot.on.isoformat(),
        "complete": snapshot.path.is_done,
        "lines": [line_data(snapshot, line) for line in snapshot.lines],
        "may_come": [may_come_data(snapshot, line) for line in snapshot.may_come],
        "risks": [risk_data(rated) for rated in snapshot.register.risks],
        "assumptions": assumption_data(snapshot),
        "flags": flag_data(snapshot),
        "rules": rule_data(snapshot),
        "cuts": [cut_data(cut) for cut in cuts(snapshot)],
        "sums": [sum_data(reckoning) for reckoning in snapshot.reckonings],
        "beside": [
            {"question": bar.question, "amount": money_data(bar.amount)}
            for bar in bars(snapshot.pack, snapshot.known, snapshot.currency)
        ],
        "insurers": insurer_data(snapshot),
        "totals": {
            "recommended": cost_data(snapshot.total_span),
            "chosen": cost_data(snapshot.chosen_span),
        },
    }


def line_data(snapshot: EngagementSnapshot, plan_line: PlanLine) -> Data:
    """One line of the bill."""
    line = plan_line.line
    item = snapshot.pack.content.items[line.item]
    span = snapshot.span(line)
    return {
        "item": line.item,
        "name": line.name,
        "offer": line.offer,
        "required": line.required,
        "on_hand": line.on_hand,
        "ordered": line.ordered,
        "quantity": line.quantity,
        "unit": line.unit,
        "to_confirm": line.to_confirm,
        "between": [span.low, span.high],
        "tier": plan_line.tier.value,
        "once": money_data(span.cost.once),
        "monthly": money_data(span.cost.monthly),
        "yearly": money_data(span.cost.yearly),
        "price_basis": {
            "basis": line.unit_price.basis.value,
            "source": line.unit_price.source,
            "on": line.unit_price.on,
            "unit": money_data(line.unit_price.amount),
            "per": line.unit_price.per,
            "confirmed": line.unit_price.is_confirmed,
        },
        "who": line.who.value,
        "who_because": line.who_because,
        "done_means": item.done_means,
        "test": item.test,
        "exclusions": list(item.exclusions),
        "counting": line.counting,
        "because": list(snapshot.because(plan_line)),
        "required_by": _required_by(line),
        "covers": _covers(snapshot, line),
        "without_it": plan_line.leaving_out.without,
        "asked_twice": plan_line.item in snapshot.alarming,
        "frameworks": framework_data(snapshot.pack, line.item),
        "decision": decision_data(plan_line),
        "chosen": chosen_data(plan_line),
    }


def may_come_data(snapshot: EngagementSnapshot, line: LineItem) -> Data:
    """A line that comes only if an open number is more than the careful guess."""
    span = snapshot.span(line)
    return {
        "item": line.item,
        "name": line.name,
        "between": [span.low, span.high],
        "once": money_data(span.cost.once),
        "monthly": money_data(span.cost.monthly),
        "yearly": money_data(span.cost.yearly),
    }


def chosen_data(plan_line: PlanLine) -> Data:
    """What is bought of a line as decided; other offers cost other sums."""
    chosen = plan_line.chosen
    if chosen is None or not chosen.is_bought:
        return {"quantity": 0}
    return {
        "quantity": chosen.quantity,
        "offer": chosen.offer,
        "once": money_data(chosen.cost.once),
        "monthly": money_data(chosen.cost.monthly),
        "yearly": money_data(chosen.cost.yearly),
    }


def decision_data(plan_line: PlanLine) -> Data:
    """Where a line stands, and what was said about it."""
    settled = plan_line.settled
    data: Data = {"position": settled.position.value}
    if settled.with_line is not None:
        data["with"] = settled.with_line
    made = settled.decision
    if made is not None and settled.position is not Position.OPEN:
        data["reason"] = made.reason
        data["cheaper"] = list(made.cheaper)
        data["by"] = made.by.isoformat() if made.by else None
        data["until"] = made.until.isoformat() if made.until else None
    return data


def order_data(check: OrderCheck) -> Data:
    """What `check-order --json` prints."""
    snapshot = check.with_order
    return {
        "order": [
            {
                "words": entry.words,
                "item": entry.item,
                "quantity": entry.quantity,
                **_netting(snapshot, entry.item),
            }
            for entry in check.understood
        ],
        "missing": [missing_data(snapshot, line) for line in check.missing],
        "missing_today": [line_data(check.without_order, line) for line in check.missing_today],
        "assumptions": assumption_data(snapshot),
        "flags": flag_data(snapshot),
    }


def missing_data(snapshot: EngagementSnapshot, missing: MissingLine) -> Data:
    """A line that the order drags in: `quantity` is what to buy because of it."""
    data = line_data(snapshot, missing.line)
    line = missing.line.line
    quantity = missing.high if missing.low != missing.high else missing.extra
    cost = cost_of(line.unit_price.amount, Period(line.unit_price.per), quantity)
    return {
        **data,
        "per": missing.per.value,
        "quantity": quantity,
        "once": money_data(cost.once),
        "monthly": money_data(cost.monthly),
        "yearly": money_data(cost.yearly),
        "quantity_low": missing.low if missing.low != missing.high else quantity,
        "reads": missing.reads,
        "without_it": missing.without_it,
    }


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


def risk_data(rated: RatedRisk) -> Data:
    """A scenario: its level four times, and each rating's steps through the grids."""
    ratings = {
        "inherent": rated.inherent,
        "today": rated.today,
        "recommended": rated.recommended,
        "chosen": rated.chosen,
    }
    return {
        "risk": rated.risk,
        "name": rated.name,
        **{name: rating.level.value for name, rating in ratings.items()},
        "ratings": {name: rating_data(rating) for name, rating in ratings.items()},
        "raised_by": list(rated.raised_by),
    }


def rating_data(rating: Rating) -> Data:
    return {
        "start": rating.start.value,
        "harm": rating.harm.value,
        "likelihood": rating.likelihood.value,
        "impact": rating.impact.value,
        "level": rating.level.value,
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


def cut_data(cut: Cut) -> Data:
    """One step of pushing the price down."""
    risk = cut.consequence
    return {
        "item": cut.line.item,
        "name": cut.line.line.name,
        "tier": cut.line.tier.value,
        "offer": cut.offer or None,
        "falls": list(cut.falls),
        "total": cost_data(cut.total),
        "percent": format(cut.percent, "f"),
        "leaves": cut.leaves,
        "risk": {"risk": risk.risk, "level": risk.without_line.value} if risk else None,
        "promises": list(cut.promises),
        "acceptance": cut.writes_acceptance,
        "initials": cut.needs_initials,
    }


def sum_data(reckoning: Reckoning) -> Data:
    """One sum line by line, each number with where it comes from."""
    return {
        "sum": reckoning.id,
        "name": reckoning.sum.name,
        "per": reckoning.sum.per,
        "amount": money_data(reckoning.amount),
        "lines": [
            {
                "text": figure.text,
                "amount": money_data(figure.amount),
                "numbers": [
                    {
                        "of": term.fact,
                        "low": format(term.low, "f"),
                        "high": format(term.high, "f"),
                        "from": term.origin,
                    }
                    for term in figure.terms
                ],
            }
            for figure in reckoning.figures
        ],
        "left_out": list(reckoning.left_out),
        "source": reckoning.sum.source,
        "on": reckoning.sum.on.isoformat(),
    }


def rule_data(snapshot: EngagementSnapshot) -> list[Data]:
    """Rules that may apply, each with how binding it is and the lines that help."""
    return [
        {
            "rule": key,
            "name": rule.name,
            "status": rule.status.value,
            "text": rule.text,
            "note": rule.note,
            "source": rule.source,
            "on": rule.on.isoformat(),
            "lines": [item for item in rule.items if snapshot.bill.get(item) is not None],
        }
        for key, rule in snapshot.rules.items()
    ]


def insurer_data(snapshot: EngagementSnapshot) -> list[Data]:
    """What insurers ask, the answers it rests on with how sure each is, and the lines that help."""
    return [
        {
            "question": key,
            "ask": entry.ask,
            "lines": [item for item in entry.items if snapshot.bill.get(item) is not None],
            "answers": [_evidence(snapshot, QuestionId(name)) for name in entry.questions],
        }
        for key, entry in snapshot.pack.content.insurers.items()
    ]


def _evidence(snapshot: EngagementSnapshot, key: QuestionId) -> Data:
    answer = snapshot.engagement.answers.get(key)
    given = answer is not None and answer.state is AnswerState.GIVEN
    return {
        "question": key,
        "heard": heard(snapshot.pack, answer) if answer is not None else "",
        "sure": answer.sure.value if answer is not None and given else "not known",
    }


def facts_data(snapshot: EngagementSnapshot) -> Data:
    """What both sides may see of the facts: answers on the path, estate, order, decisions."""
    engagement = snapshot.engagement
    path = frozenset(snapshot.path.questions)
    return {
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
            if key in path
        },
        "estate": list(engagement.estate),
        "order": list(engagement.order),
        "decisions": list(engagement.decisions),
        "clause_edits": list(engagement.clause_edits),
        "clause_initials": list(engagement.clause_initials),
        "clauses_taken": list(engagement.clauses_taken),
        "corrections": list(engagement.corrections),
    }


def cost_data(cost: Cost) -> Data:
    return {
        "once": money_data(cost.once),
        "monthly": money_data(cost.monthly),
        "yearly": money_data(cost.yearly),
        "first_year": money_data(cost.first_year),
    }


def money_data(money: Money) -> dict[str, str]:
    return {
        "low": format(money.low, "f"),
        "high": format(money.high, "f"),
        "currency": money.currency,
    }


def framework_data(pack: ContentPack, item: str) -> dict[str, list[str]]:
    """The control entries that an item serves, and the insurers' questions that it answers."""
    named = {name: list(ids) for name, ids in pack.content.items[item].frameworks.items()}
    asked = [key for key, entry in pack.content.insurers.items() if item in entry.items]
    return {**named, "insurers": asked} if asked else named


def progress(path: RoutingPath) -> tuple[int, int]:
    """Answered, and the most that this can still become."""
    return path.answered, path.answered + path.at_most_left


def _required_by(line: LineItem) -> list[str]:
    return list(dict.fromkeys(part.origin for part in line.contributions))


def _covers(snapshot: EngagementSnapshot, line: LineItem) -> Data:
    return {
        part.population: snapshot.facts.count(part.population)
        for part in line.contributions
        if part.population
    }


def _netting(snapshot: EngagementSnapshot, item: str | None) -> Data:
    line = snapshot.bill.get(item) if item is not None else None
    if line is None:
        return {}
    return {
        "name": line.name,
        "required": line.required,
        "on_hand": line.on_hand,
        "still_to_buy": line.quantity,
        "left_over": line.surplus,
    }
