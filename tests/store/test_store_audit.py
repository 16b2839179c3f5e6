# ruff: noqa: S608 - the names are those of our own tables
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from store_kit import (
    ROOT_KEY,
    FakeClock,
    add,
    an_answer,
    an_engagement,
    get,
    save,
    tamper,
)

from onboard.content.model import ItemId
from onboard.decisions import Choice, Decision
from onboard.engagement import Engagement, SignedPaper
from onboard.interview.answers import Answers
from onboard.ports import AuditHead
from onboard.store.append_only import AppendOnlyError
from onboard.store.audit import _GENESIS, hash_of, verify_chain
from onboard.store.engagements import as_uuid
from onboard.store.findings import Finding
from onboard.store.models import APPEND_ONLY, DecisionRow, EventRow
from onboard.store.workspace import SqlWorkspace
from onboard.visits.entries import Entry, Kind

DECLINE = Decision(ItemId("offsite-copy"), Choice.DECLINE, reason="too dear this year")
MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
PAPER = SignedPaper("A-1", "digest", "hash", consultant="Con Sultant")


@pytest.fixture
def engagement(workspace: SqlWorkspace) -> Engagement:
    """Six events: added, two answers, a decision, a changed answer, a stored paper."""
    start = add(
        workspace,
        an_engagement(
            answers=Answers([an_answer("people", 6), an_answer("budget", 100)]),
            decisions=(DECLINE,),
        ),
    )
    changed = replace(start, answers=start.answers.with_(an_answer("people", 7)))
    changed = save(workspace, changed)
    with workspace.unit_of_work() as work:
        work.papers.put(changed.id, "A-1", "consultant", b"%PDF")
        work.commit()
    return changed


def test_every_change_leaves_one_event(workspace: SqlWorkspace, engagement: Engagement) -> None:
    assert _kinds(workspace, engagement) == [
        "engagement-added",
        "answer-saved",
        "answer-saved",
        "decision-made",
        "answer-saved",
        "paper-stored",
    ]
    assert workspace.verify() == []


def test_a_save_without_a_difference_leaves_no_event(
    workspace: SqlWorkspace, engagement: Engagement
) -> None:
    before = _head(workspace, engagement)
    save(workspace, engagement)
    assert _head(workspace, engagement) == before


def test_an_event_without_a_fact_can_be_logged(
    workspace: SqlWorkspace, engagement: Engagement
) -> None:
    with workspace.unit_of_work() as work:
        work.engagements.log(engagement.id, "agreement-prepared")
        head = work.engagements.audit_head(engagement.id)
        work.commit()
    assert head.sequence == 7
    assert _head(workspace, engagement) == head
    assert _kinds(workspace, engagement)[-1] == "agreement-prepared"


@pytest.mark.parametrize(
    ("attack", "found"),
    [
        ("UPDATE event SET payload = zeroblob(9) WHERE sequence = 3", "payload-changed"),
        ("UPDATE event SET payload = 'text' WHERE sequence = 3", "event-changed"),
        ("UPDATE event SET key_id = 'none' WHERE sequence = 3", "rows-without-owner"),
        ("UPDATE event SET actor = 'owner' WHERE sequence = 3", "event-changed"),
        ("UPDATE event SET at = '2025-01-01T00:00:00+00:00' WHERE sequence = 3", "event-changed"),
        ("UPDATE event SET kind = 'answer-removed' WHERE sequence = 3", "event-changed"),
        ("DELETE FROM event WHERE sequence = 3", "event-missing"),
        (
            "DELETE FROM event WHERE sequence = 3;"
            "UPDATE event SET sequence = sequence - 1 WHERE sequence > 3",
            "link-broken",
        ),
        (
            "UPDATE event SET sequence = 99 WHERE sequence = 3;"
            "UPDATE event SET sequence = 3 WHERE sequence = 2;"
            "UPDATE event SET sequence = 2 WHERE sequence = 99",
            "link-broken",
        ),
        ("DELETE FROM event WHERE sequence >= 4", "cut-off"),
        ("DELETE FROM event", "missing"),
    ],
)
def test_tampering_with_the_chain_is_found(
    workspace: SqlWorkspace, engagement: Engagement, store_path: Path, attack: str, found: str
) -> None:
    whose = f"chain_id = '{as_uuid(engagement.id).hex}'"

    def change(connection: Any) -> None:
        for statement in attack.split(";"):
            glue = " AND " if "WHERE" in statement else " WHERE "
            assert connection.execute(statement + glue + whose).rowcount > 0

    tamper(store_path, change)
    findings = workspace.verify()
    assert any(found in entry.message_id for entry in findings)
    assert all(str(entry) for entry in findings)


