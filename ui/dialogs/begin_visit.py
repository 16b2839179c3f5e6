"""Beginning a visit or a review: its day, and who is there."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from onboard.interview.days import read_day
from onboard.visits.folding import REVIEW, VISIT
from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label
from ui.widgets.date_field import DateField
from ui.widgets.forms import Labelled
from ui.widgets.pick_list import pick_list
from ui.widgets.text_fields import LineField


class BeginVisitDialog(Sheet):
    """`wished` carries the day, the names and the kind."""

    wished = Signal(object, object, str)

    def __init__(self, parent: QWidget, name: str, today: date) -> None:
        title = say("visit.begin-title", name=name)
        super().__init__(parent, title, say("visit.begin-yes"), say("visit.begin-no"))
        self.setObjectName("begin-visit-dialog")
        self.column.addWidget(label(say("visit.begin-lead")))
        self.kind = pick_list(say("visit.begin-kind"), "visit-kind")
        for kind in (VISIT, REVIEW):
            self.kind.addItem(say(f"visit.{kind}"), kind)
        self.column.addWidget(Labelled(say("visit.begin-kind"), self.kind))
        self.on = DateField(say("visit.begin-on"))
        self.on.setObjectName("visit-on")
        self.on.set_text(today.isoformat())
        self.on.changed.connect(self.recheck)
        self.column.addWidget(Labelled(say("visit.begin-on"), self.on))
        self.present = LineField(say("visit.begin-present"), "visit-present")
        self.present.textChanged.connect(self.recheck)
        hint = say("visit.begin-present-hint")
        self.column.addWidget(Labelled(say("visit.begin-present"), self.present, hint))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.present

    @property
    def names(self) -> list[str]:
        return [name.strip() for name in self.present.text().split(",") if name.strip()]

    def missing(self) -> tuple[str, QWidget | None]:
        if self.on.problem or read_day(self.on.text()) is None:
            return self.on.problem or say("visit.begin-no-day"), self.on.first_focus()
        if not self.names:
            return say("visit.begin-nobody"), self.present
        return "", None

    def accept(self) -> None:
        on, names, kind = read_day(self.on.text()), self.names, str(self.kind.currentData())
        super().accept()
        self.wished.emit(on, names, kind)
