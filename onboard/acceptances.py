"""Every no with its life: who said it, until when, what ended it, and today's facts beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onboard.acceptance_life import accepted_on, end_of, ending_of, is_over, review_of
from onboard.decisions import Choice, Decision, newest
from onboard.engagement import Ending
from onboard.snapshot import EngagementSnapshot, PlanLine


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One refusal. Names are those that were written down, as text."""

    decision: Decision
    accepted: date | None
    review: date | None
    ends: date | None
    ended: Ending | None
    """What ended it sooner."""
    is_over: bool
    """It does not stand any more: the line has come back and waits for a new word."""
    is_due: bool
    """The day of its review has come, or it is over."""
    line: PlanLine | None
    """The line with today's number, price and risk; None where nothing needs it today."""


def acceptances(snapshot: EngagementSnapshot) -> tuple[Acceptance, ...]:
    """Those that came back first, then by the day of their review."""
    said = newest(snapshot.engagement.decisions).values()
    found = [_acceptance(snapshot, made) for made in said if made.choice is Choice.DECLINE]
    late = date.max
    return tuple(sorted(found, key=lambda each: (not each.is_over, each.review or late)))


def _acceptance(snapshot: EngagementSnapshot, made: Decision) -> Acceptance:
    facts, on = snapshot.engagement, snapshot.on
    line = snapshot.line_by_item.get(made.line)
    if line is None:
        ending = ending_of(facts, made)
        return Acceptance(
            made, accepted_on(facts, made), made.until, made.until, ending, True, False, None
        )
    worst = line.leaving_out.worst
    review = review_of(facts, made, worst)
    over = is_over(facts, made, worst, on)
    return Acceptance(
        decision=made,
        accepted=accepted_on(facts, made),
        review=review,
        ends=end_of(facts, made, worst),
        ended=ending_of(facts, made),
        is_over=over,
        is_due=over or (review is not None and review <= on),
        line=line,
    )
