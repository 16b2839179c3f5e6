"""Prepare the agreement, sign it as consultant and as owner, and keep every stage of it."""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from onboard.canonical import canonical_bytes
from onboard.engagement import Engagement, EngagementId, SignedPaper
from onboard.errors import UserFacingError
from onboard.papers.agreement import Agreement, Occasion, compose
from onboard.ports import Clock, Ink, Printer, Seal, SigningKey, UnitOfWork, Workspace
from onboard.services import OnboardingService
from onboard.wording import say, speaking

CONSULTANT, OWNER = "consultant", "owner"
LONGEST_NAME = 120
_CONSULTANT_KEY = "key/consultant"


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """An unsigned paper, already kept in the store."""

    agreement: Agreement
    pdf: bytes
    engagement_id: EngagementId
    version: int
    """The version of the facts that it says."""
    on: date


@dataclass(frozen=True, slots=True)
class KnownSigners:
    """What this computer knows of a paper: its hash after the last signature, and the keys."""

    pdf_sha256: str
    certificates: tuple[tuple[str, str], ...]


class SigningDesk:
    """Everything between the last decision and the signed file in the store."""

    def __init__(
        self,
        service: OnboardingService,
        workspace: Workspace,
        printer: Printer,
        clock: Clock,
        *,
        is_protected: bool,
    ) -> None:
        self._service = service
        self._workspace = workspace
        self._printer = printer
        self._clock = clock
        self._is_protected = is_protected

    def prepare(self, engagement_id: EngagementId) -> PreparedPaper:
        """Compose, lay out and keep the paper as it stands; it may still have open points.

        The audit chain's head is printed in it, after the event that says it was prepared.
        """
        facts = self._service.engagement(engagement_id)
        if facts.signed_paper is not None:
            raise UserFacingError("engagement.signed")
        if facts.half_signed_paper is not None:
            raise UserFacingError("engagement.half-signed")
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
            )
            agreement = compose(snapshot, occasion)
            pdf = self._printer.render(agreement.document, agreement.data, agreement.table, at=now)
            work.papers.put(engagement_id, agreement.reference, "unsigned", pdf)
            work.commit()
        return PreparedPaper(agreement, pdf, engagement_id, facts.version, snapshot.on)

    def sign(
        self,
        engagement_id: EngagementId,
        role: str,
        name: str,
        ink: Ink = (),
        *,
        prepared: PreparedPaper | None = None,
    ) -> bytes:
        """Add one signature and keep the sealed paper.

        The consultant signs `prepared`, which is then recorded; the owner signs what the consultant
        has signed.

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
                    prepared.agreement.reference, prepared.agreement.digest, "", consultant=name
                )
            else:
                waiting = facts.half_signed_paper
                kept = work.papers.latest(engagement_id)
                if waiting is None or kept is None:
                    raise UserFacingError("sign.consultant-first")
                if hashlib.sha256(kept).hexdigest() != waiting.pdf_sha256:
                    raise UserFacingError("sign.other-paper")
                pdf, record = kept, replace(waiting, owner=name)
            sealed, fingerprint = self._sealed(work, pdf, role, name, ink)
            record = replace(
                record,
                pdf_sha256=hashlib.sha256(sealed).hexdigest(),
                signed_at=self._clock.now(),
                certificates=(*record.certificates, (role, fingerprint)),
            )
            work.papers.put(engagement_id, record.reference, role, sealed)
            others = facts.papers if role == CONSULTANT else facts.papers[:-1]
            work.engagements.save(replace(facts, papers=(*others, record)))
            self._remember(work, record.reference, sealed, role, fingerprint)
            work.commit()
        return sealed

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
            if not pdf.startswith(kept) or len(pdf) == len(kept):
                raise UserFacingError("sign.not-this-paper")
            signed = self._printer.signers(pdf)
            owner = signed.get(OWNER)
            if owner is None or CONSULTANT not in signed:
                raise UserFacingError("sign.not-this-paper")
            record = replace(
                waiting,
                owner=owner.name,
                pdf_sha256=hashlib.sha256(pdf).hexdigest(),
                signed_at=owner.when or self._clock.now(),
                certificates=(*waiting.certificates, (OWNER, owner.fingerprint)),
            )
            work.papers.put(engagement_id, record.reference, OWNER, pdf)
            work.engagements.save(replace(facts, papers=(*facts.papers[:-1], record)))
            self._remember(work, record.reference, pdf, OWNER, owner.fingerprint)
            work.commit()
            return work.engagements.get(engagement_id)

    def sign_file(
        self,
        pdf: bytes,
        reference: str,
        role: str,
        name: str,
        ink: Ink = (),
        *,
        keep: Callable[[bytes], None],
    ) -> bytes:
        """Add one signature to a paper that lies in a file; its keys are remembered here.

        `keep` writes the sealed bytes. What cannot be kept is not remembered either.

        Raises:
            UserFacingError: another paper with this reference is known here, or as for `sign`.
        """
        with self._workspace.unit_of_work() as work:
            self._refuse_other_paper(work, pdf, reference, role)
            sealed, fingerprint = self._sealed(work, pdf, role, name, ink)
            self._remember(work, reference, sealed, role, fingerprint)
            keep(sealed)
            work.commit()
        return sealed

    def _refuse_other_paper(self, work: UnitOfWork, pdf: bytes, reference: str, role: str) -> None:
        """A reference belongs to the paper that was signed with it first."""
        kept = work.secrets.get(f"paper/{reference}")
        if kept is None:
            return
        is_same = json.loads(kept)["sha256"] == hashlib.sha256(pdf).hexdigest()
        if role == CONSULTANT or not is_same:
            raise UserFacingError("sign.reference-taken", reference=reference)

    def latest_paper(self, engagement_id: EngagementId) -> bytes | None:
        with self._workspace.unit_of_work() as work:
            return work.papers.latest(engagement_id)

    def known_signers(self, reference: str) -> KnownSigners | None:
        """What was remembered when papers with this reference were signed on this computer."""
        with self._workspace.unit_of_work() as work:
            kept = work.secrets.get(f"paper/{reference}")
        if kept is None:
            return None
        data = json.loads(kept)
        return KnownSigners(data["sha256"], tuple(sorted(data["certificates"].items())))

    def _refuse_outdated(self, prepared: PreparedPaper, facts: Engagement) -> None:
        """A paper is signed only while it says the facts, for the client it was made for."""
        is_current = (
            prepared.engagement_id == facts.id
            and prepared.version == facts.version
            and prepared.on == self._clock.now().date()
        )
        if not is_current:
            raise UserFacingError("sign.outdated")

    # ---- keys

    def _sealed(
        self, work: UnitOfWork, pdf: bytes, role: str, name: str, ink: Ink
    ) -> tuple[bytes, str]:
        now = self._clock.now()
        name = signer_name(name)
        if role == CONSULTANT:
            key = self._consultant_key(work, name)
        else:
            key = self._printer.new_key(name, "", now)
        statement = say(f"agreement.statement-{role}", language=self._printer.language(pdf))
        seal = Seal(role, name, now, statement, ink)
        return self._printer.seal(pdf, seal, key), self._printer.fingerprint(key)

    def _consultant_key(self, work: UnitOfWork, name: str) -> SigningKey:
        """The firm's key, made on first use and kept sealed in the store."""
        kept = work.secrets.get(_CONSULTANT_KEY)
        if kept is not None:
            data = json.loads(kept)
            return SigningKey(
                base64.b64decode(data["pkcs12"]),
                base64.b64decode(data["secret"]),
                made_here=data["made_here"],
            )
        key = self._printer.new_key(name, work.firm.get().name, self._clock.now())
        data = {
            "pkcs12": base64.b64encode(key.pkcs12).decode("ascii"),
            "secret": base64.b64encode(key.secret).decode("ascii"),
            "made_here": key.made_here,
        }
        work.secrets.put(_CONSULTANT_KEY, canonical_bytes(data))
        return key

    def _remember(
        self, work: UnitOfWork, reference: str, sealed: bytes, role: str, fingerprint: str
    ) -> None:
        kept = work.secrets.get(f"paper/{reference}")
        certificates = json.loads(kept)["certificates"] if kept is not None else {}
        data = {
            "sha256": hashlib.sha256(sealed).hexdigest(),
            "certificates": {**certificates, role: fingerprint},
        }
        work.secrets.put(f"paper/{reference}", canonical_bytes(data))


def signer_name(name: str) -> str:
    """The name as it is signed with.

    Raises:
        UserFacingError: nothing to read in it, too long, or characters that hide or move others.
    """
    plain = " ".join(name.split())
    hidden = any(unicodedata.category(letter).startswith("C") for letter in plain)
    if not plain or hidden or len(plain) > LONGEST_NAME:
        raise UserFacingError("sign.no-name", most=LONGEST_NAME)
    return plain


def reference(facts: Engagement, now: datetime) -> str:
    """A short name for one paper: day, the end of the file's id, and a running number."""
    tail = facts.id.replace("-", "")[-6:].upper() or "000000"
    return f"EA-{now:%Y%m%d}-{tail}-{len(facts.papers) + 1}"
