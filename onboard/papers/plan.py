"""The plan by tier with who does what, its totals, and the schedule of every line's fate."""

from __future__ import annotations

from onboard.agreement.document import (
    Align,
    Block,
    Cell,
    Column,
    Emphasis,
    Grid,
    Paragraph,
    Section,
)
from onboard.content.model import ItemId, Tier
from onboard.decisions import Position, SettledLine
from onboard.interview.answers import AnswerState
from onboard.papers.wordings import (
    all_earnings_told,
    basis,
    doer,
    earnings_note,
    earns_nothing,
    earns_text,
    line_price,
    price,
    tier_name,
    unit_price,
)
from onboard.recommendation.bill import LineItem
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.wording import day, say

_BOUGHT = (Position.ACCEPTED, Position.COMES_WITH)
_STANDS_OUT = (Position.OPEN, Position.STALE, Position.DECLINED, Position.LATER)
"""What is not settled or not wanted is found at a glance among many a yes."""


def plan_section(snapshot: EngagementSnapshot, *, also_open: bool = False) -> Section:
    """What is bought, tier by tier; each line with its reason, number, price and doer.

    `also_open`: the lines on which nothing is decided yet stand among them.
    """
    shown = [line for line in snapshot.lines if bought(line)]
    lead = "agreement.plan-lead" if shown else "agreement.highlight-nothing"
    if also_open and snapshot.open_lines:
        listed = {line.item for line in (*shown, *snapshot.open_lines)}
        shown = [line for line in snapshot.lines if line.item in listed]
        lead = "agreement.plan-lead-open"
    blocks: list[Block] = [Paragraph(say(lead), Emphasis.LEAD)]
    columns = (
        Column(say("agreement.col-line"), 26),
        Column(say("agreement.col-number"), 3, Align.RIGHT),
        Column(say("agreement.col-price"), 7, Align.RIGHT),
        Column(say("agreement.col-who"), 4),
    )
    for tier in (Tier.MUST, Tier.SHOULD, Tier.COULD):
        lines = [line for line in shown if line.tier is tier]
        if lines:
            caption = f"{tier_name(tier)}. {say(f'agreement.tier-{tier.value}')}"
            rows = tuple(_plan_row(snapshot, line) for line in lines)
            blocks.append(Grid(caption, columns, rows))
    blocks.extend(_steps_taken(snapshot))
    silent = say("agreement.earns-unless-said") if all_earnings_told(snapshot) else ""
    blocks.append(Paragraph(f"{earnings_note(snapshot)} {silent}".strip(), Emphasis.NOTE))
    return Section(say("agreement.plan-title"), tuple(blocks))


def schedule_section(snapshot: EngagementSnapshot) -> Section:
    """One table of what was asked, recommended, chosen and refused. Nothing is left unsaid."""
    columns = (
        Column(say("agreement.col-line"), 13),
        Column(say("agreement.col-tier"), 4),
        Column(say("agreement.col-asked"), 2, Align.RIGHT),
        Column(say("agreement.col-need"), 2, Align.RIGHT),
        Column(say("agreement.col-have"), 2, Align.RIGHT),
        Column(say("agreement.col-recommended"), 4, Align.RIGHT),
        Column(say("agreement.col-chosen"), 7),
    )
    rows = tuple(_schedule_row(snapshot, line) for line in snapshot.lines)
    return Section(
        say("agreement.schedule-title"),
        (
            Paragraph(say("agreement.schedule-lead"), Emphasis.LEAD),
            Grid("", columns, rows),
        ),
    )


def bought(line: PlanLine) -> bool:
    """Whether this line is bought as decided."""
    return line.chosen is not None and line.chosen.is_bought and line.settled.position in _BOUGHT


def fate(line: PlanLine, snapshot: EngagementSnapshot) -> str:
    """What was chosen, in words."""
    settled = line.settled
    decision = settled.decision
    match settled.position:
        case Position.ACCEPTED | Position.COMES_WITH if not bought(line):
            return say("agreement.fate-not-needed")
        case Position.ACCEPTED:
            chosen = line.chosen or line.line
            if chosen.offer != line.line.offer:
                return say("agreement.fate-other", offer=chosen.offer_name)
            return say("agreement.fate-bought")
        case Position.COMES_WITH:
            return say("agreement.fate-comes-with", name=_name(snapshot, settled.with_line))
        case Position.DECLINED:
            taken = decision.cheaper if decision else ()
            return say("agreement.fate-cheaper" if taken else "agreement.fate-refused")
        case Position.LATER:
            by = decision.by if decision else None
            when = day(by) if by else say("agreement.no-date")
            return say("agreement.fate-later", day=when)
        case Position.FALLS_WITH:
            return _falls(snapshot, settled)
        case Position.COVERED:
            key = "agreement.fate-ordered" if line.line.ordered else "agreement.fate-have"
            return say(key)
        case Position.OPEN | Position.STALE:
            return say("agreement.fate-open")


