"""Which copies to keep: many of the last days, few of long ago."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Ages:
    """Of so many days, weeks and months that have a copy, the newest of each is kept."""

    days: int = 7
    weeks: int = 4
    months: int = 12


USUAL = Ages()


def kept(made: Iterable[date], today: date, ages: Ages = USUAL) -> frozenset[date]:
    """The days whose copies stay.

    Days without a copy do not count: a laptop that rested for a month loses nothing by that. A copy
    from a day that is yet to come stays and counts for nothing, as a clock was wrong.
    """
    days = set(made)
    past = sorted((day for day in days if day <= today), reverse=True)
    return frozenset(
        {
            *(day for day in days if day > today),
            *_newest_of_each(past, ages.days, lambda day: day),
            *_newest_of_each(past, ages.weeks, lambda day: day.isocalendar()[:2]),
            *_newest_of_each(past, ages.months, lambda day: (day.year, day.month)),
        }
    )


def _newest_of_each(
    newest_first: Iterable[date], most: int, period: Callable[[date], Hashable]
) -> Iterable[date]:
    newest: dict[Hashable, date] = {}
    for day in newest_first:
        newest.setdefault(period(day), day)
    return list(newest.values())[:most]
