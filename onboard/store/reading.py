"""An engagement out of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import select

from onboard.decisions import Decision
from onboard.engagement import (
    ClauseEdit,
    ClauseInitials,
    Client,
    Device,
    Ending,
    Engagement,
    EngagementId,
    Installed,
    NextStep,
    PackPin,
    Remark,
    SignedPaper,
)
from onboard.errors import UserFacingError
from onboard.interview.answers import Answer, Answers
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.store.drafts import draft_data, with_draft
from onboard.store.models import (
    AnswerRow,
    ClauseEditRow,
    ClauseInitialsRow,
    ClientRow,
    DecisionRow,
    EngagementRow,
    HoldingRow,
    ListedRow,
    OrderedItemRow,
    SignatureRow,
)
from onboard.store.records import build, record_from, value_from
from onboard.store.transaction import Transaction

T = TypeVar("T")


def read_engagement(transaction: Transaction, row: EngagementRow) -> Engagement:
    """All facts of one engagement.

    Raises:
        UserFacingError: a sealed value does not fit its place, or the client was erased.
    """
    client = transaction.session.get_one(ClientRow, row.client_id)
    if client.erased_at is not None:  # this window may still have the key in memory
        raise UserFacingError("store.client-erased")
    loose = value_from(transaction.open_body(row))
    decided = _listed(transaction, row, DecisionRow, Decision)
    read = Engagement(
        id=EngagementId(str(row.id)),
        client=record_from(Client, transaction.open_body(client)),
        pack=PackPin(row.pack_id, row.pack_version, row.pack_sha256),
        created=row.created_on,
        answers=Answers(_answers(transaction, row)),
        estate=_listed(transaction, row, HoldingRow, Holding),
        order=_listed(transaction, row, OrderedItemRow, OrderedItem),
        decisions=decided,
        clause_edits=_listed(transaction, row, ClauseEditRow, ClauseEdit),
        clause_initials=_listed(transaction, row, ClauseInitialsRow, ClauseInitials),
        clauses_taken=loose.get("clauses_taken", ()),
        opened=loose.get("opened", ()),
        heard_confirmed=loose["heard_confirmed"],
        corrections=loose["corrections"],
        remarks=tuple(build(Remark, entry) for entry in loose.get("remarks", ())),
        next_step=_next_step(loose.get("next_step")),
        alone=loose.get("alone", False),
        private_note=loose.get("private_note", ""),
        papers=_papers(transaction, row),
        installed=tuple(build(Installed, entry) for entry in loose.get("installed", ())),
        endings=tuple(build(Ending, entry) for entry in loose.get("endings", ())),
        devices=tuple(build(Device, entry) for entry in loose.get("devices", ())),
        answers_aside=tuple(build(Answer, entry) for entry in loose.get("answers_aside", ())),
        estate_aside=tuple(build(Holding, entry) for entry in loose.get("estate_aside", ())),
        version=row.version,
    )
    draft = loose.get("amending")
    return read if draft is None else with_draft(read, draft)


def loose_facts(engagement: Engagement) -> dict[str, object]:
    """The facts that have no table of their own; the sealed body of the engagement's row."""
    return {
        "clauses_taken": engagement.clauses_taken,
        "opened": engagement.opened,
        "heard_confirmed": engagement.heard_confirmed,
        "corrections": engagement.corrections,
        "remarks": engagement.remarks,
        "next_step": engagement.next_step,
        "alone": engagement.alone,
        "private_note": engagement.private_note,
        "installed": engagement.installed,
        "endings": engagement.endings,
        "devices": engagement.devices,
        "answers_aside": engagement.answers_aside,
        "estate_aside": engagement.estate_aside,
        "amending": draft_data(engagement),
    }


def _next_step(values: Mapping[str, Any] | None) -> NextStep | None:
    return build(NextStep, values) if values is not None else None


def _answers(transaction: Transaction, row: EngagementRow) -> list[Answer]:
    rows = select(AnswerRow).where(AnswerRow.engagement_id == row.id).order_by(AnswerRow.id)
    return [
        record_from(Answer, transaction.open_body(answer))
        for answer in transaction.session.scalars(rows)
    ]


def _listed(
    transaction: Transaction,
    row: EngagementRow,
    table: type[ListedRow],
    kind: type[T],
) -> tuple[T, ...]:
    rows = select(table).where(table.engagement_id == row.id).order_by(table.position)
    return tuple(
        record_from(kind, transaction.open_body(listed))
        for listed in transaction.session.scalars(rows)
    )


def _papers(transaction: Transaction, row: EngagementRow) -> tuple[SignedPaper, ...]:
    rows = (
        select(SignatureRow)
        .where(SignatureRow.engagement_id == row.id)
        .order_by(SignatureRow.position, SignatureRow.revision)
    )
    newest = {signature.position: signature for signature in transaction.session.scalars(rows)}
    return tuple(
        record_from(SignedPaper, transaction.open_body(signature)) for signature in newest.values()
    )
