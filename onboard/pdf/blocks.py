"""Each kind of block as flowables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from reportlab.platypus import Flowable

from onboard.agreement.document import (
    AcceptanceText,
    Block,
    Bullets,
    ClauseText,
    Emphasis,
    Facts,
    Grid,
    Paragraph,
    RiskMap,
    ScannedPage,
    SignatureBox,
    Subheading,
)
from onboard.pdf import fonts
from onboard.pdf.boxes import acceptance, clause, signature_box
from onboard.pdf.flowables import ListItem, Text
from onboard.pdf.grid import grid
from onboard.pdf.keeping import leading, spaced, whole
from onboard.pdf.riskmap import RiskMapFigure
from onboard.pdf.scan_figure import ScanFigure
from onboard.pdf.setting import Setting
from onboard.pdf.styles import palette
from onboard.pdf.tables import TableCommands, TaggedTable
from onboard.pdf.tagging import Element


@dataclass(slots=True)
class SectionSetter:
    """Sets the blocks of one section, one after the other.

    Headings within blocks come one level below the last subheading: no level is left out.
    """

    parent: Element
    setting: Setting
    has_subheading: bool = False

    def flowables(self, block: Block) -> list[Flowable]:
        inner = "H3" if self.has_subheading else "H2"
        match block:
            case Paragraph():
                return paragraph(block, self.parent, self.setting)
            case Subheading():
                self.has_subheading = True
                text = Text(block.text, "h2", self.parent.add("H2", title=block.text))
                return [leading(spaced(text, 12, 4))]
            case Bullets():
                return bullets(block.items, self.parent, numbered=block.numbered)
            case Facts():
                return [facts(block.rows, self.parent, self.setting.width)]
            case Grid():
                return grid(block, self.parent, self.setting)
            case RiskMap():
                return risk_map(block, self.parent, self.setting)
            case ClauseText():
                return clause(block, self.parent, self.setting, inner)
            case AcceptanceText():
                return acceptance(block, self.parent, self.setting, inner)
            case SignatureBox():
                return signature_box(block, self.parent, self.setting, inner)
            case ScannedPage():
                return [ScanFigure(block, self.parent.add("Figure", alt=block.text))]
        assert_never(block)


def paragraph(block: Paragraph, parent: Element, setting: Setting) -> list[Flowable]:
    match block.emphasis:
        case Emphasis.QUOTE:
            return [_framed(Text(block.text, "quote", parent.add("BlockQuote")), setting, "quote")]
        case Emphasis.WARNING:
            return [_framed(Text(block.text, "warning", parent.add("P")), setting, "warning")]
        case Emphasis.LEAD:
            return [spaced(Text(block.text, "lead", parent.add("P")), 2, 7)]
        case Emphasis.NOTE:
            return [spaced(Text(block.text, "note", parent.add("P")), 2, 6)]
        case Emphasis.BODY:
            return [spaced(Text(block.text, "body", parent.add("P")), 0, 6)]


def bullets(items: tuple[str, ...], parent: Element, *, numbered: bool = False) -> list[Flowable]:
    numbering = "/Decimal" if numbered else "/Disc"
    listed = parent.add("L", attributes={"List": {"ListNumbering": numbering}})
    story: list[Flowable] = []
    for number, text in enumerate(items, start=1):
        item = listed.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        words = f"{number}." if numbered else "•"
        story.append(spaced(ListItem(words, Text(text, "body", body), label), 0, 3.5))
    if story:
        story[-1].spaceAfter = 8
    if len(story) > 1:  # neither the first nor the last item stands alone on a page
        leading(story[0])
        leading(story[-2])
    return story


def facts(rows: tuple[tuple[str, str], ...], parent: Element, width: float) -> Flowable:
    """Label and value, a hairline below each pair."""
    body = parent.add("Table").add("TBody")
    cells = []
    for label, value in rows:
        row = body.add("TR")
        head = row.add("TH", attributes={"Table": {"Scope": "/Row"}})
        cells.append([Text(label, "label", head), Text(value, "body", row.add("TD"))])
    labels = max((fonts.width(label, fonts.REGULAR, 8.4) for label, _ in rows), default=0)
    left = min(max(labels + 14, width * 0.2), width * 0.4)
    table = TaggedTable(
        cells,
        colWidths=[left, width - left],
        style=[
            ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, palette().rule),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (0, -1), 3.6),
            ("TOPPADDING", (1, 0), (1, -1), 2.4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.4),
        ],
    )
    return spaced(table, 2, 10)


def risk_map(block: RiskMap, parent: Element, setting: Setting) -> list[Flowable]:
    """The figure with its legend beside it, or below in two columns where the legend is long."""
    words = {level: setting.mark(level) for level in ("very-low", "low", "moderate", "high")}
    words |= {
        "very-high": setting.mark("very-high"),
        "likelihood": setting.word("likelihood"),
        "impact": setting.word("impact"),
    }
    caption = Text(block.caption, "caption", parent.add("P"))
    figure = RiskMapFigure(block.points, words, parent.add("Figure", alt=block.text))
    listed = parent.add("L", attributes={"List": {"ListNumbering": "/Decimal"}})
    legend: list[Flowable] = []
    for point in block.points:
        item = listed.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        entry = ListItem(f"{point.number}", Text(point.name, "label", body), label)
        legend.append(spaced(entry, 0, 2))
    beside = setting.width - figure.width - 16
    height = sum(each.wrap(beside, 10_000)[1] + 2 for each in legend)
    head = [leading(spaced(caption, 8, 6))]
    if not legend:
        return [*head, whole(figure)]
    if height > figure.height:
        return [*head, whole(figure), whole(_in_two_columns(legend, setting))]
    table = _side_by_side([figure, legend], [figure.width + 16, beside])
    return [*head, whole(spaced(table, 0, 10))]


def _in_two_columns(entries: list[Flowable], setting: Setting) -> Flowable:
    """The first half at the left: they are read down one column, then down the other."""
    half = -(-len(entries) // 2)
    table = _side_by_side([entries[:half], entries[half:]], [setting.width / 2] * 2)
    return spaced(table, 6, 10)


def _side_by_side(cells: list[Flowable | list[Flowable]], widths: list[float]) -> TaggedTable:
    return TaggedTable(
        [cells],
        colWidths=widths,
        style=[
            ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ],
    )


def _framed(text: Text, setting: Setting, kind: str) -> Flowable:
    """A bar at the left; a warning also has a ground of its own."""
    colours = palette()
    bar = colours.warning if kind == "warning" else colours.accent
    style: TableCommands = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("LINEBEFORE", (0, 0), (0, -1), 2.4, bar),
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 6 if kind == "warning" else 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7 if kind == "warning" else 3),
    ]
    if kind == "warning":
        style.append(("BACKGROUND", (0, 0), (-1, -1), colours.warning_tint))
    table = TaggedTable([[[text]]], colWidths=[setting.width], style=style)
    table.page_height = setting.page_height
    return whole(spaced(table, 6, 10))
