"""Boxes that say something: why we ask, a warning, a problem, badges of tier and level."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import Theme, font, level_fill, px
from ui.widgets.base import BULLET, button, label, let_go, row, show_if
from ui.widgets.looked import tell_looker
from ui.widgets.painted import PaintedText

_TIERS = ("must", "should", "could")
_LEVELS = ("very-low", "low", "moderate", "high", "very-high")


class Expander(QWidget):
    """A button that shows and hides a note below it.

    `spoken` is its accessible name where several have the same caption.
    """

    def __init__(self, caption: str, text: str, name: str, *, spoken: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self._caption, self._spoken = caption, spoken or caption
        self._button = button("", name, "link")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._show)
        self._button.toggled.connect(lambda on: tell_looker(self, name, on))
        self._note = QFrame()
        self._note.setProperty("kind", "note")
        self._inside = QVBoxLayout(self._note)
        self._inside.setContentsMargins(px(14), px(10), px(14), px(10))
        self._label = _points() if text.startswith(BULLET) else label("")
        self._label.setText(text)
        if not text:  # never shown here: it has no parent yet, and would be a window
            self._label.hide()
        self._inside.addWidget(self._label)
        column.addLayout(row(self._button, None))
        column.addWidget(self._note)
        self._show(False)

    def set_text(self, text: str) -> None:
        self._label.setText(text)
        show_if(self._label, bool(text))

    def add_part(self, title: str, text: str) -> None:
        """Add a text with a title of its own."""
        if self._inside.count() > 1:
            self._inside.addSpacing(px(6))
        self._inside.addWidget(label(title, "subheading"))
        self._inside.addWidget(label(text))

    def _show(self, is_open: bool) -> None:
        self._note.setVisible(is_open)
        self._button.setText(f"{'▾' if is_open else '▸'} {self._caption}")
        self._button.setAccessibleName(self._spoken)


class Folded(QWidget):
    """A button that shows and hides a part below it, which is built when it is first opened.

    Most are never opened, and a plan has sixty of them.
    """

    def __init__(
        self, caption: str, build: Callable[[], QWidget], name: str, *, spoken: str = ""
    ) -> None:
        super().__init__()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self._caption, self._spoken = caption, spoken or caption
        self._build = build
        self._part: QWidget | None = None
        self._button = button("", name, "link")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._show)
        self._button.toggled.connect(lambda on: tell_looker(self, name, on))
        column.addLayout(row(self._button, None))
        self._show(False)

    def _show(self, is_open: bool) -> None:
        if self._part is None and is_open:
            self._part = self._build()
            self._column.addWidget(self._part)
        if self._part is not None:
            self._part.setVisible(is_open)
        self._button.setText(f"{'▾' if is_open else '▸'} {self._caption}")
        self._button.setAccessibleName(self._spoken)


class Banner(QFrame):
    """A box whose mark says of what kind it is, spoken too; colour never says it alone."""

    def __init__(self, kind: str = "note", name: str = "") -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setObjectName(name)
        self._kind = kind
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(px(14), px(10), px(14), px(10))
        beside = QHBoxLayout()
        beside.setSpacing(px(12))
        self._outer.addLayout(beside)
        mark = QVBoxLayout()
        mark.addWidget(_Mark(kind))
        mark.addStretch(1)
        beside.addLayout(mark)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        beside.addLayout(column, 1)
        self._title = label("", "subheading")
        self._text = label("")
        self._column, self._has_points = column, False
        column.addWidget(self._title)
        column.addWidget(self._text)
        self.hide()

    def add(self, deed: QWidget) -> None:
        """Put what can be done about it below the text, as wide as the box."""
        self._outer.addSpacing(px(4))
        self._outer.addLayout(row(deed, None))

    def _hang_if(self, has_points: bool) -> None:
        """Points want a label of their own, which the first page does without."""
        if has_points and not self._has_points:
            self._has_points = True
            let_go(self._text)
            self._text = _points()
            self._column.addWidget(self._text)

    def say(self, text: str, title: str = "") -> None:
        """Show a text; an empty one hides the box."""
        is_silent = not self._text.text() and not self._title.text()
        if not text and not title and is_silent and self.isHidden():
            return  # most have nothing to say at most questions
        self._title.setText(title)
        show_if(self._title, bool(title))
        self._hang_if(text.startswith(BULLET))
        self._text.setText(text)
        self.setAccessibleName(f"{say(f'ui.banner-{self._kind}')}: {title} {text}".strip())
        if self.parentWidget() is None and (text or title):
            # Shown now it would be a window; forget that it was hidden, and its layout shows it.
            self.setAttribute(QtCore.Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
            return
        show_if(self, bool(text or title))


def _points() -> QLabel:
    from ui.widgets.listed import points  # brings names that the first page does without

    return points([])


class _Mark(QWidget):
    """A round i for a note, a triangle for a warning, a square for a problem."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setObjectName("mark")

    def sizeHint(self) -> QSize:
        return QSize(px(20), px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = Theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(min(self.width(), self.height()))
        area = QRectF(1, 1, side - 2, side - 2)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        match self._kind:
            case "warning":
                painter.setBrush(QColor(tokens.warn))
                corners = [QPointF(side / 2, 1), area.bottomRight(), area.bottomLeft()]
                painter.drawPolygon(QPolygonF(corners))
                ground = tokens.warn_soft
            case "problem":
                painter.setBrush(QColor(tokens.danger))
                painter.drawRoundedRect(area, side / 6, side / 6)
                ground = tokens.danger_soft
            case _:
                painter.setBrush(QColor(tokens.accent))
                painter.drawEllipse(area)
                ground = tokens.accent_soft
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        self._paint_sign(painter, side)

    def _paint_sign(self, painter: QPainter, side: float) -> None:
        """An i is a dot above a stem; the exclamation mark is the same upside down."""
        stem, dot = (0.42, 0.75), 0.29
        if self._kind != "note":
            drop = 0.12 if self._kind == "warning" else 0.0
            stem, dot = (0.25 + drop, 0.58 + drop / 2), 0.74 + drop / 2
        thick = side * 0.12
        bar = QRectF((side - thick) / 2, side * stem[0], thick, side * (stem[1] - stem[0]))
        painter.drawRoundedRect(bar, thick / 2, thick / 2)
        painter.drawEllipse(QPointF(side / 2, side * dot), thick * 0.6, thick * 0.6)


class Badge(QWidget):
    """A word with a shape: ▲ must, ■ should, ● could; risk levels as bars, one to five filled."""

    def __init__(self, mark: str, text: str) -> None:
        super().__init__()
        self._mark, self._text = mark, text
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(13, QFont.Weight.DemiBold))
        width = self._left() + metrics.horizontalAdvance(self._text) + px(10)
        return QSize(width, metrics.height() + px(8))

    def _left(self) -> int:
        return px(28) if self._mark in _TIERS else px(34)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def text_rects(self) -> list[PaintedText]:
        """The words painted here and their room."""
        room = self.sizeHint().width() - self._left() - px(4)
        used = font(13, QFont.Weight.DemiBold)
        return [PaintedText(self._text, used, self._left(), 0, room, self.height())]

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
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back) if is_tier else level_fill(self._mark))
        area = QRectF(0, 0, self.sizeHint().width(), self.height()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, px(6), px(6))
        painter.setBrush(QColor(ink))
        centre = QPointF(px(15), self.height() / 2)
        self._paint_shape(painter, centre)
        for words in self.text_rects():
            words.paint(painter, ink, QtCore.Qt.AlignmentFlag.AlignVCenter)

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
                filled = _LEVELS.index(self._mark) + 1
                for bar in range(len(_LEVELS)):
                    painter.setOpacity(1.0 if bar < filled else 0.3)
                    height = size * (0.5 + 0.375 * bar)
                    x = centre.x() - size + bar * size * 0.8
                    foot = centre.y() + size
                    painter.drawRect(QRectF(x, foot - height, size * 0.5, height))
                painter.setOpacity(1.0)
