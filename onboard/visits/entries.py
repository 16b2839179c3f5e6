"""One thing that was said or seen at a visit, or about a bill: added once, and never changed.

What is put right later is a newer entry about the same thing; see docs/adr/0025-visits.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from onboard.interview.answers import AnswerValue


class Kind(Enum):
    """What an entry is about."""

    BEGUN = "begun"  # a visit or a review: its day, and who was there
    CHECKED = "checked"  # a promise: kept, partly or broken
    POINT = "point"  # an open point: done or dated
    PULSE = "pulse"  # what one person says, in words of a small scale
    MEASURED = "measured"  # a number of the first day, as it is today
    ANYTHING_ELSE = "anything-else"
    PRIVATE = "private"  # the consultant's own note
    CLOSED = "closed"
    BILL_ASKED = "bill-asked"  # somebody doubts a line of a bill
    BILL_SETTLED = "bill-settled"


class Kept(Enum):
    """How it stands with a promise."""

    KEPT = "kept"
    PARTLY = "partly"
    BROKEN = "broken"


class PointState(Enum):
    DONE = "done"
    DATED = "dated"


class BillOutcome(Enum):
    """What became of a doubt about a bill."""

    AGREED = "agreed"  # the line stands
    CORRECTED = "corrected"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Entry:
    """Who wrote it down is in the record of changes; what it means depends on its kind."""

    talk: str
    """Which visit, or which question about a bill."""
    kind: Kind
    at: datetime
    about: str = ""
    """The promise, the open point, the person or the question that it is about."""
    state: str = ""
    text: str = ""
    on: date | None = None
    words: tuple[tuple[str, str], ...] = ()
    """Pairs of a name and what was said to it."""
    value: AnswerValue | None = None
