"""What was done with one client's file, and when: the audit chain as a person may read it.

Told are kind, time, role and the id of the question, line or paper; never an answer, a reason or a
note. Of an erased client the ids are gone as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.store.engagements import engagement_row
from onboard.store.models import EventRow
from onboard.store.records import event_from
from onboard.store.transaction import Transaction

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
    login: str = ""
    """Which colleague, as a firm's server knows them; "" on a laptop."""


def history(transaction: Transaction, engagement_id: EngagementId) -> tuple[LoggedEvent, ...]:
    """Every event of a client, the oldest first. Raises `UserFacingError` without such a client."""
    row = engagement_row(transaction, engagement_id)
    events = select(EventRow).where(EventRow.chain_id == row.id).order_by(EventRow.sequence)
    return tuple(_told(transaction, event) for event in transaction.session.scalars(events))


def _told(transaction: Transaction, event: EventRow) -> LoggedEvent:
    at = datetime.fromisoformat(event.at)
    told = LoggedEvent(event.sequence, at, event.actor, event.kind)
    try:
        payload, login = event_from(transaction.open_event(event))
    except UserFacingError:  # erased, or changed: the check of the store says so
        return told
    return replace(told, subject=_subject(payload), login=login)


def _subject(payload: Any) -> str:
    if not isinstance(payload, Mapping):
        return ""
    return next((str(payload[name]) for name in _SUBJECTS if payload.get(name)), "")
