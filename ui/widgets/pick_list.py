"""A list to pick one from; not among the forms, because the first page does without it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import px
from ui.widgets.base import label, plain_tip, show_if


class PickList(QComboBox):
    """A wheel that scrolls the page must not change what was picked on its way.

    Three dots say that there is more than it shows; the tool tip has all of it, and so has what
    `in_full` puts below. The entries of the open list wrap.
    Assistive technology opens the list and selects an entry, and Qt alone would leave it at that.
    """

    cut = Signal(str)
    """What was picked, where it does not fit into the field; otherwise an empty text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """With `parent` at once where there is one: its list would be dressed once more."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentTextChanged.connect(lambda text: plain_tip(self, text))
        self.currentTextChanged.connect(lambda _: self._tell_cut())
        self._is_watched = False

    def showPopup(self) -> None:  # noqa: N802  (Qt's name)
        """Only now is there a list of its own: it costs more than all the rest of this field."""
        if not self._is_watched:
            self._is_watched = True
            view = self.view()
            if isinstance(view, QListView):
                view.setWordWrap(True)
                view.setTextElideMode(Qt.TextElideMode.ElideNone)
                view.setItemDelegate(_Wrapping(self))
            self.view().selectionModel().selectionChanged.connect(self._look_soon)
        super().showPopup()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """A style sheet cuts long words off; three dots say that there is more."""
        super().initStyleOption(option)
        elide = Qt.TextElideMode.ElideRight
        text, room = self.currentText(), self._room(option)
        option.currentText = self.fontMetrics().elidedText(text, elide, room)

    def _room(self, option: QStyleOptionComboBox) -> int:
        part = QStyle.SubControl.SC_ComboBoxEditField
        complex_ = QStyle.ComplexControl.CC_ComboBox
        return self.style().subControlRect(complex_, option, part, self).width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._tell_cut)  # what is shown while Qt lays out has no height

    def _tell_cut(self) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        text = self.currentText()
        self.cut.emit(text if option.currentText != text else "")

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


def in_full(picked: PickList) -> QLabel:
    """What was picked, in as many lines as it takes; there only while the field cuts it."""
    made = label("", "muted", name=f"{picked.objectName()}-in-full")
    made.hide()

    def tell(text: str) -> None:
        made.setText(text)
        show_if(made, bool(text))

    picked.cut.connect(tell)
    return made


class _Wrapping(QStyledItemDelegate):
    """Entries as wide as the field and as tall as their words; Qt would cut them in the middle."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._box = box

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        room = max(px(80), self._box.width() - px(48))  # beside its edges and a scroll bar
        wrap = Qt.TextFlag.TextWordWrap
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        needed = self._box.view().fontMetrics().boundingRect(0, 0, room, 10_000, wrap, text)
        return QSize(room, needed.height() + px(8))
