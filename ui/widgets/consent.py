"""A box to tick beside a sentence of any length; Qt's own check box cannot wrap its words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from ui.theme import Theme, px
from ui.widgets.base import label


class Consent(QWidget):
    """One sentence that a person agrees to. Pressing the sentence ticks the box too."""

    toggled = Signal(bool)

    def __init__(self, text: str, name: str = "consent", parent: QWidget | None = None):
        super().__init__(parent)
        self.box = _TickBox()
        self.box.setObjectName(name)
        self.box.setAccessibleName(text)
        self.box.toggled.connect(self.toggled)
        self._words = label(text)
        self._words.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words.installEventFilter(self)
        self.setFocusProxy(self.box)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(6))
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)

    def is_given(self) -> bool:
        """Whether the box is ticked."""
        return self.box.isChecked()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
        ):
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.click()
            return True
        return super().eventFilter(watched, event)


class _TickBox(QCheckBox):
    """The style sheet fills a ticked box; the tick itself makes it more than a colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_CheckBoxIndicator
        area = self.style().subElementRect(part, option, self)
        middle, half = QPointF(area.center()) + QPointF(0.5, 0.5), area.width() / 2
        tick = QPainterPath(middle + QPointF(-half * 0.45, 0))
        tick.lineTo(middle + QPointF(-half * 0.1, half * 0.38))
        tick.lineTo(middle + QPointF(half * 0.5, -half * 0.38))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(Theme.tokens.on_accent), max(2, px(2.2)))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(tick)
