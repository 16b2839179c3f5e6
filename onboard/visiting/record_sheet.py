"""The sheet of a visit as it was written down, for both to keep; the private note is not in it."""

from __future__ import annotations

from collections.abc import Sequence

from onboard.agreement.document import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Grid,
    Paragraph,
    Section,
)
from onboard.papers.sheets.parts import by_hand, part, sheet
from onboard.visiting.view import VisitView, kept_text, settled_text
from onboard.wording import day, say


def visit_record(view: VisitView) -> Document:
    """Nobody signs it with a key; there is room to sign by hand."""
    visit = view.visit
    sections = (
        part(
            say(f"visit.{visit.kind}"),
            Facts(
                (
                    (say("visit.begin-on"), day(visit.on)),
                    (say("visit.begin-present"), ", ".join(visit.present)),
                )
            ),
        ),
        _promises(view),
        _points(view),
        _pains(view),
        _pulses(view),
        _else(view),
        by_hand(view.snapshot),
    )
    kind = "review" if visit.is_review else "visit"
    return sheet(view.snapshot, kind, sections)


def _grid(
    title: str, heads: tuple[tuple[str, int], ...], rows: Sequence[tuple[str, ...]]
) -> Section:
    columns = tuple(Column(say(head), weight) for head, weight in heads)
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    blocks: tuple[Block, ...] = (Grid("", columns, cells),) if rows else ()
    return Section(say(title), blocks)


def _promises(view: VisitView) -> Section:
    rows = [
        (each.promise.number, each.promise.title, kept_text(each))
        for each in view.promises
        if each.checked is not None
    ]
    heads = (("sheets.col-number", 2), ("sheets.col-promise", 9), ("sheets.col-kept", 10))
    return _grid("visit.promises", heads, rows)


def _points(view: VisitView) -> Section:
    rows = [(each.point.text, settled_text(each)) for each in view.points]
    return _grid("visit.points", (("sheets.col-point", 14), ("sheets.col-state", 7)), rows)


def _pains(view: VisitView) -> Section:
    rows = [(each.pain.ask, each.pain.first, each.today or "–") for each in view.pains]
    heads = (("sheets.col-asked-then", 9), ("sheets.first-day", 6), ("sheets.today", 6))
    return _grid("visit.pains", heads, rows)


def _pulses(view: VisitView) -> Section:
    rows = [
        (person, say(f"pulse.{question}"), say(f"pulse.{word}"))
        for person, words in view.visit.pulses.items()
        for question, word in words.items()
    ]
    heads = (("visit.pulse-person", 5), ("sheets.col-asked-then", 11), ("sheets.col-answer", 5))
    return _grid("visit.pulse", heads, rows)


def _else(view: VisitView) -> Section:
    told = view.visit.anything_else
    if told is None:
        return Section("", ())
    return part(say("visit.else"), Paragraph(told or say("visit.else-nothing")))
