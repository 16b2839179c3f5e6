"""A client of a firm's store is taken along: what that means, and the code of the file, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from onboard.wording import say
from ui.dialogs.save_as import ask_where
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label

if TYPE_CHECKING:
    from onboard.engagement import EngagementId
    from ui.session import EngagementSession

ENDING = ".onboard-client"


class TakeAlongDialog(Sheet):
    """Stays until the file is written and its code was seen; a problem is told in it."""

    def __init__(
        self, parent: QWidget, session: EngagementSession, client: EngagementId, name: str
    ) -> None:
        super().__init__(parent, say("take.title", name=name), say("take.yes"), say("take.no"))
        self.setObjectName("take-along-dialog")
        self._session, self._client, self._name = session, client, name
        self._is_done = False
        self._leads = [label(say(f"take.lead-{part}")) for part in ("what", "here", "back")]
        for lead in self._leads:
            self.column.addWidget(lead)
        self.column.addStretch(1)

    def _try(self) -> None:
        if self._is_done:
            self.accept()
            return
        self._tell("")
        path = ask_where(self, say("take.yes"), f"{self._name}{ENDING}", ENDING)
        if path is not None:
            self.yes.setEnabled(False)
            self._session.take_along(self._client, path, self.saved)

    def saved(self, problem: str, code: str) -> None:
        """The file is written: the code stands here once, and is kept nowhere."""
        self.yes.setEnabled(True)
        if problem or not code:
            self._tell(problem)
            return
        self._is_done = True
        for lead in self._leads:
            lead.hide()
        self.column.insertWidget(1, label(say("take.saved"), name="take-saved"))
        shown = label(code, "big", name="take-code")
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        shown.setAccessibleName(say("client-file.code-spoken", code=" ".join(code)))
        self.column.insertWidget(2, shown)
        self.column.insertWidget(3, label(say("take.next")))
        self.no.hide()
        self.yes.setText(say("client-file.noted"))
        self.yes.setAccessibleName(say("client-file.noted"))
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
