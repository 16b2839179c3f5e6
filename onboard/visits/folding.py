"""Entries put together to visits and questions about bills: the newest about a thing counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from onboard.interview.answers import AnswerValue
from onboard.visits.entries import BillOutcome, Entry, Kept, Kind, PointState

VISIT, REVIEW = "visit", "review"


@dataclass(frozen=True, slots=True)
class Checked:
    """A promise as it was found at a visit."""

    about: str
    title: str
    state: Kept
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """An open point, done or with a new day."""

    about: str
    text: str
    state: PointState
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit or review, as it was written down."""

    id: str
    kind: str
    on: date
    present: tuple[str, ...] = ()
    checked: Mapping[str, Checked] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)
    pulses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By person: a word of the scale for each question."""
    measured: Mapping[str, AnswerValue] = field(default_factory=dict)
    anything_else: str | None = None
    """None: nobody has asked yet; empty: there was nothing."""
    private_note: str = ""
    closed_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_review(self) -> bool:
        return self.kind == REVIEW


@dataclass(frozen=True, slots=True)
class Written:
    """All that a form says at once; what is as it was before is not written again."""

    checked: Mapping[str, tuple[Kept, str]] = field(default_factory=dict)
    """By promise, with its note."""
    points: Mapping[str, date | None] = field(default_factory=dict)
    """By point: None is done, a day is that day."""
    new_points: tuple[tuple[str, date | None], ...] = ()
    pulses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    measured: Mapping[str, object] = field(default_factory=dict)
    anything_else: str | None = None
    private_note: str = ""


@dataclass(frozen=True, slots=True)
class BillQuestion:
    """A doubt about one line of a bill, and what became of it."""

    id: str
    line_on: date
    """The day on the line."""
    minutes: int
    doubt: str
    asked_on: date
    outcome: BillOutcome = BillOutcome.OPEN
    note: str = ""


def visits(entries: Iterable[Entry]) -> tuple[Visit, ...]:
    """All visits, the oldest day first."""
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.talk, []).append(entry)
    found = (_visit(group) for group in grouped.values() if group[0].kind is Kind.BEGUN)
    return tuple(sorted(found, key=lambda visit: visit.on))


def bill_questions(entries: Iterable[Entry]) -> tuple[BillQuestion, ...]:
    """All questions about bills, in the order in which they were asked."""
    found: dict[str, BillQuestion] = {}
    for entry in entries:
        if entry.kind is Kind.BILL_ASKED and entry.on is not None:
            words = dict(entry.words)
            minutes, asked_on = int(words["minutes"]), entry.at.date()
            found[entry.talk] = BillQuestion(entry.talk, entry.on, minutes, entry.text, asked_on)
        elif entry.kind is Kind.BILL_SETTLED and entry.talk in found:
            was = found[entry.talk]
            found[entry.talk] = BillQuestion(
                was.id, was.line_on, was.minutes, was.doubt, was.asked_on,
                BillOutcome(entry.state), entry.text,
            )  # fmt: skip
    return tuple(found.values())


def broken(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The promises that were last found broken, each with its note, for the list of clients."""
    newest = {entry.about: entry for entry in entries if entry.kind is Kind.CHECKED}
    return tuple(
        f"{dict(entry.words).get('title', entry.about)}: {entry.text}".rstrip(": ")
        for entry in newest.values()
        if entry.state == Kept.BROKEN.value
    )


def waiting_points(entries: Iterable[Entry]) -> tuple[Point, ...]:
    """Points with a day that nobody has called done since."""
    newest: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind is Kind.POINT:
            newest[entry.about] = entry
    return tuple(
        _point(entry) for entry in newest.values() if entry.state == PointState.DATED.value
    )


def _visit(group: list[Entry]) -> Visit:
    first, checked, points = group[0], {}, {}
    pulses, measured = {}, {}
    told, note, closed = None, "", None
    present = [name for _, name in first.words]
    for entry in group:
        match entry.kind:
            case Kind.CHECKED:
                title = dict(entry.words).get("title", "")
                state = Kept(entry.state)
                checked[entry.about] = Checked(entry.about, title, state, entry.text)
            case Kind.POINT:
                points[entry.about] = _point(entry)
            case Kind.PULSE:
                pulses[entry.about] = dict(entry.words)
            case Kind.MEASURED if entry.value is not None:
                measured[entry.about] = entry.value
            case Kind.ANYTHING_ELSE:
                told = entry.text
            case Kind.PRIVATE:
                note = entry.text
            case Kind.CLOSED:
                closed = entry.at
    return Visit(
        id=first.talk,
        kind=first.state,
        on=first.on or first.at.date(),
        present=tuple(present),
        checked=checked,
        points=points,
        pulses=pulses,
        measured=measured,
        anything_else=told,
        private_note=note,
        closed_at=closed,
    )


def _point(entry: Entry) -> Point:
    return Point(entry.about, entry.text, PointState(entry.state), entry.on)
