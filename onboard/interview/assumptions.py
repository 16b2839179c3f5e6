"""What stands in for an answer that nobody has given, and who can find it out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from onboard.content.model import QuestionId, Unsure
from onboard.content.pack import ContentPack
from onboard.interview.answers import Answers, AnswerState
from onboard.interview.route import RoutingPath


class Why(Enum):
    """Why there is a guess."""

    UNKNOWN = "unknown"
    LATER = "later"
    UNANSWERED = "unanswered"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One named guess, with the person to ask and the exact sentence to say."""

    question: QuestionId
    why: Why
    assumed: str
    who: str
    say: str
    where: str


def who_can_tell(unsure: Unsure, *, alone: bool) -> str:
    """Whom to ask; an owner by himself is not sent to an adviser who is not there."""
    return (alone and unsure.who_alone) or unsure.who


def assumptions(
    pack: ContentPack, answers: Answers, path: RoutingPath, *, alone: bool = False
) -> tuple[Assumption, ...]:
    """Every question that applies and has no answer, in the order of the pack."""
    found = []
    not_asked = frozenset(path.not_asked)
    open_questions = frozenset(path.questions) | frozenset(path.maybe) | not_asked
    for key in pack.questions_in_order:
        if key not in open_questions:
            continue
        answer = answers.get(key)
        if answer is not None and answer.state is AnswerState.GIVEN:
            continue
        # What the owner keeps to himself reads like what he never said: a gap in the list of
        # guesses would name the question. Where he may keep it, no guess decides anything.
        is_extra = pack.section_by_id[pack.content.questions[key].section].optional
        if key in pack.may_be_private and is_extra:
            continue
        if answer is not None and answer.state is not AnswerState.PRIVATE:
            why = Why.UNKNOWN if answer.state is AnswerState.UNKNOWN else Why.LATER
        else:
            why = Why.NOT_ASKED if key in not_asked else Why.UNANSWERED
        unsure = pack.content.questions[key].unsure
        who = who_can_tell(unsure, alone=alone)
        found.append(Assumption(key, why, unsure.assumed_text, who, unsure.say, unsure.where))
    return tuple(found)
