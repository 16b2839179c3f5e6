"""What stands before the store is open: a new passphrase, a known one, a code to write down.

On the first page that is painted; nothing slow may be imported here.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import card, label, row
from ui.widgets.forms import Labelled, action
from ui.widgets.text_fields import LineField

SHORTEST_PASSPHRASE = 10
"""As the key file has it; the page says so before anything is tried."""


class Door(QWidget):
    """A column of fields with one button below."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(14))

    def first_focus(self) -> QWidget:
        return self

    def _add_submit(self, caption: str, submit: Callable[[], None]) -> None:
        button = action(caption, "open", "primary")
        button.clicked.connect(submit)
        self._column.addLayout(row(button, None))


class NewSecret(Door):
    """A passphrase is chosen, twice the same."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._first = secret_field(say("page.clients-passphrase"), "passphrase")
        self._second = secret_field(say("page.clients-passphrase-again"), "passphrase-again")
        hint = say("page.clients-passphrase-hint")
        self._first_row = Labelled(say("page.clients-passphrase"), self._first, hint)
        self._second_row = Labelled(say("page.clients-passphrase-again"), self._second)
        self._first.returnPressed.connect(self._to_second)
        self._second.returnPressed.connect(self._submit)
        self._column.addWidget(self._first_row)
        self._column.addWidget(self._second_row)
        self._add_submit(say("page.clients-set-passphrase"), self._submit)

    def first_focus(self) -> QWidget:
        return self._first

    def _to_second(self) -> None:
        self._second.setFocus(Qt.FocusReason.TabFocusReason)

    def _submit(self) -> None:
        is_short = len(self._first.text()) < SHORTEST_PASSPHRASE
        differs = not is_short and self._first.text() != self._second.text()
        self._first_row.say_problem(say("page.clients-passphrase-short") if is_short else "")
        self._second_row.say_problem(say("page.clients-passphrase-differs") if differs else "")
        if is_short or differs:
            (self._first if is_short else self._second).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.given.emit(self._first.text())


class KnownSecret(Door):
    """The passphrase, or the code that was written down."""

    given = Signal(str)
    code_given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._passphrase = secret_field(say("page.clients-passphrase"), "passphrase")
        self._code = LineField(say("page.clients-code"), "recovery-code")
        hint = say("page.clients-code-hint")
        self._row = Labelled(say("page.clients-passphrase"), self._passphrase)
        self._passphrase.returnPressed.connect(self._submit)
        self._code.returnPressed.connect(self._submit)
        self._column.addWidget(self._row)
        self._column.addWidget(Labelled(say("page.clients-code"), self._code, hint))
        self._add_submit(say("page.clients-open"), self._submit)

    def first_focus(self) -> QWidget:
        return self._passphrase

    def _submit(self) -> None:
        typed_code = self._code.text().strip()
        if typed_code and not self._passphrase.text():
            self.code_given.emit(typed_code)
        elif self._passphrase.text():
            self.given.emit(self._passphrase.text())
        else:
            self._row.say_problem(say("page.clients-secret-missing"))
            self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)


class WriteDownCode(Door):
    """A recovery code, shown once."""

    kept = Signal()

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        frame, inside = card("signing")
        inside.setContentsMargins(px(24), px(22), px(24), px(22))
        self._shown = label(_in_lines(code), "big", name="code")
        self._shown.setAccessibleName(say("page.clients-code-spoken", code=code))
        self._shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        inside.addWidget(self._shown)
        self._column.addWidget(frame)
        self._column.addWidget(label(say("page.clients-code-why")))
        self._copied = label("", "saved", name="copied")
        copy = action(say("page.clients-copy"), "copy")
        kept = action(say("page.clients-code-kept"), "code-kept", "primary")
        copy.clicked.connect(self._to_clipboard)
        kept.clicked.connect(self.kept)
        self._column.addLayout(row(kept, None))
        self._column.addLayout(row(copy, self._copied, None))

    def first_focus(self) -> QWidget:
        return self._shown

    def _to_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._copied.setText(say("page.clients-copied"))


def secret_field(name: str, object_name: str) -> QLineEdit:
    """A field that does not show what is typed."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setObjectName(object_name)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _in_lines(code: str) -> str:
    """Two groups a line, which is easy to copy by hand; a line break inside a code is no matter."""
    groups = code.split("-")
    pairs = ("-".join(groups[start : start + 2]) for start in range(0, len(groups), 2))
    return "-\n".join(pairs)
