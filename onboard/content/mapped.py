"""The vocabulary of what others ask: control lists, insurers, rules, and support dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from pydantic import Field

from onboard.content.parts import Name, PackPart, Text, When


class LifecycleProduct(PackPart):
    name: Text
    kind: Text
    support_end: date | None = None
    paid_extension_end: date | None = None
    estimated: bool = False
    note: str = ""
    source: Text


class Framework(PackPart):
    """A list of controls. Where its licence allows no texts, the entries are ids alone."""

    name: Text
    source: Text
    entries: Mapping[str, str] = Field(min_length=1)
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
    note: str = ""
    """What is not certain about it."""
    source: Text
    on: date
    """When it was last looked up."""
    items: tuple[Name, ...] = ()
    """Lines that help to meet it."""
