"""What a few words of a shopping list say apart from the thing itself: noise, and how many.

Nothing here knows what can be bought; names of things come from the pack.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from onboard.recommendation.order_grammar import ENGLISH, Grammar

MOST = 9999
_SHORTEST_SLIP = 5
"""Letters of a number word from which one slip is forgiven: "nine" is too near to "line"."""

_MARKED = re.compile(
    r"\(\s*(\d+)\s*x?\s*\)"  # office (3)
    r"|(?<![^\W_])x\s*(\d+)\b"  # office x3
    r"|\b(\d+)\s*x(?![^\W_])(?!\s*\d+\s*$)"  # 3x office, but not office 365 x 3
    r"|\b(?:qty|quantity|number)[\s.:=]*(\d+)\b"
    r"|(?:[:=]|\s[–—-])\s*(\d+)\b",  # office: 3
)
_UNIT = re.compile(r"\b(\d+)\s*pcs?\.\s+(?=[a-z])")
"""“2 pcs. screens” are two pieces, “3 pcs” are three of what the pack calls pcs."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_APOSTROPHE = re.compile(r"(?<=[a-z])['’](?=[a-z])")
_WITHOUT = re.compile(r"(?<![^\W_])w/o(?![^\W_])")
_GLUED = re.compile(r"(\d+)([a-z]{2,})")
_TOKEN = re.compile(r"[^\W_]+")


class Reading(NamedTuple):
    """One way to read a part: the words of the thing, and a count if it has one of its own."""

    tokens: tuple[str, ...]
    quantity: int | None = None
    takes_each: bool = False
    """Goes with each of what was named before ("office on each")."""
    tail_count: int | None = None
    """How many it is for ("office for 3 people")."""
    is_cut: bool = False
    """Without its tail, which says whom or what it is for."""


_NOTHING: frozenset[str] = frozenset()


def tokens_of(
    text: str, telling: frozenset[str] = _NOTHING, grammar: Grammar = ENGLISH
) -> tuple[str, ...]:
    """Small letters, no accents, singular, without noise but for what is `telling` here."""
    return tuple(grammar.singular(word) for word in _heard(text, telling, grammar))


def noise_in(text: str, grammar: Grammar = ENGLISH) -> set[str]:
    """The words of a text that change nothing elsewhere."""
    return set(_words(text)) & grammar.noise


def readings(
    text: str, telling: frozenset[str] = _NOTHING, grammar: Grammar = ENGLISH
) -> tuple[Reading, ...]:
    """Ways to read a part, the most literal one first; each count is at most `MOST`."""
    folded = _THOUSANDS.sub("", _folded(text))
    counts: list[int] = []

    def keep(match: re.Match[str]) -> str:
        counts.append(_capped(next(group for group in match.groups() if group)))
        return " "

    rest = _UNIT.sub(keep, folded, count=1)
    rest = rest if counts else _MARKED.sub(keep, rest)
    found = [Reading(tokens_of(folded, telling, grammar))]
    if len(counts) > 1:
        return tuple(found)
    words = _heard(rest, telling, grammar)
    own, words = _leading(words, grammar)
    count = counts[0] if counts else own
    found.append(_reading(words, count, grammar))
    tails = grammar.tails
    cut = next((place for place, word in enumerate(words) if word in tails and place), None)
    if cut is not None:
        tail = words[cut:]
        for_so_many, _ = _leading([word for word in tail if word not in tails], grammar)
        is_each = any(word in grammar.each for word in tail)
        head = _reading(words[:cut], count, grammar, is_each=is_each)
        found.append(head._replace(tail_count=for_so_many, is_cut=True))
    if count is None:
        found.extend(_unglued(words, grammar))
    return tuple(dict.fromkeys(found))


def slip_reading(text: str, grammar: Grammar = ENGLISH) -> Reading | None:
    """“thre computers” as 3 computers, where the first word is near one number word alone."""
    words = _heard(text, _NOTHING, grammar)
    if len(words) < 2:
        return None
    near = [
        number
        for word, number in grammar.numbers.items()
        if len(word) >= _SHORTEST_SLIP and OSA.distance(words[0], word, score_cutoff=1) == 1
    ]
    return _reading(words[1:], near[0], grammar) if len(near) == 1 else None


def _reading(
    words: Sequence[str], count: int | None, grammar: Grammar, *, is_each: bool = False
) -> Reading:
    is_each = is_each or any(word in grammar.each for word in words)
    tokens = tuple(grammar.singular(word) for word in words if word not in grammar.each)
    return Reading(tokens, count, takes_each=is_each and count is None)


def _leading(words: Sequence[str], grammar: Grammar) -> tuple[int | None, list[str]]:
    """The count at the head of a part: digits, words, "a"."""
    if not words:
        return None, []
    first, rest = words[0], list(words[1:])
    if first.isdecimal():
        return _capped(first), rest
    many, numbers = grammar.many, grammar.numbers
    if first in grammar.articles:
        return (many[rest[0]], rest[1:]) if rest and rest[0] in many else (1, rest)
    if first in many:
        return many[first], rest
    if first not in numbers:
        return None, list(words)
    number = numbers[first]
    if rest[:1] == ["y"]:  # treinta y dos
        rest = rest[1:]
    if number >= 20 and rest and 0 < numbers.get(rest[0], 0) < 10:
        return number + numbers[rest[0]], rest[1:]
    return (number * 12, rest[1:]) if rest[:1] == ["dozen"] else (number, rest)


def _unglued(words: Sequence[str], grammar: Grammar) -> list[Reading]:
    """“3pcs” is also 3 of pc; it counts only where the pack has no thing called “3pcs”."""
    match = _GLUED.fullmatch(words[0]) if words else None
    return [_reading([match[2], *words[1:]], _capped(match[1]), grammar)] if match else []


def _capped(digits: str) -> int:
    return min(int(digits[:9]), MOST)


def _heard(text: str, telling: frozenset[str], grammar: Grammar) -> list[str]:
    return [word for word in _words(text) if word not in grammar.noise or word in telling]


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(_folded(text)))


def _folded(text: str) -> str:
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.replace("×", " x "))
        plain = "".join(each for each in plain if not unicodedata.combining(each)).casefold()
    return _WITHOUT.sub("without", _APOSTROPHE.sub("", plain))
