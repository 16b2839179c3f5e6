"""How long a signed no stands: to its own day, a year at most, and less when facts change."""

from __future__ import annotations

from datetime import date, timedelta

from onboard.content.model import Level
from onboard.decisions import Choice, Decision
from onboard.engagement import Ending, Engagement
from onboard.risk.grids import rank

LONGEST_MONTHS = 12
LONGEST_MONTHS_VERY_HIGH = 6
REVIEW_BEFORE = timedelta(days=30)


def months_later(start: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month.

    Raises:
        OverflowError: no calendar goes so far.
    """
    year, month = divmod(start.month - 1 + months, 12)
    year += start.year
    for last in (start.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise OverflowError("a day behind the last one that is counted")


def latest_end(start: date, worst: Level) -> date:
    """The last day that a no of this day can have."""
    is_grave = rank(worst) >= rank(Level.VERY_HIGH)
    return months_later(start, LONGEST_MONTHS_VERY_HIGH if is_grave else LONGEST_MONTHS)


def end_of(facts: Engagement, decision: Decision, worst: Level) -> date | None:
    """The last day of a no as it stands in its paper; None while nobody knows when it was said."""
    start = accepted_on(facts, decision)
    if start is None:
        return decision.until
    latest = latest_end(start, worst)
    return latest if decision.until is None else min(decision.until, latest)


def review_of(facts: Engagement, decision: Decision, worst: Level) -> date | None:
    """When it is looked at again, with today's facts beside those of then."""
    end = end_of(facts, decision, worst)
    start = accepted_on(facts, decision)
    if end is None or start is None:
        return end
    return max(start, end - REVIEW_BEFORE)


def accepted_on(facts: Engagement, decision: Decision) -> date | None:
    """The day on which it was signed, or said while no paper holds it."""
    if decision.at is None:
        return None
    signed = (
        paper.signed_at
        for paper in facts.papers
        if paper.owner and paper.signed_at is not None and paper.signed_at >= decision.at
    )
    return next(signed, decision.at).date()


def ending_of(facts: Engagement, decision: Decision) -> Ending | None:
    """What ended this no before its day, if anything did."""
    return next(
        (
            ending
            for ending in facts.endings
            if ending.line == decision.line
            and decision.choice is Choice.DECLINE
            and (decision.at is None or ending.at is None or ending.at > decision.at)
        ),
        None,
    )


def is_over(facts: Engagement, decision: Decision, worst: Level, on: date) -> bool:
    """Whether a no does not stand any more on a day."""
    if decision.choice is not Choice.DECLINE:
        return False
    ending = ending_of(facts, decision)
    if ending is not None and ending.on is not None and ending.on <= on:
        return True
    end = end_of(facts, decision, worst)
    return end is not None and end < on
