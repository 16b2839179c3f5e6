"""Add an archive time stamp to a paper that both have signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

from onboard.engagement import Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.firm import TimeStampServer
from onboard.ports import UnitOfWork
from onboard.signing.memory import Memory
from onboard.signing.names import OWNER


class Renewing(Memory):
    """Renews a paper of the store, or one that lies in a file."""

    def renew(self, engagement_id: EngagementId) -> Engagement:
        """Add an archive time stamp to the paper that both have signed, and keep the new bytes.

        Raises:
            UserFacingError: "renew.…" or "stamp.…", why not; the paper stays as it was.
        """
        with self._workspace.unit_of_work() as work:
            facts = work.engagements.get(engagement_id)
            record, server = facts.agreed_paper, work.firm.get().time_stamp_server
            if record is None:
                raise UserFacingError("renew.incomplete")
            if facts.half_signed_paper is not None:
                raise UserFacingError(facts.half_signed_paper.held_by)
            kept = work.papers.signed(engagement_id, record.reference)
            if kept is None:
                raise UserFacingError("amend.lost-paper", reference=record.reference)
            if hashlib.sha256(kept).hexdigest() != record.pdf_sha256:
                raise UserFacingError("renew.altered")
            stamped = self._stamped(kept, server)
            self._keep_stamped(work, facts, record.reference, stamped)
            self._remember_stamped(work, record.reference, stamped)
            work.commit()
            return work.engagements.get(engagement_id)

    def renew_file(
        self,
        pdf: bytes,
        reference: str,
        server: TimeStampServer | None = None,
        *,
        keep: Callable[[bytes], None],
    ) -> bytes:
        """Add an archive time stamp to a signed paper that lies in a file.

        The same paper in the store is kept and remembered with it. `keep` writes the new bytes.

        Raises:
            UserFacingError: "renew.…" or "stamp.…", why not; nothing was written.
        """
        digest = hashlib.sha256(pdf).hexdigest()
        with self._workspace.unit_of_work() as work:
            kept = work.secrets.get(f"paper/{reference}")
            if kept is not None and json.loads(kept)["sha256"] != digest:
                raise UserFacingError("renew.other-paper", reference=reference)
            stamped = self._stamped(pdf, server or work.firm.get().time_stamp_server)
            known = work.papers.known(digest)
            if known is not None:
                facts = work.engagements.get(known[0])
                if facts.half_signed_paper is not None:
                    raise UserFacingError(facts.half_signed_paper.held_by)
                self._keep_stamped(work, facts, known[1], stamped)
            if kept is not None:
                self._remember_stamped(work, reference, stamped)
            keep(stamped)
            work.commit()
        return stamped

    def _stamped(self, pdf: bytes, server: TimeStampServer | None) -> bytes:
        if server is None:
            raise UserFacingError("renew.no-server")
        return self._printer.stamp(pdf, server)

    def _keep_stamped(
        self, work: UnitOfWork, facts: Engagement, reference: str, stamped: bytes
    ) -> None:
        work.papers.put(facts.id, reference, OWNER, stamped)
        digest = hashlib.sha256(stamped).hexdigest()
        papers = tuple(
            replace(paper, pdf_sha256=digest)
            if paper.reference == reference and paper.owner
            else paper
            for paper in facts.papers
        )
        work.engagements.save(replace(facts, papers=papers))

    def _remember_stamped(self, work: UnitOfWork, reference: str, stamped: bytes) -> None:
        """The keys stay those that were remembered."""
        kept = work.secrets.get(f"paper/{reference}")
        certificates = json.loads(kept)["certificates"] if kept is not None else {}
        self._remember_paper(work, reference, stamped, certificates)
