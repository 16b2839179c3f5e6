"""Marked content for ReportLab: every mark on a page belongs to a structure element or is artwork.

The canvas writes the marks and notes which element owns which; `structure.py` turns that into the
structure tree of the finished file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

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
        drawn: dict[str, str] = {}
        for number, draw in enumerate(self._later):
            self._code = []
            draw(self)
            drawn[_waiting(number)] = "\n".join(self._code)
        self._code = []
        for page in self._doc.Pages.pages:
            lines = page.stream.split("\n")
            page.stream = "\n".join([drawn.get(line, line) for line in lines])

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
    """A comment in the page's content: no operator of ours looks like it."""
    return f"% waiting {number}"
