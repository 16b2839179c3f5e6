"""How far a talk is: part by part, and as one share that never runs backwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.interview.answers import Answers
from onboard.interview.route import RoutingPath


class PartState(Enum):
    """How far one part is."""

    DONE = "done"
    STARTED = "started"  # some are answered, some are not
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class Part:
    """One section with questions on the path."""

    section: str
    title: str
    state: PartState
    answered: int
    left: int
    """Questions on the path without an answer."""
    first: QuestionId
    """Where to go in: the first open question, or the first of all."""


def parts(
    pack: ContentPack, path: RoutingPath, answers: Answers, asked: Sequence[QuestionId] = ()
) -> tuple[Part, ...]:
    """The sections in their order. A part is open exactly while it has an unanswered question.

    So a changed answer opens those parts again that it has brought a new question to, and no other.
    Who was `asked` some questions alone has those, whatever the path here.
    """
    found = []
    questions = pack.content.questions
    by_section: dict[str, list[QuestionId]] = {}
    for key in asked or path.questions:
        by_section.setdefault(questions[key].section, []).append(key)
    for section in pack.content.sections:
        mine = by_section.get(section.id)
        if not mine:
            continue
        waiting = [key for key in mine if key not in answers]
        answered = len(mine) - len(waiting)
        state = PartState.STARTED if answered else PartState.TODO
        found.append(
            Part(
                section=section.id,
                title=section.title,
                state=state if waiting else PartState.DONE,
                answered=answered,
                left=len(waiting),
                first=waiting[0] if waiting else mine[0],
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Advance:
    """How far the bar has come, and at how many answers."""

    share: float
    """0 to 1; 1 when nothing is left."""
    answered: int


def advance(path: RoutingPath, before: Advance | None = None) -> Advance:
    """The next place of the bar.

    What is left of the bar is divided among all that may still be asked. A new question makes the
    steps smaller; the bar stays where it is, and reaches its end when nothing is left.
    """
    left = path.at_most_left
    if path.is_done and not left:
        return Advance(1.0, path.answered)
    if before is None:
        return Advance(path.answered / max(path.answered + left, 1), path.answered)
    steps = max(path.answered - before.answered, 0)
    share = before.share + (1 - before.share) * steps / max(steps + left, 1)
    return Advance(share, path.answered)
