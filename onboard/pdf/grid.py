"""Tables with a repeated header: column widths by content, cells with marks and notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from reportlab.platypus import Flowable

from onboard.agreement.document import Align, Cell, Column, Grid
from onboard.pdf import fonts
from onboard.pdf.flowables import Badge, Text
from onboard.pdf.keeping import leading, spaced
from onboard.pdf.setting import Setting
from onboard.pdf.styles import palette
from onboard.pdf.tables import TableCommands, TaggedTable
from onboard.pdf.tagging import Element

_SIDE = 5.0  # space left and right within a cell
_SIDES: dict[Align, Literal["LEFT", "CENTER", "RIGHT"]] = {
    Align.LEFT: "LEFT",
    Align.CENTER: "CENTER",
    Align.RIGHT: "RIGHT",
}
_LARGEST_UNBROKEN = 0.32  # a right-aligned column may claim this share of the width unbroken


def grid(block: Grid, parent: Element, setting: Setting) -> list[Flowable]:
    """A caption and one table; header cells repeat on each page."""
    table = parent.add("Table")
    story: list[Flowable] = []
    if block.caption:
        caption = Text(block.caption, "caption", table.add("Caption"))
        story.append(leading(spaced(caption, 7, 4)))
    head, body = table.add("THead").add("TR"), table.add("TBody")
    rows: list[list[list[Flowable]]] = [[_header(column, head) for column in block.columns]]
    groups = [at for at, row in enumerate(block.rows, start=1) if _is_group(row)]
    for row in block.rows:
        rows.append(_row(row, block.columns, body.add("TR"), setting, strong=False))
    if block.totals:
        foot = table.add("TFoot")
        for row in block.totals:
            rows.append(_row(row, block.columns, foot.add("TR"), setting, strong=True))
    drawn = TaggedTable(
        rows,
        colWidths=column_widths(block, setting),
        repeatRows=1,
        style=[
            *_style(len(block.rows), len(block.totals), block.columns),
            *_group_style(groups, len(block.rows)),
        ],
    )
    drawn.page_height = setting.page_height
    story.append(spaced(drawn, 2, 12))
    return story


def column_widths(block: Grid, setting: Setting) -> list[float]:
    """Widths by weight, corrected: no broken words or sums, spare room where text would wrap."""
    weights = [max(column.weight, 1) for column in block.columns]
    widths = [setting.width * weight / sum(weights) for weight in weights]
    needed = [_needed(index, block, setting) for index in range(len(weights))]
    least = [low for low, _ in needed]
    wished = [high for _, high in needed]
    if sum(least) >= setting.width:
        return [setting.width * low / sum(least) for low in least]
    widths = _give(widths, least, least)
    return _give(
        widths,
        [max(low, min(high, w)) for low, high, w in zip(least, wished, widths, strict=True)],
        wished,
    )


def _give(widths: list[float], keep: list[float], wish: list[float]) -> list[float]:
    """Move what columns have above `keep` to columns that are below `wish`, by need."""
    needs = [max(0.0, want - width) for width, want in zip(widths, wish, strict=True)]
    spare = [max(0.0, width - low) for width, low in zip(widths, keep, strict=True)]
    moved = min(sum(needs), sum(spare))
    if moved <= 0:
        return widths
    return [
        width + moved * need / sum(needs) - moved * extra / sum(spare)
        for width, need, extra in zip(widths, needs, spare, strict=True)
    ]


def _needed(index: int, block: Grid, setting: Setting) -> tuple[float, float]:
    """(least, wished) width of a column: its longest word, and its longest line."""
    column = block.columns[index]
    told = [row for row in block.rows if not _is_group(row)]
    cells = [row[index] for row in (*told, *block.totals) if index < len(row)]
    words = [_widest(column.title.split(), fonts.SEMIBOLD, 7.7)]
    lines = [fonts.width(column.title, fonts.SEMIBOLD, 7.7)]
    for font, strong in ((fonts.REGULAR, False), (fonts.SEMIBOLD, True)):
        texts = [cell.text for cell in cells if cell.strong is strong]
        words.append(_widest((word for text in texts for word in text.split()), font, 8.5))
        lines.append(_widest((line for text in texts for line in text.split("\n")), font, 8.5))
    notes = (line for cell in cells for line in cell.note.split("\n"))
    lines.append(_widest(notes, fonts.REGULAR, 7.6))
    for cell in cells:
        if cell.mark:
            words.append(Badge(cell.mark, setting.mark_word(cell), Element("Span")).width)
    pad = 2 * _SIDE + 0.5
    least, wished = max(words) + pad, max(*lines, *words) + pad
    if column.align is Align.RIGHT:  # sums stay on one line; the notes below them may wrap
        unbroken = max(_widest((cell.text for cell in cells), fonts.REGULAR, 8.5), *words) + pad
        least = max(least, min(unbroken, setting.width * _LARGEST_UNBROKEN))
    return least, wished


def _widest(texts: Iterable[str], font: str, size: float) -> float:
    """The width of the widest; the same word in many cells is measured once."""
    return max((fonts.width(text, font, size) for text in set(texts)), default=0.0)


def _header(column: Column, row: Element) -> list[Flowable]:
    element = row.add("TH", header=True, attributes={"Table": {"Scope": "/Column"}})
    return [Text(column.title, "cell-head", element, column.align)]


def _is_group(row: tuple[Cell, ...]) -> bool:
    """A strong word with nothing beside it heads the rows below it."""
    first, *rest = row
    return bool(rest) and first.strong and not any((first.note, first.mark, *map(_says, rest)))


def _says(cell: Cell) -> bool:
    return bool(cell.text or cell.note or cell.mark)


def _group_style(groups: list[int], rows: int) -> TableCommands:
    """It runs over all columns, and never stands at the foot of a page."""
    style: TableCommands = []
    for at in groups:
        style += [
            ("SPAN", (0, at), (-1, at)),
            ("TOPPADDING", (0, at), (-1, at), 8),
            ("NOSPLIT", (0, at), (-1, min(at + 1, rows))),
        ]
    return style


def _row(
    cells: tuple[Cell, ...],
    columns: tuple[Column, ...],
    row: Element,
    setting: Setting,
    *,
    strong: bool,
) -> list[list[Flowable]]:
    filled: Iterable[Cell] = (*cells, *(Cell("") for _ in columns[len(cells) :]))
    if not strong and _is_group(cells):
        head = row.add("TH", attributes={"Table": {"Scope": "/Row"}})
        for _ in columns[1:]:
            row.add("TD")
        return [[Text(cells[0].text, "cell-group", head)], *([] for _ in columns[1:])]
    return [
        _cell(cell, column, row.add("TD"), setting, strong=strong)
        for cell, column in zip(filled, columns, strict=False)
    ]


def _cell(
    cell: Cell, column: Column, element: Element, setting: Setting, *, strong: bool
) -> list[Flowable]:
    parts: list[Flowable] = []
    text = cell.text
    if cell.mark:
        badge = Badge(cell.mark, setting.mark_word(cell), element)
        badge.hAlign = _SIDES[column.align]
        parts.append(badge)
        text = setting.text_beside_mark(cell)
    if text or not parts:
        name = "cell-strong" if strong or cell.strong else "cell"
        parts.append(Text(text, name, element, column.align))
    if cell.note:
        parts.append(spaced(Text(cell.note, "cell-note", element, column.align), 1))
    return parts


def _style(rows: int, totals: int, columns: tuple[Column, ...]) -> TableCommands:
    colours = palette()
    style: TableCommands = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.6),
        ("BACKGROUND", (0, 0), (-1, 0), colours.tint),
        ("LINEABOVE", (0, 0), (-1, 0), 1.1, colours.navy),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, colours.navy),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, colours.rule),
    ]
    for index, column in enumerate(columns):
        style.append(("ALIGN", (index, 0), (index, -1), _SIDES[column.align]))
    if totals:
        style += [
            ("LINEABOVE", (0, rows + 1), (-1, rows + 1), 0.9, colours.navy),
            ("BACKGROUND", (0, rows + 1), (-1, -1), colours.tint),
        ]
        if rows:  # a sum never stands alone on a page
            style.append(("NOSPLIT", (0, max(rows - 1, 1)), (-1, rows + totals)))
    return style
