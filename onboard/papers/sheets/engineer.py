"""The sheet for the engineer: every promise that was made, and when each line is done (S3.1)."""

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
from onboard.budget import due
from onboard.content.model import AnswerKind, Side
from onboard.decisions import Position
from onboard.interview.answers import AnswerState
from onboard.interview.readback import heard
from onboard.papers.plan import to_confirm
from onboard.papers.promises import Terms, terms
from onboard.papers.refusals import acceptance_end
from onboard.papers.review import next_step_text
from onboard.papers.sheets.parts import BOX, blank, part, sheet, standing, wanted
from onboard.papers.wordings import doer
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say


def engineer(snapshot: EngagementSnapshot) -> Document:
    """Nothing is in it that the client may not see: it is handed over in his rooms."""
    agreed = terms(snapshot)
    sections = (
        _first(snapshot, agreed),
        _lines(snapshot),
        _left_out(snapshot),
        _promises(agreed),
    )
    return sheet(snapshot, "engineer", sections)


def _first(snapshot: EngagementSnapshot, agreed: Terms) -> Section:
    client = snapshot.engagement.client
    rows = [(say("sheets.owner"), client.owner)] if client.owner else []
    if "change-window" in snapshot.pack.content.blanks:
        rows.append((say("sheets.change-window"), blank(agreed, "change-window")))
    rows.append((say("sheets.next-step"), next_step_text(snapshot)))
    blocks: list[Block] = [Facts(tuple(rows))]
    said = _said(snapshot)
    if said:
        blocks += [Paragraph(say("sheets.asked-us")), Bullets(said)]
    urgent = [flag.told for flag in snapshot.urgent]
    if urgent:
        blocks.insert(0, Paragraph(" ".join(urgent), Emphasis.WARNING))
    return Section(say("sheets.first-title"), tuple(blocks))


def _said(snapshot: EngagementSnapshot) -> tuple[str, ...]:
    """What was said besides, in the owner's words; nothing about the present helper."""
    content = snapshot.pack.content
    kept = content.helper.private_sections if content.helper is not None else ()
    answers = snapshot.engagement.answers
    free = [
        heard(snapshot.pack, answers[key])
        for key in snapshot.path.questions
        if key in answers
        and answers[key].state is AnswerState.GIVEN
        and content.questions[key].kind is AnswerKind.TEXT
        and content.questions[key].section not in kept
    ]
    remarks = [
        say("agreement.in-words", words=entry.text)
        for entry in snapshot.engagement.remarks
        if entry.section not in kept
    ]
    return (*free, *remarks, *snapshot.engagement.corrections)


def _lines(snapshot: EngagementSnapshot) -> Section:
    columns = (
        Column(say("agreement.col-line"), 11),
        Column(say("sheets.col-done-means"), 15),
        Column(say("sheets.col-done"), 2),
    )
    items = snapshot.pack.content.items
    rows = []
    for line in wanted(snapshot):
        item, chosen = items[line.item], due(snapshot, line) or line.line
        notes = (
            f"{chosen.quantity} × {chosen.unit}",
            chosen.offer_name if len(item.offers) > 1 else "",
            doer(chosen.who),
            to_confirm(snapshot, line),
        )
        rows.append(
            (
                Cell(chosen.name, note=" · ".join(note for note in notes if note), strong=True),
                Cell(item.done_means or "–", note=item.test),
                Cell(BOX),
            )
        )
    title = say("sheets.lines-title")
    return Section(title, (Grid("", columns, tuple(rows)),) if rows else ())


def _left_out(snapshot: EngagementSnapshot) -> Section:
    """What the owner said no to, or put off: it is not put in, and not talked about again."""
    rows = []
    for line in snapshot.lines:
        decision = line.settled.decision
        if decision is None:
            continue
        if line.settled.position is Position.DECLINED:
            steps = [step.text for step in line.leaving_out.cheaper if step.id in decision.cheaper]
            end = say("sheets.no-until", day=day(acceptance_end(snapshot, line)))
            rows.append((Cell(line.line.name), Cell(end), Cell(" ".join(steps) or "–")))
        elif line.settled.position is Position.LATER and decision.by:
            when = say("sheets.later-by", day=day(decision.by))
            rows.append((Cell(line.line.name), Cell(when), Cell("–")))
    columns = (
        Column(say("agreement.col-line"), 7),
        Column(say("sheets.col-state"), 6),
        Column(say("sheets.col-instead"), 9),
    )
    title = say("sheets.left-out-title")
    return Section(title, (Grid("", columns, tuple(rows)),) if rows else ())


def _promises(agreed: Terms) -> Section:
    """Each clause that binds us, as it is printed; struck ones are no promise."""
    columns = (
        Column(say("sheets.col-number"), 2),
        Column(say("sheets.col-promise"), 22),
        Column(say("sheets.col-done"), 2),
    )
    rows = tuple(
        (Cell(number), Cell(filled.clause.title, note=text, strong=True), Cell(BOX))
        for number, filled, text in standing(agreed)
        if filled.clause.side is not Side.CLIENT
    )
    if not rows:
        return part(say("sheets.promises-title"), Paragraph(say("sheets.no-promises")))
    lead = Paragraph(say("sheets.promises-lead"))
    return part(say("sheets.promises-title"), lead, Grid("", columns, rows))
