"""Texts filled up to whole blocks: the length of a file tells little of what is in it."""

from __future__ import annotations


def filled_up(plain: bytes, block_bytes: int) -> bytes:
    """ISO/IEC 7816-4: one bit, then zeros up to the next whole block."""
    marked = plain + b"\x80"
    return marked + b"\x00" * (-len(marked) % block_bytes)


def emptied(filled: bytes) -> bytes:
    """What was filled up. Raises `ValueError` when it was not."""
    plain = filled.rstrip(b"\x00")
    if not plain.endswith(b"\x80"):
        raise ValueError("not filled up")
    return plain[:-1]
