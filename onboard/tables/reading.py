"""A table that somebody picked, as rows of plain texts: CSV or XLSX, by what is in it."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

from onboard.errors import UserFacingError
from onboard.files import read_checked
from onboard.spreadsheet import harmless
from onboard.tables.limits import (
    LARGEST,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT,
    Rows,
    too_large,
    unreadable,
)
from onboard.tables.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_MARKS = (",", ";", "\t")
"""Between cells: what programs of different countries write."""


def read_table(path: Path) -> Rows:
    """The rows of a file. Raises `UserFacingError` for what is no table, or far too large."""
    return table_from(read_checked(path, LARGEST), path.name)


def table_from(data: bytes, name: str) -> Rows:
    """Rows of equal length, cells without what cannot be seen; empty rows are left out.

    Raises:
        UserFacingError: "table.too-large", "table.unreadable", "table.locked", "table.empty".
    """
    if len(data) > LARGEST:
        raise too_large(name)
    if data.startswith(_OLD_OFFICE):  # an old .xls, or an .xlsx with a password
        raise UserFacingError("table.locked", name=name)
    rows = read_workbook(data, name) if data.startswith(_ZIP) else _text_rows(data, name)
    cleaned = [tuple(plain_cell(cell) for cell in row) for row in rows]
    kept = [row for row in cleaned if any(row)]
    if not kept:
        raise UserFacingError("table.empty", name=name)
    width = max(len(row) for row in kept)
    if width * len(kept) > MOST_TEXT // 10:
        raise too_large(name)
    return tuple((*row, *("" for _ in range(width - len(row)))) for row in kept)


def _text_rows(data: bytes, name: str) -> list[list[str]]:
    text = _decoded(data, name)
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == len("sep=;"):  # a note to spreadsheet programs
        return _csv_rows(text.split("\n", 1)[-1], first[-1], name)
    tried = [_first_row(text, mark) for mark in _MARKS]
    widest = max(_MARKS, key=lambda mark: tried[_MARKS.index(mark)])
    return _csv_rows(text, widest, name)


def _decoded(data: bytes, name: str) -> str:
    """UTF-8, UTF-16 with its mark, or what older Windows programs write."""
    wide = _WIDE.get(data[:2])
    try:
        text = data.decode(wide or "utf-8-sig")
    except UnicodeDecodeError:
        if wide:
            raise unreadable(name) from None
        text = data.decode("cp1252", errors="replace")
    if "\0" in text or text.startswith("%PDF"):
        raise unreadable(name)
    return text


def _first_row(text: str, mark: str) -> int:
    """How many cells the first row has with this mark between them."""
    try:
        return len(next(csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=mark), []))
    except csv.Error:
        return 0


def _csv_rows(text: str, mark: str, name: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            if not any(row):
                continue
            rows.append(row)
            is_wide = len(row) > MOST_COLUMNS or any(len(cell) > LONGEST_CELL for cell in row)
            if is_wide or len(rows) > MOST_ROWS:
                raise too_large(name)
    except csv.Error:
        raise unreadable(name) from None
    return rows


def plain_cell(cell: str) -> str:
    """A cell as one sees it, without a protecting apostrophe."""
    text = as_seen(cell)
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def as_seen(cell: str) -> str:
    """A cell on one line, without what cannot be seen."""
    text = "".join(sign if sign not in "\r\n\t\u00a0" else " " for sign in cell)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in _HIDDEN)
    return " ".join(text.split())


_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
