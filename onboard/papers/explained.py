"""One page that explains a choice before it is made, with what each side of it costs."""

from __future__ import annotations

from dataclasses import dataclass

from onboard.agreement.clauses import fill_text
from onboard.agreement.document import (
    Block,
    Cell,
    Column,
    Emphasis,
    Grid,
    Paragraph,
    Section,
)
from onboard.interview.answers import AnswerState
from onboard.interview.readback import answer_text
from onboard.papers.promises import Terms
from onboard.papers.sums import sum_rows
from onboard.risk.sums import Reckoning
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation in the firm's own numbers and the owner's own words."""

    id: str
    question: str
    title: str
    lead: str
    parts: tuple[tuple[str, str], ...]
    analogy: str
    sums: tuple[Reckoning, ...]
    not_reckoned: str
    """Which sums are left out, and why; empty where none is."""
    chosen: str
    """What was answered; empty while nothing was."""


def explanations(snapshot: EngagementSnapshot, agreed: Terms) -> tuple[Explained, ...]:
    """Every explanation of the pack, in its order."""
    reckoned = {each.id: each for each in snapshot.reckonings}
    sums = snapshot.pack.content.sums
    found = []
    for key, entry in snapshot.pack.content.explained.items():
        answer = snapshot.engagement.answers.get(entry.question)  # type: ignore[call-overload]
        found.append(
            Explained(
                id=key,
                question=entry.question,
                title=entry.title,
                lead=fill_text(entry.lead, agreed.values),
                parts=tuple(
                    (part.title, fill_text(part.text, agreed.values)) for part in entry.parts
                ),
                analogy=snapshot.analogy(entry.analogy) if entry.analogy else "",
                sums=tuple(reckoned[name] for name in entry.sums if name in reckoned),
                not_reckoned=_left_out(
                    snapshot, [sums[name].name for name in entry.sums if name not in reckoned]
                ),
                chosen=answer_text(snapshot.pack, answer)
                if answer is not None and answer.state is AnswerState.GIVEN
                else "",
            )
        )
    return tuple(found)


def _left_out(snapshot: EngagementSnapshot, names: list[str]) -> str:
    """Which sums are left out: numbers in another currency are not converted."""
    if not names:
        return ""
    is_foreign = snapshot.currency != snapshot.pack.currency
    key = "agreement.not-reckoned-money" if is_foreign else "agreement.not-reckoned"
    return say(key, names="; ".join(names))


def explained_sections(snapshot: EngagementSnapshot, agreed: Terms) -> tuple[Section, ...]:
    return tuple(_section(entry) for entry in explanations(snapshot, agreed))


def _section(entry: Explained) -> Section:
    blocks: list[Block] = [Paragraph(entry.lead, Emphasis.LEAD)]
    if entry.chosen:
        blocks.append(Paragraph(say("agreement.explained-chosen", answer=entry.chosen)))
    if entry.parts:
        titles = (say("agreement.col-step-of-it"), say("agreement.col-what-happens"))
        columns = (Column(titles[0], 5), Column(titles[1], 12))
        parts = tuple((Cell(title, strong=True), Cell(text)) for title, text in entry.parts)
        blocks.append(Grid("", columns, parts))
    if entry.analogy:
        blocks.append(Paragraph(say("agreement.analogy", text=entry.analogy), Emphasis.QUOTE))
    if entry.sums:
        columns = (
            Column(say("agreement.col-sum"), 12),
            Column(say("agreement.col-amount"), 5),
        )
        rows = tuple(row for reckoning in entry.sums for row in sum_rows(reckoning))
        blocks.append(Grid(say("agreement.both-costs"), columns, rows))
    if entry.not_reckoned:
        blocks.append(Paragraph(entry.not_reckoned, Emphasis.NOTE))
    return Section(entry.title, tuple(blocks))
