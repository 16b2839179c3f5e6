"""Risks, sums, cuts, rules and insurers' questions as plain data."""

from __future__ import annotations

from typing import Any

from onboard.content.model import QuestionId
from onboard.interview.answers import AnswerState
from onboard.interview.readback import heard
from onboard.price_cut import Cut
from onboard.report.amounts import cost_data, money_data
from onboard.risk.register import RatedRisk, Rating
from onboard.risk.sums import Reckoning
from onboard.snapshot import EngagementSnapshot

Data = dict[str, Any]


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
    counts = key not in snapshot.path.off  # what was set aside is evidence of nothing
    answer = snapshot.engagement.answers.get(key) if counts else None
    given = answer is not None and answer.state is AnswerState.GIVEN
    return {
        "question": key,
        "heard": heard(snapshot.pack, answer) if answer is not None else "",
        "sure": answer.sure.value if answer is not None and given else "not known",
    }
