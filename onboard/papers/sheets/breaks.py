"""One page to hang beside the phone: what to do when it breaks, what we do, and whom to call."""

from __future__ import annotations

from onboard.agreement.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Emphasis,
    Facts,
    Grid,
    Paragraph,
    Section,
)
from onboard.papers.promises import Terms, terms
from onboard.papers.sheets.parts import (
    blank,
    clause_text,
    contact,
    empty_rows,
    is_as_offered,
    number_of,
    part,
    sheet,
)
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say

_TIMES = "p9-answer-times"
_STARTS = ("start-all-stopped", "start-key-job", "start-one-person", "start-request")
STEPS = 5
OTHERS = ("line", "program", "bank", "insurer")


def when_it_breaks(snapshot: EngagementSnapshot) -> Document:
    """Reactions are promised, not perfection (S1.13); whom to call in anger (S1.12)."""
    agreed = terms(snapshot)
    steps = tuple(say(f"sheets.breaks-{number}") for number in range(1, STEPS + 1))
    source = Paragraph(say("sheets.breaks-source"), Emphasis.NOTE)
    sections = (
        part(say("sheets.breaks-you"), Bullets(steps, numbered=True), source),
        _whom(snapshot, agreed),
        _we_do(agreed),
        part(
            say("sheets.breaks-others"),
            Grid(
                "",
                tuple(Column(say(f"sheets.other-{key}"), 4) for key in OTHERS),
                empty_rows(1, *("" for _ in OTHERS)),
            ),
        ),
    )
    return sheet(snapshot, "when-it-breaks", sections)


def _whom(snapshot: EngagementSnapshot, agreed: Terms) -> Section:
    number = number_of(agreed, "c5-respect")
    rows = contact(snapshot, agreed).rows
    if number and "calm-contact" in agreed.values:
        text = say("sheets.clause", text=agreed.values["calm-contact"].text, number=number)
        rows = (*rows, (say("sheets.calm"), text))
    return part(say("sheets.whom-title"), Facts(rows))


def _we_do(agreed: Terms) -> Section:
    """By when, as the agreement says it; where it names no times, that is said too."""
    blocks: list[Block] = []
    number = number_of(agreed, _TIMES)
    if is_as_offered(agreed, _TIMES):
        columns = (Column(say("sheets.col-happened"), 9), Column(say("sheets.col-start"), 8))
        rows = tuple((Cell(say(f"sheets.{key}")), Cell(blank(agreed, key))) for key in _STARTS)
        blocks.append(Grid(say("sheets.times-of", number=number), columns, rows))
    elif number:
        blocks.append(Paragraph(clause_text(agreed, _TIMES)[0]))
    else:
        blocks.append(Paragraph(say("sheets.no-times")))
    told = clause_text(agreed, "p13-breaks", "p10-our-trouble", "b4-our-mistake")
    if told:
        blocks.append(Bullets(told))
    return Section(say("sheets.breaks-we"), tuple(blocks))
