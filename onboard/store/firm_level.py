"""The repositories that belong to the firm and not to one client: profile, packs, secrets."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from onboard.engagement import PackPin
from onboard.errors import UserFacingError
from onboard.firm import Earning, FirmProfile, OwnPrice
from onboard.store.models import FirmRow, PackVersionRow, SecretRow
from onboard.store.records import build, value_from
from onboard.store.transaction import Transaction


class SqlFirmRepository:
    """`FirmRepository`: one sealed profile."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self) -> FirmProfile:
        return firm_from(self._transaction.open_body(self._row()))

    def person(self) -> str:
        if not self._transaction.is_shared:
            return ""
        return str(self._transaction.session.scalar(text("SELECT session_user::text")))

    def save(self, firm: FirmProfile) -> None:
        self._transaction.begin_write()
        if firm == self.get():
            return
        self._transaction.need_manager()
        row = self._row()
        self._transaction.seal_body(row, firm)
        self._transaction.audit.record(row.id, "firm-saved", row.key_id, firm)
        self._transaction.session.flush()

    def _row(self) -> FirmRow:
        return firm_row(self._transaction)


class SqlPackRepository:
    """`PackRepository`: the bytes of every pack in use, found by their hash."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, pack_id: str, version: str, sha256: str, data: bytes) -> None:
        if self._row(sha256) is not None:
            return
        self._transaction.begin_write()
        self._transaction.hold(uuid.UUID(sha256[:32]))
        if self._row(sha256) is not None:  # another window was quicker
            return
        self._transaction.session.add(
            PackVersionRow(
                sha256=sha256,
                pack_id=pack_id,
                version=version,
                content=data,
                stored_at=self._transaction.now(),
            )
        )
        self._transaction.session.flush()

    def get(self, sha256: str) -> bytes:
        row = self._row(sha256)
        if row is None:
            raise UserFacingError("store.no-such-pack")
        return row.content

    def versions(self, pack_id: str) -> Sequence[PackPin]:
        rows = (
            select(PackVersionRow.pack_id, PackVersionRow.version, PackVersionRow.sha256)
            .where(PackVersionRow.pack_id == pack_id)
            .order_by(PackVersionRow.stored_at.desc())
        )
        return [PackPin(*row) for row in self._transaction.session.execute(rows)]

    def _row(self, sha256: str) -> PackVersionRow | None:
        return self._transaction.session.get(PackVersionRow, sha256)


class SqlSecretRepository:
    """`SecretRepository`: sealed secrets of the firm, by name; a new one replaces the old."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, name: str, secret: bytes) -> None:
        self._transaction.begin_write()
        firm = firm_row(self._transaction)
        row = self._row(name)
        if row is None:
            row = SecretRow(id=self._transaction.make_id(), key_id=firm.key_id, name=name)
            self._transaction.session.add(row)
        self._transaction.seal_body(row, secret)
        self._transaction.need_key(firm.key_id)
        self._transaction.audit.record(firm.id, "secret-stored", firm.key_id, {"name": name})
        self._transaction.session.flush()

    def get(self, name: str) -> bytes | None:
        row = self._row(name)
        if row is None:
            return None
        secret: bytes = value_from(self._transaction.open_body(row))
        return secret

    def _row(self, name: str) -> SecretRow | None:
        return self._transaction.session.scalars(
            select(SecretRow).where(SecretRow.name == name)
        ).one_or_none()


def firm_row(transaction: Transaction) -> FirmRow:
    row = transaction.session.scalars(select(FirmRow)).one()
    if transaction.hold(row.id):
        transaction.session.refresh(row)
    return row


def firm_from(data: bytes) -> FirmProfile:
    values: dict[str, Any] = dict(value_from(data))
    values["own_prices"] = tuple(build(OwnPrice, price) for price in values.get("own_prices", ()))
    values["earnings"] = tuple(build(Earning, each) for each in values.get("earnings", ()))
    return FirmProfile(**values)
