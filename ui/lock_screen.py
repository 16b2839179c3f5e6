"""What stands here while the store is locked: one field, and nothing of anybody."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.forms import Labelled, action
from ui.widgets.secret_field import SecretField, shower


class LockScreen(QWidget):
    """A window of its own, in place of all others. `wished` carries what was typed."""

    wished = Signal(str)
    left = Signal()
    """Somebody closes it without unlocking: the program ends."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(say("lock.title"))
        self.setAccessibleName(say("lock.title"))
        self.setMinimumSize(480, 360)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()  # for large text on a small screen
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("inner")
        inner.setMinimumWidth(1)
        scroll.setWidget(inner)
        outer.addWidget(scroll)
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(48), px(40), px(48), px(40))
        column.setSpacing(px(14))
        column.addWidget(label(say("lock.title"), "title"))
        column.addWidget(label(say("lock.lead"), "lead"))
        self.field = SecretField(say("lock.secret"), "unlock-secret")
        self._labelled = Labelled(say("lock.secret"), self.field)
        column.addWidget(self._labelled)
        column.addWidget(shower(self.field))
        self._open = action(say("lock.open"), "unlock", "primary")
        column.addLayout(row(self._open, None))
        column.addStretch(1)
        self._is_done = False
        self._open.clicked.connect(self._try)
        self.field.returnPressed.connect(self._try)

    def _try(self) -> None:
        if not self.field.text():
            self.answered(say("page.clients-secret-missing"))
            return
        if self._open.isEnabled():
            self._open.setEnabled(False)
            self.wished.emit(self.field.text())

    def answered(self, problem: str) -> None:
        """What is wrong with it; the window stays, and what was typed can be mended."""
        self._open.setEnabled(True)
        self._labelled.say_problem(problem)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def put_away(self) -> None:
        """It is open: what was typed goes with the window."""
        self._is_done = True
        self.field.clear()
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._is_done:
            self.left.emit()
