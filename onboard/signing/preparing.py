"""Compose, lay out and keep a paper before anybody signs it."""

from __future__ import annotations

import platform

from onboard.engagement import Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.papers.agreement import Agreement, compose
from onboard.papers.amendment import compose_amendment
from onboard.papers.evidence import Occasion, refused_before
from onboard.ports import UnitOfWork
from onboard.signing.names import UNSIGNED, amendment_number, reference
from onboard.signing.papers import PreparedPaper
from onboard.signing.room import Room
from onboard.snapshot import EngagementSnapshot
from onboard.wording import speaking


class Preparing(Room):
    """Makes the paper as the facts stand."""

    def prepare(self, engagement_id: EngagementId) -> PreparedPaper:
        """Compose, lay out and keep the paper as it stands; it may still have open points.

        The audit chain's head is printed in it, after the event that says it was prepared.
        """
        facts = self._service.engagement(engagement_id)
        if facts.signed_paper is not None:
            raise UserFacingError("engagement.signed")
        if facts.half_signed_paper is not None:
            raise UserFacingError(facts.half_signed_paper.held_by)
        snapshot = self._service.snapshot(facts)
        now = self._clock.now()
        with self._workspace.unit_of_work() as work, speaking(snapshot.pack.language):
            work.engagements.log(engagement_id, "agreement-prepared")
            head = work.engagements.audit_head(engagement_id)
            occasion = Occasion(
                reference=reference(facts, now),
                at=now,
                audit_sequence=head.sequence,
                audit_sha256=head.sha256,
                is_protected=self._is_protected,
                device=_device(),
                refused=refused_before(facts),
                time_stamp_server=_time_server(snapshot),
            )
            agreement = self._composed(work, facts, snapshot, occasion)
            pdf = self._printer.render(agreement.document, agreement.data, agreement.table, at=now)
            work.papers.put(engagement_id, agreement.reference, UNSIGNED, pdf)
            work.commit()
        return PreparedPaper(agreement, pdf, engagement_id, facts.version, snapshot.on)

    def _composed(
        self,
        work: UnitOfWork,
        facts: Engagement,
        snapshot: EngagementSnapshot,
        occasion: Occasion,
    ) -> Agreement:
        """The first paper, or what is different from the one that is being changed."""
        draft = facts.amending
        if draft is None:
            return compose(snapshot, occasion)
        before = self._signed_data(work, facts.id, draft.reference)
        return compose_amendment(snapshot, occasion, before, amendment_number(facts))


def _time_server(snapshot: EngagementSnapshot) -> str:
    server = snapshot.firm.time_stamp_server
    return server.host if server is not None else ""


def _device() -> str:
    """On what kind of computer a paper is signed; not which one it is."""
    return f"{platform.system()} {platform.release()}"
