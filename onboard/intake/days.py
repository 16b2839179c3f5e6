"""Days in a foreign list: whether the month comes first, the whole column says, or nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_PLAIN = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: .*)?")
_FIRST, _LAST = 1990, 2199


def days_of(texts: Sequence[str]) -> list[date | None]:
    """A day for each text; None for an empty one, for none, and where it could be two days."""
    is_day_first = _order(texts)
    return [_day(text.strip(), is_day_first) for text in texts]


def _order(texts: Sequence[str]) -> bool | None:
    """Whether the day stands first; None when no text of the column tells."""
    pairs = [match for match in map(_PLAIN.fullmatch, (text.strip() for text in texts)) if match]
    if any(match[2] == "." for match in pairs):  # only written so where the day comes first
        return True
    is_day = any(int(match[1]) > 12 for match in pairs)
    is_month = any(int(match[3]) > 12 for match in pairs)
    return is_day if is_day is not is_month else None


def _day(text: str, is_day_first: bool | None) -> date | None:
    if match := _ISO.fullmatch(text):
        return _made(match[1], match[2], match[3])
    if match := _PLAIN.fullmatch(text):
        if match[1] == match[3]:
            return _made(match[4], match[3], match[1])
        if is_day_first is None:
            return None
        day, month = (match[1], match[3]) if is_day_first else (match[3], match[1])
        return _made(match[4], month, day)
    return None


def _made(year: str, month: str, day: str) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if _FIRST <= made.year <= _LAST else None
