"""A table of words: every cell and every heading stands there whole, at any width."""

from __future__ import annotations

import pytest
from conftest import Dress, Show
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.theme import px
from ui.widgets.data_table import DataTable

ROWS = [
    ("6. An old hole in a program is used", "high", "moderate", "high"),
    ("18. Someone who left still gets in", "moderate", "low", "moderate"),
    ("Short", "low", "low", "low"),
]
HEADS = ("What could happen", "Today", "With everything", "As chosen")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_word_is_left_out_at_any_width(dress: Dress, show: Show, scale: float) -> None:
    dress(scale=scale)
    holder = QWidget()
    column = QVBoxLayout(holder)
    table = DataTable("risks", HEADS, ROWS, (7, 3, 3, 3))
    column.addWidget(table)
    show(holder, 900, 700)
    for width in range(420, 1200, 12):
        holder.resize(width, 900)
        QApplication.processEvents()
        header = table.horizontalHeader()
        for x in range(len(HEADS)):
            room = table.columnWidth(x) - px(2 * 9)
            cells = [
                (row[x], table.fontMetrics(), table.rowHeight(y), 10) for y, row in enumerate(ROWS)
            ]
            heading = (HEADS[x], header.fontMetrics(), header.height(), 12)
            for text, metrics, height, around in (heading, *cells):
                wrap = int(Qt.TextFlag.TextWordWrap)
                needed = metrics.boundingRect(0, 0, max(1, room - px(6)), 9999, wrap, text).height()
                assert height >= needed + px(around), (width, text)
