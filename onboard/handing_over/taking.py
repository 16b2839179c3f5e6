"""Where a client is at home: he is taken along, and it is noted who has him. Nothing is locked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.handing_over.carrying import (
    LOCK,
    PROFILE,
    Lock,
    TakingNote,
    lock_bytes,
    note_bytes,
    note_from,
    secrets_bytes,
    stand_of,
)
from onboard.handover.archive_file import new_code, open_archive, seal_archive
from onboard.handover.reply_file import new_one_time_key
from onboard.handover.return_file import TAKE_BYTES
from onboard.ports import (
    AuditHead,
    Clock,
    Handover,
    HandoverSide,
    HandoverState,
    UnitOfWork,
    Workspace,
)
from onboard.store.records import to_bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """The file, and the code that opens it; the code is kept nowhere."""

    data: bytes
    code: str
    head: AuditHead
    """Of the audit chain, as it is in the file."""
    by: str


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """A copy of a client that is out."""

    by: str
    """Whoever took it; empty where nobody has a name."""
    at: datetime


class Taking:
    """Takes clients along, and knows who has one."""

    _workspace: Workspace
    _clock: Clock

    def take(self, engagement_id: EngagementId) -> Taken:
        """A whole client in a file, with all that it takes to come back and be merged.

        The client stays open here for everybody.
        """
        private, public = new_one_time_key()
        number, now = secrets.token_bytes(TAKE_BYTES).hex(), self._clock.now()
        with self._workspace.unit_of_work() as work:
            firm = work.firm.get()
            by = work.firm.person() or firm.consultant
            taken = _takings(work, engagement_id)
            merged = tuple(head for each in taken for head in note_from(each.content).merged)
            lock = Lock(number, engagement_id, public, by, now, merged)
            luggage = {LOCK: lock_bytes(lock), PROFILE: to_bytes(firm)}
            body = work.archives.dump(engagement_id, "client-taken", luggage)
            facts, stand = work.engagements.get(engagement_id), stand_of(work, engagement_id)
            work.handovers.add(
                Handover(
                    engagement_id=engagement_id,
                    side=HandoverSide.TAKEN,
                    ask_sha256=number,
                    until=date.max,
                    content=note_bytes(TakingNote(by, stand)),
                    secrets=secrets_bytes(private, facts),
                    made=now,
                )
            )
            code = new_code()
            data = seal_archive(body, code)
            if open_archive(data, code) != body:
                raise UserFacingError("archive.damaged")
            work.commit()
        return Taken(data, code, AuditHead(stand.sequence, stand.sha256), by)

    def out(self, engagement_id: EngagementId) -> tuple[OnTheWay, ...]:
        """Who has a copy of this client, the first first."""
        with self._workspace.unit_of_work() as work:
            taken = _takings(work, engagement_id)
        return tuple(
            OnTheWay(note_from(each.content).by, each.made)
            for each in taken
            if each.state is HandoverState.OPEN and each.made is not None
        )

    def given_up(self, engagement_id: EngagementId) -> int:
        """Take the notes away of copies that will not come back; how many there were.

        Should one come back after all, it can still be merged.
        """
        with self._workspace.unit_of_work() as work:
            left = [
                each for each in _takings(work, engagement_id) if each.state is HandoverState.OPEN
            ]
            for each in left:
                work.handovers.note(each, each.content, HandoverState.EXPIRED)
            work.commit()
        return len(left)


def _takings(work: UnitOfWork, engagement_id: EngagementId) -> list[Handover]:
    kept = work.handovers.of(engagement_id)
    return [each for each in kept if each.side is HandoverSide.TAKEN]
