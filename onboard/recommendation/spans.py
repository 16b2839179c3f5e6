"""Between which numbers and prices a bill lies while some answers are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onboard.content.model import ItemId
from onboard.recommendation.bill import BillOfMaterials
from onboard.recommendation.money import Cost, Money, no_cost, total


@dataclass(frozen=True, slots=True)
class Span:
    """The bounds of a line: pieces, and what they cost."""

    low: int
    high: int
    cost: Cost

    @property
    def is_open(self) -> bool:
        return self.low != self.high


def span(item: ItemId, bills: Sequence[BillOfMaterials], currency: str) -> Span:
    """The bounds of one line over bills for the likely, the least and the most."""
    lines = [bill.get(item) for bill in bills]
    counts = [line.quantity if line is not None else 0 for line in lines]
    costs = [line.cost if line is not None else no_cost(currency) for line in lines]
    return Span(min(counts), max(counts), _around(costs))


def total_span(bills: Sequence[BillOfMaterials], currency: str) -> Cost:
    """The sum of the bounds of every line that stands on any of the bills."""
    items = dict.fromkeys(line.item for bill in bills for line in bill.lines)
    return total((span(item, bills, currency).cost for item in items), currency)


def _around(costs: Sequence[Cost]) -> Cost:
    """The narrowest range that holds all of these."""
    return Cost(
        _widest([cost.once for cost in costs]),
        _widest([cost.monthly for cost in costs]),
        _widest([cost.yearly for cost in costs]),
    )


def _widest(amounts: Sequence[Money]) -> Money:
    low = min(amount.low for amount in amounts)
    return Money(low, max(amount.high for amount in amounts), amounts[0].currency)
