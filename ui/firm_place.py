"""Where the clients are, on this computer or on a firm's server, and who may open them there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from onboard.wording import say
from ui.widgets.base import label
from ui.widgets.forms import action
from ui.widgets.keeping_parts import Part

if TYPE_CHECKING:
    from ui.session import EngagementSession
    from ui.verbs.firm_store import Member


class FirmPlace(Part):
    """Also while the store cannot be opened: a wrong address is mended here."""

    def __init__(self, session: EngagementSession) -> None:
        super().__init__(say("server.part"), say("server.part-lead"))
        self._session = session
        self._wants_members = False
        self.column.addWidget(label("\n".join(session.server_told()), name="where"))
        buttons: list[QPushButton] = []
        if session.is_open and session.is_shared:
            members = action(say("members.open"), "members")
            members.clicked.connect(self._ask_members)
            buttons.append(members)
        name = action(say("server.open"), "firm-server")
        name.clicked.connect(self._name_server)
        self.add_buttons(*buttons, name)
        session.members_read.connect(self._show_members)

    # ---- who may open them

    def _ask_members(self) -> None:
        self._wants_members = True
        self._session.ask_members()

    def _show_members(self, members: Sequence[Member]) -> None:
        from ui.dialogs.members import MembersDialog

        if not self._wants_members or not self.isVisible():
            return
        self._wants_members = False
        MembersDialog(self.window(), self._session, members).open()

    # ---- the server

    def _name_server(self) -> None:
        from ui.dialogs.server import ServerDialog

        session = self._session
        dialog = ServerDialog(
            self.window(), session.server_address(), keeps_password=session.is_protected
        )
        # To the session, as this part is drawn anew whenever the page has news.
        dialog.wished.connect(session.keep_server)
        dialog.rejected.connect(session.stop_naming)
        dialog.left.connect(session.forget_server)
        dialog.open()
