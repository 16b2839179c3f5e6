"""A whole client as one file: saved for another installation, or brought in from one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.engagement import EngagementId
from onboard.typed_code import signs_typed
from onboard.wording import say
from ui.dialogs.save_as import ask_where, ask_which
from ui.dialogs.sheet import Sheet
from ui.theme import px
from ui.widgets.base import label
from ui.widgets.choices import ChoiceCards, ChoiceOption
from ui.widgets.forms import Labelled, action
from ui.widgets.pick_list import pick_list
from ui.widgets.text_fields import LineField

if TYPE_CHECKING:
    from ui.session import EngagementSession

SAVE, BRING = "save", "bring"
ENDING = ".onboard-client"
CODE_SIGNS = 24
"""As the file has it; the dialog says so before anything is tried."""


class ClientFileDialog(Sheet):
    """Stays until the file is written or the client is here; a problem is told in it."""

    def __init__(
        self,
        parent: QWidget,
        session: EngagementSession,
        clients: Sequence[tuple[EngagementId, str]],
    ) -> None:
        """`clients` are id and name of each that can be saved."""
        super().__init__(
            parent, say("client-file.title"), say("client-file.yes"), say("client-file.no")
        )
        self.setObjectName("client-file-dialog")
        self._session = session
        self.file: Path | None = None
        self._is_done = False
        self._body = QVBoxLayout()
        self._body.setSpacing(self.column.spacing())
        self._lead = label(say("client-file.lead"))
        self._body.addWidget(self._lead)
        self.which = ChoiceCards(
            [
                ChoiceOption(SAVE, say("client-file.save"), say("client-file.save-detail")),
                ChoiceOption(BRING, say("client-file.bring"), say("client-file.bring-detail")),
            ],
            say("client-file.which"),
        )
        self.which.set_value(SAVE if clients else BRING)
        self.which.changed.connect(self._on_which)
        self._body.addWidget(self.which)
        self._saving = self._save_part(clients)
        self._bringing = self._bring_part()
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self._on_which(SAVE if clients else BRING)

    def _save_part(self, clients: Sequence[tuple[EngagementId, str]]) -> QWidget:
        part, column = _part()
        self.client = pick_list(say("client-file.client"), "archived-client")
        for key, name in clients:
            self.client.addItem(name, key)
        column.addWidget(Labelled(say("client-file.client"), self.client))
        self._body.addWidget(part)
        return part

    def _bring_part(self) -> QWidget:
        part, column = _part()
        self._chosen = label(say("client-file.none"), name="chosen-file")
        pick = action(say("client-file.pick"), "pick-client-file")
        pick.clicked.connect(self._pick)
        self._pick_button = pick
        self._code = LineField(say("client-file.code"), "client-code")
        self._code.textChanged.connect(self.recheck)
        column.addWidget(self._chosen)
        column.addWidget(pick, 0, Qt.AlignmentFlag.AlignLeft)
        hint = say("client-file.code-hint")
        column.addWidget(Labelled(say("client-file.code"), self._code, hint))
        self._body.addWidget(part)
        return part

    def _on_which(self, which: str) -> None:
        self._saving.setVisible(which == SAVE)
        self._bringing.setVisible(which == BRING)
        self._tell("")

    def first_focus(self) -> QWidget:
        return self.which

    def take_file(self, path: Path) -> None:
        """Show which file was picked."""
        self.file = path
        self._chosen.setText(say("client-file.chosen", name=path.name))
        self.recheck()

    def _pick(self) -> None:
        path = ask_which(self, say("client-file.pick"), ENDING)
        if path is not None:
            self.take_file(path)

    def missing(self) -> tuple[str, QWidget | None]:
        if self.which.value() == SAVE:
            known = self.client.currentIndex() >= 0
            return ("", None) if known else (say("client-file.no-client"), self.client)
        if self.file is None:
            return say("client-file.no-file"), self._pick_button
        if signs_typed(self._code.text(), CODE_SIGNS) is None:
            return say("archive.code-shape", count=CODE_SIGNS), self._code
        return "", None

    def recheck(self, *_: object) -> None:
        """What was wrong with the code before may be right now."""
        self._tell("")

    def _try(self) -> None:
        if self._is_done:
            self.accept()
            return
        problem, field = self.missing()
        self._tell(problem)
        if problem:
            if field is not None:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.which.value() == SAVE:
            self._save()
        elif self.file is not None:
            self.yes.setEnabled(False)
            self._session.bring_client(self.file, self._code.text(), self.came)

    def _save(self) -> None:
        suggested = f"{self.client.currentText()}{ENDING}"
        path = ask_where(self, say("client-file.save"), suggested, ENDING)
        if path is not None:
            self.yes.setEnabled(False)
            client = EngagementId(self.client.currentData())
            self._session.save_client_file(client, path, self.saved)

    def saved(self, problem: str, code: str) -> None:
        """The file is written: the code stands here once, and is kept nowhere."""
        if problem or not code:
            self._back(problem)
            return
        self._close_form(say("client-file.saved"), say("client-file.noted"))
        shown = label(code, "big", name="archive-code")
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        shown.setAccessibleName(say("client-file.code-spoken", code=" ".join(code)))
        self._body.addWidget(shown)
        self._body.addWidget(label(say("client-file.code-why")))
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def came(self, problem: str, told: str) -> None:
        """The client is here; a problem stays, with what was typed."""
        if problem or not told:
            self._back(problem)
            return
        self._close_form(told, say("client-file.done"))
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self, problem: str) -> None:
        self.yes.setEnabled(True)
        self._tell(problem)
        if self.which.value() == BRING:
            self._code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self, told: str, yes: str) -> None:
        """What was done, in place of the form."""
        self._is_done = True
        for part in (self._lead, self.which, self._saving, self._bringing):
            part.hide()
        self._body.addWidget(label(told, name="client-file-told"))
        self.no.hide()
        self.yes.setText(yes)
        self.yes.setAccessibleName(yes)
        self.yes.setEnabled(True)
        self._tell("")


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(8))
    return part, column


def open_client_file(window: QWidget, session: EngagementSession) -> None:
    """Show the dialog above the list of clients."""
    clients = [(each.id, each.client_name) for each in session.clients()]
    ClientFileDialog(window, session, clients).open()
