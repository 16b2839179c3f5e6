"""A verified copy of the store."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from onboard.errors import UserFacingError
from onboard.store.backup_target import refuse_target
from onboard.store.checkup import check_file
from onboard.store.engine import connect
from onboard.store.faults import explain, sidecar

COPYING, HALF = ".copying", ".part"
"""Endings of what is not whole yet."""
_OF_THE_TARGET = ("store.disk-full", "store.read-only", "store.cannot-open", "store.disk-trouble")
"""Faults that are those of the folder for copies; of the store they would be told otherwise."""


def back_up(store: Path, target: Path, root_key: bytes) -> None:
    """Copy the store to `target`, read the copy back, and only then give it its name.

    The copy has the same key. The key slots go beside it (`target` with the ending `.keys`); they
    are of no use without keychain, passphrase or recovery code. Writers wait meanwhile (under a
    second for a usual store), so that the rows can be counted on both sides.

    Raises:
        UserFacingError: something else lies there, the folder is full or cannot be written, or the
            copy is not as it should be. What lay there then stands as it was.
    """
    refuse_target(store, target, root_key)
    # Two windows may be at it at once: each writes under a name of its own.
    mark = secrets.token_hex(4)
    part = target.with_name(f"{target.name}.{mark}{HALF}")
    slots = sidecar(target).with_name(f"{sidecar(target).name}.{mark}{HALF}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        counted = _copy(store, part, root_key)
        _read_back(part, root_key, counted)
        _make_durable(part)
        part.chmod(0o600)
        if sidecar(store).is_file():  # written before, for the room; named after the copy is
            copy_file(sidecar(store), slots)
        part.replace(target)
        if slots.is_file():
            slots.replace(sidecar(target))
        make_folder_durable(target.parent)
    except dbapi2.Error as error:
        told = explain(error, target, root_key)
        if told is None or told.message_id in _OF_THE_TARGET:
            told = UserFacingError("store.backup-failed", folder=str(target.parent))
        raise told from error
    except OSError as error:
        raise UserFacingError("store.backup-failed", folder=str(target.parent)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            slots.unlink(missing_ok=True)


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


def copy_file(source: Path, target: Path) -> None:
    """Copy in one step and durably, for the owner alone."""
    part = target.with_name(target.name + COPYING)
    shutil.copyfile(source, part)
    part.chmod(0o600)
    _make_durable(part)
    part.replace(target)


def _make_durable(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def make_folder_durable(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
