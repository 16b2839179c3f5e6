"""The typed vocabulary of a content pack: what can be asked, bought, risked and promised.

A pack is a folder of YAML files. Each top-level key of any file is one field of `PackContent`;
`docs/packs.md` tells the same for authors who do not program.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, NewType

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
)

from onboard.content.condition_text import parse_condition
from onboard.content.conditions import ALWAYS, Condition

QuestionId = NewType("QuestionId", str)
ItemId = NewType("ItemId", str)
RiskId = NewType("RiskId", str)
ClauseId = NewType("ClauseId", str)

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9.]+)*$", max_length=48)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
When = Annotated[Condition, PlainValidator(parse_condition)]


class PackPart(BaseModel):
    """Frozen, and unknown keys are refused: a typing error must not be dropped in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


# ---- who and what the pack is


class PackIdentity(PackPart):
    id: Name
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    title: Text
    language: str = "en"
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    checked_on: date
    """The day on which prices and dates were last compared with their sources."""


class Section(PackPart):
    id: Name
    title: Text
    intro: str = ""


# ---- questions


class Depth(Enum):
    CORE = "core"
    MORE = "more"


class AnswerKind(Enum):
    CHOICE = "choice"
    MULTIPLE = "multiple"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    TABLE = "table"


def _label_alone(raw: object) -> object:
    """Lets an author write `none: Nothing` for `none: {label: Nothing}`."""
    return {"label": raw} if isinstance(raw, str) else raw


class OptionFields(PackPart):
    label: Text
    detail: str = ""
    heard: str = ""
    """How the answer reads back to the owner, when the label alone would not make a sentence."""


Option = Annotated[OptionFields, BeforeValidator(_label_alone)]


class SameAs(PackPart):
    same_as: Name


def _same_as_first(raw: object) -> object:
    """`{same_as: fact}` is a reference, never a mapping with the name `same_as`."""
    if isinstance(raw, dict) and set(raw) == {"same_as"}:
        return SameAs(same_as=raw["same_as"])
    return raw


AssumedValue = Annotated[str | int | tuple[str, ...] | SameAs, BeforeValidator(_same_as_first)]


class Unsure(PackPart):
    """What "I don't know" means for a question: the careful default, and how to find out."""

    assume: Annotated[
        AssumedValue | Mapping[str, AssumedValue] | None, BeforeValidator(_same_as_first)
    ] = None
    """A value of the question; for a table, one value for each named count. None: no default
    is possible (a name, a free text) and the question is only listed."""
    assumed_text: Text
    """"We plan as if …", in words."""
    who: Text
    """Who can tell: "your internet company"."""
    say: Text
    """The exact sentence to say or write to that person."""
    where: str = ""
    """Where to look, when a look is enough."""


class ColumnKind(Enum):
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"


class Column(PackPart):
    label: Text
    kind: ColumnKind = ColumnKind.CHOICE
    options: Mapping[Name, str] = {}
    lifecycle: tuple[str, ...] = ()
    """Kinds of lifecycle products whose ids are allowed here, besides `options`."""
    low: int = 0
    high: int = 500


class Support(Enum):
    ENDED = "ended"
    ENDS_SOON = "ends-soon"
    FINE = "fine"


class NamedCount(PackPart):
    """A number that conditions may see instead of single rows of a table."""

    sum: Name
    """The number column to add up."""
    where: Mapping[Name, tuple[str, ...]] = {}
    """Rows count when each named column holds one of the values."""
    support: Mapping[Name, tuple[Support, ...]] = {}
    """Rows count when the product in the column has one of these support states on the day."""


class Question(PackPart):
    section: Name
    ask: Text
    why: Text
    kind: AnswerKind
    depth: Depth = Depth.CORE
    help: str = ""
    options: Mapping[Name, Option] = {}
    none_option: Name | None = None
    """In a multiple choice, the option that excludes the others."""
    unit: str = ""
    low: int = 0
    high: int = 500
    columns: Mapping[Name, Column] = {}
    counts: Mapping[Name, NamedCount] = {}
    ask_if: When = ALWAYS
    if_not_asked: str | int | tuple[str, ...] | None = None
    """A definite value off the path. Without one every comparison is false there."""
    with_order: bool = False
    """Belongs to the owner's own order: without the order it counts as `if_not_asked`."""
    unsure: Unsure
    heard: str = ""
    """"You have {answer} people": how the answer is read back. Default: the answer alone."""


# ---- what can be bought or done


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
    low: Decimal = Field(ge=0)
    high: Decimal = Field(ge=0)
    per: Period
    basis: PriceBasis
    source: Text
    on: date


class Includes(PackPart):
    """An offer that brings another item along, so that it is not sold twice."""

    item: Name
    units: int = Field(default=1, ge=1)
    """How many units of the other item each unit brings."""
    over: Name | None = None
    """Only for this population (a suite protects computers, not servers)."""


class Offer(PackPart):
    name: Text
    price: Price
    leaves: str = ""
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
    each: int | None = Field(default=None, ge=1)
    """So many for each unit."""
    one_for_every: int | None = Field(default=None, ge=1)
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


