"""A paper that is printed, signed with a pen, and comes back as a scan."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from onboard.engagement import ON_PAPER, Engagement, EngagementId, SignedPaper
from onboard.errors import UserFacingError
from onboard.firm import TimeStampServer
from onboard.ports import PenSigned, Seal, UnitOfWork
from onboard.signing.memory import remember_consultant
from onboard.signing.names import CONSULTANT, OWNER, signer_name
from onboard.signing.papers import PreparedPaper
from onboard.signing.sealing import Sealing, Untimed
from onboard.wording import day, say


class ByPen(Sealing):
    """The facts are closed from the print on, so that the scan is of what they say."""

    def print_to_sign(self, engagement_id: EngagementId, prepared: PreparedPaper) -> Engagement:
        """Note that this very paper is signed with a pen; it waits until its scan comes back.

        Raises:
            UserFacingError: an open point, an outdated paper, or one that waits or is signed.
        """
        with self._workspace.unit_of_work() as work:
            facts = work.engagements.get(engagement_id)
            if facts.signed_paper is not None:
                raise UserFacingError("engagement.signed")
            if facts.half_signed_paper is not None:
                raise UserFacingError("sign.consultant-signed")
            self._refuse_outdated(prepared, facts)
            if prepared.agreement.open_points:
                points = " ".join(prepared.agreement.open_points)
                raise UserFacingError("seal.open-points", points=points)
            draft = facts.amending
            record = SignedPaper(
                prepared.agreement.reference,
                prepared.agreement.digest,
                hashlib.sha256(prepared.pdf).hexdigest(),
                consultant="",
                amends=draft.reference if draft else "",
                amends_digest=draft.digest if draft else "",
                how=ON_PAPER,
            )
            work.engagements.save(replace(facts, papers=(*facts.papers, record)))
            work.commit()
            return work.engagements.get(engagement_id)

    def bring_scan(
        self,
        engagement_id: EngagementId,
        scans: Sequence[bytes],
        signed: PenSigned,
        *,
        untimed: Untimed | None = None,
    ) -> bytes:
        """Seal the scan of the signed print together with the paper that was printed.

        Raises:
            UserFacingError: no print waits, a file is no scan, a name or the date cannot be.
        """
        with self._workspace.unit_of_work() as work:
            facts = work.engagements.get(engagement_id)
            waiting, kept = facts.half_signed_paper, work.papers.latest(engagement_id)
            if waiting is None or kept is None or not waiting.is_on_paper:
                raise UserFacingError("on-paper.none-waits")
            if hashlib.sha256(kept).hexdigest() != waiting.pdf_sha256:
                raise UserFacingError("sign.other-paper")
            server = work.firm.get().time_stamp_server
            signed = self._plain(kept, signed)
            sealed, fingerprint = self._sealed_scan(work, kept, scans, signed, server, untimed)
            record = replace(
                waiting,
                consultant=signed.consultant,
                owner=signed.owner,
                signed_on=signed.on,
                pdf_sha256=hashlib.sha256(sealed).hexdigest(),
                signed_at=self._clock.now(),
                certificates=((CONSULTANT, fingerprint),),
            )
            work.papers.put(engagement_id, record.reference, OWNER, sealed)
            papers = (*facts.papers[:-1], record)
            work.engagements.save(replace(facts, papers=papers, amending=None))
            self._remember(work, record.reference, sealed, CONSULTANT, fingerprint)
            remember_consultant(work, signed.consultant, fingerprint)
            work.commit()
        return sealed

    def sign_file_by_pen(
        self,
        pdf: bytes,
        scans: Sequence[bytes],
        signed: PenSigned,
        *,
        keep: Callable[[bytes], None],
        server: TimeStampServer | None = None,
        untimed: Untimed | None = None,
    ) -> bytes:
        """The same for a paper that lies in a file. `keep` writes the sealed bytes."""
        signed = self._plain(pdf, signed)
        reference = str(self._printer.data(pdf).get("reference", ""))
        with self._workspace.unit_of_work() as work:
            self._refuse_other_paper(work, pdf, reference, CONSULTANT)
            server = server or work.firm.get().time_stamp_server
            sealed, fingerprint = self._sealed_scan(work, pdf, scans, signed, server, untimed)
            self._remember(work, reference, sealed, CONSULTANT, fingerprint)
            remember_consultant(work, signed.consultant, fingerprint)
            keep(sealed)
            work.commit()
        return sealed

    def _plain(self, pdf: bytes, signed: PenSigned) -> PenSigned:
        """The names as they are kept, and a day on which this paper can have been signed."""
        made = _made_on(self._printer.data(pdf))
        if signed.on > self._clock.now().date():
            raise UserFacingError("on-paper.future")
        if made is not None and signed.on < made:
            raise UserFacingError("on-paper.too-early", day=day(made))
        return PenSigned(signer_name(signed.owner), signer_name(signed.consultant), signed.on)

    def _sealed_scan(
        self,
        work: UnitOfWork,
        pdf: bytes,
        scans: Sequence[bytes],
        signed: PenSigned,
        server: TimeStampServer | None,
        untimed: Untimed | None,
    ) -> tuple[bytes, str]:
        now = self._clock.now()
        paper = self._printer.with_scan(pdf, scans, signed, at=now)
        key = self._consultant_key(work, signed.consultant)
        statement = say("on-paper.statement", language=self._printer.language(pdf))
        seal = Seal(CONSULTANT, signed.consultant, now, statement)
        sealed = self._printer.seal(paper, seal, key, server, untimed)
        return sealed, self._printer.fingerprint(key)


def _made_on(data: Mapping[str, Any]) -> date | None:
    try:
        return datetime.fromisoformat(str(data.get("made_at", ""))).date()
    except ValueError:
        return None
