"""Which clients have something on its way: questions sent, copies that are out or here."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from onboard.desk.attention import Copy
from onboard.errors import UserFacingError
from onboard.ports import HandoverSide, HandoverState
from onboard.store.models import ClientRow, EngagementRow, HandoverRow
from onboard.store.records import value_from
from onboard.store.transaction import Transaction


class OpenHandovers(NamedTuple):
    """Ids of engagements, and of the rows that tell of copies."""

    asked: frozenset[uuid.UUID]
    copies: frozenset[uuid.UUID]


def open_handovers(transaction: Transaction) -> OpenHandovers:
    """With one query, which opens nothing."""
    today = transaction.now().date()
    rows = (
        select(HandoverRow.id, HandoverRow.engagement_id, HandoverRow.side)
        .join(EngagementRow, EngagementRow.id == HandoverRow.engagement_id)
        .join(ClientRow, ClientRow.id == EngagementRow.client_id)
        .where(
            HandoverRow.state == HandoverState.OPEN.value,
            HandoverRow.until >= today,
            ClientRow.erased_at.is_(None),
        )
    )
    asked, copies = set(), set()
    for own_id, engagement_id, side in transaction.session.execute(rows):
        if side == HandoverSide.ASKING.value:
            asked.add(engagement_id)
        elif side != HandoverSide.ANSWERING.value:
            copies.add(own_id)
    return OpenHandovers(frozenset(asked), frozenset(copies))


def copies_of(
    transaction: Transaction, handed: OpenHandovers
) -> Mapping[uuid.UUID, tuple[Copy, ...]]:
    """The copies of each client; there are few, and none is the rule."""
    found: dict[uuid.UUID, tuple[Copy, ...]] = {}
    if not handed.copies:
        return found
    open_ones = (
        select(HandoverRow)
        .where(
            HandoverRow.state == HandoverState.OPEN.value,
            HandoverRow.side.in_((HandoverSide.TAKEN.value, HandoverSide.CARRIED.value)),
        )
        .order_by(HandoverRow.id)
    )
    for row in transaction.session.scalars(open_ones):
        if row.id in handed.copies:
            by, is_here = _who(transaction, row), row.side == HandoverSide.CARRIED.value
            copy = Copy(by, row.made_at, is_here)
            found[row.engagement_id] = (*found.get(row.engagement_id, ()), copy)
    return found


def _who(transaction: Transaction, row: HandoverRow) -> str:
    """Nobody where the seal is broken: `store verify` tells of it."""
    try:
        told: Any = json.loads(value_from(transaction.open_body(row)))
    except UserFacingError:
        return ""
    return str(told["lock"]["by"] if "lock" in told else told["by"])
