"""The vocabulary of sums from the owner's own numbers: parts, bars, and the alarm."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from onboard.content.parts import Day, Name, PackPart, Some, Text, Units, expecting
from onboard.content.risked import Level

PLAN_YEAR = "plan-year"
"""Stands in a sum for what the plan costs in a year, month by month and once a year."""

_TERM = "a name or a whole number up to a million"
Factor = Annotated[Name | Units, expecting(_TERM)]
Divisor = Annotated[Name | Some, expecting(f"{_TERM}, but not 0,")]


class SumPart(PackPart):
    """(product of `multiply` − sum of `minus`) × each percent ÷ each of `divide`.

    Left out, and said so, where a question of it has neither an answer nor a guess.
    """

    text: Text
    multiply: tuple[Factor, ...] = Field(min_length=1)
    minus: tuple[Name, ...] = ()
    percent: tuple[Name, ...] = ()
    divide: tuple[Divisor, ...] = ()
    only_high: bool = False
    """Counts only towards the high end."""


class Sum(PackPart):
    """One amount, from low to high, that an owner can follow line by line."""

    name: Text
    story: Text
    """What it means, in a sentence."""
    per: Literal["hour", "day", "year", "person-day"]
    parts: tuple[SumPart, ...] = Field(min_length=1)
    source: Text
    """Where the way of reckoning, and any number that is not the owner's, comes from."""
    on: Day


class Alarm(PackPart):
    """Asks a second time before a protection is declined that costs little beside a stop."""

    sum: Name
    """A line alarms when its price of a year is below the low end of this sum …"""
    level: Level = Level.HIGH
    """… and it lowers a risk that is now rated so, or higher."""


class Budget(PackPart):
    """The questions whose answers say what can be spent. No line is removed for it."""

    once: Name | None = None
    monthly: Name | None = None


class Comparison(PackPart):
    """Yearly costs beside which the plan is drawn. One without an answer is left out."""

    title: Text
    questions: tuple[Name, ...] = Field(min_length=1)