def test_a_chain_computed_anew_is_found_by_the_stored_paper(
    workspace: SqlWorkspace, engagement: Engagement, store_path: Path
) -> None:
    events = _events(workspace, engagement)
    previous = _GENESIS
    for event in events:
        event.actor = "owner"
        event.previous = previous
        previous = event.hash = hash_of(event)

    def change(connection: Any) -> None:
        for event in events:
            connection.execute(
                "UPDATE event SET actor = ?, previous = ?, hash = ?"
                " WHERE sequence = ? AND chain_id = ?",
                (event.actor, event.previous, event.hash, event.sequence, event.chain_id.hex),
            )

    tamper(store_path, change)
    assert _verify(workspace, engagement) == []  # a bare chain proves nothing
    assert [entry.message_id for entry in workspace.verify()] == ["store.audit-differs-from-paper"]


def test_a_cut_off_tail_is_found_only_by_a_head_noted_elsewhere(
    workspace: SqlWorkspace, engagement: Engagement, store_path: Path
) -> None:
    head = _head(workspace, engagement)
    tamper(store_path, lambda c: c.execute("DELETE FROM event WHERE sequence = 6"))
    assert workspace.verify() == []
    (cut,) = _verify(workspace, engagement, head)
    assert (cut.message_id, dict(cut.arguments)) == (
        "store.audit-cut-off",
        {"found": 5, "expected": 6},
    )


def test_a_sealed_value_moved_to_another_row_is_found(
    workspace: SqlWorkspace, engagement: Engagement, store_path: Path, open_store: Any
) -> None:
    def swap(connection: Any) -> None:
        (first, one), (second, other) = connection.execute("SELECT id, body FROM answer").fetchall()
        connection.execute("UPDATE answer SET body = ? WHERE id = ?", (other, first))
        connection.execute("UPDATE answer SET body = ? WHERE id = ?", (one, second))

    tamper(store_path, swap)
    assert [entry.message_id for entry in workspace.verify()] == ["store.sealed-changed"]
    with pytest.raises(Exception, match="changed by something other"):
        get(open_store(), engagement.id)


def test_a_changed_hash_of_a_paper_is_found(
    workspace: SqlWorkspace, engagement: Engagement, store_path: Path
) -> None:
    tamper(store_path, lambda c: c.execute("UPDATE agreement_paper SET pdf_sha256 = '0'"))
    assert [entry.message_id for entry in workspace.verify()] == ["store.paper-changed"]


