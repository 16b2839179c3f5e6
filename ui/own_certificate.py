"""A certificate from a file in place of a key made here: the owner's, or the firm's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.firm import as_seen
from onboard.wording import day, say
from ui.dialogs.own_certificate import OwnCertificateDialog
from ui.theme import px
from ui.widgets.base import label, row, show_if
from ui.widgets.forms import action, muted

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton

    from onboard.ports import Certificate
    from ui.session import EngagementSession


class CertificateChoice(QWidget):
    """Says which key signs, and lets one bring in another; `use` and `drop` do it.

    Args:
        kind: begins the ids of its sentences, as in "page.KIND-lead".
    """

    def __init__(self, session: EngagementSession, kind: str, made_here: str, note: str) -> None:
        super().__init__()
        self.setObjectName(f"{kind}-certificate")
        self._session, self._made_here, self._note = session, made_here, note
        self._kind = kind
        self._dialog: OwnCertificateDialog | None = None
        self.certificate: Certificate | None = None
        self._lead = muted(made_here)
        self._told = label("", name="certificate-told")
        self._other = label("", "error", name="certificate-other-name")
        quiet = "quiet" if kind == "own" else ""
        offer, drop = ("own-offer", "own-drop") if kind == "own" else _FIRM
        self.offer = action(say(f"page.{offer}"), f"{kind}-certificate-offer", quiet)
        self.drop = action(say(f"page.{drop}"), f"{kind}-certificate-drop", "quiet")
        self.offer.clicked.connect(self.open_dialog)
        self.drop.clicked.connect(self._drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, 0)
        column.setSpacing(px(6))
        for part in (self._lead, self._told, self._other):
            column.addWidget(part)
        column.addLayout(row(self.offer, self.drop, None))
        session.certificate_read.connect(self._on_read)
        session.certificate_refused.connect(self._on_refused)
        self.show_certificate(None)

    def stops(self) -> tuple[QPushButton, ...]:
        """In the order of the tab key."""
        return (self.offer, self.drop)

    def show_certificate(self, found: Certificate | None, name: str = "") -> None:
        """Whose certificate signs; `name` is the signer's, told where the two differ."""
        self.certificate = found
        show_if(self._told, found is not None)
        show_if(self.drop, found is not None)
        differs = found is not None and bool(name) and as_seen(found.name) != as_seen(name)
        show_if(self._other, differs)
        if found is None:
            return
        until = day(found.until.date())
        told = say("certificate.is", name=found.name, issuer=found.issuer, until=until)
        self._told.setText(told)
        other = say("certificate.other-name", certificate=found.name, name=name)
        self._other.setText(other if differs else "")

    def open_dialog(self) -> None:
        self._dialog = dialog = OwnCertificateDialog(self.window(), self._note)
        dialog.confirmed.connect(self._use)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self._dialog = None

    def _use(self, path: Path, password: str) -> None:
        raise NotImplementedError

    def _drop(self) -> None:
        raise NotImplementedError

    def _on_read(self, kind: str, found: Certificate | None) -> None:
        if kind != self._kind:
            return
        if self._dialog is not None:
            self._dialog.finish()
        if self.drop.hasFocus():  # it goes away
            self.offer.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_certificate(found)

    def _on_refused(self, kind: str, text: str) -> None:
        if kind != self._kind:
            return
        if self._dialog is not None:
            self._dialog.tell_refused(text)
        else:  # the one in use cannot sign any more; one can go back from it
            self._other.setText(text)
            show_if(self._other, True)
            show_if(self.drop, True)


_FIRM = ("firm-key-choose", "firm-key-drop")


class OwnersCertificate(CertificateChoice):
    """For the paper at hand; forgotten with it."""

    def __init__(self, session: EngagementSession, owner: str) -> None:
        self._owner = owner
        made_here, note = say("page.own-lead"), say("dialog.certificate-owner")
        super().__init__(session, "own", made_here, note)
        self.show_certificate(session.own_certificate, owner)

    def show_name(self, name: str) -> None:
        """The owner types his name; it is held against the certificate's."""
        self._owner = name.strip()
        self.show_certificate(self.certificate, self._owner)

    def _use(self, path: Path, password: str) -> None:
        self._session.read_own_certificate(path, password)

    def _drop(self) -> None:
        self._session.drop_own_certificate()

    def _on_read(self, kind: str, found: Certificate | None) -> None:
        super()._on_read(kind, found)
        if kind == self._kind:
            self.show_certificate(found, self._owner)


class FirmsCertificate(CertificateChoice):
    """For all papers from now on; kept locked in the store."""

    def __init__(self, session: EngagementSession) -> None:
        made_here, note = say("page.firm-key-made-here"), say("dialog.certificate-firm")
        super().__init__(session, "firm", made_here, note)
        self._has_asked = False

    def ask(self) -> None:
        """Which key is in use; once, as only this changes it."""
        if not self._has_asked:
            self._has_asked = True
            self._session.read_firm_certificate()

    def show_certificate(self, found: Certificate | None, name: str = "") -> None:
        super().show_certificate(found, name)
        self._lead.setText(self._made_here if found is None else say("page.firm-key-own"))

    def _use(self, path: Path, password: str) -> None:
        self._session.keep_firm_certificate(path, password)

    def _drop(self) -> None:
        self._session.drop_firm_certificate()
