from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from store_kit import PACK, ROOT_KEY, START, FakeClock, add, an_answer, an_engagement, get, save

from onboard.errors import UserFacingError
from onboard.interview.answers import Answers
from onboard.keychain.custody import KeyCustody
from onboard.store.engine import BUSY_SECONDS, HeldKey, connect, local_engine
from onboard.store.restoring import restore
from onboard.store.workspace import open_workspace

PAGE = 4096


@pytest.fixture
def keyed(tmp_path: Path, clock: FakeClock) -> tuple[Path, bytes]:
    """A closed store with its key file beside it."""
    keys = KeyCustody().create(
        tmp_path / "store.keys", keyring=False, passphrase="correct horse battery"
    )
    path = tmp_path / "store.db"
    workspace = open_workspace(path, keys.root_key, clock)
    words = [an_answer(f"q{number}", "x" * 300) for number in range(60)]
    add(workspace, an_engagement(answers=Answers(words)))
    workspace.close()
    return path, keys.root_key


def _told(path: Path, key: bytes, clock: FakeClock, **how: Any) -> UserFacingError:
    with pytest.raises(UserFacingError) as caught:
        open_workspace(path, key, clock, **how)
    assert str(caught.value).endswith(".")  # the sentence is there, its blanks filled
    assert "{" not in str(caught.value)
    return caught.value


def test_a_wrong_key_is_told_from_a_damaged_start(
    keyed: tuple[Path, bytes], clock: FakeClock
) -> None:
    path, key = keyed
    before = path.read_bytes()
    assert _told(path, b"w" * 32, clock).message_id == "store.wrong-key"
    assert path.read_bytes() == before
    _flip(path, 20)
    assert _told(path, key, clock).message_id == "store.damaged-start"
    path.with_suffix(".keys").write_text("{}")
    assert _told(path, key, clock).message_id == "store.wrong-key-or-damaged"


def test_a_key_of_another_length_is_a_mistake_of_the_program(
    store_path: Path, clock: FakeClock
) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_workspace(store_path, b"short", clock)
    assert not store_path.exists()


@pytest.mark.parametrize(
    ("content", "message_id"),
    [
        (bytes(3 * PAGE), "store.zeros"),
        ("Dear Sir, thank you for your letter — regards\n".encode() * 40, "store.not-a-store"),
    ],
)
def test_files_of_another_kind_are_told_apart(
    store_path: Path, clock: FakeClock, content: bytes, message_id: str
) -> None:
    store_path.write_bytes(content)
    assert _told(store_path, ROOT_KEY, clock).message_id == message_id
    assert store_path.read_bytes() == content


def test_a_plain_database_is_refused(store_path: Path, clock: FakeClock) -> None:
    plain = sqlite3.connect(store_path)
    plain.execute("CREATE TABLE answer (value)")
    plain.close()
    assert _told(store_path, ROOT_KEY, clock).message_id == "store.not-protected"


def test_an_empty_file_counts_as_none(store_path: Path, clock: FakeClock) -> None:
    assert _told(store_path, ROOT_KEY, clock, create=False).message_id == "store.missing"
    assert not store_path.exists()
    store_path.touch()
    assert _told(store_path, ROOT_KEY, clock, create=False).message_id == "store.missing"
    open_workspace(store_path, ROOT_KEY, clock).close()
    assert store_path.stat().st_size > PAGE


def test_a_damaged_page_is_found_and_told(keyed: tuple[Path, bytes], clock: FakeClock) -> None:
    path, key = keyed
    connection = connect(path, key)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'answer'"
    ).fetchone()
    connection.close()
    _flip(path, (page - 1) * PAGE + 100)
    workspace = open_workspace(path, key, clock)
    assert [entry.message_id for entry in workspace.verify()] == ["store.pages-damaged"]
    with (
        workspace.unit_of_work() as work,
        pytest.raises(UserFacingError, match="damaged in one place"),
    ):
        work.engagements.get(work.engagements.list()[0].id)
    workspace.close()


