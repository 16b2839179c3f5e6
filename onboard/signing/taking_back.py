"""How a paper ends its wait for the owner: withdrawn, refused, or brought back signed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

from onboard.engagement import Engagement, EngagementId, SignedPaper
from onboard.errors import UserFacingError
from onboard.ports import Signer
from onboard.signing.memory import Memory
from onboard.signing.names import CONSULTANT, OWNER, signer_name

LONGEST_REASON = 2000
CLOCKS_APART = timedelta(days=1)
"""By so much the clocks of two computers may differ."""


class TakingBack(Memory):
    """Ends the wait, in one of three ways."""

    def withdraw(self, engagement_id: EngagementId) -> Engagement:
        """Take back a paper that only the consultant has signed, so that facts may change."""
        with self._workspace.unit_of_work() as work:
            facts = work.engagements.get(engagement_id)
            waiting = facts.half_signed_paper
            if waiting is not None:
                papers = (*facts.papers[:-1], replace(waiting, withdrawn=True))
                work.engagements.save(replace(facts, papers=papers))
                work.commit()
            return work.engagements.get(engagement_id)

    def refuse(self, engagement_id: EngagementId, name: str, reason: str) -> Engagement:
        """Keep that the owner will not sign the paper that waits for him, and why.

        The facts may change again; the next paper names the refused one.

        Raises:
            UserFacingError: "sign.nothing-waits", "sign.no-reason", "sign.no-name".
        """
        told = reason.strip()
        if not told or len(told) > LONGEST_REASON:
            raise UserFacingError("sign.no-reason", most=LONGEST_REASON)
        who = signer_name(name)
        with self._workspace.unit_of_work() as work:
            facts = work.engagements.get(engagement_id)
            waiting = facts.half_signed_paper
            if waiting is None:
                raise UserFacingError("sign.nothing-waits")
            refused = replace(
                waiting,
                withdrawn=True,
                refused_because=told,
                refused_by=who,
                refused_at=self._clock.now(),
            )
            work.engagements.save(replace(facts, papers=(*facts.papers[:-1], refused)))
            work.commit()
            return work.engagements.get(engagement_id)

    def take_back(self, engagement_id: EngagementId, pdf: bytes) -> Engagement:
        """Keep the paper that the owner has signed on another computer.

        It must be the very paper that waits here, with nothing added but his signature.

        Raises:
            UserFacingError: no paper waits, or this is another one, or one that was changed.
        """
        with self._workspace.unit_of_work() as work:
            facts = work.engagements.get(engagement_id)
            waiting, kept = facts.half_signed_paper, work.papers.latest(engagement_id)
            if waiting is None or kept is None:
                raise UserFacingError("sign.nothing-waits")
            if waiting.is_on_paper:
                raise UserFacingError("on-paper.waits")
            if not pdf.startswith(kept) or len(pdf) == len(kept):
                raise UserFacingError("sign.not-this-paper")
            signed = self._printer.signers(pdf)
            owner = signed.get(OWNER)
            if owner is None or CONSULTANT not in signed:
                raise UserFacingError("sign.not-this-paper")
            if hashlib.sha256(kept).hexdigest() != waiting.pdf_sha256:
                raise UserFacingError("sign.other-paper")
            self._refuse_odd_signer(waiting, owner)
            record = replace(
                waiting,
                owner=owner.name,
                pdf_sha256=hashlib.sha256(pdf).hexdigest(),
                signed_at=owner.when or self._clock.now(),
                certificates=(*waiting.certificates, (OWNER, owner.fingerprint)),
            )
            work.papers.put(engagement_id, record.reference, OWNER, pdf)
            papers = (*facts.papers[:-1], record)
            work.engagements.save(replace(facts, papers=papers, amending=None))
            self._remember(work, record.reference, pdf, OWNER, owner.fingerprint)
            work.commit()
            return work.engagements.get(engagement_id)

    def _refuse_odd_signer(self, waiting: SignedPaper, owner: Signer) -> None:
        """What somebody else's program wrote into a signature is not taken for a name or a time."""
        now, made = self._clock.now(), waiting.signed_at
        is_timely = owner.when is not None and owner.when <= now + CLOCKS_APART
        if made is not None and owner.when is not None:
            is_timely = is_timely and owner.when >= made - CLOCKS_APART
        if not is_timely or signer_name(owner.name) != owner.name:
            raise UserFacingError("sign.not-this-paper")
