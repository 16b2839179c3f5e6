"""How large a table from outside may be, before anything is built of it."""

from __future__ import annotations

from onboard.errors import UserFacingError

LARGEST = 10_000_000
"""Bytes of a file; a list of two thousand computers has half a million."""
MOST_ROWS = 5_000
MOST_COLUMNS = 200
LONGEST_CELL = 4_000
MOST_TEXT = 20_000_000
"""Signs in all cells together."""

Rows = tuple[tuple[str, ...], ...]


def too_large(name: str) -> UserFacingError:
    return UserFacingError("table.too-large", name=name, rows=MOST_ROWS, columns=MOST_COLUMNS)


def unreadable(name: str) -> UserFacingError:
    return UserFacingError("table.unreadable", name=name)
