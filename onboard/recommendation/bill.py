"""A bill of materials: line items with where each came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from onboard.content.model import CompanionKind, Doer, ItemId, PriceBasis
from onboard.recommendation.money import Cost, Money


class Source(Enum):
    """What made a demand."""

    NEED = "need"
    COMPANION = "companion"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One demand on an item, as it adds to the gross requirement."""

    source: Source
    origin: str
    """The need rule, or the parent item."""
    amount: int
    because: str
    population: str = ""
    """Coverage of this population; united with other coverage of it."""
    every: int = 0
    """One for every so many parent units; added up before rounding."""
    kind: CompanionKind | None = None
    is_uncertain: bool = False
    """Rests on an answer that nobody has given yet."""


class Standing(Enum):
    """How a line ends. Every gross requirement ends as one of these."""

    TO_BUY = "to-buy"
    COVERED = "covered"
    ORDERED = "ordered"
    DECLINED = "declined"
    FOLLOWS_DECLINED = "follows-declined"
    """Cannot be without something declined."""


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """One price with its basis and the day it was looked up."""

    amount: Money
    per: str
    basis: PriceBasis
    source: str
    on: str
    is_confirmed: bool = True
    """False where the pack's price is in another currency and the firm has none of its own."""


@dataclass(frozen=True, slots=True)
class LineItem:
    """One line. Amounts are in the item's smallest unit (`unit`), `quantity` in whole pieces."""

    item: ItemId
    name: str
    offer: str
    offer_name: str
    required: int
    """Gross requirement."""
    on_hand: int
    """Owned, with what other lines bring along."""
    ordered: int
    """In the owner's own order."""
    quantity: int
    """Net requirement in pieces to buy."""
    standing: Standing
    unit: str
    counting: str
    who: Doer
    contributions: tuple[Contribution, ...]
    unit_price: UnitPrice
    cost: Cost
    who_because: str = ""
    """Why somebody else does it than usual."""
    surplus: int = 0
    """Ordered beyond need."""
    to_confirm: bool = False
    """Rests on a number that nobody knows yet."""
    on_hand_unknown: bool = False
    inseparable_of: tuple[ItemId, ...] = ()

    @property
    def is_refused(self) -> bool:
        return self.standing in (Standing.DECLINED, Standing.FOLLOWS_DECLINED)

    @property
    def is_bought(self) -> bool:
        return self.standing is Standing.TO_BUY and self.quantity > 0


@dataclass(frozen=True, slots=True)
class BillOfMaterials:
    """All lines of one explosion, parents before companions."""

    lines: tuple[LineItem, ...]
    total: Cost
    by_item: Mapping[ItemId, LineItem]

    def get(self, item: str) -> LineItem | None:
        return self.by_item.get(ItemId(item))

    def gives_up(self, item: str) -> bool:
        """Whether a line is there and refused, so that nothing can rest on it."""
        line = self.get(item)
        return line is not None and line.is_refused

    @property
    def to_buy(self) -> tuple[LineItem, ...]:
        return tuple(line for line in self.lines if line.is_bought)
