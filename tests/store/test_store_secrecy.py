"""Nothing a client said stands readable in any file, nor in any column inside."""

from __future__ import annotations

import os
import tempfile
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from store_kit import PACK, ROOT_KEY, START, add, an_answer, an_engagement, get, save

from onboard import bootstrap
from onboard.content.model import ItemId
from onboard.decisions import Choice, Decision
from onboard.diagnostics import keep_report
from onboard.engagement import ClauseEdit, ClauseInitials, Client, ClientSummary, SignedPaper
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.interview.answers import Answers
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.store import backup
from onboard.store.engine import connect
from onboard.store.workspace import SqlWorkspace

MARK = "Zwetschgendatschi"


def _planted() -> dict[str, object]:
    words = iter(f"{MARK}-{number}" for number in range(100))
    return {
        "client": Client(*(next(words) for _ in range(5))),
        "answers": Answers([an_answer("q", next(words), words=next(words), by=next(words))]),
        "estate": (Holding(ItemId(next(words)), 3),),
        "order": (OrderedItem(next(words), ItemId(next(words)), 1),),
        "decisions": (
            Decision(
                ItemId(next(words)),
                Choice.DECLINE,
                reason=next(words),
                initials=next(words),
                name=next(words),
                role=next(words),
                authority=next(words),
            ),
        ),
        "clause_edits": (ClauseEdit("c", "owner", next(words)),),
        "clause_initials": (ClauseInitials("c", next(words)),),
        "corrections": (next(words),),
        "heard_confirmed": START,
        "papers": (SignedPaper("A-1", "d", "h", next(words), next(words), START),),
    }


@pytest.fixture
def planted(workspace: SqlWorkspace) -> SqlWorkspace:
    engagement = add(workspace, an_engagement(**_planted()))
    with workspace.unit_of_work() as work:
        work.firm.save(FirmProfile(name=f"{MARK} firm", terms={"rate": f"{MARK} rate"}))
        work.papers.put(engagement.id, "A-1", "owner", f"%PDF {MARK} paper".encode())
        work.secrets.put("signing-key", f"{MARK} secret".encode())
        work.commit()
    save(workspace, replace(engagement, client=Client(f"{MARK} renamed")))
    return workspace


def test_no_file_holds_readable_text(planted: SqlWorkspace, tmp_path: Path) -> None:
    planted.backup(tmp_path / "copy" / "store.db")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"store.db", "store.db-wal"} <= {path.name for path in files}
    assert len([path for path in files if path.name == "store.db"]) == 2
    for path in files:
        data = path.read_bytes()
        for needle in (MARK.encode(), b"CREATE TABLE", b"SQLite format", b"engagement", ROOT_KEY):
            assert needle not in data, path.name


def test_no_column_holds_readable_text(planted: SqlWorkspace, store_path: Path) -> None:
    """The second wall: on a server its administrator would see the columns."""
    connection = connect(store_path, ROOT_KEY, wal=True)
    seen = 0
    for (table,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    ).fetchall():
        for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608
            for value in row:
                seen += 1
                data = value if isinstance(value, bytes) else str(value).encode()
                assert MARK.encode() not in data, table
    connection.close()
    assert seen > 200


def test_all_that_was_planted_is_really_there(planted: SqlWorkspace) -> None:
    with planted.unit_of_work() as work:
        (row,) = work.engagements.list()
        whole = work.engagements.get(row.id)
        assert repr(whole).count(MARK) + repr(list(whole.answers.values())).count(MARK) >= 17


def test_a_failed_statement_prints_no_values(planted: SqlWorkspace) -> None:
    transaction = planted.begin()
    try:
        with pytest.raises(IntegrityError) as caught:
            transaction.session.connection().exec_driver_sql(
                "INSERT INTO pack_version (sha256, pack_id) VALUES (?, ?)", (PACK.sha256, MARK)
            )
        assert MARK not in "".join(traceback.format_exception(caught.value))
    finally:
        transaction.close()


def test_an_erased_client_is_gone_and_the_signed_paper_stays(
    planted: SqlWorkspace, open_store: Any, tmp_path: Path
) -> None:
    other = open_store()
    (row,) = _desk(other)
    assert get(other, row.id).client.name == row.client_name
    planted.erase_client(row.id)
    for workspace in (planted, other, open_store()):
        assert _desk(workspace) == ()
        with pytest.raises(UserFacingError, match="erased on request"):
            get(workspace, row.id)
        with workspace.unit_of_work() as work:
            assert work.papers.latest(row.id) == f"%PDF {MARK} paper".encode()
    with pytest.raises(UserFacingError, match="erased on request"):
        open_store().erase_client(row.id)
    assert planted.verify() == []
    planted.backup(tmp_path / "copy.db")


def test_no_word_of_a_client_and_no_secret_of_ours_leaves_the_sealed_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole life of a home: saved, copied, upgraded, brought back, erased, and a fault of ours.

    Searched are the store and its log, copies while they are written and afterwards, what is kept
    aside, key files, settings, the crash report, the folder for temporary files, and what a
    program that we start would inherit.
    """
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        (tmp_path / "tmp").mkdir(exist_ok=True)
        monkeypatch.setenv(name, str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    place = bootstrap.Home(tmp_path / "home", is_protected=True)
    passphrase = f"{MARK} as a passphrase"
    opened = bootstrap.open_application(place, passphrase=passphrase)
    code, root_key = opened.new_recovery_code, opened.keeping._root_key
    needles = (MARK.encode(), root_key, root_key.hex().encode(), code.encode(), passphrase.encode())
    seen: set[str] = set()

    def search() -> None:
        for path in (each for each in tmp_path.rglob("*") if each.is_file()):
            seen.add(path.suffix)
            data = path.read_bytes()
            assert not [needle for needle in needles if needle in data], path.name

    real = backup._read_back

    def looked_at_while_written(*arguments: Any) -> None:
        search()
        real(*arguments)

    monkeypatch.setattr(backup, "_read_back", looked_at_while_written)
    engagement = add(opened.workspace, an_engagement(**_planted()))
    search()
    copy = opened.keeping.back_up()
    engagement = save(opened.workspace, replace(engagement, private_note=MARK))
    opened.keeping.change_passphrase(passphrase, f"another {MARK}")
    opened.keeping.wish(opened.keeping.wishes)
    seen_both = opened.keeping.look_at(copy)
    opened.close()
    bootstrap.bring_back(place, seen_both)
    opened = bootstrap.open_application(place, passphrase=f"another {MARK}")
    opened.keeping.erase(engagement.id, with_papers=True)
    try:
        raise ValueError(f"{MARK} {code}")
    except ValueError as error:
        keep_report(error, place.folder)
        keep_report(error, None)
    search()
    opened.close()
    search()
    assert {".db", ".keys", ".json", ".txt", ".part", ".db-wal"} <= seen
    assert not [value for value in os.environ.values() if MARK in value or code in value]


def _desk(workspace: SqlWorkspace) -> tuple[ClientSummary, ...]:
    with workspace.unit_of_work() as work:
        return tuple(work.engagements.list())
