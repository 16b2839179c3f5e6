"""The form that starts a client's file: whose it is, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import row
from ui.widgets.forms import Labelled, action
from ui.widgets.pick_list import PickList, pick_list
from ui.widgets.text_fields import LineField


class ClientForm(QWidget):
    """Asks for a business and its owner; where there are several packs, also for one of them."""

    started = Signal(str, str, str)
    """The name of the business, its owner, and the id of the pack."""
    cancelled = Signal()

    def __init__(self, packs: Mapping[str, str], chosen: str, *, is_own: bool = False) -> None:
        """`packs` are titles by id; `chosen` is the one that stands at first.

        `is_own`: an owner fills it in, about himself.
        """
        super().__init__()
        self._only = chosen if chosen in packs else next(iter(packs), chosen)
        self.name = LineField(say("page.clients-business"), "business")
        owner = say("page.clients-own-name" if is_own else "page.clients-owner")
        self._owner = LineField(owner, "owner")
        self._name_row = Labelled(say("page.clients-business"), self.name)
        self._packs = self._pick_list(packs) if len(packs) > 1 else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(self._name_row)
        hint = "" if is_own else say("page.clients-owner-hint")
        column.addWidget(Labelled(owner, self._owner, hint))
        if self._packs is not None:
            hint = say("page.clients-pack-hint")
            column.addWidget(Labelled(say("page.clients-pack"), self._packs, hint))
        go = action(say("page.clients-start"), "start", "primary")
        back = action(say("page.clients-cancel"), "cancel")
        column.addLayout(row(go, back, None))
        self.name.returnPressed.connect(self._to_owner)
        self._owner.returnPressed.connect(self._start)
        go.clicked.connect(self._start)
        back.clicked.connect(self.cancelled)

    def _pick_list(self, packs: Mapping[str, str]) -> PickList:
        made = pick_list(say("page.clients-pack"), "pack")
        for key, title in packs.items():
            made.addItem(title, key)
        made.setCurrentIndex(made.findData(self._only))
        return made

    def _to_owner(self) -> None:
        self._owner.setFocus(Qt.FocusReason.TabFocusReason)

    def _start(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._name_row.say_problem(say("page.clients-business-missing"))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        pack = self._packs.currentData() if self._packs is not None else self._only
        self.started.emit(name, self._owner.text().strip(), pack)
