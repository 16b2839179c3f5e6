"""The buying card as one page: a band with the title, a list to tick, two lists to talk about."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from onboard.papers.buying_card import BuyingCard, CardNeed
from onboard.pdf import fonts
from onboard.pdf.finish import finish
from onboard.pdf.flowables import ListItem, Text
from onboard.pdf.keeping import spaced
from onboard.pdf.layout import Draft
from onboard.pdf.metadata import Metadata
from onboard.pdf.styles import palette
from onboard.pdf.tables import TableCommands, TaggedTable
from onboard.pdf.tagging import Element, TaggedCanvas
from onboard.wording import say

_SIDE = 16 * mm
_BAND = 84.0
_TITLE_TOP = 23.0
_BOTTOM = 26.0
_GAP = 18.0
_COLUMNS = (0.28, 0.36, 0.36)
"""Shares of the width: the thing, its reason, its count."""
_GAPS = 5
_MOST_AIR = 9.0
_PLAIN: TableCommands = [
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def card_pdf(card: BuyingCard, at: datetime, page_size: tuple[float, float] = A4) -> bytes:
    """The card as PDF/A-3a and PDF/UA-1, on exactly one page.

    Things for which the page has no room are named in one line, the last ones first.

    Raises:
        UserFacingError: "paper.cannot-draw", a character that no font has.
    """
    metadata = Metadata(
        title=card.title, author=card.source, subject=card.lead, language=card.language, at=at
    )
    with fonts.drawing():
        fonts.require_drawable(_texts(card))
        return finish(_fitted(card, page_size), metadata, ())


def _fitted(card: BuyingCard, page_size: tuple[float, float]) -> Draft:
    """As many things as one page holds, and the room that is left spread over it."""
    for shown in range(len(card.needs), -1, -1):
        page = _Page(card, shown, page_size)
        draft = page.draft()
        if page.page == 1:
            break
    airy = _Page(card, shown, page_size, page.air)
    spread = airy.draft()
    return spread if airy.page == 1 else draft


class _Page(BaseDocTemplate):
    """One try, with so many things in the list to tick."""

    def __init__(
        self, card: BuyingCard, shown: int, page_size: tuple[float, float], air: float = 0
    ) -> None:
        self.buffer = io.BytesIO()
        super().__init__(
            self.buffer,
            pagesize=page_size,
            title=card.title,
            lang=card.language,
            invariant=1,
            initialFontName=fonts.REGULAR,
        )
        self.card, self.shown, self.paper_size, self.extra = card, shown, page_size, air
        self.root = Element("Document")
        self.measure = page_size[0] - 2 * _SIDE
        height = page_size[1] - _TITLE_TOP - _BOTTOM
        frame = Frame(_SIDE, _BOTTOM, self.measure, height, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("card", [frame], self._on_page)])

    def draft(self) -> Draft:
        made: list[TaggedCanvas] = []

        def canvas(*arguments: Any, **options: Any) -> TaggedCanvas:
            options |= {"initialFontName": fonts.REGULAR, "pdfVersion": (1, 7)}
            made.append(TaggedCanvas(*arguments, **options))
            return made[-1]

        self.build(self._story(), canvasmaker=canvas)
        return Draft(self.buffer.getvalue(), self.root, made[-1].owners, {})

    @property
    def air(self) -> float:
        """Room for each row and twice for each gap, in points, once this page is set."""
        left: float = self.frame._y - _BOTTOM  # type: ignore[attr-defined]
        return min(_MOST_AIR, 0.95 * left / (self.shown + 2 * _GAPS))

    def _story(self) -> list[Flowable]:
        card, part = self.card, self.root.add("Sect", title=self.card.title)
        title = Text(card.title, "card-title", part.add("H1", title=card.title))
        lead = Text(card.lead, "card-lead", part.add("P"))
        used = title.wrap(self.measure, 1000)[1] + lead.wrap(self.measure, 1000)[1] + 2
        story: list[Flowable] = [title, spaced(lead, 2, _BAND - _TITLE_TOP - used + 14)]
        story += self._needs(part)
        story += self._two_columns(card.questions_title, card.questions, part, numbered=True)
        story += self._two_columns(card.expectations_title, card.expectations, part)
        story.append(self._close(part))
        story.append(spaced(Text(card.foot, "card-foot", part.add("P")), 9, 0))
        return story

    def _needs(self, parent: Element) -> list[Flowable]:
        """A table with a box to tick in front of each thing."""
        card, part = self.card, parent.add("Sect", title=self.card.needs_title)
        story = [self._heading(card.needs_title, part)]
        table = part.add("Table")
        head, body = table.add("THead").add("TR"), table.add("TBody")
        columns = [
            Text(text, "cell-head", head.add("TH", attributes={"Table": {"Scope": "/Column"}}))
            for text in card.columns
        ]
        rows: list[list[object]] = [["", *columns]]
        rows += [_row(need, body.add("TR")) for need in card.needs[: self.shown]]
        widths = [_TickBox.side + 8, *((self.measure - _TickBox.side - 8) * w for w in _COLUMNS)]
        if self.shown:
            story.append(TaggedTable(rows, colWidths=widths, style=_lines(len(rows), self.extra)))
        left = card.needs[self.shown :]
        if left:
            names = "; ".join(need.name for need in left)
            also = say("card.also", language=card.language, names=names)
            story.append(spaced(Text(also, "card-count", part.add("P")), 4, 0))
        return story

    def _two_columns(
        self, title: str, texts: tuple[str, ...], parent: Element, *, numbered: bool = False
    ) -> list[Flowable]:
        """A list, first down the left column, then down the right one."""
        part = parent.add("Sect", title=title)
        kind = "/Decimal" if numbered else "/Disc"
        heading = self._heading(title, part)
        listed = part.add("L", attributes={"List": {"ListNumbering": kind}})
        items: list[Flowable] = []
        for number, text in enumerate(texts, start=1):
            item = listed.add("LI")
            label, body = item.add("Lbl"), item.add("LBody")
            words = str(number) if numbered else "•"
            items.append(spaced(ListItem(words, Text(text, "card-item", body), label), 0, 3.6))
        middle = -(-len(items) // 2)
        width = (self.measure - _GAP) / 2
        table = TaggedTable(
            [[items[:middle], "", items[middle:]]], colWidths=[width, _GAP, width], style=_PLAIN
        )
        return [heading, table]

    def _close(self, part: Element) -> Flowable:
        """What to do if the list does not help: on a ground of its own, as the last word."""
        colours = palette()
        style: TableCommands = [
            ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
            ("BACKGROUND", (0, 0), (-1, -1), colours.tint),
            ("LINEBEFORE", (0, 0), (0, -1), 2.4, colours.accent),
            ("LEFTPADDING", (0, 0), (-1, -1), 12),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ]
        text = Text(self.card.close, "card-close", part.add("P"))
        return spaced(
            TaggedTable([[[text]]], colWidths=[self.measure], style=style), 11 + 2 * self.extra, 0
        )

    def _heading(self, title: str, part: Element) -> Flowable:
        return spaced(
            Text(title, "card-h", part.add("H2", title=title)),
            13 + 2 * self.extra,
            5 + self.extra / 2,
        )

    def _on_page(self, canvas: Any, _template: BaseDocTemplate) -> None:
        """The band behind the title."""
        colours, (width, height) = palette(), self.paper_size
        canvas.begin_artwork("Background")
        canvas.setFillColor(colours.navy)
        canvas.rect(0, height - _BAND, width, _BAND, stroke=0, fill=1)
        canvas.setFillColor(colours.accent)
        canvas.rect(0, height - _BAND - 3.5, width, 3.5, stroke=0, fill=1)
        canvas.end()


class _TickBox(Flowable):
    """An empty box, for a pencil."""

    canv: TaggedCanvas
    side = 9.0

    def __init__(self) -> None:
        super().__init__()
        self.width = self.height = self.side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.side, self.side + 1

    def draw(self) -> None:
        self.canv.begin_artwork()
        self.canv.setStrokeColor(palette().accent)
        self.canv.setLineWidth(0.9)
        self.canv.roundRect(0.5, 0.2, self.side - 1, self.side - 1, 1.6, stroke=1, fill=0)
        self.canv.end()


def _row(need: CardNeed, row: Element) -> list[object]:
    head = row.add("TH", attributes={"Table": {"Scope": "/Row"}})
    return [
        [_TickBox()],
        [Text(need.name, "card-name", head)],
        [Text(need.why, "card-cell", row.add("TD"))],
        [Text(need.counting, "card-count", row.add("TD"))],
    ]


def _lines(rows: int, air: float) -> TableCommands:
    colours = palette()
    return [
        *_PLAIN,
        ("RIGHTPADDING", (1, 0), (-2, -1), 10),
        ("TOPPADDING", (0, 1), (-1, -1), 3.6 + air / 2),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 4.4 + air / 2),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 3),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, colours.navy),
        ("LINEBELOW", (0, 1), (-1, rows - 1), 0.4, colours.rule),
    ]


def _texts(card: BuyingCard) -> tuple[str, ...]:
    needs = (text for need in card.needs for text in (need.name, need.why, need.counting))
    fixed = (card.title, card.lead, card.needs_title, card.close, card.foot, *card.columns)
    return (*fixed, *needs, *card.questions, *card.expectations)
