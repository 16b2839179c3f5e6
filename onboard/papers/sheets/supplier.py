"""What an owner may expect from any supplier: a short list to keep, with how to tell (S0.17)."""

from __future__ import annotations

from onboard.agreement.document import Cell, Column, Document, Emphasis, Grid, Paragraph
from onboard.papers.promises import terms
from onboard.papers.sheets.parts import boxed, number_of, part, sheet
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say

EXPECTED = (
    "p7-listen",
    "p8-clear-first",
    "a1-say-no",
    "b2-bill-shows",
    "p9-answer-times",
    "p5-test",
    "p6-our-work",
    "p4-more",
    "p11-your-keys",
    "p10-our-trouble",
    "p12-look-ahead",
    "b3-speak-up",
)
"""Where the agreement promises the same, by clause of the pack; its number stands beside it."""


def supplier_list(snapshot: EngagementSnapshot) -> Document:
    """For the supplier of the day, whoever it is; our own promises are named by their number."""
    agreed = terms(snapshot)
    columns = (
        Column(say("sheets.col-expect"), 9),
        Column(say("sheets.col-tell"), 10),
        Column(say("sheets.col-so"), 5),
    )
    rows = []
    for place, clause in enumerate(EXPECTED, start=1):
        number = number_of(agreed, clause)
        note = say("sheets.we-promise", number=number) if number else ""
        rows.append(
            (
                Cell(f"{place}. {say(f'sheets.expect-{place}')}", note=note, strong=True),
                Cell(say(f"sheets.tell-{place}")),
                Cell(boxed("sheets.yes", "sheets.not-yet")),
            )
        )
    source = Paragraph(say("sheets.expect-source"), Emphasis.NOTE)
    talk = Paragraph(say("sheets.expect-talk"))
    section = part("", Grid("", columns, tuple(rows)), talk, source)
    return sheet(snapshot, "supplier-list", (section,), of_firm=False)
