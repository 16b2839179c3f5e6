"""How the papers of a client who came back stand to those that are here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from onboard.engagement import Engagement, SignedPaper
from onboard.wording import day, say


@dataclass(frozen=True, slots=True)
class Versions:
    """One client three times."""

    base: Engagement
    here: Engagement
    came: Engagement

    def with_here(self, here: Engagement) -> Versions:
        return replace(self, here=here)


class PaperNews(Enum):
    """How the papers that came stand to those that are here."""

    NONE = "none"  # nothing that is not here
    MORE = "more"  # they go on where those here end
    APART = "apart"  # both sides went on


def paper_news(three: Versions) -> PaperNews:
    base, here, came = (facts.papers for facts in (three.base, three.here, three.came))
    if _goes_on(base, came, here, is_ours=True):
        return PaperNews.NONE
    if not _goes_on(base, here, came, may_be_stamped=True):
        return PaperNews.APART
    return PaperNews.NONE if papers_after(three) == here else PaperNews.MORE


def papers_after(three: Versions) -> tuple[SignedPaper, ...]:
    """The papers that came, but those that only got a time stamp here keep it."""
    here = three.here.papers
    return tuple(
        here[number] if number < len(here) and _is_stamped(here[number], paper, three) else paper
        for number, paper in enumerate(three.came.papers)
    )


def closing_paper(three: Versions) -> SignedPaper | None:
    """The paper that came and closes the file: its facts hold, whole. None: there is no such."""
    here, came = three.here, three.came
    if came.half_signed_paper is not None and came.half_signed_paper != here.half_signed_paper:
        return came.half_signed_paper
    agreed = came.agreed_paper
    known = here.agreed_paper
    is_new = agreed is not None and (known is None or known.reference != agreed.reference)
    return agreed if is_new else None


def papers_text(facts: Engagement) -> str:
    return "; ".join(_paper_text(paper) for paper in facts.papers)


def _paper_text(paper: SignedPaper) -> str:
    if paper.withdrawn:
        return say("checkout.paper-withdrawn", reference=paper.reference)
    if not paper.owner:
        return say("checkout.paper-waits", reference=paper.reference)
    on = day(paper.signed_at.astimezone().date()) if paper.signed_at else ""
    return say("checkout.paper-signed", reference=paper.reference, owner=paper.owner, day=on)


def _goes_on(
    base: Sequence[SignedPaper],
    before: Sequence[SignedPaper],
    after: Sequence[SignedPaper],
    *,
    may_be_stamped: bool = False,
    is_ours: bool = False,
) -> bool:
    """Whether one row of papers is the other, gone on with.

    `is_ours`: the longer row is the one kept here. In a row that came from elsewhere a paper may
    not have become another one: whoever has the copy may have altered it.
    """
    if len(after) < len(before):
        return False
    known = (*base, *[None] * len(before))
    return all(
        one == other
        or (is_ours and one == was)
        or _waits_for(one, other)
        or (may_be_stamped and _are_both_signed(one, other))
        for one, other, was in zip(before, after, known, strict=False)
    )


def _waits_for(one: SignedPaper, other: SignedPaper) -> bool:
    """Whether the other is what has become of a paper that waits for the owner."""
    is_same = (one.reference, one.digest) == (other.reference, other.digest)
    return is_same and not one.owner and not one.withdrawn


def _are_both_signed(one: SignedPaper, other: SignedPaper) -> bool:
    """Whether it is one paper with the same signatures, and perhaps with other time stamps."""
    return bool(one.owner) and replace(one, pdf_sha256="") == replace(other, pdf_sha256="")


def _is_stamped(here: SignedPaper, came: SignedPaper, three: Versions) -> bool:
    return here not in three.base.papers and _are_both_signed(here, came)
