"""What of a file needs somebody, on the day on which one looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from onboard.desk.overview import Overview, Refusal, Stage, is_must

FIRST_REVIEW = timedelta(days=91)
YEARLY = timedelta(days=365)
"""The reviews of an agreement, as its paper says."""


class Attention(Enum):
    """The kinds, those that press most first; their names are those of filters."""

    BROKEN = "broken"  # promises
    ENDED = "ended"  # a no has run out, or something ended it
    MUST = "must"  # must-haves that were declined and still stand so
    SHORT = "short"  # fewer seats than there are people or computers
    LATE = "late"  # the day of the agreed next step is past
    REVIEW = "review"
    ENDING = "ending"  # a no is about to end
    SUPPORT = "support"  # a maker's support has ended, or ends soon
    PRICES = "prices"  # signed lines cost something else today


WEIGHT = {
    Attention.BROKEN: 64,
    Attention.ENDED: 32,
    Attention.MUST: 16,
    Attention.SHORT: 12,
    Attention.LATE: 10,
    Attention.REVIEW: 8,
    Attention.ENDING: 6,
    Attention.SUPPORT: 4,
    Attention.PRICES: 2,
}
"""How much each kind presses; a file's kinds are added, however many of each there are."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the whole client that is out, or that this one is. It bars nobody from anything."""

    by: str
    """Who took it along; empty where nobody has a name."""
    at: datetime
    is_here: bool = False
    """This one is the copy: it is at home elsewhere."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the store keeps of a file beside its facts."""

    archived: datetime | None = None
    reviewed: date | None = None
    """When its review was last prepared."""
    asked: bool = False
    """Questions were sent, and may still be answered."""
    copies: tuple[Copy, ...] = ()


def stage_of(view: Overview, marks: Marks) -> Stage:
    early = (Stage.NEW, Stage.TALK, Stage.DECIDING, Stage.READY)
    return Stage.ASKED if marks.asked and view.stage in early else view.stage


def attention(
    view: Overview, marks: Marks, prices_changed: int, today: date
) -> dict[Attention, int]:
    """How many things of each kind there are; kinds without any are left out."""
    counts = {
        Attention.BROKEN: len(view.broken),
        Attention.LATE: int(view.step.on is not None and view.step.on < today),
        Attention.SHORT: len(view.shortfalls),
    }
    for refusal in view.refusals:
        for kind in kinds_of(refusal, today):
            counts[kind] = counts.get(kind, 0) + 1
    counts[Attention.SUPPORT] = sum(
        1 for each in view.systems if each.soon_from is not None and each.soon_from <= today
    )
    if view.signed_on is not None:
        due = review_on(view.signed_on, marks.reviewed)
        counts[Attention.REVIEW] = int(due <= today)
        counts[Attention.PRICES] = prices_changed
    return {kind: counts[kind] for kind in Attention if counts.get(kind)}


def kinds_of(refusal: Refusal, today: date) -> Iterator[Attention]:
    """What a no calls for: it has ended, or stands, and then may be a must or about to end."""
    if refusal.ends is not None and refusal.ends < today:
        yield Attention.ENDED
        return
    if is_must(refusal):
        yield Attention.MUST
    if refusal.review is not None and refusal.review <= today:
        yield Attention.ENDING


def review_on(signed: date, reviewed: date | None) -> date:
    """The day of the next review: three months after signing, and then every year."""
    if reviewed is None or reviewed < signed:
        return signed + FIRST_REVIEW
    return reviewed + YEARLY
