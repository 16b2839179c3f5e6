"""Changing the passphrase, and typing a secret for a backup from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label
from ui.widgets.forms import Labelled
from ui.widgets.secret_field import SecretField, shower

if TYPE_CHECKING:
    _Mixed = Sheet
else:
    _Mixed = object

SHORTEST = 10
"""As the key file has it; the dialog says so before anything is tried."""


class Waiting(_Mixed):
    """Mix-in: the yes takes a moment; `answered` says what is wrong, or lets the dialog go.

    Stands before the Qt class, and is none itself.
    """

    def _ask(self) -> None:
        self.yes.setEnabled(False)

    def answered(self, problem: str) -> None:
        if not shiboken6.isValid(self):  # closed while it was waited for
            return
        self.yes.setEnabled(True)
        self._tell(problem)
        if problem:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().accept()


class PassphraseDialog(Waiting, Sheet):
    """`wished` carries the present passphrase, empty where there is none yet, and the new one."""

    wished = Signal(str, str)

    def __init__(self, parent: QWidget, *, has_one: bool) -> None:
        title = say("keeping.passphrase-change" if has_one else "keeping.passphrase-set")
        super().__init__(
            parent, title.rstrip(" …"), say("keeping.passphrase-yes"), say("keeping.leave")
        )
        self.setObjectName("passphrase-dialog")
        self.column.addWidget(label(say("keeping.passphrase-lead")))
        self._present: SecretField | None = None
        if has_one:
            present = self._present = SecretField(say("keeping.present"), "present-passphrase")
            hint = say("keeping.present-hint")
            self.column.addWidget(Labelled(say("keeping.present"), present, hint))
        self._new = SecretField(say("keeping.new"), "new-passphrase")
        hint = say("page.clients-passphrase-hint")
        self.column.addWidget(Labelled(say("keeping.new"), self._new, hint))
        self._again = SecretField(say("keeping.new-again"), "new-passphrase-again")
        self.column.addWidget(Labelled(say("keeping.new-again"), self._again))
        fields = [each for each in (self._present, self._new, self._again) if each is not None]
        for field in fields:
            field.textChanged.connect(self.recheck)
        self.column.addWidget(shower(*fields))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self._present or self._new

    def missing(self) -> tuple[str, QWidget | None]:
        if self._present is not None and not self._present.text():
            return say("keeping.present-missing"), self._present
        if len(self._new.text()) < SHORTEST:
            return say("page.clients-passphrase-short"), self._new
        if self._new.text() != self._again.text():
            return say("page.clients-passphrase-differs"), self._again
        return "", None

    def accept(self) -> None:
        self._ask()
        self.wished.emit(self._present.text() if self._present else "", self._new.text())


class SecretDialog(Waiting, Sheet):
    """`wished` carries a passphrase or a recovery code for a backup that has keys of its own."""

    wished = Signal(str)

    def __init__(self, parent: QWidget, name: str) -> None:
        title = say("restore.secret-title")
        super().__init__(parent, title, say("restore.secret-yes"), say("keeping.leave"))
        self.setObjectName("secret-dialog")
        self.column.addWidget(label(say("restore.secret-lead", name=name)))
        self._field = SecretField(say("lock.secret"), "backup-secret")
        self._field.textChanged.connect(self.recheck)
        self._field.returnPressed.connect(self._try)
        self.column.addWidget(Labelled(say("lock.secret"), self._field))
        self.column.addWidget(shower(self._field))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self._field

    def missing(self) -> tuple[str, QWidget | None]:
        if self._field.text():
            return "", None
        return say("page.clients-secret-missing"), self._field

    def accept(self) -> None:
        self._ask()
        self.wished.emit(self._field.text())
