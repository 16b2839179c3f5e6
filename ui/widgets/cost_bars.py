"""Sums as bars, one below the other: how low and how high each may come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from onboard.wording import say
from ui.theme import Theme, font, px
from ui.widgets.painted import PaintedText

_WRAP = int(Qt.TextFlag.TextWordWrap)
_BELOW = Qt.AlignmentFlag.AlignLeft
_THICK, _GAP, _BETWEEN = 12, 6, 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One sum: `low` and `high` give the length alone, `text` is what a person reads."""

    label: str
    low: float
    high: float
    text: str


class CostBars(QWidget):
    """The full colour reaches to the low end, the pale one to the high end."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self.setObjectName("cost-bars")
        self.setAccessibleName(say("ui.cost-bars"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these instead of what stood here."""
        self._bars = tuple(bars)
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.text}" for bar in bars))
        self.updateGeometry()
        self.update()

    def text_rects(self) -> list[PaintedText]:
        """The words painted here and their room."""
        return [text for label, amount, _ in self._rows(self.width()) for text in (label, amount)]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = list(self._rows(width))
        return round(rows[-1][2] + px(_THICK)) if rows else 0

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > px(200) else px(460)
        return QSize(px(460), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = Theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((bar.high for bar in self._bars), default=0)
        rows = self._rows(self.width())
        for bar, (label, amount, top) in zip(self._bars, rows, strict=True):
            # Qt mirrors the side of painted text by itself where a language runs right to left.
            label.paint(painter, tokens.text, Qt.AlignmentFlag.AlignLeft)
            beside = Qt.AlignmentFlag.AlignRight if amount.y == label.y else _BELOW
            amount.paint(painter, tokens.muted, beside)
            self._paint_bar(painter, top, 1.0, tokens.border, 1.0)
            if most > 0:
                self._paint_bar(painter, top, bar.high / most, tokens.accent, 0.5)
                self._paint_bar(painter, top, bar.low / most, tokens.accent, 1.0)

    def _paint_bar(
        self, painter: QPainter, top: float, part: float, colour: str, opacity: float
    ) -> None:
        thick = px(_THICK)
        length = max(0.0, min(part, 1.0)) * self.width()
        if length <= 0:
            return
        length = max(length, thick)  # a small sum is still seen
        left = self.width() - length if self._is_mirrored() else 0
        painter.setOpacity(opacity)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(left, top, length, thick), thick / 2, thick / 2)
        painter.setOpacity(1.0)

    def _rows(self, width: int) -> Iterator[tuple[PaintedText, PaintedText, float]]:
        """Label, amount and the top of the bar; a long amount goes below its label."""
        bold, plain = font(15, QFont.Weight.DemiBold), font(14)
        y = 0.0
        for bar in self._bars:
            amount_width = QFontMetrics(plain).horizontalAdvance(bar.text) + px(4)
            is_beside = amount_width <= width * 0.45
            label_width = width - amount_width - px(12) if is_beside else width
            label_height = _height(bold, label_width, bar.label)
            if is_beside:
                amount_y, amount_height = y, QFontMetrics(plain).height() + px(2)
                words_height = max(label_height, amount_height)
                amount_x = width - amount_width
            else:
                amount_y, amount_height = y + label_height, _height(plain, width, bar.text)
                words_height = label_height + amount_height
                amount_x, amount_width = 0, width
            label_x = 0
            if self._is_mirrored() and is_beside:
                label_x, amount_x = amount_width + px(12), 0
            yield (
                PaintedText(bar.label, bold, label_x, y, label_width, label_height),
                PaintedText(bar.text, plain, amount_x, amount_y, amount_width, amount_height),
                y + words_height + px(_GAP),
            )
            y += words_height + px(_GAP + _THICK + _BETWEEN)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _height(used: QFont, width: float, text: str) -> int:
    box = QFontMetrics(used).boundingRect(0, 0, max(int(width), 1), 100_000, _WRAP, text)
    return box.height() + px(1)
