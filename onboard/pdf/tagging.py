"""Marked content for ReportLab: every mark on a page belongs to a structure element or is artwork.

The canvas writes the marks and notes which element owns which; `structure.py` turns that into the
structure tree of the finished file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from reportlab.lib.colors import Color
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from onboard.pdf.glyphs import Glyphs, IndentedLine, shown_lines

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Marked:
    """Content on a page: the page's index and the number of the mark there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Reserved:
    """A place for an annotation that the last step creates: a link or a signature field."""

    page: int
    rect: Rect
    field: str = ""
    """Name of the signature field; empty for a link."""
    target: str = ""
    """Key of the place a link leads to; empty for a field."""


@dataclass(slots=True, eq=False)
class Element:
    """One structure element; its children are elements, marks and reserved places, in order."""

    tag: str
    alt: str = ""
    title: str = ""
    header: bool = False
    """A header cell: drawn again on a later page it is artwork, so that it is read once."""
    attributes: dict[str, dict[str, object]] = field(default_factory=dict)
    children: list[Element | Marked | Reserved] = field(default_factory=list)

    def add(self, tag: str, **values: Any) -> Element:
        child = Element(tag, **values)
        self.children.append(child)
        return child

    def first_page(self) -> int | None:
        pages = [child.page for child in self.children if isinstance(child, Marked)]
        return min(pages, default=None)


_WAITING = re.compile(r"^% waiting (\d+)$", re.MULTILINE)


class SpacedText(PDFTextObject):
    """Ends each laid-out line with a space, so that extracted text keeps its words apart.

    ISO 32000-1, 14.8.2.5. ReportLab 5.1 leaves the space out.
    """

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N803
        if TStar and text and not text.endswith((" ", "-")):
            text += " "
        super()._textOut(text, TStar)  # type: ignore[misc]


class TaggedCanvas(Canvas):
    """A canvas on which drawing happens between `begin` or `begin_artwork` and `end`.

    Inner pairs are counted and write nothing: marks stay flat.
    """

    _code: list[str]
    _doc: Any

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._depth = 0
        self._later: list[Callable[[TaggedCanvas], None]] = []
        self.owners: list[list[Element]] = [[]]
        """By page, the element that owns each mark."""
        self._glyphs: dict[str, Glyphs] = {}
        self._manners: dict[tuple[float, Color, float], str] = {}
        super().__init__(*arguments, **options)

    @property
    def page_index(self) -> int:
        return len(self.owners) - 1

    def showPage(self) -> None:
        super().showPage()
        self.owners.append([])

    def save(self) -> None:
        if self._code:
            self.showPage()
        self._draw_what_waits()
        super().save()

    def later(self, draw: Callable[[TaggedCanvas], None]) -> None:
        """Draw at this place what only the last page tells, such as how many pages there are.

        `draw` is called once all pages are set. It sets its own colour and font, and may use no
        mark and no reserved place of its own: it belongs to what is open here.
        """
        self._code.append(_waiting(len(self._later)))
        self._later.append(draw)

    def _draw_what_waits(self) -> None:
        drawn: list[str] = []
        for draw in self._later:
            self._code = []
            draw(self)
            drawn.append("\n".join(self._code))
        self._code = []
        for page in self._doc.Pages.pages:
            told = _WAITING.sub(lambda found: drawn[int(found[1])], page.stream)
            page.stream = told.encode("latin-1")  # a character here is a byte there

    def write(
        self,
        x: float,
        y: float,
        lines: Iterable[IndentedLine],
        *,
        font: str,
        size: float,
        colour: Color,
        leading: float = 0,
    ) -> bool:
        """Lines below each other, the first with its base line at y.

        False, and nothing is written, where the file has no single name of the font for them.
        """
        glyphs = self._glyphs.get(font)
        if glyphs is None:
            glyphs = self._glyphs[font] = Glyphs(font, self._doc)
        shown = shown_lines(glyphs, x, y, lines, leading)
        if shown:
            self._code.append(f"BT {glyphs.name} {self._manner(size, colour, leading)}{shown} ET")
        return shown is not None

    def _manner(self, size: float, colour: Color, leading: float) -> str:
        """Size and colour of what follows, and the leading where there is more than a line."""
        key = (size, colour, leading)
        told = self._manners.get(key)
        if told is None:
            told = f"{fp_str(size)} Tf {fp_str(colour.rgb())} rg "
            if leading:
                told += f"{fp_str(leading)} TL "
            self._manners[key] = told
        return told

    def beginText(
        self, x: float = 0, y: float = 0, direction: Literal["LTR", "RTL"] | None = None
    ) -> SpacedText:
        return SpacedText(self, x, y, direction)

    def begin(self, element: Element) -> None:
        first = element.first_page()
        if element.header and first is not None and first != self.page_index:
            self._open("/Artifact <</Type /Pagination /Subtype /Header>> BDC")
            return
        if self._depth == 0:
            marks = self.owners[-1]
            element.children.append(Marked(self.page_index, len(marks)))
            marks.append(element)
            self._open(f"/{element.tag} <</MCID {len(marks) - 1}>> BDC")
        else:
            self._open("")

    def begin_artwork(self, kind: str = "Layout") -> None:
        self._open(f"/Artifact <</Type /{kind}>> BDC")

    def end(self) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._code.append("EMC")

    def reserve(self, element: Element, width: float, height: float, **place: str) -> None:
        """Keep a rectangle, from the current origin, for an annotation that `element` owns."""
        x, y = self.absolutePosition(0, 0)
        rect = (x, y, x + width, y + height)
        element.children.append(Reserved(self.page_index, rect, **place))

    def _open(self, code: str) -> None:
        if self._depth == 0:
            self._code.append(code)
        self._depth += 1


def _waiting(number: int) -> str:
    """A comment in the page's content on a line of its own, as `_WAITING` finds it.

    No text can look like it: within a string a line end is written as two letters.
    """
    return f"% waiting {number}"
