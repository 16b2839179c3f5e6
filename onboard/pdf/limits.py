"""What a file from outside may make the parser unpack, looked at before it is parsed."""

from __future__ import annotations

import re
import zlib

LARGEST = 16 * 1024 * 1024
"""Bytes of a file that is looked at at all; our papers have a hundredth of it."""
LARGEST_UNPACKED = 32 * 1024 * 1024
"""Bytes that reading all its packed streams may take, in and out together; ours take two."""

MOST_STREAMS = 20_000
LARGEST_DATA = 4 * 1024 * 1024
"""Bytes of agreement.json, unpacked; ours have a twentieth of it."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FILTER = re.compile(
    b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in b"Filter")
)
_KNOWN_FILTER = re.compile(
    rb"/Filter\s*(?:/Adobe\.PPKLite|/Standard|/FlateDecode|/DCTDecode|"
    rb"\[\s*(?:/ASCII85Decode\s*)?/FlateDecode\s*\])(?=[\s/>\[\]])"
)
"""What is written here and by the signing library, and the mark of a locked file.

Each unpacks once, so what comes out is counted by `is_too_large`. The pictures of a scan
stay packed: nothing that reads a paper here unpacks them.
"""
_STEP = 1 << 16


def is_too_large(pdf: bytes) -> bool:
    """Whether the file, or what it unpacks to, is far beyond any paper of ours."""
    if len(pdf) > LARGEST:
        return True
    left = LARGEST_UNPACKED
    for count, found in enumerate(_STREAM.finditer(pdf)):
        left -= _work(pdf, found.end(), left)
        if left <= 0 or count > MOST_STREAMS:
            return True
    return False


def unpacks_beyond(pdf: bytes, largest: int, total: int) -> bool:
    """Whether one packed stream, or all together, come to more bytes than these."""
    for found in _STREAM.finditer(pdf):
        work = _work(pdf, found.end(), largest + 1)
        total -= work
        if work > largest or total < 0:
            return True
    return False


def has_unusual_filters(pdf: bytes) -> bool:
    """Whether the file names any way of packing whose output is not counted above.

    Looked for in all bytes, not only where streams seem to start: that is a thing one can fake.
    """
    return any(not _KNOWN_FILTER.match(pdf, each.start()) for each in _FILTER.finditer(pdf))


def _work(pdf: bytes, start: int, most: int) -> int:
    """Bytes read from and out of the stream at `start`, up to about `most`, kept nowhere."""
    machine, total = zlib.decompressobj(), 0
    try:
        while start < len(pdf) and total < most and not machine.eof:
            tail = pdf[start : start + _STEP]
            start += _STEP
            total += len(tail)
            # At its end a stream may leave its last tail standing, for ever.
            while tail and total < most and not machine.eof:
                total += len(machine.decompress(tail, _STEP))
                tail = machine.unconsumed_tail
    except zlib.error:
        pass  # not packed this way, or broken: the parser will say so
    return total - len(machine.unused_data)
