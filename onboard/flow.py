"""The order of the wizard, without a widget: pages as neighbours on a derived way."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onboard.content.model import QuestionId
    from onboard.snapshot import EngagementSnapshot


class Stop(Enum):
    """The pages of one client's file, in order."""

    WELCOME = "welcome"
    HAVE = "have"
    TASKS = "tasks"
    QUESTIONS = "questions"
    CHECK = "check"
    PLAN = "plan"
    DECISIONS = "decisions"
    TOGETHER = "together"
    HEARD = "heard"
    SIGN = "sign"
    FINISH = "finish"
    ORDER = "order"
    """Beside the way: an order checked by itself."""


ORDER = tuple(stop for stop in Stop if stop is not Stop.ORDER)
"""The way from the first page to the last."""


ASKED = (Stop.TASKS, Stop.QUESTIONS, Stop.SIGN)
"""The way of somebody who was asked some questions alone: he answers, and sends the answers."""


class Place(NamedTuple):
    """Where one is; `question` only on QUESTIONS."""

    stop: Stop
    question: QuestionId | None = None


Asked = Sequence["QuestionId"]
"""Questions that somebody was asked alone, in their order; empty: whoever has the file asks all."""


def resume(snapshot: EngagementSnapshot, asked: Asked = ()) -> Place:
    """Where to go on after a restart: the same question again, or the first thing not done.

    What nobody knew on an earlier day comes first: meanwhile somebody may have found it out.
    """
    facts = snapshot.engagement
    if asked:
        return Place(Stop.TASKS)
    if facts.signed_paper is not None:
        return Place(Stop.FINISH)
    if facts.half_signed_paper is not None:
        return Place(Stop.SIGN)
    if not facts.answers and not facts.estate:
        return Place(Stop.WELCOME)
    first = next(iter(snapshot.waiting), None) or snapshot.path.next
    if first is not None and not (snapshot.path.is_done and facts.decisions):
        return Place(Stop.QUESTIONS, first)
    if facts.heard_confirmed is not None:
        return Place(Stop.SIGN)
    return Place(Stop.CHECK if not facts.decisions else Stop.DECISIONS)


def after(place: Place, snapshot: EngagementSnapshot, asked: Asked = ()) -> Place:
    """The neighbour that Next leads to. Questions are walked one by one, answered or not."""
    if asked:
        return _after_asked(place, snapshot, asked)
    path = snapshot.path
    if place.stop is Stop.ORDER:
        return Place(Stop.PLAN)
    if place.stop is Stop.QUESTIONS and place.question is not None:
        following = path.after(place.question)
        if following is not None:
            return Place(Stop.QUESTIONS, following)
        return Place(Stop.CHECK)
    if place.stop is Stop.TASKS:
        first = path.next or (path.questions[0] if path.questions else None)
        return Place(Stop.QUESTIONS, first) if first else Place(Stop.CHECK)
    index = ORDER.index(place.stop)
    return Place(ORDER[min(index + 1, len(ORDER) - 1)])


def before(place: Place, snapshot: EngagementSnapshot, asked: Asked = ()) -> Place | None:
    """The neighbour that Back leads to; None leads out to the list of clients."""
    if asked:
        return _before_asked(place, asked)
    path = snapshot.path
    if place.stop is Stop.ORDER:
        return Place(Stop.WELCOME if can_go(Stop.WELCOME, snapshot) else resume(snapshot).stop)
    if place.stop is Stop.QUESTIONS and place.question is not None:
        earlier = path.before(place.question)
        return Place(Stop.QUESTIONS, earlier) if earlier else Place(Stop.TASKS)
    if place.stop is Stop.CHECK:
        last = path.questions[-1] if path.questions else None
        return Place(Stop.QUESTIONS, last) if last else Place(Stop.TASKS)
    index = ORDER.index(place.stop)
    return Place(ORDER[index - 1]) if index else None


def _after_asked(place: Place, snapshot: EngagementSnapshot, asked: Asked) -> Place:
    if place.stop is Stop.TASKS:
        answers = snapshot.engagement.answers
        first = next((key for key in asked if key not in answers), asked[0])
        return Place(Stop.QUESTIONS, first)
    if place.question in asked:
        at = asked.index(place.question) + 1
        if at < len(asked):
            return Place(Stop.QUESTIONS, asked[at])
    return Place(Stop.SIGN)


def _before_asked(place: Place, asked: Asked) -> Place | None:
    if place.stop is Stop.TASKS:
        return None
    if place.question in asked:
        at = asked.index(place.question)
        return Place(Stop.QUESTIONS, asked[at - 1]) if at else Place(Stop.TASKS)
    return Place(Stop.QUESTIONS, asked[-1])


def can_go(stop: Stop, snapshot: EngagementSnapshot) -> bool:
    """Whether a stop may be jumped to now."""
    facts = snapshot.engagement
    if facts.signed_paper is not None:
        return stop is Stop.FINISH
    if facts.half_signed_paper is not None:
        return stop is Stop.SIGN
    return stop is not Stop.FINISH


def passed(place: Place, snapshot: EngagementSnapshot) -> frozenset[Stop]:
    """The stops one has been past: before where one is, or before what was done."""
    facts = snapshot.engagement
    reached: list[Stop] = [place.stop] if place.stop in ORDER else []
    for was_done, last in (
        (bool(facts.answers), Stop.TASKS),
        (bool(facts.answers) and snapshot.path.is_done, Stop.QUESTIONS),
        (bool(facts.decisions), Stop.DECISIONS),
        (facts.heard_confirmed is not None, Stop.SIGN),
        (facts.is_closed, Stop.FINISH),
    ):
        if was_done:
            reached.append(last)
    furthest = max((ORDER.index(each) for each in reached), default=0)
    return frozenset((*ORDER[:furthest], *reached))


def is_done(stop: Stop, snapshot: EngagementSnapshot) -> bool:
    """Whether nothing is left to do at a stop; whether one has been there, `passed` tells."""
    facts = snapshot.engagement
    match stop:
        case Stop.WELCOME:
            return bool(facts.client.name and facts.client.owner)
        case Stop.HAVE:
            return bool(facts.estate) or bool(facts.answers)
        case Stop.TASKS | Stop.PLAN:
            return True  # there is nothing to do but to look
        case Stop.QUESTIONS | Stop.CHECK:
            return snapshot.path.is_done
        case Stop.DECISIONS:
            return bool(facts.decisions) and not snapshot.open_lines
        case Stop.TOGETHER:
            return not snapshot.way_is_open
        case Stop.HEARD:
            return facts.heard_confirmed is not None
        case Stop.ORDER:
            return bool(facts.order)
        case Stop.SIGN | Stop.FINISH:
            return facts.signed_paper is not None
