"""Removing the copy of a client that was carried here, so that a newer one can take its place.

What was recorded stays recorded in the store that the client belongs to; here lay a copy of it. A
server's triggers are never touched: nothing is carried there.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import delete, select, text

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.ports import HandoverSide
from onboard.store.engagements import as_uuid
from onboard.store.firm_level import firm_row
from onboard.store.models import (
    Base,
    ClientRow,
    DataKeyRow,
    EngagementRow,
    EventRow,
    HandoverRow,
    OverviewRow,
    ThingsRow,
)
from onboard.store.transaction import Transaction


def discard_copy(
    transaction: Transaction, engagement_id: EngagementId, tables: Sequence[sa.Table]
) -> None:
    """Delete a carried client's rows in `tables`, and his chain and keys; the caller commits.

    Raises:
        UserFacingError: "checkout.not-carried", for a client who is at home here.
    """
    transaction.begin_write()
    session, key = transaction.session, as_uuid(engagement_id)
    carried = select(HandoverRow.id).where(
        HandoverRow.engagement_id == key, HandoverRow.side == HandoverSide.CARRIED.value
    )
    if transaction.is_shared or session.scalars(carried).first() is None:
        raise UserFacingError("checkout.not-carried")
    row = session.get_one(EngagementRow, key)
    client = session.get_one(ClientRow, row.client_id)
    keys = (client.key_id, client.paper_key_id)
    firm = firm_row(transaction)
    transaction.need_key(firm.key_id)
    facts = {"engagement": str(key), "head": transaction.audit.head(key)}
    transaction.audit.record(firm.id, "copy-discarded", firm.key_id, facts)
    session.flush()
    session.expunge_all()
    guards = _lifted(transaction)
    named = {table.name for table in tables} | {OverviewRow.__tablename__, ThingsRow.__tablename__}
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in named:
            session.execute(delete(table).where(table.c.engagement_id == key))
    session.execute(delete(EventRow).where(EventRow.chain_id == key))
    session.execute(delete(EngagementRow).where(EngagementRow.id == key))
    session.execute(delete(ClientRow).where(ClientRow.id == client.id))
    session.execute(delete(DataKeyRow).where(DataKeyRow.id.in_(keys)))
    for guard in guards:
        session.execute(text(guard))
    session.expunge_all()
    transaction.audit.forget_heads()
    _forget(transaction, keys)


def _lifted(transaction: Transaction) -> list[str]:
    """Take the guards against deleting away, within this transaction; what makes them again."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE :kind"
    found = transaction.session.execute(text(query), {"kind": "%_refuses_delete"}).all()
    for name, _ in found:
        transaction.session.execute(text(f"DROP TRIGGER {name}"))
    return [made for _, made in found]


def _forget(transaction: Transaction, keys: Sequence[uuid.UUID]) -> None:
    for key_id in keys:
        transaction.forget_key(key_id)
