"""Prepare the agreement, sign it as consultant and as owner, and keep every stage of it."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import platform
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from onboard.canonical import canonical_bytes
from onboard.content.pack import ContentPack
from onboard.drafting import drafted
from onboard.engagement import (
    Engagement,
    EngagementId,
    SignedPaper,
    back_to_signed,
    new_engagement_id,
)
from onboard.errors import UserFacingError
from onboard.firm import TimeStampServer
from onboard.papers.agreement import Agreement, compose
from onboard.papers.amendment import compose_amendment, names_before, told_difference
from onboard.papers.evidence import Occasion, refused_before
from onboard.ports import (
    CheckedPaper,
    Clock,
    Ink,
    KnownPaper,
    Printer,
    Seal,
    Signer,
    SigningKey,
    UnitOfWork,
    Workspace,
)
from onboard.rebuilding import Rebuilt, compares, not_brought_back, read_back
from onboard.report.difference import Difference
from onboard.report.facts_back import pin_of
from onboard.services import OnboardingService
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say, speaking

CONSULTANT, OWNER = "consultant", "owner"
LONGEST_NAME = 120
LONGEST_REASON = 2000
CLOCKS_APART = timedelta(days=1)
"""By so much the clocks of two computers may differ."""
_CONSULTANT_KEY = "key/consultant"
_KNOWN_CONSULTANTS = "known/consultants"

Untimed = Callable[[UserFacingError], None]
"""Is told why a paper was signed without a time stamp."""


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
class ToldDifference:
    """What an amendment changes."""

    values: Difference
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A bill as it was signed: the lines and totals of `recommend --format json`."""

    reference: str
    on: date
    lines: Sequence[Mapping[str, Any]]
    totals: Mapping[str, Any]


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
                device=_device(),
                refused=refused_before(facts),
                time_stamp_server=_time_server(snapshot),
            )
            agreement = self._composed(work, facts, snapshot, occasion)
            pdf = self._printer.render(agreement.document, agreement.data, agreement.table, at=now)
            work.papers.put(engagement_id, agreement.reference, "unsigned", pdf)
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

    def begin_amendment(self, engagement_id: EngagementId) -> Engagement:
        """Open a signed file for a change. What was signed stays as it is, and can be read.

        Raises:
            UserFacingError: "amend.not-signed", "amend.open", "amend.lost-paper",
                "engagement.half-signed".
        """
        with self._workspace.unit_of_work() as work:
            facts = work.engagements.get(engagement_id)
            if facts.half_signed_paper is not None:
                raise UserFacingError("engagement.half-signed")
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
                raise UserFacingError("engagement.half-signed")
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

    def _signed_data(
        self, work: UnitOfWork, engagement_id: EngagementId, reference: str
    ) -> Mapping[str, Any]:
        pdf = work.papers.signed(engagement_id, reference)
        if pdf is None:
            raise UserFacingError("amend.lost-paper", reference=reference)
        return self._printer.data(pdf)

    def rebuild(self, *pdfs: bytes, pack: ContentPack | None = None) -> Rebuilt:
        """Bring a client back into this store from signed papers alone, the oldest first.

        The papers are verified first. The firm's profile of this store is left as it is.

        Raises:
            UserFacingError: "rebuild.…", why nothing was brought back.
        """
        checked = [self._whole(pdf) for pdf in pdfs]
        if not checked or not _are_linked(checked):
            raise UserFacingError("rebuild.not-a-chain")
        newest = checked[-1].data
        with self._workspace.unit_of_work() as work:
            try:
                used = self._service.pack_of_paper(pin_of(newest), work.packs, pack)
                read = read_back(newest, used)
                before = checked[-2].data if len(checked) > 1 else None
                told = compares(newest, read, used, before)
                records = tuple(map(_record_of, checked, pdfs))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise UserFacingError("rebuild.not-ours") from error  # signed, but not by us
            facts = replace(read.engagement, papers=records)
            if not facts.id:
                facts = replace(facts, id=new_engagement_id(self._clock.now()))
            _refuse_known(work, facts.id)
            work.packs.put(used.id, used.version, used.sha256, used.data)
            work.engagements.add(facts)
            for record, pdf in zip(records, pdfs, strict=True):
                work.papers.put(facts.id, record.reference, OWNER, pdf)
                for role, fingerprint in record.certificates:
                    self._remember(work, record.reference, pdf, role, fingerprint)
                    if role == CONSULTANT:
                        _remember_consultant(work, record.consultant, fingerprint)
            work.engagements.log(facts.id, "rebuilt-from-paper")
            work.commit()
            kept = work.engagements.get(facts.id)
        facts_sha256, is_same_facts, is_same_paper = told
        lost = not_brought_back(kept, is_same_facts=is_same_facts, is_same_paper=is_same_paper)
        return Rebuilt(kept, lost, facts_sha256, is_same_facts, is_same_paper)

    def _whole(self, pdf: bytes) -> CheckedPaper:
        """A paper that both have signed and nobody has changed."""
        checked = self._printer.check(pdf)
        told = " ".join(checked.told)
        match checked.status:
            case "unchanged":
                return checked
            case "incomplete":
                raise UserFacingError("rebuild.half")
            case "unreadable":
                raise UserFacingError("rebuild.unreadable", told=told)
            case _:
                raise UserFacingError("rebuild.altered", told=told)

    def sign(
        self,
        engagement_id: EngagementId,
        role: str,
        name: str,
        ink: Ink = (),
        *,
        prepared: PreparedPaper | None = None,
        untimed: Untimed | None = None,
    ) -> bytes:
        """Add one signature and keep the sealed paper.

        The consultant signs `prepared`, which is then recorded; the owner signs what the consultant
        has signed. Where the firm's time-stamp server gave no time, `untimed` is told why.

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
                if hashlib.sha256(kept).hexdigest() != waiting.pdf_sha256:
                    raise UserFacingError("sign.other-paper")
                pdf, record = kept, replace(waiting, owner=name)
            server = work.firm.get().time_stamp_server
            sealed, fingerprint = self._sealed(work, pdf, role, name, ink, server, untimed)
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
                _remember_consultant(work, signer_name(name), fingerprint)
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

    def sign_file(
        self,
        pdf: bytes,
        reference: str,
        role: str,
        name: str,
        ink: Ink = (),
        *,
        keep: Callable[[bytes], None],
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
            sealed, fingerprint = self._sealed(work, pdf, role, name, ink, server, untimed)
            self._remember(work, reference, sealed, role, fingerprint)
            consultant = self._printer.signers(sealed).get(CONSULTANT)
            if consultant is not None:
                _remember_consultant(work, consultant.name, consultant.fingerprint)
            keep(sealed)
            work.commit()
        return sealed

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
                raise UserFacingError("engagement.half-signed")
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
                    raise UserFacingError("engagement.half-signed")
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

    def known_paper(self, reference: str) -> KnownPaper | None:
        """What was remembered when papers were signed on this computer, this one or others."""
        with self._workspace.unit_of_work() as work:
            kept = work.secrets.get(f"paper/{reference}")
            consultants = _consultants(work)
            roots = work.firm.get().time_stamp_roots
        if kept is None:
            is_any = bool(consultants or roots)
            return KnownPaper(consultants=consultants, roots=roots) if is_any else None
        data = json.loads(kept)
        stamps = data.get("stamps", 0)
        return KnownPaper(data["certificates"], data["sha256"], consultants, stamps, roots)

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
        self,
        work: UnitOfWork,
        pdf: bytes,
        role: str,
        name: str,
        ink: Ink,
        server: TimeStampServer | None,
        untimed: Untimed | None,
    ) -> tuple[bytes, str]:
        now = self._clock.now()
        name = signer_name(name)
        if role == CONSULTANT:
            key = self._consultant_key(work, name)
        else:
            key = self._printer.new_key(name, "", now)
        statement = say(f"agreement.statement-{role}", language=self._printer.language(pdf))
        seal = Seal(role, name, now, statement, ink)
        sealed = self._printer.seal(pdf, seal, key, server, untimed)
        return sealed, self._printer.fingerprint(key)

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
        self._remember_paper(work, reference, sealed, {**certificates, role: fingerprint})

    def _remember_paper(
        self, work: UnitOfWork, reference: str, pdf: bytes, certificates: Mapping[str, str]
    ) -> None:
        data = {
            "sha256": hashlib.sha256(pdf).hexdigest(),
            "certificates": certificates,
            "stamps": self._printer.stamps(pdf),
        }
        work.secrets.put(f"paper/{reference}", canonical_bytes(data))


def _consultants(work: UnitOfWork) -> dict[str, list[str]]:
    kept = work.secrets.get(_KNOWN_CONSULTANTS)
    return json.loads(kept) if kept is not None else {}


def _remember_consultant(work: UnitOfWork, name: str, fingerprint: str) -> None:
    """A consultant's key stays the same from paper to paper, so another one is worth telling."""
    known = _consultants(work)
    if fingerprint not in known.get(name, ()):
        known[name] = [*known.get(name, ()), fingerprint]
        work.secrets.put(_KNOWN_CONSULTANTS, canonical_bytes(known))


