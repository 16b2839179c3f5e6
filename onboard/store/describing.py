"""What a store holds, told without opening any of it: for whoever is about to replace one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from onboard.errors import UserFacingError
from onboard.store.engine import connect
from onboard.store.faults import explain


@dataclass(frozen=True, slots=True)
class StoreSummary:
    """How many clients, and when anything of them was last changed."""

    clients: int
    newest: datetime | None
    held: frozenset[str] = frozenset()
    """The ids of those clients."""
    erased: frozenset[str] = frozenset()
    """The ids of clients who were erased from it."""


def describe(path: Path, root_key: bytes) -> StoreSummary:
    """Raises `UserFacingError` when the file cannot be read."""
    try:
        connection = connect(path, root_key)
        try:
            count, newest = connection.execute(
                "SELECT count(DISTINCT client.id), max(engagement.changed_at) FROM client"
                " LEFT JOIN engagement ON engagement.client_id = client.id"
                " WHERE client.erased_at IS NULL"
            ).fetchone()
            ids = connection.execute("SELECT id, erased_at IS NOT NULL FROM client").fetchall()
        finally:
            connection.close()
    except dbapi2.Error as error:
        told = explain(error, path, root_key)
        raise told or UserFacingError("store.no-clients-in-it") from error
    at = None if newest is None else datetime.fromisoformat(newest).replace(tzinfo=UTC)
    held = frozenset(str(key) for key, is_erased in ids if not is_erased)
    return StoreSummary(count, at, held, frozenset(str(key) for key, _ in ids) - held)
