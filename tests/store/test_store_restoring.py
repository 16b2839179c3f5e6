"""The way back: refused whole or done whole, also when the program is killed in between."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from store_kit import ROOT_KEY, START, FakeClock, add, an_answer, an_engagement, get, save, tamper
from store_mover import SECRET, secret_of

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.interview.answers import Answers
from onboard.keychain.custody import KeyCustody
from onboard.store import restoring
from onboard.store.backup import back_up
from onboard.store.describing import describe
from onboard.store.faults import fits_keys
from onboard.store.restoring import finish_restore, restore
from onboard.store.workspace import SqlWorkspace, open_workspace

MOVER = Path(__file__).with_name("store_mover.py")
KILLS = 250 if os.environ.get("SOAK") else 3
OTHER = "another good passphrase"


def _store(folder: Path, clock: FakeClock, names: int, passphrase: str) -> tuple[Path, bytes]:
    """A closed store with its key file."""
    folder.mkdir(exist_ok=True)
    keys = KeyCustody().create(folder / "store.keys", keyring=False, passphrase=passphrase)
    workspace = open_workspace(folder / "store.db", keys.root_key, clock)
    for _ in range(names):
        add(workspace, an_engagement(answers=Answers([an_answer("people", 6)])))
    workspace.close()
    (folder / SECRET).write_text(keys.root_key.hex())
    return folder / "store.db", keys.root_key


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Once for all: stretching a passphrase takes a moment."""
    folder = tmp_path_factory.mktemp("made")
    _store(folder / "here", FakeClock(), 1, "a good passphrase")
    _store(folder / "there", FakeClock(), 2, OTHER)
    return folder


