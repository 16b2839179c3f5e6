"""Rows of tables as bytes and back: each value with its type and its length, and nothing else.

Read flat and to an end, so that no bytes whatever make it recurse, guess or allocate ahead.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

Value = None | bool | int | str | bytes | date | datetime | uuid.UUID
Row = Mapping[str, Value]
Tables = Mapping[str, Sequence[Row]]

_LENGTH = struct.Struct(">I")
_MOST_TABLES, _MOST_COLUMNS, _MOST_ROWS = 100, 100, 1_000_000


class Misshapen(ValueError):
    """These bytes were not written here. Says nothing of the content."""


def encoded(tables: Tables) -> bytes:
    """All rows of one table have the same columns."""
    parts = [_number(len(tables))]
    for name, rows in tables.items():
        columns = tuple(rows[0]) if rows else ()
        parts += [_text(name), _number(len(columns)), *map(_text, columns), _number(len(rows))]
        parts += [_value(row[column]) for row in rows for column in columns]
    return b"".join(parts)


def decoded(data: bytes) -> dict[str, list[dict[str, Value]]]:
    """The tables by name. Raises `Misshapen`."""
    reader = _Reader(data)
    found: dict[str, list[dict[str, Value]]] = {}
    for _ in range(reader.number(_MOST_TABLES)):
        name = reader.text()
        columns = [reader.text() for _ in range(reader.number(_MOST_COLUMNS))]
        count = reader.number(_MOST_ROWS)
        if name in found or len(set(columns)) < len(columns) or (count and not columns):
            raise Misshapen("a name that stands twice, or rows of nothing")
        found[name] = [{column: reader.value() for column in columns} for _ in range(count)]
    reader.end()
    return found


def _number(number: int) -> bytes:
    return _LENGTH.pack(number)


def _framed(data: bytes) -> bytes:
    return _LENGTH.pack(len(data)) + data


def _text(text: str) -> bytes:
    return _framed(text.encode("utf-8"))


def _value(value: Value) -> bytes:
    match value:
        case None:
            return b"0"
        case bool():
            return b"1" if value else b"2"
        case int():
            return b"i" + _text(str(value))
        case str():
            return b"s" + _text(value)
        case bytes():
            return b"b" + _framed(value)
        case datetime():  # before the day, which it is too
            return b"m" + _text(value.isoformat())
        case date():
            return b"d" + _text(value.isoformat())
        case uuid.UUID():
            return b"u" + _framed(value.bytes)
    raise TypeError(f"{type(value).__name__} stands in no table")


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def end(self) -> None:
        if self._at != len(self._data):
            raise Misshapen("something behind the end")

    def number(self, most: int) -> int:
        (number,) = _LENGTH.unpack(self._take(_LENGTH.size))
        if number > most:
            raise Misshapen("too many")
        return int(number)

    def text(self) -> str:
        try:
            return self._framed().decode("utf-8")
        except UnicodeDecodeError:
            raise Misshapen("no text") from None

    def value(self) -> Value:
        kind = self._take(1)
        try:
            match kind:
                case b"0":
                    return None
                case b"1" | b"2":
                    return kind == b"1"
                case b"i":
                    return self._whole(self.text())
                case b"s":
                    return self.text()
                case b"b":
                    return self._framed()
                case b"m":
                    return self._moment(self.text())
                case b"d":
                    return date.fromisoformat(self.text())
                case b"u":
                    return uuid.UUID(bytes=self._framed())
        except Misshapen:
            raise
        except ValueError:
            raise Misshapen("no such value") from None
        raise Misshapen("no such kind")

    @staticmethod
    def _whole(text: str) -> int:
        if len(text) > 20:
            raise Misshapen("a number without end")
        return int(text)

    @staticmethod
    def _moment(text: str) -> datetime:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise Misshapen("a moment without time zone")
        return moment

    def _framed(self) -> bytes:
        (length,) = _LENGTH.unpack(self._take(_LENGTH.size))
        return self._take(length)

    def _take(self, length: int) -> bytes:
        end = self._at + length
        if end > len(self._data):
            raise Misshapen("cut off")
        taken = self._data[self._at : end]
        self._at = end
        return taken


def ids(rows: Iterable[Row], column: str) -> set[uuid.UUID]:
    """The ids in one column. Raises `Misshapen` for one that is none."""
    found = {row.get(column) for row in rows}
    kept = {value for value in found if isinstance(value, uuid.UUID)}
    if len(kept) < len(found):
        raise Misshapen("no id")
    return kept
