"""The bill for another program: CSV, XLSX or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.wording import say
from ui.dialogs.save_as import ask_where
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.forms import Labelled, action, muted
from ui.widgets.pick_list import pick_list

if TYPE_CHECKING:
    from ui.session import EngagementSession

KINDS = ("xlsx", "csv", "json")


class SaveBill(QWidget):
    """Says "saved" once the file was read back."""

    def __init__(self, session: EngagementSession) -> None:
        super().__init__()
        self._session = session
        self.kind = pick_list(say("bill-file.kind"), "bill-kind")
        for kind in KINDS:
            self.kind.addItem(say(f"bill-file.{kind}"), kind)
        save = action(say("bill-file.save"), "save-bill")
        save.clicked.connect(self._ask_where)
        self._told = label("", "saved", name="bill-told")
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(muted(say("bill-file.lead")))
        column.addWidget(Labelled(say("bill-file.kind"), self.kind))
        column.addLayout(row(save, None))
        column.addWidget(self._told)
        session.paper_saved.connect(self._saved)

    def _ask_where(self) -> None:
        kind = str(self.kind.currentData())
        file = say("bill-file.name")
        path = ask_where(self.window(), say("bill-file.save"), f"{file}.{kind}", f".{kind}")
        if path is not None:
            self._session.save_bill(kind, path)

    def _saved(self, kind: str, name: str) -> None:
        if kind == "bill":
            self._told.setText(say("paper.saved-as", name=name))
            self._told.show()
