"""The first page: open the store, then the list of clients.

It is painted before anything of the core is loaded; nothing slow may be imported here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from onboard.locations import DEFAULT_PACK
from onboard.wording import say
from ui.page import Page
from ui.theme import px
from ui.widgets.base import empty, row
from ui.widgets.busy_bar import BusyBar
from ui.widgets.forms import action
from ui.widgets.notes import Banner

if TYPE_CHECKING:
    from onboard.desk.clients import Desk
    from ui.client_desk import ClientDesk
    from ui.widgets.store_door import Door


class ClientsPage(Page):
    """Shows what the store is waiting for, and once it is open, whom there is to advise."""

    look_wanted = Signal()
    """Somebody wants another language or look; also while the store is locked."""
    firm_wanted = Signal()
    paper_wanted = Signal()
    """Somebody wants to open a paper from a file."""
    keeping_wanted = Signal()
    """Somebody wants to look after the store; also while it is locked or cannot be opened."""

    def build(self) -> None:
        self._problem = Banner("problem", "opening-problem")
        self._problem.setAccessibleName(say("page.clients-problem"))
        self.column.addWidget(self._problem)
        self._body = QVBoxLayout()
        self._body.setSpacing(px(14))
        self.column.addLayout(self._body)
        look = action(say("look.open"), "look", "link")
        look.clicked.connect(self.look_wanted)
        keeping = action(say("keeping.open"), "keeping", "link")
        keeping.clicked.connect(self.keeping_wanted)
        self.column.addLayout(row(look, keeping, None))
        self._focus: QWidget | None = None
        self._is_stale = False
        self._desk: ClientDesk | None = None
        """The list, while it stands here."""
        self._begins_own = False
        """Whether the form that stands here is an owner's, for his own business."""
        self._advises = False
        """Whether somebody who has nothing here yet has said that he advises others."""
        session = self.session
        session.locked.connect(self._on_news)  # no lambdas: they would outlive the page
        session.recovery_code.connect(self._on_news)
        session.clients_changed.connect(self._clients_changed)  # told too when the store opens
        session.firm_changed.connect(self._clients_changed)
        session.desk_changed.connect(self._desk_changed)
        session.problem.connect(self._on_problem)
        self._show_state()

    def next_caption(self) -> str | None:
        return None

    def first_focus(self) -> QWidget | None:
        return self._focus

    def tells_problems(self) -> bool:
        """While the store is closed they stand beside the fields, and go with the next try."""
        return not self.session.is_open

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._show_state()

    # ---- which state

    def _show_state(self) -> None:
        """Draw what the session waits for. A code that is not written down yet comes first."""
        self._is_stale = False
        self._problem.say("")
        empty(self._body)
        self._focus = None
        self._desk = None
        if self.session.unread_code:
            self._build_code(self.session.unread_code)
        elif self.session.is_open:
            self._build_open(self.session.desk())
        elif self.session.waits_for:
            self._build_secret(is_new=self.session.waits_for == "new")
        else:
            self._build_opening()
        self._take_focus()

    def _build_open(self, desk: Desk) -> None:
        if self._is_unused(desk):
            self._build_ways_in()
        else:
            self._build_list(desk)

    def _on_news(self, _: str) -> None:
        self._show_state()

    def _take_focus(self) -> None:
        """Once what was just built is there: Qt shows new parts a moment later."""
        if self.isVisible():
            QTimer.singleShot(0, self, self._focus_now)

    def _focus_now(self) -> None:
        if self._focus is not None and self.isVisible():
            self._focus.setFocus()
            self.announce()

    def _clients_changed(self) -> None:
        """A hidden list is drawn again only when it comes up."""
        if self.session.unread_code:
            return
        if self.isVisible():
            self._show_state()
        else:
            self._is_stale = True

    def _on_problem(self, text: str) -> None:
        if not self.tells_problems():
            return
        if not self.session.waits_for:
            self._show_state()
            self._build_again()
            self._take_focus()
        self._problem.say(text)

    # ---- before the store is open

    def _build_opening(self) -> None:
        self.head(say("page.clients-opening"), say("page.clients-opening-lead"))
        self._body.addWidget(BusyBar(say("page.clients-opening")))

    def _build_again(self) -> None:
        self.head(say("page.clients-not-open"), say("page.clients-not-open-lead"))
        empty(self._body)
        again = action(say("page.clients-again"), "try-again", "primary")
        again.clicked.connect(self._open_again)
        self._body.addLayout(row(again, None))
        self._focus = again

    def _open_again(self) -> None:
        self._show_state()
        self.session.open()

    def _build_secret(self, *, is_new: bool) -> None:
        from ui.widgets.store_door import KnownSecret, NewSecret

        part = "new-secret" if is_new else "secret"
        self.head(say(f"page.clients-{part}"), say(f"page.clients-{part}-lead"))
        door = NewSecret() if is_new else KnownSecret()
        door.given.connect(self._open_with)
        if isinstance(door, KnownSecret):
            door.code_given.connect(self._open_with_code)
        self._add_door(door)

    def _add_door(self, door: Door) -> None:
        self._body.addWidget(door)
        self._focus = door.first_focus()

    def _open_with_code(self, code: str) -> None:
        self._open_with(recovery_code=code)

    def _open_with(self, passphrase: str | None = None, recovery_code: str | None = None) -> None:
        if self.session.is_busy:
            return
        self._problem.say("")
        self.session.open(passphrase=passphrase, recovery_code=recovery_code)

    # ---- the code that is shown once

    def _build_code(self, code: str) -> None:
        self.head(say("page.clients-code-title"), say("page.clients-code-lead"))
        from ui.widgets.store_door import WriteDownCode

        door = WriteDownCode(code)
        door.kept.connect(self._code_kept)
        self._add_door(door)

    def _code_kept(self) -> None:
        """Written down is what can be typed back from paper."""
        from ui.dialogs.recovery_code import TypedBackDialog

        dialog = TypedBackDialog(self.window(), self.session.check_code)
        dialog.accepted.connect(self.session.recovery_code_kept)
        dialog.accepted.connect(self._show_state)
        dialog.open()

    # ---- who comes for the first time

    def _is_unused(self, desk: Desk) -> bool:
        """Whether nothing tells yet who sits here: an owner, or somebody who advises."""
        is_known = self._advises or desk.clients or self._has_firm()
        return self.session.may_change and not is_known

    def _has_firm(self) -> bool:
        firm = self.session.firm()
        return firm is not None and bool(firm.name.strip())

    def _build_ways_in(self) -> None:
        from ui.widgets.card_button import CardButton  # not for the first page

        self.head(say("page.begin-title"), say("page.begin-lead"))
        own = CardButton(say("page.begin-own"), say("page.begin-own-detail"), "own-business")
        own.clicked.connect(self._build_own_form)
        others = CardButton(say("page.begin-advise"), say("page.begin-advise-detail"), "advise")
        others.clicked.connect(self._advise)
        self._body.addWidget(own)
        self._body.addWidget(others)
        self._body.addWidget(self._deeds())
        self._add_buying_card()
        self._focus = own

    def _advise(self) -> None:
        self._advises = True
        self._show_state()

    def _build_own_form(self) -> None:
        self._show_form(say("page.begin-own-title"), is_own=True)

    # ---- the list

    def _build_list(self, desk: Desk) -> None:
        from ui.client_desk import ClientDesk
        from ui.widgets.nameless_note import NamelessNote

        lead = say("page.clients-lead" if desk.clients else "page.clients-none")
        self.head(say("page.clients-title"), lead)
        new = action(say("page.clients-new"), "new-client", "primary")
        new.clicked.connect(self._build_form)
        firm = action(say("page.clients-firm"), "your-firm")
        firm.clicked.connect(self.firm_wanted)
        first = (new, firm) if self.session.may_change else (firm,)
        self._body.addWidget(self._deeds(*first))
        if self.session.is_manager and not (self._has_firm() or self.session.is_for_owners(desk)):
            note = NamelessNote()
            note.wanted.connect(self.firm_wanted)
            self._body.addWidget(note)
        self._focus = first[0]
        if desk.clients:
            self._desk = ClientDesk(self.session, desk)
            self._body.addWidget(self._desk)
            self._focus = self._desk.first_focus()
        self._add_buying_card()

    def _desk_changed(self) -> None:
        """Looked through meanwhile: the same list with what is known now."""
        if self._desk is None or not self.isVisible():
            self._is_stale = True
        else:
            self._desk.show_desk(self.session.desk())

    def _deeds(self, *first: QPushButton) -> QWidget:
        """These buttons, and those for files that somebody sent."""
        paper = action(say("page.clients-paper"), "open-paper")
        paper.clicked.connect(self.paper_wanted)
        others = [paper]
        if self.session.may_change:  # these bring something into the store
            asked = action(say("page.clients-asked"), "open-questions")
            asked.clicked.connect(self._open_questions)
            whole = action(say("client-file.open"), "client-file")
            whole.clicked.connect(self._open_client_file)
            others = [asked, paper, whole]
        made = QWidget()
        from ui.widgets.wrap_layout import ButtonLine

        line = ButtonLine(made, spacing=px(10))
        for button in (*first, *others):
            line.addWidget(button)
        return made

    def _add_buying_card(self) -> None:
        if self.session.has_buying_card():
            from ui.dialogs.buying_card import BuyingCardOffer

            self._body.addWidget(BuyingCardOffer(self.session))

    def _open_questions(self) -> None:
        from ui.dialogs.send_questions import open_questions

        open_questions(self.window(), self.session)

    def _open_client_file(self) -> None:
        from ui.dialogs.client_file import open_client_file

        open_client_file(self.window(), self.session)

    # ---- a new client

    def _build_form(self) -> None:
        self._show_form(say("page.clients-new-title"), is_own=False)

    def _show_form(self, title: str, *, is_own: bool) -> None:
        from ui.widgets.client_form import ClientForm

        self.head(title, say("page.clients-new-lead"))
        empty(self._body)
        self._desk = None
        form = ClientForm(self.session.packs(), DEFAULT_PACK, is_own=is_own)
        self._begins_own = is_own
        form.started.connect(self._start)
        form.cancelled.connect(self._show_state)
        self._body.addWidget(form)
        self._focus = form.name
        self._take_focus()

    def _start(self, name: str, owner: str, pack_id: str) -> None:
        from onboard.engagement import Client

        client = Client(name=name, owner=owner)
        self.session.new_client(client, pack_id, alone=self._begins_own)
