"""Guesses to check, and the days on which this agreement is looked at again."""

from __future__ import annotations

from datetime import date, timedelta

from onboard.agreement.document import (
    Block,
    Cell,
    Column,
    Emphasis,
    Facts,
    Grid,
    Paragraph,
    Section,
)
from onboard.content.model import Doer
from onboard.decisions import Position
from onboard.interview.assumptions import Why
from onboard.next_step import GUESSES_WITHIN, next_step
from onboard.papers.refusals import acceptance_end
from onboard.papers.wordings import doer
from onboard.present_helper import present_helper
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say

FIRST_REVIEW_AFTER = timedelta(days=91)
YEARLY_REVIEW_AFTER = timedelta(days=365)


def check_date(snapshot: EngagementSnapshot) -> date:
    """By when the guesses are checked."""
    return snapshot.on + GUESSES_WITHIN


def latest_acceptance_end(snapshot: EngagementSnapshot) -> date:
    """When the last signed no of this agreement runs out; a year from now without any."""
    ends = [
        acceptance_end(snapshot, line)
        for line in snapshot.lines
        if line.settled.position is Position.DECLINED
    ]
    return max(ends, default=snapshot.on + YEARLY_REVIEW_AFTER)


def guesses_section(snapshot: EngagementSnapshot) -> Section:
    """What nobody knew, what was assumed instead, whom to ask and by when."""
    shown = [entry for entry in snapshot.assumptions if entry.why is not Why.NOT_ASKED]
    defaults = [entry for entry in snapshot.assumptions if entry.why is Why.NOT_ASKED]
    title = say("agreement.guesses-title")
    if not shown and not defaults:
        return Section(title, (Paragraph(say("agreement.no-guesses"), Emphasis.LEAD),))
    by = day(check_date(snapshot))
    columns = (
        Column(say("agreement.col-question"), 5),
        Column(say("agreement.col-assumed"), 5),
        Column(say("agreement.col-ask"), 6),
        Column(say("agreement.col-by"), 3),
    )
    rows = []
    for entry in shown:
        question = snapshot.pack.content.questions[entry.question]
        note = say(f"agreement.why-{entry.why.value}")
        ask = say("agreement.ask", who=entry.who, say=entry.say)
        rows.append((Cell(question.ask, note=note), Cell(entry.assumed), Cell(ask), Cell(by)))
    blocks: list[Block] = [Paragraph(say("agreement.guesses-lead", day=by), Emphasis.LEAD)]
    if rows:
        blocks.append(Grid("", columns, tuple(rows)))
    if defaults:
        questions = snapshot.pack.content.questions
        pair = (Column(say("agreement.col-question"), 6), Column(say("agreement.col-assumed"), 6))
        unasked = tuple(
            (Cell(questions[entry.question].ask), Cell(entry.assumed)) for entry in defaults
        )
        blocks.append(Paragraph(say("agreement.unasked-lead")))
        blocks.append(Grid("", pair, unasked))
    return Section(title, tuple(blocks))


def review_section(snapshot: EngagementSnapshot) -> Section:
    """The dates: guesses, later lines, refusals that end, reviews; each before what it is for."""
    at_once = [(say("agreement.review-at-once"), flag.told) for flag in snapshot.urgent]
    dated = []
    if snapshot.assumptions:
        dated.append((check_date(snapshot), say("agreement.review-guesses")))
    for line in snapshot.lines:
        decision = line.settled.decision
        if line.settled.position is Position.LATER and decision is not None and decision.by:
            dated.append((decision.by, say("agreement.review-later", name=line.line.name)))
        if line.settled.position is Position.DECLINED:
            end = acceptance_end(snapshot, line)
            dated.append((end, say("agreement.review-refusal", name=line.line.name)))
    for holding in snapshot.owned:
        item = snapshot.pack.content.items.get(holding.item)
        if holding.until is not None and item is not None and holding.until >= snapshot.on:
            dated.append((holding.until, say("agreement.review-ends", name=item.name)))
    dated.append((snapshot.on + FIRST_REVIEW_AFTER, say("agreement.review-first")))
    dated.append((snapshot.on + YEARLY_REVIEW_AFTER, say("agreement.review-yearly")))
    rows = [*at_once, *((day(when), text) for when, text in sorted(dated))]
    return Section(
        say("agreement.review-title"),
        (
            Paragraph(next_step_text(snapshot), Emphasis.LEAD),
            Paragraph(say("agreement.review-lead")),
            Facts(tuple(rows)),
            *_would_act(snapshot),
        ),
    )


def next_step_text(snapshot: EngagementSnapshot) -> str:
    """What happens next, with its day and who does it."""
    step = next_step(snapshot)
    text = step.text if step.text.endswith((".", "!", "?")) else f"{step.text}."
    return say("agreement.next-step", text=text, day=day(step.on), who=doer(Doer(step.who)))


def _would_act(snapshot: EngagementSnapshot) -> list[Block]:
    """What the owner wrote beforehand would make him act: quoted when both sit down."""
    view = present_helper(snapshot)
    if view is None or not view.would_act:
        return []
    return [
        Paragraph(say("agreement.would-act")),
        Paragraph(say("agreement.in-words", words=view.would_act), Emphasis.QUOTE),
    ]
