"""The stops of the rail for one client's file: the sections stand inside the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onboard.flow import ASKED, ORDER, Asked, Place, Stop, after, can_go, is_done, passed
from onboard.interview.progress import PartState, parts
from onboard.wording import say
from ui.widgets.rail import RailStep, StepState

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot

SECTION = "section:"


def rail_steps(snapshot: EngagementSnapshot, place: Place, asked: Asked = ()) -> list[RailStep]:
    """All stops, and the sections while one is among the questions.

    Who was asked some questions alone sees their parts, and the way to send the answers.
    """
    steps, behind = [], passed(place, snapshot)
    for stop in ASKED if asked else ORDER:
        if stop is Stop.FINISH and snapshot.engagement.is_alone:
            continue  # nobody signs, so the page before is the last one
        here = stop is place.stop
        state = StepState.CURRENT if here else StepState.TODO
        if not here and stop in behind and is_done(stop, snapshot):
            state = StepState.DONE
        allowed = can_go(stop, snapshot) and not (
            stop is Stop.FINISH and snapshot.engagement.signed_paper is None
        )
        is_end = stop is Stop.SIGN and snapshot.engagement.is_alone
        title = say("ui.stop-alone" if is_end else f"ui.stop-{stop.value}")
        steps.append(RailStep(stop.value, title, state, allowed))
        if stop is Stop.QUESTIONS and here:
            steps.extend(_sections(snapshot, place, asked))
    return steps


def jumps(snapshot: EngagementSnapshot, place: Place, asked: Asked = ()) -> list[RailStep]:
    """All that may be gone to, with the sections wherever one is: for a list without a rail."""
    steps = []
    for step in rail_steps(snapshot, place, asked):
        if step.inner or not step.can_go:
            continue
        steps.append(step)
        if step.id == Stop.QUESTIONS.value:
            steps.extend(_sections(snapshot, place, asked))
    return steps


def _sections(snapshot: EngagementSnapshot, place: Place, asked: Asked) -> list[RailStep]:
    questions = snapshot.pack.content.questions
    here = questions[place.question].section if place.question else ""
    steps = []
    for part in parts(snapshot.pack, snapshot.path, snapshot.engagement.answers, asked):
        state = StepState.DONE if part.state is PartState.DONE else StepState.TODO
        if part.section == here:
            state = StepState.CURRENT
        steps.append(RailStep(SECTION + part.section, part.title, state, True, inner=True))
    return steps


def place_of(step: str, snapshot: EngagementSnapshot, asked: Asked = ()) -> Place:
    """Where a stop of the rail leads: the first open question of a section, or its first."""
    path = snapshot.path
    if step.startswith(SECTION):
        section = step.removeprefix(SECTION)
        found = parts(snapshot.pack, path, snapshot.engagement.answers, asked)
        first = next((part.first for part in found if part.section == section), path.next)
        return Place(Stop.QUESTIONS, first)
    stop = Stop(step)
    if stop is Stop.QUESTIONS and asked:
        return after(Place(Stop.TASKS), snapshot, asked)
    if stop is Stop.QUESTIONS:
        first = path.next or (path.questions[0] if path.questions else None)
        return Place(stop, first) if first else Place(Stop.CHECK)
    return Place(stop)
