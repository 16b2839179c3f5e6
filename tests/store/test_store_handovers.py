"""Hand-overs in the store: sealed, closed once, and without their keys from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from store_kit import ROOT_KEY, START, FakeClock, add, an_engagement, get, tamper

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.ports import Handover, HandoverSide, HandoverState
from onboard.store.engine import connect
from onboard.store.workspace import SqlWorkspace

MARK = b"Zwetschgendatschi"
UNTIL = date(2026, 12, 21)


def a_handover(engagement_id: EngagementId, number: int = 1, **facts: Any) -> Handover:
    start = Handover(
        engagement_id=engagement_id,
        side=HandoverSide.ASKING,
        ask_sha256=f"{number:064x}",
        until=UNTIL,
        content=MARK + b" content",
        secrets=MARK + b" key",
        made=START,
    )
    return replace(start, **facts)


def keep(workspace: SqlWorkspace, *handovers: Handover) -> None:
    with workspace.unit_of_work() as work:
        for handover in handovers:
            work.handovers.add(handover)
        work.commit()


def test_what_was_kept_comes_back(open_store: Any) -> None:
    workspace = open_store()
    mine, other = (add(workspace, an_engagement()).id for _ in range(2))
    first, second = a_handover(mine), a_handover(mine, 2, side=HandoverSide.ANSWERING)
    third = a_handover(other, 3, secrets=None, state=HandoverState.RECEIVED)
    keep(workspace, first, second, third)
    with open_store().unit_of_work() as work:
        assert work.handovers.of(mine) == (first, second)
        assert work.handovers.by_ask(third.ask_sha256) == third
        assert work.handovers.by_ask("ff" * 32) is None
    assert open_store().verify() == []


def test_one_is_received_once_and_its_secrets_go(open_store: Any, store_path: Path) -> None:
    workspace, other = open_store(), open_store()
    mine = add(workspace, an_engagement()).id
    keep(workspace, a_handover(mine), a_handover(mine, 2))
    with workspace.unit_of_work() as work:
        work.handovers.receive(f"{1:064x}")
        work.commit()
    with other.unit_of_work() as work:
        first, second = work.handovers.of(mine)
        assert (first.state, first.secrets) == (HandoverState.RECEIVED, None)
        assert (second.state, second.secrets) == (HandoverState.OPEN, MARK + b" key")
        for closed in (1, 9):
            with pytest.raises(UserFacingError) as caught:
                work.handovers.receive(f"{closed:064x}")
            assert caught.value.message_id == "handover.received"
    assert _secrets(store_path) == [True, False]
    assert workspace.verify() == []


def test_those_whose_day_is_over_lose_their_secrets(
    workspace: SqlWorkspace, store_path: Path
) -> None:
    mine = add(workspace, an_engagement()).id
    later = a_handover(mine, 2, until=UNTIL + timedelta(days=1))
    keep(workspace, a_handover(mine), later)
    for today, expected in (
        (UNTIL, [HandoverState.OPEN, HandoverState.OPEN]),
        (UNTIL + timedelta(days=1), [HandoverState.EXPIRED, HandoverState.OPEN]),
        (UNTIL + timedelta(days=2), [HandoverState.EXPIRED, HandoverState.EXPIRED]),
    ):
        with workspace.unit_of_work() as work:
            work.handovers.expire(today)
            work.commit()
            assert [each.state for each in work.handovers.of(mine)] == expected
    assert _secrets(store_path) == [True, True]


def test_leaving_without_commit_receives_nothing(workspace: SqlWorkspace) -> None:
    mine = add(workspace, an_engagement()).id
    keep(workspace, a_handover(mine))
    with workspace.unit_of_work() as work:
        work.handovers.receive(f"{1:064x}")
    with workspace.unit_of_work() as work:
        assert work.handovers.of(mine) == (a_handover(mine),)


def test_one_file_is_kept_once(workspace: SqlWorkspace) -> None:
    from sqlalchemy.exc import IntegrityError

    mine = add(workspace, an_engagement()).id
    keep(workspace, a_handover(mine))
    with pytest.raises(IntegrityError):
        keep(workspace, a_handover(mine))


def test_each_step_stands_in_the_record_of_changes(
    workspace: SqlWorkspace, store_path: Path
) -> None:
    mine = add(workspace, an_engagement()).id
    keep(workspace, a_handover(mine), a_handover(mine, 2, side=HandoverSide.ANSWERING))
    with workspace.unit_of_work() as work:
        work.handovers.receive(f"{1:064x}")
        work.handovers.expire(UNTIL + timedelta(days=1))
        work.commit()
    connection = connect(store_path, ROOT_KEY, wal=True)
    kinds = [
        kind
        for (kind,) in connection.execute("SELECT kind FROM event ORDER BY chain_id, sequence")
        if kind.startswith("handover")
    ]
    connection.close()
    assert kinds == [
        "handover-asking",
        "handover-answering",
        "handover-received",
        "handover-expired",
    ]


def test_no_column_holds_what_was_handed_over(workspace: SqlWorkspace, store_path: Path) -> None:
    keep(workspace, a_handover(add(workspace, an_engagement()).id))
    connection = connect(store_path, ROOT_KEY, wal=True)
    (row,) = connection.execute("SELECT * FROM handover").fetchall()
    connection.close()
    for value in row:
        data = value if isinstance(value, bytes) else str(value).encode()
        assert MARK not in data
        assert MARK.hex().encode() not in data


@pytest.mark.parametrize("column", ["body", "secrets"])
def test_a_sealed_value_that_was_moved_is_noticed(
    open_store: Any, store_path: Path, column: str
) -> None:
    workspace = open_store()
    mine = add(workspace, an_engagement()).id
    keep(workspace, a_handover(mine), a_handover(mine, 2))
    workspace.close()
    swap = (
        f"UPDATE handover SET {column} = (SELECT {column} FROM handover "  # noqa: S608
        "ORDER BY id DESC LIMIT 1) WHERE ask_sha256 LIKE '%1'"
    )
    tamper(store_path, lambda connection: connection.execute(swap))
    assert [each.message_id for each in open_store().verify()] == ["store.sealed-changed"]


def test_an_erased_client_takes_his_hand_overs_along(open_store: Any, clock: FakeClock) -> None:
    workspace = open_store()
    mine = add(workspace, an_engagement()).id
    keep(workspace, a_handover(mine))
    workspace.erase_client(mine)
    again = open_store()
    with again.unit_of_work() as work, pytest.raises(UserFacingError, match="erased on request"):
        work.handovers.of(mine)
    with again.unit_of_work() as work:
        work.handovers.expire(UNTIL + timedelta(days=9))
        work.commit()
    assert again.verify() == []
    with pytest.raises(UserFacingError):
        get(again, mine)


def _secrets(path: Path) -> list[bool]:
    """Of each row, in order, if its secrets are gone."""
    connection = connect(path, ROOT_KEY, wal=True)
    rows = connection.execute("SELECT secrets IS NULL FROM handover ORDER BY id").fetchall()
    connection.close()
    return [bool(gone) for (gone,) in rows]
