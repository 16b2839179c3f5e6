"""A client who comes back beside the one who stayed: what is to be looked at, and what it makes.

Three versions are compared: as he was taken along, as he stands here, as he came back. Nothing that
changed here meanwhile is written over unless a person says so. See ADR 26.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Choice, Decision, newest
from onboard.drafting import drafted
from onboard.engagement import FACTS, Engagement
from onboard.errors import UserFacingError
from onboard.handing_over.papers_met import (
    PaperNews,
    Versions,
    closing_paper,
    paper_news,
    papers_after,
    papers_text,
)
from onboard.handing_over.parts import Part, opened_too, parts
from onboard.handover.review import EntryKind, Shown, Side, newer_or_not
from onboard.wording import say

PAPERS = "papers"
AMENDMENT = "amendment"
_SAID_ANEW = ("heard", "next-step")
"""What the draft of an amendment asks again in any case."""


@dataclass(frozen=True, slots=True)
class ReturnEntry(Shown):
    """One thing of a client who came back."""

    why: str = ""
    """Why it cannot be taken, in a sentence."""
    standing: Any = None
    """What stood here while this was read."""

    @property
    def bar(self) -> str:
        return self.why


def entries(pack: ContentPack, three: Versions, now: datetime) -> Iterator[ReturnEntry]:
    """What came back and was not so when it was taken along: papers first, then thing by thing."""
    found = list(parts(pack, three.base, three.here, three.came))
    news = paper_news(three)
    closing = closing_paper(three) if news is PaperNews.MORE else None
    if news is not PaperNews.NONE:
        yield _papers_entry(three, news, _bar_to(three, found, news))
    is_draft = brings_draft(three)
    if is_draft:
        yield _draft_entry(three)
    closed = three.here.is_closed and closing is None and not _reopens(three, news)
    for part in found:
        if part.came == part.base or _is_put_off_again(part):
            continue
        if part.is_fact and (is_draft or _is_draft_dropped(three)):
            continue
        yield _entry(part, now, is_closed=closed and part.is_fact)


def brought_back(
    pack: ContentPack,
    three: Versions,
    taken: Collection[str],
    lines: Sequence[Mapping[str, Any]],
    now: datetime,
) -> Engagement:
    """The file here with the things of these keys.

    With a signed paper come all its facts. What was changed here meanwhile and is not among the
    keys stands after that in the draft of a change, so that neither side's word is lost. `lines`
    are those of the newest paper that came signed by both.

    Raises:
        UserFacingError: "checkout.all-of-it", a paper waits for the owner and not all is taken.
    """
    here, came = three.here, three.came
    found = list(parts(pack, three.base, here, came))
    after = opened_too(here, came) if taken else here
    if PAPERS in taken:
        if closing_paper(three) is not None:
            return _closed(three, found, taken, lines, now)
        after = replace(after, papers=papers_after(three))
    if AMENDMENT in taken:
        facts: dict[str, Any] = {name: getattr(came, name) for name in FACTS}
        after = replace(after, amending=came.amending, **facts)
    for part in found:
        if part.key in taken:
            after = part.put(after, part.came)
    return after


def brings_draft(three: Versions) -> bool:
    """Whether a change of a signed paper was begun there, and the file here is still closed."""
    here, came, agreed = three.here, three.came, three.here.agreed_paper
    return (
        came.amending is not None
        and here.amending is None
        and here.half_signed_paper is None
        and came.half_signed_paper is None
        and agreed is not None
        and came.amending.reference == agreed.reference
    )


# ---- papers


def _bar_to(three: Versions, found: Sequence[Part], news: PaperNews) -> str:
    """Why the papers that came cannot be taken in; empty: they can."""
    if news is PaperNews.APART:
        return say("checkout.signed-on-both")
    waiting = three.came.half_signed_paper
    if waiting is not None and closing_paper(three) is waiting:
        changed_here = [
            part for part in found if part.is_fact and part.here not in (part.base, part.came)
        ]
        if changed_here:
            return say("checkout.waits-changed", count=len(changed_here))
    return ""


def _papers_entry(three: Versions, news: PaperNews, bar: str) -> ReturnEntry:
    here = papers_text(three.here)
    return ReturnEntry(
        key=PAPERS,
        kind=EntryKind.NEW if news is PaperNews.MORE else EntryKind.DIFFERS,
        title=say("checkout.papers"),
        section="",
        question=None,
        here=Side(here) if here else None,
        came=Side(papers_text(three.came)),
        may_take=not bar,
        why=bar,
        standing=three.here.papers,
    )


def _reopens(three: Versions, news: PaperNews) -> bool:
    """The paper that waits here was withdrawn or refused there: facts may change again."""
    return news is PaperNews.MORE and not three.came.is_closed


def _closed(
    three: Versions,
    found: Sequence[Part],
    taken: Collection[str],
    lines: Sequence[Mapping[str, Any]],
    now: datetime,
) -> Engagement:
    """The facts as they were signed there, and what is kept from here as a draft."""
    here, came = three.here, three.came
    rows = _settled(here)
    facts: dict[str, Any] = {name: getattr(came, name) for name in FACTS}
    draft = came.amending
    if draft is None:
        facts["decisions"] = _onto(rows, came.decisions)
    else:
        signed = _onto(rows, draft.was.decisions)
        facts["decisions"] = (*signed, *came.decisions[len(draft.was.decisions) :])
        draft = replace(draft, was=replace(draft.was, decisions=signed))
    after = replace(here, papers=papers_after(three), amending=draft, **facts)
    kept = [
        part
        for part in found
        if part.is_fact and part.here != part.came and part.key not in taken
        if part.key not in _SAID_ANEW
    ]
    if kept and after.half_signed_paper is not None:
        raise UserFacingError("checkout.all-of-it")
    if kept and after.amending is None:
        agreed = after.agreed_paper
        assert agreed is not None  # noqa: S101  (it closes the file, and does not wait)
        after = drafted(after, agreed, lines, now)
    for part in kept:
        after = part.put(after, part.here)
    for part in found:
        if not part.is_fact and part.key in taken:
            after = part.put(after, part.came)
    return after


def _settled(facts: Engagement) -> tuple[Decision, ...]:
    """The decisions that are for good; a draft's own are not."""
    return facts.decisions if facts.amending is None else facts.amending.was.decisions


