"""A text that a widget paints itself: where it stands, so that a check can see it whole."""

from __future__ import annotations

from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter


class PaintedText(NamedTuple):
    """One text with its font and its room, in pixels of the widget."""

    text: str
    font: QFont
    x: float
    y: float
    width: float
    height: float

    def paint(self, painter: QPainter, colour: str, align: QtCore.Qt.AlignmentFlag) -> None:
        """Draw it inside its room, in as many lines as it needs."""
        painter.setFont(self.font)
        painter.setPen(QColor(colour))
        room = QRectF(self.x, self.y, self.width, self.height)
        painter.drawText(room, int(align) | int(QtCore.Qt.TextFlag.TextWordWrap), self.text)
