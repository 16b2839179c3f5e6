from __future__ import annotations

from conftest import Show
from PySide6.QtWidgets import QWidget

from ui.widgets.base import button
from ui.widgets.wrap_layout import ButtonLine


def test_a_link_beside_a_button_has_its_words_on_the_same_line(show: Show) -> None:
    frame = QWidget()
    line = ButtonLine(frame, spacing=8)
    high, low = button("Open", "open", "primary"), button("Private note", "note", "link")
    for made in (high, low):
        line.addWidget(made)
    show(frame, 400, 80)
    assert low.height() < high.height()
    assert abs(low.geometry().center().y() - high.geometry().center().y()) <= 1
