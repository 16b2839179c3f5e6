"""Works an overview out of everything that follows from a file's facts on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from onboard.acceptances import acceptances
from onboard.content.model import AnswerKind, QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import Position
from onboard.desk.overview import (
    NOT_CHECKED,
    NOTHING_KEPT,
    NOTHING_SIGNED,
    Kept,
    Overview,
    Owned,
    PriceCheck,
    Refusal,
    Shortfall,
    SignedLines,
    Stage,
    Step,
    System,
    Things,
)
from onboard.engagement import Engagement
from onboard.finders import estate_flags
from onboard.interview.answers import AnswerState
from onboard.snapshot import EngagementSnapshot


def overview(
    snapshot: EngagementSnapshot,
    price_check: PriceCheck = NOT_CHECKED,
    kept: Kept = NOTHING_KEPT,
) -> Overview:
    """Work out what the desk shows of one file; this derives the whole plan."""
    facts = snapshot.engagement
    paper = facts.agreed_paper
    signed_at = paper.signed_at if paper is not None else None
    return Overview(
        version=facts.version,
        name=facts.client.name,
        owner=facts.client.owner,
        business=_business(snapshot),
        stage=_stage(snapshot),
        alone=facts.alone,
        pack=facts.pack.id,
        pack_version=facts.pack.version,
        pack_sha256=facts.pack.sha256,
        signed_on=(paper.signed_on if paper is not None else None)
        or (signed_at.date() if signed_at is not None else None),
        step=_step(snapshot),
        refusals=tuple(_refusals(snapshot)),
        shortfalls=tuple(_shortfalls(snapshot)),
        systems=tuple(_systems(snapshot.pack, facts)),
        price_check=price_check,
        broken=kept.broken,
        renew_on=_renew_on(snapshot),
    )


def things(snapshot: EngagementSnapshot, signed: SignedLines = NOTHING_SIGNED) -> Things:
    owned = tuple(Owned(str(one.item), one.quantity or 0, one.until) for one in snapshot.owned)
    return Things(owned, signed)


def _business(snapshot: EngagementSnapshot) -> str:
    trades = snapshot.pack.content.trades
    if trades is None:
        return ""
    answer = snapshot.engagement.answers.get(QuestionId(trades.question))
    question = snapshot.pack.content.questions.get(trades.question)
    if answer is None or question is None or answer.value is None:
        return ""
    option = question.options.get(str(answer.value))
    return option.label if option is not None else ""


def _stage(snapshot: EngagementSnapshot) -> Stage:
    facts = snapshot.engagement
    if facts.half_signed_paper is not None:
        return Stage.HALF_SIGNED
    if facts.agreed_paper is not None:
        return Stage.SIGNED if facts.amending is None else Stage.AMENDING
    if not facts.answers and not facts.estate:
        return Stage.NEW
    if not snapshot.path.is_done and not facts.decisions:
        return Stage.TALK
    return Stage.DECIDING if snapshot.open_lines or not facts.decisions else Stage.READY


def _step(snapshot: EngagementSnapshot) -> Step:
    """The agreed one, or what waits first, without a day of its own where it has none."""
    facts = snapshot.engagement
    agreed = facts.next_step
    if agreed is not None:
        return Step("agreed", agreed.text, agreed.on, 0)
    if facts.is_closed:
        return Step("review", "", None, 0)
    urgent = next((flag for flag in snapshot.urgent if flag.do_now), None)
    if urgent is not None:
        return Step("urgent", urgent.told, None, 0)
    left = len([key for key in snapshot.path.questions if key not in facts.answers])
    if left and not facts.decisions:
        return Step("ask", "", None, left)
    if snapshot.open_lines:
        return Step("decide", "", None, len(snapshot.open_lines))
    put_off = sorted(
        (line.settled.decision.by, line.line.name)
        for line in snapshot.lines
        if line.settled.position is Position.LATER
        and line.settled.decision is not None
        and line.settled.decision.by is not None
    )
    if put_off:
        return Step("put-off", put_off[0][1], put_off[0][0], 0)
    return Step("sign", "", None, 0)


def _refusals(snapshot: EngagementSnapshot) -> Iterator[Refusal]:
    for each in acceptances(snapshot):
        if each.line is None:  # nothing needs it today
            continue
        ended = each.ended.on if each.ended is not None else None
        yield Refusal(
            str(each.decision.line),
            each.line.line.name,
            each.line.tier.value,
            each.review,
            ended if ended is not None else each.ends,
        )


def _shortfalls(snapshot: EngagementSnapshot) -> Iterator[Shortfall]:
    found = estate_flags(snapshot.pack, snapshot.bill, snapshot.owned, snapshot.on)
    for flag in found:
        line = snapshot.bill.get(flag.lines[0]) if flag.lines else None
        if flag.kind == "shortfall" and line is not None:
            yield Shortfall(str(line.item), line.name, line.on_hand, line.required)


def _systems(pack: ContentPack, facts: Engagement) -> Iterator[System]:
    """What stands in tables that name systems, each with how many there are."""
    found: dict[str, int] = {}
    for key, answer in facts.answers.items():
        question = pack.content.questions.get(key)
        if question is None or question.kind is not AnswerKind.TABLE:
            continue
        if answer.state is not AnswerState.GIVEN or not isinstance(answer.value, tuple):
            continue
        products = [name for name, column in question.columns.items() if column.lifecycle]
        sums = next((count.sum for count in question.counts.values()), "")
        for row in answer.value:
            cells = dict(row)  # type: ignore[arg-type]
            amount = cells.get(sums, 1)
            for column in products:
                product = str(cells.get(column, ""))
                if product in pack.content.lifecycle:
                    found[product] = found.get(product, 0) + int(amount)
    soon = timedelta(days=pack.content.support_soon_days)
    for product, count in found.items():
        known = pack.content.lifecycle[product]
        ends = known.support_end
        yield System(product, known.name, count, ends, ends - soon if ends is not None else None)


def _renew_on(snapshot: EngagementSnapshot) -> date | None:
    """The next day on which something is worked out that no date above tells."""
    return min((day for day in _turns(snapshot) if day > snapshot.on), default=None)


def _turns(snapshot: EngagementSnapshot) -> Iterable[date]:
    night = timedelta(days=1)
    for system in _systems(snapshot.pack, snapshot.engagement):
        if system.ends is not None and system.soon_from is not None:
            yield system.soon_from
            yield system.ends + night
    yield from (one.until + night for one in snapshot.owned if one.until is not None)
    for made in snapshot.engagement.decisions:
        yield from (day + night for day in (made.by, made.until) if day is not None)
    yield from (one.on for one in snapshot.engagement.installed)
