"""What the client already has, and what the owner already means to buy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onboard.content.model import ItemId


@dataclass(frozen=True, slots=True)
class Holding:
    """Something owned: seats or pieces, and until when it is paid for.

    `quantity` None: the owner does not know how many; on hand then counts 0, to be confirmed.
    """

    item: ItemId
    quantity: int | None
    until: date | None = None
    capacity: int | None = None
    """For things that come in sizes (a switch with 24 ports): the size of each."""
    offer: str = ""
    """Which offer it is, when that matters (a suite that includes protection)."""


@dataclass(frozen=True, slots=True)
class OrderedItem:
    """One line of the owner's own shopping list. `item` is None while it is not recognised."""

    words: str
    item: ItemId | None
    quantity: int
