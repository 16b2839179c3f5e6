"""What we heard: the owner's answers in his own words, with what each led to."""

from __future__ import annotations

from collections import defaultdict

from onboard.agreement.document import Bullets, Cell, Column, Emphasis, Grid, Paragraph, Section
from onboard.content.model import QuestionId
from onboard.interview.answers import AnswerState
from onboard.interview.readback import heard
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say


def led_to(snapshot: EngagementSnapshot) -> dict[QuestionId, tuple[str, ...]]:
    """The names of the lines that rest on each answer."""
    found: dict[QuestionId, list[str]] = defaultdict(list)
    for plan_line in snapshot.lines:
        if not plan_line.line.is_bought:
            continue
        for chain in snapshot.explainer.chains(plan_line.line):
            for question in chain.questions:
                if plan_line.line.name not in found[question]:
                    found[question].append(plan_line.line.name)
    return {question: tuple(names) for question, names in found.items()}


def heard_section(snapshot: EngagementSnapshot) -> Section:
    """One table a section of the questionnaire; corrections of the owner stand below."""
    consequences = led_to(snapshot)
    blocks: list[Grid | Paragraph | Bullets] = [
        Paragraph(say("agreement.heard-lead", name=snapshot.engagement.client.name), Emphasis.LEAD)
    ]
    blocks.extend(_order(snapshot))
    blocks.extend(_owned(snapshot))
    for section in snapshot.pack.content.sections:
        rows = []
        for key in snapshot.path.questions:
            answer = snapshot.engagement.answers.get(key)
            question = snapshot.pack.content.questions[key]
            if answer is None or answer.state is not AnswerState.GIVEN:
                continue
            if question.section != section.id:
                continue
            notes = [say("agreement.in-words", words=answer.words)] if answer.words else []
            if key in snapshot.pack.asked_by_insurers:
                notes.append(say(f"sure.{answer.sure.value}"))
            note = " ".join(notes)
            names = ", ".join(consequences.get(key, ()))
            rows.append((Cell(heard(snapshot.pack, answer), note=note), Cell(names)))
        said = [entry.text for entry in snapshot.engagement.remarks if entry.section == section.id]
        rows += [(Cell(say("agreement.remark", words=text)), Cell("")) for text in said]
        if rows:
            blocks.append(_table(section.title, rows))
    if snapshot.engagement.corrections:
        blocks.append(Paragraph(say("agreement.corrections")))
        blocks.append(Bullets(snapshot.engagement.corrections))
    return Section(say("agreement.heard-title"), tuple(blocks))


def _table(title: str, rows: list[tuple[Cell, Cell]]) -> Grid:
    """Where no answer led to a line, no empty column says so."""
    columns = (Column(say("agreement.col-heard"), 6), Column(say("agreement.col-led-to"), 4))
    width = 2 if any(led.text for _, led in rows) else 1
    return Grid(title, columns[:width], tuple(row[:width] for row in rows))


def _order(snapshot: EngagementSnapshot) -> list[Grid]:
    """The owner's own list in his words, and how it was read."""
    columns = (Column(say("agreement.col-wanted"), 5), Column(say("agreement.col-read-as"), 6))
    items = snapshot.pack.content.items
    rows = tuple(
        (
            Cell(f"“{entry.words}”"),
            Cell(
                f"{entry.quantity} × {items[entry.item].name}"
                if entry.item is not None
                else say("agreement.not-read")
            ),
        )
        for entry in snapshot.engagement.order
    )
    return [Grid(say("agreement.wanted-title"), columns, rows)] if rows else []


def _owned(snapshot: EngagementSnapshot) -> list[Grid]:
    """What the owner has already, with the days on which it ends."""
    columns = (
        Column(say("agreement.col-owned"), 6),
        Column(say("agreement.col-number"), 2),
        Column(say("agreement.col-until"), 4),
    )
    items = snapshot.pack.content.items
    rows = tuple(
        (
            Cell(items[holding.item].name),
            Cell(
                say("agreement.number-unknown")
                if holding.quantity is None
                else str(holding.quantity)
            ),
            Cell(day(holding.until) if holding.until else "–"),
        )
        for holding in snapshot.engagement.estate
        if holding.item in items
    )
    return [Grid(say("agreement.owned-title"), columns, rows)] if rows else []
