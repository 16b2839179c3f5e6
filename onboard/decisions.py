"""What the client decided about a line, and whether the line has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from onboard.content.model import ItemId


class Choice(Enum):
    ACCEPT = "accept"
    OFFER = "offer"  # accept, with another offer than the recommended one
    DECLINE = "decline"  # with or without a cheaper step
    LATER = "later"  # with a date; an open risk until then


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on one line. A later decision on the same line supersedes it."""

    line: ItemId
    choice: Choice
    offer: str = ""
    reason: str = ""
    """In the owner's own words."""
    initials: str = ""
    cheaper: tuple[str, ...] = ()
    """Cheaper steps taken, by id."""
    by: date | None = None
    """For LATER: decided or done by this day."""
    until: date | None = None
    """For DECLINE: the acceptance ends on this day, 12 months at most, 6 for very high risk."""
    name: str = ""
    role: str = ""
    authority: str = ""
    at: datetime | None = None
    made_on: str = ""
    """Fingerprint of the line as it stood; empty: the line as it stands now."""
