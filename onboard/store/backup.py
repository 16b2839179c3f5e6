"""A verified copy of the store, and the way back."""

from __future__ import annotations

import contextlib
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from onboard.errors import UserFacingError
from onboard.store.checkup import check_file
from onboard.store.engine import connect, empty_log
from onboard.store.faults import explain, refuse_foreign_file, sidecar


def back_up(store: Path, target: Path, root_key: bytes) -> None:
    """Copy the store to `target`, read the copy back, and only then give it its name.

    The copy has the same key. The key slots go beside it (`target` with the ending `.keys`); they
    are of no use without keychain, passphrase or recovery code. Writers wait meanwhile (under a
    second for a usual store), so that the rows can be counted on both sides.

    Raises:
        UserFacingError: the folder is full or cannot be written, or the copy is not as it should
            be. An older copy of the same name then stands as it was.
    """
    if target.resolve() == store.resolve():
        raise UserFacingError("store.backup-onto-itself")
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        counted = _copy(store, part, root_key)
        _read_back(part, root_key, counted)
        _make_durable(part)
        if sidecar(store).is_file():
            _copy_file(sidecar(store), sidecar(target))
        part.replace(target)
        _make_folder_durable(target.parent)
    except dbapi2.Error as error:
        told = explain(error, target, root_key)
        raise told or UserFacingError("store.backup-failed", folder=str(target.parent)) from error
    except OSError as error:
        raise UserFacingError("store.backup-failed", folder=str(target.parent)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def restore(source: Path, store: Path, root_key: bytes, at: datetime) -> Path | None:
    """Bring a copy back in place of the store, which is moved aside and not deleted.

    Every workspace on the store must be closed. The key slots are brought back only where the store
    has none. Returns where the store of before now lies, if there was one.

    Raises:
        UserFacingError: the copy cannot be read or is damaged; the store then stands as it was.
    """
    if not source.is_file() or source.stat().st_size == 0:
        raise UserFacingError("store.missing", folder=str(source.parent))
    refuse_foreign_file(source)
    found = check_file(source, root_key)
    if found:
        raise UserFacingError(found[0].message_id, **dict(found[0].arguments))
    part = store.with_name(store.name + ".part")
    aside = store.with_name(f"{store.stem}.replaced-{at:%Y%m%d-%H%M%S}{store.suffix}")
    try:
        _copy_file(source, part)
        if store.exists():
            with contextlib.suppress(dbapi2.Error):  # damaged beyond opening: moved as it is
                empty_log(store, root_key)
            store.replace(aside)
        for ending in ("-wal", "-shm"):
            store.with_name(store.name + ending).unlink(missing_ok=True)
        part.replace(store)
        if not sidecar(store).exists() and sidecar(source).is_file():
            _copy_file(sidecar(source), sidecar(store))
        _make_folder_durable(store.parent)
    except OSError as error:
        raise UserFacingError("store.restore-failed", folder=str(store.parent)) from error
    return aside if aside.exists() else None


def _copy(store: Path, part: Path, root_key: bytes) -> dict[str, int]:
    """The rows of each table, counted while nobody could write."""
    copying, holding = connect(store, root_key, wal=True), connect(store, root_key, wal=True)
    try:
        holding.execute("BEGIN IMMEDIATE")
        copying.execute("VACUUM INTO ?", (str(part),))
        return _count_rows(holding)
    finally:
        holding.close()
        copying.close()


def _read_back(part: Path, root_key: bytes, expected: dict[str, int]) -> None:
    if check_file(part, root_key):
        raise UserFacingError("store.backup-not-verified")
    connection = connect(part, root_key)
    try:
        counted = _count_rows(connection)
    finally:
        connection.close()
    if counted != expected:
        raise UserFacingError("store.backup-not-verified")


def _count_rows(connection: Any) -> dict[str, int]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in tables
    }


def _copy_file(source: Path, target: Path) -> None:
    part = target.with_name(target.name + ".copying")
    shutil.copyfile(source, part)
    part.chmod(0o600)
    _make_durable(part)
    part.replace(target)


def _make_durable(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _make_folder_durable(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
