"""Proof that no grave risk is left without a measure on the bill."""

from __future__ import annotations

from collections.abc import Iterator

from onboard.content.problems import Place
from onboard.content.proofs.findings import Claim, Finding, Ground
from onboard.content.proofs.levels import applies, can_lower, is_high
from onboard.content.proofs.logic import Bool, conj, disj, negated


def answered(ground: Ground) -> Iterator[Claim]:
    """Where a risk is rated high, a measure that lowers it is required or there already."""
    facts = ground.ways.facts
    for key, risk in ground.content.risks.items():
        measures = disj(
            conj([_there(ground, measure.item), can_lower(facts, risk, measure)])
            for measure in risk.measures
        )
        open_risk = conj([applies(facts, risk), is_high(facts, risk), negated(measures)])
        yield _claim(ground, key, open_risk)


def _there(ground: Ground, item: str) -> Bool:
    """On the bill, or there already and asked for by nothing."""
    return disj([ground.bill.lines[item].required > 0, ground.unknowns.owned[item] > 0])


def _claim(ground: Ground, key: str, open_risk: Bool) -> Claim:
    place: Place = ("risks", key, "measures")

    def refute() -> Finding | None:
        example = ground.prover.example(open_risk)
        if example is None:
            return None
        text = f'the risk "{key}" is rated high and no measure of it is on the bill: {example}'
        return Finding(place, "risk-unanswered", text, example)

    return Claim(place, refute)