class FrameworkIds(PackPart):
    csf: tuple[str, ...] = ()
    cpg: tuple[str, ...] = ()
    cyber_essentials: tuple[str, ...] = ()
    cis: tuple[str, ...] = ()


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
    baseline: bool = False
    capacity: int = Field(default=1, ge=1)
    """How much one unit gives, when demands are counted in something smaller (ports)."""
    capacity_unit: str = ""
    spare_percent: int = Field(default=0, ge=0, le=100)
    pack_of: int = Field(default=1, ge=1)
    offers: Mapping[Literal["good", "better", "best", "standard"], Offer] = Field(min_length=1)
    recommended: Literal["good", "better", "best", "standard"]
    requires: tuple[Requirement, ...] = ()
    includes: tuple[Includes, ...] = ()
    cheaper: Mapping[Name, CheaperStep] = {}
    words: tuple[str, ...] = ()
    """Other names an owner may use in a shopping list, in small letters, singular."""
    done_means: str = ""
    test: str = ""
    """How it is tried at hand-over."""
    owned_question: str = ""
    """"How many seats do you have?"; empty when it is not something one owns."""
    frameworks: FrameworkIds = FrameworkIds()


# ---- when it is needed


class OrderedTerm(PackPart):
    ordered: Name


Term = int | str | OrderedTerm


class Quantity(PackPart):
    """A whole number from facts: the sum of `add` minus `less`, at least `at_least`."""

    add: tuple[Term, ...]
    less: tuple[Term, ...] = ()
    times: int = Field(default=1, ge=1)
    at_least: int = 0
    at_most: Name | None = None
    """Never more than this other number (no more computers replaced than are bought)."""


class Population(Quantity):
    name: Text
    """In the plural: "computers"."""


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


# ---- what can go wrong


class Level(Enum):
    VERY_LOW = "very-low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very-high"


class Raise(PackPart):
    when: When
    because: Text


class Measure(PackPart):
    item: Name
    lowers: LoweredPart
    main: bool = False


class Evidence(PackPart):
    text: Text
    source: Text


class Risk(PackPart):
    name: Text
    story: Text
    """What could happen, in two plain sentences."""
    kind: Literal["attack", "accident"]
    start: Level
    harm: Level
    impact: Level
    reason: Text
    """Why these levels, so that a consultant can agree or not."""
    when: When = ALWAYS
    up: tuple[Raise, ...] = ()
    """Each true one raises `start` by one, two at most in all."""
    impact_up: tuple[Raise, ...] = ()
    """Any true one raises `impact` by one, once."""
    measures: tuple[Measure, ...] = Field(min_length=1)
    evidence: tuple[Evidence, ...] = ()


class FlagKind(Enum):
    URGENT = "urgent"
    CONTRADICTION = "contradiction"


class FlagRule(PackPart):
    kind: FlagKind
    when: When
    text: Text
    do_now: str = ""


# ---- what is promised


class Side(Enum):
    PROVIDER = "provider"
    CLIENT = "client"
    BOTH = "both"


class ClausePart(Enum):
    PROMISE = "promise"
    BILLING = "billing"
    PROCESS = "process"
    RISK = "risk"
    PAPER = "paper"


class Clause(PackPart):
    side: Side
    part: ClausePart
    title: Text
    text: Text
    """Placeholders `{name}` are blanks."""
    measure: str = ""
    core: bool = True
    when: When = ALWAYS
    """Stands in the agreement only then (signing on screen, for an owner who wants that)."""
    initials: bool = False
    """The owner puts initials beside it."""
    source: Text


class BlankSource(Enum):
    FIRM = "firm"  # the firm profile says
    CLIENT = "client"  # an answer or the client's card says
    COMPUTED = "computed"  # the program fills it in


class Blank(PackPart):
    label: Text
    source: BlankSource
    suggested: str = ""
    """Used, and marked as a suggestion, where the firm has not said otherwise."""
    from_question: Name | None = None
    values: Mapping[str, str] = {}
    """For `from_question`: how each option reads in the clause."""
    unit: str = ""


class LifecycleProduct(PackPart):
    name: Text
    kind: Text
    support_end: date | None = None
    paid_extension_end: date | None = None
    estimated: bool = False
    note: str = ""
    source: Text


class PackContent(PackPart):
    """One whole pack, as its author wrote it; references are checked by `content.lint`."""

    format: Literal[1]
    pack: PackIdentity
    sections: tuple[Section, ...] = Field(min_length=1)
    questions: Mapping[Name, Question]
    populations: Mapping[Name, Population]
    items: Mapping[Name, Item]
    needs: Mapping[Name, Need]
    risks: Mapping[Name, Risk]
    flags: Mapping[Name, FlagRule] = {}
    clauses: Mapping[Name, Clause]
    blanks: Mapping[Name, Blank] = {}
    not_legal_advice: Text
    lifecycle: Mapping[str, LifecycleProduct] = {}
    support_soon_days: int = 365
    glossary: Mapping[str, Text] = {}
    order_words: Mapping[str, Name] = {}
