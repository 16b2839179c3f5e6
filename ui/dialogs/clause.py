"""Changing or striking one clause before signing; either side may, and it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from onboard.engagement import ClauseEdit
from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label
from ui.widgets.choices import ChoiceCards, ChoiceOption
from ui.widgets.text_fields import TextArea

if TYPE_CHECKING:
    from onboard.agreement.document import ClauseText
    from onboard.content.model import ClauseId


class ClauseDialog(Sheet):
    """`edit` is what was agreed when the dialog is accepted."""

    def __init__(self, parent: QWidget, key: ClauseId, clause: ClauseText) -> None:
        title = say("dialog.clause-title", number=clause.number, title=clause.title)
        super().__init__(parent, title, say("dialog.clause-yes"), say("dialog.clause-no"))
        self.setObjectName("clause-dialog")
        self._key = key
        self.column.addWidget(label(say("dialog.clause-text"), "field"))
        self.text = TextArea(say("dialog.clause-text"), "clause-text", lines=6)
        self.text.setPlainText(clause.text)
        self.column.addWidget(self.text)
        self.struck = QCheckBox(say("dialog.clause-strike"))
        self.struck.setObjectName("strike")
        self.struck.setAccessibleName(say("dialog.clause-strike"))
        self.struck.setChecked(clause.state == "struck")
        self.struck.toggled.connect(lambda on: self.text.setEnabled(not on))
        self.column.addWidget(self.struck)
        self.column.addWidget(label(say("dialog.clause-who"), "field"))
        self.side = ChoiceCards(
            [
                ChoiceOption(side, say(f"agreement.side-{side}").capitalize())
                for side in ("consultant", "owner")
            ],
            say("dialog.clause-who"),
        )
        self.side.changed.connect(self.recheck)
        self.text.textChanged.connect(self.recheck)
        self.struck.toggled.connect(self.recheck)
        self.column.addWidget(self.side)
        self.column.addStretch(1)

    def missing(self) -> tuple[str, QWidget | None]:
        if self.side.value() is None:
            return say("dialog.clause-no-side"), self.side.first_focus()
        if not self.struck.isChecked() and not self.text.toPlainText().strip():
            return say("dialog.clause-no-text"), self.text
        return "", None

    @property
    def edit(self) -> ClauseEdit:
        struck = self.struck.isChecked()
        text = "" if struck else self.text.toPlainText().strip()
        return ClauseEdit(self._key, self.side.value() or "", text, struck)
