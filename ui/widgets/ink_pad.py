"""A place to sign by hand: mouse, finger or pen, as strokes with time and pressure."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from onboard.wording import say
from ui.theme import Theme, font, px
from ui.widgets.base import KeyboardRing
from ui.widgets.painted import PaintedText

Point = tuple[float, float, int, float]
"""x and y in pixels of the pad, y downwards; milliseconds since the start; pressure 0 to 1."""

Strokes = tuple[tuple[Point, ...], ...]

LEAST_POINTS = 8
JITTER = 1.2  # pixels: a resting hand trembles, and a trembling line looks like a fault
UNKNOWN_PRESSURE = 0.5


class InkPad(KeyboardRing, QWidget):
    """Keeps strokes, not a picture: the paper draws them as curves, dark whatever the theme."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._strokes: list[list[Point]] = []
        self._is_drawing = False
        self._clock = QElapsedTimer()
        self._drawn: QImage | None = None
        self.setObjectName("ink")
        self.setAccessibleName(say("ui.ink"))
        self.setAccessibleDescription(say("ui.ink-how"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def strokes(self) -> Strokes:
        """All strokes so far, in the order they were drawn."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def has_ink(self) -> bool:
        """Whether there is more than a slip of the hand."""
        return sum(len(stroke) for stroke in self._strokes) >= LEAST_POINTS

    def undo(self) -> None:
        """Take the last stroke away."""
        if self._strokes:
            self._strokes.pop()
            self._start_over()

    def clear(self) -> None:
        """Take all strokes away."""
        if self._strokes:
            self._strokes.clear()
            self._clock.invalidate()
            self._start_over()

    # ---- what the hand does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fingers arrive here too: Qt turns a touch that nobody takes into a mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position(), UNKNOWN_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._add(event.position(), UNKNOWN_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.type() == QEvent.Type.TabletPress:
            if event.button() == Qt.MouseButton.LeftButton:
                self._begin(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletMove:
            self._add(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()  # else Qt sends the same stroke a second time, as a mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    def _begin(self, position: QPointF, pressure: float) -> None:
        if not self._clock.isValid():
            self._clock.start()
        self._is_drawing = True
        self._strokes.append([])
        self._add(position, pressure)

    def _add(self, position: QPointF, pressure: float) -> None:
        if not self._is_drawing:
            return
        x = round(min(max(position.x(), 0.0), float(self.width())), 2)
        y = round(min(max(position.y(), 0.0), float(self.height())), 2)
        stroke = self._strokes[-1]
        if stroke and hypot(x - stroke[-1][0], y - stroke[-1][1]) < JITTER:
            return
        stroke.append((x, y, self._clock.elapsed(), round(pressure, 3)))
        self._ink_newest(stroke)

    def _end(self) -> None:
        if self._is_drawing:
            self._is_drawing = False
            self.changed.emit()

    def _start_over(self) -> None:
        self._is_drawing = False
        self._drawn = None
        self.update()
        self.changed.emit()

    # ---- what the eye sees

    def sizeHint(self) -> QSize:
        return QSize(px(520), px(170))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(150))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._drawn = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._drawn = None
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def text_rects(self) -> list[PaintedText]:
        """The words painted here and their room."""
        if self._strokes:
            return []
        line = self._line_height()
        room = self.width() - 2 * px(20)
        return [PaintedText(say("ui.sign-above"), font(13), px(20), line + px(4), room, px(22))]

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = Theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.focus if self.hasFocus() else tokens.control), 2))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        line = self._line_height()
        painter.setPen(QPen(QColor(tokens.control), 1))
        painter.drawLine(QPointF(px(20), line), QPointF(self.width() - px(20), line))
        for words in self.text_rects():
            words.paint(painter, tokens.muted, Qt.AlignmentFlag.AlignLeft)
        painter.drawImage(0, 0, self._ink())

    def _line_height(self) -> int:
        return self.height() - px(34)

    def _ink(self) -> QImage:
        """All strokes at the sharpness of the screen; only the newest piece is added to it."""
        sharpness = self.devicePixelRatioF()
        size = (self.size().toSizeF() * sharpness).toSize()
        if self._drawn is None or self._drawn.size() != size:
            self._drawn = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            self._drawn.setDevicePixelRatio(sharpness)
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = _inking(self._drawn)
            for stroke in self._strokes:
                for end in range(len(stroke)):
                    _draw_piece(painter, stroke, end)
            painter.end()
        return self._drawn

    def _ink_newest(self, stroke: list[Point]) -> None:
        painter = _inking(self._ink())
        _draw_piece(painter, stroke, len(stroke) - 1)
        painter.end()
        self.update()


def _inking(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def _draw_piece(painter: QPainter, stroke: list[Point], end: int) -> None:
    """The curve that the point at `end` adds: from the middle of one step to that of the next."""
    point = stroke[end]
    before = stroke[end - 1] if end else point
    pen = QPen(QColor(Theme.tokens.text), _width(before, point))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if not end:
        painter.drawPoint(QPointF(point[0], point[1]))
        return
    steps = [_middle(a, b) for a, b in pairwise(stroke[max(end - 2, 0) : end + 1])]
    path = QPainterPath(steps[0] if end > 1 else QPointF(before[0], before[1]))
    path.quadTo(QPointF(before[0], before[1]), steps[-1])
    painter.drawPath(path)


def _middle(a: Point, b: Point) -> QPointF:
    return QPointF((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def _width(a: Point, b: Point) -> float:
    """Pressure thickens the line and speed (pixels in a millisecond) thins it, as ink does."""
    speed = hypot(b[0] - a[0], b[1] - a[1]) / max(1, b[2] - a[2])
    return (1.2 + 2.6 * b[3]) * (1.15 - min(0.55, speed * 0.25))
