"""What is drawn, told as a table: for the arrow keys, for a screen reader, and for who likes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.theme import px

SIDES, ABOVE_AND_BELOW = 26, 14
"""Room around the words of a cell, at scale 1, and a little more."""
TALL = 100_000
WORTH_MEASURING = 12
"""Words of a column, from the one with most letters down."""


class DataTable(QTableWidget):
    """As tall as its rows; texts wrap. Nothing can be changed in it.

    Where the words of its columns are too wide for the page, it scrolls sideways by itself.
    """

    def __init__(
        self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]
    ) -> None:
        """`shares` are the widths of the columns in relation to each other."""
        super().__init__(len(rows), len(heads))
        self._shares = tuple(shares)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap)
        )
        self.horizontalHeader().setSectionsClickable(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                cell = QTableWidgetItem(text)
                cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                cell.setData(Qt.ItemDataRole.AccessibleTextRole, f"{heads[x]}: {text}")
                self.setItem(y, x, cell)
        if rows:
            self.setCurrentCell(0, 0)
            self.clearSelection()

    def tint(self, row: int, column: int, fill: QColor, ink: QColor) -> None:
        """Colour a cell beside what its words say."""
        cell = self.item(row, column)
        if cell is not None:
            cell.setBackground(fill)
            cell.setForeground(ink)

    def texts(self) -> list[list[str]]:
        """What stands in the cells, row by row."""
        model = self.model()
        return [
            [str(model.index(y, x).data()) for x in range(self.columnCount())]
            for y in range(self.rowCount())
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns share the width; rows grow with their texts, and the table with its rows."""
        widths = share_out(self.viewport().width(), self._shares, self._least_widths())
        for x, width in enumerate(widths):
            self.setColumnWidth(x, width)
        self.resizeRowsToContents()
        for y in range(self.rowCount()):
            texts = [self._text(y, x) for x in range(self.columnCount())]
            self.setRowHeight(y, max(self.rowHeight(y), self._needed(texts, self.fontMetrics())))
        header = self.horizontalHeader()
        header.setMinimumHeight(0)
        head = max(header.sizeHint().height(), self._needed(self._heads(), header.fontMetrics()))
        header.setFixedHeight(head)
        rows = sum(self.rowHeight(y) for y in range(self.rowCount()))
        height = head + rows + 2 * self.frameWidth()
        if sum(widths) > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        if height != self.height():
            self.setFixedHeight(height)

    def _text(self, row: int, column: int) -> str:
        cell = self.item(row, column)
        return cell.text() if cell is not None else ""

    def _heads(self) -> list[str]:
        captions = (self.horizontalHeaderItem(x) for x in range(self.columnCount()))
        return [cell.text() if cell is not None else "" for cell in captions]

    def _least_widths(self) -> list[int]:
        """In pixels, what the longest word of each column needs: Qt cuts it and never breaks it."""
        head, body = self.horizontalHeader().fontMetrics(), self.fontMetrics()
        return [
            px(SIDES)
            + max(
                _longest([caption], head),
                _longest((self._text(y, x) for y in range(self.rowCount())), body),
            )
            for x, caption in enumerate(self._heads())
        ]

    def _needed(self, texts: Sequence[str], metrics: QFontMetrics) -> int:
        """The height at which all of these stand whole side by side.

        Qt measures a cell a little wider than it paints it; the last word was then cut.
        """
        wrap = int(Qt.TextFlag.TextWordWrap)
        heights = (
            metrics.boundingRect(
                0, 0, max(1, self.columnWidth(x) - px(SIDES)), TALL, wrap, text
            ).height()
            for x, text in enumerate(texts)
        )
        return max(heights, default=0) + px(ABOVE_AND_BELOW)


def share_out(room: int, shares: Sequence[int], least: Sequence[int]) -> list[int]:
    """The width of each column, in the unit of `room`.

    Each gets its share of the room, and its least where that is more; the others then share what
    is left. Together they are wider than the room only where the least widths are.
    """
    if sum(least) >= room:
        return list(least)
    held: dict[int, int] = {}
    while True:
        left = room - sum(held.values())
        whole = sum(share for x, share in enumerate(shares) if x not in held)
        wanting = {
            x: least[x]
            for x, share in enumerate(shares)
            if x not in held and left * share < least[x] * whole
        }
        if not wanting:
            break
        held |= wanting
    widths = [held.get(x, left * share // whole) for x, share in enumerate(shares)]
    widths[next(x for x in reversed(range(len(shares))) if x not in held)] += room - sum(widths)
    return widths


def _longest(texts: Iterable[str], metrics: QFontMetrics) -> int:
    """Pixels of the widest word; the letters tell which words are worth measuring."""
    words = sorted({word for text in texts for word in text.split()}, key=len)[-WORTH_MEASURING:]
    return max((metrics.horizontalAdvance(word) for word in words), default=0)
