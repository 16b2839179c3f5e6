"""Every scenario that applies, rated from the answers alone, today, recommended and as chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onboard.content.conditions import evaluate
from onboard.content.model import Level, LoweredPart, Lowers, Risk, RiskId
from onboard.content.pack import ContentPack
from onboard.interview.facts import FactBook
from onboard.recommendation.bill import BillOfMaterials
from onboard.risk.grids import level, likelihood, shifted

MOST_RAISES = 2


@dataclass(frozen=True, slots=True)
class Rating:
    """One pass through the grids, with all its steps."""

    start: Level
    harm: Level
    likelihood: Level
    impact: Level
    level: Level


@dataclass(frozen=True, slots=True)
class RatedRisk:
    """A scenario that applies to this client."""

    risk: RiskId
    name: str
    story: str
    raised_by: tuple[str, ...]
    """Why it starts more easily, or harms more, than for most."""
    inherent: Rating
    """From the answers alone, no measure counted."""
    today: Rating
    recommended: Rating
    chosen: Rating


@dataclass(frozen=True, slots=True)
class RiskRegister:
    """All scenarios that apply, in the order of the pack."""

    risks: tuple[RatedRisk, ...]
    by_id: Mapping[RiskId, RatedRisk]

    def worst_first(self) -> tuple[RatedRisk, ...]:
        """Highest level as chosen first, then highest today; the pack's order breaks ties."""
        ranks = list(Level)
        return tuple(
            sorted(
                self.risks,
                key=lambda rated: (
                    -ranks.index(rated.chosen.level),
                    -ranks.index(rated.today.level),
                    -ranks.index(rated.inherent.level),
                ),
            )
        )


Protection = Mapping[str, bool]
"""Whether an item's whole requirement is covered."""


def today(bill: BillOfMaterials, owned: Iterable[str]) -> Protection:
    """What protects now: whatever is owned in the full amount that is required."""
    whole: dict[str, bool] = {line.item: line.on_hand >= line.required for line in bill.lines}
    return {**dict.fromkeys(owned, True), **whole}


def after(bill: BillOfMaterials, owned: Iterable[str]) -> Protection:
    """What protects once this bill is bought."""
    whole: dict[str, bool] = {
        line.item: line.is_bought or line.on_hand + line.ordered >= line.required
        for line in bill.lines
    }
    return {**dict.fromkeys(owned, True), **whole}


def applies(risk: Risk, facts: FactBook) -> bool:
    """A scenario applies unless the facts rule it out; the unknown counts as applying."""
    return evaluate(risk.when, facts) is not False


def rate(
    risk: Risk,
    facts: FactBook,
    protection: Protection,
    lowered: Iterable[Lowers] = (),
) -> Rating:
    """One scenario with the measures that are in force.

    `lowered` are cheaper steps taken; each says which of start and harm it lowers, and how far.
    """
    raises = sum(evaluate(part.when, facts) is True for part in risk.up)
    start = shifted(risk.start, min(raises, MOST_RAISES))
    harm = risk.harm
    worse = any(evaluate(part.when, facts) is True for part in risk.impact_up)
    impact = shifted(risk.impact, 1 if worse else 0)
    drops: dict[LoweredPart, int] = defaultdict(int)
    for measure in risk.measures:
        if protection.get(measure.item, False):
            drops[measure.lowers] += 1
    for step in lowered:
        drops[step.part] += step.by
    start = shifted(start, -drops[LoweredPart.START])
    harm = shifted(harm, -drops[LoweredPart.HARM])
    overall = likelihood(start, harm)
    return Rating(start, harm, overall, impact, level(overall, impact))


def assess(
    pack: ContentPack,
    facts: FactBook,
    recommended: BillOfMaterials,
    chosen: BillOfMaterials,
    owned: frozenset[str],
    steps: tuple[Lowers, ...],
) -> RiskRegister:
    """Rate every scenario that applies, four times."""
    now, whole, picked = today(recommended, owned), after(recommended, owned), after(chosen, owned)
    rated = []
    for key, risk in pack.content.risks.items():
        if not applies(risk, facts):
            continue
        taken = [step for step in steps if step.risk == key]
        raised = (*risk.up, *risk.impact_up)
        rated.append(
            RatedRisk(
                risk=RiskId(key),
                name=risk.name,
                story=risk.story,
                raised_by=tuple(
                    part.because for part in raised if evaluate(part.when, facts) is True
                ),
                inherent=rate(risk, facts, {}),
                today=rate(risk, facts, now),
                recommended=rate(risk, facts, whole),
                chosen=rate(risk, facts, picked, taken),
            )
        )
    return RiskRegister(tuple(rated), {risk.risk: risk for risk in rated})
