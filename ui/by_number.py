"""What the first page asks of Qt by number instead of by name.

The names of the namespace `Qt` come into Python all at once, with the first one that is used: 15 ms
before anything is on screen, a tenth of the whole start. What stands on the first page takes from
here what it needs, and the modules that it loads never import `Qt`: they say `QtCore.Qt` where they
run later. Each number is held to its name by a test.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget

PLAIN_TEXT = 0
NO_FOCUS = 0
ALWAYS_OFF = 1
POINTING_HAND = 13


def plain_text(label: QLabel) -> None:
    """What it says is never read as markup."""
    label.setProperty("textFormat", PLAIN_TEXT)


def no_focus(widget: QWidget) -> None:
    """The keyboard passes it by."""
    widget.setProperty("focusPolicy", NO_FOCUS)


def never_sideways(area: QAbstractScrollArea) -> None:
    """It scrolls up and down alone."""
    area.setProperty("horizontalScrollBarPolicy", ALWAYS_OFF)


@cache
def hand() -> QCursor:
    """The pointer over what can be pressed, read as Qt itself writes it into a stream."""
    stream = QDataStream(QByteArray(POINTING_HAND.to_bytes(2, "big")))
    made = QCursor()
    stream >> made
    return made
