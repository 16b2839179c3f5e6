"""A calm dialog: a title, a scrolling body, two buttons; Esc changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import px
from ui.widgets.base import button, label
from ui.widgets.column import next_stop


class Sheet(QDialog):
    """`accepted` follows when `is_ready` says so; a problem is said in one sentence."""

    def __init__(self, parent: QWidget, title: str, yes: str, no: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner = QWidget()
        inner.setObjectName("inner")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(px(28), px(22), px(28), px(16))
        self.column.setSpacing(px(10))
        self.column.addWidget(label(title, "big"))
        scroll.setWidget(inner)
        outer.addWidget(scroll, 1)
        self.error = label("", "error", name="sheet-error")
        self.error.setContentsMargins(px(28), px(8), px(28), 0)
        self.error.hide()
        outer.addWidget(self.error)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.setContentsMargins(px(28), px(12), px(28), px(18))
        self.no = button(no, "sheet-no")
        self.yes = button(yes, "sheet-yes", "primary")
        foot.addWidget(self.no)
        foot.addStretch(1)
        foot.addWidget(self.yes)
        outer.addLayout(foot)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._try)
        self.resize(self._fitting(px(660), px(640)))
        inner.setMinimumWidth(1)  # texts wrap to the view, also in the first frame

    def _fitting(self, width: int, height: int) -> QSize:
        """No larger than the screen, where large text would make it so."""
        room = self.screen().availableGeometry().size()
        return QSize(width, height).boundedTo(room - QSize(px(20), px(40)))

    def first_focus(self) -> QWidget:
        """Where the keyboard begins; the button that changes nothing, where all is to be read."""
        return self.no

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:
        """The Tab key goes through the body first, and then to the buttons, as they stand."""
        stop = next_stop(self, self.focusWidget(), is_forward=next)
        if stop is None:
            return super().focusNextPrevChild(next)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stop.setFocus(reason)
        return True

    def missing(self) -> tuple[str, QWidget | None]:
        """One sentence on what is missing and the field it is about; an empty one lets go on."""
        return "", None

    def recheck(self, *_: object) -> None:
        """Take the sentence away once it is no longer true; fields tell this when they change."""
        if self.error.text() and self.missing()[0] != self.error.text():
            self._tell("")

    def _tell(self, problem: str) -> None:
        self.error.setText(problem)
        self.error.setVisible(bool(problem))

    def _try(self) -> None:
        problem, field = self.missing()
        self._tell(problem)
        if not problem:
            self.accept()
        elif field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(field, 0, px(40))
