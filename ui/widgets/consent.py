"""A box to tick beside a sentence of any length; Qt's own check box cannot wrap its words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from ui.theme import px
from ui.widgets.base import label


class Consent(QWidget):
    """One sentence that a person agrees to. Pressing the sentence ticks the box too."""

    toggled = Signal(bool)

    def __init__(self, text: str, name: str = "consent", parent: QWidget | None = None):
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
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