@pytest.mark.parametrize("table", [row.__tablename__ for row in APPEND_ONLY])
@pytest.mark.parametrize("operation", ["UPDATE", "DELETE", "REPLACE"])
def test_the_database_refuses_to_change_what_was_recorded(
    workspace: SqlWorkspace, engagement: Engagement, table: str, operation: str
) -> None:
    save(workspace, replace(engagement, papers=(PAPER,)))
    with workspace.unit_of_work() as work:
        work.talks.add(engagement.id, [Entry("one", Kind.BEGUN, MOMENT)])
        work.commit()
    statement = {
        "UPDATE": f"UPDATE {table} SET rowid = rowid",
        "DELETE": f"DELETE FROM {table}",
        "REPLACE": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    }[operation]
    transaction = workspace.begin()
    try:
        transaction.begin_write()
        assert (
            transaction.session.connection()
            .exec_driver_sql(f"SELECT count(*) FROM {table}")
            .scalar_one()
        )
        with pytest.raises(IntegrityError, match=f"{table} is append-only"):
            transaction.session.connection().exec_driver_sql(statement)
    finally:
        transaction.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda session, row: setattr(row, "position", 9),
        lambda session, row: session.delete(row),
    ],
)
def test_the_session_refuses_before_the_database_is_asked(
    workspace: SqlWorkspace, engagement: Engagement, change: Callable[[Any, Any], None]
) -> None:
    transaction = workspace.begin()
    try:
        change(transaction.session, transaction.session.scalars(select(DecisionRow)).one())
        with pytest.raises(AppendOnlyError, match="DecisionRow"):
            transaction.session.flush()
    finally:
        transaction.close()


@pytest.mark.parametrize("statement", [update(DecisionRow).values(position=9), delete(DecisionRow)])
def test_bulk_statements_meet_the_triggers(
    workspace: SqlWorkspace, engagement: Engagement, statement: Any
) -> None:
    transaction = workspace.begin()
    try:
        with pytest.raises(IntegrityError):
            transaction.session.execute(statement)
    finally:
        transaction.close()


@pytest.mark.parametrize(
    "facts", [{"decisions": ()}, {"decisions": (replace(DECLINE, reason="no need"),)}]
)
def test_decisions_made_cannot_be_taken_out(
    workspace: SqlWorkspace, engagement: Engagement, facts: dict[str, Any]
) -> None:
    with pytest.raises(AppendOnlyError):
        save(workspace, replace(engagement, **facts))
    assert get(workspace, engagement.id) == engagement


def test_a_signed_paper_cannot_be_taken_out_and_its_first_form_stays(
    workspace: SqlWorkspace, engagement: Engagement, store_path: Path
) -> None:
    half = save(workspace, replace(engagement, papers=(PAPER,)))
    whole = save(workspace, replace(half, papers=(replace(PAPER, owner="The Owner"),)))
    assert get(workspace, whole.id) == whole
    with pytest.raises(AppendOnlyError):
        save(workspace, replace(whole, papers=()))
    transaction = workspace.begin()
    try:
        count = transaction.session.connection().exec_driver_sql("SELECT count(*) FROM signature")
        assert count.scalar_one() == 2
    finally:
        transaction.close()


def test_the_time_in_the_chain_is_the_clocks(
    workspace: SqlWorkspace, engagement: Engagement, clock: FakeClock
) -> None:
    clock.move(minutes=7)
    save(workspace, replace(engagement, corrections=("It is eight people",)))
    assert _events(workspace, engagement)[-1].at == "2026-11-21T09:37:00.000000+00:00"
    assert ROOT_KEY not in _events(workspace, engagement)[-1].payload


def _events(workspace: SqlWorkspace, engagement: Engagement) -> list[EventRow]:
    transaction = workspace.begin()
    try:
        events = (
            select(EventRow)
            .where(EventRow.chain_id == as_uuid(engagement.id))
            .order_by(EventRow.sequence)
        )
        found = list(transaction.session.scalars(events))
        transaction.session.expunge_all()
        return found
    finally:
        transaction.close()


def _kinds(workspace: SqlWorkspace, engagement: Engagement) -> list[str]:
    return [event.kind for event in _events(workspace, engagement)]


def _head(workspace: SqlWorkspace, engagement: Engagement) -> AuditHead:
    with workspace.unit_of_work() as work:
        return work.engagements.audit_head(engagement.id)


def _verify(workspace: SqlWorkspace, engagement: Engagement, *anchors: AuditHead) -> list[Finding]:
    transaction = workspace.begin()
    try:
        return verify_chain(transaction.session, as_uuid(engagement.id), anchors)
    finally:
        transaction.close()
