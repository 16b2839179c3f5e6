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
MOST_PARTS = 18_000
"""Blocks, cells and texts of a document, together; a bill of seventy lines makes six thousand."""
MOST_LETTERS = 400_000
LONGEST_WORD = 2_000
LONGEST_TEXT = 20_000
"""Letters of one paragraph; setting a longer one takes time out of all proportion."""
LONGEST_ROW = 12_000
"""Letters of one row of a table: it is cut over pages cell by cell, again and again."""
MOST_SECTIONS = 100

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


def is_document_too_large(document: object) -> bool:
    """Whether setting this on pages would take far longer than any paper of ours."""
    sections = document.get("sections") if isinstance(document, dict) else None
    if isinstance(sections, list) and len(sections) > MOST_SECTIONS:
        return True
    parts, letters = 0, 0
    waiting = [document]
    while waiting:
        value = waiting.pop()
        parts += 1
        if isinstance(value, dict):
            if any(_letters(row) > LONGEST_ROW for row in value.get("rows") or ()):
                return True
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str):
            letters += len(value)
            if len(value) > LONGEST_TEXT or max(map(len, value.split()), default=0) > LONGEST_WORD:
                return True
        if parts > MOST_PARTS or letters > MOST_LETTERS:
            return True
    return False


def _letters(row: object) -> int:
    """Of all texts in one row of a table."""
    if isinstance(row, str):
        return len(row)
    if isinstance(row, dict | list):
        return sum(map(_letters, row.values() if isinstance(row, dict) else row))
    return 0


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
