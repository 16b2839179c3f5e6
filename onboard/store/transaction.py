"""One transaction on the store: a session, the keys, the audit trail, and the clock."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Engine, func, select, text

from onboard.errors import UserFacingError
from onboard.ports import Clock
from onboard.store.append_only import GuardedSession
from onboard.store.audit import AuditTrail, event_place
from onboard.store.ids import IdMaker
from onboard.store.models import DataKeyRow, EventRow, FirmRow, SealedRow
from onboard.store.records import to_bytes
from onboard.store.roles import Role
from onboard.store.vault import KeyDestroyed, Place, SealBroken, Vault
from onboard.store.who import Who

_HOLD = text("SELECT pg_advisory_xact_lock(:what)")
_WRAPPING = 0x77726170  # "wrap": held by whoever wraps a key, alone by whoever changes the firm's


class Transaction:
    """What the repositories of one unit of work share.

    Reading starts a transaction that never blocks a writer. The first write starts a writing one
    instead; what was read before may then be out of date, which the version check notices.
    """

    def __init__(
        self,
        engine: Engine,
        vault: Vault,
        make_id: IdMaker,
        clock: Clock,
        who: Who,
    ) -> None:
        self.role = who.role
        self._own_key = who.own_key
        self.is_shared = engine.dialect.name == "postgresql"
        self.session = GuardedSession(engine, autoflush=False, expire_on_commit=False)
        self.audit = AuditTrail(self.session, vault, clock, who, self.hold)
        self.make_id = make_id
        self.is_writing = False
        self._held: set[uuid.UUID] = set()
        self._vault = vault
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    def begin_write(self) -> None:
        if self.is_writing:
            return
        if self.role is Role.READER:
            raise UserFacingError("firm-store.reader")
        self.rollback()
        options: dict[str, object] = {"write": True}
        if self.is_shared:  # each statement sees what was saved before it; see `hold`
            options["isolation_level"] = "READ COMMITTED"
        self.session.connection(execution_options=options)
        self.is_writing = True

    def need_manager(self) -> None:
        """Raises "firm-store.manager-needed" for what is not every colleague's to do."""
        if self.role is not Role.MANAGER:
            raise UserFacingError("firm-store.manager-needed")

    def hold(self, what: uuid.UUID) -> bool:
        """Be alone in writing one client's file, or the firm's own, until this transaction ends.

        A file on a laptop has one writer at a time anyway. On a server the hold goes with its
        connection, so that nobody can leave it behind. True when it was not held before: what was
        read until now may be out of date.
        """
        if not self.is_shared or not self.is_writing or what in self._held:
            return False
        number = int.from_bytes(what.bytes[8:], signed=True)  # the random half of an id
        self.session.connection().execute(_HOLD, {"what": number})
        self._held.add(what)
        return True

    def commit(self) -> None:
        self.session.commit()
        self._start_over()

    def rollback(self) -> None:
        self.session.rollback()
        self._start_over()

    def close(self) -> None:
        self.session.close()

    def alone_with_keys(self) -> None:
        """Let nobody wrap a key until this transaction ends. Comes before any other hold."""
        self.need_manager()
        self.begin_write()
        self.session.execute(select(func.pg_advisory_xact_lock(_WRAPPING)))

    def need_current_key(self) -> None:
        """Before a key is wrapped: what lies under an old key of the firm, nobody else opens."""
        if not self.is_shared:
            return
        self.session.execute(select(func.pg_advisory_xact_lock_shared(_WRAPPING)))
        firm = self._firm_data_key()
        if firm is None or self._vault.is_current(*firm) or self._renew():
            return
        raise UserFacingError("firm-store.other-key")

    def is_newest_root(self, root_key: bytes) -> bool:
        """Whether it is the one that `need_current_key` proved."""
        return self._vault.is_newest(root_key)

    def new_key(self, purpose: str) -> uuid.UUID:
        self.need_current_key()
        key_id = self.make_id()
        wrapped = self._vault.new_key(key_id)
        self.session.add(
            DataKeyRow(id=key_id, purpose=purpose, wrapped=wrapped, created_at=self.now())
        )
        self.session.flush()  # rows that refer to the key come after it
        return key_id

    def need_key(self, key_id: uuid.UUID) -> None:
        """Have a key at hand. Raises `UserFacingError` when it was destroyed on purpose."""
        if self._vault.knows(key_id):
            return
        wrapped = select(DataKeyRow.wrapped).where(DataKeyRow.id == key_id)
        self._admit(key_id, self.session.scalar(wrapped))

    def forget_key(self, key_id: uuid.UUID) -> None:
        self._vault.forget(key_id)

    def plain_key(self, key_id: uuid.UUID) -> bytes:
        """A client's key itself, to travel in an archive."""
        self.need_key(key_id)
        return self._vault.plain(key_id)

    def adopt_key(self, key_id: uuid.UUID, key: bytes) -> bytes:
        """A key out of an archive: at hand from now on, and wrapped for its row."""
        self.need_current_key()
        return self._vault.adopt(key_id, key)

    def need_keys(self, purpose: str) -> None:
        """Have all keys of a purpose at hand, with one query instead of one a row."""
        rows = select(DataKeyRow.id, DataKeyRow.wrapped).where(
            DataKeyRow.purpose == purpose, DataKeyRow.wrapped.is_not(None)
        )
        for key_id, wrapped in self.session.execute(rows):
            if not self._vault.knows(key_id):
                self._admit(key_id, wrapped)

    def rewrapped(self, root_key: bytes, key_id: uuid.UUID, wrapped: bytes | None) -> bytes:
        """A key as it lies under another root key. Raises `SealBroken`, `KeyDestroyed`."""
        if wrapped is None:
            raise KeyDestroyed(str(key_id))
        return self._vault.rewrapped(root_key, key_id, wrapped)

    def seal_body(self, row: SealedRow, value: object) -> None:
        row.body = self.seal(row, "body", to_bytes(value))

    def open_body(self, row: SealedRow) -> bytes:
        return self.unseal(row, "body", row.body)

    def seal(self, row: SealedRow, column: str, plain: bytes) -> bytes:
        return self.seal_at(_place(row, column), plain)

    def seal_at(self, place: Place, plain: bytes) -> bytes:
        self.need_key(place.key_id)
        return self._vault.seal(plain, place)

    def unseal(self, row: SealedRow, column: str, sealed: bytes) -> bytes:
        return self.open_at(_place(row, column), sealed)

    def open_at(self, place: Place, sealed: bytes) -> bytes:
        """What was sealed for this place. Raises `UserFacingError`."""
        self.need_key(place.key_id)
        try:
            return self._vault.unseal(sealed, place)
        except SealBroken as error:
            raise UserFacingError("store.sealed-changed") from error

    def open_event(self, event: EventRow) -> bytes:
        """What an event of an audit chain says."""
        self.need_key(event.key_id)
        place = event_place(event.chain_id, event.sequence, event.key_id)
        try:
            return self._vault.unseal(event.payload, place)
        except SealBroken as error:
            raise UserFacingError("store.sealed-changed") from error

    def _admit(self, key_id: uuid.UUID, wrapped: bytes | None) -> None:
        try:
            try:
                self._vault.admit(key_id, wrapped)
            except SealBroken:
                if not self._renew():
                    raise
                self._vault.admit(key_id, wrapped)
        except KeyDestroyed as error:
            raise UserFacingError("store.client-erased") from error
        except SealBroken as error:
            raise UserFacingError("store.sealed-changed") from error

    def _renew(self) -> bool:
        """Take the firm's key of now, where it was changed since it was opened here.

        Raises:
            UserFacingError: "firm-store.let-go" for whoever is not let in any more.
        """
        firm = self._firm_data_key()
        if self._own_key is None or firm is None:
            return False
        return self._vault.turn_to(self._own_key.firm_key(self.session), *firm)

    def _firm_data_key(self) -> tuple[uuid.UUID, bytes] | None:
        """The firm's own data key as it lies there; it is at hand as long as the store is open."""
        if not self.is_shared:
            return None
        found = self.session.execute(
            select(DataKeyRow.id, DataKeyRow.wrapped).join(FirmRow, FirmRow.key_id == DataKeyRow.id)
        ).one_or_none()
        if found is None or found.wrapped is None or not self._vault.knows(found.id):
            return None
        return found.id, found.wrapped

    def _start_over(self) -> None:
        self.is_writing = False
        self._held.clear()
        self.audit.forget_heads()


def _place(row: SealedRow, column: str) -> Place:
    return Place(row.__tablename__, column, str(row.id), row.key_id)
