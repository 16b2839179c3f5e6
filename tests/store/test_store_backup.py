from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from store_kit import ROOT_KEY, START, FakeClock, add, an_answer, an_engagement, get, save

from onboard.errors import UserFacingError
from onboard.interview.answers import Answers
from onboard.store import backup, restoring
from onboard.store.engine import connect
from onboard.store.vault import derive_key
from onboard.store.workspace import SqlWorkspace, open_workspace


def test_a_backup_opens_as_a_store_and_brings_the_key_slots(
    workspace: SqlWorkspace, tmp_path: Path, clock: FakeClock
) -> None:
    engagement = add(workspace, an_engagement(answers=Answers([an_answer("people", 6)])))
    (tmp_path / "store.keys").write_text("slots")
    target = tmp_path / "usb" / "onboard-2026-11-21.db"
    workspace.backup(target)
    assert {path.name for path in target.parent.iterdir()} == {
        "onboard-2026-11-21.db",
        "onboard-2026-11-21.keys",
    }
    assert target.with_suffix(".keys").read_text() == "slots"
    copy = open_workspace(target, ROOT_KEY, clock)
    assert get(copy, engagement.id) == engagement
    assert copy.verify() == []
    copy.close()


def test_a_copy_that_reads_back_wrong_is_thrown_away_and_the_old_one_stays(
    workspace: SqlWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "usb" / "store.db"
    workspace.backup(target)
    before = target.read_bytes()
    copy = backup._copy

    def damage(store: Path, part: Path, key: bytes) -> dict[str, int]:
        counted = copy(store, part, key)
        data = bytearray(part.read_bytes())
        data[-100] ^= 1
        part.write_bytes(data)
        return counted

    monkeypatch.setattr(backup, "_copy", damage)
    with pytest.raises(UserFacingError) as caught:
        workspace.backup(target)
    assert caught.value.message_id == "store.backup-not-verified"
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["store.db"]


def test_a_copy_that_lost_rows_is_thrown_away(
    workspace: SqlWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(workspace, an_engagement(answers=Answers([an_answer("people", 6)])))
    copy = backup._copy

    def lose(store: Path, part: Path, key: bytes) -> dict[str, int]:
        counted = copy(store, part, key)
        connection = connect(part, key)
        connection.execute("DELETE FROM answer")
        connection.close()
        return counted

    monkeypatch.setattr(backup, "_copy", lose)
    with pytest.raises(UserFacingError, match="could not be read back"):
        workspace.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_backup_never_replaces_the_store_itself(
    workspace: SqlWorkspace, store_path: Path
) -> None:
    with pytest.raises(UserFacingError, match="over the file it is made from"):
        workspace.backup(store_path.parent / "." / "store.db")


def test_a_folder_that_cannot_be_made_is_told(workspace: SqlWorkspace, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserFacingError) as caught:
        workspace.backup(tmp_path / "file" / "copy.db")
    assert caught.value.message_id == "store.backup-failed"


def test_restoring_brings_the_copy_back_and_moves_the_present_aside(
    workspace: SqlWorkspace, tmp_path: Path, store_path: Path, clock: FakeClock
) -> None:
    before = add(workspace, an_engagement())
    workspace.backup(tmp_path / "copy.db")
    after = save(workspace, an_engagement(id=before.id, corrections=("later",)))
    workspace.close()
    aside = restoring.restore(tmp_path / "copy.db", store_path, ROOT_KEY, START)
    restored = open_workspace(store_path, ROOT_KEY, clock)
    assert get(restored, before.id) == before
    restored.close()
    assert aside == store_path.with_name("store.replaced-20261121-093000.db")
    kept = open_workspace(aside, ROOT_KEY, clock)
    assert get(kept, before.id) == after
    kept.close()


def test_restoring_into_an_empty_folder_brings_the_key_slots(
    workspace: SqlWorkspace, tmp_path: Path, clock: FakeClock
) -> None:
    (tmp_path / "store.keys").write_text("slots")
    workspace.backup(tmp_path / "usb" / "copy.db")
    new = tmp_path / "new" / "store.db"
    new.parent.mkdir()
    assert restoring.restore(tmp_path / "usb" / "copy.db", new, ROOT_KEY, START) is None
    assert new.with_suffix(".keys").read_text() == "slots"
    open_workspace(new, ROOT_KEY, clock, create=False).close()


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_copy_that_is_no_good_changes_nothing(
    workspace: SqlWorkspace, tmp_path: Path, store_path: Path, clock: FakeClock, harm: str
) -> None:
    engagement = add(workspace, an_engagement())
    copy = tmp_path / "copy.db"
    workspace.backup(copy)
    workspace.close()
    if harm == "missing":
        copy.unlink()
    else:
        data = bytearray(copy.read_bytes())
        data[-100] ^= 1
        copy.write_bytes(data)
    with pytest.raises(UserFacingError):
        restoring.restore(copy, store_path, ROOT_KEY, START)
    again = open_workspace(store_path, ROOT_KEY, clock)
    assert get(again, engagement.id) == engagement
    again.close()


def _files(folder: Path) -> dict[str, bytes]:
    """Everything that lies under a folder; the present store's own files aside."""
    own = ("store.db", "store.db-wal", "store.db-shm")
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (path.parent == folder and path.name in own)
    }


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("store.keys", "store.backup-named-keys"),
        ("usb/new.KEYS", "store.backup-named-keys"),
        ("store.bak", "store.backup-onto-itself"),  # its key file would be the store's own
        ("usb", "store.backup-onto-folder"),
        ("usb/letter.docx", "store.backup-onto-other"),
        ("usb/store.db", "store.backup-onto-other"),
        ("usb/lonely.db", "store.backup-onto-keys"),
    ],
)
def test_a_backup_destroys_nothing_that_is_no_older_copy_of_this_store(
    workspace: SqlWorkspace, tmp_path: Path, clock: FakeClock, target: str, told: str
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    (tmp_path / "store.keys").write_text("slots")
    (usb / "letter.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    open_workspace(usb / "store.db", bytes(32), clock).close()  # another home's
    (usb / "store.keys").write_text("slots of another store")
    (usb / "lonely.keys").write_text("slots of another store")
    before = _files(tmp_path)
    with pytest.raises(UserFacingError) as caught:
        workspace.backup(tmp_path / target)
    assert caught.value.message_id == told
    assert _files(tmp_path) == before


def test_an_older_copy_is_replaced_also_when_its_start_is_damaged(
    workspace: SqlWorkspace, tmp_path: Path, clock: FakeClock
) -> None:
    keys = {"check": base64.b64encode(derive_key(ROOT_KEY, "key-check")).decode()}
    (tmp_path / "store.keys").write_text(json.dumps(keys))
    target = tmp_path / "usb" / "copy.db"
    workspace.backup(target)
    engagement = add(workspace, an_engagement())
    target.write_bytes(b"\xff" * 64 + target.read_bytes()[64:])
    workspace.backup(target)
    copy = open_workspace(target, ROOT_KEY, clock, create=False)
    assert get(copy, engagement.id) == engagement
    copy.close()


def test_key_slots_are_not_touched_when_the_copy_cannot_take_its_name(
    workspace: SqlWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "store.keys").write_text("slots")
    target = tmp_path / "usb" / "copy.db"
    target.parent.mkdir()
    replace = Path.replace

    def refuse(path: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError
        return replace(path, to)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserFacingError) as caught:
        workspace.backup(target)
    assert caught.value.message_id == "store.backup-failed"
    assert list(target.parent.iterdir()) == []
