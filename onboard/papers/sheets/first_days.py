"""The first 90 days: who is there for the client, what comes when, and how one may leave (S4.8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from onboard.agreement.document import (
    Block,
    Cell,
    Column,
    Document,
    Emphasis,
    Grid,
    Paragraph,
    Section,
)
from onboard.budget import due, phases
from onboard.content.model import Doer, ItemId, Tier
from onboard.decisions import Position
from onboard.next_step import next_step
from onboard.papers.promises import Terms, terms
from onboard.papers.refusals import acceptance_end
from onboard.papers.review import FIRST_REVIEW_AFTER, check_date
from onboard.papers.sheets.parts import (
    BOX,
    contact,
    part,
    sheet,
    standing,
    two_up,
    wanted,
)
from onboard.papers.wordings import doer
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say, say_count

MONTH = timedelta(days=30)
_MONTH_OF = {Tier.MUST: 1, Tier.SHOULD: 2, Tier.COULD: 3}
"""What keeps the work safe comes first. The days are written in when both agree them."""
MOST_NAMES = 3
"""Of what comes later; the agreement has all with their days."""


def first_days(snapshot: EngagementSnapshot) -> Document:
    """Three months with a talk at the end of each; no day but those that are agreed anyway."""
    agreed = terms(snapshot)
    by_month = _by_month(snapshot)
    sections = [part(say("sheets.contact-title"), contact(snapshot, agreed))]
    sections += [_month(snapshot, number, by_month.get(number, [])) for number in (1, 2)]
    last = _month(snapshot, 3, by_month.get(3, []))
    sections.append(replace(last, blocks=(*last.blocks, *_afterwards(by_month.get(4, [])))))
    sections.append(_leaving(agreed, snapshot.pack.content.papers.leaving))
    return sheet(snapshot, "first-90-days", sections)


def _by_month(snapshot: EngagementSnapshot) -> dict[int, list[str]]:
    """Names of lines by the month they begin in; 4: after the first 90 days."""
    found = phases(snapshot)
    fits: dict[ItemId, date | None] = {}
    for phase in (found.now, *found.later) if found is not None else ():
        fits |= {line.item: phase.on for line in phase.lines}
    months: dict[int, list[str]] = {}
    for line in wanted(snapshot):
        number = _MONTH_OF[line.tier]
        if line.item in fits:
            on = fits[line.item]
            number = 4 if on is None else max(number, (on - snapshot.on).days // MONTH.days + 1)
        chosen = due(snapshot, line) or line.line
        yours = chosen.who is Doer.YOU
        name = say("sheets.yours", name=chosen.name) if yours else chosen.name
        months.setdefault(min(number, 4), []).append(name)
    return months


def _month(snapshot: EngagementSnapshot, number: int, names: list[str]) -> Section:
    """What is put in, what has a day, and the talk that ends the month."""
    end = snapshot.on + (FIRST_REVIEW_AFTER if number == 3 else number * MONTH)
    start = snapshot.on + (number - 1) * MONTH
    dated: list[tuple[date, str, str]] = []
    step = next_step(snapshot)
    if _within(step.on, start, end):
        dated.append((step.on, step.text, doer(Doer(step.who))))
    if number == 1 and snapshot.assumptions:
        dated.append((check_date(snapshot), say("agreement.review-guesses"), doer(Doer.US)))
    for line in snapshot.lines:
        decision, position = line.settled.decision, line.settled.position
        if position is Position.LATER and decision is not None and decision.by is not None:
            if _within(decision.by, start, end):
                text = say("agreement.review-later", name=line.line.name)
                dated.append((decision.by, text, doer(Doer.YOU)))
        elif position is Position.DECLINED and _within(
            ends := acceptance_end(snapshot, line), start, end
        ):
            text = say("agreement.review-refusal", name=line.line.name)
            dated.append((ends, text, doer(Doer.YOU)))
    rows = [(Cell(day(on)), Cell(text), Cell(who), Cell(BOX)) for on, text, who in sorted(dated)]
    talk = say(f"sheets.talk-{number}")
    rows.append((Cell(day(end)), Cell(talk, strong=True), Cell(say("sheets.both")), Cell(BOX)))
    columns = (
        Column(say("sheets.col-by"), 5),
        Column(say("agreement.col-to-do"), 13),
        Column(say("agreement.col-who"), 4),
        Column(say("sheets.col-done"), 2),
    )
    blocks: list[Block] = [two_up(names)] if names else []
    return Section(say(f"sheets.month-{number}"), (*blocks, Grid("", columns, tuple(rows))))


def _within(on: date, start: date, end: date) -> bool:
    return start <= on <= end if start == end else start <= on < end


def _afterwards(names: list[str]) -> tuple[Block, ...]:
    """What does not fit the budget within these days; the agreement has its days."""
    if not names:
        return ()
    first, rest = ", ".join(names[:MOST_NAMES]), len(names) - MOST_NAMES
    if rest > 0:
        return (Paragraph(say_count("sheets.after-more", rest, names=first), Emphasis.NOTE),)
    return (Paragraph(say("sheets.after-days", names=first), Emphasis.NOTE),)


def _leaving(agreed: Terms, clauses: Collection[str]) -> Section:
    """What the agreement says on leaving, word for word; where it says nothing, that is said."""
    rows = tuple(
        (Cell(number), Cell(text))
        for number, filled, text in standing(agreed)
        if filled.id in clauses
    )
    columns = (Column(say("sheets.col-number"), 1), Column(say("sheets.maker-clause"), 20))
    said = Grid("", columns, rows) if rows else Paragraph(say("sheets.leave-none"))
    return part(say("sheets.leave-title"), said)
