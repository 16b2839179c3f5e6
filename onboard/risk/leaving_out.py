"""What leaving one line out brings back, and what a cheaper step would soften."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from onboard.content.model import CheaperStep, Doer, ItemId, Level, Lowers, RiskId
from onboard.content.pack import ContentPack
from onboard.recommendation.bill import BillOfMaterials, LineItem
from onboard.recommendation.money import Cost, Money, cost_of, no_cost
from onboard.risk.grids import rank
from onboard.risk.register import Protection, Scenario, after, rate


@dataclass(frozen=True, slots=True)
class Consequence:
    """One scenario with and without a line."""

    risk: RiskId
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
    applying: Mapping[RiskId, Scenario],
    bill: BillOfMaterials,
    owned: frozenset[str],
    currency: str,
) -> Mapping[ItemId, LeavingOut]:
    """For each line, its scenarios rated again with everything but this line."""
    whole = after(bill, owned)
    touched: dict[str, list[Scenario]] = defaultdict(list)
    for scenario in applying.values():
        for item in dict.fromkeys(measure.item for measure in scenario.risk.measures):
            touched[item].append(scenario)
    return {
        line.item: _leaving_out(pack, applying, touched[line.item], whole, line, owned, currency)
        for line in bill.lines
    }


def _leaving_out(
    pack: ContentPack,
    applying: Mapping[RiskId, Scenario],
    touched: list[Scenario],
    whole: Protection,
    line: LineItem,
    owned: frozenset[str],
    currency: str,
) -> LeavingOut:
    item = pack.content.items[line.item]
    without = {**whole, line.item: line.on_hand + line.ordered >= line.required}
    consequences = [
        Consequence(
            scenario.id,
            scenario.risk.name,
            scenario.risk.story,
            rate(scenario, whole).level,
            rate(scenario, without).level,
        )
        for scenario in touched
    ]
    consequences.sort(key=lambda part: (not part.is_worse, -rank(part.without_line)))
    options = tuple(
        _option(pack, applying, without, step_id, step, currency)
        for step_id, step in item.cheaper.items()
    )
    return LeavingOut(line.item, item.without, tuple(consequences), options)


def _option(
    pack: ContentPack,
    applying: Mapping[RiskId, Scenario],
    without: Protection,
    step_id: str,
    step: CheaperStep,
    currency: str,
) -> CheaperOption:
    names = dict.fromkeys(RiskId(part.risk) for part in step.lowers)
    levels = tuple(
        (name, rate(applying[name], without, _for(step.lowers, name)).level)
        for name in names
        if name in applying
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
