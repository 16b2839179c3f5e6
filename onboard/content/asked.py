"""The vocabulary of the interview: sections, questions, guesses, and an owner's own words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from onboard.content.conditions import ALWAYS
from onboard.content.parts import Day, MaybeText, Name, Number, PackPart, Text, When, expecting


class PackIdentity(PackPart):
    id: Name
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    title: Text
    language: str = "en"
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    checked_on: Day
    """The day on which prices and dates were last compared with their sources."""


class Section(PackPart):
    id: Name
    title: Text
    intro: MaybeText = ""
    baseline: bool = False
    """Its answers are the state at the start, which reviews are measured against."""
    optional: bool = False
    """Asked only when it was opened: the numbers of a first talk do not wait for it."""


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
    detail: MaybeText = ""
    heard: MaybeText = ""
    """How the answer reads back to the owner, when the label alone would not make a sentence."""
    reply: MaybeText = ""
    """What we say at once to somebody who chooses it: two sentences at most, and no argument."""


Option = Annotated[OptionFields, BeforeValidator(_label_alone)]


class SameAs(PackPart):
    same_as: Name


def _same_as_first(raw: object) -> object:
    """`{same_as: fact}` is a reference, never a mapping with the name `same_as`."""
    if isinstance(raw, dict) and set(raw) == {"same_as"}:
        return SameAs(same_as=raw["same_as"])
    return _no_truth(raw)


def _no_truth(raw: object) -> object:
    """`true` would pass for the number 1."""
    if isinstance(raw, bool):
        raise ValueError("a value is expected, not true or false")
    return raw


_VALUE = "an option, a list of options or a whole number"

AssumedValue = Annotated[
    str | Number | tuple[str, ...] | SameAs,
    BeforeValidator(_same_as_first),
    expecting(f"{_VALUE}, or {{same_as: …}}"),
]
StatedValue = Annotated[
    str | Number | tuple[str, ...] | None, BeforeValidator(_no_truth), expecting(_VALUE)
]


class Unsure(PackPart):
    """What "I don't know" means for a question: the careful default, and how to find out."""

    assume: Annotated[
        AssumedValue | Mapping[str, AssumedValue] | None,
        BeforeValidator(_same_as_first),
        expecting(f"{_VALUE}, {{same_as: …}}, or for a table a value for each count"),
    ] = None
    """A value of the question; for a table, one value for each named count. None: no default
    is possible (a name, a free text) and the question is only listed."""
    assumed_text: Text
    """"We plan as if …", in words."""
    who: Text
    """Who can tell: "your internet company"."""
    who_alone: MaybeText = ""
    """The same where the owner sits by himself, and `who` speaks of us."""
    say: Text
    """The exact sentence to say or write to that person."""
    where: MaybeText = ""
    """Where to look, when a look is enough."""
    low: Number | None = None
    """For a number: the least that is likely. With `high` it makes the price a range."""
    high: Number | None = None


class ColumnKind(Enum):
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


DayAsked = Literal["past", "future"]


class Column(PackPart):
    label: Text
    kind: ColumnKind = ColumnKind.CHOICE
    options: Mapping[Name, MaybeText] = {}
    lifecycle: tuple[str, ...] = ()
    """Kinds of lifecycle products whose ids are allowed here, besides `options`."""
    low: Number = 0
    high: Number = 500
    day: DayAsked = "future"
    may_be_empty: bool = False
    """A choice or a number that may stay open: what nobody knows stays empty."""


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


class HelpFor(PackPart):
    """Another help text for some people, such as those who are new to computers."""

    when: When
    text: Text


class Question(PackPart):
    section: Name
    ask: Text
    why: Text
    kind: AnswerKind
    depth: Depth = Depth.CORE
    help: MaybeText = ""
    help_for: tuple[HelpFor, ...] = ()
    """The first whose condition holds stands in place of `help`."""
    options: Mapping[Name, Option] = {}
    none_option: Name | None = None
    """In a multiple choice, the option that excludes the others."""
    unit: MaybeText = ""
    low: Number = 0
    high: Number = 500
    day: DayAsked = "future"
    """For a date: on which side of today it lies; the example beside the field does too."""
    columns: Mapping[Name, Column] = {}
    row_each: Name | None = None
    """A choice column of which each option has one row of its own, filled in or not."""
    counts: Mapping[Name, NamedCount] = {}
    ask_if: When = ALWAYS
    if_not_asked: StatedValue = None
    """A definite value off the path. Without one every comparison is false there."""
    informs: MaybeText = ""
    """What the answer is kept for where no rule reads it: "the yearly review"."""
    with_order: bool = False
    """Belongs to the owner's own order: without the order it counts as `if_not_asked`."""
    unsure: Unsure
    heard: MaybeText = ""
    """"You have {answer} people": how the answer is read back. Default: the answer alone."""

    @model_validator(mode="before")
    @classmethod
    def _listed(cls, raw: Any) -> Any:
        """A multiple choice is a list everywhere: one option alone stands for a list of one."""
        if not isinstance(raw, dict) or raw.get("kind") != AnswerKind.MULTIPLE.value:
            return raw
        listed = {**raw}
        if isinstance(raw.get("if_not_asked"), str):
            listed["if_not_asked"] = [raw["if_not_asked"]]
        unsure = raw.get("unsure")
        if isinstance(unsure, dict) and isinstance(unsure.get("assume"), str):
            listed["unsure"] = {**unsure, "assume": [unsure["assume"]]}
        return listed


class Trade(PackPart):
    """How people of one line of work talk, and comparisons from their own day."""

    words: Mapping[Name, Text] = {}
    """In place of `{name}` in the texts of the pack; names are those of `Trades.words`."""
    analogies: Mapping[Name, Text] = {}
    """By the clause, question or item that it explains."""


class Trades(PackPart):
    """Wording by the answer to one choice question."""

    question: Name
    words: Mapping[Name, Text] = {}
    """What `{name}` reads as while the line of work is not known."""
    kinds: Mapping[Name, Trade]
    """By the options of the question."""