@pytest.fixture
def two(tmp_path: Path, made: Path) -> tuple[Path, bytes, Path, bytes]:
    """A store with one client here, and a backup with two from another computer."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    store, other = tmp_path / "here" / "store.db", tmp_path / "there" / "store.db"
    return store, secret_of(store), other, secret_of(other)


def test_both_sides_are_told_apart_by_clients_and_newest_change(
    workspace: SqlWorkspace, store_path: Path, clock: FakeClock
) -> None:
    assert describe(store_path, ROOT_KEY).newest is None
    engagement = add(workspace, an_engagement())
    clock.move(5)
    save(workspace, an_engagement(id=engagement.id, corrections=("later",)))
    found = describe(store_path, ROOT_KEY)
    assert (found.clients, found.newest) == (1, clock.now())
    workspace.erase_client(engagement.id)
    assert describe(store_path, ROOT_KEY).clients == 0


def test_a_backup_from_another_computer_brings_its_keys_and_keeps_ours_aside(
    two: tuple[Path, bytes, Path, bytes],
) -> None:
    store, key, other, other_key = two
    aside = restore(other, store, other_key, START, present_key=key)
    assert aside is not None
    assert describe(store, other_key).clients == 2
    assert KeyCustody().unlock(store.with_suffix(".keys"), passphrase=OTHER) == other_key
    assert describe(aside, key).clients == 1
    assert fits_keys(aside.with_suffix(".keys"), key)
    assert not list(store.parent.glob("*.restoring*"))


def test_a_passphrase_changed_since_the_backup_stays_changed(
    tmp_path: Path, clock: FakeClock
) -> None:
    store, key = _store(tmp_path / "here", clock, 1, "what it was before")
    workspace = open_workspace(store, key, clock)
    workspace.backup(tmp_path / "copy.db")
    workspace.close()
    KeyCustody().change_passphrase(store.with_suffix(".keys"), key, "what it is now")
    restore(tmp_path / "copy.db", store, key, START)
    keys = store.with_suffix(".keys")
    assert KeyCustody().unlock(keys, passphrase="what it is now") == key


def test_a_store_that_another_window_has_open_is_not_replaced(
    workspace: SqlWorkspace, store_path: Path, tmp_path: Path, open_store: Any
) -> None:
    engagement = add(workspace, an_engagement())
    workspace.backup(tmp_path / "copy.db")
    with pytest.raises(UserFacingError) as caught:
        restore(tmp_path / "copy.db", store_path, ROOT_KEY, START)
    assert caught.value.message_id == "store.open-elsewhere"
    assert not list(store_path.parent.glob("store.replaced*"))
    assert get(workspace, engagement.id) == engagement
    save(workspace, engagement)
    assert workspace.verify() == []


def test_a_damaged_store_is_replaced_and_kept_with_its_log(
    workspace: SqlWorkspace, store_path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    engagement = add(workspace, an_engagement())
    workspace.backup(tmp_path / "copy.db")
    workspace.close()
    store_path.write_bytes(os.urandom(8192))
    store_path.with_name("store.db-wal").write_bytes(b"a log")
    aside = restore(tmp_path / "copy.db", store_path, ROOT_KEY, START)
    assert aside is not None
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"a log"
    again = open_workspace(store_path, ROOT_KEY, clock)
    assert get(again, engagement.id) == engagement
    again.close()


@pytest.mark.parametrize("harm", ["newer", "foreign", "half", "swapped"])
def test_a_backup_that_is_no_good_is_told_and_changes_nothing(
    workspace: SqlWorkspace, store_path: Path, tmp_path: Path, harm: str
) -> None:
    copy = tmp_path / "copy.db"
    add(workspace, an_engagement(answers=Answers([an_answer("q", "x" * 9000)])))
    workspace.backup(copy)
    workspace.close()
    data = copy.read_bytes()
    match harm:
        case "newer":
            tamper(copy, lambda c: c.execute("UPDATE alembic_version SET version_num = '0999'"))
        case "foreign":
            copy.write_text("Dear Sir, this is a letter and no backup.\n" * 90)
        case "half":
            copy.write_bytes(data[: len(data) // 2])
        case "swapped":
            copy.write_bytes(data[:-8192] + data[-4096:] + data[-8192:-4096])
    before = store_path.read_bytes()
    with pytest.raises(UserFacingError) as caught:
        restore(copy, store_path, ROOT_KEY, START)
    assert str(caught.value).endswith(".")
    assert store_path.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} <= {"copy.db", "store.db", "copy.db-wal",
                                                           "copy.db-shm"}  # fmt: skip


def test_keys_that_would_be_needed_and_are_not_there_are_asked_for(
    two: tuple[Path, bytes, Path, bytes],
) -> None:
    store, key, other, other_key = two
    other.with_suffix(".keys").unlink()
    with pytest.raises(UserFacingError) as caught:
        restore(other, store, other_key, START, present_key=key)
    assert caught.value.message_id == "store.restore-without-keys"
    assert describe(store, key).clients == 1


def test_a_full_disk_leaves_the_store_as_it_was(
    two: tuple[Path, bytes, Path, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, key, other, other_key = two

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(restoring, "_link_or_copy", full)
    with pytest.raises(UserFacingError) as caught:
        restore(other, store, other_key, START, present_key=key)
    assert caught.value.message_id == "store.restore-failed"
    assert describe(store, key).clients == 1
    assert not list(store.parent.glob("*.restoring*"))


@pytest.mark.parametrize("step", range(12))
def test_stopped_after_any_step_it_is_the_old_store_or_the_new(
    two: tuple[Path, bytes, Path, bytes], monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """A kill between two steps, at each of them in turn; the file fits its keys either way."""
    store, key, other, other_key = two
    left = step

    class Killed(BaseException):
        pass

    def counted(name: str, real: Any) -> Any:
        def one(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            if left == 0:
                raise Killed(name)
            left -= 1
            return real(*arguments, **named)

        return one

    with monkeypatch.context() as patched:
        for name in ("copy_file", "_link_or_copy", "_close_log", "make_folder_durable"):
            patched.setattr(restoring, name, counted(name, getattr(restoring, name)))
        for name in ("replace", "unlink"):
            patched.setattr(Path, name, counted(name, getattr(Path, name)))
        patched.setattr(restoring, "_drop_what_is_ready", lambda _: None)  # a kill tidies nothing
        with contextlib.suppress(Killed):
            restore(other, store, other_key, START, present_key=key)
    finish_restore(store)
    keys = store.with_suffix(".keys")
    holds = key if fits_keys(keys, key) else other_key
    assert fits_keys(keys, holds)
    assert describe(store, holds).clients == (1 if holds == key else 2)
    assert not list(store.parent.glob("*.restoring*"))
    for aside in store.parent.glob("store.replaced-*.db"):
        assert not aside.samefile(store)


@pytest.mark.slow
@pytest.mark.parametrize("deed", ["back-up", "restore"])
def test_killed_at_any_moment_nothing_is_half_there(
    two: tuple[Path, bytes, Path, bytes], tmp_path: Path, deed: str
) -> None:
    """A copy that bears its name is whole; a store is the one before or the one after."""
    store, key, other, other_key = two
    chance = random.Random(20261122)  # noqa: S311 - only picks moments
    back_up(store, tmp_path / "copy.db", key)
    if deed == "back-up":
        (tmp_path / "copy.db").unlink()
    done = 0
    for _ in range(KILLS):
        program = subprocess.Popen(
            [sys.executable, MOVER, deed, store, other, tmp_path / "copy.db"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert program.stdout is not None
        for _ in range(chance.randint(1, 4)):
            program.stdout.readline()
        for _ in range(chance.randint(0, 120_000)):
            pass
        program.kill()
        program.stdout.close()
        program.wait()
        finish_restore(store)
        opened = [
            describe(store, each).clients
            for each in (key, other_key)
            if fits_keys(store.with_suffix(".keys"), each)
        ]
        assert opened in ([1], [2])
        copy = tmp_path / "copy.db"
        if copy.exists():
            done += 1
            restoring.refuse_bad_copy(copy, key)
            assert describe(copy, key).clients == 1
    assert done


def test_ids_of_clients_stay_over_a_restore(
    workspace: SqlWorkspace, store_path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    wanted = EngagementId("01900000-0000-7000-8000-00000000beef")
    add(workspace, an_engagement(id=wanted))
    workspace.backup(tmp_path / "copy.db")
    workspace.close()
    restore(tmp_path / "copy.db", store_path, ROOT_KEY, START)
    again = open_workspace(store_path, ROOT_KEY, clock)
    again.note("store-restored")
    assert get(again, wanted).id == wanted
    assert again.verify() == []
    again.close()
