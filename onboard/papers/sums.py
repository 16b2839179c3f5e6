"""What it costs to leave things as they are, line by line from the owner's own numbers."""

from __future__ import annotations

from onboard.agreement.document import Align, Cell, Column, Emphasis, Grid, Paragraph, Section
from onboard.papers.wordings import amount
from onboard.risk.sums import Reckoning
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say


def sums_section(snapshot: EngagementSnapshot) -> Section:
    """One table: each sum with its lines, its source, and whether a number is a guess."""
    columns = (
        Column(say("agreement.col-sum"), 12),
        Column(say("agreement.col-amount"), 5, Align.RIGHT),
    )
    elsewhere = {key for entry in snapshot.pack.content.explained.values() for key in entry.sums}
    shown = (each for each in snapshot.reckonings if each.id not in elsewhere)
    rows = tuple(row for reckoning in shown for row in sum_rows(reckoning))
    title = say("page.sums-title")
    lead = Paragraph(say("agreement.sums-lead"), Emphasis.LEAD)
    return Section(title, (lead, Grid("", columns, rows)) if rows else ())


def sum_rows(reckoning: Reckoning) -> list[tuple[Cell, Cell]]:
    """One sum with its lines, its source, and whether a number of it is a guess."""
    wanted = reckoning.sum
    notes = [say("sum.source", source=wanted.source, day=day(wanted.on))]
    if reckoning.is_guessed:
        notes.append(say("agreement.sum-guessed"))
    notes.extend(say("sum.left-out", text=text) for text in reckoning.left_out)
    head = (Cell(wanted.name, note=" ".join(notes), strong=True), Cell(amount(reckoning.amount)))
    lines = [(Cell(figure.text), Cell(amount(figure.amount))) for figure in reckoning.figures]
    return [head, *(lines if len(lines) > 1 else [])]
