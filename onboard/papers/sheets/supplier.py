"""What an owner may expect from any supplier: a short list to keep, with how to tell (S0.17)."""

from __future__ import annotations

from onboard.agreement.document import Cell, Column, Document, Emphasis, Grid, Paragraph
from onboard.content.model import Expectation
from onboard.papers.promises import terms
from onboard.papers.sheets.parts import boxed, number_of, part, sheet
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say


def supplier_list(snapshot: EngagementSnapshot) -> Document:
    """For the supplier of the day, whoever it is; our own promises are named by their number."""
    agreed = terms(snapshot)
    columns = (
        Column(say("sheets.col-expect"), 9),
        Column(say("sheets.col-tell"), 10),
        Column(say("sheets.col-so"), 5),
    )
    rows = []
    promised = snapshot.pack.content.papers.expected
    for place, wish in enumerate(Expectation, start=1):
        number = number_of(agreed, promised.get(wish))
        note = say("sheets.we-promise", number=number) if number else ""
        rows.append(
            (
                Cell(f"{place}. {say(f'sheets.expect-{wish.value}')}", note=note, strong=True),
                Cell(say(f"sheets.tell-{wish.value}")),
                Cell(boxed("sheets.yes", "sheets.not-yet")),
            )
        )
    source = Paragraph(say("sheets.expect-source"), Emphasis.NOTE)
    talk = Paragraph(say("sheets.expect-talk"))
    section = part("", Grid("", columns, tuple(rows)), talk, source)
    return sheet(snapshot, "supplier-list", (section,), of_firm=False)
