"""On the computer that a client was taken along on: he arrives, and goes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from onboard.engagement import Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.handing_over.carrying import (
    LOCK,
    NUMBER,
    CarriedNote,
    Lock,
    adopt_profile,
    carried_bytes,
    carried_from,
    is_as_at,
    lock_from,
    stand_of,
)
from onboard.handover.file_names import plain_name
from onboard.handover.return_file import ENDING, seal_return
from onboard.ports import AuditHead, Clock, Handover, HandoverSide, UnitOfWork, Workspace


@dataclass(frozen=True, slots=True)
class SentBack:
    """A file to bring back to where the client was taken from."""

    data: bytes
    file_name: str
    head: AuditHead
    """Of the audit chain, as it is in the file."""


@dataclass(frozen=True, slots=True)
class CarriedHere:
    """A client who is here for a while."""

    by: str
    """Who took him along."""
    at: datetime
    is_sent: bool
    """A file to go back was made, and nothing was changed since."""


def make_room(work: UnitOfWork, luggage: Mapping[str, bytes]) -> Lock | None:
    """Let a copy that has done its duty go, so that the client can be taken along once more.

    Returns what lets him go back; None for an archive, which brings nothing of the kind.

    Raises:
        UserFacingError: he was taken from this very store, he is here with this file, or what was
            done here with him has not come back yet.
    """
    if LOCK not in luggage:
        return None
    lock = lock_from(luggage)
    if not work.handovers.is_carried(lock.client):
        known = work.handovers.by_ask(lock.number)
        if known is not None:
            raise UserFacingError("checkout.taken-here")
        return lock
    try:
        note = carried_from(_row(work, lock.client).content)
    except UserFacingError as error:
        if error.message_id != "store.client-erased":
            raise
    else:
        if note.lock.number == lock.number:
            raise UserFacingError("checkout.here-already")
        is_back = note.sent is not None and note.sent.sha256 in lock.merged
        is_done = note.sent is not None and is_back and is_as_at(work, lock.client, note.sent)
        if not is_done and not is_as_at(work, lock.client, note.came):
            raise UserFacingError("checkout.not-sent-back")
    work.archives.discard(lock.client)
    return lock


def arrived(work: UnitOfWork, lock: Lock, body: bytes, facts: Engagement, now: datetime) -> bool:
    """Note who came, and where he goes back to; whether the firm's own words are used here."""
    if facts.id != lock.client:
        raise UserFacingError("archive.misshapen")
    is_profile_ours = adopt_profile(work, work.archives.luggage(body))
    note = CarriedNote(lock, stand_of(work, facts.id))
    work.handovers.add(
        Handover(
            engagement_id=facts.id,
            side=HandoverSide.CARRIED,
            ask_sha256=lock.number,
            until=date.max,
            content=carried_bytes(note),
            secrets=None,
            made=now,
        )
    )
    return is_profile_ours


class Carried:
    """What is done with a client who is here for a while."""

    _workspace: Workspace
    _clock: Clock

    def carried(self, engagement_id: EngagementId) -> CarriedHere | None:
        """Who took this client along, and when; None for one who is at home here."""
        with self._workspace.unit_of_work() as work:
            row = _carried(work, engagement_id)
            if row is None:
                return None
            note = carried_from(row.content)
            is_sent = note.sent is not None and is_as_at(work, engagement_id, note.sent)
        return CarriedHere(note.lock.by, note.lock.at, is_sent)

    def send_back(self, engagement_id: EngagementId) -> SentBack:
        """Make the file to bring back. It may be made again after changes; the newest counts.

        Raises:
            UserFacingError: "checkout.not-carried".
        """
        with self._workspace.unit_of_work() as work:
            note = carried_from(_row(work, engagement_id).content)
            number = bytes.fromhex(note.lock.number)
            body = work.archives.dump(engagement_id, "client-sent-back", {NUMBER: number})
            row = _row(work, engagement_id)
            stand, head = stand_of(work, engagement_id), work.engagements.audit_head(engagement_id)
            work.handovers.note(row, carried_bytes(replace(note, sent=stand)))
            name = work.engagements.get(engagement_id).client.name
            data = seal_return(body, note.lock.key, note.lock.number)
            work.commit()
        return SentBack(data, plain_name(name, self._clock.now().date(), ENDING), head)


def _row(work: UnitOfWork, engagement_id: EngagementId) -> Handover:
    row = _carried(work, engagement_id)
    if row is None:
        raise UserFacingError("checkout.not-carried")
    return row


def _carried(work: UnitOfWork, engagement_id: EngagementId) -> Handover | None:
    kept = work.handovers.of(engagement_id)
    return next((each for each in kept if each.side is HandoverSide.CARRIED), None)
