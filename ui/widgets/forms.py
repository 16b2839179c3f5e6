"""Parts of a form: a caption above its field, a problem below it, a button that Enter presses."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from ui.theme import px
from ui.widgets.base import button, label, plain_tip, repolish


class Labelled(QWidget):
    """A field with its caption above and, when something is wrong, a sentence below."""

    def __init__(self, caption: str, field: QWidget, hint: str = "") -> None:
        super().__init__()
        self.field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self._caption = label(caption, "field")
        self._caption.setBuddy(field)
        column.addWidget(self._caption)
        if hint:
            column.addWidget(label(hint, "muted"))
            field.setAccessibleDescription(hint)
        column.addWidget(field)
        self._problem = label("", "error")
        self._problem.hide()
        column.addWidget(self._problem)

    @property
    def has_problem(self) -> bool:
        return bool(self._problem.text())

    def say_problem(self, text: str) -> None:
        """Show what is wrong; an empty text says that nothing is."""
        if text == self._problem.text():
            return
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.field.setProperty("problem", bool(text))
        repolish(self.field)


def action(text: str, name: str, kind: str = "", *, spoken: str = "") -> QPushButton:
    """A button for a page's own deed: Enter presses it, and does not go on to the next page."""
    made = button(text, name, kind, spoken=spoken)
    made.setAutoDefault(True)
    return made


class PickList(QComboBox):
    """A wheel that scrolls the page must not change what was picked on its way.

    Three dots say that there is more than it shows; the tool tip has all of it.
    Assistive technology opens the list and selects an entry, and Qt alone would leave it at that.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentTextChanged.connect(lambda text: plain_tip(self, text))
        self.view().selectionModel().selectionChanged.connect(self._look_soon)

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


def pick_list(name: str, object_name: str) -> PickList:
    """A list to pick from that may be narrower than its longest entry."""
    made = PickList()
    made.setAccessibleName(name)
    made.setObjectName(object_name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(10)
    return made


def caption_of(field: QWidget, text: str) -> QLabel:
    """The words above a field; to a screen reader they say the field's whole name.

    On Linux Qt tells the name of a list by the label that belongs to it and by nothing else.
    Without a text the label is not seen, and still heard.
    """
    made = label(text, "field")
    made.setBuddy(field)
    made.setAccessibleName(field.accessibleName())
    if not text:
        made.hide()
    return made


def muted(text: str) -> QLabel:
    return label(text, "muted")