def _onto(rows: tuple[Decision, ...], said: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Decisions that begin with those kept here, and of which the newest are those of the paper."""
    if said[: len(rows)] == rows:
        return said
    made = (*rows, *(each for each in said if each not in rows))
    wanted, sweeping = newest(said), newest(said).get(EVERY_LINE)
    again = []
    for line, last in newest(made).items():
        right = wanted.get(line)
        if right is None and sweeping is not None:
            right = replace(sweeping, line=line)
        if right is not None and last != right:
            again.append(right)
    return (*made, *again)


# ---- thing by thing


def _entry(part: Part, now: datetime, *, is_closed: bool) -> ReturnEntry:
    here = part.side(part.here) if part.here is not None else None
    came = part.side(part.came) if part.came is not None else Side(say("checkout.removed"))
    why = ""
    if part.is_kept_private:
        why = say("answers.private")
    elif is_closed:
        why = say("checkout.closed")
    return ReturnEntry(
        key=part.key,
        kind=_kind(part, here, came, now),
        title=part.title,
        section=part.section,
        question=part.question,
        here=here,
        came=came,
        may_take=not why,
        why=why,
        standing=part.here,
    )


def _kind(part: Part, here: Side | None, came: Side, now: datetime) -> EntryKind:
    if part.came == part.here:
        return EntryKind.SAME
    if part.here == part.base:
        return EntryKind.NEW
    if here is None or here.at is None:  # changed on both sides, and nobody knows which is newer
        return EntryKind.NEWER_HERE
    return newer_or_not(here.at, came.at, now)


def _is_put_off_again(part: Part) -> bool:
    """Two drafts of the same paper each ask anew whatever comes new; that is no difference."""
    sides = (part.here, part.came)
    return part.key == f"decision/{EVERY_LINE}" and all(
        isinstance(each, Decision) and each.choice is Choice.LATER for each in sides
    )


def _is_draft_dropped(three: Versions) -> bool:
    """A draft was withdrawn there: nothing of it is to be taken back here."""
    is_dropped = three.base.amending is not None and three.came.amending is None
    return is_dropped and paper_news(three) is PaperNews.NONE


def _draft_entry(three: Versions) -> ReturnEntry:
    draft = three.came.amending
    assert draft is not None  # noqa: S101  (`brings_draft`)
    return ReturnEntry(
        key=AMENDMENT,
        kind=EntryKind.NEW,
        title=say("checkout.draft"),
        section="",
        question=None,
        here=None,
        came=Side(say("checkout.draft-of", reference=draft.reference), at=draft.since),
        may_take=True,
        standing=three.here.amending,
    )
