"""What a fault of the database means for a person, told by its sentence."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
from enum import IntEnum
from pathlib import Path

from onboard.errors import UserFacingError
from onboard.store.vault import derive_key

_PLAIN_HEADER = b"SQLite format 3\x00"
_PAGE_BYTES = 4096


class _Code(IntEnum):
    """Primary result codes of SQLite."""

    BUSY = 5
    LOCKED = 6
    READONLY = 8
    IOERR = 10
    CORRUPT = 11
    FULL = 13
    CANTOPEN = 14
    NOTADB = 26


def explain(error: BaseException | None, path: Path, root_key: bytes) -> UserFacingError | None:
    """The sentence for a fault, or None when it is a mistake of this program."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    folder = str(path.parent)
    match code:
        case _Code.FULL:
            return UserFacingError("store.disk-full")
        case _Code.READONLY:
            return UserFacingError("store.read-only", folder=folder)
        case _Code.CANTOPEN if path.parent.is_dir() and not os.access(path.parent, os.W_OK):
            return UserFacingError("store.read-only", folder=folder)  # no room for the log
        case _Code.CANTOPEN:
            return UserFacingError("store.cannot-open", folder=folder)
        case _Code.BUSY | _Code.LOCKED:
            return UserFacingError("store.busy")
        case _Code.IOERR:
            return UserFacingError("store.disk-trouble")
        case _Code.CORRUPT:
            return UserFacingError("store.damaged-page")
        case _Code.NOTADB:
            return _why_unreadable(path, root_key)
    return None


def is_busy(error: BaseException) -> bool:
    """Whether somebody else has the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (_Code.BUSY, _Code.LOCKED)


def refuse_foreign_file(path: Path) -> None:
    """Tell files that are no protected store by their first page, before a key is tried.

    SQLCipher says "file is not a database" for all of them and for a wrong key.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_PAGE_BYTES)
    except PermissionError as error:
        raise UserFacingError("store.cannot-open", folder=str(path.parent)) from error
    if start.startswith(_PLAIN_HEADER):
        raise UserFacingError("store.not-protected")
    if not start.strip(b"\x00"):
        raise UserFacingError("store.zeros")
    if _reads_as_text(start):
        raise UserFacingError("store.not-a-store")


def sidecar(path: Path) -> Path:
    """Where the key slots of a store lie: `store.keys` beside `store.db`."""
    return path.with_suffix(".keys")


def fits_keys(keys: Path, root_key: bytes) -> bool | None:
    """Whether a file of key slots holds this root key; None where the file cannot tell.

    It carries a check value of the root key (written by `onboard.keychain`, same derivation).
    """
    try:
        content = json.loads(keys.read_bytes())
        expected = base64.b64decode(content["check"], validate=True)
    except (OSError, ValueError, TypeError, KeyError, binascii.Error):
        return None
    return hmac.compare_digest(expected, derive_key(root_key, "key-check")[: len(expected)])


def _why_unreadable(path: Path, root_key: bytes) -> UserFacingError:
    """A wrong key and a damaged start look the same to SQLCipher; the key slots know better."""
    match fits_keys(sidecar(path), root_key):
        case None:
            return UserFacingError("store.wrong-key-or-damaged")
        case True:
            return UserFacingError("store.damaged-start")
        case False:
            return UserFacingError("store.wrong-key")


def _reads_as_text(data: bytes) -> bool:
    try:
        text = data[:512].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < 500:  # not merely a character cut off at the end
            return False
        text = data[: error.start].decode("utf-8")
    return all(character.isprintable() or character in "\r\n\t\ufeff" for character in text)
