"""What fits the owner's budget now, and what waits until when."""

from __future__ import annotations

from decimal import Decimal

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
from onboard.budget import Phase, Phases, due, is_in_other_money, phases
from onboard.content.model import Tier
from onboard.papers.wordings import line_price, price, tier_name
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, money, say, say_count

CENT = Decimal("0.01")


def phases_section(snapshot: EngagementSnapshot) -> Section:
    """Empty where no budget was told."""
    found = phases(snapshot)
    title = say("agreement.phases-title")
    if found is None and is_in_other_money(snapshot):
        return Section(title, (Paragraph(say("agreement.budget-other-money")),))
    if found is None:
        return Section(title, ())
    columns = (
        Column(say("agreement.col-from"), 4),
        Column(say("agreement.col-lines"), 10),
        Column(say("agreement.col-price"), 5, Align.RIGHT),
    )
    rows = tuple(_row(phase, is_now=phase is found.now) for phase in (found.now, *found.later))
    blocks: list[Block] = [
        Paragraph(say("agreement.phases-lead"), Emphasis.LEAD),
        Paragraph(budget_text(snapshot, found)),
        *([Paragraph(beside, Emphasis.WARNING)] if (beside := beside_budget(snapshot)) else []),
        Grid("", columns, rows),
    ]
    if not found.steps.is_zero:
        steps = say("agreement.phases-steps", price=price(found.steps))
        blocks.append(Paragraph(steps, Emphasis.NOTE))
    blocks.append(Paragraph(say("agreement.phases-how"), Emphasis.NOTE))
    waiting = musts_waiting(found)
    if waiting:
        blocks.append(Paragraph(waiting, Emphasis.WARNING))
    return Section(title, tuple(blocks))


def budget_text(snapshot: EngagementSnapshot, found: Phases) -> str:
    """The budget as it was told; a part that was not told limits nothing."""

    def told(key: str, value: object) -> str:
        if value is None:
            return say(f"agreement.budget-{key}-unsaid")
        shown = money(value, value, snapshot.currency)  # type: ignore[arg-type]
        return say(f"agreement.budget-{key}", amount=shown)

    limits = found.limits
    return f"{told('once', limits.once)} {told('monthly', limits.monthly)}"


def beside_budget(snapshot: EngagementSnapshot) -> str:
    """What was chosen beside the monthly sum that was told; empty while it fits."""
    found = phases(snapshot)
    if found is None or found.limits.monthly is None:
        return ""
    cost = snapshot.chosen_total
    each_month = (cost.monthly.high + cost.yearly.high / 12).quantize(CENT)
    if each_month <= found.limits.monthly:
        return ""
    told = money(found.limits.monthly, found.limits.monthly, snapshot.currency)
    chosen = money(each_month, each_month, snapshot.currency)
    return say("page.budget-beside", told=told, chosen=chosen)


def phase_day(phase: Phase, *, is_now: bool) -> str:
    if is_now:
        return say("agreement.phase-now")
    return (
        say("agreement.phase-from", day=day(phase.on)) if phase.on else say("agreement.phase-never")
    )


def musts_waiting(found: Phases) -> str:
    """A must-have that waits is said by name: its risk stays open until then."""
    names = [line.line.name for phase in found.later for line in phase.musts]
    if not names:
        return ""
    return say_count("agreement.musts-waiting", len(names), names=", ".join(names))


def by_tier(phase: Phase) -> str:
    """The names of its lines, must-haves first: "Must have: …. Should have: …."."""
    return " ".join(lines_by_tier(phase))


def lines_by_tier(phase: Phase) -> list[str]:
    """For each tier that has any, the names of its lines."""
    texts = []
    for tier in Tier:
        names = [line.line.name for line in phase.lines if line.tier is tier]
        if names:
            texts.append(f"{tier_name(tier)}: {', '.join(names)}.")
    return texts


def priced_by_tier(snapshot: EngagementSnapshot, phase: Phase) -> list[str]:
    """For each tier that has any, its lines below each other, each with what it costs."""
    texts = []
    for tier in Tier:
        bought = [
            (line.line.name, due(snapshot, line)) for line in phase.lines if line.tier is tier
        ]
        lines = [
            say("page.phase-line", name=name, price=line_price(line))
            for name, line in bought
            if line is not None
        ]
        if lines:
            texts.append("\n".join((say("page.phase-tier", tier=tier_name(tier)), *lines)))
    return texts


def _row(phase: Phase, *, is_now: bool) -> tuple[Cell, ...]:
    return (
        Cell(phase_day(phase, is_now=is_now), strong=is_now),
        Cell(by_tier(phase) or "–"),
        Cell(price(phase.cost)),
    )
