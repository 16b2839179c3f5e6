"""The repository of papers: sealed PDFs, found by the hash of their plain bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import func, select

from onboard.engagement import EngagementId
from onboard.ports import KeptPaper
from onboard.store.engagements import as_uuid, engagement_row
from onboard.store.models import AgreementPaperRow, ClientRow
from onboard.store.transaction import Transaction


class SqlPaperRepository:
    """`PaperRepository` on the tables of this package."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, engagement_id: EngagementId, reference: str, role: str, pdf: bytes) -> None:
        """Append a paper, with the audit head of this moment sealed beside it as an anchor."""
        self._transaction.begin_write()
        session = self._transaction.session
        engagement = engagement_row(self._transaction, engagement_id)
        client = session.get_one(ClientRow, engagement.client_id)
        newest = select(func.max(AgreementPaperRow.sequence)).where(
            AgreementPaperRow.engagement_id == engagement.id
        )
        row = AgreementPaperRow(
            id=self._transaction.make_id(),
            key_id=client.paper_key_id,
            engagement_id=engagement.id,
            sequence=(session.scalar(newest) or 0) + 1,
            reference=reference,
            role=role,
            pdf_sha256=hashlib.sha256(pdf).hexdigest(),
            stored_at=self._transaction.now(),
        )
        row.pdf = self._transaction.seal(row, "pdf", pdf)
        self._transaction.seal_body(
            row, {"audit_head": self._transaction.audit.head(engagement.id)}
        )
        session.add(row)
        facts = {"reference": reference, "role": role, "pdf_sha256": row.pdf_sha256}
        self._transaction.need_key(engagement.key_id)
        self._transaction.audit.record(engagement.id, "paper-stored", engagement.key_id, facts)
        session.flush()

    def latest(self, engagement_id: EngagementId) -> bytes | None:
        newest = (
            select(AgreementPaperRow)
            .where(AgreementPaperRow.engagement_id == as_uuid(engagement_id))
            .order_by(AgreementPaperRow.sequence.desc())
            .limit(1)
        )
        row = self._transaction.session.scalars(newest).one_or_none()
        return None if row is None else self._transaction.unseal(row, "pdf", row.pdf)

    def signed(self, engagement_id: EngagementId, reference: str) -> bytes | None:
        """The paper with this reference as both have signed it."""
        newest = (
            select(AgreementPaperRow)
            .where(
                AgreementPaperRow.engagement_id == as_uuid(engagement_id),
                AgreementPaperRow.reference == reference,
                AgreementPaperRow.role == "owner",
            )
            .order_by(AgreementPaperRow.sequence.desc())
            .limit(1)
        )
        row = self._transaction.session.scalars(newest).one_or_none()
        return None if row is None else self._transaction.unseal(row, "pdf", row.pdf)

    def kept(self, engagement_id: EngagementId) -> Sequence[KeptPaper]:
        rows = (
            select(AgreementPaperRow)
            .where(AgreementPaperRow.engagement_id == as_uuid(engagement_id))
            .order_by(AgreementPaperRow.sequence)
        )
        return tuple(
            KeptPaper(row.reference, row.role, self._transaction.unseal(row, "pdf", row.pdf))
            for row in self._transaction.session.scalars(rows)
        )

    def known(self, pdf_sha256: str) -> tuple[EngagementId, str] | None:
        same = (
            select(AgreementPaperRow.engagement_id, AgreementPaperRow.reference)
            .where(AgreementPaperRow.pdf_sha256 == pdf_sha256.lower())
            .order_by(AgreementPaperRow.stored_at.desc())
            .limit(1)
        )
        found = self._transaction.session.execute(same).one_or_none()
        return None if found is None else (EngagementId(str(found[0])), found[1])
