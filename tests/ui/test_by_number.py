"""Numbers that stand for names of Qt mean what they say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from ui import by_number


@pytest.mark.parametrize("other", [Qt.TextFormat.RichText, Qt.TextFormat.AutoText])
def test_plain_text(qtbot: QtBot, other: Qt.TextFormat) -> None:
    label = QLabel("<b>x</b>")
    qtbot.addWidget(label)
    label.setTextFormat(other)
    by_number.plain_text(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_no_focus(qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    assert button.focusPolicy() is not Qt.FocusPolicy.NoFocus
    by_number.no_focus(button)
    assert button.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_never_sideways(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    by_number.never_sideways(area)
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_hand() -> None:
    assert by_number.hand().shape() is Qt.CursorShape.PointingHandCursor
