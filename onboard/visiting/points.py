"""What is open at a visit: lines that wait, guesses, refusals that end, lines not installed yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onboard.acceptances import acceptances
from onboard.decisions import Position
from onboard.interview.assumptions import Why
from onboard.papers.sheets.parts import wanted
from onboard.snapshot import EngagementSnapshot
from onboard.visits.folding import Point
from onboard.wording import day, say

ABOUT_TO_END = timedelta(days=92)
"""A refusal that ends so soon is talked about: the next visit may come after its end."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that is to be done, or gets a day, before the visit closes."""

    key: str
    text: str
    by: date | None = None
    """The day that it has had until now."""


def open_points(snapshot: EngagementSnapshot, waiting: Iterable[Point]) -> tuple[OpenPoint, ...]:
    """`waiting` are the points of earlier visits that have a day and are not done."""
    found = {point.key: point for point in _of_the_file(snapshot)}
    for point in waiting:
        known = found.get(point.about)
        text = known.text if known is not None else point.text
        found[point.about] = OpenPoint(point.about, text, point.by)
    return tuple(found.values())


def _of_the_file(snapshot: EngagementSnapshot) -> Iterator[OpenPoint]:
    for line in snapshot.lines:
        decision = line.settled.decision
        if line.settled.position is Position.LATER:
            by = decision.by if decision is not None else None
            text = say("sheets.waits", name=line.line.name)
            yield OpenPoint(f"later:{line.item}", text, by)
    questions = snapshot.pack.content.questions
    for entry in snapshot.assumptions:
        if entry.why is not Why.NOT_ASKED:
            text = say("sheets.check", question=questions[entry.question].ask)
            yield OpenPoint(f"guess:{entry.question}", text)
    for each in acceptances(snapshot):
        if each.line is None or each.ends is None:
            continue
        if each.is_due or each.ends - snapshot.on <= ABOUT_TO_END:
            text = say("visit.point-no", name=each.line.line.name, day=day(each.ends))
            yield OpenPoint(f"no:{each.decision.line}", text, each.ends)
    installed = {entry.line for entry in snapshot.engagement.installed}
    for line in wanted(snapshot):
        if line.item not in installed and line.line.is_bought:
            text = say("visit.point-install", name=line.line.name)
            yield OpenPoint(f"install:{line.item}", text)
