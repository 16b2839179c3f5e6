"""Forgetting a client: the key is destroyed, and what it sealed can never be read again.

Signed papers have a key of their own, because a contract is kept longer than an interview: they
stay or go as it is asked. The rows and the audit chain stay, unreadable but countable. Copies made
before still hold the keys: whoever promises erasure also says when the last backup goes.
"""

from __future__ import annotations

import uuid

from sqlalchemy import delete

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.store.engagements import engagement_row
from onboard.store.models import ClientRow, DataKeyRow, OverviewRow, ThingsRow
from onboard.store.transaction import Transaction


def erase_client(
    transaction: Transaction, engagement_id: EngagementId, *, with_papers: bool = False
) -> None:
    """Destroy the key of a client's interview, and that of the papers if asked; the caller commits.

    Of a client who was erased before, the papers can still be.

    Raises:
        UserFacingError: there is no such client, or nothing of it is left to be erased.
    """
    transaction.need_manager()
    transaction.begin_write()
    row = engagement_row(transaction, engagement_id)
    client = transaction.session.get_one(ClientRow, row.client_id)
    for table in (OverviewRow, ThingsRow):
        transaction.session.execute(delete(table).where(table.engagement_id == row.id))
    keys = [("client-erased", client.key_id)]
    if with_papers:
        keys.append(("papers-erased", client.paper_key_id))
    left = [(kind, key) for kind, key in keys if _is_there(transaction, key)]
    if not left:
        raise UserFacingError("store.client-erased")
    for kind, key_id in left:
        transaction.need_key(key_id)
        transaction.audit.record(row.id, kind, key_id, None)
        transaction.session.flush()
        _destroy(transaction, key_id)
    client.erased_at = client.erased_at or transaction.now()
    row.changed_at = transaction.now()
    row.version += 1  # other windows stop trusting what they remember
    transaction.session.flush()


def _is_there(transaction: Transaction, key_id: uuid.UUID) -> bool:
    return transaction.session.get_one(DataKeyRow, key_id).wrapped is not None


def _destroy(transaction: Transaction, key_id: uuid.UUID) -> None:
    key = transaction.session.get_one(DataKeyRow, key_id)
    key.wrapped, key.destroyed_at = None, transaction.now()
    transaction.session.flush()
    transaction.forget_key(key_id)
