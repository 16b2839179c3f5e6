"""What was once recorded stays: a guard on the session, before the triggers in the database."""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from onboard.store.models import APPEND_ONLY


class AppendOnlyError(Exception):
    """A mistake of this program: it tried to change or delete a record."""


class GuardedSession(Session):
    """A session that refuses to change or delete rows of append-only tables."""


@event.listens_for(GuardedSession, "before_flush")
def _refuse(session: Session, _context: UOWTransaction, _instances: object) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    for row in (*session.deleted, *changed):
        if isinstance(row, APPEND_ONLY):
            raise AppendOnlyError(f"{type(row).__name__} is append-only")
