"""The repository of the desk: all files at a glance, in a fixed number of queries."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import delete, select

from onboard.desk.attention import Marks
from onboard.desk.clients import FileCard
from onboard.desk.overview import Overview, Things
from onboard.desk.record import from_bytes, things_from_bytes, things_to_bytes, to_bytes
from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.store.copies import copies_of, open_handovers
from onboard.store.engagements import SqlEngagementRepository, as_uuid, engagement_row
from onboard.store.models import (
    ClientRow,
    EngagementRow,
    FileMarkRow,
    OverviewRow,
    SealedRow,
    ThingsRow,
)
from onboard.store.roles import Role
from onboard.store.transaction import Transaction
from onboard.store.vault import Place
from onboard.store.writing import EngagementWriter


class ViewsRead:
    """Overviews as they were read, by the id of their row. Shared between threads."""

    def __init__(self) -> None:
        self._views: dict[uuid.UUID, Overview | None] = {}
        self._lock = threading.Lock()

    def known(self) -> Mapping[uuid.UUID, Overview | None]:
        with self._lock:
            return self._views

    def put(self, wanted: set[uuid.UUID], read: Mapping[uuid.UUID, Overview | None]) -> None:
        """Keep what was read now; what nobody wants any more goes."""
        with self._lock:
            kept = {key: view for key, view in self._views.items() if key in wanted}
            self._views = {**kept, **read}

    def forget(self) -> None:
        with self._lock:
            self._views = {}


class SqlDeskRepository:
    """`DeskRepository`. Only what changed since its overview was kept is looked at more closely."""

    def __init__(
        self,
        transaction: Transaction,
        engagements: SqlEngagementRepository,
        views_read: ViewsRead,
    ) -> None:
        self._transaction = transaction
        self._views_read = views_read
        self._engagements = engagements

    def cards(self) -> Sequence[FileCard]:
        self._transaction.need_keys("client")
        handed = open_handovers(self._transaction)
        asked, copies = handed.asked, copies_of(self._transaction, handed)
        rows = (
            select(
                EngagementRow.id,
                EngagementRow.version,
                EngagementRow.changed_at,
                OverviewRow.id,
                FileMarkRow.archived_at,
                FileMarkRow.reviewed_on,
            )
            .join(ClientRow, ClientRow.id == EngagementRow.client_id)
            .outerjoin(OverviewRow, OverviewRow.engagement_id == EngagementRow.id)
            .outerjoin(FileMarkRow, FileMarkRow.engagement_id == EngagementRow.id)
            .where(ClientRow.erased_at.is_(None))
            .order_by(EngagementRow.changed_at.desc(), EngagementRow.id.desc())
        )
        read = self._transaction.session.execute(rows).all()
        views = self._views({row[3] for row in read if row[3] is not None})
        cards = []
        for key, version, changed_at, view_id, archived, reviewed in read:
            marks = Marks(archived, reviewed, key in asked, copies.get(key, ()))
            view = views.get(view_id)
            cards.append(FileCard(EngagementId(str(key)), version, changed_at, marks, view))
        stale = [card.id for card in cards if not card.is_fresh]
        return self._with_summaries(cards, stale) if stale else cards

    def _views(self, wanted: set[uuid.UUID]) -> Mapping[uuid.UUID, Overview | None]:
        """Those that were read before, and the others out of the store."""
        known = self._views_read.known()
        missing = wanted - known.keys()
        if not missing:
            return known
        rows = select(OverviewRow.id, OverviewRow.key_id, OverviewRow.body)
        if len(missing) <= _MOST_NAMED:
            rows = rows.where(OverviewRow.id.in_(missing))
        read = {}
        for own_id, key_id, body in self._transaction.session.execute(rows):
            if own_id in missing:
                plain = self._opened(OverviewRow, own_id, key_id, body)
                read[own_id] = from_bytes(plain) if plain is not None else None
        if not self._transaction.is_writing:  # otherwise it may yet be rolled back
            self._views_read.put(wanted, read)
        return {**known, **read}

    def things(self, only: EngagementId | None = None) -> Mapping[EngagementId, Things]:
        self._transaction.need_keys("client")
        rows = select(ThingsRow.engagement_id, ThingsRow.id, ThingsRow.key_id, ThingsRow.body)
        if only is not None:
            rows = rows.where(ThingsRow.engagement_id == as_uuid(only))
        found = {}
        for engagement_id, own_id, key_id, body in self._transaction.session.execute(rows):
            plain = self._opened(ThingsRow, own_id, key_id, body)
            if plain is not None:
                found[EngagementId(str(engagement_id))] = things_from_bytes(plain)
        return found

    def _opened(
        self, table: type[SealedRow], own_id: uuid.UUID, key_id: uuid.UUID, body: bytes
    ) -> bytes | None:
        """None where the seal is broken: `store verify` tells of it, and it is worked out again."""
        try:
            return self._transaction.open_at(
                Place(table.__tablename__, "body", str(own_id), key_id), body
            )
        except UserFacingError:
            return None

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

    def keep(self, engagement_id: EngagementId, view: Overview, things: Things) -> None:
        if self._transaction.role is Role.READER:
            return  # whoever only reads works it out each time
        self._transaction.begin_write()
        engagement = engagement_row(self._transaction, engagement_id)
        if engagement.version != view.version:
            return  # saved in between: that file is worked out again
        self._replace(OverviewRow, engagement, to_bytes(view))
        self._replace(ThingsRow, engagement, things_to_bytes(things))
        self._transaction.session.flush()

    def _replace(
        self, table: type[OverviewRow | ThingsRow], engagement: EngagementRow, plain: bytes
    ) -> None:
        """With an id of its own each time: who has read this one need not read it again."""
        session = self._transaction.session
        session.execute(delete(table).where(table.engagement_id == engagement.id))
        row = table(
            id=self._transaction.make_id(),
            key_id=engagement.key_id,
            engagement_id=engagement.id,
        )
        row.body = self._transaction.seal(row, "body", plain)
        session.add(row)

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
