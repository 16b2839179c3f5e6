"""The first page: whose paper it is, what it is about, and the six things that matter most."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from onboard.agreement.document import Cover
from onboard.pdf import fonts
from onboard.pdf.blocks import facts
from onboard.pdf.flowables import ListItem, Text
from onboard.pdf.keeping import spaced
from onboard.pdf.setting import Setting
from onboard.pdf.styles import MARGIN, palette
from onboard.pdf.tables import TableCommands, TaggedTable
from onboard.pdf.tagging import Element, TaggedCanvas

BAND = 150.0
"""Height of the coloured band, in points; a longer name of the firm makes it higher."""
BELOW_FIRM = 16.0
TEXT_TOP = 70.0
"""From the top of the page to the first line of text."""


def cover(block: Cover, root: Element, setting: Setting) -> list[Flowable]:
    part = root.add("Sect", title=block.title)
    firm = Text(block.firm, "firm", part.add("P"))
    story: list[Flowable] = [firm]
    firm_height = firm.wrap(setting.width, 1000)[1]
    story.append(Spacer(1, band_height(block, setting) - TEXT_TOP - firm_height + 58))
    story.append(spaced(Text(block.title, "title", part.add("H1", title=block.title)), 0, 2))
    if block.subtitle:
        story.append(spaced(Text(block.subtitle, "subtitle", part.add("P")), 2, 12))
    if block.facts:
        story.append(spaced(facts(block.facts, part, setting.width), 14, 34))
    if block.highlights:
        heading = part.add("H2", title=block.highlights_title)
        story.append(spaced(Text(block.highlights_title, "h2", heading), 6, 9))
        story.append(_highlights(block.highlights, part, setting))
    if block.note:
        story.append(spaced(Text(block.note, "note", part.add("P")), 22))
    return story


def band_height(block: Cover, setting: Setting) -> float:
    """So high that the firm's name, which is white, stands on the band with all its lines."""
    firm = Text(block.firm, "firm", Element("Document").add("P"))
    return max(BAND, TEXT_TOP + firm.wrap(setting.width, 1000)[1] + BELOW_FIRM)


def draw_band(canvas: Canvas, size: tuple[float, float], band: float) -> None:
    """A dark band over the whole width, with a thin line of the accent below it."""
    width, height = size
    colours = palette()
    assert isinstance(canvas, TaggedCanvas)  # noqa: S101  (the layout makes no other)
    canvas.begin_artwork("Background")
    canvas.setFillColor(colours.navy)
    canvas.rect(0, height - band, width, band, stroke=0, fill=1)
    canvas.setFillColor(colours.accent)
    canvas.rect(0, height - band - 4, width, 4, stroke=0, fill=1)
    canvas.setFillColor(colours.accent_pale)
    canvas.rect(MARGIN, height - TEXT_TOP + 14, 26, 2.2, stroke=0, fill=1)
    canvas.end()


def _highlights(texts: tuple[str, ...], part: Element, setting: Setting) -> Flowable:
    """Numbered cards in two columns, read row by row."""
    listed = part.add("L", attributes={"List": {"ListNumbering": "/Decimal"}})
    items: list[Flowable] = []
    for number, text in enumerate(texts, start=1):
        item = listed.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        items.append(ListItem(str(number), Text(text, "highlight", body), label))
    gap = 10.0
    column = (setting.width - gap) / 2
    rows: list[list[object]] = []
    for index in range(0, len(items), 2):
        right: object = [items[index + 1]] if index + 1 < len(items) else ""
        rows.append([[items[index]], "", right])
    colours = palette()
    table_style: TableCommands = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 11),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 15),
    ]
    for row in range(len(rows)):
        for side in (0, 2):
            if rows[row][side] == "":
                continue
            table_style += [
                ("BACKGROUND", (side, row), (side, row), colours.tint),
                ("LINEBEFORE", (side, row), (side, row), 2.2, colours.accent),
                ("LINEBELOW", (side, row), (side, row), 7, colours.white),
            ]
    table = TaggedTable(rows, colWidths=[column, gap, column], style=table_style)
    return spaced(table, 0, 4)
