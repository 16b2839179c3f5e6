"""Who may open the firm's clients: the list, letting in, another role, and letting go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from onboard.wording import day, say
from ui.dialogs.passphrase import Waiting
from ui.dialogs.sheet import Sheet
from ui.theme import px
from ui.widgets.base import card, empty, label
from ui.widgets.forms import Labelled, action, muted
from ui.widgets.pick_list import pick_list
from ui.widgets.text_fields import LineField
from ui.widgets.wrap_layout import ButtonLine

if TYPE_CHECKING:
    from ui.session import EngagementSession
    from ui.verbs.firm_store import Member

ROLES = ("consultant", "manager", "reader")
"""The usual one first."""


class MembersDialog(Waiting, Sheet):
    """Everybody sees the list; a manager lets people in, and opens the dialogs for the rest.

    It stays open: what was done is told in it.
    """

    def __init__(
        self, parent: QWidget, session: EngagementSession, members: Sequence[Member]
    ) -> None:
        is_manager = session.is_manager
        close = say("members.close")
        super().__init__(parent, say("members.title"), say("members.admit"), close)
        self.setObjectName("members-dialog")
        self._session = session
        self.column.addWidget(label(say("members.lead"), "muted"))
        if not is_manager:
            self.column.addWidget(label(say("members.only-managers"), name="members-only"))
        self._told = label("", "saved", name="members-told")
        self._told.hide()
        self.column.addWidget(self._told)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(10))
        self.column.addLayout(self._rows)
        self._code = LineField(say("members.code"), "member-code")
        self._role = pick_list(say("members.role"), "member-role")
        if is_manager:
            self._add_form()
        else:
            for part in (self._code, self._role):
                part.setParent(self)
                part.hide()
            self.yes.hide()
        self.column.addStretch(1)
        self.show_members(members)
        session.members_read.connect(self.show_members)
        session.members_changed.connect(self._tell_done)

    def _add_form(self) -> None:
        self.column.addSpacing(px(10))
        self.column.addWidget(label(say("members.new"), "subheading"))
        self.column.addWidget(Labelled(say("members.code"), self._code, say("members.code-hint")))
        for role in ROLES:
            self._role.addItem(_told_role(role), role)
        self.column.addWidget(Labelled(say("members.role"), self._role))
        self._code.textChanged.connect(self.recheck)
        self._code.returnPressed.connect(self._try)
        rekey = action(say("members.rekey"), "rekey")
        rekey.clicked.connect(self._rekey)
        self.column.addSpacing(px(10))
        self.column.addWidget(label(say("members.key"), "subheading"))
        self.column.addWidget(muted(say("members.rekey-hint")))
        self.column.addWidget(rekey)

    def first_focus(self) -> QWidget:
        return self._code if self._session.is_manager else self.no

    # ---- the list

    def show_members(self, members: Sequence[Member]) -> None:
        empty(self._rows)
        for login, rows in groupby(members, key=lambda each: each.login):
            self._rows.addWidget(self._card(login, tuple(rows)))

    def _card(self, login: str, rows: tuple[Member, ...]) -> QWidget:
        frame, inside = card()
        frame.setObjectName(f"member-{login}")
        inside.addWidget(label(login, "subheading"))
        for each in rows:
            inside.addWidget(label(told_member(each)))
        if not self._session.is_manager:
            return frame
        buttons = QWidget()
        line = ButtonLine(buttons, spacing=px(8))
        line.setContentsMargins(0, 0, 0, 0)
        let_in = [each for each in rows if each.role is not None]
        if let_in:
            spoken = say("members.change-spoken", name=login)
            change = action(say("members.change"), f"change-{login}", "link", spoken=spoken)
            present = let_in[0].role.value if let_in[0].role is not None else ROLES[0]
            change.clicked.connect(partial(self._change, login, present))
            line.addWidget(change)
        caption = "members.remove" if let_in else "members.refuse"
        spoken = say(f"{caption}-spoken", name=login)
        remove = action(say(caption), f"remove-{login}", "link", spoken=spoken)
        remove.clicked.connect(partial(self._remove, login, bool(let_in)))
        line.addWidget(remove)
        inside.addWidget(buttons)
        return frame

    # ---- what is done

    def missing(self) -> tuple[str, QWidget | None]:
        if self._code.text().strip():
            return "", None
        return say("members.code-missing"), self._code

    def accept(self) -> None:
        self._ask()
        role = str(self._role.currentData())
        self._session.admit(self._code.text(), role, self.answered)

    def answered(self, problem: str) -> None:
        """It stays open for the next one."""
        if not shiboken6.isValid(self):  # closed while it was waited for
            return
        self.yes.setEnabled(True)
        self._tell(problem)
        if not problem:
            self._code.clear()

    def _tell_done(self, told: str) -> None:
        self._told.setText(told)
        self._told.show()
        self._tell("")
        self._scroll.verticalScrollBar().setValue(0)

    def _change(self, login: str, present: str, *_: object) -> None:
        dialog = RoleDialog(self, login, present)
        dialog.wished.connect(self._session.change_role)
        dialog.open()

    def _remove(self, login: str, had_key: bool, *_: object) -> None:
        dialog = RemoveDialog(self, login, had_key=had_key)
        dialog.wished.connect(self._session.remove_member)
        dialog.open()

    def _rekey(self) -> None:
        self._session.rekey(self.answered)


class RoleDialog(Waiting, Sheet):
    """`wished` carries name, role, and who wants to hear what came of it."""

    wished = Signal(str, str, object)

    def __init__(self, parent: QWidget, login: str, present: str) -> None:
        title = say("members.change-title", name=login)
        super().__init__(parent, title, say("members.change-yes"), say("keeping.leave"))
        self.setObjectName("role-dialog")
        self._login = login
        self._choice = QButtonGroup(self)
        self._radios: dict[str, QRadioButton] = {}
        for role in ROLES:
            made = self._radios[role] = QRadioButton(_told_role(role))
            made.setObjectName(f"role-{role}")
            made.setAccessibleName(_told_role(role))
            made.setChecked(role == present)
            self._choice.addButton(made)
            self.column.addWidget(made)
            self.column.addWidget(label(say(f"members.may-{role}"), "muted"))
        self.column.addWidget(label(say("members.change-server")))
        self.column.addStretch(1)

    def accept(self) -> None:
        self._ask()
        role = next(role for role, made in self._radios.items() if made.isChecked())
        self.wished.emit(self._login, role, self.answered)


class RemoveDialog(Waiting, Sheet):
    """What letting somebody go does, and what it cannot do. `wished` as in `RoleDialog`."""

    wished = Signal(str, object)

    def __init__(self, parent: QWidget, login: str, *, had_key: bool) -> None:
        deed = "members.remove" if had_key else "members.refuse"
        title = say(f"{deed}-title", name=login)
        super().__init__(parent, title, say(f"{deed}-yes"), say("keeping.leave"))
        self.setObjectName("remove-dialog")
        self._login = login
        told = ("does", "others", "not", "server") if had_key else ("asked", "server")
        for part in told:
            self.column.addWidget(label(say(f"members.remove-{part}")))
        self.column.addStretch(1)

    def accept(self) -> None:
        self._ask()
        self.wished.emit(self._login, self.answered)


def told_member(member: Member) -> str:
    """Role and days of one computer, in one line."""
    asked = day(member.since.date())
    if member.role is None:
        return say("members.asks", asked=asked)
    admitted = day(member.admitted.date()) if member.admitted is not None else asked
    return say("members.line", role=_told_role(member.role.value), asked=asked, admitted=admitted)


def _told_role(role: str) -> str:
    return say(f"firm-store.role-{role}")
