"""A whole client as rows: out of one store, and into another as the same rows.

Sealed fields travel as they lie there, with the keys that open them, and keep their ids. So papers
are the same to the byte, and the audit chain goes on where it was: nothing is hashed anew.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.ports import AuditLink, HandoverSide
from onboard.store.archive_shape import (
    LUGGAGE,
    REMEMBERED,
    Tables,
    checked_memory,
    of_engagements,
    refuse_unfitting,
    sha256_of,
    table_of,
    whole_client,
)
from onboard.store.carried import discard_copy
from onboard.store.checkup import check_engagement
from onboard.store.engagements import engagement_row
from onboard.store.firm_level import SqlSecretRepository
from onboard.store.models import (
    Base,
    ClientRow,
    DataKeyRow,
    EngagementRow,
    EventRow,
    FirmRow,
    PackVersionRow,
)
from onboard.store.reading import read_engagement
from onboard.store.records import event_from
from onboard.store.row_codec import Misshapen, Value, decoded, encoded, ids
from onboard.store.transaction import Transaction

_OURS = (HandoverSide.TAKEN.value, HandoverSide.CARRIED.value)
_NOT_OURS = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError)
"""What comes of values that this program cannot have written."""


class SqlArchiveRepository:
    """`ArchiveRepository`: one client's rows as bytes."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self.has_discarded = False
        """Then nothing may be remembered of the clients that were read before."""

    def dump(
        self,
        engagement_id: EngagementId,
        event: str = "client-archived",
        luggage: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """All rows of a client and the keys to them; the audit says that this was done.

        Who has taken the client along from here is known here alone, and the keys for that too.
        """
        transaction = self._transaction
        transaction.begin_write()
        row = engagement_row(transaction, engagement_id)
        client = transaction.session.get_one(ClientRow, row.client_id)
        transaction.need_key(client.paper_key_id)
        read_engagement(transaction, row)  # refuses a client who was erased
        transaction.audit.record(row.id, event, row.key_id, None)
        transaction.session.flush()
        tables: Tables = {
            "client": self._rows(table_of("client"), "id", client.id),
            "engagement": self._rows(table_of("engagement"), "id", row.id),
            "event": self._rows(table_of("event"), "chain_id", row.id),
        }
        for table in of_engagements():
            tables[table.name] = self._rows(table, "engagement_id", row.id)
        tables["handover"] = [each for each in tables["handover"] if each["side"] not in _OURS]
        tables["data_key"] = self._keys(client)
        tables["pack_version"] = self._packs(row)
        tables[REMEMBERED] = self._remembered(tables["agreement_paper"])
        if luggage:
            tables[LUGGAGE] = [{"name": name, "value": each} for name, each in luggage.items()]
        return encoded(tables)

    def luggage(self, data: bytes) -> Mapping[str, bytes]:
        """What travels beside the rows, by name; nothing in the archive of a client.

        Raises:
            UserFacingError: "archive.misshapen".
        """
        try:
            rows = decoded(data).get(LUGGAGE, [])
        except Misshapen:
            raise UserFacingError("archive.misshapen") from None
        found = {}
        for row in rows:
            name, value = row.get("name"), row.get("value")
            if not isinstance(name, str) or not isinstance(value, bytes):
                raise UserFacingError("archive.misshapen")
            found[name] = value
        return found

    def links(self, engagement_id: EngagementId) -> Sequence[AuditLink]:
        row = engagement_row(self._transaction, engagement_id)
        chain = select(EventRow).where(EventRow.chain_id == row.id).order_by(EventRow.sequence)
        return tuple(
            AuditLink(event.sequence, event.at, event.kind, event.hash.hex())
            for event in self._transaction.session.scalars(chain)
        )

    def discard(self, engagement_id: EngagementId) -> None:
        discard_copy(self._transaction, engagement_id, of_engagements())
        self.has_discarded = True

    def restore(self, data: bytes) -> EngagementId:
        """Put a client's rows into this store; the caller commits, or nothing has happened.

        Raises:
            UserFacingError: "archive.misshapen", "archive.too-new"; "archive.here-…" for a client
                who is here already.
        """
        self._transaction.begin_write()
        try:
            tables = decoded(data)
            engagement = whole_client(tables)
        except Misshapen:
            raise UserFacingError("archive.misshapen") from None
        self._refuse_known(engagement, tables)
        keys = ids(tables["data_key"], "id")
        try:
            self._put(tables)
            self._check(engagement)
            self._note(engagement, data)
        except UserFacingError:
            self._forget(keys)
            raise
        except (*_NOT_OURS, SQLAlchemyError):  # a row that misses another, or stands in its way
            self._forget(keys)
            raise UserFacingError("archive.misshapen") from None
        return EngagementId(str(engagement))

    # ---- out

    def _rows(self, table: sa.Table, column: str, value: uuid.UUID) -> list[dict[str, Value]]:
        rows = select(table).where(table.c[column] == value).order_by(*table.primary_key.columns)
        return [dict(row) for row in self._transaction.session.execute(rows).mappings()]

    def _keys(self, client: ClientRow) -> list[dict[str, Value]]:
        """Unwrapped: what seals them in the file is the seal of the file."""
        found = []
        for key_id in (client.key_id, client.paper_key_id):
            (row,) = self._rows(table_of("data_key"), "id", key_id)
            found.append({**row, "wrapped": self._transaction.plain_key(key_id)})
        return found

    def _packs(self, row: EngagementRow) -> list[dict[str, Value]]:
        """The pack of today, and those of a draft and of papers signed before."""
        session = self._transaction.session
        facts = read_engagement(self._transaction, row)
        wanted = {facts.pack.sha256}
        if facts.amending is not None:
            wanted.add(facts.amending.was.pack.sha256)
        changes = select(EventRow).where(
            EventRow.chain_id == row.id, EventRow.kind == "pack-changed"
        )
        for event in session.scalars(changes):
            told, _ = event_from(self._transaction.open_event(event))
            wanted |= {told[side]["sha256"] for side in ("from", "to")}
        table = table_of("pack_version")
        rows = select(table).where(table.c.sha256.in_(wanted)).order_by(table.c.sha256)
        return [dict(each) for each in session.execute(rows).mappings()]

    def _remembered(self, papers: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
        """What was remembered of each paper when it was signed: who may be trusted with it."""
        secrets = SqlSecretRepository(self._transaction)
        references = sorted({str(paper["reference"]) for paper in papers})
        kept = ((each, secrets.get(f"paper/{each}")) for each in references)
        return [{"reference": each, "value": value} for each, value in kept if value is not None]

    # ---- in

    def _refuse_known(self, engagement: uuid.UUID, tables: Tables) -> None:
        """A client who is here is never written over; which of the two is newer is told."""
        session = self._transaction.session
        row = session.get(EngagementRow, engagement, populate_existing=True)
        if row is not None:
            client = session.get_one(ClientRow, row.client_id)
            if client.erased_at is not None:
                raise UserFacingError("archive.here-erased")
            raise UserFacingError(f"archive.here-{self._compared(row, tables)}")
        for kind, rows in ((ClientRow, tables["client"]), (DataKeyRow, tables["data_key"])):
            if any(session.get(kind, key) is not None for key in ids(rows, "id")):
                raise UserFacingError("archive.misshapen")

    def _compared(self, row: EngagementRow, tables: Tables) -> str:
        """How the client in the file stands to the one here, by their audit chains."""
        there = {event.get("sequence"): event.get("hash") for event in tables["event"]}
        chain = select(EventRow.sequence, EventRow.hash).where(EventRow.chain_id == row.id)
        here = {sequence: sha256 for sequence, sha256 in self._transaction.session.execute(chain)}
        shared = min(len(here), len(there))
        if here.get(shared) != there.get(shared):
            return "other"
        return "older" if len(here) < len(there) else "same"

    def _put(self, tables: Tables) -> None:
        session = self._transaction.session
        for row in tables["data_key"]:
            key_id, key = row["id"], row["wrapped"]
            assert isinstance(key_id, uuid.UUID)  # noqa: S101  (checked by `whole_client`)
            assert isinstance(key, bytes)  # noqa: S101
            row["wrapped"] = self._transaction.adopt_key(key_id, key)
        firm = session.scalars(select(FirmRow)).one()
        for row in tables["client"]:
            row["firm_id"] = firm.id
        for table in Base.metadata.sorted_tables:
            rows = tables.get(table.name, [])
            if table.name == "pack_version":
                rows = [row for row in rows if session.get(PackVersionRow, row["sha256"]) is None]
            if rows:
                refuse_unfitting(table, rows)
                session.execute(sa.insert(table), rows)
        secrets = SqlSecretRepository(self._transaction)
        for row in tables.get(REMEMBERED, []):
            name = f"paper/{row['reference']!s}"
            if secrets.get(name) is None:
                secrets.put(name, checked_memory(row["value"]))

    def _check(self, engagement: uuid.UUID) -> None:
        """As the whole store is checked: seals, papers, the chain and the heads in the papers."""
        row = self._transaction.session.get_one(EngagementRow, engagement)
        pack = self._transaction.session.get(PackVersionRow, row.pack_sha256)
        if pack is None or any(check_engagement(self._transaction, row)):
            raise UserFacingError("archive.misshapen")

    def _note(self, engagement: uuid.UUID, data: bytes) -> None:
        """The chain goes on here, and says from where."""
        transaction = self._transaction
        row = transaction.session.get_one(EngagementRow, engagement)
        head = transaction.audit.head(engagement)
        facts = {"archive_sha256": sha256_of(data), "head": head}
        transaction.audit.record(engagement, "client-restored", row.key_id, facts)
        transaction.session.flush()

    def _forget(self, keys: set[uuid.UUID]) -> None:
        for key_id in keys:
            self._transaction.forget_key(key_id)
