"""Open a signed file for a change, and tell what the change is against what was signed."""

from __future__ import annotations

from datetime import date

from onboard.drafting import drafted
from onboard.engagement import Engagement, EngagementId, back_to_signed
from onboard.errors import UserFacingError
from onboard.papers.amendment import told_difference
from onboard.signing.papers import Baseline, ToldDifference
from onboard.signing.room import Room


class Amending(Room):
    """What was signed stays as it is, and can be read."""

    def begin_amendment(self, engagement_id: EngagementId) -> Engagement:
        """Open a signed file for a change. What was signed stays as it is, and can be read.

        Raises:
            UserFacingError: "amend.not-signed", "amend.open", "amend.lost-paper",
                "engagement.half-signed".
        """
        with self._workspace.unit_of_work() as work:
            facts = work.engagements.get(engagement_id)
            if facts.half_signed_paper is not None:
                raise UserFacingError(facts.half_signed_paper.held_by)
            if facts.amending is not None:
                raise UserFacingError("amend.open", reference=facts.amending.reference)
            paper = facts.agreed_paper
            if paper is None:
                raise UserFacingError("amend.not-signed")
            lines = self._signed_data(work, engagement_id, paper.reference)["lines"]
            work.engagements.save(drafted(facts, paper, lines, self._clock.now()))
            work.commit()
            return work.engagements.get(engagement_id)

    def withdraw_amendment(self, engagement_id: EngagementId) -> Engagement:
        """Drop the draft: the facts are again those that were signed.

        Raises:
            UserFacingError: "amend.none", "engagement.half-signed".
        """
        with self._workspace.unit_of_work() as work:
            facts = work.engagements.get(engagement_id)
            if facts.half_signed_paper is not None:
                raise UserFacingError(facts.half_signed_paper.held_by)
            if facts.amending is None:
                raise UserFacingError("amend.none")
            work.engagements.save(back_to_signed(facts, facts.amending))
            work.commit()
            return work.engagements.get(engagement_id)

    def difference(self, engagement_id: EngagementId) -> ToldDifference:
        """What the draft of an amendment changes, as values and in plain sentences.

        Raises:
            UserFacingError: "amend.none", "amend.lost-paper".
        """
        facts = self._service.engagement(engagement_id)
        if facts.amending is None:
            raise UserFacingError("amend.none")
        snapshot = self._service.snapshot(facts)
        with self._workspace.unit_of_work() as work:
            before = self._signed_data(work, engagement_id, facts.amending.reference)
        values, sentences = told_difference(snapshot, before)
        return ToldDifference(values, sentences)

    def baseline(self, engagement_id: EngagementId) -> Baseline | None:
        """The first signed bill of the file; None while nothing is signed, or it is not here."""
        facts = self._service.engagement(engagement_id)
        first = next((paper for paper in facts.papers if paper.owner), None)
        if first is None or first.amends:
            return None
        return self.signed_bill(engagement_id, first.reference)

    def signed_bill(self, engagement_id: EngagementId, reference: str) -> Baseline:
        """The bill of one signed paper, as it was signed.

        Raises:
            UserFacingError: "amend.lost-paper".
        """
        with self._workspace.unit_of_work() as work:
            data = self._signed_data(work, engagement_id, reference)
        return Baseline(reference, date.fromisoformat(data["on"]), data["lines"], data["totals"])
