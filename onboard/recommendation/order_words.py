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

MOST = 9999
NOISE = frozenset(
    """
    the of new more some few several extra additional another further brand
    licence licences license licenses licensed seat seats copy copies subscription subscriptions
    piece pieces unit units
    i id ill im we wed me us lets you they he she it them these those my our your their his her all
    need needs needed want wants wanted like would d could can will ll should must may shall
    get gets buy buying order ordering purchase take add
    please pls plz kindly thanks thank hi hello hey dear also too as well then so just only about
    be is are to
    """.split()  # noqa: SIM905
)
"""Words that change nothing: who asks, how politely, and what every purchase is called."""
NEGATIONS = frozenset({"no", "not", "without", "never", "except", "minus", "dont", "or"})
"""With one of these a part says something else than an order."""
_EACH = frozenset({"each", "every", "everyone", "everybody", "apiece", "per"})
_TAILS = frozenset({"for", "on", "onto", "in", "at", "per"})
"""From here on a part says whom or what it is for."""
_MANY = {"single": 1, "couple": 2, "pair": 2, "dozen": 12}
_SMALL = (  # noqa: SIM905
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_NUMBERS = {
    **{word: number for number, word in enumerate(_SMALL)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
}
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


def tokens_of(text: str, telling: frozenset[str] = _NOTHING) -> tuple[str, ...]:
    """Small letters, no accents, singular, without noise but for what is `telling` here."""
    return tuple(_singular(word) for word in _heard(text, telling))


def noise_in(text: str) -> set[str]:
    """The words of a text that change nothing elsewhere."""
    return set(_words(text)) & NOISE


def readings(text: str, telling: frozenset[str] = _NOTHING) -> tuple[Reading, ...]:
    """Ways to read a part, the most literal one first; each count is at most `MOST`."""
    folded = _THOUSANDS.sub("", _folded(text))
    counts: list[int] = []

    def keep(match: re.Match[str]) -> str:
        counts.append(_capped(next(group for group in match.groups() if group)))
        return " "

    rest = _UNIT.sub(keep, folded, count=1)
    rest = rest if counts else _MARKED.sub(keep, rest)
    found = [Reading(tokens_of(folded, telling))]
    if len(counts) > 1:
        return tuple(found)
    words = _heard(rest, telling)
    own, words = _leading(words)
    count = counts[0] if counts else own
    found.append(_reading(words, count))
    cut = next((place for place, word in enumerate(words) if word in _TAILS and place), None)
    if cut is not None:
        tail = words[cut:]
        for_so_many, _ = _leading([word for word in tail if word not in _TAILS])
        head = _reading(words[:cut], count, is_each=any(word in _EACH for word in tail))
        found.append(head._replace(tail_count=for_so_many, is_cut=True))
    if count is None:
        found.extend(_unglued(words))
    return tuple(dict.fromkeys(found))


def slip_reading(text: str) -> Reading | None:
    """“thre computers” as 3 computers, where the first word is near one number word alone."""
    words = _heard(text)
    if len(words) < 2:
        return None
    near = [
        number
        for word, number in _NUMBERS.items()
        if len(word) >= _SHORTEST_SLIP and OSA.distance(words[0], word, score_cutoff=1) == 1
    ]
    return _reading(words[1:], near[0]) if len(near) == 1 else None


def _reading(words: Sequence[str], count: int | None, *, is_each: bool = False) -> Reading:
    is_each = is_each or any(word in _EACH for word in words)
    tokens = tuple(_singular(word) for word in words if word not in _EACH)
    return Reading(tokens, count, takes_each=is_each and count is None)


def _leading(words: Sequence[str]) -> tuple[int | None, list[str]]:
    """The count at the head of a part: digits, words, "a"."""
    if not words:
        return None, []
    first, rest = words[0], list(words[1:])
    if first.isdecimal():
        return _capped(first), rest
    if first in ("a", "an"):
        return (_MANY[rest[0]], rest[1:]) if rest and rest[0] in _MANY else (1, rest)
    if first in _MANY:
        return _MANY[first], rest
    if first not in _NUMBERS:
        return None, list(words)
    number = _NUMBERS[first]
    if number >= 20 and rest and 0 < _NUMBERS.get(rest[0], 0) < 10:
        return number + _NUMBERS[rest[0]], rest[1:]
    return (number * 12, rest[1:]) if rest[:1] == ["dozen"] else (number, rest)


def _unglued(words: Sequence[str]) -> list[Reading]:
    """“3pcs” is also 3 of pc; it counts only where the pack has no thing called “3pcs”."""
    match = _GLUED.fullmatch(words[0]) if words else None
    return [_reading([match[2], *words[1:]], _capped(match[1]))] if match else []


def _capped(digits: str) -> int:
    return min(int(digits[:9]), MOST)


def _heard(text: str, telling: frozenset[str] = _NOTHING) -> list[str]:
    return [word for word in _words(text) if word not in NOISE or word in telling]


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(_folded(text)))


def _folded(text: str) -> str:
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.replace("×", " x "))
        plain = "".join(each for each in plain if not unicodedata.combining(each)).casefold()
    return _WITHOUT.sub("without", _APOSTROPHE.sub("", plain))


def _singular(word: str) -> str:
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "os")):
        return word[:-1]
    return word
