"""A document laid out on pages, with everything the last step needs to finish the file."""

from __future__ import annotations

import io
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from onboard.agreement.document import Document
from onboard.pdf import fonts
from onboard.pdf.blocks import SectionSetter
from onboard.pdf.contents import contents
from onboard.pdf.cover import TEXT_TOP, band_height, cover, draw_band
from onboard.pdf.drawing import draw_text, fit
from onboard.pdf.flowables import Text
from onboard.pdf.keeping import leading, room_for, spaced, with_breaks
from onboard.pdf.setting import Setting
from onboard.pdf.sheet import SHEET_BOTTOM, SHEET_NEXT, SHEET_TOP, draw_sheet_head, sheet_head
from onboard.pdf.styles import BOTTOM, MARGIN, TOP, palette
from onboard.pdf.tagging import Element, TaggedCanvas


@dataclass(frozen=True, slots=True)
class Place:
    """Where a heading stands: index of the page, height on it in points."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Draft:
    """Pages without tags, metadata and attachments."""

    pdf: bytes
    root: Element
    owners: list[list[Element]]
    places: dict[str, Place]


def lay_out(
    document: Document, page_size: tuple[float, float] = A4, *, as_sheet: bool = False
) -> Draft:
    """Set the document in one pass; numbers of pages are drawn when all of them are known.

    A sheet begins with its text on the first page: no cover page, no list of contents.

    Raises:
        UserFacingError: "paper.cannot-draw", a character that no font has.
    """
    with fonts.drawing():
        fonts.require_drawable(_texts(document))
        return _Template(document, page_size, as_sheet).draft()


class _Template(BaseDocTemplate):
    """The pages, and where everything on them is."""

    def __init__(self, document: Document, page_size: tuple[float, float], as_sheet: bool) -> None:
        self.buffer = io.BytesIO()
        super().__init__(
            self.buffer,
            pagesize=page_size,
            title=document.reference,
            lang=document.language,
            invariant=1,
            initialFontName=fonts.REGULAR,
        )
        self.document, self.paper_size = document, page_size
        self.as_sheet = as_sheet
        self.places: dict[str, Place] = {}
        self.root = Element("Document")
        width, height = page_size
        above, self.below = (SHEET_NEXT, SHEET_BOTTOM) if as_sheet else (TOP, BOTTOM)
        self.setting = Setting(width - 2 * MARGIN, height - above - self.below, document.language)
        top, first = (SHEET_TOP, self._on_sheet) if as_sheet else (TEXT_TOP, self._on_cover)
        self.addPageTemplates(
            [
                PageTemplate("first", [self._frame(height - top - self.below)], first),
                PageTemplate("body", [self._frame(self.setting.page_height)], self._on_page),
            ]
        )

    def draft(self) -> Draft:
        made: list[TaggedCanvas] = []

        def canvas(*arguments: Any, **options: Any) -> TaggedCanvas:
            options |= {"initialFontName": fonts.REGULAR, "pdfVersion": (1, 7)}
            options["pageCompression"] = 0  # the last step compresses
            made.append(TaggedCanvas(*arguments, **options))
            return made[-1]

        self.build(self._story(), canvasmaker=canvas)
        return Draft(self.buffer.getvalue(), self.root, made[-1].owners, self.places)

    def afterFlowable(self, flowable: Flowable) -> None:
        if not isinstance(flowable, Text) or not flowable.anchor:
            return
        anchor = flowable.anchor
        top: float = self.frame._y + flowable.height + 12  # type: ignore[attr-defined]
        self.canv.bookmarkPage(anchor, fit="XYZ", left=0, top=top)
        self.canv.addOutlineEntry(flowable.outline, anchor, 0)
        self.places[anchor] = Place(self.page - 1, top)

    def _frame(self, height: float) -> Frame:
        return Frame(
            MARGIN,
            self.below,
            self.setting.width,
            height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )

    def _story(self) -> list[Flowable]:
        sections = self.document.sections
        titles = [f"{number}  {part.title}" for number, part in enumerate(sections, start=1)]
        keys = [f"section-{number}" for number in range(1, len(sections) + 1)]
        if self.as_sheet:
            titles = [part.title for part in sections]
            story = sheet_head(self.document.cover, self.root, self.setting)
            story.append(NextPageTemplate("body"))
        else:
            # What a cover cannot hold goes on below no band, where dark words can be read.
            story = [NextPageTemplate("body")]
            story += cover(self.document.cover, self.root, self.setting)
            story.append(PageBreak())
            lines = list(zip(titles, keys, strict=True))
            heading = self.document.contents_title
            story += contents(heading, lines, self._page_of, self.root, self.setting)
        style, above, below = ("card-h", 7, 3) if self.as_sheet else ("h1", 18, 6)
        for section, title, key in zip(sections, titles, keys, strict=True):
            part = self.root.add("Sect", title=section.title)
            flowables: list[Flowable] = []
            if title:
                head = Text(title, style, part.add("H1", title=title), anchor=key, outline=title)
                flowables.append(leading(spaced(head, above, below)))
            setter = SectionSetter(part, self.setting)
            for block in section.blocks:
                flowables += setter.flowables(block)
            if section.new_page:
                story.append(room_for(flowables, self.setting.width, self.setting.page_height))
            story += flowables
        return with_breaks(story, self.setting.width, self.setting.page_height)

    def _on_cover(self, canvas: Any, _template: BaseDocTemplate) -> None:
        draw_band(canvas, self.paper_size, band_height(self.document.cover, self.setting))
        self._foot(canvas, with_number=False)

    def _on_sheet(self, canvas: Any, _template: BaseDocTemplate) -> None:
        draw_sheet_head(canvas, self.paper_size, self.document.cover, self.setting)
        self._foot(canvas, with_number=True)

    def _on_page(self, canvas: Any, _template: BaseDocTemplate) -> None:
        self._foot(canvas, with_number=True)

    def _foot(self, canvas: TaggedCanvas, *, with_number: bool) -> None:
        """Reference and title at the left, page x of y at the right, the note below them."""
        colours, width = palette(), self.setting.width
        canvas.begin_artwork("Pagination")
        if with_number:
            canvas.setStrokeColor(colours.rule)
            canvas.setLineWidth(0.5)
            canvas.line(MARGIN, 46, MARGIN + width, 46)
            title = f"{self.document.reference} · {self.document.running_title}"
            draw_text(
                canvas,
                MARGIN,
                34,
                title,
                font=fonts.REGULAR,
                size=fit(title, fonts.REGULAR, 7.6, width - 90),
                colour=colours.muted,
            )
            number = self.page
            canvas.later(lambda canvas: self._draw_number(canvas, number))
        if note := self.document.footer_note:
            size = fit(note, fonts.MEDIUM, 7.6, width)
            draw_text(
                canvas, MARGIN, 22, note, font=fonts.MEDIUM, size=size, colour=colours.warning
            )
        canvas.end()

    def _draw_number(self, canvas: TaggedCanvas, number: int) -> None:
        """Page x of y, at the right of the foot; asked for when the last page is set."""
        draw_text(
            canvas,
            MARGIN + self.setting.width,
            34,
            self.setting.word("page", page=number, total=self.page),
            font=fonts.MEDIUM,
            size=7.6,
            colour=palette().muted,
            align="right",
        )

    def _page_of(self, key: str) -> int:
        return self.places[key].page + 1


def _texts(value: object) -> list[str]:
    """Every text within a value."""
    found: list[str] = []
    left: list[Any] = [value]
    while left:
        each = left.pop()
        if isinstance(each, tuple):
            left += each
        elif not isinstance(each, str):
            left += [getattr(each, name) for name in _names(each.__class__)]
        elif not isinstance(each, Enum):
            found.append(each)
    return found


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a part of a document; nothing for any other value."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
