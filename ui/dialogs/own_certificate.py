"""A certificate from a file: which one, and its password, which is shown to nobody."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label, row
from ui.widgets.forms import action


class OwnCertificateDialog(Sheet):
    """Stays open until the certificate was read; `confirmed` carries the file and the password.

    Args:
        lead: what becomes of the file and its password.
    """

    confirmed = Signal(object, str)

    def __init__(self, parent: QWidget, lead: str) -> None:
        title = say("dialog.certificate-title")
        super().__init__(parent, title, say("dialog.certificate-yes"), say("dialog.certificate-no"))
        self.setObjectName("own-certificate-dialog")
        self._path: Path | None = None
        self.column.addWidget(label(say("dialog.certificate-lead")))
        self.column.addWidget(label(lead, "muted"))
        self._choose = action(say("dialog.certificate-choose"), "choose-certificate")
        self._choose.clicked.connect(self._ask)
        self.column.addLayout(row(self._choose, None))
        self._shown = label(say("dialog.certificate-none"), "muted", name="certificate-file")
        self.column.addWidget(self._shown)
        caption = say("dialog.certificate-password")
        self.column.addWidget(label(caption, "field"))
        self._password = QLineEdit()
        self._password.setObjectName("certificate-password")
        self._password.setAccessibleName(caption)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setMaxLength(200)
        self._password.textChanged.connect(self.recheck)
        self.column.addWidget(self._password)
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self._choose

    def _ask(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, say("dialog.certificate-choose"), "", say("dialog.certificate-kinds")
        )
        if chosen:
            self.show_file(Path(chosen))

    def show_file(self, path: Path) -> None:
        self._path = path
        self._shown.setText(path.name)
        self.recheck()

    def tell_refused(self, text: str) -> None:
        """Why it is not taken; the file stays picked, and the password can be typed again."""
        self.yes.setEnabled(True)
        self._tell(text)

    def missing(self) -> tuple[str, QWidget | None]:
        if self._path is None:
            return say("dialog.certificate-no-file"), self._choose
        return "", None

    def accept(self) -> None:
        """Whoever reads the file closes this, or says why it cannot be taken."""
        self.yes.setEnabled(False)
        self.confirmed.emit(self._path, self._password.text())

    def finish(self) -> None:
        self._password.clear()
        super().accept()
