"""A field for a passphrase or a code, hidden while it is typed; it may be looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit

from onboard.wording import say


class SecretField(QLineEdit):
    """Shows dots; see `shower`."""

    def __init__(self, name: str, object_name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName(object_name)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def unveil(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)


def shower(*fields: SecretField) -> QCheckBox:
    """The box that unveils fields, to be put below them; a slip would lock out."""
    made = QCheckBox(say("keeping.show-typed"))
    made.setObjectName("show-typed")
    made.setAccessibleName(say("keeping.show-typed"))
    for field in fields:
        made.toggled.connect(field.unveil)
    return made
