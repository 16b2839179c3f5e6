"""Whole numbers and sums as people say them: in words, with "about", or as a range."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORDS = {
    "zero": 0, "none": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20,
    "cero": 0, "ninguno": 0, "ninguna": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3,
    "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciséis": 16,
    "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20,
}  # fmt: skip
_AROUND = re.compile(
    r"\b(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|some|just|"
    r"aproximadamente|aprox\.?|alrededor de|cerca de|más o menos|mas o menos|unos|unas|como)\s+"
    r"|^[~≈]\s*"
)
_MONEY = re.compile(
    r"\b(?:us )?(?:dollars?|bucks|usd|dólares|dolares|euros?|pesos?|a year|al año)\b"
)
_BETWEEN = re.compile(
    r"(?:between|from|entre|de)?\s*(.+?)\s*"
    r"(?:-|–|\bor\b|\bto\b|\band\b|\bo\b|\bu\b|\ba\b|\by\b)\s*(.+)"
)
_FIGURE = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Span:
    """Two numbers where one is asked; `higher` is the one that would be taken."""

    lower: int
    higher: int


def read_count(text: str, unit: str = "") -> int | None:
    """The number that is meant; None where it is none, or more than one."""
    return _single(_bare(text, unit))


def read_span(text: str, unit: str = "") -> Span | None:
    """Two numbers, such as "8 or 9", "8-9" and "between eight and nine"."""
    match = _BETWEEN.fullmatch(_bare(text, unit))
    if match is None:
        return None
    ends = [_single(part) for part in match.groups()]
    if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
        return None
    return Span(min(ends[0], ends[1]), max(ends[0], ends[1]))


def taken_of(raw: object, words: str, unit: str = "") -> tuple[object, str]:
    """The number that is taken of two, and the owner's words with both in them; else as it was."""
    span = read_span(raw, unit) if isinstance(raw, str) else None
    if span is None:
        return raw, words
    others = [line for line in words.splitlines() if read_span(line, unit) is None]
    return span.higher, "\n".join([*others, str(raw).strip()]).strip()


def bare_amount(text: str) -> str:
    """A sum without the words around it: "about 250,000 dollars" is "250,000"."""
    return " ".join(_MONEY.sub(" ", _without_around(text)).split())


def _bare(text: str, unit: str) -> str:
    plain = _without_around(text)
    for word in unit.casefold().split():
        plain = re.sub(rf"\b{re.escape(word)}\b", " ", plain)
    return " ".join(plain.split()).rstrip(" .")


def _without_around(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().strip()
    return _AROUND.sub("", plain)


def _single(plain: str) -> int | None:
    if _FIGURE.fullmatch(plain):
        return int(plain)
    return _WORDS.get(plain)
