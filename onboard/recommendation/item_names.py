"""Which item of a pack a few words name, however they are spelled; nothing is guessed.

Exact first: the words in any order, run together or apart. Then by slips of the hand, as many as a
name of that length forgives. Two items about equally near are no match.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from onboard.content.model import ItemId
from onboard.content.pack import ContentPack
from onboard.recommendation.order_grammar import Grammar, grammar_of
from onboard.recommendation.order_words import noise_in, tokens_of

_SLIPS = ((15, 3), (10, 2), (5, 1))
"""From so many letters on, so many slips: a letter wrong, missing, too many, or two swapped."""
_EQUALLY_NEAR = 1
"""Slips by which another item may be farther away and still be meant."""
_FIRST_LETTER_COUNTS = 8
"""Shorter names are only near when the first letter and the spaces are right: a table is no
cable, and a small i with a phone no IP phone."""
_SOUND_ALIKE = ("aeiouy", "ckqsxz", "bp", "dt", "mn", "fvw", "ghj")
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORTH_NAMING = 62.0
"""Of 100: from here on a name is worth asking "did you mean"."""
_WHOLE_WORTH_NAMING = 55.0
"""The same of both as wholes: one word shared with a long name is not enough."""
_MOST_NAMED = 2
_MOST_WORDS = 16
"""Nothing is called by more words; long texts are not searched for slips."""
_DIGITS = re.compile(r"\d+")
Forms = Mapping[str, frozenset[ItemId]]


@dataclass(frozen=True, slots=True, eq=False)
class ItemNames:
    """Every spelling of every item of one pack, ready to be searched."""

    exact: Forms
    """By the words, as written and in order of the alphabet."""
    run_together: Forms
    """The same without spaces, but for those around numbers."""
    word_count: Mapping[str, int]
    """Of how many words each of these was."""
    spellings: Mapping[str, tuple[str, ItemId]]
    """Words → (as the pack writes them, item)."""
    grammar: Grammar
    telling: frozenset[str]
    """Words that are noise elsewhere, and here tell one item from another."""

    def named(self, tokens: Sequence[str]) -> ItemId | None:
        """The item that is called exactly so, if it is one alone."""
        found = self.exact.get(" ".join(tokens)) or self.exact.get(" ".join(sorted(tokens)))
        return next(iter(found)) if found and len(found) == 1 else None

    def near(self, tokens: Sequence[str]) -> tuple[ItemId, ...]:
        """Items within the slips that their names forgive: one is meant; more are in doubt."""
        if len(tokens) > _MOST_WORDS:
            return ()
        forgiven: dict[ItemId, int] = {}
        nearest: dict[ItemId, int] = {}
        for typed in {_run_together(tokens), _run_together(sorted(tokens))}:
            hits = process.extract(
                typed,
                self.run_together.keys(),
                scorer=OSA.distance,
                score_cutoff=_SLIPS[0][1],
                limit=None,
            )
            for name, slips, _ in hits:
                same_spaces = self.word_count[name] == len(tokens)
                found = [nearest]
                if _forgiven(typed, name, int(slips), same_spaces=same_spaces):
                    found.append(forgiven)
                for item in self.run_together[name]:
                    for known in found:
                        known[item] = min(int(slips), known.get(item, int(slips)))
        if not forgiven:
            return ()
        least = min(forgiven.values())
        # Spelled right, with other spaces, nothing else is meant. Otherwise whatever is as near
        # stands against it, even by slips that are never forgiven.
        within = least + _EQUALLY_NEAR if least else 0
        close = {item for item, slips in forgiven.items() if slips <= within}
        close |= {item for item, slips in nearest.items() if slips <= least}
        return tuple(sorted(close, key=lambda item: (nearest[item], item)))

    def alike(self, tokens: Sequence[str]) -> tuple[tuple[str, ItemId], ...]:
        """The nearest names, one for each item, the nearest first."""
        typed = " ".join(tokens[:_MOST_WORDS])
        if not typed:
            return ()
        hits = process.extract(
            typed,
            self.spellings.keys(),
            scorer=fuzz.token_set_ratio,
            score_cutoff=_WORTH_NAMING,
            limit=16,
        )
        ranked = sorted((-score, -fuzz.ratio(typed, name), name) for name, score, _ in hits)
        found: dict[ItemId, str] = {}
        for _, whole, name in ranked:
            if -whole < _WHOLE_WORTH_NAMING:
                continue
            spelling, item = self.spellings[name]
            found.setdefault(item, spelling)
        return tuple((spelling, item) for item, spelling in found.items())[:_MOST_NAMED]


def _run_together(tokens: Sequence[str]) -> str:
    """Numbers keep apart: 12 and 3 are not 123."""
    return "".join(f" {token} " if token.isdecimal() else token for token in tokens).strip()


def _forgiven(typed: str, name: str, slips: int, *, same_spaces: bool) -> bool:
    allowed = next((count for length, count in _SLIPS if len(name) >= length), 0)
    if slips > allowed or _DIGITS.findall(typed) != _DIGITS.findall(name):
        return False
    if slips == 1 and len(typed) == len(name) and not _is_likely(typed, name):
        return False
    is_long = len(name) >= _FIRST_LETTER_COUNTS
    return not slips or is_long or (same_spaces and typed[:1] == name[:1])


def _is_likely(typed: str, name: str) -> bool:
    """One wrong letter sounds like the right one or lies beside it: a pointer is no printer."""
    wrong = [pair for pair in zip(typed, name, strict=True) if pair[0] != pair[1]]
    if len(wrong) != 1:
        return True  # two letters swapped
    given, right = wrong[0]
    if any(given in group and right in group for group in _SOUND_ALIKE):
        return True
    return any(f"{given}{right}" in row or f"{right}{given}" in row for row in _KEYBOARD)


@lru_cache(maxsize=8)
def item_names(pack: ContentPack) -> ItemNames:
    """The names of a pack, prepared once."""
    exact: dict[str, set[ItemId]] = defaultdict(set)
    run_together: dict[str, set[ItemId]] = defaultdict(set)
    word_count: dict[str, int] = {}
    spellings: dict[str, tuple[str, ItemId]] = {}
    names = tuple(_spellings(pack))
    grammar = grammar_of(pack.language)
    telling = _telling(names, grammar)
    for spelling, item in names:
        tokens = tokens_of(spelling, telling, grammar)
        if tokens:
            spellings.setdefault(" ".join(tokens), (spelling, item))
        for words in (tokens, tuple(sorted(tokens))):
            exact[" ".join(words)].add(item)
            run_together[_run_together(words)].add(item)
            word_count.setdefault(_run_together(words), len(words))
    return ItemNames(
        {words: frozenset(items) for words, items in exact.items() if words},
        {words: frozenset(items) for words, items in run_together.items() if words},
        word_count,
        spellings,
        grammar,
        telling,
    )


def _telling(names: Sequence[tuple[str, ItemId]], grammar: Grammar) -> frozenset[str]:
    """As "subscription" does, where there is a firewall and a firewall subscription."""
    by_bare: dict[tuple[str, ...], set[ItemId]] = defaultdict(set)
    noise: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for spelling, item in names:
        bare = tokens_of(spelling, grammar=grammar)
        by_bare[bare].add(item)
        noise[bare] |= noise_in(spelling, grammar)
    return frozenset(
        word for bare, items in by_bare.items() if len(items) > 1 for word in noise[bare]
    )


def _spellings(pack: ContentPack) -> Iterator[tuple[str, ItemId]]:
    for key, item in pack.content.items.items():
        yield item.name, ItemId(key)
        for word in item.words:
            yield word, ItemId(key)
        yield key.replace("-", " "), ItemId(key)
    for word, key in pack.content.order_words.items():
        yield word, ItemId(key)
