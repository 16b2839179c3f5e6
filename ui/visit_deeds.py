"""What follows signing, for the client that is picked: a visit, a bill, the days to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from onboard.wording import say

if TYPE_CHECKING:
    from datetime import date

    from onboard.desk.clients import DeskClient
    from onboard.engagement import EngagementId
    from ui.session import EngagementSession
    from ui.verbs.visits import VisitAtHand

CALENDAR = ".ics"


class VisitDeeds(QObject):
    """Opens the dialogs; `told` says what was kept, in one sentence."""

    told = Signal(str)

    def __init__(self, parent: QWidget, session: EngagementSession) -> None:
        super().__init__(parent)
        self._parent = parent
        self._session = session
        self._asked: EngagementId | None = None
        self._is_in_dialog = False
        session.visit_ready.connect(self._show)
        session.visit_kept.connect(self.told)
        session.visit_refused.connect(self._on_refused)

    def visit(self, client: DeskClient) -> None:
        """Go on with the visit that is open, or begin one."""
        self._asked = client.id
        self._session.open_visit(client.id)

    def bill(self, client: DeskClient) -> None:
        from ui.dialogs.bill import BillDialog

        self._open(BillDialog(self._window, self._session, client.id, client.name))

    def sheet(self, client: DeskClient) -> None:
        from ui.dialogs.save_as import ask_where

        suggested = f"{client.name} - {say('visit.sheet-file')}"
        path = ask_where(self._window, say("desk.visit-sheet"), suggested)
        if path is not None:
            self._session.save_visit_sheet(client.id, path)

    def dates(self, client: DeskClient | None = None) -> None:
        """The days of one client, or of all."""
        from ui.dialogs.dates import DatesDialog
        from ui.dialogs.save_as import ask_where

        name = client.name if client is not None else ""
        dialog = DatesDialog(self._window, name)

        def wished() -> None:
            suggested = " - ".join(part for part in (name, say("dates.file")) if part)
            path = ask_where(self._window, say("dates.yes"), suggested + CALENDAR, CALENDAR)
            if path is not None:
                only = client.id if client is not None else None
                self._session.save_dates(only, path, with_details=dialog.details.is_given())

        dialog.accepted.connect(wished)
        dialog.open()

    # ---- dialogs

    @property
    def _window(self) -> QWidget:
        return self._parent.window()

    def _show(self, at_hand: VisitAtHand) -> None:
        if at_hand.client != self._asked:
            return
        if at_hand.view is not None:
            from ui.dialogs.visit import VisitDialog

            self._asked = None
            self._open(VisitDialog(self._window, self._session, at_hand))
            return
        from ui.dialogs.begin_visit import BeginVisitDialog

        dialog = BeginVisitDialog(self._window, at_hand.name, at_hand.today)

        def begin(on: date, names: list[str], kind: str) -> None:
            self._session.begin_visit(at_hand.client, on, names, kind)

        dialog.wished.connect(begin)
        dialog.open()

    def _open(self, dialog: QDialog) -> None:
        self._is_in_dialog = True
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, *_: object) -> None:
        self._is_in_dialog = False

    def _on_refused(self, problem: str) -> None:
        """A dialog that is open tells it itself, and keeps what was typed."""
        if not self._is_in_dialog:
            self._session.problem.emit(problem)