def amendment_number(facts: Engagement) -> int:
    """The how-many-eth change of the first paper the next one is."""
    return sum(bool(paper.owner and paper.amends) for paper in facts.papers) + 1


def _record_of(checked: CheckedPaper, pdf: bytes) -> SignedPaper:
    data, signers = checked.data, checked.signers
    amends = data.get("amends", {})
    return SignedPaper(
        reference=data["reference"],
        digest=data["digest"],
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        consultant=signers[CONSULTANT].name,
        owner=signers[OWNER].name,
        signed_at=signers[OWNER].when or datetime.fromisoformat(data["made_at"]),
        certificates=tuple((role, signers[role].fingerprint) for role in (CONSULTANT, OWNER)),
        amends=amends.get("reference", ""),
        amends_digest=amends.get("digest", ""),
    )


def _time_server(snapshot: EngagementSnapshot) -> str:
    server = snapshot.firm.time_stamp_server
    return server.host if server is not None else ""


def _device() -> str:
    """On what kind of computer a paper is signed; not which one it is."""
    return f"{platform.system()} {platform.release()}"


def _are_linked(papers: Sequence[CheckedPaper]) -> bool:
    """Whether each paper names the one before it; the first may name one that is not here."""
    return all(
        names_before(later.data, earlier.data) for earlier, later in itertools.pairwise(papers)
    )


def _refuse_known(work: UnitOfWork, engagement_id: EngagementId) -> None:
    try:
        work.engagements.get(engagement_id)
    except UserFacingError as error:
        if error.message_id == "store.no-such-client":
            return
        raise
    raise UserFacingError("rebuild.already-here")


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
