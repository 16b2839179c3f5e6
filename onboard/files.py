"""Files written whole or not at all, and read back before anyone says that they are saved."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from onboard.errors import UserFacingError

LARGEST = 600_000_000


def read_checked(path: Path, most: int = LARGEST) -> bytes:
    """The bytes of a file that somebody named.

    Raises:
        UserFacingError: it is missing, cannot be read or is far too large.
    """
    try:
        if not path.is_file():  # a folder, a pipe or a device has no end that one could wait for
            raise UserFacingError("cli.no-file", name=_shown(path))
        if path.stat().st_size > most:
            raise UserFacingError("file.too-large", name=_shown(path), limit=most // 10**6)
        return path.read_bytes()
    except OSError as error:
        raise UserFacingError("cli.no-file", name=_shown(path)) from error


def read_start(path: Path, most: int) -> bytes:
    """The first bytes of a file that somebody named: enough to see that it is far too large.

    Raises:
        UserFacingError: it is missing or cannot be read.
    """
    try:
        if not path.is_file():
            raise UserFacingError("cli.no-file", name=_shown(path))
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise UserFacingError("cli.no-file", name=_shown(path)) from error


def write_checked(path: Path, data: bytes) -> None:
    """Write beside, read back, then replace: a half-written file never takes a good one's place.

    Raises:
        UserFacingError: the disk is full or the folder cannot be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:  # never through something that lies there already
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if part.read_bytes() != data:
            raise UserFacingError("cli.read-back-failed", name=_shown(path))
        part.replace(path)
    except OSError as error:
        raise UserFacingError("cli.cannot-write", name=_shown(path)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _shown(path: Path) -> str:
    """A file's name without signs that drive a terminal; it can come from a stranger, too."""
    return "".join(sign if sign.isprintable() else "?" for sign in path.name)
