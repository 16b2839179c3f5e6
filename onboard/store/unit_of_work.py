"""One transaction with the repositories on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from types import TracebackType
from typing import Self

from onboard.ports import (
    ArchiveRepository,
    DeskRepository,
    EngagementRepository,
    FirmRepository,
    HandoverRepository,
    PackRepository,
    PaperRepository,
    SecretRepository,
    TalkRepository,
)
from onboard.store.archive import SqlArchiveRepository
from onboard.store.desk import SqlDeskRepository, ViewsRead
from onboard.store.engagements import RecentEngagements, SqlEngagementRepository
from onboard.store.firm_level import SqlFirmRepository, SqlPackRepository, SqlSecretRepository
from onboard.store.handovers import SqlHandoverRepository
from onboard.store.papers import SqlPaperRepository
from onboard.store.talks import SqlTalkRepository
from onboard.store.transaction import Transaction


class SqlUnitOfWork:
    """`UnitOfWork`: leaving the block without `commit` rolls back. One thread at a time."""

    engagements: EngagementRepository
    firm: FirmRepository
    packs: PackRepository
    papers: PaperRepository
    secrets: SecretRepository
    handovers: HandoverRepository
    archives: ArchiveRepository
    desk: DeskRepository
    talks: TalkRepository

    def __init__(
        self,
        begin: Callable[[], Transaction],
        firm_id: uuid.UUID,
        recent: RecentEngagements,
        views_read: ViewsRead,
    ) -> None:
        self._begin = begin
        self._firm_id = firm_id
        self._recent = recent
        self._views_read = views_read

    def __enter__(self) -> Self:
        self._transaction = self._begin()
        self._engagements = SqlEngagementRepository(self._transaction, self._firm_id, self._recent)
        self.engagements = self._engagements
        self.firm = SqlFirmRepository(self._transaction)
        self.packs = SqlPackRepository(self._transaction)
        self.papers = SqlPaperRepository(self._transaction)
        self.secrets = SqlSecretRepository(self._transaction)
        self.handovers = SqlHandoverRepository(self._transaction)
        self._archives = SqlArchiveRepository(self._transaction)
        self.archives = self._archives
        self.desk = SqlDeskRepository(self._transaction, self._engagements, self._views_read)
        self.talks = SqlTalkRepository(self._transaction)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._transaction.close()

    def commit(self) -> None:
        self._transaction.commit()
        if self._archives.has_discarded:  # another content may have the same version now
            self._recent.forget()
            self._views_read.forget()
        self._engagements.publish()
