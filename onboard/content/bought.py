"""The vocabulary of the catalogue: what can be bought or done, at which price, with what else."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Literal

from pydantic import Field

from onboard.content.conditions import ALWAYS
from onboard.content.parts import Amount, Day, MaybeText, Name, PackPart, Some, Text, When, Word


class ItemKind(Enum):
    HARDWARE = "hardware"
    LICENCE = "licence"
    SERVICE = "service"
    TASK = "task"


class Doer(Enum):
    US = "us"
    YOU = "you"
    SUPPLIER = "supplier"


class Period(Enum):
    ONCE = "once"
    MONTH = "month"
    YEAR = "year"


class PriceBasis(Enum):
    LIST = "list"  # a public price list
    PAGE = "page"  # a figure on a public page
    ESTIMATE = "estimate"  # experience; to be priced before quoting
    OWN = "own"  # the firm's own price
    FREE = "free"  # no charge by nature, such as a setting or an owner's task


class Price(PackPart):
    low: Amount
    high: Amount
    per: Period
    basis: PriceBasis
    source: Text
    on: Day


class Includes(PackPart):
    """An offer that brings another item along, so that it is not sold twice."""

    item: Name
    units: Some = 1
    """How many units of the other item each unit brings."""
    over: Name | None = None
    """Only for this population (a suite protects computers, not servers)."""


class Offer(PackPart):
    name: Text
    price: Price
    leaves: MaybeText = ""
    """What this offer leaves uncovered, for comparing."""
    includes: tuple[Includes, ...] = ()


class CompanionKind(Enum):
    INSEPARABLE = "inseparable"  # without it the thing does not work or is not lawful
    PROTECTIVE = "protective"  # without it the thing works and is unsafe


class Requirement(PackPart):
    """What one item needs besides itself. Exactly one of `covers`, `each`, `one_for_every`."""

    item: Name
    kind: CompanionKind
    because: Text
    covers: Name | None = None
    """Coverage of a whole population, united with every other demand over it."""
    each: Some | None = None
    """So many for each unit."""
    one_for_every: Some | None = None
    """One for every k units, rounded up after adding."""
    only_new: bool = False
    """Follows what is bought or ordered, not what is already there."""
    when: When = ALWAYS


class LoweredPart(Enum):
    START = "start"  # how likely it is to start or happen
    HARM = "harm"  # how likely it is to do harm when it happens


class Lowers(PackPart):
    risk: Name
    part: LoweredPart
    by: int = Field(default=1, ge=1, le=2)


class CheaperStep(PackPart):
    """What softens a risk that is taken because of cost."""

    text: Text
    price: Price
    who: Doer
    lowers: tuple[Lowers, ...] = Field(min_length=1)
    leaves: Text
    """What it leaves open, in plain words."""


class PlainReason(PackPart):
    issue: Text
    benefit: Text
    risk: Text


class Exclusion(PackPart):
    """Something that does not go together with this."""

    item: Name
    because: Text


class SaidOwned(PackPart):
    """An answer that says the thing is there, while the list of what is there does not name it."""

    when: When
    covers: Name
    """For so many: a population, a count or a number question."""


class DoerFor(PackPart):
    """Somebody else does it where the condition holds."""

    when: When
    who: Doer
    because: Text


class Item(PackPart):
    name: Text
    kind: ItemKind
    unit: Text
    """What one unit is: "seat for one computer"."""
    counting: Text
    """The counting rule in one sentence that an owner understands."""
    plain: PlainReason
    without: Text
    """What happens if it is left out, in one sentence."""
    who: Doer = Doer.US
    who_if: tuple[DoerFor, ...] = ()
    """The first whose condition holds says who does it, in place of `who`."""
    baseline: bool = False
    capacity: Some = 1
    """How much one unit gives, when demands are counted in something smaller (ports)."""
    capacity_unit: MaybeText = ""
    spare_percent: int = Field(default=0, ge=0, le=100)
    pack_of: Some = 1
    offers: Mapping[Literal["good", "better", "best", "standard"], Offer] = Field(min_length=1)
    recommended: Literal["good", "better", "best", "standard"]
    requires: tuple[Requirement, ...] = ()
    includes: tuple[Includes, ...] = ()
    cheaper: Mapping[Name, CheaperStep] = {}
    words: tuple[Word, ...] = ()
    """Other names an owner may use in a shopping list, in small letters, singular."""
    done_means: MaybeText = ""
    test: MaybeText = ""
    """How it is tried at hand-over."""
    owned_question: MaybeText = ""
    """"How many computers does it cover?"; empty when it is not something one owns."""
    exclusions: tuple[Text, ...] = ()
    """What is no part of it, so that nobody expects it."""
    excludes: tuple[Exclusion, ...] = ()
    """Items that do not go together with it. Meeting ones are shown, never taken off in silence."""
    said_owned: tuple[SaidOwned, ...] = ()
    """Counts as on hand, to be confirmed, when an answer was given that says so."""
    frameworks: Mapping[Name, tuple[str, ...]] = {}
    """Entries of control lists that it serves, by the ids of `PackContent.frameworks`."""
