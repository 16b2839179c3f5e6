"""The outside of both files: magic, version, kind, a header of fixed length, then the body.

No length stands in a file: what follows the header is the body, and a seal over all of it says if
it is whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from onboard.errors import UserFacingError

MAGIC = b"ONBH"
VERSION = 1
_START_BYTES = len(MAGIC) + 2


class FileKind(IntEnum):
    ASK = 1
    REPLY = 2


ENDINGS = {FileKind.ASK: ".onboard-ask", FileKind.REPLY: ".onboard-reply"}
HEADER_BYTES = {FileKind.ASK: 16 + 12 + 32, FileKind.REPLY: 32}
LARGEST = {FileKind.ASK: 8_000_000, FileKind.REPLY: 2_000_000}
"""In bytes. A question file may bring a pack of its own along; a usual one has 30,000."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a file. `start` is all that stands before the body, to be authenticated."""

    start: bytes
    header: bytes
    body: bytes


def start_of(kind: FileKind, header: bytes) -> bytes:
    """All that stands before the body."""
    if len(header) != HEADER_BYTES[kind]:
        raise ValueError("a header has its fixed length")
    return MAGIC + bytes([VERSION, kind]) + header


def unframed(data: bytes, wanted: FileKind) -> Frame:
    """The parts of a file of the wanted kind; nothing in it is trusted yet.

    Raises:
        UserFacingError: no such file, one of a newer program, the other kind, or far too large.
    """
    if len(data) < _START_BYTES or not data.startswith(MAGIC):
        raise UserFacingError(f"handover.no-{wanted.name.lower()}")
    version, number = data[len(MAGIC)], data[len(MAGIC) + 1]
    if version > VERSION:
        raise UserFacingError("handover.too-new")
    if version < VERSION or number not in set(FileKind):
        raise UserFacingError("handover.damaged")
    if number != wanted:
        raise UserFacingError(f"handover.not-{wanted.name.lower()}")
    if len(data) > LARGEST[wanted]:
        raise UserFacingError("handover.too-large", limit=LARGEST[wanted] // 10**6)
    end = _START_BYTES + HEADER_BYTES[wanted]
    return Frame(data[:end], data[_START_BYTES:end], data[end:])
