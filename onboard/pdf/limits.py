"""What a file from outside may make the parser unpack, looked at before it is parsed."""

from __future__ import annotations

import re
import zlib

LARGEST = 16 * 1024 * 1024
"""Bytes of a file that is looked at at all; our papers have a hundredth of it."""
LARGEST_UNPACKED = 96 * 1024 * 1024
"""Bytes that all its packed streams may unpack to, together."""

MOST_STREAMS = 20_000

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_UNUSUAL = re.compile(
    rb"/LZWDecode|/RunLengthDecode|FlateDecode.*FlateDecode|#(?:[46][1-9A-Fa-f]|[57][0-9Aa])",
    re.DOTALL,
)
"""Filters that we never write, that unpack twice, or whose name hides behind escaped letters."""
_STEP = 1 << 16


def is_too_large(pdf: bytes) -> bool:
    """Whether the file, or what it unpacks to, is far beyond any paper of ours."""
    if len(pdf) > LARGEST:
        return True
    left = LARGEST_UNPACKED
    for count, found in enumerate(_STREAM.finditer(pdf)):
        left -= _unpacked(pdf, found.end(), left)
        if left <= 0 or count > MOST_STREAMS:
            return True
    return False


def has_unusual_filters(pdf: bytes) -> bool:
    """Whether any stream's dictionary names filters whose output is not counted above."""
    for found in _STREAM.finditer(pdf):
        dictionary = pdf[pdf.rfind(b" obj", 0, found.start()) : found.start()]
        if _UNUSUAL.search(dictionary):
            return True
    return False


def _unpacked(pdf: bytes, start: int, most: int) -> int:
    """How many bytes come out of the stream at `start`, counted up to `most`, kept nowhere."""
    machine, total = zlib.decompressobj(), 0
    try:
        while start < len(pdf) and total < most and not machine.eof:
            tail = pdf[start : start + _STEP]
            start += _STEP
            # At its end a stream may leave its last tail standing, for ever.
            while tail and total < most and not machine.eof:
                total += len(machine.decompress(tail, _STEP))
                tail = machine.unconsumed_tail
    except zlib.error:
        pass  # not packed this way, or broken: the parser will say so
    return total
