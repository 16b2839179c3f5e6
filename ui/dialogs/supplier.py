"""What a supplier answered, line by line: what to talk about, and no mark for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label
from ui.widgets.listed import points

if TYPE_CHECKING:
    from onboard.papers.supplier_told import ToldAnswers


class SupplierDialog(Sheet):
    """Only to be read; either button closes it and nothing has changed."""

    def __init__(self, parent: QWidget, file: str, told: ToldAnswers) -> None:
        super().__init__(parent, say("answers.supplier-title"), say("log.close"), "")
        self.setObjectName("supplier-dialog")
        self.no.hide()
        self.column.addWidget(label(file, "muted"))
        self.column.addWidget(label(told.counted, "field", name="supplier-counted"))
        if not told.parts:
            self.column.addWidget(label(say("answers.all-fine")))
        for part in told.parts:
            self.column.addWidget(label(part.title, "subheading"))
            self.column.addWidget(points(part.lines))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.yes
