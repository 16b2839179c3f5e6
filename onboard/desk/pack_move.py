"""What moving a file to another version of its pack would change, told before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Position, newest
from onboard.engagement import Engagement, PackPin
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, Answers, AnswerState, How
from onboard.interview.validation import AnswerProblem, validate
from onboard.recommendation.estate import Holding
from onboard.snapshot import EngagementSnapshot, derive

_DECIDED = (Position.ACCEPTED, Position.DECLINED, Position.LATER)


@dataclass(frozen=True, slots=True)
class ToCheck:
    """An answer whose question reads otherwise in the other version."""

    question: QuestionId
    ask: str
    """As the other version asks it."""
    is_asked_again: bool
    """The answer cannot stand there: it is put aside, and the question is open."""


@dataclass(frozen=True, slots=True)
class PackMove:
    """The move as it would be; `facts` is the file afterwards."""

    before: PackPin
    after: PackPin
    kept: int
    """Answers that count on as they are."""
    to_check: tuple[ToCheck, ...]
    retired: tuple[str, ...]
    """Answered questions that are asked no more; their answers are put aside, not lost."""
    back: tuple[str, ...]
    """Questions whose answer was put aside before and counts again."""
    new: tuple[str, ...]
    """Questions that come onto the way."""
    stale: tuple[str, ...]
    """Lines whose decision no longer fits, and is asked for again."""
    gone: tuple[str, ...]
    """Decided lines that nothing asks for any more, or that are not sold any more."""
    not_sold: tuple[str, ...]
    """Things that they have and the other version does not know; put aside, not lost."""
    facts: Engagement


def pack_move(
    old: ContentPack, new: ContentPack, firm: FirmProfile, now: EngagementSnapshot
) -> PackMove:
    """Work the move out; both packs in the language of the talk."""
    facts = now.engagement
    moved = moved_to(new, facts)
    before = derive(old, firm, facts, now.on)
    after = derive(new, firm, moved, now.on)
    retired = [key for key in facts.answers if key not in new.content.questions]
    to_check = tuple(_to_check(old, new, facts, moved))
    there = set(old.content.questions)
    came_back = [key for key in moved.answers if _counts(moved, key) and not _counts(facts, key)]
    checked = {entry.question for entry in to_check}
    kept = [
        key
        for key in facts.answers
        if key in new.content.questions and key not in checked and key not in came_back
    ]
    stale, gone = _decided_otherwise(before, after)
    return PackMove(
        before=facts.pack,
        after=moved.pack,
        kept=len(kept),
        to_check=to_check,
        retired=tuple(_ask(old, key) for key in retired),
        back=tuple(_ask(new, key) for key in came_back),
        new=tuple(_ask(new, key) for key in after.path.questions if key not in there),
        stale=stale,
        gone=gone,
        not_sold=tuple(
            _item_name(old, one.item) for one in facts.estate if one not in moved.estate
        ),
        facts=moved,
    )


def moved_to(pack: ContentPack, facts: Engagement) -> Engagement:
    """The facts pinned to this pack; nothing that a person said is dropped.

    What cannot stand there is put aside, and comes back with a version that knows it.
    """
    answers: dict[QuestionId, Answer] = {}
    aside: dict[QuestionId, Answer] = {one.question: one for one in facts.answers_aside}
    for key, answer in facts.answers.items():
        if key not in pack.content.questions:
            aside[key] = answer
        elif fits(pack, answer):
            answers[key] = answer
        else:
            aside[key] = answer
            answers[key] = _asked_again(answer)
    for key, answer in tuple(aside.items()):
        stands = answers.get(key)
        is_free = stands is None or stands == _asked_again(answer)
        if is_free and key in pack.content.questions and fits(pack, answer):
            answers[key] = answer
            del aside[key]
    holdings = (*facts.estate, *facts.estate_aside)
    return replace(
        facts,
        pack=PackPin(pack.id, pack.version, pack.sha256),
        answers=Answers(answers.values()),
        answers_aside=tuple(aside.values()),
        estate=tuple(one for one in holdings if _is_sold(pack, one)),
        estate_aside=tuple(one for one in holdings if not _is_sold(pack, one)),
        order=tuple(
            one if one.item is None or one.item in pack.content.items else replace(one, item=None)
            for one in facts.order
        ),
    )


def fits(pack: ContentPack, answer: Answer) -> bool:
    """Whether an answer can stand in this pack as it is."""
    if answer.state is not AnswerState.GIVEN:
        return True
    value = validate(pack, answer.question, answer.value)
    return not isinstance(value, AnswerProblem) and value == answer.value


def _asked_again(answer: Answer) -> Answer:
    """In the place of one that cannot stand: to be answered later, nobody's fault."""
    return Answer(answer.question, AnswerState.LATER, by=answer.by, how=How.IMPORTED, at=answer.at)


def _to_check(
    old: ContentPack, new: ContentPack, facts: Engagement, moved: Engagement
) -> Iterator[ToCheck]:
    for key, answer in facts.answers.items():
        if key not in new.content.questions or answer.state is not AnswerState.GIVEN:
            continue
        is_asked_again = moved.answers[key] != answer
        if is_asked_again or _meaning(old, key) != _meaning(new, key):
            yield ToCheck(key, _ask(new, key), is_asked_again)


def _meaning(pack: ContentPack, key: QuestionId) -> object:
    """What of a question an answer rests on; its help and its reason may be told better."""
    question = pack.content.questions.get(key)
    if question is None:
        return None
    return (
        question.ask,
        question.kind,
        question.unit,
        dict(question.options),
        dict(question.columns),
        question.low,
        question.high,
    )


def _counts(facts: Engagement, key: QuestionId) -> bool:
    answer = facts.answers.get(key)
    return answer is not None and answer.state is AnswerState.GIVEN


def _decided_otherwise(
    before: EngagementSnapshot, after: EngagementSnapshot
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of lines that are asked again, and of decided ones that are no more."""
    was = {line.item: line for line in before.lines if line.settled.position in _DECIDED}
    stale = tuple(
        line.line.name
        for line in after.lines
        if line.item in was and line.settled.position in (Position.STALE, Position.OPEN)
    )
    said = {key for key in newest(before.engagement.decisions) if key != EVERY_LINE}
    there = {line.item for line in after.lines}
    gone = tuple(was[key].line.name for key in was if key in said and key not in there)
    return stale, gone


def _ask(pack: ContentPack, key: QuestionId) -> str:
    question = pack.content.questions.get(key)
    return question.ask if question is not None else key


def _item_name(pack: ContentPack, key: str) -> str:
    item = pack.content.items.get(key)
    return item.name if item is not None else key


def _is_sold(pack: ContentPack, holding: Holding) -> bool:
    return holding.item in pack.content.items
