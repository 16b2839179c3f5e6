"""What can be done with the client that is picked in the list, and what this client needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from onboard.desk.overview import Stage
from onboard.desk.told import copies_text, step_text
from onboard.wording import say
from ui.theme import px
from ui.visit_deeds import VisitDeeds
from ui.widgets.base import card, empty, label
from ui.widgets.forms import action, muted
from ui.widgets.wrap_layout import ButtonLine

if TYPE_CHECKING:
    from onboard.desk.clients import Desk, DeskClient
    from onboard.engagement import EngagementId, PackPin
    from ui.session import EngagementSession

REPLY_ENDING = ".onboard-reply"
RETURN_ENDING = ".onboard-return"
MOST_DETAILS = 8


class ClientDeeds(QWidget):
    """Drawn anew for each client that is picked."""

    done = Signal(str)
    """Something was done; in one sentence."""

    def __init__(self, session: EngagementSession) -> None:
        super().__init__()
        self._session = session
        self._after = VisitDeeds(self, session)
        self._after.told.connect(self.done)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_client(self, desk: Desk, client: DeskClient | None) -> None:
        empty(self._column)
        self.setVisible(client is not None)
        if client is None:
            return
        frame, inside = card()
        frame.setObjectName("picked-client")
        title = label(client.name, "heading", name="picked-name")
        inside.addWidget(title)
        about = " · ".join(part for part in (client.owner, client.business) if part)
        if about:
            inside.addWidget(muted(about))
        if client.card.marks.copies:
            inside.addWidget(label(copies_text(client), name="picked-copies"))
        told = self._session.details(desk, client)
        for text in told[:MOST_DETAILS] or [say("desk.calm")]:
            inside.addWidget(label(text))
        inside.addWidget(muted(step_text(client, desk.today)))
        buttons = QWidget()
        line = ButtonLine(buttons, spacing=px(8))
        line.setContentsMargins(0, 0, 0, 0)
        for made in sorted(self._buttons(client), key=_is_link):
            line.addWidget(made)
        inside.addWidget(buttons)
        self._column.addWidget(frame)

    def _buttons(self, client: DeskClient) -> list[QPushButton]:
        session, key = self._session, client.id
        opener = self._deed("desk.open", f"client-{key}", client, self._open, kind="primary")
        buttons = [opener]
        if not session.may_change:  # whoever only reads opens a file, and looks
            return buttons
        if client.stage is Stage.SIGNED:
            buttons.append(self._deed("desk.review", f"review-{key}", client, self._review))
        buttons += self._after_signing(client)
        if client.stage is not Stage.HALF_SIGNED and client.view is not None:
            if client.view.refusals or client.stage is Stage.SIGNED:
                buttons.append(self._deed("desk.reoffer", f"reoffer-{key}", client, self._reoffer))
            if session.pack_versions(client):
                buttons.append(self._deed("desk.move", f"move-{key}", client, self._move))
        buttons.append(self._deed("page.order-open", f"order-{key}", client, self._order, "link"))
        if client.view is None or client.view.signed_on is None:
            buttons.append(self._deed("send.open", f"send-{key}", client, self._send, "link"))
            buttons.append(self._deed("answers.open", f"bring-{key}", client, self._bring, "link"))
        buttons += self._along(client)
        buttons.append(self._deed("page.note-open", f"note-{key}", client, self._note, "link"))
        away = "desk.unarchive" if client.is_archived else "desk.archive"
        buttons.append(self._deed(away, f"archive-{key}", client, self._archive, "link"))
        return buttons

    def _after_signing(self, client: DeskClient) -> list[QPushButton]:
        """What leans on a signed paper."""
        if client.view is None or client.view.signed_on is None:
            return []
        key, after = client.id, self._after
        return [
            self._deed("desk.visit", f"visit-{key}", client, after.visit),
            self._deed("desk.bill", f"bill-{key}", client, after.bill, "link"),
            self._deed("desk.visit-sheet", f"visit-sheet-{key}", client, after.sheet, "link"),
            self._deed("desk.dates", f"dates-{key}", client, after.dates, "link"),
        ]

    def _along(self, client: DeskClient) -> list[QPushButton]:
        """A whole client away from the firm's server and back, wherever this computer stands."""
        key = client.id
        if any(copy.is_here for copy in client.card.marks.copies):
            return [self._deed("back.send", f"send-back-{key}", client, self._send_back)]
        if not self._session.is_at_server():
            return []
        return [
            self._deed("take.open", f"take-{key}", client, self._take, "link"),
            self._deed("back.open", f"bring-back-{key}", client, self._bring_back, "link"),
        ]

    def _deed(
        self,
        caption: str,
        name: str,
        client: DeskClient,
        deed: Callable[[DeskClient], None],
        kind: str = "",
    ) -> QPushButton:
        made = action(say(caption), name, kind, spoken=say(f"{caption}-spoken", name=client.name))
        made.clicked.connect(partial(self._do, deed, client))
        return made

    @staticmethod
    def _do(deed: Callable[[DeskClient], None], client: DeskClient, *_: object) -> None:
        deed(client)

    def save_all_dates(self) -> None:
        """The days of all clients for a calendar."""
        self._after.dates()

    # ---- one deed each

    def _open(self, client: DeskClient) -> None:
        self._session.open_client(client.id)

    def _order(self, client: DeskClient) -> None:
        self._session.open_order(client.id)

    def _reoffer(self, client: DeskClient) -> None:
        self._session.reoffer(client.id)

    def _review(self, client: DeskClient) -> None:
        from ui.dialogs.save_as import ask_where

        suggested = f"{client.name} - {say('papers.review-file')}"
        path = ask_where(self.window(), say("desk.review"), suggested)
        if path is not None:
            self._session.prepare_review(client.id, path)

    def _archive(self, client: DeskClient) -> None:
        is_archived = not client.is_archived
        self._session.archive(client.id, is_archived)
        self.done.emit(self._session.archived_text(client.name, is_archived))

    def _move(self, client: DeskClient) -> None:
        from ui.dialogs.move_pack import MovePackDialog

        dialog = MovePackDialog(self.window(), self._session, client)
        dialog.wished.connect(self._moved)
        dialog.open()

    def _moved(self, key: EngagementId, to: PackPin) -> None:
        told = self._session.move_pack(key, to)
        if told:
            self.done.emit(told)

    def _send(self, client: DeskClient) -> None:
        from ui.dialogs.save_as import ask_where
        from ui.dialogs.send_questions import ASK_ENDING, SendQuestionsDialog

        parts = self._session.parts_to_send(client.id)
        dialog = SendQuestionsDialog(self.window(), client.name, parts)

        def wished() -> None:
            suggested = say("send.file", name=client.name)
            path = ask_where(self.window(), say("send.yes"), suggested, ASK_ENDING)
            if path is not None:
                self._session.invite(client.id, path, dialog.sections, dialog.person)

        dialog.accepted.connect(wished)
        dialog.open()

    def _bring(self, _: DeskClient) -> None:
        from ui.dialogs.save_as import ask_which

        path = ask_which(self.window(), say("answers.open"), REPLY_ENDING)
        if path is not None:
            self._session.read_reply(path)

    def _take(self, client: DeskClient) -> None:
        from ui.dialogs.take_along import TakeAlongDialog

        TakeAlongDialog(self.window(), self._session, client.id, client.name).open()

    def _send_back(self, client: DeskClient) -> None:
        from ui.dialogs.save_as import ask_where

        suggested = f"{client.name}{RETURN_ENDING}"
        path = ask_where(self.window(), say("back.send"), suggested, RETURN_ENDING)
        if path is not None:
            self._session.send_back(client.id, path, self._sent_back)

    def _sent_back(self, problem: str, told: str) -> None:
        if problem:
            self._session.problem.emit(problem)
        if told:
            self.done.emit(told)

    def _bring_back(self, _: DeskClient) -> None:
        from ui.dialogs.save_as import ask_which

        path = ask_which(self.window(), say("back.open"), RETURN_ENDING)
        if path is not None:
            self._session.read_return(path)

    def _note(self, client: DeskClient) -> None:
        from ui.dialogs.note import NoteDialog

        text = self._session.private_note(client.id)
        dialog = NoteDialog(self.window(), client.name, text)

        def keep() -> None:
            if dialog.text() != text.strip():  # what was not changed here is not written again
                self._session.keep_note(client.id, dialog.text())

        dialog.accepted.connect(keep)
        dialog.open()


def _is_link(made: QPushButton) -> bool:
    """Links come after the buttons, so that each kind stands together."""
    return bool(made.property("kind") == "link")
