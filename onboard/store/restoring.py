"""Bring a copy back in place of the store: all of it or nothing, whenever the program is stopped.

What is to come lies ready beside the store, under names that end in `.restoring`. Taking the file's
place is one step; only then the key slots follow. Whoever opens the store next clears up first, and
sees from what still lies there how far it had come.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from onboard.errors import UserFacingError
from onboard.store.backup import COPYING, copy_file, make_folder_durable
from onboard.store.checkup import check_file
from onboard.store.engine import connect
from onboard.store.faults import explain, fits_keys, is_busy, refuse_foreign_file, sidecar
from onboard.store.migrate import refuse_newer

_READY = ".restoring"
_LOGS = ("-wal", "-shm")


def refuse_bad_copy(source: Path, root_key: bytes) -> None:
    """Raises `UserFacingError`: the copy is missing, foreign, damaged or of a newer program."""
    if not source.is_file() or source.stat().st_size == 0:
        raise UserFacingError("store.missing", folder=str(source.parent))
    refuse_foreign_file(source)
    found = check_file(source, root_key)
    if found:
        raise UserFacingError(found[0].message_id, **dict(found[0].arguments))
    refuse_newer(source, root_key)


def restore(
    source: Path, store: Path, root_key: bytes, at: datetime, *, present_key: bytes | None = None
) -> Path | None:
    """Bring a copy back in place of the store, which is kept aside and not deleted.

    Every workspace on the store must be closed. The key slots of the store stay where they fit the
    copy: a passphrase changed since then stays changed. Where they do not, those of the copy come
    with it, and the others are kept aside too.

    Args:
        source: the copy.
        store: what it takes the place of; it need not be there.
        root_key: that of the copy.
        at: for the name of what is kept aside.
        present_key: that of the store, where it is another one and known.

    Returns:
        Where the store of before now lies, if there was one.

    Raises:
        UserFacingError: the copy is no good, the store is open elsewhere, or the disk is full; the
            store then stands as it was.
    """
    refuse_bad_copy(source, root_key)
    keys, fitting = sidecar(store), fits_keys(sidecar(store), root_key)
    if keys.exists() and not fitting and not sidecar(source).is_file():
        raise UserFacingError("store.restore-without-keys", name=sidecar(source).name)
    finish_restore(store)
    aside: Path | None = None
    try:
        copy_file(source, _ready(store))
        if not fitting and sidecar(source).is_file():
            copy_file(sidecar(source), _ready(keys))
        if store.exists():
            _close_log(store, present_key or root_key)
            aside = _keep_aside(store, at)
        for ending in _LOGS:  # those of the other file would be played into the new one
            store.with_name(store.name + ending).unlink(missing_ok=True)
        _ready(store).replace(store)
        finish_restore(store)
        make_folder_durable(store.parent)
    except OSError as error:
        raise UserFacingError("store.restore-failed", folder=str(store.parent)) from error
    finally:
        _drop_what_is_ready(store)
    return aside


def finish_restore(store: Path) -> None:
    """Clear up after a restore that was stopped: back to before it, or to its end."""
    keys = sidecar(store)
    if not _ready(store).exists() and _ready(keys).exists():
        # The file has taken its place, its key slots have not.
        with contextlib.suppress(OSError):
            _ready(keys).replace(keys)
    _drop_what_is_ready(store)


def _ready(path: Path) -> Path:
    return path.with_name(path.name + _READY)


def _drop_what_is_ready(store: Path) -> None:
    """The key slots first: alone they would mean that the file has taken its place."""
    keys = sidecar(store)
    with contextlib.suppress(OSError):
        if _ready(store).exists():
            _ready(keys).unlink(missing_ok=True)
            _ready(store).unlink()
            _drop_twins(store)
        for path in (store, keys):
            half = _ready(path)
            half.with_name(half.name + COPYING).unlink(missing_ok=True)


def _drop_twins(store: Path) -> None:
    """A second name for the store itself is none that may be opened: it would have its own log."""
    for twin in store.parent.glob(f"{store.stem}.replaced-*{store.suffix}"):
        if store.exists() and twin.samefile(store):
            for path in (twin, twin.with_name(twin.name + "-wal"), sidecar(twin)):
                path.unlink(missing_ok=True)


def _close_log(store: Path, key: bytes) -> None:
    """Fold the log into the file, which works only while nobody else has the store open.

    A store that cannot be read is moved as it is, with its log: SQLite deletes the log of a file
    that it does not understand, so it is put back.

    Raises:
        UserFacingError: another window or program has it open.
    """
    log = store.with_name(store.name + "-wal")
    written = log.read_bytes() if log.exists() else b""
    try:
        connection = connect(store, key)
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            connection.close()
    except dbapi2.Error as error:
        if is_busy(error):
            raise UserFacingError("store.open-elsewhere") from error
        if explain(error, store, key) is None:
            raise
        if written and not log.exists():
            log.write_bytes(written)


def _keep_aside(store: Path, at: datetime) -> Path:
    aside, number = store.with_name(f"{store.stem}.replaced-{at:%Y%m%d-%H%M%S}{store.suffix}"), 1
    while aside.exists():
        number += 1
        name = f"{store.stem}.replaced-{at:%Y%m%d-%H%M%S}-{number}{store.suffix}"
        aside = store.with_name(name)
    for ending in ("", "-wal"):
        log = store.with_name(store.name + ending)
        if log.exists():
            _link_or_copy(log, aside.with_name(aside.name + ending))
    if sidecar(store).exists():
        copy_file(sidecar(store), sidecar(aside))
    return aside


def _link_or_copy(source: Path, target: Path) -> None:
    """A second name for the same file takes no room; where the disk knows none, a copy."""
    try:
        os.link(source, target)
    except (OSError, NotImplementedError):
        shutil.copyfile(source, target)
        target.chmod(0o600)
