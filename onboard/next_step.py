"""What happens next, by when and by whom: as both agreed, or the first thing that waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from onboard.decisions import Position
from onboard.engagement import NextStep
from onboard.errors import UserFacingError
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.wording import say

LONGEST = 300
"""Signs of a next step: it is one sentence."""
SOON = timedelta(days=7)
"""For what waits for no day of its own."""
GUESSES_WITHIN = timedelta(days=30)


def checked_step(step: NextStep, today: date) -> NextStep:
    """The step on one line, not longer than a sentence.

    Raises:
        UserFacingError: "next.no-text", "next.past-day".
    """
    text = " ".join(step.text.split())[:LONGEST]
    if not text:
        raise UserFacingError("next.no-text")
    if step.on < today:
        raise UserFacingError("next.past-day", day=step.on.isoformat())
    return replace(step, text=text)


def next_step(snapshot: EngagementSnapshot) -> NextStep:
    """The agreed one; else the most pressing of what is open, so that a talk never ends in air."""
    agreed = snapshot.engagement.next_step
    return agreed if agreed is not None else suggested_step(snapshot)


def suggested_step(snapshot: EngagementSnapshot) -> NextStep:
    """Urgent things today; then open lines, put-off lines by their day, guesses, the start."""
    urgent = next((flag for flag in snapshot.urgent if flag.do_now), None)
    if urgent is not None:
        return NextStep(urgent.told, snapshot.on, "us")
    if snapshot.open_lines:
        text = say("next.decide", count=len(snapshot.open_lines))
        return NextStep(text, snapshot.on + SOON, "you")
    put_off = sorted(
        (by, line.line.name)
        for line in snapshot.lines
        if line.settled.position is Position.LATER and (by := _by(line)) is not None
    )
    if put_off:
        return NextStep(say("next.put-off", name=put_off[0][1]), put_off[0][0], "you")
    if any(line.line.to_confirm for line in snapshot.lines):
        return NextStep(say("next.guesses"), snapshot.on + GUESSES_WITHIN, "us")
    return NextStep(say("next.start"), snapshot.on + SOON, "us")


def _by(line: PlanLine) -> date | None:
    decision = line.settled.decision
    return decision.by if decision is not None else None
