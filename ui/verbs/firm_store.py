"""A firm's store on its server: who belongs to it, what this person may do, and its address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.wording import say
from ui.verbs.base import SessionBase

if TYPE_CHECKING:
    from onboard.safekeeping.firm_server import FirmServer
    from onboard.store.members import Member as Member
    from onboard.store.members import Members

Answered = Callable[[str], None]
"""Hears what is wrong, in one sentence; or "" when it is done."""


class FirmStoreVerbs(SessionBase):
    """The server is asked beside the window."""

    _naming: object = None
    """The attempt at a server that is still wanted."""

    @property
    def is_shared(self) -> bool:
        """Whether the clients lie on a firm's server; also while it cannot be reached."""
        if self._application is not None:
            return self._application.workspace.is_shared
        server = self._server()
        try:
            return server.address() is not None
        except UserFacingError:
            return True  # something is named; what is wrong with it is told at opening

    @property
    def may_change(self) -> bool:
        """Not for whoever only reads in a firm's store; on a laptop everybody."""
        return self._application is None or self._role != "reader"

    @property
    def is_manager(self) -> bool:
        return self._application is None or self._role == "manager"

    @property
    def _role(self) -> str:
        return self.application.workspace.role.value

    # ---- who belongs to it

    def ask_members(self) -> None:
        """`members_read` or `problem` follows."""
        self._in_background(self._members.all, self.members_read.emit, self._tell)

    def admit(self, code: str, role: str, answered: Answered) -> None:
        """Let in whoever reads out this code; `members_read` follows."""
        members = self._members

        def work() -> tuple[str, Sequence[Member]]:
            from onboard.store.roles import Role

            name = members.admit(code, Role(role)).login
            return say("firm-store.admitted", name=name), members.all()

        self._with_members(work, answered)

    def change_role(self, login: str, role: str, answered: Answered) -> None:
        members = self._members

        def work() -> tuple[str, Sequence[Member]]:
            from onboard.store.roles import Role

            members.change_role(login, Role(role))
            return say("firm-store.role-changed", name=login), members.all()

        self._with_members(work, answered)

    def remove_member(self, login: str, answered: Answered) -> None:
        """Take somebody's keys and change the firm's; `members_read` follows."""
        members = self._members

        def work() -> tuple[str, Sequence[Member]]:
            members.remove(login)
            return say("firm-store.removed", name=login), members.all()

        self._with_members(work, answered)

    def rekey(self, answered: Answered) -> None:
        """Change the firm's key; `members_read` follows."""
        members = self._members

        def work() -> tuple[str, Sequence[Member]]:
            members.rekey()
            return say("firm-store.rekeyed"), members.all()

        self._with_members(work, answered)

    @property
    def _members(self) -> Members:
        members = self.application.members
        assert members is not None  # noqa: S101  (asked for in a firm's store only)
        return members

    def _with_members(
        self, work: Callable[[], tuple[str, Sequence[Member]]], answered: Answered
    ) -> None:
        def done(outcome: tuple[str, Sequence[Member]]) -> None:
            told, members = outcome
            answered("")
            self.members_read.emit(members)
            self.members_changed.emit(told)

        self._in_background(work, done, lambda error: self._answer(error, answered))

    # ---- the address

    def server_address(self) -> str:
        """What is kept in the setting; "" where there is none, or none that can be read."""
        try:
            return self._server().kept
        except UserFacingError:
            return ""

    def server_told(self) -> tuple[str, ...]:
        """Where the clients are, in sentences."""
        server = self._server()
        try:
            named = server.address()
        except UserFacingError as error:
            return (str(error),)
        told = say("firm-store.on", name=named.label) if named else say("firm-store.here")
        return (told, say("firm-store.from-outside")) if server.is_from_outside else (told,)

    def keep_server(self, text: str, password: str, answered: Answered) -> None:
        """Reach a server, then keep its address for the next start; `server_changed` follows."""
        server = self._server()
        wanted = self._naming = object()

        def work() -> str:
            server.try_out(text, password)
            if self._naming is not wanted:  # given up while the server took its time
                return ""
            address = server.keep(text, password)
            return say("firm-store.server-kept", server=address.server)

        def done(told: str) -> None:
            if told:
                answered("")
                self.server_changed.emit(told)

        self._in_background(work, done, lambda error: self._answer(error, answered))

    def stop_naming(self) -> None:
        """Keep no server that is still being tried."""
        self._naming = None

    def forget_server(self) -> None:
        """From the next start on this computer alone; `server_changed` or `problem` follows."""
        if self._try(self._server().forget):
            self.server_changed.emit(say("firm-store.server-taken-out"))

    def _server(self) -> FirmServer:
        from onboard import bootstrap

        self._home = self._home or bootstrap.home(self._home_folder)
        return bootstrap.firm_server(self._home)

    def _answer(self, error: BaseException, answered: Answered) -> None:
        if isinstance(error, UserFacingError):
            answered(str(error))
            return
        answered("")
        self._tell(error)
