"""The first sheet of an XLSX file as texts, for files that nobody here has written.

A workbook is a zip of XML. Of the zip only five kinds of part are read, into memory and never to
the disk, each to a limit that holds whatever the zip says of its own size. Formulas are not worked
out: the value that was saved with them counts.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from onboard.tables.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT,
    too_large,
    unreadable,
)
from onboard.tables.numbers_in_cells import day_of, is_day_format, number_text
from onboard.tables.xml_parts import Refused, parse

_MOST_PARTS = 2_000
_LARGEST_PART = 60_000_000
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"


class _TooLarge(Exception):
    """More than a table may have."""


def read_workbook(data: bytes, name: str) -> list[list[str]]:
    """Rows of the first visible sheet.

    Raises:
        UserFacingError: "table.unreadable", "table.too-large".
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _rows(parts)
    except _TooLarge:
        raise too_large(name) from None
    except (
        Refused,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # a compression that is not of this kind of file
        RuntimeError,  # a password
        ValueError,
        KeyError,
        OverflowError,
        OSError,  # an offset that lies outside of the file
    ):
        raise unreadable(name) from None


def _rows(parts: zipfile.ZipFile) -> list[list[str]]:
    if len(parts.infolist()) > _MOST_PARTS:
        raise Refused("too many parts")
    book = _Book()
    parse(_part(parts, _WORKBOOK), book)
    relations = _Relations()
    parse(_part(parts, _RELATIONS), relations)
    strings = _Strings()
    if _STRINGS in parts.namelist():
        parse(_part(parts, _STRINGS), strings)
    styles = _Styles()
    if _STYLES in parts.namelist():
        parse(_part(parts, _STYLES), styles)
    target = relations.targets[book.first]
    path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    sheet = _Cells(strings.found, styles.days(), is_1904=book.is_1904)
    parse(_part(parts, posixpath.normpath(path)), sheet)
    return sheet.rows


def _part(parts: zipfile.ZipFile, name: str) -> bytes:
    """One part, to its limit: what the zip says of its size may be a lie."""
    with parts.open(name) as stream:
        data = stream.read(_LARGEST_PART + 1)
    if len(data) > _LARGEST_PART:
        raise _TooLarge
    return data


@dataclass(slots=True)
class _Book:
    """Which sheet is the first that one sees, and from which day its days are counted."""

    first: str = ""
    is_1904: bool = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        is_seen = attributes.get("state", "visible") == "visible"
        if name == "sheet" and not self.first and is_seen:
            self.first = attributes.get("id", "")
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")

    def end(self, name: str) -> None:
        """Nothing is kept open."""

    def text(self, text: str) -> None:
        """Only attributes count."""


@dataclass(slots=True)
class _Relations:
    targets: dict[str, str] = field(default_factory=dict)

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def end(self, name: str) -> None:
        """Nothing is kept open."""

    def text(self, text: str) -> None:
        """Only attributes count."""


@dataclass(slots=True)
class _Strings:
    """Texts that cells point to."""

    found: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _is_text: bool = False
    _is_sound: bool = False
    _length: int = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._open = []
        elif name == "rPh":  # how a word is spoken, beside the word
            self._is_sound = True
        elif name == "t":
            self._is_text = not self._is_sound

    def end(self, name: str) -> None:
        if name == "si":
            self.found.append("".join(self._open))
            if len(self.found) > MOST_ROWS * MOST_COLUMNS:
                raise _TooLarge
        elif name == "rPh":
            self._is_sound = False
        elif name == "t":
            self._is_text = False

    def text(self, text: str) -> None:
        if self._is_text:
            self._length += len(text)
            if self._length > MOST_TEXT:
                raise _TooLarge
            self._open.append(text)


@dataclass(slots=True)
class _Styles:
    """Which ways of showing a number show a day."""

    _formats: dict[str, bool] = field(default_factory=dict)
    _used: list[str] = field(default_factory=list)
    _is_used: bool = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            code = attributes.get("formatCode", "")
            self._formats[attributes.get("numFmtId", "")] = is_day_format("", code)
        elif name == "cellXfs":
            self._is_used = True
        elif name == "xf" and self._is_used:
            self._used.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_used = False

    def text(self, text: str) -> None:
        """Only attributes count."""

    def days(self) -> frozenset[str]:
        """The numbers of the styles that show a day."""
        return frozenset(
            str(place)
            for place, number in enumerate(self._used)
            if self._formats.get(number, is_day_format(number, ""))
        )


class _Cells:
    """Rows as they stream by; counts before it keeps."""

    def __init__(self, strings: list[str], days: frozenset[str], *, is_1904: bool) -> None:
        self.rows: list[list[str]] = []
        self._strings, self._days, self._is_1904 = strings, days, is_1904
        self._column = 0
        self._kind = self._style = ""
        self._value: list[str] = []
        self._is_open = self._is_sound = False
        self._length = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "row":
                self._begin_row(attributes.get("r", ""))
            case "c":
                self._begin_cell(attributes)
            case "rPh":
                self._is_sound = True
            case "v" | "t":
                self._is_open = not self._is_sound

    def end(self, name: str) -> None:
        match name:
            case "c":
                self._end_cell()
            case "rPh":
                self._is_sound = False
            case "v" | "t":
                self._is_open = False

    def text(self, text: str) -> None:
        if self._is_open:
            self._count(len(text))
            self._value.append(text)

    def _begin_row(self, number: str) -> None:
        """The sheet's own number counts only as a warning: rows that it skips are empty anyway."""
        if number and int(number[:9]) > 2**20:  # more than such a sheet can have
            raise Refused("a row without end")
        if len(self.rows) >= MOST_ROWS:
            raise _TooLarge
        self.rows.append([])
        self._column = 0

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        if not self.rows:
            raise Refused("a cell outside of a row")
        letters = attributes.get("r", "").rstrip("0123456789")
        if letters:
            self._column = _column(letters)
        if self._column >= MOST_COLUMNS:
            raise _TooLarge
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._value = []

    def _end_cell(self) -> None:
        row = self.rows[-1]
        text = self._said("".join(self._value))
        if len(text) > LONGEST_CELL:
            raise _TooLarge
        self._count(len(text))
        row.extend("" for _ in range(self._column + 1 - len(row)))
        row[self._column] = text
        self._column += 1

    def _said(self, raw: str) -> str:
        match self._kind:
            case "s":
                place = int(raw[:9]) if raw.strip() else -1
                if not 0 <= place < len(self._strings):
                    raise Refused("no such text")
                return self._strings[place]
            case "n" if raw:
                is_day = self._style in self._days
                day = day_of(raw, is_1904=self._is_1904) if is_day else ""
                return day or number_text(raw)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(raw, "")
            case "e":
                return ""
        return raw

    def _count(self, more: int) -> None:
        self._length += more
        if self._length > MOST_TEXT:
            raise _TooLarge


def _column(letters: str) -> int:
    """The place of a column, "A" is 0; one that no table has is as bad as the first beyond."""
    number = 0
    for letter in letters[:4].upper():
        if not "A" <= letter <= "Z":
            raise Refused("no column")
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
