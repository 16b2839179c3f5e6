"""One sheet: the picture of a page when it is there, words until then, a watermark if wanted."""

from __future__ import annotations

from math import atan2, cos, degrees, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from onboard.wording import say
from ui.theme import Theme, font, px
from ui.tokens import LIGHT
from ui.widgets.painted import PaintedText

_FAINT = 0.17
"""How much of its colour a watermark has: the words below it must stay readable."""
_TILT = 0.55
"""How steep a watermark rises, as part of the sheet's own diagonal."""


class SheetOfPaper(QWidget):
    """White in every look, as the paper itself is; its words are those of the light look."""

    def __init__(self, parent: QWidget, name: str, watermark: str = "") -> None:
        super().__init__(parent)
        self._watermark = watermark
        self._failure = ""
        self.picture: QImage | None = None
        self.drawn_for = 0
        """The width that the picture was asked for, in pixels of the screen."""
        self.setObjectName("sheet")
        self.setAccessibleName(f"{name}. {watermark}".rstrip(". "))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def has_failed(self) -> bool:
        return bool(self._failure)

    def set_picture(self, picture: QImage | None, drawn_for: int = 0) -> None:
        """Show this picture; None lets go of the one that is there."""
        if picture is not self.picture:
            self.picture, self.drawn_for = picture, drawn_for
            self.update()

    def tell_failure(self, text: str) -> None:
        self._failure = text
        self.set_picture(None)
        self.update()

    def text_rects(self) -> list[PaintedText]:
        """The words painted here and their room; a picture has none of its own."""
        if self.picture is not None:
            return []
        words = self._failure or say("reading.page-waiting")
        width = self.width() - 2 * px(24)
        return [PaintedText(words, font(15), px(24), px(24), width, px(96))]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.surface))
        if self.picture is not None:
            exact = self.picture.width() == round(self.width() * self.devicePixelRatioF())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
            painter.drawImage(self.rect(), self.picture)
        for words in self.text_rects():
            words.paint(painter, LIGHT.muted, Qt.AlignmentFlag.AlignLeft)
        if self._watermark:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in (0.27, 0.73):
                self._paint_watermark(painter, QPointF(self.width() / 2, self.height() * place))
        painter.setOpacity(1)
        painter.setPen(QPen(QColor(Theme.tokens.border), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_watermark(self, painter: QPainter, centre: QPointF) -> None:
        """The words rise across the sheet, as large as fits its width."""
        turn = atan2(self.height(), self.width()) * _TILT
        used = font(40, QFont.Weight.Bold)
        wide = QFontMetricsF(used).horizontalAdvance(self._watermark)
        tall = QFontMetricsF(used).height()
        zoom = self.width() * 0.92 / (wide * cos(turn) + tall * sin(turn))
        painter.save()
        painter.translate(centre)
        painter.rotate(-degrees(turn))
        painter.scale(zoom, zoom)
        painter.setOpacity(_FAINT)
        painter.setFont(used)
        painter.setPen(QColor(LIGHT.danger))
        room = QRectF(-wide / 2, -tall / 2, wide, tall)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), self._watermark)
        painter.restore()
