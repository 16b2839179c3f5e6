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
            raise UserFacingError("cli.no-file", name=path.name)
        if path.stat().st_size > most:
            raise UserFacingError("file.too-large", name=path.name, limit=most // 10**6)
        return path.read_bytes()
    except OSError as error:
        raise UserFacingError("cli.no-file", name=path.name) from error


def read_start(path: Path, most: int) -> bytes:
    """The first bytes of a file that somebody named: enough to see that it is far too large.

    Raises:
        UserFacingError: it is missing or cannot be read.
    """
    try:
        if not path.is_file():
            raise UserFacingError("cli.no-file", name=path.name)
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise UserFacingError("cli.no-file", name=path.name) from error


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
            raise UserFacingError("cli.read-back-failed", name=path.name)
        part.replace(path)
    except OSError as error:
        raise UserFacingError("cli.cannot-write", name=path.name) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
