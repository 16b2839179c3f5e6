"""The vocabulary of what others ask: control lists, insurers, rules, and support dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated

from pydantic import Field

from onboard.content.parts import LAST_DAY, Cited, Day, MaybeText, Name, PackPart, Text, When

EndOfSupport = Annotated[date, Field(le=LAST_DAY)]


class LifecycleProduct(PackPart):
    name: Cited
    kind: Cited
    support_end: EndOfSupport | None = None
    paid_extension_end: EndOfSupport | None = None
    estimated: bool = False
    note: MaybeText = ""
    source: Cited


class Framework(PackPart):
    """A list of controls. Where its licence allows no texts, the entries are ids alone."""

    name: Cited
    source: Cited
    entries: Mapping[str, MaybeText] = Field(min_length=1)
    """Id to a short paraphrase; empty where only ids may be given."""


class InsurerQuestion(PackPart):
    """What insurers commonly ask. We gather what shows the answer and never fill in their form."""

    ask: Text
    items: tuple[Name, ...] = Field(min_length=1)
    """Lines that make a good answer true."""
    questions: tuple[Name, ...] = ()
    """Answers it rests on; for these we note whether they are believed, shown or verified."""


class RuleStatus(Enum):
    LAW = "law"
    PROPOSED = "proposed"  # not law yet
    CONTRACT = "contract"  # a bank, a customer or an insurer may ask for it
    SCHEME = "scheme"  # of one's own free will


class FieldRule(PackPart):
    """A rule that may apply to businesses of one kind; told, never decided."""

    name: Text
    status: RuleStatus
    when: When
    text: Text
    """What it asks for, in plain words."""
    note: MaybeText = ""
    """What is not certain about it."""
    source: Cited
    on: Day
    """When it was last looked up."""
    items: tuple[Name, ...] = ()
    """Lines that help to meet it."""
