"""One way of answering, cut down to the answers that matter, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

RawAnswer = str | int | date | tuple[str, ...] | tuple[Mapping[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Answers that show something. Every question not named here is an "I don't know".

    Those of optional sections are not asked at all, unless they are named.
    """

    answers: Mapping[str, RawAnswer] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    """Questions of optional sections that somebody opened and could not answer."""
    ordered: Mapping[str, int] = field(default_factory=dict)
    more: int = 0
    """So many more are ordered then, of the item that it is about."""
    owned: Mapping[str, int] = field(default_factory=dict)
    """Smallest units on hand; 0 where it is listed and nobody knows how many."""
    pieces: Mapping[str, int] = field(default_factory=dict)
    """In how many pieces they are, where that is another number."""
    ended: Mapping[str, int] = field(default_factory=dict)
    """Pieces that are no longer paid for."""
    declined: tuple[str, ...] = ()
    offers: Mapping[str, str] = field(default_factory=dict)
    """Offers chosen in place of the recommended ones."""

    def __str__(self) -> str:
        parts = [f"{key}: {_told(value)}" for key, value in self.answers.items()]
        parts += [f"{key}: I don't know" for key in self.unsure]
        parts += [f"ordered: {pieces} {item}" for item, pieces in self.ordered.items()]
        parts += [f"on hand: {units} {item}" for item, units in self.owned.items()]
        parts += [f"in pieces: {pieces} {item}" for item, pieces in self.pieces.items()]
        parts += [f"run out: {pieces} {item}" for item, pieces in self.ended.items()]
        parts += [f"declined: {item}" for item in self.declined]
        parts += [f"{item}: {offer}" for item, offer in self.offers.items()]
        parts += [f"then {self.more} more"] if self.more else []
        return ", ".join(parts) or 'an "I don\'t know" to everything'


def _told(value: RawAnswer) -> str:
    if not isinstance(value, tuple):
        return str(value)
    if not value:
        return "no rows"
    parts = []
    for part in value:
        if isinstance(part, Mapping):
            parts.append("(" + " ".join(str(cell) for cell in part.values()) + ")")
        else:
            parts.append(str(part))
    return " + ".join(parts)
