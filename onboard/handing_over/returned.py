"""What is in the file of a client who comes back: read in a store of its own, papers checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onboard.engagement import Engagement, EngagementId, SignedPaper
from onboard.errors import UserFacingError
from onboard.ports import (
    AuditLink,
    CheckedPaper,
    Handover,
    HandoverSide,
    KeptPaper,
    Printer,
    UnitOfWork,
)
from onboard.signing.names import CONSULTANT, OWNER, UNSIGNED
from onboard.visits.entries import Entry

SENT_BACK = "client-sent-back"


@dataclass(frozen=True, slots=True)
class Returned:
    """The client as he came back; nothing of it is in the store yet."""

    facts: Engagement
    talks: Sequence[Entry]
    papers: Sequence[KeptPaper] = field(repr=False)
    remembered: Mapping[str, bytes] = field(repr=False)
    """What was remembered of each paper when it was signed, by its reference."""
    asked: Sequence[Handover] = field(repr=False)
    """Question files that were made there."""
    links: Sequence[AuditLink] = field(repr=False)
    """The whole record of changes, as it was kept there."""

    @property
    def head(self) -> AuditLink:
        return self.links[-1]

    def sent_before(self) -> tuple[str, ...]:
        """The hash of each time that a file to go back was made."""
        return tuple(link.sha256 for link in self.links if link.kind == SENT_BACK)


def returned(work: UnitOfWork, engagement_id: EngagementId) -> Returned:
    """Out of the store for a moment that the file was restored in."""
    facts, papers = work.engagements.get(engagement_id), work.papers.kept(engagement_id)
    kept = {paper.reference: work.secrets.get(f"paper/{paper.reference}") for paper in facts.papers}
    handed = work.handovers.of(engagement_id)
    # The last link says that the rows were restored in that store: it is none of theirs.
    links = work.archives.links(engagement_id)[:-1]
    return Returned(
        facts,
        work.talks.of(engagement_id),
        papers,
        {name: value for name, value in kept.items() if value is not None},
        [each for each in handed if each.side is HandoverSide.ASKING],
        links,
    )


def new_papers(here: Engagement, came: Engagement) -> tuple[SignedPaper, ...]:
    """Those that are other than here, or not here."""
    return tuple(
        paper
        for number, paper in enumerate(came.papers)
        if number >= len(here.papers) or here.papers[number] != paper
    )


def refuse_broken(printer: Printer, here: Engagement, came: Returned) -> None:
    """Each new paper must be the file that its record says, whole, and name the one before it.

    Raises:
        UserFacingError: "checkout.paper-broken".
    """
    new = new_papers(here, came.facts)
    for number, paper in enumerate(came.facts.papers):
        if paper in new and not _holds(printer, came, paper, came.facts.papers[:number]):
            raise UserFacingError("checkout.paper-broken", reference=paper.reference)


def pdf_of(came: Returned, paper: SignedPaper) -> bytes | None:
    """The file of a paper, by its hash."""
    wanted = paper.pdf_sha256
    return next((each.pdf for each in came.papers if _sha256(each.pdf) == wanted), None)


def files_of(came: Returned, papers: Sequence[SignedPaper]) -> Iterator[KeptPaper]:
    """The files of these papers: what each began with, and last the one that counts.

    Signing only adds to a file. What is no beginning of it was put beside it, and stays out: the
    newest file of a reference is the one that is shown and handed on.
    """
    for paper in papers:
        pdf = pdf_of(came, paper)
        for each in came.papers:
            if pdf is None or each.reference != paper.reference:
                continue
            is_begun = len(each.pdf) < len(pdf) and pdf.startswith(each.pdf)
            if is_begun and (paper.owner or each.role != OWNER):
                yield each
        if pdf is not None:
            yield KeptPaper(paper.reference, _role_of(paper), pdf)


def _role_of(paper: SignedPaper) -> str:
    """Who signed last, as it is noted beside the file."""
    if paper.owner:
        return OWNER
    return CONSULTANT if paper.consultant else UNSIGNED


def _holds(
    printer: Printer, came: Returned, paper: SignedPaper, before: Sequence[SignedPaper]
) -> bool:
    pdf = pdf_of(came, paper)
    if pdf is None:
        return False
    checked = printer.check(pdf)
    agreed = next((each for each in reversed(before) if each.owner), None)
    data: Mapping[str, Any] = checked.data
    named = data.get("amends") or {}
    said = (data.get("reference"), data.get("digest"))
    follows = (named.get("reference", ""), named.get("digest", ""))
    return (
        checked.status == ("unchanged" if paper.owner else "incomplete")
        and said == (paper.reference, paper.digest)
        and follows == ((agreed.reference, agreed.digest) if agreed is not None else ("", ""))
        and _is_by(paper, checked)
    )


def _is_by(paper: SignedPaper, checked: CheckedPaper) -> bool:
    """Whether the record names those who signed and their keys: they are remembered here then."""
    if checked.by_pen is not None:
        signed = (checked.by_pen.consultant, checked.by_pen.owner)
    else:
        names = {role: signer.name for role, signer in checked.signers.items()}
        signed = (names.get(CONSULTANT, ""), names.get(OWNER, ""))
    keys = {role: signer.fingerprint for role, signer in checked.signers.items()}
    said = tuple(" ".join(name.split()) for name in (paper.consultant, paper.owner))
    return said == signed and dict(paper.certificates) == keys


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
