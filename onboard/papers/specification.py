"""What is needed, for any supplier: no supplier named, no price, and not an agreement."""

from __future__ import annotations

from onboard.agreement.document import (
    Bullets,
    Cell,
    Column,
    Cover,
    Document,
    Emphasis,
    Grid,
    Paragraph,
    Section,
)
from onboard.budget import due
from onboard.content.model import Tier
from onboard.papers.wordings import tier_name
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.wording import day, say


def specification(snapshot: EngagementSnapshot) -> Document:
    """Each wanted line with its number, what "done" means, and room for the supplier's answer.

    It is told on every page that this is no agreement. The owner's risks and refusals are not in
    it: they are no supplier's business.
    """
    lines = [line for line in snapshot.lines if due(snapshot, line) is not None]
    sections = [
        Section(
            say("spec.answer-title"),
            (Paragraph(say("spec.answer-lead"), Emphasis.LEAD), Bullets(_how_to_answer())),
        )
    ]
    for tier in Tier:
        mine = [line for line in lines if line.tier is tier]
        if mine:
            sections.append(_section(snapshot, tier, mine))
    return Document(
        reference=day(snapshot.on),
        running_title=say("spec.running", client=snapshot.engagement.client.name),
        language=snapshot.pack.content.pack.language,
        cover=Cover(
            title=say("spec.title"),
            subtitle=snapshot.engagement.client.name,
            firm="",
            facts=((say("agreement.cover-date"), day(snapshot.on)),),
            highlights_title=say("spec.highlights"),
            highlights=(
                say("spec.not-an-agreement"),
                say("spec.counted", count=len(lines)),
                say("spec.guessed", count=sum(line.line.to_confirm for line in lines)),
            ),
            note=say("spec.note"),
        ),
        contents_title=say("agreement.contents"),
        sections=tuple(sections),
        footer_note=say("spec.not-an-agreement"),
    )


def _how_to_answer() -> tuple[str, ...]:
    return tuple(say(f"spec.answer-{number}") for number in range(1, 5))


def _section(snapshot: EngagementSnapshot, tier: Tier, lines: list[PlanLine]) -> Section:
    columns = (
        Column(say("spec.col-need"), 12),
        Column(say("agreement.col-number"), 3),
        Column(say("spec.col-yes-no"), 4),
        Column(say("spec.col-price"), 4),
    )
    rows = tuple(_row(snapshot, line) for line in lines)
    return Section(tier_name(tier), (Grid(tier_name(tier), columns, rows),))


def _row(snapshot: EngagementSnapshot, line: PlanLine) -> tuple[Cell, ...]:
    wanted = due(snapshot, line) or line.line
    item = snapshot.pack.content.items[line.item]
    notes = [item.counting, *(f"{say('spec.without')} {text}" for text in item.exclusions)]
    if item.done_means:
        notes.append(say("agreement.done-means", text=item.done_means))
    if item.test:
        notes.append(say("spec.test", text=item.test))
    if line.line.to_confirm:
        notes.append(say("agreement.to-confirm"))
    return (
        Cell(wanted.name, note=" · ".join(notes), strong=True),
        Cell(f"{wanted.quantity} × {wanted.unit}"),
        Cell(say("spec.boxes")),
        Cell("________"),
    )
