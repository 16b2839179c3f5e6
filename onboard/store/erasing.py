"""Forgetting a client: the key is destroyed, and what it sealed can never be read again.

Signed papers have a key of their own and stay, because a contract is kept longer than an interview.
The rows and the audit chain stay too, unreadable but countable. Copies made before still hold the
key: whoever promises erasure also says when the last backup goes.
"""

from __future__ import annotations

from sqlalchemy import delete

from onboard.engagement import EngagementId
from onboard.store.engagements import engagement_row
from onboard.store.models import ClientRow, DataKeyRow, OverviewRow, ThingsRow
from onboard.store.transaction import Transaction


def erase_client(transaction: Transaction, engagement_id: EngagementId) -> None:
    """Destroy the key of a client's interview; the caller commits.

    Raises:
        UserFacingError: there is no such client, or it was erased before.
    """
    transaction.begin_write()
    row = engagement_row(transaction, engagement_id)
    client = transaction.session.get_one(ClientRow, row.client_id)
    key = transaction.session.get_one(DataKeyRow, client.key_id)
    transaction.need_key(key.id)
    transaction.audit.record(row.id, "client-erased", key.id, None)
    for table in (OverviewRow, ThingsRow):
        transaction.session.execute(delete(table).where(table.engagement_id == row.id))
    key.wrapped = None
    key.destroyed_at = client.erased_at = row.changed_at = transaction.now()
    row.version += 1  # other windows stop trusting what they remember
    transaction.session.flush()
    transaction.forget_key(key.id)
