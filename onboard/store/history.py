"""What was done with one client's file, and when: the audit chain as a person may read it.

Told are kind, time, role and the id of the question, line or paper; never an answer, a reason or a
note. Of an erased client the ids are gone as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.store.engagements import engagement_row
from onboard.store.models import EventRow
from onboard.store.records import value_from
from onboard.store.transaction import Transaction
from onboard.store.vault import Place

_SUBJECTS = ("question", "line", "reference")
"""What of a payload may be told: ids that a pack or this program made."""


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One entry of the record of changes."""

    sequence: int
    at: datetime
    actor: str
    kind: str
    subject: str = ""
    """The id of a question or line, or the reference of a paper."""


def history(transaction: Transaction, engagement_id: EngagementId) -> tuple[LoggedEvent, ...]:
    """Every event of a client, the oldest first. Raises `UserFacingError` without such a client."""
    row = engagement_row(transaction, engagement_id)
    events = select(EventRow).where(EventRow.chain_id == row.id).order_by(EventRow.sequence)
    return tuple(_told(transaction, event) for event in transaction.session.scalars(events))


def _told(transaction: Transaction, event: EventRow) -> LoggedEvent:
    at = datetime.fromisoformat(event.at)
    return LoggedEvent(event.sequence, at, event.actor, event.kind, _subject(transaction, event))


def _subject(transaction: Transaction, event: EventRow) -> str:
    place = Place("event", "payload", f"{event.chain_id}/{event.sequence}", event.key_id)
    try:
        payload: Any = value_from(transaction.open_at(place, event.payload))
    except UserFacingError:  # erased, or changed: the check of the store says so
        return ""
    if not isinstance(payload, Mapping):
        return ""
    return next((str(payload[name]) for name in _SUBJECTS if payload.get(name)), "")
