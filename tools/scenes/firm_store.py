"""A firm's store in the window, without a server: its dialogs, and the page that leads to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from onboard.errors import UserFacingError
from onboard.store.members import Member
from onboard.store.roles import Role
from onboard.wording import say
from tools.scenes.stage import Stage, State
from tools.scenes.texts import NAME
from ui.dialogs.members import MembersDialog, RemoveDialog, RoleDialog
from ui.dialogs.server import ServerDialog
from ui.session import EngagementSession

if TYPE_CHECKING:
    from ui.dialogs.sheet import Sheet

EMPTY, TYPICAL, WORST, PROBLEM = State.EMPTY, State.TYPICAL, State.WORST, State.PROBLEM
AT = datetime(2026, 11, 20, 17, 45, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
ADDRESS = "postgresql://ana@db.firm.example/firm"
LONG = NAME.lower().replace(" ", "_")[:63]
"""The longest name that a server takes."""


@dataclass(frozen=True)
class _Seat:
    """Who sits there."""

    is_shared: bool = True
    is_manager: bool = True
    may_change: bool = True


def firm_shows() -> dict[str, dict[State, Callable[[Stage], QWidget]]]:
    """The page of safekeeping where the clients are on a server."""
    return {
        "keeping-on-server": {
            TYPICAL: lambda stage: _page(stage, "typical", _Seat()),
            WORST: lambda stage: _page(stage, "worst", _Seat(is_manager=False, may_change=False)),
        },
        "clients-reader": {
            TYPICAL: lambda stage: _seated(stage, _Seat(is_manager=False, may_change=False)).window(
                "typical"
            ),
        },
        "firm-read-only": {
            TYPICAL: lambda stage: _page(stage, "typical", _Seat(is_manager=False), name="firm"),
        },
    }


def _page(stage: Stage, home: str, seat: _Seat, *, name: str = "keeping") -> QWidget:
    window = _seated(stage, seat).window(home)
    window.show_page(name)
    return window


def _seated(stage: Stage, seat: _Seat) -> Stage:
    """The homes here lie on this computer; the window takes them for a firm's."""
    told = (say("firm-store.on", name="ana@db.firm.example/firm"),)
    stand_ins = {
        **{key: property(lambda _, key=key: getattr(seat, key)) for key in seat.__annotations__},
        "server_told": lambda _: told,
    }
    for name, stands_in in stand_ins.items():
        setattr(EngagementSession, name, stands_in)
        stage.later(lambda name=name: delattr(EngagementSession, name))  # type: ignore[misc]
    return stage


def _members(state: State) -> tuple[Member, ...]:
    ana = Member("ana", Role.MANAGER, AT, AT)
    if state is EMPTY:
        return (ana,)
    ben = (Member("ben", Role.CONSULTANT, AT, LATER), Member("ben", None, LATER))
    eve = Member(LONG if state is WORST else "eve", Role.READER, AT, LATER)
    return (ana, *ben, eve, Member("kim", None, LATER))


def members(stage: Stage, state: State) -> QWidget:
    _seated(stage, _Seat(is_manager=state is not WORST))
    window = stage.window("typical")
    dialog = MembersDialog(window, window.session, _members(state))
    if state is TYPICAL:
        dialog._tell_done(say("firm-store.admitted", name="ben"))
    return _opened(stage, dialog, press=state is PROBLEM)


def member_role(stage: Stage, state: State) -> QWidget:
    login = LONG if state is WORST else "ben"
    dialog = RoleDialog(stage.window("typical"), login, "reader" if state is EMPTY else "manager")
    return _opened(stage, dialog, problem="firm-store.last-manager" if state is PROBLEM else "")


def member_remove(stage: Stage, state: State) -> QWidget:
    login = LONG if state is WORST else "ben"
    dialog = RemoveDialog(stage.window("typical"), login, had_key=state is not EMPTY)
    return _opened(stage, dialog, problem="firm-store.last-manager" if state is PROBLEM else "")


def server(stage: Stage, state: State) -> QWidget:
    address = {EMPTY: "", WORST: f"{ADDRESS}?sslrootcert=/etc/{LONG}/root.crt"}.get(state, ADDRESS)
    dialog = ServerDialog(stage.window("typical"), address, keeps_password=state is not EMPTY)
    told = {WORST: "firm-store.not-trusted", PROBLEM: "firm-store.wrong-password"}
    return _opened(stage, dialog, problem=told.get(state, ""))


def _opened(stage: Stage, dialog: Sheet, *, press: bool = False, problem: str = "") -> QDialog:
    dialog.open()
    stage.settle()
    if press:
        dialog.yes.click()
    if problem:
        dialog._tell(str(UserFacingError(problem, server="db.firm.example")))
    return dialog


SHEETS: dict[str, type[Sheet]] = {
    "members": MembersDialog,
    "member-role": RoleDialog,
    "member-remove": RemoveDialog,
    "server": ServerDialog,
}
SHOWS = (members, member_role, member_remove, server)
