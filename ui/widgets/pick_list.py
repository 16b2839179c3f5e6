"""A list to pick one from; not among the forms, because the first page does without it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from ui.widgets.base import plain_tip


class PickList(QComboBox):
    """A wheel that scrolls the page must not change what was picked on its way.

    Three dots say that there is more than it shows; the tool tip has all of it.
    Assistive technology opens the list and selects an entry, and Qt alone would leave it at that.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """With `parent` at once where there is one: its list would be dressed once more."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentTextChanged.connect(lambda text: plain_tip(self, text))
        self._is_watched = False

    def showPopup(self) -> None:  # noqa: N802  (Qt's name)
        """Only now is there a list of its own: it costs more than all the rest of this field."""
        if not self._is_watched:
            self._is_watched = True
            self.view().selectionModel().selectionChanged.connect(self._look_soon)
        super().showPopup()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """A style sheet cuts long words off; three dots say that there is more."""
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        complex_ = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(complex_, option, part, self).width()
        elide = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), elide, room)

    def _look_soon(self) -> None:
        """Once the list has settled: keys and the mouse select first, and move there next."""
        QTimer.singleShot(0, self, self._take_what_was_selected)

    def _take_what_was_selected(self) -> None:
        """An entry that is selected and not the current one was picked without key or mouse."""
        picked = self.view().selectionModel().selectedIndexes()
        if not self.view().isVisible() or not picked or picked[0] == self.view().currentIndex():
            return
        self.setCurrentIndex(picked[0].row())
        self.hidePopup()
        self.activated.emit(picked[0].row())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def pick_list(name: str, object_name: str, parent: QWidget | None = None) -> PickList:
    """A list to pick from that may be narrower than its longest entry."""
    made = PickList(parent)
    made.setAccessibleName(name)
    made.setObjectName(object_name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(10)
    return made
