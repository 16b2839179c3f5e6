"""The way of the pen on the page where a paper is signed: offered, waited for, brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.ports import PenSigned
from onboard.wording import say
from ui.dialogs.signed_pages import ScannedSheet, SignedPagesDialog
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.forms import action, muted

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot
    from ui.session import EngagementSession
    from ui.verbs.pen import BroughtScan


class PenOffer(QWidget):
    """Beside the place to sign: the same with a pen."""

    def __init__(self, session: EngagementSession) -> None:
        super().__init__()
        self.setObjectName("pen-offer")
        column = _column(self)
        column.addWidget(muted(say("page.pen-lead")))
        self.button = action(say("page.pen-offer"), "sign-by-pen", "quiet")
        self.button.clicked.connect(session.print_to_sign)
        column.addLayout(row(self.button, None))


class PenWait(QWidget):
    """The paper waits for its signed pages; it can be printed and saved as often as one likes."""

    def __init__(self, session: EngagementSession, snapshot: EngagementSnapshot) -> None:
        super().__init__()
        self.setObjectName("pen-wait")
        self._session = session
        client, firm = snapshot.engagement.client, snapshot.firm
        self._owner = client.owner or client.name
        self._consultant = firm.consultant or firm.name
        self._dialog: SignedPagesDialog | None = None
        self._scan: BroughtScan | None = None
        self._is_sealing = False
        column = _column(self)
        self.bring = action(say("page.pen-bring"), "bring-pages", "primary")
        self.bring.clicked.connect(self.open_dialog)
        self.print = action(say("page.pen-print"), "print-to-sign")
        self.print.clicked.connect(self._print)
        self._printed = label("", "saved", name="pen-printed")
        self._printed.hide()
        column.addLayout(row(self.print, None))
        column.addWidget(self._printed)
        column.addWidget(muted(say("page.pen-bring-lead")))
        column.addLayout(row(self.bring, None))
        session.paper_printed.connect(self._on_printed)
        session.scan_read.connect(self._on_scan)
        session.scan_refused.connect(self._on_refused)
        session.paper_changed.connect(self._on_paper)
        session.problem.connect(self._on_refused)

    def open_dialog(self) -> None:
        self._scan = None
        self._dialog = dialog = SignedPagesDialog(self.window(), self._owner, self._consultant)
        dialog.picked.connect(self._session.read_scan)
        dialog.confirmed.connect(self._confirm)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self._dialog = None

    def _print(self) -> None:
        from ui.dialogs.print_paper import ask_printer

        self._printed.hide()
        printer = ask_printer(self.window(), say("print.offer"))
        if printer is not None:
            self._session.print_paper(printer)

    def _on_printed(self, kind: str) -> None:
        if kind == "agreement":
            self._printed.setText(say("print.done"))
            self._printed.show()

    def _on_scan(self, scan: BroughtScan) -> None:
        if self._dialog is not None:
            self._scan = scan
            pages = [ScannedSheet(page.jpeg, page.width, page.height) for page in scan.pages]
            self._dialog.show_scan(pages)

    def _on_refused(self, text: str) -> None:
        self._is_sealing = False
        if self._dialog is not None:
            self._dialog.tell_refused(text)

    def _confirm(self) -> None:
        dialog, scan = self._dialog, self._scan
        if dialog is None or scan is None or dialog.on is None:
            return
        self._is_sealing = True
        self._session.bring_scan(scan, PenSigned(dialog.owner, dialog.consultant, dialog.on))

    def _on_paper(self) -> None:
        if self._dialog is not None and self._is_sealing:
            self._dialog.finish()


def _column(holder: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, px(6), 0, 0)
    column.setSpacing(px(8))
    return column
