"""A whole client to another installation, in one sealed file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onboard.content.loader import pack_from_bytes
from onboard.engagement import Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.handing_over.carried import arrived, make_room
from onboard.handing_over.carrying import Lock
from onboard.handover.archive_file import new_code, open_archive, seal_archive
from onboard.ports import AuditHead, Clock, UnitOfWork, Workspace
from onboard.services import OnboardingService
from onboard.snapshot import derive


@dataclass(frozen=True, slots=True)
class Archived:
    """The file, and the code that opens it; the code is kept nowhere."""

    data: bytes
    code: str
    head: AuditHead
    """Of the audit chain, as it is in the file."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The client who came."""

    engagement: Engagement
    head: AuditHead
    """Of the audit chain, one event further: that the client was restored here."""
    lock: Lock | None = None
    """Of a client who was taken along, and goes back one day."""
    is_profile_ours: bool = True
    """False: the firm's prices and words here are others than where the client belongs."""


class ArchiveDesk:
    """Makes such files and brings clients in from them."""

    def __init__(self, service: OnboardingService, workspace: Workspace, clock: Clock) -> None:
        self._service = service
        self._clock = clock
        self._workspace = workspace

    def save(self, engagement_id: EngagementId) -> Archived:
        """The file of one client, opened again before it is handed out."""
        with self._workspace.unit_of_work() as work:
            body = work.archives.dump(engagement_id)
            head = work.engagements.audit_head(engagement_id)
            work.commit()
        code = new_code()
        data = seal_archive(body, code)
        if open_archive(data, code) != body:
            raise UserFacingError("archive.damaged")
        return Archived(data, code, head)

    def restore(self, data: bytes, code: str) -> Restored:
        """Bring a client in; nothing is kept unless all of it is whole.

        Raises:
            UserFacingError: "archive.…", in one sentence.
        """
        body = open_archive(data, code)
        with self._workspace.unit_of_work() as work:
            lock = make_room(work, work.archives.luggage(body))
            engagement_id = work.archives.restore(body)
            facts = work.engagements.get(engagement_id)
            refuse_senseless(work, facts, self._clock.now().date())
            is_profile_ours = True
            if lock is not None:
                is_profile_ours = arrived(work, lock, body, facts, self._clock.now())
            head = work.engagements.audit_head(engagement_id)
            work.commit()
        facts = self._service.engagement(engagement_id)
        return Restored(facts, head, lock, is_profile_ours=is_profile_ours)


def refuse_senseless(work: UnitOfWork, facts: Engagement, on: date) -> None:
    """What a plan cannot be worked out of would only fail later, far from here.

    Raises:
        UserFacingError: "archive.misshapen".
    """
    try:
        pack = pack_from_bytes(work.packs.get(facts.pack.sha256))
        derive(pack, work.firm.get(), facts, on)
    except (UserFacingError, ValueError, TypeError, LookupError, AttributeError):
        raise UserFacingError("archive.misshapen") from None
