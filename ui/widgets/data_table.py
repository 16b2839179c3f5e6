"""What is drawn, told as a table: for the arrow keys, for a screen reader, and for who likes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.theme import px

SIDES, ABOVE_AND_BELOW = 26, 14
"""Room around the words of a cell, at scale 1, and a little more."""
TALL = 100_000
NARROWEST = 90
"""Pixels at scale 1 that a column needs for a word."""


class DataTable(QTableWidget):
    """As tall as its rows; texts wrap. Nothing can be changed in it."""

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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        room, whole = self.viewport().width(), sum(self._shares)
        taken = 0
        for x, share in enumerate(self._shares[:-1]):
            width = max(room * share // whole, min(px(NARROWEST), room // len(self._shares)))
            self.setColumnWidth(x, width)
            taken += width
        self.setColumnWidth(len(self._shares) - 1, max(room - taken, px(40)))
        self.resizeRowsToContents()
        for y in range(self.rowCount()):
            cells = (self.item(y, x) for x in range(self.columnCount()))
            texts = [cell.text() if cell is not None else "" for cell in cells]
            self.setRowHeight(y, max(self.rowHeight(y), self._needed(texts, self.fontMetrics())))
        header = self.horizontalHeader()
        captions = (self.horizontalHeaderItem(x) for x in range(self.columnCount()))
        names = [cell.text() if cell is not None else "" for cell in captions]
        header.setMinimumHeight(0)
        head = max(header.sizeHint().height(), self._needed(names, header.fontMetrics()))
        header.setFixedHeight(head)
        rows = sum(self.rowHeight(y) for y in range(self.rowCount()))
        height = head + rows + 2 * self.frameWidth()
        if height != self.height():
            self.setFixedHeight(height)

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
