"""Who belongs to a firm: its key lies on the server, wrapped for each person's own key alone.

A newcomer asks with a public key; a manager admits the key whose code the newcomer reads out, so
that nobody who runs the server can slip in a key of their own. Whoever leaves loses the wrapped
key, and the firm takes a new one for all that is wrapped from then on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session

from onboard.errors import UserFacingError
from onboard.ports import Clock
from onboard.store.firm_key import SIGNS, OwnKey, code_of, is_admitted, login_of, signs_of, wrap_for
from onboard.store.firm_level import firm_row
from onboard.store.ids import IdMaker
from onboard.store.models import FirmRow, MemberRow
from onboard.store.rekeying import rewrap_all
from onboard.store.roles import Role
from onboard.store.transaction import Transaction
from onboard.store.vault import KEY_BYTES
from onboard.typed_code import signs_typed

_FOUNDING = 0x6D656D626572  # "member"


@dataclass(frozen=True, slots=True)
class Entry:
    """What opens the firm's store for one person."""

    root_key: bytes = field(repr=False)
    role: Role
    login: str
    own_key: OwnKey | None = field(default=None, repr=False)
    """Opens the firm's key again after it was changed."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the firm on one of their computers."""

    login: str
    role: Role | None
    """None: asked, and not let in yet."""
    since: datetime
    admitted: datetime | None = None


def enter(engine: Engine, own: OwnKey, clock: Clock) -> Entry:
    """The firm's key, opened with this person's own; the first of all makes it.

    Raises:
        UserFacingError: "firm-store.ask-a-manager" with the code to read out.
    """
    with Session(engine) as session:
        row = own.row(session)
        if row is None:
            session.execute(select(func.pg_advisory_xact_lock(_FOUNDING)))
            asking: dict[str, Any] = {
                "id": IdMaker(clock)(),
                "login": login_of(session),
                "public_key": own.public,
                "asked_at": clock.now(),
            }
            row = MemberRow(**asking)
            if _is_empty(session):
                _let_in(row, os.urandom(KEY_BYTES), Role.MANAGER, clock)
                session.add(row)
            else:  # whoever asks may fill in no other column
                session.execute(insert(MemberRow).values(asking))
            session.commit()
        role = _role(row)
        if row.wrapped is None or role is None:
            raise UserFacingError("firm-store.ask-a-manager", code=code_of(row))
        return Entry(own.opened(row), role, row.login, own)


