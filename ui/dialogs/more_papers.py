"""Short papers beside the agreement: pick one, read what it is for, save or print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.wording import say
from ui.dialogs.save_as import ask_where, ask_which
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.forms import Labelled, action, muted
from ui.widgets.pick_list import pick_list

if TYPE_CHECKING:
    from ui.session import EngagementSession


SHEET = "supplier-sheet"
"""What comes back filled in."""
TABLE = ".csv"
"""The ending of the one kind that is no PDF, and so is not printed here."""


class MorePapers(QWidget):
    """`extras` of the session says which there are."""

    def __init__(self, session: EngagementSession) -> None:
        super().__init__()
        self._session = session
        self._list = pick_list(say("papers.pick"), "extra-kind")
        for kind in session.extras():
            self._list.addItem(say(f"papers.{kind}-name"), kind)
        self._why = muted("")
        self._save = action(say("papers.save"), "save-extra")
        self._print = action(say("papers.print"), "print-extra")
        self._read = action(say("papers.read-supplier"), "read-supplier")
        self._told = label("", "saved", name="extra-told")
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(label(say("papers.offer"), "heading"))
        column.addWidget(muted(say("papers.offer-lead")))
        column.addWidget(Labelled(say("papers.pick"), self._list))
        column.addWidget(self._why)
        column.addLayout(row(self._save, None))
        column.addLayout(row(self._print, None))
        column.addLayout(row(self._read, None))
        column.addWidget(self._told)
        self._list.currentIndexChanged.connect(self._picked)
        self._save.clicked.connect(self._ask_where)
        self._print.clicked.connect(self._ask_printer)
        self._read.clicked.connect(self._ask_sheet)
        self._is_reading = False
        session.paper_saved.connect(self._saved)
        session.paper_printed.connect(self._printed)
        session.supplier_read.connect(self._show_answers)
        self._picked()

    @property
    def _kind(self) -> str:
        return str(self._list.currentData() or "")

    def _picked(self) -> None:
        kind = self._kind
        self._why.setText(say(f"papers.{kind}-why") if kind else "")
        self._save.setEnabled(bool(kind))
        self._print.setEnabled(bool(kind) and not self._file().endswith(TABLE))
        self._read.setVisible(kind == SHEET)
        self._told.hide()

    def _file(self) -> str:
        return say(f"papers.{self._kind}-file")

    def _ask_where(self) -> None:
        file = self._file()
        ending = TABLE if file.endswith(TABLE) else ".pdf"
        path = ask_where(self.window(), say("papers.save"), file, ending)
        if path is not None:
            self._session.save_extra(self._kind, path)

    def _ask_printer(self) -> None:
        from ui.dialogs.print_paper import ask_printer

        printer = ask_printer(self.window(), say("papers.print"))
        if printer is not None:
            self._session.print_extra(self._kind, printer)

    def _ask_sheet(self) -> None:
        path = ask_which(self.window(), say("papers.read-supplier"), TABLE)
        if path is not None:
            self._is_reading = True
            self._session.read_supplier_answers(path)

    def _show_answers(self, file: str, told: object) -> None:
        if self._is_reading:  # these papers are offered on several pages
            from ui.dialogs.supplier import SupplierDialog

            self._is_reading = False
            SupplierDialog(self.window(), file, told).open()  # type: ignore[arg-type]

    def _saved(self, kind: str, name: str) -> None:
        if kind == "extra":
            self._told.setText(say("paper.saved-as", name=name))
            self._told.show()

    def _printed(self, kind: str) -> None:
        if kind == "extra":
            self._told.setText(say("papers.printed"))
            self._told.show()
