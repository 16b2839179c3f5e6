"""The stops of the rail for one client's file: the sections stand inside the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onboard.flow import ORDER, Place, Stop, can_go, is_done
from onboard.wording import say
from ui.widgets.rail import RailStep, StepState

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot

SECTION = "section:"


def rail_steps(snapshot: EngagementSnapshot, place: Place) -> list[RailStep]:
    """All stops, and the sections while one is among the questions."""
    steps = []
    for stop in ORDER:
        here = stop is place.stop
        state = StepState.CURRENT if here else StepState.TODO
        if not here and is_done(stop, snapshot):
            state = StepState.DONE
        allowed = can_go(stop, snapshot) and not (
            stop is Stop.FINISH and snapshot.engagement.signed_paper is None
        )
        steps.append(RailStep(stop.value, say(f"ui.stop-{stop.value}"), state, allowed))
        if stop is Stop.QUESTIONS and here:
            steps.extend(_sections(snapshot, place))
    return steps


def _sections(snapshot: EngagementSnapshot, place: Place) -> list[RailStep]:
    content = snapshot.pack.content
    here = content.questions[place.question].section if place.question else ""
    answered = snapshot.engagement.answers
    steps = []
    for section in content.sections:
        keys = [
            key for key in snapshot.path.questions if content.questions[key].section == section.id
        ]
        if not keys:
            continue
        state = StepState.DONE if all(key in answered for key in keys) else StepState.TODO
        if section.id == here:
            state = StepState.CURRENT
        steps.append(RailStep(SECTION + section.id, section.title, state, True, inner=True))
    return steps


def place_of(step: str, snapshot: EngagementSnapshot) -> Place:
    """Where a stop of the rail leads: the first open question of a section, or its first."""
    path, answered = snapshot.path, snapshot.engagement.answers
    if step.startswith(SECTION):
        section = step.removeprefix(SECTION)
        questions = snapshot.pack.content.questions
        keys = [key for key in path.questions if questions[key].section == section]
        first = next((key for key in keys if key not in answered), keys[0] if keys else path.next)
        return Place(Stop.QUESTIONS, first)
    stop = Stop(step)
    if stop is Stop.QUESTIONS:
        first = path.next or (path.questions[0] if path.questions else None)
        return Place(stop, first) if first else Place(Stop.CHECK)
    return Place(stop)
