"""The head of a sheet: a low band where a firm hands it out, plain lines where an owner does."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from onboard.agreement.document import Cover
from onboard.pdf.flowables import Text
from onboard.pdf.keeping import spaced
from onboard.pdf.setting import Setting
from onboard.pdf.styles import MARGIN, palette
from onboard.pdf.tagging import Element, TaggedCanvas

SHEET_TOP = 26.0
"""From the top of the first page to its first line of text."""
SHEET_NEXT = 36.0
"""The same on the pages behind it."""
SHEET_BOTTOM = 56.0
"""Room for the foot of the page."""
_BELOW_TITLE = 11.0
_RULE = 3.0


def sheet_head(block: Cover, root: Element, setting: Setting) -> list[Flowable]:
    """Firm, title, whom it is about, its facts in one line, and what it is for."""
    part = root.add("Sect", title=block.title)
    story: list[Flowable] = []
    if block.firm:
        firm = Text(block.firm, "card-lead", part.add("P"))
        title = Text(block.title, "card-title", part.add("H1", title=block.title))
        used = sum(each.wrap(setting.width, 1000)[1] for each in (firm, title))
        rest = head_height(block, setting) - SHEET_TOP - used + 9
        story += [firm, title, Spacer(1, rest)]
    else:
        head = Text(block.title, "sheet-title", part.add("H1", title=block.title))
        story.append(spaced(head, 4, 3))
    if block.subtitle:
        story.append(spaced(Text(block.subtitle, "subtitle", part.add("P")), 0, 0))
    if block.facts:
        line = "   ·   ".join(f"{label}: {value}" for label, value in block.facts)
        story.append(spaced(Text(line, "note", part.add("P")), 0, 2))
    if block.note:
        story.append(spaced(Text(block.note, "lead", part.add("P")), 3, 2))
    return story


def head_height(block: Cover, setting: Setting) -> float:
    """So high that the firm and the title, which are white, stand on it with all their lines."""
    nowhere = Element("Document").add("P")
    lines = ((block.firm, "card-lead"), (block.title, "card-title"))
    used = sum(Text(text, style, nowhere).wrap(setting.width, 1000)[1] for text, style in lines)
    return SHEET_TOP + float(used) + _BELOW_TITLE


def draw_sheet_head(
    canvas: Canvas, size: tuple[float, float], block: Cover, setting: Setting
) -> None:
    """The band of a firm; a thin line where the sheet is the owner's own."""
    width, height = size
    colours = palette()
    assert isinstance(canvas, TaggedCanvas)  # noqa: S101  (the layout makes no other)
    canvas.begin_artwork("Background")
    canvas.setFillColor(colours.accent)
    if block.firm:
        band = head_height(block, setting)
        canvas.rect(0, height - band - _RULE, width, _RULE, stroke=0, fill=1)
        canvas.setFillColor(colours.navy)
        canvas.rect(0, height - band, width, band, stroke=0, fill=1)
    else:
        canvas.rect(MARGIN, height - SHEET_TOP + 6, setting.width, 1.2, stroke=0, fill=1)
    canvas.end()
