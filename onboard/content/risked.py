"""The vocabulary of what can go wrong: scenarios, measures, and flags."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from pydantic import Field

from onboard.content.bought import LoweredPart
from onboard.content.conditions import ALWAYS
from onboard.content.parts import Cited, MaybeText, Name, PackPart, Text, When


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
    source: Cited


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
    SINGLE_POINT = "single-point"  # one thing or person that all hangs on


class FlagRule(PackPart):
    kind: FlagKind
    when: When
    text: Text
    do_now: MaybeText = ""
    if_unknown: MaybeText = ""
    """Instead of both, where what is urgent rests on a careful guess: what to find out."""
    items: tuple[Name, ...] = ()
    """Lines that take it away, each with its price in the plan."""
