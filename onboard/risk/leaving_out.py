"""What leaving one line out brings back, and what a cheaper step would soften."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onboard.content.model import CheaperStep, Doer, ItemId, Level, Lowers
from onboard.content.pack import ContentPack
from onboard.interview.facts import FactBook
from onboard.recommendation.bill import BillOfMaterials, Standing
from onboard.recommendation.money import Cost, Money, cost_of, no_cost
from onboard.risk.grids import rank
from onboard.risk.register import Protection, RiskRegister, after, applies, rate


@dataclass(frozen=True, slots=True)
class Consequence:
    """One scenario with and without a line."""

    risk: str
    name: str
    story: str
    with_line: Level
    without_line: Level

    @property
    def is_worse(self) -> bool:
        return rank(self.without_line) > rank(self.with_line)


@dataclass(frozen=True, slots=True)
class CheaperOption:
    """A step that softens the risk of leaving a line out."""

    id: str
    text: str
    who: Doer
    cost: Cost
    leaves: str
    levels: tuple[tuple[str, Level], ...]
    """(scenario id, level with the step instead of the line)."""


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """Everything to say beside "no"."""

    item: ItemId
    without: str
    consequences: tuple[Consequence, ...]
    cheaper: tuple[CheaperOption, ...]

    @property
    def worst(self) -> Level:
        """The highest level that is left without the line."""
        levels = [part.without_line for part in self.consequences]
        return max(levels, key=rank, default=Level.VERY_LOW)


def leaving_out(
    pack: ContentPack,
    facts: FactBook,
    bill: BillOfMaterials,
    register: RiskRegister,
    key: ItemId,
    owned: frozenset[str],
    currency: str,
) -> LeavingOut:
    """Rate the scenarios of this line again with everything but this line."""
    item = pack.content.items[key]
    line = bill.by_item[key]
    refused = replace(line, standing=Standing.DECLINED, quantity=0)
    lines = tuple(refused if other.item == key else other for other in bill.lines)
    without = after(BillOfMaterials(lines, bill.total, bill.by_item), owned)
    consequences = []
    touched = [
        risk_id
        for risk_id, risk in pack.content.risks.items()
        if any(measure.item == key for measure in risk.measures) and applies(risk, facts)
    ]
    for risk_id in touched:
        risk = pack.content.risks[risk_id]
        rated = next(entry for entry in register.risks if entry.risk == risk_id)
        left = rate(risk, facts, without).level
        consequences.append(
            Consequence(risk_id, risk.name, risk.story, rated.recommended.level, left)
        )
    consequences.sort(key=lambda part: (not part.is_worse, -rank(part.without_line)))
    options = [
        _option(pack, facts, without, step_id, step, currency)
        for step_id, step in item.cheaper.items()
    ]
    return LeavingOut(key, item.without, tuple(consequences), tuple(options))


def _option(
    pack: ContentPack,
    facts: FactBook,
    without: Protection,
    step_id: str,
    step: CheaperStep,
    currency: str,
) -> CheaperOption:
    risks = pack.content.risks
    levels = tuple(
        (name, rate(risks[name], facts, without, _for(step.lowers, name)).level)
        for name in dict.fromkeys(part.risk for part in step.lowers)
        if applies(risks[name], facts)
    )
    return CheaperOption(
        id=step_id,
        text=step.text,
        who=step.who,
        cost=step_cost(pack, step, currency),
        leaves=step.leaves,
        levels=levels,
    )


def step_cost(pack: ContentPack, step: CheaperStep, currency: str) -> Cost:
    """The price of a step; nothing in a currency that the pack has no price in."""
    price = step.price
    if currency != pack.currency:
        return no_cost(currency)
    return cost_of(Money(price.low, price.high, currency), price.per, 1)


def _for(lowers: tuple[Lowers, ...], risk_id: str) -> list[Lowers]:
    return [part for part in lowers if part.risk == risk_id]