def to_confirm(snapshot: EngagementSnapshot, line: PlanLine) -> str:
    """Between which numbers a line lies while answers are open; nothing when all is known."""
    if not line.line.to_confirm:
        return ""
    span = snapshot.span(line.line)
    if not span.is_open:
        return say("agreement.to-confirm")
    return say("agreement.to-confirm-between", low=span.low, high=span.high)


def _falls(snapshot: EngagementSnapshot, settled: SettledLine) -> str:
    """Waits with a line that was put off, or falls away with one that was refused."""
    cause = settled.with_line
    if cause is None:
        return say("agreement.fate-not-needed")
    position = snapshot.settlement.lines[cause].position
    key = "waits-with" if position in (Position.LATER, Position.OPEN) else "falls-with"
    return say(f"agreement.fate-{key}", name=_name(snapshot, cause))


def _steps_taken(snapshot: EngagementSnapshot) -> list[Block]:
    """The cheaper steps that were chosen instead: they are in the totals, so they stand here."""
    rows: list[tuple[Cell, ...]] = []
    for line in snapshot.lines:
        decision = line.settled.decision
        if line.settled.position is not Position.DECLINED or decision is None:
            continue
        rows.extend(
            (
                Cell(
                    option.text, strong=True, note=say("agreement.instead-of", name=line.line.name)
                ),
                Cell(price(option.cost)),
                Cell(doer(option.who)),
            )
            for option in line.leaving_out.cheaper
            if option.id in decision.cheaper
        )
    columns = (
        Column(say("agreement.col-step"), 9),
        Column(say("agreement.col-price"), 5, Align.RIGHT),
        Column(say("agreement.col-who"), 3),
    )
    return [Grid(say("agreement.steps-title"), columns, tuple(rows))] if rows else []


def _plan_row(snapshot: EngagementSnapshot, line: PlanLine) -> tuple[Cell, ...]:
    chosen = line.chosen if line.chosen is not None and line.chosen.is_bought else line.line
    item = snapshot.pack.content.items[line.item]
    notes = [because(snapshot, line)]
    notes.append(chosen.offer_name if len(item.offers) > 1 else item.plain.benefit)
    if item.done_means:
        notes.append(say("agreement.done-means", text=item.done_means))
    if not earns_nothing(snapshot, line.item) or not all_earnings_told(snapshot):
        notes.append(earns_text(snapshot, line.item))
    notes.append(to_confirm(snapshot, line))
    note = " · ".join(part for part in notes if part)
    return (
        Cell(chosen.name, note=note, strong=True),
        Cell(str(chosen.quantity)),
        Cell(line_price(chosen), note=_each_or_basis(chosen)),
        Cell(doer(chosen.who)),
    )


def because(snapshot: EngagementSnapshot, line: PlanLine) -> str:
    """Why it is recommended, in one sentence; a reason that rests on a guess tells the guess.

    What was told stands in another section, with what it led to; the data has every step.
    """
    reason = next(iter(snapshot.explainer.chains(line.line)), None)
    if reason is None:
        return ""
    answers = snapshot.engagement.answers
    guesses = [
        step
        for step, question in zip(reason.steps[:-1], reason.questions, strict=False)
        if question not in answers or answers[question].state is not AnswerState.GIVEN
    ]
    return " ".join((reason.steps[-1], *guesses))


def _each_or_basis(line: LineItem) -> str:
    """What one of several costs, or how the price of one is known; what is free says so once."""
    if line.unit_price.amount.is_zero:
        return ""
    return unit_price(line) if line.quantity > 1 else basis(line)


def _schedule_row(snapshot: EngagementSnapshot, line: PlanLine) -> tuple[Cell, ...]:
    bill_line = line.line
    capacity = snapshot.pack.content.items[line.item].capacity
    asked = bill_line.ordered // capacity
    unit = snapshot.pack.content.items[line.item].capacity_unit
    return (
        Cell(bill_line.name),
        Cell("", mark=line.tier.value),
        Cell(str(asked) if asked else "–"),
        Cell(_counted(bill_line.required, unit)),
        Cell(_counted(bill_line.on_hand, unit) if bill_line.on_hand else "–"),
        Cell(str(bill_line.quantity) if bill_line.quantity else "–"),
        Cell(fate(line, snapshot), strong=line.settled.position in _STANDS_OUT),
    )


def _counted(amount: int, unit: str) -> str:
    """Amounts in something smaller than pieces carry its name: 28 sockets."""
    return f"{amount} {unit}".strip()


def _name(snapshot: EngagementSnapshot, key: ItemId | None) -> str:
    return snapshot.pack.content.items[key].name if key is not None else ""
