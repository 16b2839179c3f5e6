"""The present helper: what is told, what follows from it, and what shall become of it."""

from __future__ import annotations

from onboard.agreement.document import (
    Block,
    Cell,
    Column,
    Emphasis,
    Grid,
    Paragraph,
    Section,
    Subheading,
)
from onboard.content.model import ChainStage, HelperOutcome
from onboard.papers.wordings import doer
from onboard.present_helper import FilledTable, HelperView, Link, present_helper
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say


def helper_section(snapshot: EngagementSnapshot) -> Section:
    """Empty where there is no helper, or nothing was told of one."""
    view = present_helper(snapshot)
    title = say("agreement.helper-title")
    if view is None or not has_content(view):
        return Section(title, ())
    blocks: list[Block] = [Paragraph(say("agreement.helper-lead"), Emphasis.LEAD)]
    if view.weighed:
        blocks.append(Paragraph(view.weighed))
    blocks += [_grid(table) for table in view.tables]
    blocks += _chain(view)
    for question, words in view.quotes:
        blocks += [
            Paragraph(question, Emphasis.NOTE),
            Paragraph(say("agreement.in-words", words=words), Emphasis.QUOTE),
        ]
    if view.outcome is not None and not (view.is_us and view.outcome.leaves):
        blocks += outcome_blocks(view.outcome)
    return Section(title, tuple(blocks))


def has_content(view: HelperView) -> bool:
    """Whether more is told than who it is."""
    return bool(view.weighed or view.chain or view.tables or view.quotes or view.outcome)


def outcome_blocks(outcome: HelperOutcome) -> list[Block]:
    """What was decided, with everything to do, by when and by whom."""
    columns = (
        Column(say("agreement.col-to-do"), 16),
        Column(say("agreement.col-by"), 4),
        Column(say("agreement.col-who"), 3),
    )
    rows = tuple(
        (Cell(step.text), Cell(step.by), Cell(doer(step.who))) for step in outcome.checklist
    )
    return [
        Subheading(outcome.title),
        Paragraph(outcome.lead),
        Grid("", columns, rows),
    ]


def _grid(table: FilledTable) -> Grid:
    columns = tuple(Column(title, 3) for title in table.columns)
    told = [row for row in table.rows if any(row[1:])]  # rows that stand there by themselves
    rows = tuple(tuple(Cell(cell or "–") for cell in row) for row in told or table.rows)
    return Grid(table.title, columns, rows)


def _chain(view: HelperView) -> list[Block]:
    if not view.chain:
        return []
    blocks: list[Block] = [
        Subheading(say("agreement.chain-title")),
        Paragraph(say("agreement.chain-lead")),
    ]
    columns = (Column(say("agreement.col-link"), 7), Column(say("agreement.col-you-told"), 8))
    rows: list[tuple[Cell, Cell]] = []
    for stage in ChainStage:
        links = [link for link in view.chain if link.stage is stage]
        if links:
            rows.append((Cell(say(f"agreement.chain-{stage.value}"), strong=True), Cell("")))
            rows += [(Cell(link.text), Cell(link_said(link))) for link in links]
    return [*blocks, Grid("", columns, tuple(rows))]


def link_said(link: Link) -> str:
    """The answers that a link rests on, read back."""
    return " ".join(said.rstrip(".") + "." for _, said in link.cites)


def link_text(link: Link) -> str:
    """A link with the answers that it rests on."""
    return say("agreement.chain-link", text=link.text, said=link_said(link))
