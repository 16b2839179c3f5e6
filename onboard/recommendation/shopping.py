"""The owner's own shopping list, read into items: "3 pcs w/ office" is three of each.

Nothing is guessed: what fits no item, or two about equally well, is kept as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onboard.content.model import ItemId, ItemKind
from onboard.content.pack import ContentPack
from onboard.recommendation.estate import OrderedItem
from onboard.recommendation.item_names import ItemNames, item_names
from onboard.recommendation.order_parts import Joint, Part, cut, joined, words_of
from onboard.recommendation.order_words import (
    MOST,
    Reading,
    readings,
    slip_reading,
    tokens_of,
)
from onboard.wording import say

__all__ = ["MOST", "read_list", "split_list", "suggestion", "suggestions", "understand"]

_LONGEST_NAME = 4
"""Parts that one name may go over: "Screen, keyboard and mouse" is one thing."""


def read_list(pack: ContentPack, text: str) -> tuple[OrderedItem, ...]:
    """The wishes of a list, each in the owner's own words.

    What stands behind "with" and has no count of its own goes with each of what stands before.
    Reading the words again, one wish a line, gives the same.
    """
    parts = list(_merged(text, _recognised(pack, text)))
    found: list[OrderedItem] = []
    before = 1
    passes = False
    for place, each in enumerate(parts):
        reading = each.reading
        count = reading.quantity
        follows = each.part.joint is Joint.WITH or (each.part.joint is Joint.AND and passes)
        passes = count is None and place > 0 and (follows or reading.takes_each)
        if passes:
            count = before
        elif count is None:
            count = _for_so_many(pack, each) or 1
        words = words_of(text, each.part, with_joint=passes and follows)
        found.append(OrderedItem(words=words, item=each.item, quantity=count))
        before = count
    return tuple(found)


def understand(pack: ContentPack, words: str) -> OrderedItem:
    """One line of the list. `item` is None when no item fits well enough; nothing is guessed."""
    item, reading = _read(pack, words)
    if item is None:
        wishes = read_list(pack, words)
        if len(wishes) == 1:
            return OrderedItem(words.strip(), wishes[0].item, wishes[0].quantity)
        return OrderedItem(words.strip(), None, 1 if reading.quantity is None else reading.quantity)
    whole = _Read(Part(Joint.LINE, 0, len(words), 0), item, reading)
    count = _for_so_many(pack, whole) or 1 if reading.quantity is None else reading.quantity
    return OrderedItem(words.strip(), item, count)


def split_list(pack: ContentPack, text: str) -> tuple[str, ...]:
    """The single wishes of a list as people type it, in their own words.

    What is one thing with "and" in its name stays whole.
    """
    return tuple(wish.words for wish in read_list(pack, text))


def suggestions(pack: ContentPack, words: str) -> tuple[str, ...]:
    """What may be meant by something that was not recognised: two names at most."""
    names = item_names(pack)
    parts = cut(words, names.grammar)
    bare = words_of(words, parts[0]) if len(parts) == 1 else words
    tokens = _said(bare, names)
    near = names.near(tokens)
    if len(near) > 1:
        return tuple(pack.content.items[item].name for item in near[:2])
    return tuple(spelling for spelling, _ in names.alike(tokens))


def suggestion(pack: ContentPack, words: str) -> str | None:
    """The nearest name for something that was not recognised; both, where two are as near."""
    names = item_names(pack)
    found = suggestions(pack, words)
    if not found:
        return None
    if len(found) > 1 and len(names.near(_said(words, names))) > 1:
        return say("order.either", first=found[0], second=found[1])
    return found[0]


# ---- inside


@dataclass(frozen=True, slots=True)
class _Read:
    """A part with what it means."""

    part: Part
    item: ItemId | None
    reading: Reading


def _recognised(pack: ContentPack, text: str) -> list[_Read]:
    """Each part read; parts that together are one name stand as one."""
    parts = cut(text, item_names(pack).grammar)
    found: list[_Read] = []
    place = 0
    while place < len(parts):
        for last in range(min(place + _LONGEST_NAME, len(parts)) - 1, place, -1):
            if any(part.joint is Joint.LINE for part in parts[place + 1 : last + 1]):
                continue
            whole = joined(parts[place], parts[last])
            item, reading = _read(pack, words_of(text, whole), only_exact=True)
            if item is not None:
                found.append(_Read(whole, item, reading))
                place = last + 1
                break
        else:
            item, reading = _read(pack, words_of(text, parts[place]))
            found.append(_Read(parts[place], item, reading))
            place += 1
    said = [each for each in found if each.item or each.reading.tokens or each.reading.quantity]
    return said or found[:1]


def _merged(text: str, found: list[_Read]) -> Iterator[_Read]:
    """Parts without a count of their own that say the same thing again are one wish.

    So are unknown things with "and" between them: whether they are two, nobody knows.
    """
    held: _Read | None = None
    for each in found:
        if held is None:
            held = each
            continue
        joint = each.part.joint
        again = each.item == held.item and each.reading.quantity is None and joint is not Joint.LINE
        if again and (each.item is not None or joint in (Joint.AND, Joint.WITH)):
            held = _Read(joined(held.part, each.part), held.item, held.reading)
        else:
            yield held
            held = each
    if held is not None:
        yield held


def _read(
    pack: ContentPack, words: str, *, only_exact: bool = False
) -> tuple[ItemId | None, Reading]:
    """The item and the way of reading that leads to it; without one, the barest reading."""
    names = item_names(pack)
    grammar = names.grammar
    ways = readings(words, names.telling, grammar)
    bare_ways = readings(words, grammar=grammar) if names.telling else ()
    for bare in (ways, bare_ways):
        for reading in bare:
            item = names.named(reading.tokens)
            if item is not None and not (only_exact and reading.is_cut):
                return item, reading
    barest = min(ways, key=lambda reading: len(reading.tokens))
    if only_exact or any(grammar.negations.intersection(reading.tokens) for reading in ways):
        return None, barest
    for reading in ways:
        near = names.near(reading.tokens)
        if len(near) == 1:
            return near[0], reading
        if near:
            return None, barest
    slip = slip_reading(words, grammar)
    if slip is not None:
        item = names.named(slip.tokens)
        if item is not None:
            return item, slip
    return None, barest


def _for_so_many(pack: ContentPack, each: _Read) -> int | None:
    """“Office for 3 people” is three seats; a printer for three people is one."""
    if each.item is None or pack.content.items[each.item].kind is not ItemKind.LICENCE:
        return None
    return each.reading.tail_count


def _said(words: str, names: ItemNames) -> tuple[str, ...]:
    ways = readings(words, names.telling, names.grammar)
    bare = tokens_of(words, grammar=names.grammar)
    return min((way.tokens for way in ways if way.tokens), key=len, default=bare)
