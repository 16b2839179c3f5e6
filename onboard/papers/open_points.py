"""Why an agreement cannot be signed yet: one sentence for each hindrance."""

from __future__ import annotations

from collections.abc import Iterator

from onboard.content.model import Tier
from onboard.decisions import Position
from onboard.papers.promises import Terms
from onboard.papers.ways import ways
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.wording import day, say

FEW = 5
"""Up to so many undecided lines are told one by one."""
NAMED = 3
"""So many of more lines than that are named in short."""


def open_points(
    snapshot: EngagementSnapshot, agreed: Terms, *, in_short: bool = False
) -> tuple[str, ...]:
    """Empty when the agreement may be signed.

    A paper names every open line; `in_short` is for a screen, from which the lines can be reached.
    """
    return tuple(_found(snapshot, agreed, in_short=in_short))


def _found(snapshot: EngagementSnapshot, agreed: Terms, *, in_short: bool) -> Iterator[str]:
    if not snapshot.engagement.client.name.strip():
        yield say("open.no-client-name")
    undecided = [line for line in snapshot.lines if line.settled.position is Position.OPEN]
    for line in snapshot.lines:
        if line.settled.position is not Position.OPEN or len(undecided) <= FEW:
            yield from _line(snapshot, line)
    names_open = [line.line.name for line in undecided]
    if len(undecided) > FEW and in_short:
        names = ", ".join(names_open[:NAMED])
        yield say("open.lines", count=len(undecided), names=names, more=len(undecided) - NAMED)
    elif len(undecided) > FEW:
        yield say("open.lines-all", count=len(undecided), names="; ".join(names_open))
    unpriced = [
        line.line.name
        for line in snapshot.lines
        if line.chosen is not None
        and line.chosen.is_bought
        and not line.chosen.unit_price.is_confirmed
    ]
    if unpriced:
        names = ", ".join(unpriced)
        yield say("open.no-price", currency=snapshot.currency, names=names)
    step = snapshot.engagement.next_step
    if step is not None and step.on < snapshot.on:
        yield say("open.step-passed", day=day(step.on))
    for way in ways(snapshot, agreed):
        if way.is_chosen and not way.is_guess and way.missing:
            yield say("open.way", name=way.name, titles="; ".join(way.missing))
    for label in agreed.unfilled:
        yield say("open.blank", label=label)
    for filled in agreed.to_initial:
        if not agreed.initials.get(filled.id, "").strip():
            yield say("open.clause-initials", title=filled.clause.title)
    if not snapshot.pack.content.not_legal_advice.strip():
        yield say("open.no-legal-note")


def _line(snapshot: EngagementSnapshot, line: PlanLine) -> Iterator[str]:
    name = line.line.name
    decision = line.settled.decision
    match line.settled.position:
        case Position.OPEN:
            yield say("open.line", name=name)
        case Position.STALE:
            yield say("open.stale", name=name)
        case Position.DECLINED if decision is not None:
            if not decision.reason.strip():
                yield say("open.no-reason", name=name)
            if line.tier is Tier.MUST and not decision.initials.strip():
                yield say("open.no-initials", name=name)
            if decision.until is not None and decision.until <= snapshot.on:
                yield say("open.acceptance-ended", name=name)
        case Position.LATER if decision is not None:
            if decision.by is None:
                yield say("open.no-date", name=name)
            elif decision.by < snapshot.on:
                yield say("open.date-passed", name=name)
        case _:
            return
