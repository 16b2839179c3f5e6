"""What each refusal leaves open, and what waits: the acceptances of the agreement."""

from __future__ import annotations

from datetime import date

from onboard.acceptance_life import latest_end
from onboard.agreement.document import (
    AcceptanceText,
    Block,
    Cell,
    Column,
    Emphasis,
    Grid,
    Paragraph,
    Section,
)
from onboard.decisions import Decision, Position
from onboard.papers.plan import because
from onboard.papers.wordings import line_price, price, tier_name
from onboard.risk.leaving_out import Consequence
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.wording import day, say


def refusals_section(snapshot: EngagementSnapshot) -> Section:
    """One acceptance a refused line, then the lines that wait for a date."""
    refused = [line for line in snapshot.lines if line.settled.position is Position.DECLINED]
    later = [line for line in snapshot.lines if line.settled.position is Position.LATER]
    blocks: list[Block] = []
    if refused:
        blocks.append(Paragraph(say("agreement.refusals-lead"), Emphasis.LEAD))
        blocks.extend(acceptance_text(snapshot, line) for line in refused)
    else:
        blocks.append(Paragraph(say("agreement.no-refusals"), Emphasis.LEAD))
    if later:
        blocks.append(Paragraph(say("agreement.later-lead")))
        blocks.append(_waiting(later))
    return Section(say("agreement.refusals-title"), tuple(blocks))


def acceptance_end(snapshot: EngagementSnapshot, line: PlanLine) -> date:
    """When a signed no runs out: as agreed, 12 months at most, 6 when what is left is very high."""
    latest = latest_end(snapshot.on, line.leaving_out.worst)
    decision = line.settled.decision
    if line.settled.position is not Position.DECLINED or decision is None or not decision.until:
        return latest  # an old no does not shorten a new one
    return min(decision.until, latest)


def acceptance_text(snapshot: EngagementSnapshot, line: PlanLine) -> AcceptanceText:
    """One refusal with all that it leaves open."""
    decision = line.settled.decision
    assert decision is not None  # noqa: S101  (a declined line has the decision that declined it)
    worst = [part for part in line.leaving_out.consequences if part.is_worse] or list(
        line.leaving_out.consequences
    )
    story = " ".join(dict.fromkeys([line.leaving_out.without, *(part.story for part in worst[:2])]))
    levels, about = [], []
    if worst:
        rated = next(risk for risk in snapshot.register.risks if risk.risk == worst[0].risk)
        levels = [
            (say("agreement.level-today"), rated.today.level.value),
            (say("agreement.level-everything"), rated.recommended.level.value),
            (say("agreement.level-chosen"), rated.chosen.level.value),
        ]
        about = [(say("agreement.refused-risk"), rated.name)]
    end = acceptance_end(snapshot, line)
    counted = f"{line.line.quantity} × {line.line.unit}"
    on = day(decision.at.date() if decision.at else snapshot.on)
    facts = (
        *about,
        (
            say("agreement.refused-why"),
            f"{tier_name(line.tier)}. {because(snapshot, line)}".strip(),
        ),
        (
            say("agreement.refused-price"),
            say("agreement.refused-price-text", price=line_price(line.line), counted=counted),
        ),
        (say("agreement.refused-by"), _who(decision)),
        (say("agreement.refused-holds"), say("agreement.refused-days", on=on, until=day(end))),
    )
    return AcceptanceText(
        line=line.line.name,
        risk=story,
        levels=tuple(levels),
        reason=decision.reason,
        steps=_steps(line, decision, levels[-1][1] if levels else "", worst[:1]),
        facts=facts,
        initials=decision.initials,
        initials_label=say("agreement.owner-initials"),
    )


def _who(decision: Decision) -> str:
    parts = [decision.name, decision.role, decision.authority]
    return ", ".join(part for part in parts if part)


def _steps(
    line: PlanLine, decision: Decision, level: str, worst: list[Consequence]
) -> tuple[str, ...]:
    """The cheaper steps, taken or not; what a taken one makes of the risk that is told above."""
    texts = []
    for option in line.leaving_out.cheaper:
        taken = option.id in decision.cheaper
        text = say(
            "agreement.step-taken" if taken else "agreement.step-offered",
            text=option.text.rstrip("."),
            price=price(option.cost),
            leaves=option.leaves,
        )
        lowered = {name for name, _ in option.levels}
        if taken and worst and worst[0].risk in lowered:
            text = f"{text} {say('agreement.step-level', level=say(f'level.{level}'))}"
        texts.append(text)
    return tuple(texts)


def _waiting(later: list[PlanLine]) -> Grid:
    columns = (
        Column(say("agreement.col-line"), 4),
        Column(say("agreement.col-open-risk"), 7),
        Column(say("agreement.col-by"), 3),
    )
    rows = []
    for line in later:
        decision = line.settled.decision
        by = decision.by if decision else None
        rows.append(
            (
                Cell(line.line.name, note=tier_name(line.tier)),
                Cell(line.leaving_out.without),
                Cell(day(by) if by else say("agreement.no-date"), strong=True),
            )
        )
    return Grid(say("agreement.later-title"), columns, tuple(rows))
