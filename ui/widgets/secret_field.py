"""A field for a passphrase or a code, hidden while it is typed; it may be looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit

from onboard.wording import say


class SecretField(QLineEdit):
    """`shower` is the box that unveils it, to be put below; a slip would lock out."""

    def __init__(self, name: str, object_name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName(object_name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.shower = QCheckBox(say("keeping.show-typed"))
        self.shower.setObjectName(f"{object_name}-show")
        self.shower.setAccessibleName(say("keeping.show-typed"))
        self.shower.toggled.connect(self._unveil)

    def _unveil(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
