"""JSON from outside, read with care: limits before it is parsed, and nothing that means two things.

Python's own reader takes "NaN", keys that stand twice, half characters, and numbers and nestings
without end; what it makes of them fails later, far from here.
"""

from __future__ import annotations

import json
import re
from typing import Any

MOST_BYTES = 2_000_000
MOST_DEPTH = 8
MOST_PARTS = 20_000
LONGEST_TEXT = 20_000
_MOST_DIGITS = 15
_TEXT = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_NUMBER = re.compile(rb"[0-9]{%d}" % (_MOST_DIGITS + 1))


class Refused(ValueError):
    """It is no JSON, or none of ours. Says nothing of the content."""


def read(
    data: bytes,
    *,
    most_bytes: int = MOST_BYTES,
    longest_text: int = LONGEST_TEXT,
) -> dict[str, Any]:
    """The object in these bytes.

    Raises:
        Refused: for whatever is not plain, small and unambiguous.
    """
    if len(data) > most_bytes:
        raise Refused("too large")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("no text") from None
    _look_over(data)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except Refused:
        raise
    except (ValueError, RecursionError):
        raise Refused("no JSON") from None
    if not isinstance(value, dict):
        raise Refused("no object")
    _check_texts(value, longest_text)
    return value


def _look_over(data: bytes) -> None:
    """How deep, how many and how long, before anything is built of it."""
    bare = _TEXT.sub(b"", data)
    if bare.count(b",") + bare.count(b"[") + bare.count(b"{") > MOST_PARTS:
        raise Refused("too many parts")
    if _NUMBER.search(bare):
        raise Refused("a number without end")
    depth = 0
    for bracket in re.finditer(rb"[][{}]", bare):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > MOST_DEPTH:
            raise Refused("too deep")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refused("a name that stands twice")
    return found


def _refuse_number(_text: str) -> None:
    raise Refused("a number that is no whole one")


def _check_texts(value: object, longest: int) -> None:
    """No text too long, none with half a character in it."""
    match value:
        case str():
            if len(value) > longest:
                raise Refused("a text too long")
            try:
                value.encode("utf-8")
            except UnicodeEncodeError:
                raise Refused("half a character") from None
        case dict():
            for key, item in value.items():
                _check_texts(key, longest)
                _check_texts(item, longest)
        case list():
            for item in value:
                _check_texts(item, longest)
