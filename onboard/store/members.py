"""Who belongs to a firm: its key lies on the server, wrapped for each person's own key alone.

A newcomer asks with a public key; a manager admits the key whose code the newcomer reads out, so
that nobody who runs the server can slip in a key of their own. Whoever leaves loses the wrapped
key, not what they may have copied before.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.orm import Session

from onboard.errors import UserFacingError
from onboard.ports import Clock
from onboard.store.firm_level import firm_row
from onboard.store.ids import IdMaker
from onboard.store.models import FirmRow, MemberRow
from onboard.store.roles import Role
from onboard.store.transaction import Transaction
from onboard.store.vault import KEY_BYTES, derive_key
from onboard.typed_code import ALPHABET, grouped, signs_typed

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_LABEL = b"onboard/member/v1\x00"
_SIGNS, _GROUP = 16, 4  # 80 bits: too many for whoever would make a key with the same code
_FOUNDING = 0x6D656D626572  # "member"


@dataclass(frozen=True, slots=True)
class Entry:
    """What opens the firm's store for one person."""

    root_key: bytes = field(repr=False)
    role: Role


@dataclass(frozen=True, slots=True)
class Member:
    login: str
    role: Role | None
    """None: asked, and not let in yet."""
    since: datetime


def enter(engine: Engine, own_key: bytes, clock: Clock) -> Entry:
    """The firm's key, opened with this person's own; the first of all makes it.

    Raises:
        UserFacingError: "firm-store.ask-a-manager" with the code to read out.
    """
    private = X25519PrivateKey.from_private_bytes(derive_key(own_key, "member"))
    public = private.public_key().public_bytes_raw()
    with Session(engine) as session:
        login = session.scalars(text("SELECT session_user::text")).one()
        own = select(MemberRow).where(MemberRow.login == login, MemberRow.public_key == public)
        row = session.scalars(own).one_or_none()
        if row is None:
            session.execute(select(func.pg_advisory_xact_lock(_FOUNDING)))
            asking: dict[str, Any] = {
                "id": IdMaker(clock)(),
                "login": login,
                "public_key": public,
                "asked_at": clock.now(),
            }
            row = MemberRow(**asking)
            if _is_empty(session):
                _wrap(row, os.urandom(KEY_BYTES), Role.MANAGER, clock)
                session.add(row)
            else:  # whoever asks may fill in no other column
                session.execute(insert(MemberRow).values(asking))
            session.commit()
        if row.wrapped is None or row.role is None:
            raise UserFacingError("firm-store.ask-a-manager", code=code_of(row))
        try:
            root_key = _SUITE.decrypt(row.wrapped, private, _info(row))
        except (InvalidTag, ValueError) as error:
            raise UserFacingError("firm-store.other-key") from error
        return Entry(root_key, Role(row.role))


class Members:
    """Letting colleagues in and out. `begin` starts a transaction on the firm's store."""

    def __init__(self, begin: Callable[[], Transaction], root_key: bytes, clock: Clock) -> None:
        self._begin = begin
        self._root_key = root_key
        self._clock = clock

    def forget_key(self) -> None:
        self._root_key = b""

    def all(self) -> Sequence[Member]:
        """Everybody, with those who ask to be let in."""
        transaction = self._begin()
        try:
            rows = transaction.session.scalars(
                select(MemberRow).order_by(MemberRow.login, MemberRow.asked_at)
            )
            return tuple(
                Member(row.login, Role(row.role) if row.role else None, row.asked_at)
                for row in rows
            )
        finally:
            transaction.close()

    def admit(self, code: str, role: Role) -> Member:
        """Wrap the firm's key for the newcomer who reads out this code.

        Raises:
            UserFacingError: "firm-store.no-such-code"; "firm-store.manager-needed".
        """
        typed = signs_typed(code, _SIGNS)
        transaction = self._begin()
        try:
            firm = self._hold(transaction)
            waiting = select(MemberRow).where(MemberRow.wrapped.is_(None))
            rows = [row for row in transaction.session.scalars(waiting) if _signs(row) == typed]
            if len(rows) != 1:
                raise UserFacingError("firm-store.no-such-code")
            row = rows[0]
            _wrap(row, self._root_key, role, self._clock)
            facts = {"login": row.login, "role": role.value}
            transaction.audit.record(firm.id, "member-admitted", firm.key_id, facts)
            transaction.commit()
            return Member(row.login, role, row.asked_at)
        finally:
            transaction.close()

    def remove(self, login: str) -> None:
        """Take the wrapped keys of somebody who leaves, on all their computers.

        Raises:
            UserFacingError: "firm-store.no-such-member"; "firm-store.last-manager".
        """
        transaction = self._begin()
        try:
            firm = self._hold(transaction)
            rows = transaction.session.scalars(select(MemberRow)).all()
            leaving = [row for row in rows if row.login == login]
            if not leaving:
                raise UserFacingError("firm-store.no-such-member", name=login)
            if not any(row.role == Role.MANAGER.value for row in rows if row.login != login):
                raise UserFacingError("firm-store.last-manager")
            for row in leaving:
                transaction.session.delete(row)
            facts = {"login": login}
            transaction.audit.record(firm.id, "member-removed", firm.key_id, facts)
            transaction.commit()
        finally:
            transaction.close()

    def _hold(self, transaction: Transaction) -> FirmRow:
        transaction.need_manager()
        transaction.begin_write()
        firm = firm_row(transaction)
        transaction.need_key(firm.key_id)
        return firm


def code_of(row: MemberRow) -> str:
    """What a newcomer reads out, made of name and key."""
    return grouped(_signs(row), _GROUP)


def _signs(row: MemberRow) -> str:
    number = int.from_bytes(hashlib.sha256(_info(row)).digest())
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(_SIGNS))


def _info(row: MemberRow) -> bytes:
    return _LABEL + row.public_key + row.login.encode()


def _wrap(row: MemberRow, root_key: bytes, role: Role, clock: Clock) -> None:
    to = X25519PublicKey.from_public_bytes(row.public_key)
    row.wrapped = _SUITE.encrypt(root_key, to, _info(row))
    row.role, row.admitted_at = role.value, clock.now()


def _is_empty(session: Session) -> bool:
    """Whether nobody was here before. With data but no members a new key would open nothing."""
    return not session.scalar(select(func.count(MemberRow.id))) and not session.scalar(
        select(func.count(FirmRow.id))
    )
