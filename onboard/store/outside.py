"""Compare the audit chains with the heads that stand in papers kept outside of the store.

A store that was brought back to an older copy, cut off or rewritten is whole by itself: only a
paper in somebody else's hands shows it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.ports import AuditHead
from onboard.store.findings import Finding, finding
from onboard.store.models import EventRow
from onboard.store.records import value_from
from onboard.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OutsideHead:
    """What one paper says of the record of changes at the moment it was made."""

    file: str
    reference: str
    engagement_id: EngagementId
    head: AuditHead


def compare_with_papers(
    transaction: Transaction, papers: Sequence[OutsideHead]
) -> Iterator[Finding]:
    """One finding for each paper that the store does not bear out."""
    for paper in papers:
        try:
            chain_id = uuid.UUID(paper.engagement_id)
        except ValueError:
            yield _told("store.outside-unknown", paper)
            continue
        yield from _compare(transaction, chain_id, paper)


def _compare(
    transaction: Transaction, chain_id: uuid.UUID, paper: OutsideHead
) -> Iterator[Finding]:
    events = select(EventRow.sequence, EventRow.hash, EventRow.kind).where(
        EventRow.chain_id == chain_id
    )
    rows = transaction.session.execute(events).all()
    hashes = {sequence: sha256.hex() for sequence, sha256, _ in rows}
    if not hashes:
        yield _told("store.outside-unknown", paper)
    elif paper.head.sha256 == hashes.get(paper.head.sequence):
        return
    elif any(kind == "rebuilt-from-paper" for _, _, kind in rows):
        yield _told("store.outside-rebuilt", paper)
    elif _was_away(transaction, chain_id, paper.head):
        return
    elif paper.head.sequence > len(hashes):
        yield finding(
            "store.outside-older",
            file=paper.file,
            found=len(hashes),
            expected=paper.head.sequence,
        )
    else:
        yield finding("store.outside-differs", file=paper.file, number=paper.head.sequence)


def _was_away(transaction: Transaction, chain_id: uuid.UUID, head: AuditHead) -> bool:
    """Whether the paper was made where the client was taken along to, and the chain here says so.

    Of a client who was erased nothing of that can be read any more.
    """
    back = select(EventRow).where(
        EventRow.chain_id == chain_id, EventRow.kind == "client-brought-back"
    )
    for event in transaction.session.scalars(back):
        try:
            told = value_from(transaction.open_event(event))
        except UserFacingError:
            continue
        for sequence, _, _, sha256 in told["links"]:
            if (sequence, sha256) == (head.sequence, head.sha256):
                return True
    return False


def _told(message_id: str, paper: OutsideHead) -> Finding:
    return finding(message_id, file=paper.file, reference=paper.reference)
