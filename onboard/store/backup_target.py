"""Where a copy of the store may go: never over anything but an older copy of this very store."""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2

from onboard.errors import UserFacingError
from onboard.store.engine import connect
from onboard.store.faults import fits_keys, refuse_foreign_file, sidecar

KEYS = ".keys"
_LOGS = ("-wal", "-journal")


def refuse_target(store: Path, target: Path, root_key: bytes) -> None:
    """Raises `UserFacingError`, before anything is written, when a copy would destroy something."""
    if target.is_dir():
        raise UserFacingError("store.backup-onto-folder", name=target.name or str(target))
    if target.suffix.lower() == KEYS:
        raise UserFacingError("store.backup-named-keys")
    if _is_same(target, store) or _is_same(sidecar(target), sidecar(store)):
        raise UserFacingError("store.backup-onto-itself")
    if _is_there(target) and not _is_older_copy(target, root_key):
        raise UserFacingError("store.backup-onto-other", name=target.name)
    keys = sidecar(target)
    if _is_there(keys) and not _are_own_slots(keys, store, root_key):
        raise UserFacingError("store.backup-onto-keys", name=keys.name)


def _is_same(one: Path, other: Path) -> bool:
    """By whatever name: a link, a second name, other capital letters on a disk that sees none."""
    try:
        if one.exists() and other.exists() and one.samefile(other):
            return True
        return one.resolve() == other.resolve()
    except OSError:
        return False


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False  # what is wrong with the folder is told when the copy is written


def _is_older_copy(target: Path, root_key: bytes) -> bool:
    """Whether the key of this store opens it.

    A copy that was damaged in its first page opens with no key; the key slots beside it still tell
    whose it was.
    """
    try:
        if not target.is_file() or target.is_symlink():
            return False
        refuse_foreign_file(target)
        for ending in _LOGS:  # a store in use; SQLite deletes the log of a file it cannot read
            log = target.with_name(target.name + ending)
            if log.exists() and log.stat().st_size:
                return False
        connect(target, root_key).close()
    except dbapi2.Error:
        return target.suffix == ".db" and fits_keys(sidecar(target), root_key) is True
    except (OSError, UserFacingError):
        return False
    return True


def _are_own_slots(keys: Path, store: Path, root_key: bytes) -> bool:
    try:
        if not keys.is_file():
            return False
        if fits_keys(keys, root_key):
            return True
        return sidecar(store).is_file() and keys.read_bytes() == sidecar(store).read_bytes()
    except OSError:
        return False
