"""Add the consultant's and the owner's signature."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

from onboard.engagement import Engagement, EngagementId, SignedPaper
from onboard.errors import UserFacingError
from onboard.firm import TimeStampServer
from onboard.ports import Ink, Seal, SigningKey, UnitOfWork
from onboard.signing.firm_key import FirmKey
from onboard.signing.memory import remember_consultant
from onboard.signing.names import CONSULTANT, signer_name
from onboard.signing.papers import PreparedPaper
from onboard.wording import say

Untimed = Callable[[UserFacingError], None]
"""Is told why a paper was signed without a time stamp."""


class Sealing(FirmKey):
    """Signs a paper of the store, or one that lies in a file."""

    def sign(
        self,
        engagement_id: EngagementId,
        role: str,
        name: str,
        ink: Ink = (),
        *,
        prepared: PreparedPaper | None = None,
        key: SigningKey | None = None,
        untimed: Untimed | None = None,
    ) -> bytes:
        """Add one signature and keep the sealed paper.

        The consultant signs `prepared`, which is then recorded; the owner signs what the consultant
        has signed. `key` is the signer's own; else the firm's, or one made for this occasion. Where
        the firm's time-stamp server gave no time, `untimed` is told why.

        Raises:
            UserFacingError: an open point, the owner before the consultant, a paper signed already.
        """
        with self._workspace.unit_of_work() as work:
            facts = work.engagements.get(engagement_id)
            if facts.signed_paper is not None:
                raise UserFacingError("engagement.signed")
            if role == CONSULTANT:
                if prepared is None or facts.half_signed_paper is not None:
                    raise UserFacingError("sign.consultant-signed")
                self._refuse_outdated(prepared, facts)
                pdf = prepared.pdf
                record = SignedPaper(
                    prepared.agreement.reference,
                    prepared.agreement.digest,
                    "",
                    consultant=name,
                    amends=facts.amending.reference if facts.amending else "",
                    amends_digest=facts.amending.digest if facts.amending else "",
                )
            else:
                waiting = facts.half_signed_paper
                kept = work.papers.latest(engagement_id)
                if waiting is None or kept is None:
                    raise UserFacingError("sign.consultant-first")
                if waiting.is_on_paper:
                    raise UserFacingError("on-paper.waits")
                if hashlib.sha256(kept).hexdigest() != waiting.pdf_sha256:
                    raise UserFacingError("sign.other-paper")
                pdf, record = kept, replace(waiting, owner=name)
            server = work.firm.get().time_stamp_server
            sealed, fingerprint = self._sealed(work, pdf, role, name, ink, server, untimed, key)
            record = replace(
                record,
                pdf_sha256=hashlib.sha256(sealed).hexdigest(),
                signed_at=self._clock.now(),
                certificates=(*record.certificates, (role, fingerprint)),
            )
            work.papers.put(engagement_id, record.reference, role, sealed)
            others = facts.papers if role == CONSULTANT else facts.papers[:-1]
            draft = facts.amending if role == CONSULTANT else None
            work.engagements.save(replace(facts, papers=(*others, record), amending=draft))
            self._remember(work, record.reference, sealed, role, fingerprint)
            if role == CONSULTANT:
                remember_consultant(work, signer_name(name), fingerprint)
            work.commit()
        return sealed

    def sign_file(
        self,
        pdf: bytes,
        reference: str,
        role: str,
        name: str,
        ink: Ink = (),
        *,
        keep: Callable[[bytes], None],
        key: SigningKey | None = None,
        server: TimeStampServer | None = None,
        untimed: Untimed | None = None,
    ) -> bytes:
        """Add one signature to a paper that lies in a file; its keys are remembered here.

        `keep` writes the sealed bytes. What cannot be kept is not remembered either. `server` is
        asked for the time instead of the firm's; `untimed` is told why there is none.

        Raises:
            UserFacingError: another paper with this reference is known here, or as for `sign`.
        """
        with self._workspace.unit_of_work() as work:
            self._refuse_other_paper(work, pdf, reference, role)
            server = server or work.firm.get().time_stamp_server
            sealed, fingerprint = self._sealed(work, pdf, role, name, ink, server, untimed, key)
            self._remember(work, reference, sealed, role, fingerprint)
            consultant = self._printer.signers(sealed).get(CONSULTANT)
            if consultant is not None:
                remember_consultant(work, consultant.name, consultant.fingerprint)
            keep(sealed)
            work.commit()
        return sealed

    def _refuse_outdated(self, prepared: PreparedPaper, facts: Engagement) -> None:
        """A paper is signed only while it says the facts, for the client it was made for."""
        is_current = (
            prepared.engagement_id == facts.id
            and prepared.version == facts.version
            and prepared.on == self._clock.now().date()
        )
        if not is_current:
            raise UserFacingError("sign.outdated")

    def _refuse_other_paper(self, work: UnitOfWork, pdf: bytes, reference: str, role: str) -> None:
        """A reference belongs to the paper that was signed with it first."""
        kept = work.secrets.get(f"paper/{reference}")
        if kept is None:
            return
        is_same = json.loads(kept)["sha256"] == hashlib.sha256(pdf).hexdigest()
        if role == CONSULTANT or not is_same:
            raise UserFacingError("sign.reference-taken", reference=reference)

    def _sealed(
        self,
        work: UnitOfWork,
        pdf: bytes,
        role: str,
        name: str,
        ink: Ink,
        server: TimeStampServer | None,
        untimed: Untimed | None,
        own: SigningKey | None,
    ) -> tuple[bytes, str]:
        now = self._clock.now()
        name = signer_name(name)
        if own is not None:
            self.own_certificate(own)
            key = own
        elif role == CONSULTANT:
            key = self._consultant_key(work, name)
        else:
            key = self._printer.new_key(name, "", now)
        statement = say(f"agreement.statement-{role}", language=self._printer.language(pdf))
        seal = Seal(role, name, now, statement, ink)
        sealed = self._printer.seal(pdf, seal, key, server, untimed)
        return sealed, self._printer.fingerprint(key)
