"""The paper as text to read on screen: one browser with headings, tables and clauses."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTextBrowser

from onboard.agreement.document import (
    AcceptanceText,
    Block,
    Bullets,
    Cell,
    ClauseText,
    Document,
    Emphasis,
    Facts,
    Grid,
    Paragraph,
    RiskMap,
    ScannedPage,
    Section,
    SignatureBox,
    Subheading,
)
from onboard.wording import say
from ui.theme import Theme, px

_CHANGE = "change:"


class PaperView(QTextBrowser):
    """Shows a document. `change_wanted` carries the number of a clause. Nothing is fetched."""

    change_wanted = Signal(str)

    def __init__(self, document: Document, *, can_change: bool) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.setAccessibleName(say("page.paper"))
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.anchorClicked.connect(self._follow)
        self._document, self._can_change = document, can_change
        self._is_set = False

    def showEvent(self, event: QShowEvent) -> None:
        self.set_words()
        super().showEvent(event)

    def set_words(self) -> None:
        """Lay out the words, once: forty pages of them are not ready in a moment."""
        if not self._is_set:
            self._is_set = True
            self.setHtml(_page(self._document, self._can_change))

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802
        """The paper has no pictures and no links of its own; nothing is ever loaded."""
        return None

    def _follow(self, link: QUrl) -> None:
        text = link.toString()
        if text.startswith(_CHANGE):
            self.change_wanted.emit(text.removeprefix(_CHANGE))


def _page(document: Document, can_change: bool) -> str:
    tokens = Theme.tokens
    cover = document.cover
    style = (
        f"body {{ color: {tokens.text}; font-size: {px(15)}px; }}"
        f"h1 {{ font-size: {px(22)}px; }} h2 {{ font-size: {px(19)}px; }}"
        f"h3 {{ font-size: {px(15)}px; }}"
        f"a {{ color: {tokens.accent}; }} .note {{ color: {tokens.muted}; }}"
        f"td, th {{ padding: {px(4)}px {px(8)}px {px(4)}px 0; }} th {{ color: {tokens.muted}; }}"
    )
    parts = [f"<h1>{escape(cover.title)}</h1><p>{escape(cover.subtitle)}</p>"]
    parts.append(f"<h3>{escape(cover.highlights_title)}</h3>")
    parts.append(_list(cover.highlights, numbered=False))
    parts.extend(
        _section(number, section, can_change)
        for number, section in enumerate(document.sections, start=1)
    )
    return f"<html><head><style>{style}</style></head><body>{''.join(parts)}</body></html>"


def _section(number: int, section: Section, can_change: bool) -> str:
    blocks = "".join(_block(block, can_change) for block in section.blocks)
    return f"<h2>{number}. {escape(section.title)}</h2>{blocks}"


def _block(block: Block, can_change: bool) -> str:
    match block:
        case Paragraph(text, emphasis):
            kind = ' class="note"' if emphasis is Emphasis.NOTE else ""
            return f"<p{kind}>{escape(text)}</p>"
        case Subheading(text):
            return f"<h3>{escape(text)}</h3>"
        case Bullets(items, numbered):
            return _list(items, numbered=numbered)
        case Facts(rows):
            return _facts(rows)
        case Grid():
            return _grid(block)
        case RiskMap(caption, text, _):
            return f"<p><b>{escape(caption)}.</b> {escape(text)}</p>"
        case ClauseText():
            return _clause(block, can_change)
        case AcceptanceText():
            return _acceptance(block)
        case SignatureBox(label=label, name=name, capacity=capacity):
            return f"<p><b>{escape(label)}</b><br>{escape(name)}, {escape(capacity)}</p>"
        case ScannedPage(text=text):
            return f"<p>{escape(text)}</p>"


def _list(items: tuple[str, ...], *, numbered: bool) -> str:
    if items and all(item.startswith("[") for item in items):  # boxes to tick, on paper
        return f"<p>{'<br>'.join(escape(item) for item in items)}</p>"
    tag = "ol" if numbered else "ul"
    inside = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<{tag}>{inside}</{tag}>"


def _facts(rows: tuple[tuple[str, str], ...]) -> str:
    lines = "".join(
        f'<tr><td class="note">{escape(name)}</td><td>{escape(value)}</td></tr>'
        for name, value in rows
    )
    return f"<table>{lines}</table>"


def _grid(grid: Grid) -> str:
    head = "".join(
        f'<th align="{column.align.value}">{escape(column.title)}</th>' for column in grid.columns
    )
    lines = "".join(
        "<tr>"
        + "".join(
            f'<td align="{column.align.value}">{_cell(cell)}</td>'
            for cell, column in zip(row, grid.columns, strict=True)
        )
        + "</tr>"
        for row in (*grid.rows, *grid.totals)
    )
    return f"<p><b>{escape(grid.caption)}</b></p><table><tr>{head}</tr>{lines}</table>"


def _cell(cell: Cell) -> str:
    words = cell.text or (say(_mark_id(cell.mark)) if cell.mark else "")
    text = f"<b>{escape(words)}</b>" if cell.strong else escape(words)
    return f'{text}<br><span class="note">{escape(cell.note)}</span>' if cell.note else text


def _mark_id(mark: str) -> str:
    """The sentence behind a mark that stands alone: a tier or a level of risk."""
    return f"tier.{mark}" if mark in ("must", "should", "could") else f"level.{mark}"


def _clause(clause: ClauseText, can_change: bool) -> str:
    text = escape(clause.text)
    if clause.state == "struck":
        text = f"<s>{text}</s>"
    measure = f'<br><span class="note">{escape(clause.measure)}</span>' if clause.measure else ""
    note = f'<br><span class="note">{escape(clause.note)}</span>' if clause.note else ""
    change = ""
    if can_change:
        caption = escape(say("page.clause-change", number=clause.number))
        change = f' <a href="{_CHANGE}{escape(clause.number)}">{caption}</a>'
    head = f"<b>{escape(clause.number)} {escape(clause.title)}.</b>"
    return f"<p>{head} {text}{measure}{note}{change}</p>"


def _acceptance(refusal: AcceptanceText) -> str:
    levels = "; ".join(f"{escape(label)}: {escape(level)}" for label, level in refusal.levels)
    return (
        f"<p><b>{escape(refusal.line)}</b><br>{escape(refusal.risk)}<br>{levels}<br>"
        f"“{escape(refusal.reason)}”</p>"
        + _list(refusal.steps, numbered=False)
        + _facts(refusal.facts)
    )
