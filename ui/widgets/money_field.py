"""A field for a sum of money, with its currency beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from onboard.amounts import parse_amount
from onboard.interview.counts import bare_amount
from onboard.wording import say
from ui.theme import px
from ui.widgets.base import label


class MoneyField(QWidget):
    """Gives the text as it was typed; whether it is a sum is for the interview to say.

    Args:
        currency: what stands before the sum, such as "USD" or "$".
        name: what the sum is, for a screen reader; default: "Amount".
    """

    changed = Signal(str)

    def __init__(self, currency: str = "USD", name: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        prefix = label(currency, "field", wrap=False)
        self._edit = QLineEdit()
        self._edit.setObjectName("amount")
        self._edit.setAccessibleName(name or say("ui.amount"))
        self._edit.setAccessibleDescription(say("ui.amount-in", currency=currency))
        self._edit.setMaxLength(60)
        self._edit.setMinimumWidth(px(120))
        self._edit.setMaximumWidth(px(220))
        # textChanged, not textEdited: dictation and screen readers set text without a key.
        self._edit.textChanged.connect(self._announce)
        prefix.setBuddy(self._edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(prefix)
        row.addWidget(self._edit, 1)
        row.addStretch(0)

    def first_focus(self) -> QWidget:
        """Where one types. No focus proxy: Qt's Tab key leaps to one from afar."""
        return self._edit

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._edit.setFocus(event.reason())

    def text(self) -> str:
        """What was typed, without words such as "about" and "dollars" where a sum is left then."""
        typed = self._edit.text().strip()
        bare = bare_amount(typed)
        return bare if parse_amount(bare) is not None else typed

    def set_text(self, text: str) -> None:
        """Show a sum without announcing it as a change."""
        blocked = self._edit.blockSignals(True)
        self._edit.setText(text)
        self._edit.blockSignals(blocked)

    def _announce(self, _: str) -> None:
        self.changed.emit(self.text())
