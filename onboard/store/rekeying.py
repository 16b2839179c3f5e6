"""Changing the firm's key: every data key lies under a new one, wrapped for each who stays.

All in one transaction: after a kill everything is as it was. What was sealed is not sealed anew,
so whoever kept an old copy of the tables together with the old key can still read that copy, and
with the data keys in it also what is sealed under them later.
"""

from __future__ import annotations

import os

from sqlalchemy import select, update

from onboard.store.firm_key import is_admitted, wrap_for
from onboard.store.models import DataKeyRow, FirmRow, MemberRow
from onboard.store.transaction import Transaction
from onboard.store.vault import KEY_BYTES, SealBroken


def rewrap_all(transaction: Transaction, firm: FirmRow, present: bytes) -> None:
    """Write everything under a new key. Call alone with the keys; the caller commits.

    `present` is the firm's key until now. Whose row does not prove that it was admitted under that
    one gets nothing, and has to read out a code: the server's owner can write rows as well.

    A key that does not open any more stays as it is: the check of the store tells of it.
    """
    transaction.need_current_key()  # with an older one nothing would open, and all be left behind
    firm_key = os.urandom(KEY_BYTES)
    # Held against an erasure at the same moment: a key that was destroyed stays so.
    lying = (
        select(DataKeyRow.id, DataKeyRow.wrapped)
        .where(DataKeyRow.wrapped.is_not(None))
        .order_by(DataKeyRow.id)
        .with_for_update()
    )
    anew, unopened = [], 0
    for key_id, wrapped in transaction.session.execute(lying).all():
        try:
            anew.append({"id": key_id, "wrapped": transaction.rewrapped(firm_key, key_id, wrapped)})
        except SealBroken:
            unopened += 1
    if anew:
        transaction.session.execute(update(DataKeyRow), anew)
    staying = select(MemberRow).where(MemberRow.wrapped.is_not(None))
    members = transaction.session.scalars(staying).all()
    admitted = [row for row in members if is_admitted(row, present)]
    for row in members:
        if row in admitted:
            wrap_for(row, firm_key)
        else:
            row.role = row.wrapped = row.admitted_at = None
    asking = len(members) - len(admitted)
    facts = {"keys": len(anew), "unopened": unopened, "computers": len(admitted), "asking": asking}
    transaction.audit.record(firm.id, "firm-rekeyed", firm.key_id, facts)
    transaction.session.flush()
