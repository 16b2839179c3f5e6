"""A table of words: every cell and every heading stands there whole, at any width."""

from __future__ import annotations

import pytest
from conftest import Dress, Show
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.checks import clipped
from ui.theme import px
from ui.widgets.data_table import DataTable, share_out

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


LONG = ("Betriebssystemversion", "Standardbenutzerkonto", "Wiederherstellungspunkt")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [300, 640, 1200])
def test_no_word_is_cut_however_narrow(dress: Dress, show: Show, scale: float, width: int) -> None:
    dress(scale=scale)
    holder = QWidget()
    column = QVBoxLayout(holder)
    table = DataTable("list", ("No.", "What", "Where"), [LONG, ("1", "2", "3")], (1, 1, 6))
    column.addWidget(table)
    column.addStretch(1)
    show(holder, width, 700)
    assert clipped(holder) == []
    words = sum(table.fontMetrics().horizontalAdvance(word) for word in LONG)
    bar = table.horizontalScrollBar()
    assert bar.isVisible() == (bar.maximum() > 0)
    assert bar.isVisible() == (words + 3 * px(26) > table.viewport().width())
    low = table.visualItemRect(table.item(1, 0)).bottom()
    assert low <= table.viewport().height(), "the last row stands under the bar"


def test_the_last_column_can_be_reached_by_the_arrow_keys(
    dress: Dress, show: Show, qtbot: QtBot
) -> None:
    dress(scale=2.0)
    table = DataTable("list", ("No.", "What", "Where"), [LONG], (1, 1, 1))
    show(table, 400, 300)
    table.setFocus()
    for _ in LONG[1:]:
        qtbot.keyClick(table, Qt.Key.Key_Right)
    seen = table.visualItemRect(table.item(0, 2))
    assert seen.left() < table.viewport().width()
    assert table.horizontalScrollBar().value() > 0


@pytest.mark.parametrize(
    ("room", "shares", "least", "widths"),
    [
        (100, (1, 1), (10, 10), [50, 50]),
        (100, (1, 1), (70, 10), [70, 30]),
        (100, (1, 1), (70, 40), [70, 40]),
        (100, (3, 1, 1), (0, 25, 25), [50, 25, 25]),
        (90, (8, 1, 1), (0, 10, 10), [70, 10, 10]),
        (100, (6, 3, 1), (50, 35, 10), [55, 35, 10]),
        (100, (1, 1, 1), (0, 0, 0), [33, 33, 34]),
    ],
)
def test_room_is_shared_and_nobody_gets_less_than_its_least(
    room: int, shares: tuple[int, ...], least: tuple[int, ...], widths: list[int]
) -> None:
    assert share_out(room, shares, least) == widths
