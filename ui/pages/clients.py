"""The first page: open the store, then the list of clients.

It is painted before anything of the core is loaded; nothing slow may be imported here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from onboard.locations import DEFAULT_PACK
from onboard.wording import day, say
from ui.page import Page
from ui.theme import px
from ui.widgets.base import card, empty, label, row
from ui.widgets.busy_bar import BusyBar
from ui.widgets.card_button import CardButton
from ui.widgets.forms import Labelled, action
from ui.widgets.notes import Banner
from ui.widgets.text_fields import LineField
from ui.widgets.wrap_layout import WrapLayout

if TYPE_CHECKING:
    from onboard.engagement import ClientSummary, EngagementId

SHORTEST_PASSPHRASE = 10
"""As the key file has it; the page says so before anything is tried."""
ASK_ENDING, REPLY_ENDING = ".onboard-ask", ".onboard-reply"
MANY = 12
"""From so many clients on there is a field to find one."""


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
        self._advises = False
        """Whether somebody who has nothing here yet has said that he advises others."""
        session = self.session
        session.opened.connect(self._show_state)
        session.locked.connect(self._on_news)  # no lambdas: they would outlive the page
        session.recovery_code.connect(self._on_news)
        session.clients_changed.connect(self._clients_changed)
        session.firm_changed.connect(self._clients_changed)
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
        if self.session.unread_code:
            self._build_code(self.session.unread_code)
        elif self.session.is_open and self._is_unused():
            self._build_ways_in()
        elif self.session.is_open:
            self._build_list()
        elif self.session.waits_for == "new":
            self._build_new_secret()
        elif self.session.waits_for:
            self._build_secret()
        else:
            self._build_opening()
        self._take_focus()

    def _on_news(self, _: str) -> None:
        self._show_state()

    def _take_focus(self) -> None:
        """Once what was just built is there: Qt shows new parts a moment later."""
        if self.isVisible():
            QTimer.singleShot(0, self, self._focus_now)

    def _focus_now(self) -> None:
        if self._focus is not None and self.isVisible():
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
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

    def _build_new_secret(self) -> None:
        self.head(say("page.clients-new-secret"), say("page.clients-new-secret-lead"))
        first = _secret_field(say("page.clients-passphrase"), "passphrase")
        second = _secret_field(say("page.clients-passphrase-again"), "passphrase-again")
        hint = say("page.clients-passphrase-hint")
        first_row = Labelled(say("page.clients-passphrase"), first, hint)
        second_row = Labelled(say("page.clients-passphrase-again"), second)

        def submit() -> None:
            is_short = len(first.text()) < SHORTEST_PASSPHRASE
            differs = not is_short and first.text() != second.text()
            first_row.say_problem(say("page.clients-passphrase-short") if is_short else "")
            second_row.say_problem(say("page.clients-passphrase-differs") if differs else "")
            if is_short or differs:
                (first if is_short else second).setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._open_with(passphrase=first.text())

        first.returnPressed.connect(lambda: second.setFocus(Qt.FocusReason.TabFocusReason))
        second.returnPressed.connect(submit)
        self._body.addWidget(first_row)
        self._body.addWidget(second_row)
        self._add_submit(say("page.clients-set-passphrase"), submit)
        self._focus = first

    def _build_secret(self) -> None:
        self.head(say("page.clients-secret"), say("page.clients-secret-lead"))
        passphrase = _secret_field(say("page.clients-passphrase"), "passphrase")
        code = LineField(say("page.clients-code"), "recovery-code")
        hint = say("page.clients-code-hint")
        passphrase_row = Labelled(say("page.clients-passphrase"), passphrase)

        def submit() -> None:
            typed_code = code.text().strip()
            if typed_code and not passphrase.text():
                self._open_with(recovery_code=typed_code)
            elif passphrase.text():
                self._open_with(passphrase=passphrase.text())
            else:
                passphrase_row.say_problem(say("page.clients-secret-missing"))
                passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

        passphrase.returnPressed.connect(submit)
        code.returnPressed.connect(submit)
        self._body.addWidget(passphrase_row)
        self._body.addWidget(Labelled(say("page.clients-code"), code, hint))
        self._add_submit(say("page.clients-open"), submit)
        self._focus = passphrase

    def _add_submit(self, caption: str, submit: Callable[[], None]) -> None:
        button = action(caption, "open", "primary")
        button.clicked.connect(submit)
        self._body.addLayout(row(button, None))

    def _open_with(self, passphrase: str | None = None, recovery_code: str | None = None) -> None:
        if self.session.is_busy:
            return
        self._problem.say("")
        self.session.open(passphrase=passphrase, recovery_code=recovery_code)

    # ---- the code that is shown once

    def _build_code(self, code: str) -> None:
        self.head(say("page.clients-code-title"), say("page.clients-code-lead"))
        frame, inside = card("signing")
        inside.setContentsMargins(px(24), px(22), px(24), px(22))
        shown = label(_in_lines(code), "big", name="code")
        shown.setAccessibleName(say("page.clients-code-spoken", code=code))
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        inside.addWidget(shown)
        self._body.addWidget(frame)
        self._body.addWidget(label(say("page.clients-code-why")))
        copied = label("", "saved", name="copied")
        copy = action(say("page.clients-copy"), "copy")
        kept = action(say("page.clients-code-kept"), "code-kept", "primary")

        def to_clipboard() -> None:
            QGuiApplication.clipboard().setText(code)
            copied.setText(say("page.clients-copied"))

        copy.clicked.connect(to_clipboard)
        kept.clicked.connect(self._code_kept)
        self._body.addLayout(row(kept, None))
        self._body.addLayout(row(copy, copied, None))
        self._focus = shown

    def _code_kept(self) -> None:
        """Written down is what can be typed back from paper."""
        from ui.dialogs.recovery_code import TypedBackDialog

        dialog = TypedBackDialog(self.window(), self.session.check_code)
        dialog.accepted.connect(self.session.recovery_code_kept)
        dialog.accepted.connect(self._show_state)
        dialog.open()

    # ---- who comes for the first time

    def _is_unused(self) -> bool:
        """Whether nothing tells yet who sits here: an owner, or somebody who advises."""
        return not (self._advises or self.session.clients() or self._has_firm())

    def _has_firm(self) -> bool:
        firm = self.session.firm()
        return firm is not None and bool(firm.name.strip())

    def _build_ways_in(self) -> None:
        self.head(say("page.begin-title"), say("page.begin-lead"))
        own = CardButton(say("page.begin-own"), say("page.begin-own-detail"), "own-business")
        own.clicked.connect(self._build_own_form)
        others = CardButton(say("page.begin-advise"), say("page.begin-advise-detail"), "advise")
        others.clicked.connect(self._advise)
        for way in (own, others):
            self._body.addWidget(way)
        self._body.addWidget(self._row_of(self._asked_button(), self._paper_button()))
        self._add_buying_card()
        self._focus = own

    def _advise(self) -> None:
        self._advises = True
        self._show_state()

    def _build_own_form(self) -> None:
        self._show_form(say("page.begin-own-title"), is_own=True)

    # ---- the list

    def _build_list(self) -> None:
        clients = self.session.clients()
        self.head(
            say("page.clients-title"),
            say("page.clients-lead" if clients else "page.clients-none"),
        )
        new = action(say("page.clients-new"), "new-client", "primary")
        new.clicked.connect(self._build_form)
        firm = action(say("page.clients-firm"), "your-firm")
        firm.clicked.connect(self.firm_wanted)
        deeds_first = self._row_of(new, firm, self._asked_button(), self._paper_button())
        self._body.addWidget(deeds_first)
        self._add_nameless()
        names = Counter(summary.client_name for summary in clients)
        cards = [self._card(each, names[each.client_name] == 1) for each in clients]
        deeds = [self._deeds(summary) for summary in clients]
        if len(cards) > MANY:
            self._body.addWidget(self._finder(cards, deeds))
        for made, below in zip(cards, deeds, strict=True):
            together = QVBoxLayout()
            together.setSpacing(px(2))
            together.addWidget(made)
            together.addWidget(below)
            self._body.addLayout(together)
        self._add_buying_card()
        self._focus = cards[0] if cards else new

    def _asked_button(self) -> QPushButton:
        asked = action(say("page.clients-asked"), "open-questions")
        asked.clicked.connect(self._open_questions)
        return asked

    def _paper_button(self) -> QPushButton:
        paper = action(say("page.clients-paper"), "open-paper")
        paper.clicked.connect(self.paper_wanted)
        return paper

    def _row_of(self, *buttons: QPushButton) -> QWidget:
        made = QWidget()
        line = WrapLayout(made, spacing=px(10))
        for button in buttons:
            line.addWidget(button)
        return made

    def _add_buying_card(self) -> None:
        if self.session.has_buying_card():
            from ui.dialogs.buying_card import BuyingCardOffer

            self._body.addWidget(BuyingCardOffer(self.session))

    def _add_nameless(self) -> None:
        """A paper without the firm's name would be refused at its very end; so it is said here.

        Owners who only look at their own business have no firm, and need none.
        """
        if self._has_firm() or self.session.has_owners_alone():
            return
        frame, column = card("note")
        frame.setObjectName("nameless-firm")
        column.addWidget(label(say("page.clients-nameless")))
        go = action(say("page.clients-name-firm"), "name-firm")
        go.clicked.connect(self.firm_wanted)
        column.addLayout(row(go, None))
        self._body.addWidget(frame)

    def _finder(self, cards: list[CardButton], deeds: list[QWidget]) -> QWidget:
        field = LineField(say("page.clients-find"), "find-client")
        nothing = label(say("page.clients-not-found"), "muted", name="not-found")
        nothing.hide()

        def narrow(text: str) -> None:
            wanted = text.casefold().strip()
            for made, below in zip(cards, deeds, strict=True):
                is_meant = wanted in made.text().casefold()
                made.setVisible(is_meant)
                below.setVisible(is_meant)
            nothing.setVisible(all(made.isHidden() for made in cards))

        field.textChanged.connect(narrow)
        self._body.addWidget(Labelled(say("page.clients-find"), field))
        return nothing

    def _card(self, summary: ClientSummary, is_only_one: bool) -> CardButton:
        """Whose file it is, how far it is and since when; of several alike, to the minute."""
        at = summary.changed_at.astimezone()
        changed = day(at.date()) if is_only_one else f"{day(at.date())}, {at:%H:%M}"
        state = say(f"page.clients-state-{summary.state.value}", day=changed)
        told = " · ".join(part for part in (summary.owner, state) if part)
        made = CardButton(summary.client_name, told, f"client-{summary.id}")
        made.clicked.connect(self._opener(summary.id))
        return made

    def _deeds(self, summary: ClientSummary) -> QWidget:
        """What can be done with a file besides opening it."""
        made = QWidget()
        line = WrapLayout(made, spacing=px(6))
        line.addWidget(self._order_button(summary))
        if not summary.signed:
            line.addWidget(self._send_button(summary))
            line.addWidget(self._bring_button(summary))
        line.addWidget(self._note_button(summary))
        return made

    def _note_button(self, summary: ClientSummary) -> QPushButton:
        spoken = say("page.note-open-spoken", name=summary.client_name)
        note = action(say("page.note-open"), f"note-{summary.id}", "link", spoken=spoken)
        note.clicked.connect(lambda: self._open_note(summary))
        return note

    def _send_button(self, summary: ClientSummary) -> QPushButton:
        spoken = say("send.open-spoken", name=summary.client_name)
        made = action(say("send.open"), f"send-{summary.id}", "link", spoken=spoken)
        made.clicked.connect(lambda: self._send(summary))
        return made

    def _send(self, summary: ClientSummary) -> None:
        from ui.dialogs.save_as import ask_where
        from ui.dialogs.send_questions import SendQuestionsDialog

        parts = self.session.parts_to_send(summary.id)
        dialog = SendQuestionsDialog(self.window(), summary.client_name, parts)

        def wished() -> None:
            suggested = say("send.file", name=summary.client_name)
            path = ask_where(self.window(), say("send.yes"), suggested, ASK_ENDING)
            if path is not None:
                self.session.invite(summary.id, path, dialog.sections, dialog.person)

        dialog.accepted.connect(wished)
        dialog.open()

    def _bring_button(self, summary: ClientSummary) -> QPushButton:
        spoken = say("answers.open-spoken", name=summary.client_name)
        made = action(say("answers.open"), f"bring-{summary.id}", "link", spoken=spoken)
        made.clicked.connect(self._bring)
        return made

    def _bring(self) -> None:
        from ui.dialogs.save_as import ask_which

        path = ask_which(self.window(), say("answers.open"), REPLY_ENDING)
        if path is not None:
            self.session.read_reply(path)

    def _open_questions(self) -> None:
        from ui.dialogs.save_as import ask_which
        from ui.dialogs.send_questions import OpenQuestionsDialog

        path = ask_which(self.window(), say("page.clients-asked"), ASK_ENDING)
        if path is None:
            return
        dialog = OpenQuestionsDialog(self.window(), path.name)
        is_there = True

        def gone() -> None:
            nonlocal is_there
            is_there = False

        def answered(problem: str) -> None:
            if is_there:
                dialog.answered(problem)
            elif problem:
                self.session.problem.emit(problem)

        dialog.finished.connect(gone)
        dialog.wished.connect(
            lambda code: self.session.accept_questions(path, code, answered=answered)
        )
        dialog.open()

    def _order_button(self, summary: ClientSummary) -> QPushButton:
        spoken = say("page.order-open-spoken", name=summary.client_name)
        made = action(say("page.order-open"), f"order-{summary.id}", "link", spoken=spoken)
        made.clicked.connect(lambda: self.session.open_order(summary.id))
        return made

    def _open_note(self, summary: ClientSummary) -> None:
        from ui.dialogs.note import NoteDialog

        text = self.session.private_note(summary.id)
        dialog = NoteDialog(self.window(), summary.client_name, text)

        def keep() -> None:
            if dialog.text() != text.strip():  # what was not changed here is not written again
                self.session.keep_note(summary.id, dialog.text())

        dialog.accepted.connect(keep)
        dialog.open()

    def _opener(self, engagement_id: EngagementId) -> Callable[[], None]:
        return lambda: self.session.open_client(engagement_id)

    # ---- a new client

    def _build_form(self) -> None:
        self._show_form(say("page.clients-new-title"), is_own=False)

    def _show_form(self, title: str, *, is_own: bool) -> None:
        from ui.widgets.client_form import ClientForm

        self.head(title, say("page.clients-new-lead"))
        empty(self._body)
        form = ClientForm(self.session.packs(), DEFAULT_PACK, is_own=is_own)
        form.started.connect(self._start_own if is_own else self._start)
        form.cancelled.connect(self._show_state)
        self._body.addWidget(form)
        self._focus = form.name
        self._take_focus()

    def _start(self, name: str, owner: str, pack_id: str) -> None:
        from onboard.engagement import Client

        self.session.new_client(Client(name=name, owner=owner), pack_id)

    def _start_own(self, name: str, owner: str, pack_id: str) -> None:
        from onboard.engagement import Client

        self.session.new_client(Client(name=name, owner=owner), pack_id, alone=True)


def _secret_field(name: str, object_name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setObjectName(object_name)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _in_lines(code: str) -> str:
    """Two groups a line, which is easy to copy by hand; a line break inside a code is no matter."""
    groups = code.split("-")
    pairs = ("-".join(groups[start : start + 2]) for start in range(0, len(groups), 2))
    return "-\n".join(pairs)
