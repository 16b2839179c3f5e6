"""Bring a client back into the store from signed papers alone."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from onboard.content.pack import ContentPack
from onboard.engagement import ON_PAPER, EngagementId, SignedPaper, new_engagement_id
from onboard.errors import UserFacingError
from onboard.papers.amendment import names_before
from onboard.ports import CheckedPaper, UnitOfWork
from onboard.rebuilding import Rebuilt, compares, not_brought_back, read_back
from onboard.report.facts_back import pin_of
from onboard.signing.memory import Memory, refuse_stranger, remember_consultant
from onboard.signing.names import CONSULTANT, OWNER


class Rebuilding(Memory):
    """Takes nothing but whole papers that name each other."""

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
            for record, paper, pdf in zip(records, checked, pdfs, strict=True):
                seal = paper.signers[CONSULTANT]
                names = (record.consultant, seal.name)
                refuse_stranger(work, record.reference, names, seal.fingerprint)
                work.papers.put(facts.id, record.reference, OWNER, pdf)
                for role, fingerprint in record.certificates:
                    self._remember(work, record.reference, pdf, role, fingerprint)
                    if role == CONSULTANT:
                        remember_consultant(work, record.consultant, fingerprint)
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


def _record_of(checked: CheckedPaper, pdf: bytes) -> SignedPaper:
    data, signers, by_pen = checked.data, checked.signers, checked.by_pen
    amends = data.get("amends", {})
    last = signers[OWNER if by_pen is None else CONSULTANT]
    return SignedPaper(
        reference=data["reference"],
        digest=data["digest"],
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        consultant=by_pen.consultant if by_pen else signers[CONSULTANT].name,
        owner=by_pen.owner if by_pen else last.name,
        signed_at=last.when or datetime.fromisoformat(data["made_at"]),
        certificates=tuple(
            (role, signers[role].fingerprint) for role in (CONSULTANT, OWNER) if role in signers
        ),
        amends=amends.get("reference", ""),
        amends_digest=amends.get("digest", ""),
        how=ON_PAPER if by_pen else "",
        signed_on=by_pen.on if by_pen else None,
    )


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
