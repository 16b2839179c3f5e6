"""An opened store."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.ports import Clock, UnitOfWork
from onboard.store.checkup import check_rows
from onboard.store.desk import ViewsRead
from onboard.store.engagements import RecentEngagements
from onboard.store.erasing import erase_client
from onboard.store.faults import refuse_foreign_file
from onboard.store.findings import Finding
from onboard.store.firm_level import firm_row
from onboard.store.history import LoggedEvent, history
from onboard.store.ids import IdMaker
from onboard.store.migrate import bring_up_to_date
from onboard.store.models import FirmRow
from onboard.store.outside import OutsideHead, compare_with_papers
from onboard.store.site import FileSite, ServerSite, Site
from onboard.store.transaction import Transaction
from onboard.store.unit_of_work import SqlUnitOfWork
from onboard.store.vault import Vault
from onboard.store.who import Who

_MAKING = uuid.UUID(int=0)
"""Held by whoever makes the firm's own row, so that it is made once."""


class SqlWorkspace:
    """`Workspace` on one encrypted file, or on a firm's server. May be used from any thread.

    Made by `open_workspace`, and by `onboard.store.firm_workspace`.
    """

    def __init__(
        self,
        site: Site,
        root_key: bytes,
        clock: Clock,
        who: Who,
    ) -> None:
        self._site = site
        self._who = who
        self.role = who.role
        self._clock = clock
        self._vault = Vault(root_key)
        self._make_id = IdMaker(clock)
        self._recent = RecentEngagements()
        self._views_read = ViewsRead()
        self._firm_id = self._find_or_make_firm()

    @property
    def path(self) -> Path:
        return self._site.path

    @property
    def is_shared(self) -> bool:
        """Whether it lies on a firm's server, whose copies are not made here."""
        return isinstance(self._site, ServerSite)

    def unit_of_work(self) -> UnitOfWork:
        return SqlUnitOfWork(self.begin, self._firm_id, self._recent, self._views_read)

    def begin(self) -> Transaction:
        who = replace(self._who, role=self.role)
        return Transaction(self._site.engine, self._vault, self._make_id, self._clock, who)

    def backup(self, path: Path) -> None:
        """Write a verified copy of the store and its key slots; see `onboard.store.backup`."""
        self._site.back_up(path)

    def verify(self, outside: Sequence[OutsideHead] = ()) -> list[Finding]:
        """Check file, rows, seals and every audit chain; nothing found means all is well.

        `outside` are heads that stand in papers kept elsewhere: they alone show that the whole
        store is an older one.
        """
        damaged = self._site.check()
        if damaged:
            return damaged  # on damaged pages the rest would only repeat it
        found = check_rows(self.begin)
        if not outside:
            return found
        transaction = self.begin()
        try:
            return [*found, *compare_with_papers(transaction, outside)]
        finally:
            transaction.close()

    def history(self, engagement_id: EngagementId) -> tuple[LoggedEvent, ...]:
        """What was done with a client's file, and when."""
        transaction = self.begin()
        try:
            return history(transaction, engagement_id)
        finally:
            transaction.close()

    def note(self, kind: str) -> None:
        """An event of the firm that changes no fact ("store-restored", "passphrase-changed")."""
        transaction = self.begin()
        try:
            transaction.begin_write()
            firm = firm_row(transaction)
            transaction.need_key(firm.key_id)
            transaction.audit.record(firm.id, kind, firm.key_id, None)
            transaction.commit()
        finally:
            transaction.close()

    def erase_client(self, engagement_id: EngagementId, *, with_papers: bool = False) -> None:
        """Forget what a client said; see `onboard.store.erasing`. There is no way back."""
        transaction = self.begin()
        try:
            erase_client(transaction, engagement_id, with_papers=with_papers)
            transaction.commit()
            self.clear_up()
        finally:
            transaction.close()
        self._recent.forget()
        self._views_read.forget()

    def firm_data_key(self) -> bytes:
        """What seals the firm's own facts; it stays when the firm's key is changed."""
        transaction = self.begin()
        try:
            return transaction.plain_key(firm_row(transaction).key_id)
        finally:
            transaction.close()

    def clear_up(self) -> None:
        """Let no old row lie about with a key that was just destroyed or changed."""
        self._site.after_erasing()

    def close(self) -> None:
        """Let go of the file and of the keys, as far as Python can."""
        self._recent.forget()
        self._views_read.forget()
        self._site.close()
        self._vault.forget_all()
        if self._who.own_key is not None:
            self._who.own_key.forget()

    def _find_or_make_firm(self) -> uuid.UUID:
        transaction = self.begin()
        try:
            found = _firm_id(transaction)
            if found is None:
                return self._make_firm(transaction)
            _refuse_other_key(transaction)
            return found
        finally:
            transaction.close()

    def _make_firm(self, transaction: Transaction) -> uuid.UUID:
        transaction.begin_write()
        transaction.hold(_MAKING)
        made_by_another_window = _firm_id(transaction)
        if made_by_another_window is not None:
            return made_by_another_window
        firm = FirmRow(
            id=transaction.make_id(),
            key_id=transaction.new_key("firm"),
            created_at=transaction.now(),
        )
        transaction.seal_body(firm, FirmProfile())
        transaction.session.add(firm)
        transaction.audit.record(firm.id, "store-made", firm.key_id, None)
        transaction.commit()
        return firm.id


def open_workspace(
    path: Path, root_key: bytes, clock: Clock, *, create: bool = True, actor: str = "consultant"
) -> SqlWorkspace:
    """Open the store at `path`, make it when there is none, upgrade it when it is older.

    `actor` goes into the audit trail unsealed, so it names a role and never a person. An empty file
    counts as none: a program that was stopped in its first moment leaves one.

    Raises:
        UserFacingError: wrong key, damaged or foreign file, a folder that cannot be written, a
            store of a newer program; "store.missing" with `create=False`.
    """
    try:
        exists = path.exists() and path.stat().st_size > 0
    except OSError as error:
        raise UserFacingError("store.cannot-open", folder=str(path.parent)) from error
    if exists:
        refuse_foreign_file(path)
    elif not create:
        raise UserFacingError("store.missing", folder=str(path.parent))
    bring_up_to_date(path, root_key)
    return SqlWorkspace(FileSite(path, root_key), root_key, clock, Who(actor))


def _firm_id(transaction: Transaction) -> uuid.UUID | None:
    known: uuid.UUID | None = transaction.session.scalar(select(FirmRow.id))
    return known


def _refuse_other_key(transaction: Transaction) -> None:
    """A file does not open with another key at all; a server's tables do."""
    try:
        transaction.need_key(firm_row(transaction).key_id)
    except UserFacingError as error:
        if transaction.is_shared:
            raise UserFacingError("firm-store.other-key") from error
