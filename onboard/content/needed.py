"""The vocabulary of counting: populations, quantities from facts, and need rules."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from onboard.content.conditions import ALWAYS
from onboard.content.parts import Name, PackPart, Some, Text, Units, When, expecting


class OrderedTerm(PackPart):
    ordered: Name


class OwnedTerm(PackPart):
    """So many are there today and paid for."""

    owned: Name


class EndedTerm(PackPart):
    """So many are there, and what was paid for them has run out."""

    ended: Name


Term = Annotated[
    Units | Name | OrderedTerm | OwnedTerm | EndedTerm,
    expecting("a name, a whole number up to a million, or {ordered: …}, {owned: …}, {ended: …}"),
]


class Quantity(PackPart):
    """A whole number from facts: the sum of `add` minus `less`, at least `at_least`."""

    add: tuple[Term, ...]
    less: tuple[Term, ...] = ()
    times: Some = 1
    at_least: Units = 0
    at_most: Name | None = None
    """Never more than this other number (no more computers replaced than are bought)."""


class Per(Enum):
    """What a population counts, for lists by computer, by person and so on."""

    COMPUTER = "computer"
    PERSON = "person"
    REPLACED = "replaced"  # a computer that leaves
    PLACE = "place"
    BUSINESS = "business"


class Population(Quantity):
    name: Text
    """In the plural: "computers"."""
    per: Per | None = None
    """Without it, what the population is made of decides."""


class Tier(Enum):
    """The risk of leaving a line out."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class Need(PackPart):
    """When an item is needed, and how many. Exactly one of `covers` and `quantity`."""

    item: Name
    when: When = ALWAYS
    covers: tuple[Name, ...] = ()
    quantity: Quantity | None = None
    tier: Tier | None = None
    """Only for lines that answer a need and lower no risk (mail, an internet line)."""
    because: Text
