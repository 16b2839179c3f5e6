"""Every scenario that applies, rated from the answers alone, today, recommended and as chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onboard.content.conditions import evaluate
from onboard.content.model import Level, LoweredPart, Lowers, Raise, Risk, RiskId
from onboard.content.pack import ContentPack
from onboard.interview.facts import FactBook
from onboard.recommendation.bill import BillOfMaterials
from onboard.risk.grids import level, likelihood, shifted
from onboard.wording import say

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


@dataclass(frozen=True, slots=True)
class Scenario:
    """A risk that applies, with what the answers alone make of it."""

    id: RiskId
    risk: Risk
    start: Level
    impact: Level
    raised_by: tuple[str, ...]


def scenarios(pack: ContentPack, facts: FactBook, known: FactBook) -> Mapping[RiskId, Scenario]:
    """The risks that apply: all that the facts do not rule out; the unknown counts as applying.

    `known` tells what was said from what is only guessed.
    """
    return {
        RiskId(key): _scenario(RiskId(key), risk, facts, known)
        for key, risk in pack.content.risks.items()
        if evaluate(risk.when, facts) is not False
    }


def _scenario(key: RiskId, risk: Risk, facts: FactBook, known: FactBook) -> Scenario:
    raises = [_told(part, known) for part in risk.up if evaluate(part.when, facts) is True]
    worse = [_told(part, known) for part in risk.impact_up if evaluate(part.when, facts) is True]
    return Scenario(
        id=key,
        risk=risk,
        start=shifted(risk.start, min(len(raises), MOST_RAISES)),
        impact=shifted(risk.impact, 1 if worse else 0),
        raised_by=(*raises, *worse),
    )


def _told(part: Raise, known: FactBook) -> str:
    """What raises a risk; a guess is called one, for nobody has said it."""
    if evaluate(part.when, known) is True:
        return part.because
    return say("reason.guess", text=part.because)


def rate(scenario: Scenario, protection: Protection, lowered: Iterable[Lowers] = ()) -> Rating:
    """One scenario with the measures that are in force.

    `lowered` are cheaper steps taken; each says which of start and harm it lowers, and how far.
    """
    drops: dict[LoweredPart, int] = defaultdict(int)
    for measure in scenario.risk.measures:
        if protection.get(measure.item, False):
            drops[measure.lowers] += 1
    for step in lowered:
        drops[step.part] += step.by
    start = shifted(scenario.start, -drops[LoweredPart.START])
    harm = shifted(scenario.risk.harm, -drops[LoweredPart.HARM])
    overall = likelihood(start, harm)
    return Rating(start, harm, overall, scenario.impact, level(overall, scenario.impact))


def assess(
    applying: Mapping[RiskId, Scenario],
    recommended: BillOfMaterials,
    chosen: BillOfMaterials,
    owned: frozenset[str],
    steps: tuple[Lowers, ...],
) -> RiskRegister:
    """Rate every scenario that applies, four times."""
    now, whole, picked = today(recommended, owned), after(recommended, owned), after(chosen, owned)
    rated = tuple(
        RatedRisk(
            risk=key,
            name=scenario.risk.name,
            story=scenario.risk.story,
            raised_by=scenario.raised_by,
            inherent=rate(scenario, {}),
            today=rate(scenario, now),
            recommended=rate(scenario, whole),
            chosen=rate(scenario, picked, [step for step in steps if step.risk == key]),
        )
        for key, scenario in applying.items()
    )
    return RiskRegister(rated, {risk.risk: risk for risk in rated})