class Members:
    """Letting colleagues in and out.

    `begin` starts a transaction on the firm's store; `clear_up` lets no old key lie about in it.
    """

    def __init__(
        self,
        begin: Callable[[], Transaction],
        clear_up: Callable[[], None],
        own_key: OwnKey,
        clock: Clock,
    ) -> None:
        self._begin = begin
        self._clear_up = clear_up
        self._own_key = own_key
        self._clock = clock

    def forget_key(self) -> None:
        self._own_key.forget()

    def all(self) -> Sequence[Member]:
        """Everybody, with those who ask to be let in."""
        transaction = self._begin()
        try:
            rows = transaction.session.scalars(
                select(MemberRow).order_by(MemberRow.login, MemberRow.asked_at)
            )
            return tuple(_member(row) for row in rows)
        finally:
            transaction.close()

    def admit(self, code: str, role: Role) -> Member:
        """Wrap the firm's key for the newcomer who reads out this code.

        Raises:
            UserFacingError: "firm-store.no-such-code"; "firm-store.manager-needed".
        """
        typed = signs_typed(code, SIGNS)
        transaction = self._begin()
        try:
            firm, firm_key = self._hold(transaction)
            waiting = select(MemberRow).where(MemberRow.wrapped.is_(None))
            rows = [row for row in transaction.session.scalars(waiting) if signs_of(row) == typed]
            if len(rows) != 1:
                raise UserFacingError("firm-store.no-such-code")
            row = rows[0]
            _let_in(row, firm_key, role, self._clock)
            facts = {"login": row.login, "role": role.value}
            transaction.audit.record(firm.id, "member-admitted", firm.key_id, facts)
            transaction.commit()
            return _member(row)
        finally:
            transaction.close()

    def change_role(self, login: str, role: Role) -> None:
        """What a colleague may do from their next start on, on all their computers.

        Raises:
            UserFacingError: "firm-store.no-such-member"; "firm-store.last-manager".
        """
        transaction = self._begin()
        try:
            firm, firm_key = self._hold(transaction)
            named, others = _parted(transaction, login)
            changed = [row for row in named if row.wrapped is not None]
            if not changed:
                raise UserFacingError("firm-store.no-such-member", name=login)
            if role is not Role.MANAGER and not _has_manager(others, firm_key):
                raise UserFacingError("firm-store.last-manager")
            for row in changed:
                row.role = role.value
            facts = {"login": login, "role": role.value}
            transaction.audit.record(firm.id, "member-changed", firm.key_id, facts)
            transaction.commit()
        finally:
            transaction.close()

    def remove(self, login: str) -> None:
        """Take the wrapped keys of somebody who leaves, and change the firm's key, in one step.

        Raises:
            UserFacingError: "firm-store.no-such-member"; "firm-store.last-manager".
        """
        transaction = self._begin()
        try:
            transaction.alone_with_keys()
            firm, firm_key = self._hold(transaction)
            leaving, staying = _parted(transaction, login)
            if not leaving:
                raise UserFacingError("firm-store.no-such-member", name=login)
            if not _has_manager(staying, firm_key):
                raise UserFacingError("firm-store.last-manager")
            for row in leaving:
                transaction.session.delete(row)
            facts = {"login": login}
            transaction.audit.record(firm.id, "member-removed", firm.key_id, facts)
            transaction.session.flush()
            if any(row.wrapped is not None for row in leaving):  # others never had the key
                rewrap_all(transaction, firm, firm_key)
            transaction.commit()
        finally:
            transaction.close()
        self._clear_up()

    def rekey(self) -> None:
        """Change the firm's key: a new one opens all that the old one opened, for all who stay.

        Raises:
            UserFacingError: "firm-store.manager-needed"; "firm-store.busy".
        """
        transaction = self._begin()
        try:
            transaction.alone_with_keys()
            firm, firm_key = self._hold(transaction)
            rewrap_all(transaction, firm, firm_key)
            transaction.commit()
        finally:
            transaction.close()
        self._clear_up()

    def _hold(self, transaction: Transaction) -> tuple[FirmRow, bytes]:
        """The firm's row, alone, and the firm's key of this moment."""
        transaction.need_manager()
        transaction.begin_write()
        transaction.need_current_key()  # by the firm's row, so never after it
        firm = firm_row(transaction)
        own = self._own_key.row(transaction.session)
        if own is None:
            raise UserFacingError("firm-store.let-go")
        if own.role != Role.MANAGER.value:  # changed since this program was started
            raise UserFacingError("firm-store.manager-needed")
        firm_key = self._own_key.opened(own)
        if not transaction.is_newest_root(firm_key):  # what lies in the row is the server's word
            raise UserFacingError("firm-store.other-key")
        return firm, firm_key


def _parted(transaction: Transaction, login: str) -> tuple[list[MemberRow], list[MemberRow]]:
    """Whoever has this name, and the others."""
    rows = transaction.session.scalars(select(MemberRow)).all()
    return (
        [row for row in rows if row.login == login],
        [row for row in rows if row.login != login],
    )


def _has_manager(rows: Sequence[MemberRow], firm_key: bytes) -> bool:
    return any(row.role == Role.MANAGER.value and is_admitted(row, firm_key) for row in rows)


def _let_in(row: MemberRow, firm_key: bytes, role: Role, clock: Clock) -> None:
    wrap_for(row, firm_key)
    row.role, row.admitted_at = role.value, clock.now()


def _member(row: MemberRow) -> Member:
    return Member(row.login, _role(row), row.asked_at, row.admitted_at)


def _role(row: MemberRow) -> Role | None:
    """None also for one that this program does not know: a column is the server's word."""
    return next((role for role in Role if role.value == row.role), None)


def _is_empty(session: Session) -> bool:
    """Whether nobody was here before. With data but no members a new key would open nothing."""
    return not session.scalar(select(func.count(MemberRow.id))) and not session.scalar(
        select(func.count(FirmRow.id))
    )
