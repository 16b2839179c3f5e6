"""What a file may unpack to is counted to its end, and counting always ends."""

from __future__ import annotations

import zlib

from onboard.pdf.limits import LARGEST_UNPACKED, is_too_large


def _stream(data: bytes) -> bytes:
    return b"1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(data) + b"\nendstream "


def test_counting_ends_whatever_stands_behind_a_stream() -> None:
    for size in range(65_400, 65_700, 7):
        for rest in (b"", b"x" * 70_000):
            assert not is_too_large(_stream(bytes(size)) + rest)


def test_a_stream_that_unpacks_beyond_the_limit_is_too_large() -> None:
    assert is_too_large(_stream(bytes(LARGEST_UNPACKED + 1)))
