"""The repository of the desk: all files at a glance, in a fixed number of queries."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from onboard.desk.attention import Marks
from onboard.desk.clients import FileCard
from onboard.desk.overview import Overview
from onboard.desk.record import from_bytes, to_bytes
from onboard.engagement import EngagementId
from onboard.store.engagements import SqlEngagementRepository, engagement_row
from onboard.store.models import ClientRow, EngagementRow, FileMarkRow, OverviewRow
from onboard.store.transaction import Transaction
from onboard.store.vault import Place, SealBroken
from onboard.store.writing import EngagementWriter


class SqlDeskRepository:
    """`DeskRepository`. Only what changed since its overview was kept is looked at more closely."""

    def __init__(self, transaction: Transaction, engagements: SqlEngagementRepository) -> None:
        self._transaction = transaction
        self._engagements = engagements

    def cards(self) -> Sequence[FileCard]:
        self._transaction.need_keys("client")
        asked = self._engagements.asked()
        rows = (
            select(
                EngagementRow.id,
                EngagementRow.version,
                EngagementRow.changed_at,
                OverviewRow.id,
                OverviewRow.key_id,
                OverviewRow.body,
                FileMarkRow.archived_at,
                FileMarkRow.reviewed_on,
            )
            .join(ClientRow, ClientRow.id == EngagementRow.client_id)
            .outerjoin(OverviewRow, OverviewRow.engagement_id == EngagementRow.id)
            .outerjoin(FileMarkRow, FileMarkRow.engagement_id == EngagementRow.id)
            .where(ClientRow.erased_at.is_(None))
            .order_by(EngagementRow.changed_at.desc(), EngagementRow.id.desc())
        )
        cards = [self._card(row, asked) for row in self._transaction.session.execute(rows)]
        stale = [card.id for card in cards if not card.is_fresh]
        return self._with_summaries(cards, stale) if stale else cards

    def _card(self, row: Any, asked: set[uuid.UUID]) -> FileCard:
        key, version, changed_at, own_id, key_id, body, archived, reviewed = row
        view = None
        if body is not None:
            try:
                place = Place(OverviewRow.__tablename__, "body", str(own_id), key_id)
                view = from_bytes(self._transaction.open_at(place, body))
            except SealBroken:  # `store verify` tells of it; here it is worked out again
                view = None
        marks = Marks(archived, reviewed, key in asked)
        return FileCard(EngagementId(str(key)), version, changed_at, marks, view)

    def _with_summaries(self, cards: list[FileCard], stale: list[EngagementId]) -> list[FileCard]:
        """With name and state as they are now, where the overview is older or missing."""
        only = stale if len(stale) <= _MOST_NAMED else None
        told = {each.id: each for each in self._engagements.list(only)}
        found = []
        for card in cards:
            now = None if card.is_fresh else told.get(card.id)
            if now is not None:
                card = replace(card, name=now.client_name, owner=now.owner, state=now.state)
            found.append(card)
        return found

    def keep(self, engagement_id: EngagementId, view: Overview) -> None:
        self._transaction.begin_write()
        engagement = engagement_row(self._transaction, engagement_id)
        if engagement.version != view.version:
            return  # saved in between: that file is worked out again
        rows = select(OverviewRow).where(OverviewRow.engagement_id == engagement.id)
        row = self._transaction.session.scalar(rows)
        if row is None:
            row = OverviewRow(
                id=self._transaction.make_id(),
                key_id=engagement.key_id,
                engagement_id=engagement.id,
            )
            self._transaction.session.add(row)
        row.body = self._transaction.seal(row, "body", to_bytes(view))
        self._transaction.session.flush()

    def archive(self, engagement_id: EngagementId, is_archived: bool) -> None:
        mark = self._mark(engagement_id, "archived" if is_archived else "brought-back")
        mark.archived_at = self._transaction.now() if is_archived else None
        self._transaction.session.flush()

    def reviewed(self, engagement_id: EngagementId, on: date) -> None:
        self._mark(engagement_id, "review-prepared").reviewed_on = on
        self._transaction.session.flush()

    def _mark(self, engagement_id: EngagementId, event: str) -> FileMarkRow:
        self._transaction.begin_write()
        engagement = engagement_row(self._transaction, engagement_id)
        EngagementWriter(self._transaction, engagement).record(event, None)
        mark = self._transaction.session.get(FileMarkRow, engagement.id)
        if mark is None:
            mark = FileMarkRow(engagement_id=engagement.id)
            self._transaction.session.add(mark)
        return mark


_MOST_NAMED = 500
"""With more than these it is quicker, and allowed by every database, to ask for all."""
