"""The vocabulary of the agreement: clauses and their blanks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from onboard.content.conditions import ALWAYS
from onboard.content.parts import Cited, MaybeText, Name, PackPart, Text, When


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
    measure: MaybeText = ""
    core: bool = True
    when: When = ALWAYS
    """Stands in the agreement only then (signing on screen, for an owner who wants that)."""
    optional: bool = False
    """Stands only when it was ticked; nothing is ticked beforehand."""
    initials: bool = False
    """The owner puts initials beside it."""
    rests_on: tuple[Name, ...] = ()
    """Lines without which it cannot be kept: it leaves the agreement with one that is declined."""
    source: Cited


class BlankSource(Enum):
    FIRM = "firm"  # the firm profile says
    CLIENT = "client"  # an answer or the client's card says
    COMPUTED = "computed"  # the program fills it in


class Blank(PackPart):
    label: Text
    source: BlankSource
    suggested: MaybeText = ""
    """Used, and marked as a suggestion, where the firm has not said otherwise."""
    from_question: Name | None = None
    values: Mapping[str, MaybeText] = {}
    """For `from_question`: how each option reads in the clause."""
    unit: MaybeText = ""
