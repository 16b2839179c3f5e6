"""The repository of what is written down at visits and about bills."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from onboard.engagement import EngagementId
from onboard.store.engagements import as_uuid, engagement_row
from onboard.store.models import OverviewRow, TalkEntryRow
from onboard.store.records import record_from
from onboard.store.transaction import Transaction
from onboard.visits.entries import Entry


class SqlTalkRepository:
    """`TalkRepository` on a table that is only ever added to, sealed under the client's key."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, engagement_id: EngagementId) -> Sequence[Entry]:
        rows = (
            select(TalkEntryRow)
            .where(TalkEntryRow.engagement_id == as_uuid(engagement_id))
            .order_by(TalkEntryRow.position)
        )
        found = self._transaction.session.scalars(rows)
        return tuple(record_from(Entry, self._transaction.open_body(row)) for row in found)

    def add(self, engagement_id: EngagementId, entries: Sequence[Entry]) -> None:
        transaction = self._transaction
        transaction.begin_write()
        engagement = engagement_row(transaction, engagement_id)
        newest = select(func.max(TalkEntryRow.position)).where(
            TalkEntryRow.engagement_id == engagement.id
        )
        last = transaction.session.scalar(newest)
        for position, entry in enumerate(entries, start=0 if last is None else last + 1):
            row = TalkEntryRow(
                id=transaction.make_id(),
                key_id=engagement.key_id,
                engagement_id=engagement.id,
                position=position,
            )
            transaction.seal_body(row, entry)
            transaction.session.add(row)
            transaction.need_key(row.key_id)
            transaction.audit.record(engagement.id, f"talk-{entry.kind.value}", row.key_id, entry)
        # The list of clients shows broken promises: it works this file out anew.
        transaction.session.execute(
            delete(OverviewRow).where(OverviewRow.engagement_id == engagement.id)
        )
        transaction.session.flush()
