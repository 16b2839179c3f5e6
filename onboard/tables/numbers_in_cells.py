"""Numbers of a workbook as texts: days are numbers there, and sums have tails of nines."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation

_DAY_FORMATS = frozenset(str(number) for number in (*range(14, 23), *range(27, 37), *range(50, 59)))
"""Those that every spreadsheet program knows without being told."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_FIRST, _FIRST_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LAST = 2_958_465
"""The last day of the year 9999, as such a number."""
_MOST_DIGITS = 30
_FIFTEEN = Context(prec=15)
"""What a spreadsheet program keeps of a number; the digits behind it are noise."""


def is_day_format(number: str, code: str) -> bool:
    """Whether a number shown so is a day."""
    if code:
        bare = _QUOTED.sub("", code[:400]).lower()
        return "y" in bare or ("d" in bare and "m" in bare)
    return number in _DAY_FORMATS


def day_of(raw: str, *, is_1904: bool) -> str:
    """ISO day; empty when the number is none. The time of day is left out."""
    number = _decimal(raw)
    if number is None or not 1 <= number <= _LAST:
        return ""
    try:
        return ((_FIRST_1904 if is_1904 else _FIRST) + timedelta(days=int(number))).isoformat()
    except OverflowError:
        return ""


def number_text(raw: str) -> str:
    """As a person would write it: 12.1 and not 12.100000000000001; as it stands if it is none."""
    number = _decimal(raw)
    if number is None or abs(number.adjusted()) > _MOST_DIGITS:
        return raw
    rounded = number if len(raw) < 16 else number.normalize(_FIFTEEN)
    text = format(rounded, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _decimal(raw: str) -> Decimal | None:
    try:
        number = Decimal(raw.strip()) if len(raw) <= 40 else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
