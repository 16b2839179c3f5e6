"""What we heard: the owner's answers in his own words, with what each led to."""

from __future__ import annotations

from collections import defaultdict

from onboard.agreement.document import Bullets, Cell, Column, Emphasis, Grid, Paragraph, Section
from onboard.content.model import ItemId, QuestionId
from onboard.interview.answers import AnswerState, Sureness
from onboard.papers.told import told
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
    """One table, a part of it for each section of the questionnaire; corrections stand below."""
    consequences = led_to(snapshot)
    blocks: list[Grid | Paragraph | Bullets] = [
        Paragraph(say("agreement.heard-lead", name=snapshot.engagement.client.name), Emphasis.LEAD)
    ]
    blocks.extend(_order(snapshot))
    blocks.extend(_owned(snapshot))
    table: list[tuple[Cell, Cell]] = []
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
            looked = answer.sure is not Sureness.BELIEVED
            if looked and key in snapshot.pack.asked_by_insurers:
                notes.append(say(f"sure.{answer.sure.value}"))
            note = " ".join(notes)
            names = ", ".join(consequences.get(key, ()))
            rows.append((Cell(told(snapshot.pack, answer), note=note), Cell(names)))
        said = [entry.text for entry in snapshot.engagement.remarks if entry.section == section.id]
        rows += [(Cell(say("agreement.remark", words=text)), Cell("")) for text in said]
        if rows:
            table += [(Cell(section.title, strong=True), Cell("")), *rows]
    if table:
        columns = (Column(say("agreement.col-heard"), 6), Column(say("agreement.col-led-to"), 5))
        blocks.append(Grid("", columns, tuple(table)))
    if snapshot.engagement.corrections:
        blocks.append(Paragraph(say("agreement.corrections")))
        blocks.append(Bullets(snapshot.engagement.corrections))
    return Section(say("agreement.heard-title"), tuple(blocks))


def _led_by_order(snapshot: EngagementSnapshot) -> dict[ItemId, tuple[str, ...]]:
    """The names of the lines that each thing on the owner's own list asks for besides."""
    found: dict[ItemId, list[str]] = defaultdict(list)
    ordered = {line.item for line in snapshot.lines if line.line.ordered}
    for plan_line in snapshot.lines:
        if not plan_line.line.is_bought:
            continue
        for chain in snapshot.explainer.chains(plan_line.line):
            root = chain.parents[0] if chain.parents else None
            if root in ordered and plan_line.line.name not in found[root]:
                found[root].append(plan_line.line.name)
    return {item: tuple(names) for item, names in found.items()}


def _order(snapshot: EngagementSnapshot) -> list[Grid]:
    """The owner's own list in his words, how it was read, and what it led to."""
    consequences = _led_by_order(snapshot)
    columns = (
        Column(say("agreement.col-wanted"), 4),
        Column(say("agreement.col-read-as"), 4),
        Column(say("agreement.col-led-to"), 8),
    )
    items = snapshot.pack.content.items
    rows = tuple(
        (
            Cell(f"“{entry.words}”"),
            Cell(
                f"{entry.quantity} × {items[entry.item].name}"
                if entry.item is not None
                else say("agreement.not-read")
            ),
            Cell(", ".join(consequences.get(entry.item, ())) if entry.item is not None else ""),
        )
        for entry in snapshot.engagement.order
    )
    return [Grid(say("agreement.wanted-title"), columns, rows)] if rows else []


def _owned(snapshot: EngagementSnapshot) -> list[Paragraph]:
    """What the owner has already, with the days on which it ends."""
    items = snapshot.pack.content.items
    things = []
    for holding in snapshot.engagement.estate:
        if holding.item not in items:
            continue
        name = items[holding.item].name
        unknown = say("agreement.number-unknown")
        text = f"{name} ({unknown})" if holding.quantity is None else f"{holding.quantity} × {name}"
        until = say("agreement.owned-until", day=day(holding.until)) if holding.until else ""
        things.append(f"{text} {until}".strip())
    return [Paragraph(say("agreement.owned", things="; ".join(things)))] if things else []
