"""What came in an answer file beside what stands here, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import Engagement, EngagementId, Remark
from onboard.handover.values import Ask, Scope, Told
from onboard.interview.answers import Answer, AnswerState, How, Sureness
from onboard.interview.readback import answer_text
from onboard.recommendation.estate import Holding
from onboard.wording import day, say

Content = Answer | Remark | tuple[Holding, ...] | tuple[str, ...]
"""What one entry brings, or what stands in its place here."""


class EntryKind(Enum):
    NEW = "new"  # nothing stands here yet, or "ask me later"
    SAME = "same"
    DIFFERS = "differs"
    NEWER_HERE = "newer-here"  # differs, and was changed here after it was given there


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an entry, to be shown as plain text: it came from outside."""

    text: str
    words: str = ""
    by: str = ""
    how: How | None = None
    sure: Sureness | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing to take or to leave, as it is shown. `key` names it: answer/…, estate, order."""

    key: str
    kind: EntryKind
    title: str
    section: str
    """Empty for what belongs to no part of the talk."""
    question: QuestionId | None
    here: Side | None
    came: Side
    may_take: bool
    """False where the owner keeps his answer to himself: that is not written over."""

    @property
    def bar(self) -> str:
        """Why it cannot be taken, in a sentence."""
        return "" if self.may_take else say("answers.private")


@dataclass(frozen=True, slots=True)
class Entry(Shown):
    """One thing of an answer file."""

    content: Content
    standing: Content | None
    """What stood here while this was read."""


@dataclass(frozen=True, slots=True)
class ReplyReview:
    """An answer file, read and checked. Nothing was changed by reading it."""

    ask_sha256: str
    """Which hand-over it belongs to."""
    engagement_id: EngagementId
    client_name: str
    scope: Scope
    until: date
    entries: tuple[Entry, ...]

    @property
    def words(self) -> str:
        """How the ids of the sentences around it begin."""
        return "answers"

    def keys(self, *kinds: EntryKind) -> frozenset[str]:
        """The entries of these kinds that may be taken; of all kinds without any named."""
        wanted = kinds or tuple(EntryKind)
        return frozenset(e.key for e in self.entries if e.kind in wanted and e.may_take)


def entries(
    pack: ContentPack, facts: Engagement, sent: Ask, told: Told, now: datetime
) -> Iterator[Entry]:
    """Every single thing that came, in the order of the questions.

    A clock that runs ahead over there makes nothing look newer than it can be.
    """
    remarks = {remark.section: remark for remark in told.remarks}
    for section in pack.content.sections:
        for key in pack.questions_in_order:
            if pack.content.questions[key].section == section.id and key in told.answers:
                yield _answer(pack, facts, told.answers[key], now)
        if section.id in remarks:
            yield _remark(pack, facts, remarks[section.id], now)
    if told.estate is not None:
        yield _estate(pack, facts, sent, told.estate)
    if told.order is not None:
        yield _order(facts, sent, told.order)


def _answer(pack: ContentPack, facts: Engagement, came: Answer, now: datetime) -> Entry:
    here = facts.answers.get(came.question)
    question = pack.content.questions[came.question]
    return Entry(
        key=f"answer/{came.question}",
        kind=_kind_of_answer(here, came, now),
        title=question.ask,
        section=question.section,
        question=came.question,
        here=None if here is None else answer_side(pack, here),
        came=answer_side(pack, came),
        may_take=here is None or here.state is not AnswerState.PRIVATE,
        content=came,
        standing=here,
    )


def _kind_of_answer(here: Answer | None, came: Answer, now: datetime) -> EntryKind:
    if here is None or here.state is AnswerState.LATER:
        is_still_later = here is not None and came.state is AnswerState.LATER
        return EntryKind.SAME if is_still_later else EntryKind.NEW
    is_same = (here.state, here.value) == (came.state, came.value)
    if is_same and came.words in ("", here.words):
        return EntryKind.SAME
    return newer_or_not(here.at, came.at, now)


def newer_or_not(here: datetime | None, came: datetime | None, now: datetime) -> EntryKind:
    given = min(came, now) if came is not None else None
    is_newer = here is not None and (given is None or here > given)
    return EntryKind.NEWER_HERE if is_newer else EntryKind.DIFFERS


def answer_side(pack: ContentPack, answer: Answer) -> Side:
    text = answer_text(pack, answer)
    return Side(text, answer.words, answer.by, answer.how, answer.sure, answer.at)


def _remark(pack: ContentPack, facts: Engagement, came: Remark, now: datetime) -> Entry:
    here = next((each for each in facts.remarks if each.section == came.section), None)
    if here is None:
        kind = EntryKind.NEW
    elif here.text == came.text:
        kind = EntryKind.SAME
    else:
        kind = newer_or_not(here.at, came.at, now)
    section = pack.section_by_id[came.section]
    return Entry(
        key=f"remark/{came.section}",
        kind=kind,
        title=say("handover.entry-remark", section=section.title),
        section=came.section,
        question=None,
        here=None if here is None else Side(here.text, at=here.at),
        came=Side(came.text, at=came.at),
        may_take=True,
        content=came,
        standing=here,
    )


def _estate(pack: ContentPack, facts: Engagement, sent: Ask, came: tuple[Holding, ...]) -> Entry:
    return _list(
        "estate",
        say("handover.entry-estate"),
        (facts.estate, estate_text(pack, facts.estate)),
        (came, estate_text(pack, came)),
        is_changed_here=facts.estate != sent.estate,
    )


def _order(facts: Engagement, sent: Ask, came: tuple[str, ...]) -> Entry:
    here = order_words(facts)
    return _list(
        "order",
        say("handover.entry-order"),
        (here, "; ".join(here)),
        (came, "; ".join(came)),
        is_changed_here=here != sent.order,
    )


def _list(
    key: str,
    title: str,
    here: tuple[tuple[Holding, ...] | tuple[str, ...], str],
    came: tuple[tuple[Holding, ...] | tuple[str, ...], str],
    *,
    is_changed_here: bool,
) -> Entry:
    """A list has no moment of its own: it is newer here when it is not as it was sent."""
    if here[0] == came[0]:
        kind = EntryKind.SAME
    elif not here[0]:
        kind = EntryKind.NEW
    else:
        kind = EntryKind.NEWER_HERE if is_changed_here else EntryKind.DIFFERS
    nothing = say("handover.nothing")
    return Entry(
        key=key,
        kind=kind,
        title=title,
        section="",
        question=None,
        here=Side(here[1]) if here[0] else None,
        came=Side(came[1] or nothing),
        may_take=True,
        content=came[0],
        standing=here[0],
    )


def order_words(facts: Engagement) -> tuple[str, ...]:
    return tuple(wish.words for wish in facts.order)


def estate_text(pack: ContentPack, estate: tuple[Holding, ...]) -> str:
    return "; ".join(_holding_text(pack, holding) for holding in estate)


def _holding_text(pack: ContentPack, holding: Holding) -> str:
    count = say("answer.unknown") if holding.quantity is None else str(holding.quantity)
    until = f" ({say('handover.until', day=day(holding.until))})" if holding.until else ""
    return f"{count} × {pack.content.items[holding.item].name}{until}"
