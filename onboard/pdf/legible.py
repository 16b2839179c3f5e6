"""Whether each text on a page can be read where it stands, mark by mark.

A text can be there and yet not be seen: in the colour of what is below it, with something over it,
beside the page, or at the place of another text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onboard.pdf.plane import (
    WHITE,
    Box,
    Colour,
    Matrix,
    Point,
    around,
    contrast,
    grown,
    holds,
    is_within,
    touch,
)

_SMALLEST = 5.0
"""Points of a letter."""
_TALL, _ABOVE, _BELOW = 0.66, 0.75, 0.22
"""Of a letter's size: the height that no other mark may touch, and how far letters reach."""
_LEAST_CONTRAST = 1.8
"""What people read without trouble has 4.5; a light grey that hides from a hurried eye has less."""
THINNEST = 1.2
"""Points of a line that strikes words out and does not hide them."""
_CLOSEST = 3.0
"""Points between words that are compared and such as are not, on one line."""
_SHORTEST = 8
"""Letters of initials: those stand above the words that they follow."""
ASIDE = ("/Artifact", "/Link")
FIGURE = "/Figure"
_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class _Text:
    box: Box
    words: str
    mark: str
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Paint:
    box: Box
    colour: Colour
    corners: tuple[Point, ...] = ()
    """Of a surface without dents; of all others none."""
    is_thin: bool = False
    """A line that strikes words out and does not hide them."""


class Marks:
    """What stands on one page so far."""

    def __init__(self, sheet: Box) -> None:
        self.sheet = sheet
        self.texts: list[_Text] = []
        self.paints: list[Paint] = []

    def __len__(self) -> int:
        return len(self.texts) + len(self.paints)

    def write(
        self, place: Matrix, size: float, length: float, words: str, mark: str, colour: Colour
    ) -> None:
        """Add a text, its length in its own points.

        Raises:
            ValueError: it cannot be read there, or stands out of its order.
        """
        whole = around(place, 0, -_BELOW * size, length, _ABOVE * size)
        if not holds(self.sheet, whole):
            raise ValueError("words beside the page")
        text = _Text(around(place, 0, 0, length, _TALL * size), words, mark)
        left, bottom, right, top = grown(text.box, _CLOSEST, 0)
        for other in self.texts:
            box = other.box
            if (box[0] < right and left < box[2]) or (box[1] < top and bottom < box[3]):
                _require_order(other, text, is_next=other is self.texts[-1])
        if not self._is_legible(text, colour):
            raise ValueError("words that do not stand out")
        self.texts.append(text)

    def _is_legible(self, text: _Text, colour: Colour) -> bool:
        for paint in reversed(self.paints):
            if touch(text.box, paint.box):
                if paint.is_thin and not text.is_struck:
                    text.is_struck = True
                    continue
                if contrast(colour, paint.colour) < _LEAST_CONTRAST:
                    return False
                if is_within(text.box, paint.corners):
                    return True
        return contrast(colour, WHITE) >= _LEAST_CONTRAST

    def paint(self, paint: Paint) -> None:
        """Add a painting.

        Raises:
            ValueError: it lies over words.
        """
        for text in self.texts:
            if touch(paint.box, text.box):
                if not paint.is_thin or text.is_struck:
                    raise ValueError("words that something lies over")
                text.is_struck = True
        self.paints.append(paint)


def require_plain(place: Matrix, size: float, spread: float) -> None:
    """Upright, or up along the page; large enough, and with spaces between the words."""
    a, b, c, d, *_ = place
    is_upright = a == d > 0 and b == c == 0
    if not is_upright and not (b == -c > 0 and a == d == 0):
        raise ValueError("words turned round or drawn out")
    if size * max(a, b) < _SMALLEST or not -0.2 * size < spread < size:
        raise ValueError("words too small or too close to be read")


def _require_order(before: _Text, text: _Text, *, is_next: bool) -> None:
    """Words follow each other to the right and down, as they do in the file."""
    one, other = before.box, text.box
    if touch(one, other):
        raise ValueError("words over words")
    if before.mark in ASIDE or text.mark in ASIDE:
        is_one_kind = before.mark in ASIDE and text.mark in ASIDE
        if not is_one_kind and touch(grown(one, _CLOSEST, 0), other):
            raise ValueError("words beside others that are not compared")
        return
    if before.mark == text.mark == FIGURE:
        return
    is_beside = one[1] < other[3] and other[1] < one[3]
    is_below = one[0] < other[2] and other[0] < one[2]
    are_initials = is_next and len(text.words) <= _SHORTEST and not _NUMBER.search(text.words)
    if (is_beside and other[0] < one[0]) or (is_below and other[1] > one[1] and not are_initials):
        raise ValueError("words in another order than that of the file")
