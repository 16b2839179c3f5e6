"""Naming the firm's server: its address, its password, and whether it can be reached."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from onboard.wording import say
from ui.dialogs.passphrase import Waiting
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label
from ui.widgets.forms import Labelled, action, muted
from ui.widgets.secret_field import SecretField, shower
from ui.widgets.text_fields import LineField


class ServerDialog(Waiting, Sheet):
    """`wished` carries address, password, and who wants to hear what came of it.

    It closes once that server was reached; whoever closes it before keeps what was.

    `left`: the clients on this computer are wanted again.
    """

    wished = Signal(str, str, object)
    left = Signal()

    def __init__(self, parent: QWidget, address: str, *, keeps_password: bool) -> None:
        super().__init__(parent, say("server.title"), say("server.yes"), say("keeping.leave"))
        self.setObjectName("server-dialog")
        self.column.addWidget(label(say("server.lead")))
        self._address = LineField(say("server.address"), "server-address")
        self._address.fill(address)
        hint = say("server.address-hint")
        self.column.addWidget(Labelled(say("server.address"), self._address, hint))
        self._password: SecretField | None = None
        if keeps_password:
            password = self._password = SecretField(say("server.password"), "server-password")
            hint = say("server.password-hint")
            self.column.addWidget(Labelled(say("server.password"), password, hint))
            self.column.addWidget(shower(password))
            password.textChanged.connect(self.recheck)
            password.returnPressed.connect(self._try)
        self._address.textChanged.connect(self.recheck)
        self._address.returnPressed.connect(self._try)
        if address:
            leave = action(say("server.leave"), "server-leave")
            leave.clicked.connect(self._leave)
            self.column.addWidget(muted(say("server.leave-hint")))
            self.column.addWidget(leave)
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self._address

    def missing(self) -> tuple[str, QWidget | None]:
        if self._address.text().strip():
            return "", None
        return say("server.address-missing"), self._address

    def accept(self) -> None:
        self._ask()
        password = self._password.text() if self._password is not None else ""
        self.wished.emit(self._address.text().strip(), password, self.answered)

    def _leave(self) -> None:
        self.left.emit()
        self.reject()
