"""The owner's own shopping list, read into items: "3 PCs" is three workstations."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache

from onboard.content.model import ItemId
from onboard.content.pack import ContentPack
from onboard.recommendation.estate import OrderedItem

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)
_COUNT = re.compile(r"^\s*(?:(\d{1,4})\s*(?:x|×|pcs?\.|pieces?(?: of)?)?|([a-z]+))\s+(.+)$", re.I)
_NOISE = {"a", "an", "the", "of", "new", "more", "some", "extra", "additional", "licence",
          "licences", "license", "licenses", "seat", "seats", "copies", "copy"}  # fmt: skip
MOST = 9999
_SEPARATORS = re.compile(r"[\n;]|,(?!\d{3})")
_JOINTS = re.compile(r"\s+(?:and|&|\+|plus)\s+", re.I)
CLOSE_ENOUGH = 0.84


def understand(pack: ContentPack, words: str) -> OrderedItem:
    """One line of the list. `item` is None when no item fits well enough; nothing is guessed."""
    quantity, rest = _split(words)
    return OrderedItem(words=words.strip(), item=_item(pack, rest), quantity=quantity)


def split_list(pack: ContentPack, text: str) -> tuple[str, ...]:
    """The single wishes of a list as people type it: lines, commas, "and".

    What is one thing with "and" in its name stays whole.
    """
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    wishes: list[str] = []
    for part in filter(None, parts):
        pieces = [piece.strip() for piece in _JOINTS.split(part) if piece.strip()]
        is_whole = len(pieces) < 2 or understand(pack, part).item is not None
        known = all(understand(pack, piece).item is not None for piece in pieces)
        wishes.extend([part] if is_whole or not known else pieces)
    return tuple(wishes)


def suggestion(pack: ContentPack, words: str) -> str | None:
    """The nearest name for something that was not recognised."""
    _, rest = _split(words)
    close = difflib.get_close_matches(_plain(rest), list(_names(pack)), n=1, cutoff=0.5)
    return close[0] if close else None


def _split(words: str) -> tuple[int, str]:
    match = _COUNT.match(words)
    if match is None:
        return 1, words
    digits, number, rest = match.groups()
    if digits:
        return min(int(digits), MOST), rest
    if number.casefold() in _NUMBERS:
        return _NUMBERS.index(number.casefold()), rest
    return 1, words


def _item(pack: ContentPack, rest: str) -> ItemId | None:
    names = _names(pack)
    plain = _plain(rest)
    if plain in names:
        return names[plain]
    close = difflib.get_close_matches(plain, list(names), n=1, cutoff=CLOSE_ENOUGH)
    return names[close[0]] if close else None


@lru_cache(maxsize=8)
def _names(pack: ContentPack) -> dict[str, ItemId]:
    return {_plain(name): key for name, key in _spellings(pack)}


def _spellings(pack: ContentPack) -> Iterator[tuple[str, ItemId]]:
    for key, item in pack.content.items.items():
        yield key.replace("-", " "), ItemId(key)
        yield item.name, ItemId(key)
        for word in item.words:
            yield word, ItemId(key)
    for word, key in pack.content.order_words.items():
        yield word, ItemId(key)


def _plain(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return " ".join(_singular(word) for word in words if word not in _NOISE)


def _singular(word: str) -> str:
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "os")):
        return word[:-1]
    return word
