"""What the client decided about a line, and whether the line has changed since."""

from __future__ import annotations

from collections.abc import Iterable
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


class Position(Enum):
    """Where a line stands with the client."""

    OPEN = "open"  # nobody has decided; the recommended offer is only preselected
    STALE = "stale"  # decided, but the line has changed since
    ACCEPTED = "accepted"
    COMES_WITH = "comes-with"  # inseparable from a line that was accepted
    DECLINED = "declined"
    FALLS_WITH = "falls-with"  # cannot be without a line that was declined
    LATER = "later"
    COVERED = "covered"  # owned or ordered already: nothing to decide


@dataclass(frozen=True, slots=True)
class SettledLine:
    """One line with the decision that counts for it, if any."""

    line: ItemId
    position: Position
    decision: Decision | None = None
    with_line: ItemId | None = None
    """For COMES_WITH and FALLS_WITH: the line that decided it."""


EVERY_LINE = ItemId("*")
"""As the line of an ACCEPT: whatever has no decision of its own."""


def newest(decisions: Iterable[Decision]) -> dict[ItemId, Decision]:
    """The decision that counts for each line: the one made last."""
    return {decision.line: decision for decision in decisions}


def position_of(decision: Decision | None, fingerprint: str, on: date) -> Position:
    """Where a line stands by its own decision alone; a changed line or a passed day is stale."""
    if decision is None:
        return Position.OPEN
    if decision.made_on and decision.made_on != fingerprint:
        return Position.STALE
    ends = decision.until if decision.choice is Choice.DECLINE else None
    due = decision.by if decision.choice is Choice.LATER else None
    if (ends is not None and ends < on) or (due is not None and due < on):
        return Position.STALE
    match decision.choice:
        case Choice.ACCEPT | Choice.OFFER:
            return Position.ACCEPTED
        case Choice.DECLINE:
            return Position.DECLINED
        case Choice.LATER:
            return Position.LATER
