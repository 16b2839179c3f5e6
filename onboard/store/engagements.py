"""The repository of engagements."""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from onboard.engagement import (
    Client,
    ClientSummary,
    Engagement,
    EngagementId,
    FileState,
    SignedPaper,
)
from onboard.errors import UserFacingError
from onboard.ports import AuditHead, HandoverSide, HandoverState
from onboard.store.models import ClientRow, EngagementRow, HandoverRow, SignatureRow
from onboard.store.reading import loose_facts, read_engagement
from onboard.store.records import record_from, value_from
from onboard.store.transaction import Transaction
from onboard.store.writing import EngagementWriter

_KEPT = 8
_FILES = EngagementRow.metadata.tables[EngagementRow.__tablename__]
_VERSION = select(_FILES.c.version).where(_FILES.c.id == bindparam("id"))
_NEXT_VERSION = (
    update(_FILES)
    .where(_FILES.c.id == bindparam("own"), _FILES.c.version == bindparam("was"))
    .values(version=bindparam("next"), changed_at=bindparam("at"))
)


class RecentEngagements:
    """The last engagements as they stand in the store, so that a save need not read them again.

    A version names exactly one content, because every save counts it up in its own transaction.
    Shared between threads.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Engagement] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, engagement_id: str, version: int) -> Engagement | None:
        with self._lock:
            kept = self._kept.get(engagement_id)
        return kept if kept is not None and kept.version == version else None

    def put(self, engagement: Engagement) -> None:
        with self._lock:
            self._kept[engagement.id] = engagement
            self._kept.move_to_end(engagement.id)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()


class SqlEngagementRepository:
    """`EngagementRepository` on the tables of this package."""

    def __init__(
        self, transaction: Transaction, firm_id: uuid.UUID, recent: RecentEngagements
    ) -> None:
        self._transaction = transaction
        self._firm_id = firm_id
        self._recent = recent
        self._saved_here: dict[str, Engagement] = {}

    def get(self, engagement_id: EngagementId) -> Engagement:
        return self._known(engagement_id) or self._stored(self._row(engagement_id))

    def add(self, engagement: Engagement) -> None:
        """Keep a new engagement, with keys of its own for the interview and for the papers."""
        self._transaction.begin_write()
        client = ClientRow(
            id=self._transaction.make_id(),
            firm_id=self._firm_id,
            key_id=self._transaction.new_key("client"),
            paper_key_id=self._transaction.new_key("paper"),
        )
        self._transaction.seal_body(client, engagement.client)
        self._transaction.session.add(client)
        self._transaction.session.flush()
        row = EngagementRow(
            id=uuid.UUID(engagement.id),
            key_id=client.key_id,
            client_id=client.id,
            pack_id=engagement.pack.id,
            pack_version=engagement.pack.version,
            pack_sha256=engagement.pack.sha256,
            created_on=engagement.created,
            changed_at=self._transaction.now(),
            version=engagement.version,
        )
        empty = Engagement(
            id=engagement.id,
            client=engagement.client,
            pack=engagement.pack,
            created=engagement.created,
        )
        self._transaction.seal_body(row, loose_facts(empty))
        self._transaction.session.add(row)
        self._transaction.session.flush()
        writer = EngagementWriter(self._transaction, row)
        writer.record("engagement-added", {"client": engagement.client, "pack": engagement.pack})
        writer.write(empty, engagement)
        self._saved_here[engagement.id] = engagement

    def save(self, engagement: Engagement) -> None:
        """Write what differs; the stored version is then `engagement.version + 1`.

        Raises:
            UserFacingError: "store.changed-meanwhile", when the stored version is another one.
        """
        self._transaction.begin_write()
        row = self._row(engagement.id)
        if row.version != engagement.version:
            raise UserFacingError("store.changed-meanwhile")
        saved = self._stored(row)
        self._count(row)
        try:
            EngagementWriter(self._transaction, row).write(saved, engagement)
        except StaleDataError as error:
            raise UserFacingError("store.changed-meanwhile") from error
        self._saved_here[engagement.id] = replace(engagement, version=row.version)

    def _count(self, row: EngagementRow) -> None:
        """One version more; not by the session's own bookkeeping: it comes with each answer."""
        now, was = self._transaction.now(), row.version
        counted = self._transaction.session.connection().execute(
            _NEXT_VERSION, {"own": row.id, "was": was, "next": was + 1, "at": now}
        )
        if counted.rowcount != 1:
            raise UserFacingError("store.changed-meanwhile")
        set_committed_value(row, "version", was + 1)
        set_committed_value(row, "changed_at", now)

    def list(self, only: Collection[EngagementId] | None = None) -> Sequence[ClientSummary]:
        """All clients, or only these, the last changed first. Who was erased is left out."""
        self._transaction.need_keys("client")
        session = self._transaction.session
        signed = set(
            session.scalars(select(SignatureRow.engagement_id).where(SignatureRow.by_owner))
        )
        half, asked = self._half_signed(), self.asked()
        rows = (
            select(EngagementRow, ClientRow)
            .join(ClientRow, ClientRow.id == EngagementRow.client_id)
            .where(ClientRow.erased_at.is_(None))
            .order_by(EngagementRow.changed_at.desc(), EngagementRow.id.desc())
        )
        if only is not None:
            rows = rows.where(EngagementRow.id.in_([as_uuid(each) for each in only]))
        found = []
        for row, client in session.execute(rows):
            who = record_from(Client, self._transaction.open_body(client))
            state = FileState.OPEN
            if row.id in half:
                state = FileState.HALF_SIGNED
            elif row.id in signed:
                state = FileState.AMENDING if self._is_amended(row) else FileState.SIGNED
            elif row.id in asked:
                state = FileState.ASKED
            found.append(
                ClientSummary(
                    id=EngagementId(str(row.id)),
                    client_name=who.name,
                    changed_at=row.changed_at,
                    signed=row.id in signed,
                    owner=who.owner,
                    state=state,
                )
            )
        return tuple(found)

    def _half_signed(self) -> set[uuid.UUID]:
        """Whose newest paper waits for the owner; only the newest of each is opened."""
        rows = (
            select(SignatureRow)
            .join(EngagementRow, EngagementRow.id == SignatureRow.engagement_id)
            .join(ClientRow, ClientRow.id == EngagementRow.client_id)
            .where(ClientRow.erased_at.is_(None))
            .order_by(SignatureRow.position, SignatureRow.revision)
        )
        newest = {row.engagement_id: row for row in self._transaction.session.scalars(rows)}
        waiting = set()
        for key, row in newest.items():
            if not row.by_owner:
                paper = record_from(SignedPaper, self._transaction.open_body(row))
                if not paper.withdrawn:
                    waiting.add(key)
        return waiting

    def asked(self) -> set[uuid.UUID]:
        """Who has questions that nobody has answered yet, and that still may be."""
        open_ones = select(HandoverRow.engagement_id).where(
            HandoverRow.side == HandoverSide.ASKING.value,
            HandoverRow.state == HandoverState.OPEN.value,
            HandoverRow.until >= self._transaction.now().date(),
        )
        return set(self._transaction.session.scalars(open_ones))

    def _is_amended(self, row: EngagementRow) -> bool:
        return value_from(self._transaction.open_body(row)).get("amending") is not None

    def audit_head(self, engagement_id: EngagementId) -> AuditHead:
        head = self._transaction.audit.head(as_uuid(engagement_id))
        if head is None:
            raise UserFacingError("store.no-such-client")
        return head

    def log(self, engagement_id: EngagementId, kind: str, told: object = None) -> None:
        self._transaction.begin_write()
        EngagementWriter(self._transaction, self._row(engagement_id)).record(kind, told)
        self._transaction.session.flush()

    def publish(self) -> None:
        """After the commit: what was saved here is now what the store holds."""
        for engagement in self._saved_here.values():
            self._recent.put(engagement)
        self._saved_here.clear()

    def _stored(self, row: EngagementRow) -> Engagement:
        here = self._saved_here.get(str(row.id))
        if here is not None and self._transaction.is_writing:
            return here
        known = self._recent.get(str(row.id), row.version)
        if known is not None:
            return known
        read = read_engagement(self._transaction, row)
        if not self._transaction.is_writing:  # otherwise it may yet be rolled back
            self._recent.put(read)
        return read

    def _known(self, engagement_id: EngagementId) -> Engagement | None:
        """As it is remembered, where nobody has saved since; what is being written is not asked."""
        if self._transaction.is_writing:
            return None
        connection = self._transaction.session.connection()
        version = connection.execute(_VERSION, {"id": as_uuid(engagement_id)}).scalar()
        return None if version is None else self._recent.get(engagement_id, version)

    def _row(self, engagement_id: EngagementId) -> EngagementRow:
        return engagement_row(self._transaction, engagement_id)


def engagement_row(transaction: Transaction, engagement_id: EngagementId) -> EngagementRow:
    """The row as the database has it now. Raises `UserFacingError` when there is none."""
    key = as_uuid(engagement_id)
    is_fresh = transaction.hold(key)
    row = transaction.session.get(
        EngagementRow, key, populate_existing=is_fresh or not transaction.is_writing
    )
    if row is None:
        raise UserFacingError("store.no-such-client")
    return row


def as_uuid(engagement_id: str) -> uuid.UUID:
    try:
        return uuid.UUID(engagement_id)
    except ValueError as error:
        raise UserFacingError("store.no-such-client") from error
