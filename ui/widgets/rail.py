"""The step rail: where one is on the way, and a way to jump."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from textwrap import shorten
from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from onboard.wording import say
from ui.by_number import hand, never_sideways, no_focus
from ui.theme import Theme, font, px
from ui.widgets.base import KeyboardRing, empty, label, plain_tip
from ui.widgets.painted import PaintedText

LONGEST_TITLE = 60
"""Letters of a client's name that stand above the steps; the first page has all of it."""


class StepState(Enum):
    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


class RailStep(NamedTuple):
    """One stop. `inner` stops belong to the one before (sections of the questionnaire)."""

    id: str
    title: str
    state: StepState
    can_go: bool
    inner: bool = False


class _StepButton(KeyboardRing, QPushButton):
    def __init__(self, step: RailStep) -> None:
        super().__init__(step.title)
        self.setObjectName(f"rail-{step.id}")
        self.setFlat(True)
        # A least height of a style sheet would stand above the one that the words need.
        self.setStyleSheet(
            "QPushButton { background: transparent; border: none; padding: 0; min-height: 0; }"
        )
        self.take(step)

    def take(self, step: RailStep) -> None:
        """Say how far the stop is now; it stays the same stop."""
        self._step = step
        self.setEnabled(step.can_go)
        self.setAccessibleName(say(f"ui.step-{step.state.value}", title=step.title))
        if step.can_go:
            self.setCursor(hand())
        else:
            self.unsetCursor()
        self.updateGeometry()  # the stop where one is stands in heavier letters
        self.update()

    def _font(self) -> QFont:
        bold = self._step.state is StepState.CURRENT
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Medium
        return font(13 if self._step.inner else 14, weight)

    def _left(self) -> int:
        return px(58 if self._step.inner else 40)

    def sizeHint(self) -> QSize:
        width = (self.width() if self.width() > px(120) else px(210)) - self._left() - px(4)
        metrics = QFontMetrics(self._font())
        text = metrics.boundingRect(
            0, 0, width, 10_000, QtCore.Qt.TextFlag.TextWordWrap, self.text()
        )
        least = px(28 if self._step.inner else 38)
        return QSize(px(160), max(least, text.height() + px(14)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def text_rects(self) -> list[PaintedText]:
        """The words painted here and their room."""
        room = self.width() - self._left() - px(4)
        return [PaintedText(self.text(), self._font(), self._left(), 0, room, self.height())]

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, step = Theme.tokens, self._step
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if (self.shows_ring and self.hasFocus()) or (self.underMouse() and self.isEnabled()):
            ring = self.shows_ring and self.hasFocus()
            painter.setPen(QPen(QColor(tokens.focus), 2) if ring else QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -2), 8, 8)
        radius = px(5 if step.inner else 10)
        centre = QPointF(px(44 if step.inner else 16), self.height() / 2)
        if step.state is StepState.DONE:
            self._paint_done(painter, centre, radius)
        else:
            is_here = step.state is StepState.CURRENT
            painter.setBrush(QColor(tokens.surface))
            painter.setPen(QPen(QColor(tokens.accent if is_here else tokens.control), 2))
            painter.drawEllipse(centre, radius, radius)
            if is_here:
                painter.setBrush(QColor(tokens.accent))
                painter.setPen(QtCore.Qt.PenStyle.NoPen)
                painter.drawEllipse(centre, radius * 0.45, radius * 0.45)
        ink = tokens.text if step.state is StepState.CURRENT else tokens.muted
        for words in self.text_rects():
            words.paint(painter, ink, QtCore.Qt.AlignmentFlag.AlignVCenter)

    def _paint_done(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        tokens = Theme.tokens
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(centre, radius, radius)
        tick = QPainterPath(QPointF(centre.x() - radius * 0.42, centre.y()))
        tick.lineTo(centre.x() - radius * 0.1, centre.y() + radius * 0.36)
        tick.lineTo(centre.x() + radius * 0.46, centre.y() - radius * 0.34)
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.on_accent), max(1.5, px(1.8))))
        painter.drawPath(tick)


class Rail(QFrame):
    """The column on the left. `picked` carries the id of a stop."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(say("ui.rail"))
        self._steps: tuple[RailStep, ...] = ()
        self._buttons: list[_StepButton] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(12), px(20), px(8), px(16))
        outer.setSpacing(px(10))
        self._brand = label("onboard", "brand")
        self._brand.setContentsMargins(px(8), 0, 0, 0)
        outer.addWidget(self._brand)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        never_sideways(scroll)
        no_focus(scroll)
        inner = QWidget()
        inner.setObjectName("inner")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, px(4), 0)
        self._column.setSpacing(0)
        scroll.setWidget(inner)
        outer.addWidget(scroll, 1)
        self._note = label(say("ui.stays-here"), "muted")
        self._note.setContentsMargins(px(8), 0, 0, 0)
        outer.addWidget(self._note)

    def show_steps(self, title: str, steps: Sequence[RailStep]) -> None:
        """Draw the stops; nothing happens when they are as before."""
        self._brand.setText(shorten(title, LONGEST_TITLE, placeholder="…"))
        self._brand.setAccessibleName(title)
        plain_tip(self._brand, title if self._brand.text() != title else "")
        before, self._steps = self._steps, tuple(steps)
        if _stops(before) == _stops(self._steps):
            for old, step, made in zip(before, self._steps, self._buttons, strict=True):
                if step != old:
                    made.take(step)
            return
        empty(self._column)
        self._buttons = [_StepButton(step) for step in steps]
        for made, step in zip(self._buttons, steps, strict=True):
            made.clicked.connect(self._picker(step.id))
            self._column.addWidget(made)
        self._column.addStretch(1)

    def forget(self) -> None:
        """Draw everything anew next time, in another size or colour."""
        self._steps = ()

    def _picker(self, step_id: str) -> Callable[[], None]:
        return lambda: self.picked.emit(step_id)


def _stops(steps: Sequence[RailStep]) -> list[tuple[str, str]]:
    """Which stops they are and what each is called, however far each is."""
    return [(step.id, step.title) for step in steps]
