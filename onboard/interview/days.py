"""Days as people type them, in any language that is spoken here; what is kept is always ISO."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from onboard.wording import LANGUAGES, SOURCE, day, say, spoken

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|º|\.º|o|ro)\b")
_LEAST_LETTERS = 3
"""Fewer letters of a month could be anything."""
_CENTURY = 2000


def read_day(text: str, *, language: str | None = None) -> date | None:
    """The day that is meant; None when it is none, or not certain which.

    "2027-3-31", "31 March 2027", "March 31, 2027" and "31 de marzo de 2027" are read in every
    language; of "3/4/2027" the language says which is the month. After dots the day comes first.
    """
    plain = _plain(text)
    if match := _ISO.fullmatch(plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _FIGURES.fullmatch(plain):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        puts_month_first = match[2] != "." and _month_first(language or spoken())
        if (puts_month_first and first <= 12) or second > 12:
            first, second = second, first
        return _day(year, second, first)
    parts = _parts(plain)
    if parts is None:
        return None
    days, months, years = parts
    if len(days) == len(months) == len(years) == 1:
        return _day(years[0], months[0], days[0])
    if len(days) == 2 and len(months) == 1 and not years:  # "31 March 27"
        return _day(_CENTURY + days[1], months[0], days[0])
    return None


def day_problem(text: str, example: date) -> str:
    """One sentence on what is missing in a day that could not be read; nothing for a good one."""
    plain = _plain(text)
    if not plain or read_day(text) is not None:
        return ""
    shown = {"found": text.strip()[:60], "example": day(example)}
    parts = _parts(plain)
    days, months, years = parts if parts is not None else ([], [], [])
    if re.fullmatch(r"\d{1,2}[-/.]\d{4}|\d{4}[-/.]\d{1,2}", plain) or (years and not days):
        return say("day.which-day", arguments=shown)
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}\.?", plain) or (months and len(days) == 1 and not years):
        return say("day.which-year", arguments=shown)
    if _ISO.fullmatch(plain) or _FIGURES.fullmatch(plain) or (days and months and years):
        return say("day.no-such-day", arguments=shown)
    return say("day.unreadable", arguments=shown)


def example_day(today: date, *, is_past: bool = False) -> date:
    """A day to show how one is typed: the end of a month, well ahead or well back."""
    around = today + timedelta(days=-120 if is_past else 130)
    return around.replace(day=1) - timedelta(days=1)


# ---- inside


def _plain(text: str) -> str:
    folded = _ORDINAL.sub(r"\1", unicodedata.normalize("NFC", text).casefold().strip())
    return re.sub(r"\s+", " ", folded).rstrip(" ,;")


def _parts(plain: str) -> tuple[list[int], list[int], list[int]] | None:
    """Days, months and years among the words; None when there is any other word."""
    days: list[int] = []
    months: list[int] = []
    years: list[int] = []
    skipped = _skipped()
    for word in re.findall(r"[^\s,./-]+", plain):
        if word.isascii() and word.isdigit():
            if len(word) > 4 or len(word) == 3:
                return None
            (years if len(word) == 4 else days).append(int(word))
        elif (month := _month(word)) is not None:
            months.append(month)
        elif word == "primero":
            days.append(1)
        elif word not in skipped:
            return None
    return days, months, years


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _year(figures: str) -> int:
    return int(figures) if len(figures) == 4 else _CENTURY + int(figures)


def _month(word: str) -> int | None:
    """The month of a whole or a shortened name."""
    if len(word) < _LEAST_LETTERS:
        return None
    found = {number for name, number in _months().items() if name.startswith(word)}
    return found.pop() if len(found) == 1 else None


def _tongues() -> list[str]:
    """The languages whose names of days and months are known."""
    from babel.localedata import exists

    return [language for language in LANGUAGES if exists(language)]


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    names = {
        str(name).casefold().rstrip("."): number
        for language in _tongues()
        for number, name in get_month_names("wide", locale=language).items()
    }
    return {**names, "sept": 9, "setiembre": 9}


@lru_cache(maxsize=1)
def _skipped() -> frozenset[str]:
    """Words that stand around a day and say nothing more: "on Friday, the 3rd of …"."""
    from babel.dates import get_day_names

    week = {
        str(name).casefold().rstrip(".")
        for language in _tongues()
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, locale=language).values()
    }
    return frozenset(week | {"of", "the", "on", "de", "del", "el", "año"})


@lru_cache(maxsize=8)
def _month_first(language: str) -> bool:
    """Whether the language writes the month before the day in figures."""
    from babel.dates import get_date_format

    known = language if language in _tongues() else SOURCE
    pattern = get_date_format("short", locale=known).pattern
    return pattern.index("M") < pattern.index("d")
