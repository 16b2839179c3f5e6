"""Boxes that say something: why we ask, a warning, a problem, badges of tier and level."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme import Theme, font, level_fill, px
from ui.widgets.base import button, label
from ui.widgets.painted import PaintedText


class Expander(QWidget):
    """A button that shows and hides a note below it."""

    def __init__(self, caption: str, text: str, name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self._caption = caption
        self._button = button("", name, "link")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._show)
        self._note, inside = QFrame(), None
        self._note.setProperty("kind", "note")
        inside = QVBoxLayout(self._note)
        inside.setContentsMargins(px(14), px(10), px(14), px(10))
        self._label = label(text)
        inside.addWidget(self._label)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._note)
        self._show(False)

    def set_text(self, text: str) -> None:
        self._label.setText(text)

    def _show(self, is_open: bool) -> None:
        self._note.setVisible(is_open)
        self._button.setText(f"{'▾' if is_open else '▸'} {self._caption}")
        self._button.setAccessibleName(self._caption)


class Banner(QFrame):
    """A box with a word in front that says of what kind it is; colour never says it alone."""

    def __init__(self, kind: str = "note", name: str = "") -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(14), px(10))
        column.setSpacing(px(4))
        self._title = label("", "subheading")
        self._text = label("")
        column.addWidget(self._title)
        column.addWidget(self._text)
        self.hide()

    def say(self, text: str, title: str = "") -> None:
        """Show a text; an empty one hides the box."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self.setAccessibleName(f"{title} {text}".strip())
        self.setVisible(bool(text or title))


class Badge(QWidget):
    """A word with a shape: ▲ must, ■ should, ● could; risk levels as filled bars, one to five."""

    def __init__(self, mark: str, text: str) -> None:
        super().__init__()
        self._mark, self._text = mark, text
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(13, QFont.Weight.DemiBold))
        return QSize(metrics.horizontalAdvance(self._text) + px(38), metrics.height() + px(8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def text_rects(self) -> list[PaintedText]:
        """The words painted here and their room."""
        room = self.sizeHint().width() - px(30)
        used = font(13, QFont.Weight.DemiBold)
        return [PaintedText(self._text, used, px(28), 0, room, self.height())]

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = Theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fills = {
            "must": (tokens.danger_soft, tokens.danger),
            "should": (tokens.warn_soft, tokens.warn),
            "could": (tokens.ok_soft, tokens.ok),
        }
        is_tier = self._mark in fills
        back, ink = fills.get(self._mark, ("", tokens.on_level))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back) if is_tier else level_fill(self._mark))
        area = QRectF(0, 0, self.sizeHint().width(), self.height()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, px(6), px(6))
        painter.setBrush(QColor(ink))
        centre = QPointF(px(15), self.height() / 2)
        self._paint_shape(painter, centre)
        for words in self.text_rects():
            words.paint(painter, ink, Qt.AlignmentFlag.AlignVCenter)

    def _paint_shape(self, painter: QPainter, centre: QPointF) -> None:
        size = px(5)
        match self._mark:
            case "must":
                tip = QPointF(centre.x(), centre.y() - size)
                left = QPointF(centre.x() - size, centre.y() + size)
                right = QPointF(centre.x() + size, centre.y() + size)
                painter.drawPolygon(QPolygonF([tip, right, left]))
            case "should":
                painter.drawRect(
                    QRectF(centre.x() - size + 1, centre.y() - size + 1, 2 * size - 2, 2 * size - 2)
                )
            case "could":
                painter.drawEllipse(centre, size - 0.5, size - 0.5)
            case _:
                names = ("very-low", "low", "moderate", "high", "very-high")
                filled = names.index(self._mark) + 1
                for bar in range(filled):
                    height = px(3) + px(1.6) * bar
                    x = centre.x() - px(8) + bar * px(3.6)
                    painter.drawRect(QRectF(x, centre.y() + px(5) - height, px(2.4), height))
