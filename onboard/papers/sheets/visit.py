"""The sheet that ends a visit: each point done or dated, and a last question before we go."""

from __future__ import annotations

from onboard.agreement.document import Cell, Column, Document, Grid, Section
from onboard.budget import due
from onboard.content.model import Doer
from onboard.decisions import Position
from onboard.interview.assumptions import Why
from onboard.papers.promises import Terms, terms
from onboard.papers.review import check_date
from onboard.papers.sheets.parts import (
    BOX,
    LINE,
    boxed,
    boxes,
    by_hand,
    empty_rows,
    number_of,
    part,
    sheet,
    two_up,
    wanted,
)
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say, say_count

NEW_POINTS = 4
MOST_GUESSES = 8
"""So many are named one by one; the agreement has all."""


def visit(snapshot: EngagementSnapshot) -> Document:
    """Nothing is left open without a day (S2.5), and "anything else?" is asked (S2.8)."""
    agreed = terms(snapshot)
    sections = (
        _points(snapshot),
        _dated(snapshot),
        _tried(agreed, snapshot.pack.content.papers.tried),
        part(
            say("sheets.else-title"),
            Grid(
                "",
                (Column(say("sheets.col-answer"), 12), Column(say("sheets.col-by"), 5)),
                (
                    (Cell(boxed("sheets.else-nothing")), Cell("")),
                    *empty_rows(2, boxed("sheets.else-this"), ""),
                ),
            ),
        ),
        by_hand(snapshot),
    )
    return sheet(snapshot, "visit", sections)


def _points(snapshot: EngagementSnapshot) -> Section:
    """What comes by the plan, and rows for what came up today."""
    lines = (due(snapshot, line) or line.line for line in wanted(snapshot))
    names = [line.name for line in lines if line.who is not Doer.YOU]
    return part(say("sheets.points-title"), two_up(names, NEW_POINTS))


def _dated(snapshot: EngagementSnapshot) -> Section:
    """What has a day already: lines that wait, and guesses to check."""
    rows = []
    for line in snapshot.lines:
        decision = line.settled.decision
        if line.settled.position is Position.LATER and decision is not None and decision.by:
            text = say("sheets.waits", name=line.line.name)
            rows.append((Cell(text), Cell(day(decision.by)), Cell(BOX)))
    guesses = [entry for entry in snapshot.assumptions if entry.why is not Why.NOT_ASKED]
    questions = snapshot.pack.content.questions
    by = day(check_date(snapshot))
    for entry in guesses[:MOST_GUESSES]:
        text = say("sheets.check", question=questions[entry.question].ask)
        rows.append((Cell(text), Cell(by), Cell(BOX)))
    rest = len(guesses) - MOST_GUESSES
    if rest > 0:
        rows.append((Cell(say_count("sheets.check-more", rest)), Cell(by), Cell(BOX)))
    columns = (
        Column(say("sheets.col-point"), 13),
        Column(say("sheets.col-by"), 6),
        Column(say("sheets.col-done"), 3),
    )
    title = say("sheets.dated-title")
    return Section(title, (Grid("", columns, tuple(rows)),) if rows else ())


def _tried(agreed: Terms, clause: str | None) -> Section:
    number = number_of(agreed, clause)
    promised = say("sheets.as-promised", number=number) if number else ""
    return part(
        say("sheets.tried-title"),
        *boxes(
            say("sheets.tried-restart"),
            f"{say('sheets.tried-tasks')} {LINE}",
            f"{say('sheets.tried-time')} {promised}".strip(),
        ),
    )
