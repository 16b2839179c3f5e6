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
from onboard.content.model import ShortPapers, StartCase
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

STEPS = 5
OTHERS = ("line", "program", "bank", "insurer")


def when_it_breaks(snapshot: EngagementSnapshot) -> Document:
    """Reactions are promised, not perfection (S1.13); whom to call in anger (S1.12)."""
    agreed, quoted = terms(snapshot), snapshot.pack.content.papers
    steps = tuple(say(f"sheets.breaks-{number}") for number in range(1, STEPS + 1))
    source = Paragraph(say("sheets.breaks-source"), Emphasis.NOTE)
    sections = (
        part(say("sheets.breaks-you"), Bullets(steps, numbered=True), source),
        _whom(snapshot, agreed, quoted),
        _we_do(agreed, quoted),
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


def _whom(snapshot: EngagementSnapshot, agreed: Terms, quoted: ShortPapers) -> Section:
    number = number_of(agreed, quoted.anger)
    rows = contact(snapshot, agreed).rows
    calm = agreed.values.get(quoted.calm or "")
    if number and calm is not None:
        text = say("sheets.clause", text=calm.text, number=number)
        rows = (*rows, (say("sheets.calm"), text))
    if snapshot.firm.phone:
        return part(say("sheets.whom-title"), Facts(rows))
    missing = Paragraph(say("sheets.no-phone"), Emphasis.WARNING)
    return part(say("sheets.whom-title"), missing, Facts(rows))


def _we_do(agreed: Terms, quoted: ShortPapers) -> Section:
    """By when, as the agreement says it; where it names no times, that is said too."""
    blocks: list[Block] = []
    number = number_of(agreed, quoted.answer_times)
    if quoted.starts and is_as_offered(agreed, quoted.answer_times):
        columns = (Column(say("sheets.col-happened"), 9), Column(say("sheets.col-start"), 8))
        rows = tuple(
            (Cell(say(f"sheets.start-{case.value}")), Cell(blank(agreed, quoted.starts[case])))
            for case in StartCase
            if case in quoted.starts
        )
        blocks.append(Grid(say("sheets.times-of", number=number), columns, rows))
    elif number and quoted.answer_times is not None:
        blocks.append(Paragraph(clause_text(agreed, quoted.answer_times)[0]))
    else:
        blocks.append(Paragraph(say("sheets.no-times")))
    told = clause_text(agreed, *quoted.when_it_breaks)
    if told:
        blocks.append(Bullets(told))
    return Section(say("sheets.breaks-we"), tuple(blocks))