def test_two_pages_that_changed_places_are_found(
    keyed: tuple[Path, bytes], clock: FakeClock
) -> None:
    path, key = keyed
    data = bytearray(path.read_bytes())
    last = len(data) - PAGE
    data[-2 * PAGE : -PAGE], data[last:] = data[last:], data[-2 * PAGE : -PAGE]
    path.write_bytes(data)
    workspace = open_workspace(path, key, clock)
    assert workspace.verify() != []
    workspace.close()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, clock: FakeClock) -> None:
    told = _told(tmp_path / "nowhere" / "store.db", ROOT_KEY, clock)
    assert told.message_id == "store.cannot-open"
    assert "nowhere" in str(told)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False
    )
    if made.returncode:
        if os.environ.get("CI"):
            pytest.fail("no small disk could be made here")
        pytest.skip("only root may make a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_loses_nothing_that_was_saved(small_disk: Path, clock: FakeClock) -> None:
    workspace = open_workspace(small_disk / "store.db", ROOT_KEY, clock)
    saved = add(workspace, an_engagement())
    try:
        with pytest.raises(UserFacingError) as caught:  # noqa: PT012 - one of these saves
            for number in range(200):
                words = an_answer(f"q{number}", "x" * 20_000)
                saved = save(workspace, replace(saved, answers=saved.answers.with_(words)))
        assert caught.value.message_id == "store.disk-full"
        assert 3 < len(saved.answers) < 150
        assert get(workspace, saved.id) == saved
        workspace.close()
        # After space is made the same change goes through.
        subprocess.run(["mount", "-o", "remount,size=6m", small_disk], check=True)
        workspace = open_workspace(small_disk / "store.db", ROOT_KEY, clock)
        assert get(workspace, saved.id) == saved
        save(
            workspace, replace(saved, answers=saved.answers.with_(an_answer("last", "x" * 20_000)))
        )
        with workspace.unit_of_work() as work:
            work.packs.put(PACK.id, PACK.version, PACK.sha256, b"the pack")
            work.commit()
        assert workspace.verify() == []
    finally:
        workspace.close()


def test_a_write_protected_folder_is_told(small_disk: Path, clock: FakeClock) -> None:
    open_workspace(small_disk / "store.db", ROOT_KEY, clock).close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    told = _told(small_disk / "store.db", ROOT_KEY, clock)
    assert told.message_id == "store.read-only"


def test_a_disk_too_full_or_protected_for_a_copy_loses_no_copy_and_no_client(
    small_disk: Path, store_path: Path, clock: FakeClock
) -> None:
    workspace = open_workspace(store_path, ROOT_KEY, clock)
    engagement = add(workspace, an_engagement())
    copy = small_disk / "copy.db"
    workspace.backup(copy)
    good = copy.read_bytes()
    words = [an_answer(f"q{number}", "x" * 20_000) for number in range(120)]
    engagement = save(workspace, replace(engagement, answers=Answers(words)))
    for remount in ("remount,size=2m", "remount,ro"):
        subprocess.run(["mount", "-o", remount, small_disk], check=True)
        with pytest.raises(UserFacingError) as caught:
            workspace.backup(copy)
        assert caught.value.message_id == "store.backup-failed"
        assert str(small_disk) in str(caught.value)
        assert [path.name for path in small_disk.iterdir()] == ["copy.db"]
        assert copy.read_bytes() == good
    assert get(workspace, engagement.id) == engagement
    workspace.close()


def test_a_backup_that_finds_no_room_here_leaves_the_store_as_it_was(
    small_disk: Path, store_path: Path, clock: FakeClock
) -> None:
    workspace = open_workspace(store_path, ROOT_KEY, clock)
    words = [an_answer(f"q{number}", "x" * 20_000) for number in range(120)]
    add(workspace, an_engagement(answers=Answers(words)))
    workspace.close()
    present = open_workspace(small_disk / "store.db", ROOT_KEY, clock)
    mine = add(present, an_engagement())
    present.close()
    with pytest.raises(UserFacingError) as caught:
        restore(store_path, small_disk / "store.db", ROOT_KEY, START)
    assert caught.value.message_id == "store.restore-failed"
    present = open_workspace(small_disk / "store.db", ROOT_KEY, clock)
    assert get(present, mine.id) == mine
    assert present.verify() == []
    present.close()
    assert not [path for path in small_disk.iterdir() if "restoring" in path.name]


def test_a_copy_of_a_store_with_damaged_or_swapped_pages_is_refused(
    keyed: tuple[Path, bytes], tmp_path: Path, clock: FakeClock
) -> None:
    """A copy that does not say so would push the last good ones out by and by."""
    path, key = keyed
    data = path.read_bytes()
    path.write_bytes(data[: -2 * PAGE] + data[-PAGE:] + data[-2 * PAGE : -PAGE])
    workspace = open_workspace(path, key, clock)
    with pytest.raises(UserFacingError) as caught:
        workspace.backup(tmp_path / "copy.db")
    assert str(caught.value).endswith(".")
    assert not (tmp_path / "copy.db").exists()
    workspace.close()


def test_two_windows_that_copy_at_once_leave_one_whole_copy(
    store_path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    windows = [open_workspace(store_path, ROOT_KEY, clock) for _ in range(2)]
    engagement = add(windows[0], an_engagement())
    target = tmp_path / "usb" / "copy.db"
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda window: window.backup(target), windows))
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]
    copy = open_workspace(target, ROOT_KEY, clock)
    assert get(copy, engagement.id) == engagement
    for each in (copy, *windows):
        each.close()


def test_another_program_that_holds_the_file_is_told(
    store_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert BUSY_SECONDS >= 1
    monkeypatch.setattr("onboard.store.engine.BUSY_SECONDS", 0.05)
    workspace = open_workspace(store_path, ROOT_KEY, clock)
    engagement = add(workspace, an_engagement())
    other = connect(store_path, ROOT_KEY, wal=True)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(UserFacingError) as caught:
            save(workspace, replace(engagement, corrections=("yes",)))
        assert caught.value.message_id == "store.busy"
        assert get(workspace, engagement.id) == engagement  # readers are never blocked
    finally:
        other.rollback()
        other.close()
    save(workspace, replace(engagement, corrections=("yes",)))
    workspace.close()


def test_every_connection_is_encrypted_and_set_for_safety(store_path: Path) -> None:
    engine = local_engine(store_path, HeldKey(ROOT_KEY))
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("cipher_status", "journal_mode", "synchronous", "foreign_keys")
        }
    engine.dispose()
    assert settings == {
        "cipher_status": "1",
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
    }


def _flip(path: Path, place: int) -> None:
    with path.open("rb+") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 1]))
