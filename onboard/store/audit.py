"""The audit chain of an engagement: each event carries the hash of the one before.

Hashed is the sealed payload, so the chain can still be checked after a client's key is destroyed,
and short answers cannot be guessed from it. A chain alone proves nothing against whoever owns the
file: its head is printed in each signed paper, and those anchors are what counts.
"""

from __future__ import annotations

import hashlib
import struct
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from onboard.ports import AuditHead, Clock
from onboard.store.findings import Finding, finding
from onboard.store.models import EventRow
from onboard.store.records import event_bytes
from onboard.store.vault import Place, Vault
from onboard.store.who import Who

_DOMAIN = b"onboard-audit-v1\x00"
_GENESIS = b"\x00" * 32
_ROWS_AT_ONCE = 2000
_EVENTS = EventRow.metadata.tables[EventRow.__tablename__]
_WRITE = insert(_EVENTS)
_NEWEST = (
    select(_EVENTS.c.sequence, _EVENTS.c.hash)
    .where(_EVENTS.c.chain_id == bindparam("chain"))
    .order_by(_EVENTS.c.sequence.desc())
    .limit(1)
)


class _Link(NamedTuple):
    """An event that is not in its table yet."""

    chain_id: uuid.UUID
    sequence: int
    at: str
    actor: str
    kind: str
    key_id: uuid.UUID
    payload: bytes
    payload_sha256: bytes
    previous: bytes


class AuditTrail:
    """Writes events within one transaction, in the same commit as the change they tell of."""

    def __init__(
        self,
        session: Session,
        vault: Vault,
        clock: Clock,
        who: Who,
        hold: Callable[[uuid.UUID], object],
    ) -> None:
        self._session = session
        self._vault = vault
        self._clock = clock
        self._who = who
        self._hold = hold
        self._heads: dict[uuid.UUID, tuple[int, bytes]] = {}

    def forget_heads(self) -> None:
        """Somebody else may have written since; read the heads again."""
        self._heads.clear()

    def record(self, chain_id: uuid.UUID, kind: str, key_id: uuid.UUID, payload: object) -> None:
        """Append one event. Call within a writing transaction, with the key at hand."""
        last, previous = self._head(chain_id)
        place = event_place(chain_id, last + 1, key_id)
        sealed = self._vault.seal(event_bytes(payload, self._who.login), place)
        link = _Link(
            chain_id=chain_id,
            sequence=last + 1,
            at=self._clock.now().astimezone(UTC).isoformat(timespec="microseconds"),
            actor=self._who.actor,
            kind=kind,
            key_id=key_id,
            payload=sealed,
            payload_sha256=hashlib.sha256(sealed).digest(),
            previous=previous,
        )
        sha256 = hash_of(link)
        # Written at once and not by the session's own bookkeeping: each save waits for this.
        self._session.connection().execute(_WRITE, {**link._asdict(), "hash": sha256})
        self._heads[chain_id] = (last + 1, sha256)

    def head(self, chain_id: uuid.UUID) -> AuditHead | None:
        sequence, sha256 = self._head(chain_id)
        return AuditHead(sequence, sha256.hex()) if sequence else None

    def _head(self, chain_id: uuid.UUID) -> tuple[int, bytes]:
        if chain_id not in self._heads:
            self._hold(chain_id)  # two who read the same head would both append to it
            found = self._session.connection().execute(_NEWEST, {"chain": chain_id}).one_or_none()
            self._heads[chain_id] = (found.sequence, found.hash) if found else (0, _GENESIS)
        return self._heads[chain_id]


def event_place(chain_id: uuid.UUID, sequence: int, key_id: uuid.UUID) -> Place:
    """Where the payload of an event stands."""
    return Place("event", "payload", f"{chain_id}/{sequence}", key_id)


def hash_of(event: EventRow | _Link) -> bytes:
    """SHA-256 over every column but the hash itself, each with its length in front."""
    parts = (
        event.chain_id.bytes,
        struct.pack(">Q", event.sequence),
        event.at.encode(),
        event.actor.encode(),
        event.kind.encode(),
        event.key_id.bytes,
        event.payload_sha256,
        event.previous,
    )
    framed = b"".join(struct.pack(">I", len(part)) + part for part in parts)
    return hashlib.sha256(_DOMAIN + framed).digest()


def verify_chain(
    session: Session, chain_id: uuid.UUID, anchors: Iterable[AuditHead] = ()
) -> list[Finding]:
    """Compare every link with the next, and the chain with heads noted outside of it.

    Stops at the first broken link: behind it nothing can be said.
    """
    wanted: dict[int, set[str]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.sequence, set()).add(anchor.sha256)
    events = (
        select(EventRow)
        .where(EventRow.chain_id == chain_id)
        .order_by(EventRow.sequence)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    previous, count = _GENESIS, 0
    for event in session.scalars(events):
        count += 1
        broken = _broken_link(event, count, previous)
        if broken:
            return [finding(broken, number=count)]
        if any(sha256 != event.hash.hex() for sha256 in wanted.get(count, ())):
            return [finding("store.audit-differs-from-paper", number=count)]
        previous = event.hash
        session.expunge(event)
    if not count:
        return [finding("store.audit-missing")]
    furthest = max(wanted, default=0)
    if furthest > count:
        return [finding("store.audit-cut-off", found=count, expected=furthest)]
    return []


def _broken_link(event: EventRow, number: int, previous: bytes) -> str | None:
    if event.sequence != number:
        return "store.audit-event-missing"
    if event.previous != previous:
        return "store.audit-link-broken"
    try:
        if hashlib.sha256(event.payload).digest() != event.payload_sha256:
            return "store.audit-payload-changed"
        if hash_of(event) != event.hash:
            return "store.audit-event-changed"
    except (TypeError, AttributeError):  # text where bytes belong: SQLite lets anybody do that
        return "store.audit-event-changed"
    return None
