"""A visit as a screen or a sheet shows it: what is asked, what was said, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field

from onboard.content.pack import ContentPack
from onboard.snapshot import EngagementSnapshot
from onboard.visiting.pains import Pain, today_text
from onboard.visiting.points import OpenPoint
from onboard.visiting.promises import SignedPromise
from onboard.visits.entries import Kept
from onboard.visits.folding import Checked, Point, Visit
from onboard.wording import day, say, say_count

PULSE = ("soon-enough", "clear", "stays-fixed")
"""What each person may be asked; nobody is judged by it."""
SCALE = ("mostly", "partly", "seldom", "cannot-say")
"""Words, and no marks."""


@dataclass(frozen=True, slots=True)
class PromiseCheck:
    """A promise and how it was found; None: not looked at on that day."""

    promise: SignedPromise
    checked: Checked | None


@dataclass(frozen=True, slots=True)
class PointCheck:
    point: OpenPoint
    settled: Point | None


@dataclass(frozen=True, slots=True)
class PainCheck:
    pain: Pain
    today: str
    """In words; empty: not measured yet."""


@dataclass(frozen=True, slots=True)
class VisitView:
    """Everything about one visit of a client."""

    visit: Visit
    snapshot: EngagementSnapshot
    promises: tuple[PromiseCheck, ...] = ()
    points: tuple[PointCheck, ...] = ()
    pains: tuple[PainCheck, ...] = ()
    missing: tuple[str, ...] = field(default=())
    """Why it cannot be closed yet, in sentences; empty: it can."""

    @property
    def pack(self) -> ContentPack:
        return self.snapshot.pack


def visit_view(
    visit: Visit,
    snapshot: EngagementSnapshot,
    promises: tuple[SignedPromise, ...],
    points: tuple[OpenPoint, ...],
    pains: tuple[Pain, ...],
) -> VisitView:
    """Points that were said at this visit alone stand after those of the file."""
    shown = {point.key: PointCheck(point, visit.points.get(point.key)) for point in points}
    for key, own in visit.points.items():
        shown.setdefault(key, PointCheck(OpenPoint(key, own.text, own.by), own))
    checks = tuple(PromiseCheck(each, visit.checked.get(each.key)) for each in promises)
    measured = tuple(
        PainCheck(
            pain,
            today_text(snapshot.pack, pain, visit.measured[pain.key])
            if pain.key in visit.measured
            else "",
        )
        for pain in pains
    )
    settled = tuple(shown.values())
    missing = () if visit.is_closed else _missing(visit, settled)
    return VisitView(visit, snapshot, checks, settled, measured, missing)


def _missing(visit: Visit, points: tuple[PointCheck, ...]) -> tuple[str, ...]:
    told = []
    left = sum(each.settled is None for each in points)
    if left:
        told.append(say_count("visit.points-left", left))
    if visit.anything_else is None:
        told.append(say("visit.else-left"))
    return tuple(told)


def kept_text(check: PromiseCheck) -> str:
    if check.checked is None:
        return say("visit.not-looked-at")
    state = say(f"visit.{check.checked.state.value}")
    note = check.checked.note
    return say("visit.state-note", state=state, note=note) if note else state


def settled_text(check: PointCheck) -> str:
    if check.settled is None:
        return say("visit.point-open")
    if check.settled.by is not None:
        return say("visit.point-by", day=day(check.settled.by))
    return say("visit.point-done")


def needs_note(state: Kept) -> bool:
    return state is not Kept.KEPT
