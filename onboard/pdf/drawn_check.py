"""Whether the words on a page can be read there, where words are all that is compared.

A text can stand in the file and yet not be seen: white on white, beside the page, drawn in another
font's letters, or with something painted over it. It can stand at another text's place. And a page
shows words that nobody compares, its running heads. So papers of another version of this program
are looked at mark by mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from pikepdf import Array, Dictionary, Name, Page, Pdf, parse_content_stream

from onboard.pdf.font_check import Letters, fonts_of
from onboard.pdf.legible import ASIDE, FIGURE, THINNEST, Marks, Paint, require_plain
from onboard.pdf.plane import (
    NEAR,
    PLAIN,
    WHITE,
    Box,
    Colour,
    Matrix,
    Point,
    along,
    bounds,
    colour_of,
    grown,
    is_round,
    joined,
    matrix,
    moved,
    upright,
)
from onboard.pdf.words import are_same_words

_MOST_MARKS = 1_000
"""Texts and paintings of one page; ours have some three hundred."""
_MOST_PAIRS = 5_000_000
"""Of marks on one page, over all pages; a paper of forty pages has a tenth of it."""
_LONGEST, _LONGEST_IN_ALL = 150_000, 3_000_000
"""Bytes that draw one page, and all; ours take some ten thousand for each."""
_SPACE = 0x20
_HEAD = "/TH"
_MARK_KEYS = {"/MCID", "/Type", "/Subtype"}
_LINES, _SURFACES = ("S", "s"), ("f", "f*")
_PAINTING = (*_LINES, *_SURFACES, "B", "B*")
_NOTHING = ("J", "j", "d")
_VALUES = {"cm": 6, "Tm": 6, "rg": 3, "RG": 3, "Tf": 2, "Td": 2, "BDC": 2, "d": 2, "c": 6, "re": 4}
_VALUES |= dict.fromkeys(("m", "l"), 2) | dict.fromkeys(("w", "J", "j", "TL", "Tw", "Tj", "'"), 1)
_VALUES["Do"] = 1
"""How many values stand before an operator; none before the others. Viewers differ about more."""
_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class Seen:
    """What is drawn, in the order of the file."""

    body: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    """The texts that a line strikes out."""
    figures: list[str] = field(default_factory=list)
    """The words of figures, which stand in no order of lines."""
    aside: set[str] = field(default_factory=set)
    """Running heads, repeated headers and the lines of the contents, without their numbers."""
    heads: set[str] = field(default_factory=set)
    """Of tables."""

    def says_as(self, other: Seen) -> bool:
        """Whether the same words are drawn, but for the pages that they stand on."""
        # A table's head is drawn again where a page ends within it, here or there.
        return self.aside <= other.aside | other.heads and all(
            are_same_words("".join(found).split(), "".join(wanted).split())
            for found, wanted in (
                (self.body, other.body),
                (self.struck, other.struck),
                (self.figures, other.figures),
            )
        )


@dataclass(frozen=True, slots=True)
class _State:
    place: Matrix = PLAIN
    fill: Colour = (0.0, 0.0, 0.0)
    stroke: Colour = (0.0, 0.0, 0.0)
    line: float = 1.0
    font: str = ""
    size: float = 0.0
    leading: float = 0.0
    spread: float = 0.0


def seen_in(pdf: Pdf) -> Seen:
    """What is drawn on the pages, where all of its words can be read.

    Raises:
        ValueError, KeyError, TypeError, IndexError, AttributeError: some word cannot be read, or
            it is drawn in a way that no version draws.
    """
    found, left, pairs = Seen(), _LONGEST_IN_ALL, _MOST_PAIRS
    known: dict[tuple[int, int], Letters] = {}
    for page in pdf.pages:
        length = sum(len(each.read_bytes()) for each in _code_of(page))
        left -= length
        if length > _LONGEST or left < 0:
            raise ValueError("more on the pages than on any of ours")
        drawn = _Drawn(fonts_of(page, known), bounds(_corners(page.obj.MediaBox)), found)
        drawn.look(parse_content_stream(page))
        drawn.cover(page.obj.get(Name.Annots, Array()))
        found.body.append("\n")
        pairs -= len(drawn.marks) ** 2
        if pairs < 0:
            raise ValueError("more on the pages than on any of ours")
    return found


def seen_in_picture(code: bytes, font: Callable[[str], Letters], size: tuple[float, float]) -> Seen:
    """The same of a picture that is drawn by itself.

    Raises:
        ValueError, KeyError, TypeError, IndexError: as above.
    """
    found = Seen()
    with Pdf.new() as pdf:
        _Drawn(font, (0, 0, *size), found).look(parse_content_stream(pdf.make_stream(code)))
    return found


def _corners(edges: Any) -> list[Point]:
    left, bottom, right, top = (float(each) for each in edges)
    return [(left, bottom), (right, top)]


def _code_of(page: Page) -> list[Any]:
    found = page.obj.Contents
    return list(found) if isinstance(found, Array) else [found]


class _Drawn:
    """One page, mark by mark."""

    def __init__(self, font: Callable[[str], Letters], sheet: Box, seen: Seen) -> None:
        self.font, self.seen = font, seen
        self.marks = Marks(sheet)
        self.now, self.kept = _State(), list[_State]()
        self.line = self.pen = PLAIN
        self.path: list[list[Point]] = []
        self.bends: list[Point] = []
        self.mark = ""

    def look(self, code: Iterable[Any]) -> None:
        for instruction in code:
            self._do(str(instruction.operator), list(instruction.operands))
            if len(self.marks) > _MOST_MARKS:
                raise ValueError("more on one page than on any of ours")

    def cover(self, annotations: Iterable[Any]) -> None:
        """What lies over a page: fields in their places, links without a frame."""
        for each in annotations:
            if each.Subtype == Name.Widget:
                self.marks.paint(Paint(upright(float(edge) for edge in each.Rect), WHITE))
            elif [int(edge) for edge in each.Border] != [0, 0, 0]:
                raise ValueError("a link with a frame")
        self.seen.struck += [each.words for each in self.marks.texts if each.is_struck]

    def _do(self, operator: str, values: list[Any]) -> None:
        if len(values) != _VALUES.get(operator, 0) or (operator == "d" and not _is_dash(*values)):
            raise ValueError("drawn as no version draws")
        match operator:
            case "q":
                self.kept.append(self.now)
            case "Q":
                self.now = self.kept.pop()
            case "cm":
                self._set(place=joined(matrix(values), self.now.place))
            case "rg":
                self._set(fill=colour_of(values))
            case "RG":
                self._set(stroke=colour_of(values))
            case "w":
                self._set(line=float(values[0]))
            case "BDC" if not self.mark and isinstance(values[1], Dictionary):
                if set(values[1].keys()) - _MARK_KEYS:
                    raise ValueError("words to be read out otherwise")
                self.mark = str(values[0])
            case "EMC" if self.mark:
                self.mark = ""
            case "m" | "l" | "c" | "re" | "h":
                self._draw(operator, [float(each) for each in values])
            case "n":
                self.path, self.bends = [], []
            case "Do":
                self._draw("re", [0, 0, 1, 1])
                self._end("f")
            case _ if operator in _PAINTING:
                self._end(operator)
            case _ if operator not in _NOTHING:
                self._write(operator, values)

    def _write(self, operator: str, values: list[Any]) -> None:
        match operator:
            case "BT" | "ET":
                self.line = self.pen = PLAIN
            case "Tf":
                self._set(font=str(values[0]), size=float(values[1]))
            case "TL":
                self._set(leading=float(values[0]))
            case "Tw":
                self._set(spread=float(values[0]))
            case "Tm":
                self.line = self.pen = matrix(values)
            case "Td":
                self._move(float(values[0]), float(values[1]))
            case "T*":
                self._move(0, -self.now.leading)
            case "Tj":
                self._show(bytes(values[0]))
            case "'":
                self._move(0, -self.now.leading)
                self._show(bytes(values[0]))
            case _:
                raise ValueError("drawn as no version draws")

    def _set(self, **values: Any) -> None:
        self.now = replace(self.now, **values)

    def _move(self, x: float, y: float) -> None:
        self.line = self.pen = joined((1, 0, 0, 1, x, y), self.line)

    def _show(self, codes: bytes) -> None:
        now, (letters, widths) = self.now, self.font(self.now.font)
        words = "".join(letters[code] for code in codes)
        steps = [
            widths[code] * now.size / 1000 + (now.spread if code == _SPACE else 0) for code in codes
        ]
        place = joined(self.pen, now.place)
        self.pen = joined((1, 0, 0, 1, sum(steps), 0), self.pen)
        if self.mark == _HEAD:
            self.seen.heads.add(_plain(words))
        if self.mark in ASIDE:
            self.seen.aside.add(_plain(words))
        else:
            (self.seen.figures if self.mark == FIGURE else self.seen.body).append(words)
        if not words.strip():
            return
        require_plain(place, now.size, now.spread)
        length = sum(steps[: len(words.rstrip())])
        self.marks.write(place, now.size, length, words, self.mark, now.fill)

    def _draw(self, operator: str, values: list[float]) -> None:
        points = list(zip(values[::2], values[1::2], strict=True))
        if operator == "re":
            (x, y), (width, height) = points
            points = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        if operator == "c":
            self.bends += points
            points = list(along(self.path[-1][-1], *points))
        if operator in ("m", "re"):
            self.path.append([])
        if points:
            self.path[-1] += points

    def _end(self, operator: str) -> None:
        """The path is painted: a line along it, a surface within it, or both."""
        now, path, bends = self.now, self.path, self.bends
        self.path, self.bends = [], []
        points = [moved(point, now.place) for part in path for point in part]
        if not points:
            return
        box = bounds([*points, *(moved(point, now.place) for point in bends)])
        wide = 0.0 if operator in _SURFACES else now.line * max(map(abs, now.place[:4]))
        is_line = operator in _LINES
        is_flat = min(box[2] - box[0], box[3] - box[1]) < NEAR
        self.marks.paint(
            Paint(
                grown(box, wide / 2, wide / 2),
                now.stroke if is_line else now.fill,
                tuple(points) if not is_line and len(path) == 1 and is_round(points) else (),
                is_thin=is_line and is_flat and wide < THINNEST,
            )
        )


def _plain(words: str) -> str:
    return _NUMBER.sub("#", " ".join(words.split()))


def _is_dash(lengths: Any, start: Any) -> bool:
    return len(lengths) <= 2 and all(float(each) >= 0 for each in (*lengths, start))
