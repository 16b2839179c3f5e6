"""Who calls a maker's support: both ways with their cost, the choice, and that it was read."""

from __future__ import annotations

from collections.abc import Collection

from onboard.agreement.document import (
    Block,
    Bullets,
    ClauseText,
    Column,
    Document,
    Emphasis,
    Grid,
    Paragraph,
    Section,
)
from onboard.content.model import QuestionId
from onboard.papers.explained import Explained, explanations
from onboard.papers.promises import Terms, terms
from onboard.papers.sheets.parts import BOX, by_hand, part, sheet, standing
from onboard.papers.sums import sum_rows
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say

TICKED = "☒"


def can_be_made(snapshot: EngagementSnapshot) -> bool:
    """Whether the pack explains a choice at all."""
    return bool(snapshot.pack.content.explained)


def maker_calls(snapshot: EngagementSnapshot) -> Document:
    """Acknowledged before any work (S3.2, S3.6); the agreement's own clause, word for word."""
    agreed = terms(snapshot)
    sections: list[Section] = []
    for entry in explanations(snapshot, agreed):
        sections += [_choice(snapshot, entry), _why(entry)]
    sections += [
        _clauses(agreed, snapshot.pack.content.papers.maker_calls),
        by_hand(snapshot, say("sheets.maker-read")),
    ]
    return sheet(snapshot, "maker-calls", sections)


def _choice(snapshot: EngagementSnapshot, entry: Explained) -> Section:
    question = snapshot.pack.content.questions[QuestionId(entry.question)]
    ticks = tuple(
        f"{TICKED if option.label == entry.chosen else BOX} {option.label}"
        for option in question.options.values()
    )
    lead = say("sheets.maker-chosen" if entry.chosen else "sheets.maker-open")
    blocks: list[Block] = [Paragraph(lead), *(Paragraph(tick) for tick in ticks)]
    if entry.sums:
        columns = (Column(say("agreement.col-sum"), 12), Column(say("agreement.col-amount"), 5))
        rows = tuple(row for reckoning in entry.sums for row in sum_rows(reckoning))
        blocks.append(Grid(say("agreement.both-costs"), columns, rows))
    if entry.not_reckoned:
        blocks.append(Paragraph(entry.not_reckoned, Emphasis.NOTE))
    return Section(question.ask, tuple(blocks))


def _why(entry: Explained) -> Section:
    texts = tuple(f"{title}. {text}" for title, text in entry.parts)
    blocks: list[Block] = [Paragraph(entry.lead), Bullets(texts)]
    if entry.analogy:
        blocks.append(Paragraph(say("agreement.analogy", text=entry.analogy), Emphasis.QUOTE))
    return Section(entry.title, tuple(blocks))


def _clauses(agreed: Terms, wanted: Collection[str]) -> Section:
    blocks = tuple(
        ClauseText(number, filled.clause.title, text, filled.measure)
        for number, filled, text in standing(agreed)
        if filled.id in wanted
    )
    return part(say("sheets.maker-clause"), *blocks) if blocks else Section("", ())
