"""Writes what differs between the saved and the wanted engagement, each with its audit event."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, func, insert, select

from onboard.engagement import Engagement, SignedPaper
from onboard.interview.answers import Answer
from onboard.store.append_only import AppendOnlyError
from onboard.store.drafts import drafted_decisions, settled_decisions
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
from onboard.store.reading import loose_facts
from onboard.store.records import to_bytes
from onboard.store.transaction import Transaction
from onboard.store.vault import Place

_LOOSE = {
    "clauses_taken": "clauses-taken",
    "opened": "questions-opened",
    "heard_confirmed": "heard-confirmed",
    "corrections": "corrections-changed",
    "remarks": "remarks-changed",
    "next_step": "next-step-changed",
    "alone": "alone-changed",
    "installed": "installed-changed",
    "endings": "endings-changed",
    "devices": "devices-changed",
    "answers_aside": "answers-aside-changed",
    "estate_aside": "estate-aside-changed",
}
"""Facts that are kept whole, with the event that says a new value was given."""

_ANSWERS = AnswerRow.metadata.tables[AnswerRow.__tablename__]
_NEW_ANSWER = insert(_ANSWERS)


class EngagementWriter:
    """Brings the rows of one engagement from one value to another."""

    def __init__(self, transaction: Transaction, row: EngagementRow) -> None:
        self._transaction = transaction
        self._row = row

    def write(self, saved: Engagement, wanted: Engagement) -> None:
        """Write the differences.

        Raises:
            AppendOnlyError: a decision or a paper of the saved value is missing or was changed.
        """
        self._client(saved, wanted)
        self._pin(saved, wanted)
        self._answers(saved, wanted)
        self._replace(HoldingRow, "estate-changed", saved.estate, wanted.estate)
        self._replace(OrderedItemRow, "order-changed", saved.order, wanted.order)
        self._decisions(saved, wanted)
        self._replace(ClauseEditRow, "clauses-changed", saved.clause_edits, wanted.clause_edits)
        self._replace(
            ClauseInitialsRow, "initials-changed", saved.clause_initials, wanted.clause_initials
        )
        self._loose(saved, wanted)
        self._papers(saved, wanted)
        self._transaction.session.flush()

    def record(self, kind: str, payload: object) -> None:
        self._transaction.need_key(self._row.key_id)
        self._transaction.audit.record(self._row.id, kind, self._row.key_id, payload)

    def _client(self, saved: Engagement, wanted: Engagement) -> None:
        if saved.client == wanted.client:
            return
        client = self._transaction.session.get_one(ClientRow, self._row.client_id)
        self._transaction.seal_body(client, wanted.client)
        self.record("client-changed", wanted.client)

    def _pin(self, saved: Engagement, wanted: Engagement) -> None:
        if saved.pack == wanted.pack:
            return
        self._row.pack_id = wanted.pack.id
        self._row.pack_version = wanted.pack.version
        self._row.pack_sha256 = wanted.pack.sha256
        self.record("pack-changed", {"from": saved.pack, "to": wanted.pack})

    def _answers(self, saved: Engagement, wanted: Engagement) -> None:
        before, after = dict(saved.answers.items()), dict(wanted.answers.items())
        for question, answer in after.items():
            was = before.get(question)
            if was is not answer and was != answer:  # the most are the very same
                self._put_answer(answer, is_new=was is None)
        for question in before:
            if question not in after:
                self._transaction.session.delete(self._answer_row(question))
                self.record("answer-removed", {"question": question})

    def _put_answer(self, answer: Answer, *, is_new: bool) -> None:
        if is_new:
            own = self._transaction.make_id()
            place = Place(_ANSWERS.name, "body", str(own), self._row.key_id)
            written = {
                "id": own,
                "key_id": self._row.key_id,
                "engagement_id": self._row.id,
                "question_id": answer.question,
                "body": self._transaction.seal_at(place, to_bytes(answer)),
            }
            # Not by the session's own bookkeeping: a person waits for each of these.
            self._transaction.session.connection().execute(_NEW_ANSWER, written)
        else:
            self._transaction.seal_body(self._answer_row(answer.question), answer)
        # The record of changes is for good: a sealed answer that is taken back leaves with its row.
        self.record("answer-saved", replace(answer, sealed=""))

    def _answer_row(self, question: str) -> AnswerRow:
        row = select(AnswerRow).where(
            AnswerRow.engagement_id == self._row.id, AnswerRow.question_id == question
        )
        return self._transaction.session.scalars(row).one()

    def _replace(
        self,
        table: type[ListedRow],
        kind: str,
        saved: Sequence[object],
        wanted: Sequence[object],
    ) -> None:
        if saved == wanted:
            return
        if saved:
            rows = delete(table).where(table.engagement_id == self._row.id)
            # Nothing of these rows stays in the session between two saves.
            self._transaction.session.execute(
                rows, execution_options={"synchronize_session": False}
            )
        for position, value in enumerate(wanted):
            self._add_listed(table, position, value)
        self.record(kind, wanted)

    def _decisions(self, saved: Engagement, wanted: Engagement) -> None:
        before, after = settled_decisions(saved), settled_decisions(wanted)
        known = len(before)
        if after[:known] != before:
            raise AppendOnlyError("a decision is superseded by a newer one, never changed")
        for position, decision in enumerate(after[known:], start=known):
            self._add_listed(DecisionRow, position, decision)
            self.record("decision-made", decision)
        drafted = drafted_decisions(saved)
        for decision in drafted_decisions(wanted)[len(drafted) :]:
            self.record("decision-drafted", decision)

    def _add_listed(self, table: type[ListedRow], position: int, value: object) -> None:
        row = table(
            id=self._transaction.make_id(),
            key_id=self._row.key_id,
            engagement_id=self._row.id,
            position=position,
        )
        self._transaction.seal_body(row, value)
        self._transaction.session.add(row)

    def _loose(self, saved: Engagement, wanted: Engagement) -> None:
        if self._row.created_on != wanted.created:
            self._row.created_on = wanted.created
        if loose_facts(saved) == loose_facts(wanted):
            return
        self._transaction.seal_body(self._row, loose_facts(wanted))
        for fact, kind in _LOOSE.items():
            if getattr(saved, fact) != getattr(wanted, fact):
                self.record(kind, _on_record(getattr(wanted, fact)))
        if (saved.amending is None) != (wanted.amending is None):
            draft = wanted.amending or saved.amending
            assert draft is not None  # noqa: S101  (one of the two is there)
            kind = "amendment-drafted" if wanted.amending is not None else "amendment-closed"
            self.record(kind, {"reference": draft.reference, "digest": draft.digest})
        if saved.private_note != wanted.private_note:
            self.record("note-changed", wanted.private_note)

    def _papers(self, saved: Engagement, wanted: Engagement) -> None:
        if len(wanted.papers) < len(saved.papers):
            raise AppendOnlyError("a signed paper is amended, never removed")
        for position, paper in enumerate(wanted.papers):
            if position < len(saved.papers) and saved.papers[position] == paper:
                continue
            row = SignatureRow(
                id=self._transaction.make_id(),
                key_id=self._paper_key(),
                engagement_id=self._row.id,
                position=position,
                revision=self._next_revision(position),
                by_owner=bool(paper.owner),
            )
            self._transaction.seal_body(row, paper)
            self._transaction.session.add(row)
            was = saved.papers[position] if position < len(saved.papers) else None
            self.record(_what_happened(paper, was), paper)

    def _paper_key(self) -> uuid.UUID:
        return self._transaction.session.get_one(ClientRow, self._row.client_id).paper_key_id

    def _next_revision(self, position: int) -> int:
        newest = select(func.max(SignatureRow.revision)).where(
            SignatureRow.engagement_id == self._row.id, SignatureRow.position == position
        )
        return (self._transaction.session.scalar(newest) or 0) + 1


def _on_record(value: object) -> object:
    """As it may stay for good: a sealed answer that was put aside leaves with its row."""
    if not isinstance(value, tuple):
        return value
    return tuple(replace(one, sealed="") if isinstance(one, Answer) else one for one in value)


def _what_happened(paper: SignedPaper, was: SignedPaper | None) -> str:
    """The kind of event that a paper's newest state is kept under."""
    if was is not None and was.owner:
        return "paper-stamped"
    if paper.refused_at is not None:
        return "paper-refused"
    if paper.withdrawn:
        return "paper-withdrawn"
    if paper.is_on_paper:
        return "paper-signed-by-pen" if paper.owner else "paper-to-sign-by-pen"
    return "paper-signed"
