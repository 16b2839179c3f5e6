"""Not signing: who says so, and why. Nothing that was told is lost by it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label
from ui.widgets.text_fields import LineField, TextArea


class RefuseDialog(Sheet):
    """`name` and `reason` are what was written when it is accepted."""

    def __init__(self, parent: QWidget, owner: str) -> None:
        title = say("dialog.refuse-title")
        super().__init__(parent, title, say("dialog.refuse-yes"), say("dialog.refuse-no"))
        self.setObjectName("refuse-dialog")
        self.column.addWidget(label(say("dialog.refuse-lead")))
        self.column.addWidget(label(say("dialog.refuse-reason"), "field"))
        self._reason = TextArea(say("dialog.refuse-reason"), "refuse-reason", lines=4)
        self._reason.textChanged.connect(self.recheck)
        self.column.addWidget(self._reason)
        self.column.addWidget(label(say("dialog.refuse-name"), "field"))
        self._name = LineField(say("dialog.refuse-name"), "refuse-name")
        self._name.fill(owner)
        self._name.textChanged.connect(self.recheck)
        self.column.addWidget(self._name)
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self._reason

    def missing(self) -> tuple[str, QWidget | None]:
        if not self.reason:
            return say("dialog.refuse-no-reason"), self._reason
        if not self.name:
            return say("dialog.refuse-no-name"), self._name
        return "", None

    @property
    def reason(self) -> str:
        return self._reason.toPlainText().strip()

    @property
    def name(self) -> str:
        return self._name.text().strip()
