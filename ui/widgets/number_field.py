"""A field for a whole number, with a button to each side for one less and one more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from onboard.interview.counts import read_count
from onboard.wording import say
from ui.theme import px
from ui.widgets.base import button, label


class NumberField(QWidget):
    """Gives the number that was read; what cannot be read as it was typed.

    The buttons and the arrow keys stay between the ends.

    Args:
        low: the least number the buttons reach.
        high: the greatest number the buttons reach.
        unit: a word after the number, such as "people"; may be empty.
        name: what is counted, for a screen reader.
    """

    changed = Signal(str)

    def __init__(
        self,
        low: int = 0,
        high: int = 500,
        unit: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._low, self._high, self._unit = low, high, unit
        self._edit = QLineEdit()
        self._edit.setObjectName("number")
        self._edit.setAccessibleName(name or say("ui.number"))
        self._edit.setAccessibleDescription(say("ui.number-between", low=low, high=high))
        self._edit.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._edit.setMaxLength(60)
        self._edit.setFixedWidth(px(110))
        self._edit.textChanged.connect(self._announce)
        self._minus = _step_button("−", "minus", say("ui.one-less", name=self._name()))
        self._plus = _step_button("+", "plus", say("ui.one-more", name=self._name()))
        self._minus.clicked.connect(lambda: self._step(-1))
        self._plus.clicked.connect(lambda: self._step(+1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for part in (self._minus, self._edit, self._plus):
            row.addWidget(part)
        if unit:
            row.addSpacing(px(4))
            row.addWidget(label(unit), 1)
        else:
            row.addStretch(1)

    def first_focus(self) -> QWidget:
        """Where one types. No focus proxy: with one, Qt's Tab key passes by the minus."""
        return self._edit

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._edit.setFocus(event.reason())

    def text(self) -> str:
        """The number that was read, in figures; what cannot be read as it was typed."""
        typed = self._edit.text().strip()
        read = read_count(typed, self._unit)
        return typed if read is None else str(read)

    def set_text(self, text: str) -> None:
        """Show a number without announcing it as a change."""
        blocked = self._edit.blockSignals(True)
        self._edit.setText(text)
        self._edit.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down count; a line edit has no use for them and passes them on."""
        if event.key() == Qt.Key.Key_Up:
            self._step(+1)
        elif event.key() == Qt.Key.Key_Down:
            self._step(-1)
        else:
            super().keyPressEvent(event)

    def _name(self) -> str:
        return self._edit.accessibleName()

    def _announce(self, _: str) -> None:
        self.changed.emit(self.text())

    def _step(self, by: int) -> None:
        """An empty or unreadable field starts at the lower end: no number is invented."""
        try:
            number = int(self.text()) + by
        except ValueError:
            number = self._low
        self._edit.setText(str(min(max(number, self._low), self._high)))


def _step_button(sign: str, key: str, name: str) -> QPushButton:
    made = button(sign, key, "step", spoken=name)
    made.setAutoRepeat(True)
    return made
