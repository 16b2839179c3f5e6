"""The desk in the store: one look at all files, sealed, and no dearer with more clients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from store_kit import FakeClock, add, an_answer, an_engagement, save, tamper

from onboard import client_book
from onboard.desk.clients import FileCard
from onboard.desk.overview import (
    Overview,
    Owned,
    SignedLines,
    Stage,
    Step,
    Things,
)
from onboard.engagement import Client, Engagement, EngagementId, FileState, SignedPaper
from onboard.interview.answers import Answers
from onboard.store.workspace import SqlWorkspace

Reopen = Callable[[], SqlWorkspace]
SECRET = "Zanzibar Zebra"
THINGS = Things((Owned("guard", 8, date(2027, 1, 1)),), SignedLines((("guard", 2),), ("p",)))


def a_view(facts: Engagement) -> Overview:
    return Overview(
        version=facts.version,
        name=facts.client.name,
        owner=facts.client.owner,
        business=SECRET,
        stage=Stage.TALK,
        alone=False,
        pack=facts.pack.id,
        pack_version=facts.pack.version,
        pack_sha256=facts.pack.sha256,
        signed_on=None,
        step=Step("ask", "", None, 2),
    )


def keep(workspace: SqlWorkspace, facts: Engagement) -> None:
    with workspace.unit_of_work() as work:
        work.desk.keep(facts.id, a_view(facts), THINGS)
        work.commit()


def cards(workspace: SqlWorkspace) -> dict[EngagementId, FileCard]:
    with workspace.unit_of_work() as work:
        return {card.id: card for card in work.desk.cards()}


@contextmanager
def statements(workspace: SqlWorkspace) -> Iterator[list[str]]:
    """What was asked of the database in the block."""
    asked: list[str] = []

    def hear(*given: Any) -> None:
        asked.append(given[2])

    event.listen(workspace._site.engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(workspace._site.engine, "before_cursor_execute", hear)


def test_an_overview_is_kept_and_read_back(workspace: SqlWorkspace, open_store: Reopen) -> None:
    facts = add(workspace, an_engagement())
    assert cards(workspace)[facts.id].overview is None
    keep(workspace, facts)
    for store in (workspace, open_store()):
        card = cards(store)[facts.id]
        assert card.overview == a_view(facts)
        assert card.is_fresh
        with store.unit_of_work() as work:
            assert work.desk.things() == work.desk.things(facts.id) == {facts.id: THINGS}


def test_a_file_that_is_saved_is_told_as_it_is_now(workspace: SqlWorkspace) -> None:
    facts = add(workspace, an_engagement())
    keep(workspace, facts)
    paper = SignedPaper("EA-1", "d", "p", "Alex", owner="Dana")
    changed = replace(facts, client=Client("Another name", owner="Dana"), papers=(paper,))
    saved = save(workspace, changed)
    card = cards(workspace)[facts.id]
    assert not card.is_fresh
    assert (card.name, card.owner, card.state) == ("Another name", "Dana", FileState.SIGNED)
    assert card.overview == a_view(facts), "what is known of it stays until it is looked through"
    keep(workspace, facts)
    assert not cards(workspace)[facts.id].is_fresh, "one of an older version is not kept"
    keep(workspace, saved)
    assert cards(workspace)[facts.id].is_fresh


def test_archived_and_reviewed_are_noted_and_recorded(workspace: SqlWorkspace) -> None:
    facts = add(workspace, an_engagement())
    with workspace.unit_of_work() as work:
        work.desk.archive(facts.id, True)
        work.desk.reviewed(facts.id, date(2026, 11, 21))
        work.commit()
    marks = cards(workspace)[facts.id].marks
    assert (marks.archived is not None, marks.reviewed) == (True, date(2026, 11, 21))
    with workspace.unit_of_work() as work:
        work.desk.archive(facts.id, False)
        work.commit()
        assert work.engagements.get(facts.id) == facts, "no fact was changed"
    assert cards(workspace)[facts.id].marks.archived is None
    assert workspace.verify() == []


def test_nothing_of_a_client_stands_there_in_clear(
    workspace: SqlWorkspace, store_path: Path
) -> None:
    from store_kit import ROOT_KEY

    from onboard.store.engine import connect

    facts = add(workspace, an_engagement(client=Client(SECRET)))
    keep(workspace, facts)
    connection = connect(store_path, ROOT_KEY)
    rows = connection.execute("SELECT * FROM overview UNION ALL SELECT * FROM overview_things")
    told = b"".join(part for row in rows for part in row if isinstance(part, bytes))
    connection.close()
    assert len(told) > 100
    assert b"Zanzibar" not in told
    assert b"guard" not in told


def test_an_overview_in_anothers_place_is_not_believed(
    workspace: SqlWorkspace, open_store: Reopen, store_path: Path
) -> None:
    one, other = add(workspace, an_engagement()), add(workspace, an_engagement())
    keep(workspace, one)
    keep(workspace, other)
    workspace.close()
    swapped = "UPDATE overview SET body = (SELECT body FROM overview LIMIT 1)"
    tamper(store_path, lambda connection: connection.execute(swapped))
    again = open_store()
    views = [card.overview for card in cards(again).values()]
    assert sum(view is None for view in views) == 1
    assert [each.message_id for each in again.verify()] == ["store.sealed-changed"]


def test_an_erased_client_leaves_no_overview(workspace: SqlWorkspace) -> None:
    facts = add(workspace, an_engagement())
    keep(workspace, facts)
    assert cards(workspace)
    workspace.erase_client(facts.id)
    assert cards(workspace) == {}
    with workspace.unit_of_work() as work:
        assert work.desk.things() == {}
    keep(workspace, facts)  # somebody worked it out meanwhile
    with workspace.unit_of_work() as work:
        assert work.desk.things() == {}


def test_more_clients_take_no_more_queries_and_no_derivation(
    workspace: SqlWorkspace, open_store: Reopen, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    """The list of a few dozen is read with as many statements as that of three."""
    monkeypatch.setattr(client_book, "overview", lambda *_: pytest.fail("a plan was derived"))
    counted = []
    for many in (3, 36):
        while len(cards(workspace)) < many:
            answers = Answers([an_answer("people", 6), an_answer("backup", "usb")])
            keep(workspace, add(workspace, an_engagement(answers=answers)))
        fresh = open_store()
        with statements(fresh) as first:
            assert len(cards(fresh)) == many
        with statements(fresh) as again:
            assert all(card.is_fresh for card in cards(fresh).values())
        with statements(fresh) as things, fresh.unit_of_work() as work:
            assert len(work.desk.things()) == many
        counted.append((len(first), len(again), len(things)))
    assert counted[0] == counted[1]
    assert counted[1][0] <= 6
    assert counted[1][1] < counted[1][0], "what was read before is not read again"


def test_stale_ones_take_a_fixed_number_too(workspace: SqlWorkspace, open_store: Reopen) -> None:
    counted = []
    for many in (2, 24):
        while len(cards(workspace)) < many:
            facts = add(workspace, an_engagement())
            keep(workspace, facts)
            save(workspace, replace(facts, private_note="x"))
        fresh = open_store()
        with statements(fresh) as asked:
            assert not any(card.is_fresh for card in cards(fresh).values())
        counted.append(len(asked))
    assert counted[0] == counted[1]
