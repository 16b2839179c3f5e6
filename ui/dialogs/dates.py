"""Days for a calendar: how much of a client is told in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label
from ui.widgets.consent import Consent


class DatesDialog(Sheet):
    """Only names, unless more is ticked."""

    def __init__(self, parent: QWidget, name: str = "") -> None:
        title = say("dates.title-one", name=name) if name else say("dates.title-all")
        super().__init__(parent, title, say("dates.yes"), say("visit.begin-no"))
        self.setObjectName("dates-dialog")
        self.column.addWidget(label(say("dates.lead")))
        self.details = Consent(say("dates.details"), "dates-details")
        self.column.addWidget(self.details)
        self.column.addStretch(1)
