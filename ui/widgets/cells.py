"""The editors in the cells of a table: a choice, a number, a line of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from onboard.interview.days import example_day, read_day
from onboard.wording import day, say
from ui.theme import px
from ui.widgets.pick_list import PickList

Editor = QComboBox | QSpinBox | QLineEdit
Value = str | int

_NARROWEST_CHOICE = 230
_WIDEST_CHOICE = 340


@dataclass(frozen=True, slots=True)
class TableColumn:
    """What one column asks for; `options` are pairs of id and words."""

    id: str
    label: str
    kind: Literal["choice", "number", "text", "date"]
    options: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 500
    is_past: bool = False
    """For a day: whether it lies behind; the example does too then."""


def make_editor(column: TableColumn, parent: QWidget) -> Editor:
    """An empty editor: nothing chosen, nothing typed, a number at its lower end."""
    match column.kind:
        case "choice":
            return _choice(column, parent)
        case "number":
            number = _Number(parent)
            number.setRange(column.low, column.high)
            number.setMinimumWidth(px(96))
            return number
        case "date":
            return _Day(parent, is_past=column.is_past)
        case "text":
            line = QLineEdit(parent)
            line.setMaxLength(200)
            line.setMinimumWidth(px(150))
            return line


def value_of(editor: Editor) -> Value:
    """The id that is chosen, the number, or the text; "" where there is nothing yet."""
    match editor:
        case QComboBox():
            return str(editor.currentData() or "")
        case QSpinBox():
            return editor.value()
        case _Day():
            return editor.read()
        case QLineEdit():
            return editor.text().strip()


def set_value(editor: Editor, value: Value) -> None:
    """Show a value, also one that is not offered any more: what was told is not lost."""
    match editor:
        case QComboBox():
            if value and editor.findData(str(value)) < 0:
                editor.addItem(str(value), str(value))
            editor.setCurrentIndex(max(editor.findData(str(value)), 0))
        case QSpinBox():
            number = int(value) if value != "" else editor.minimum()
            editor.setRange(min(editor.minimum(), number), max(editor.maximum(), number))
            editor.setValue(number)
        case QLineEdit():
            editor.setText(str(value))
            if isinstance(editor, _Day):
                editor.say_read()
            editor.setCursorPosition(0)  # a long text is read from its beginning


def is_blank(editor: Editor) -> bool:
    """Whether the editor stands as it was made."""
    if isinstance(editor, QSpinBox):
        return editor.value() == editor.minimum()
    return value_of(editor) == ""


def when_changed(editor: Editor, tell: Callable[[], None]) -> None:
    """Call `tell` at each change, by a person or by a screen reader."""
    match editor:
        case QComboBox():
            editor.currentIndexChanged.connect(lambda _index: tell())
        case QSpinBox():
            editor.valueChanged.connect(lambda _number: tell())
        case QLineEdit():
            editor.textChanged.connect(lambda _text: tell())


def _choice(column: TableColumn, parent: QWidget) -> QComboBox:
    made = _Choice(parent)
    made.addItem(say("ui.choose"), "")
    for key, words in column.options:
        made.addItem(words, key)
        made.setItemData(made.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(6)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    words_width = max(
        made.fontMetrics().horizontalAdvance(made.itemText(index)) for index in range(made.count())
    )
    made.wish = min(words_width + px(60), px(_WIDEST_CHOICE))
    made.setMinimumWidth(min(made.wish, px(_NARROWEST_CHOICE)))
    return made


class _Choice(PickList):
    """As wide as its longest words, within reason."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.wish = 0
        """Pixels that show the longest words whole, within reason."""

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self.wish, 0))


class _Number(QSpinBox):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # The style sheet cannot reach these two: the words' left edge, and the height of the
        # other fields (its own min-height, padding and border).
        self.lineEdit().setTextMargins(px(8), 0, 0, 0)
        self.setMaximumHeight(px(22) + 2 * px(7) + 4)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _Day(QLineEdit):
    """Shows the day in words once it is typed, so that it cannot be read the wrong way round."""

    def __init__(self, parent: QWidget, *, is_past: bool) -> None:
        super().__init__(parent)
        on = example_day(date.today(), is_past=is_past)  # noqa: DTZ011  (only shown)
        example = day(on)
        self.setMaxLength(60)
        self.setMinimumWidth(px(150))
        self.setPlaceholderText(say("ui.date-example", example=example))
        hint = say("ui.date-hint", example=example, iso=on.isoformat())
        self.setToolTip(hint)
        self.setAccessibleDescription(hint)
        self.editingFinished.connect(self.say_read)

    def read(self) -> str:
        """The day as 2027-03-31; what cannot be read as it was typed."""
        typed = self.text().strip()
        found = read_day(typed)
        return found.isoformat() if found is not None else typed

    def say_read(self) -> None:
        """Put the day there in words, without telling anyone: it is the same day."""
        found = read_day(self.text())
        if found is not None:
            blocked = self.blockSignals(True)
            self.setText(day(found))
            self.blockSignals(blocked)
