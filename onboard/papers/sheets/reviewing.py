"""The sheet for a review: promises, pains of the first day beside today, and what ends (S1.16)."""

from __future__ import annotations

from onboard.agreement.document import (
    Block,
    Cell,
    Column,
    Document,
    Emphasis,
    Facts,
    Grid,
    Paragraph,
    Section,
)
from onboard.content.model import AnswerKind, Side
from onboard.decisions import Position
from onboard.interview.answers import AnswerState
from onboard.interview.readback import answer_text
from onboard.papers.promises import Terms, terms
from onboard.papers.refusals import acceptance_end
from onboard.papers.review import review_section
from onboard.papers.sheets.parts import boxed, empty_rows, part, sheet, standing
from onboard.present_helper import present_helper
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say


def review_sheet(snapshot: EngagementSnapshot) -> Document:
    """Nothing in it is a mark: each side says what was kept, and both agree what comes next."""
    agreed = terms(snapshot)
    sections = (
        _pains(snapshot),
        _promises(agreed),
        _endings(snapshot),
        _dates(snapshot),
        _next(),
    )
    return sheet(snapshot, "review", sections)


def _pains(snapshot: EngagementSnapshot) -> Section:
    """The numbers of the first day, with room for those of today."""
    first = say("sheets.first-day")
    blocks: list[Block] = []
    answers, content = snapshot.engagement.answers, snapshot.pack.content
    sections = snapshot.pack.section_by_id
    rows = [
        (Cell(content.questions[key].ask), Cell(answer_text(snapshot.pack, answers[key])), Cell(""))
        for key in snapshot.path.questions
        if key in answers
        and answers[key].state is AnswerState.GIVEN
        and sections[content.questions[key].section].baseline
        and content.questions[key].kind is not AnswerKind.TABLE
    ]
    columns = (
        Column(say("sheets.col-asked-then"), 9),
        Column(first, 7),
        Column(say("sheets.today"), 6),
    )
    if rows:
        blocks.append(Grid("", columns, tuple(rows)))
    view = present_helper(snapshot)
    wanted = content.helper.tables[:1] if content.helper is not None else ()
    for table in view.tables if view is not None else ():
        filled = [row for row in table.rows if any(row[1:])]
        if table.question in wanted and filled:
            titles = (*table.columns, say("sheets.today"))
            blocks.append(
                Grid(
                    table.title,
                    tuple(Column(title, 3) for title in titles),
                    tuple((*(Cell(cell or "–") for cell in row), Cell("")) for row in filled),
                )
            )
    if not blocks:
        blocks.append(Paragraph(say("sheets.no-pains")))
        blocks.append(Grid("", columns, empty_rows(3, "", "", "")))
    return Section(say("sheets.pains-title"), tuple(blocks))


def _promises(agreed: Terms) -> Section:
    """Both sides' promises; what was struck is none."""
    columns = (
        Column(say("sheets.col-number"), 2),
        Column(say("sheets.col-promise"), 11),
        Column(say("sheets.col-kept"), 8),
        Column(say("sheets.col-word"), 5),
    )
    grids = []
    for side in (Side.PROVIDER, Side.CLIENT, Side.BOTH):
        rows = tuple(
            (
                Cell(number),
                Cell(filled.clause.title, note=filled.measure if text == filled.text else ""),
                Cell(boxed("sheets.kept", "sheets.partly", "sheets.not-kept")),
                Cell(""),
            )
            for number, filled, text in standing(agreed)
            if filled.clause.side is side and (filled.measure or side is not Side.BOTH)
        )
        if rows:
            grids.append(Grid(say(f"sheets.side-{side.value}"), columns, rows))
    return Section(say("sheets.kept-title"), tuple(grids))


def _endings(snapshot: EngagementSnapshot) -> Section:
    """Each signed no with its last day, and each line that waits: it is talked about once."""
    rows = []
    for line in snapshot.lines:
        decision = line.settled.decision
        if line.settled.position is Position.DECLINED:
            when = say("sheets.no-until", day=day(acceptance_end(snapshot, line)))
        elif line.settled.position is Position.LATER and decision is not None and decision.by:
            when = say("sheets.later-by", day=day(decision.by))
        else:
            continue
        answer = boxed("sheets.again-no", "sheets.now-yes")
        rows.append((Cell(line.line.name, note=line.leaving_out.without), Cell(when), Cell(answer)))
    columns = (
        Column(say("agreement.col-line"), 11),
        Column(say("sheets.col-state"), 6),
        Column(say("sheets.col-today-says"), 7),
    )
    title = say("sheets.endings-title")
    return Section(title, (Grid("", columns, tuple(rows)),) if rows else ())


def _dates(snapshot: EngagementSnapshot) -> Section:
    """The other days of the agreement, and what the owner wrote beforehand."""
    told = {say("agreement.review-refusal", name=line.line.name) for line in snapshot.lines}
    told |= {say("agreement.review-later", name=line.line.name) for line in snapshot.lines}
    kept = [
        Facts(tuple(row for row in block.rows if row[1] not in told))
        if isinstance(block, Facts)
        else block
        for block in review_section(snapshot).blocks
        if isinstance(block, Facts)
        or (isinstance(block, Paragraph) and block.emphasis is Emphasis.QUOTE)
        or (isinstance(block, Paragraph) and block.text == say("agreement.would-act"))
    ]
    return Section(say("sheets.dates-title"), tuple(kept))


def _next() -> Section:
    columns = (
        Column(say("agreement.col-to-do"), 12),
        Column(say("agreement.col-who"), 5),
        Column(say("sheets.col-by"), 5),
    )
    grid = Grid("", columns, empty_rows(3, "", "", ""))
    return part(say("sheets.agreed-today"), grid)
