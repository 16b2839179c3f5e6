"""Who is hit by the end of a product, or by anything that ends before a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from onboard.desk.hits import HitClient
from onboard.desk.told import hit_text, stage_text
from onboard.interview.days import read_day
from onboard.wording import say, say_count
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label, show_if
from ui.widgets.client_list import ClientList, Told
from ui.widgets.date_field import DateField
from ui.widgets.forms import Labelled, muted
from ui.widgets.text_fields import LineField

if TYPE_CHECKING:
    from onboard.engagement import EngagementId
    from ui.session import EngagementSession


class WhoIsHitDialog(Sheet):
    """`wished` tells which client to open when it is accepted."""

    wished = Signal(object)

    def __init__(self, parent: QWidget, session: EngagementSession) -> None:
        title = say("desk.hit-title")
        super().__init__(parent, title, say("desk.hit-yes"), say("desk.hit-no"))
        self.setObjectName("hit-dialog")
        self._session = session
        self._desk = session.desk()
        self._found: list[HitClient] = []
        self.column.addWidget(label(say("desk.hit-lead")))
        self.product = LineField(say("desk.hit-product"), "hit-product")
        self.product.textChanged.connect(self._look)
        hint = say("desk.hit-product-hint")
        self.column.addWidget(Labelled(say("desk.hit-product"), self.product, hint))
        self.before = DateField(say("desk.hit-before"))
        self.before.setObjectName("hit-before")
        self.before.changed.connect(self._look)
        self.column.addWidget(Labelled(say("desk.hit-before"), self.before))
        self._told = muted("")
        self._told.setObjectName("hit-told")
        self.column.addWidget(self._told)
        self.list = ClientList(say("desk.list"), "hit-list", self._row)
        self.list.opened.connect(self._open)
        self.column.addWidget(self.list)
        self._things = label("", name="hit-things")
        self.list.picked.connect(self._on_picked)
        self.column.addWidget(self._things)
        self.column.addStretch(1)
        self._look()

    def first_focus(self) -> QWidget:
        return self.product

    @property
    def client(self) -> EngagementId | None:
        row = self.list.current
        return self._found[row].client.id if 0 <= row < len(self._found) else None

    def missing(self) -> tuple[str, QWidget | None]:
        if self.before.problem:
            return self.before.problem, self.before.first_focus()
        if self.client is None:
            return say("desk.hit-pick"), self.product
        return "", None

    def accept(self) -> None:
        wished = self.client
        super().accept()
        self.wished.emit(wished)

    def _look(self, *_: object) -> None:
        product, before = self.product.text().strip(), read_day(self.before.text())
        self._found = self._session.who_is_hit(self._desk, product, before)
        if not product and before is None:
            self._told.setText(say("desk.hit-ask"))
        elif not self._found:
            self._told.setText(say("desk.hit-none"))
        else:
            self._told.setText(say_count("desk.hit-count", len(self._found)))
        show_if(self.list, bool(self._found))
        self.list.show_rows(self._found)
        self.recheck()

    def _row(self, found: HitClient) -> Told:
        hits = " · ".join(hit_text(hit) for hit in found.hits)
        return Told(found.client.name, stage_text(found.client.stage), hits)

    def _on_picked(self, row: int) -> None:
        """All of it, as a row of the list may be too narrow."""
        hits = self._found[row].hits if 0 <= row < len(self._found) else ()
        self._things.setText("\n".join(hit_text(hit) for hit in hits))
        show_if(self._things, bool(hits))

    def _open(self, _row: int) -> None:
        self._try()
