"""A check of the whole store: pages, tables, seals, papers and audit chains."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlcipher3 import dbapi2

from onboard.errors import UserFacingError
from onboard.ports import AuditHead
from onboard.store.audit import verify_chain
from onboard.store.engine import connect
from onboard.store.faults import explain
from onboard.store.findings import Finding, finding
from onboard.store.handovers import handover_from
from onboard.store.models import (
    AgreementPaperRow,
    ClientRow,
    DataKeyRow,
    EngagementRow,
    EventRow,
    FirmRow,
    HandoverRow,
    OverviewRow,
    PackVersionRow,
    TalkEntryRow,
    ThingsRow,
)
from onboard.store.reading import read_engagement
from onboard.store.records import build, value_from
from onboard.store.transaction import Transaction


def check_rows(begin: Callable[[], Transaction]) -> list[Finding]:
    """Everything that can be found wrong in the rows; an empty list when all is well."""
    transaction = begin()
    try:
        return [*_check_rows(transaction)]
    except UserFacingError as error:
        return [finding(error.message_id)]
    except (ValueError, TypeError):  # a value that this program cannot have written
        return [finding("store.sealed-changed")]
    finally:
        transaction.close()


def check_file(path: Path, root_key: bytes) -> list[Finding]:
    """Check pages against their seals, tables and references, on a connection of its own."""
    try:
        connection = connect(path, root_key)
        try:
            return [*_check_pages(connection)]
        finally:
            connection.close()
    except dbapi2.Error as error:
        told = explain(error, path, root_key)
        if told is None:
            raise
        return [finding(told.message_id, **_texts(told))]


def _check_pages(connection: Any) -> Iterator[Finding]:
    # Two pages that changed places are seen by this alone, no query would notice.
    damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if damaged:
        yield finding("store.pages-damaged", count=len(damaged))
        return
    told = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    if told != ["ok"]:
        yield finding("store.tables-damaged", count=len(told))
    loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    if loose:
        yield finding("store.rows-without-owner", count=len(loose))


def _check_rows(transaction: Transaction) -> Iterator[Finding]:
    session = transaction.session
    packs = set(session.scalars(select(PackVersionRow.sha256)))
    rows = (
        select(EngagementRow, ClientRow.erased_at, DataKeyRow.destroyed_at)
        .join(ClientRow, ClientRow.id == EngagementRow.client_id)
        .join(DataKeyRow, DataKeyRow.id == ClientRow.paper_key_id)
    )
    known = {row.id for row in session.scalars(select(FirmRow))}
    for engagement, erased_at, papers_erased_at in session.execute(rows).all():
        known.add(engagement.id)
        if engagement.pack_sha256 not in packs:
            yield finding("store.pack-missing", version=engagement.pack_version)
        yield from check_engagement(transaction, engagement, erased_at, papers_erased_at)
    for firm in session.scalars(select(FirmRow)).all():
        yield from verify_chain(session, firm.id)
    chains = set(session.scalars(select(EventRow.chain_id).distinct()))
    if chains - known:
        yield finding("store.audit-without-client", count=len(chains - known))


def check_engagement(
    transaction: Transaction,
    engagement: EngagementRow,
    erased_at: datetime | None = None,
    papers_erased_at: datetime | None = None,
) -> Iterator[Finding]:
    """One client's papers, audit chain and seals."""
    anchors: list[AuditHead] = []
    if papers_erased_at is None:
        yield from _check_papers(transaction, engagement, anchors)
    yield from verify_chain(transaction.session, engagement.id, anchors)
    if erased_at is None:
        yield from _check_seals(transaction, engagement)


def _check_papers(
    transaction: Transaction, engagement: EngagementRow, anchors: list[AuditHead]
) -> Iterator[Finding]:
    papers = (
        select(AgreementPaperRow)
        .where(AgreementPaperRow.engagement_id == engagement.id)
        .order_by(AgreementPaperRow.sequence)
    )
    for paper in transaction.session.scalars(papers).all():
        try:
            pdf = transaction.unseal(paper, "pdf", paper.pdf)
            noted = value_from(transaction.open_body(paper))["audit_head"]
        except UserFacingError as error:
            yield finding(error.message_id)
            continue
        if hashlib.sha256(pdf).hexdigest() != paper.pdf_sha256:
            yield finding("store.paper-changed", reference=paper.reference)
        if noted is not None:
            anchors.append(build(AuditHead, noted))


def _check_seals(transaction: Transaction, engagement: EngagementRow) -> Iterator[Finding]:
    try:
        read_engagement(transaction, engagement)
        handed = select(HandoverRow).where(HandoverRow.engagement_id == engagement.id)
        for row in transaction.session.scalars(handed).all():
            handover_from(transaction, row)
        for table in (OverviewRow, ThingsRow, TalkEntryRow):
            shown = select(table).where(table.engagement_id == engagement.id)
            for view in transaction.session.scalars(shown).all():
                transaction.open_body(view)
    except UserFacingError as error:
        yield finding(error.message_id)


def _texts(told: UserFacingError) -> dict[str, str | int]:
    return {name: str(value) for name, value in told.arguments.items()}
