"""A whole card that is pressed: a title, and a line of detail below it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.theme import Theme, font, px
from ui.widgets.base import KeyboardRing, breakable

_TALL = 100_000


class CardButton(KeyboardRing, QPushButton):
    """Paints its own text, so that a long name wraps; Enter and Space press it."""

    def __init__(self, title: str, detail: str, name: str) -> None:
        super().__init__()
        self.setText(title)
        self._detail = detail
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._measure(width)[2]

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > px(160) else px(520)
        return QSize(px(520), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(180), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def text_rects(self) -> list[tuple[str, QFont, float, float, float, float]]:
        """Where each text is painted, for the check on clipped text."""
        title, detail, _ = self._measure(self.width())
        found = [_text_rect(breakable(self.text()), _title_font(), title)]
        if self._detail:
            found.append(_text_rect(self._detail, font(14), detail))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = Theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        title, detail, _ = self._measure(self.width())
        is_ringed = self.shows_ring and self.hasFocus()
        edge = tokens.control if self.underMouse() or self.isDown() else tokens.border
        painter.setBrush(QColor(tokens.accent_soft if self.isDown() else tokens.raised))
        painter.setPen(QPen(QColor(tokens.focus if is_ringed else edge), 2.5 if is_ringed else 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10, 10)
        wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(_title_font())
        painter.setPen(QColor(tokens.text))
        painter.drawText(self._mirrored(title), wrap, breakable(self.text()))
        painter.setFont(font(14))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(self._mirrored(detail), wrap, self._detail)
        painter.setPen(QPen(QColor(tokens.accent), px(2)))
        self._paint_arrow(painter)

    def _paint_arrow(self, painter: QPainter) -> None:
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        tip = px(20) if is_mirrored else self.width() - px(20)
        back = px(6) if is_mirrored else -px(6)
        middle = self.height() // 2
        painter.drawLine(tip + back, middle - px(6), tip, middle)
        painter.drawLine(tip + back, middle + px(6), tip, middle)

    def _measure(self, width: int) -> tuple[QRect, QRect, int]:
        pad = px(16)
        room = max(px(60), width - pad - px(44))
        wrap = int(Qt.TextFlag.TextWordWrap)
        name = breakable(self.text())
        title = QFontMetrics(_title_font()).boundingRect(0, 0, room, _TALL, wrap, name)
        detail = QRect()
        if self._detail:
            detail = QFontMetrics(font(14)).boundingRect(0, 0, room, _TALL, wrap, self._detail)
        gap = px(4) if self._detail else 0
        height = pad + title.height() + gap + detail.height() + pad
        top = QRect(pad, pad, room, title.height())
        below = QRect(pad, pad + title.height() + gap, room, detail.height())
        return top, below, max(height, px(52))

    def _mirrored(self, area: QRect) -> QRect:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return QRect(self.width() - area.right(), area.top(), area.width(), area.height())
        return area


def _text_rect(
    text: str, face: QFont, area: QRect
) -> tuple[str, QFont, float, float, float, float]:
    return text, face, area.x(), area.y(), area.width(), area.height()


def _title_font() -> QFont:
    return font(17, QFont.Weight.DemiBold)
