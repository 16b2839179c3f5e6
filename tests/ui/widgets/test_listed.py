"""Lists of points: a long point goes on below its words, and it stays one text."""

from __future__ import annotations

from checks import all_findings
from conftest import Show
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.listed import points

LONG = "Payments or phones hang on one internet line. If it fails, they stop until it is mended."


def _shown(show: Show, texts: list[str]) -> tuple[QWidget, QWidget]:
    page = QWidget()
    column = QVBoxLayout(page)
    made = points(texts)
    column.addWidget(made)
    column.addStretch(1)
    return show(page, 260, 500), made


def test_a_long_point_goes_on_below_its_words(show: Show) -> None:
    page, made = _shown(show, [LONG, "Short"])
    line = made.fontMetrics().height()
    assert made.height() >= 4 * line
    drawn = made.grab().toImage()
    beside = made.fontMetrics().horizontalAdvance("• ")
    assert _is_marked(drawn, beside, range(line)), "the dot"
    rows = range(line + 2, 2 * line)
    assert not _is_marked(drawn, beside, rows), "nothing stands below the dot"
    assert all_findings(page) == []


def test_a_list_is_one_text(show: Show) -> None:
    _, made = _shown(show, [LONG, "Short"])
    assert made.text() == f"•  {LONG}\n•  Short"


def _is_marked(drawn: QImage, width: int, rows: range) -> bool:
    ground = drawn.pixelColor(drawn.width() - 1, drawn.height() - 1)
    scale = drawn.devicePixelRatio()
    return any(
        drawn.pixelColor(x, round(y * scale)) != ground
        for x in range(round(width * scale))
        for y in rows
    )
