"""The repository of hand-overs: question files that were made or opened here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.ports import Handover, HandoverSide, HandoverState
from onboard.store.engagements import as_uuid, engagement_row
from onboard.store.models import ClientRow, EngagementRow, HandoverRow
from onboard.store.records import value_from
from onboard.store.transaction import Transaction


class SqlHandoverRepository:
    """`HandoverRepository` on the tables of this package, sealed under the client's key."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, handover: Handover) -> None:
        self._transaction.begin_write()
        engagement = engagement_row(self._transaction, handover.engagement_id)
        row = HandoverRow(
            id=self._transaction.make_id(),
            key_id=engagement.key_id,
            engagement_id=engagement.id,
            side=handover.side.value,
            state=handover.state.value,
            ask_sha256=handover.ask_sha256,
            until=handover.until,
            made_at=handover.made or self._transaction.now(),
        )
        self._transaction.seal_body(row, handover.content)
        if handover.secrets is not None:
            row.secrets = self._transaction.seal(row, "secrets", handover.secrets)
        self._transaction.session.add(row)
        self._record(row, f"handover-{handover.side.value}")
        self._transaction.session.flush()

    def by_ask(self, ask_sha256: str) -> Handover | None:
        row = self._row(ask_sha256)
        return None if row is None else self._handover(row)

    def of(self, engagement_id: EngagementId) -> Sequence[Handover]:
        rows = (
            select(HandoverRow)
            .where(HandoverRow.engagement_id == as_uuid(engagement_id))
            .order_by(HandoverRow.id)
        )
        return tuple(self._handover(row) for row in self._transaction.session.scalars(rows))

    def receive(self, ask_sha256: str) -> None:
        self._transaction.begin_write()
        row = self._row(ask_sha256)
        if row is not None and self._transaction.hold(row.engagement_id):
            self._transaction.session.refresh(row)  # a colleague may have been quicker
        if row is None or row.state != HandoverState.OPEN.value:
            raise UserFacingError("handover.received")
        self._close(row, HandoverState.RECEIVED)
        self._transaction.session.flush()

    def expire(self, today: date) -> None:
        over = (
            select(HandoverRow)
            .join(EngagementRow, EngagementRow.id == HandoverRow.engagement_id)
            .join(ClientRow, ClientRow.id == EngagementRow.client_id)
            .where(
                HandoverRow.state == HandoverState.OPEN.value,
                HandoverRow.until < today,
                ClientRow.erased_at.is_(None),  # nothing of these can be read or recorded any more
            )
        )
        if self._transaction.session.scalars(over).first() is None:
            return
        self._transaction.begin_write()
        # One order for all, so that no two wait for each other.
        for row in self._transaction.session.scalars(
            over.order_by(HandoverRow.engagement_id)
        ).all():
            if self._transaction.hold(row.engagement_id):
                self._transaction.session.refresh(row)
            if row.state == HandoverState.OPEN.value:
                self._close(row, HandoverState.EXPIRED)
        self._transaction.session.flush()

    def note(self, known: Handover, content: bytes, state: HandoverState | None = None) -> None:
        self._transaction.begin_write()
        row = self._row(known.ask_sha256)
        if row is not None and self._transaction.hold(row.engagement_id):
            self._transaction.session.refresh(row)  # a colleague may have been quicker
        if row is None or self._handover(row).content != known.content:
            raise UserFacingError("store.changed-meanwhile")
        self._transaction.seal_body(row, content)
        if state is not None and row.state != state.value:
            row.state = state.value
            self._record(row, f"taking-{state.value}")
        self._transaction.session.flush()

    def is_carried(self, engagement_id: EngagementId) -> bool:
        carried = select(HandoverRow.id).where(
            HandoverRow.engagement_id == as_uuid(engagement_id),
            HandoverRow.side == HandoverSide.CARRIED.value,
        )
        return self._transaction.session.scalars(carried).first() is not None

    def _close(self, row: HandoverRow, state: HandoverState) -> None:
        row.state, row.secrets = state.value, None
        self._record(row, f"handover-{state.value}")

    def _record(self, row: HandoverRow, kind: str) -> None:
        self._transaction.need_key(row.key_id)
        facts = {"ask_sha256": row.ask_sha256, "until": row.until}
        self._transaction.audit.record(row.engagement_id, kind, row.key_id, facts)

    def _row(self, ask_sha256: str) -> HandoverRow | None:
        return self._transaction.session.scalars(
            select(HandoverRow).where(HandoverRow.ask_sha256 == ask_sha256)
        ).one_or_none()

    def _handover(self, row: HandoverRow) -> Handover:
        return handover_from(self._transaction, row)


def handover_from(transaction: Transaction, row: HandoverRow) -> Handover:
    """Raises `UserFacingError` when a sealed value does not fit its place."""
    secrets = row.secrets
    return Handover(
        engagement_id=EngagementId(str(row.engagement_id)),
        side=HandoverSide(row.side),
        ask_sha256=row.ask_sha256,
        until=row.until,
        content=value_from(transaction.open_body(row)),
        secrets=None if secrets is None else transaction.unseal(row, "secrets", secrets),
        state=HandoverState(row.state),
        made=row.made_at,
    )
