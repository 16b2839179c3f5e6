"""Settle each line by the client's decision.

A decision whose line has since changed is returned as stale, never applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onboard.canonical import digest
from onboard.content.model import CheaperStep, Doer, ItemId, Lowers, Tier
from onboard.content.pack import ContentPack
from onboard.decisions import (
    EVERY_LINE,
    Choice,
    Decision,
    Position,
    SettledLine,
    newest,
    position_of,
)
from onboard.recommendation.bill import BillOfMaterials, LineItem, Source
from onboard.recommendation.explode import Wishes
from onboard.recommendation.money import Cost, total
from onboard.risk.leaving_out import LeavingOut, step_cost

_ACCEPTED = (Position.ACCEPTED, Position.COMES_WITH)


def fingerprint(line: LineItem, tier: Tier, leaving_out: LeavingOut) -> str:
    """What a decision on a line is made on: amount, tier, price and what a no leaves open."""
    return digest(
        {
            "item": line.item,
            "quantity": line.quantity,
            "tier": tier,
            "price": [line.unit_price.amount.low, line.unit_price.amount.high, line.unit_price.per],
            "left": [[part.risk, part.without_line] for part in leaving_out.consequences],
        }
    )


@dataclass(frozen=True, slots=True)
class Settlement:
    """All lines that need a decision, with the one that counts."""

    lines: Mapping[ItemId, SettledLine]
    wishes: Wishes
    steps: tuple[Lowers, ...]
    """What the cheaper steps that were taken lower."""
    steps_cost: Cost


def settle(
    pack: ContentPack,
    bill: BillOfMaterials,
    decisions: tuple[Decision, ...],
    fingerprints: Mapping[ItemId, str],
    currency: str,
) -> Settlement:
    """Apply the newest decision of each line, then what follows its parents."""
    made = newest(decisions)
    settled: dict[ItemId, SettledLine] = {}
    for line in bill.lines:
        if not line.is_bought:
            settled[line.item] = SettledLine(line.item, Position.COVERED)
            continue
        decision = made.get(line.item)
        position = position_of(decision, fingerprints[line.item])
        settled[line.item] = SettledLine(line.item, position, decision)
        if position is Position.OPEN:
            settled[line.item] = _without_own_decision(pack, line, settled, made)
    not_bought = frozenset(
        key
        for key, entry in settled.items()
        if entry.position not in (*_ACCEPTED, Position.COVERED)
    )
    offers = {
        key: entry.decision.offer
        for key, entry in settled.items()
        if entry.decision is not None
        and entry.position is Position.ACCEPTED
        and entry.decision.choice is Choice.OFFER
    }
    steps = tuple(_steps(pack, settled))
    costs = [step_cost(pack, step, currency) for step, _ in steps]
    return Settlement(
        lines=settled,
        wishes=Wishes(offers, not_bought),
        steps=tuple(lowers for _, lowered in steps for lowers in lowered),
        steps_cost=total(costs, currency),
    )


def with_what_falls(settlement: Settlement, chosen: BillOfMaterials) -> Settlement:
    """Mark lines that nobody needs any more because something else was declined."""
    lines = dict(settlement.lines)
    for key, entry in settlement.lines.items():
        line = chosen.get(key)
        if entry.position in (Position.OPEN, *_ACCEPTED) and (line is None or not line.is_bought):
            if line is not None and not line.is_refused:
                continue  # smaller need than recommended, and what is there covers it
            if line is None or entry.position is not Position.OPEN:
                lines[key] = SettledLine(key, Position.FALLS_WITH, entry.decision)
    return Settlement(lines, settlement.wishes, settlement.steps, settlement.steps_cost)


def _without_own_decision(
    pack: ContentPack,
    line: LineItem,
    settled: Mapping[ItemId, SettledLine],
    made: Mapping[ItemId, Decision],
) -> SettledLine:
    """A line comes with an accepted parent when it is inseparable, or costs and asks nothing."""
    for parent in line.inseparable_of:
        if parent in settled and settled[parent].position in _ACCEPTED:
            return SettledLine(line.item, Position.COMES_WITH, with_line=parent)
    item = pack.content.items[line.item]
    if line.cost.is_zero and line.unit_price.amount.is_zero and item.who is Doer.US:
        parents = [
            ItemId(part.origin) for part in line.contributions if part.source is Source.COMPANION
        ]
        for parent in parents:
            if parent in settled and settled[parent].position in _ACCEPTED:
                return SettledLine(line.item, Position.COMES_WITH, with_line=parent)
    sweeping = made.get(EVERY_LINE)
    if sweeping is not None and sweeping.choice is Choice.ACCEPT:
        return SettledLine(line.item, Position.ACCEPTED, sweeping)
    return SettledLine(line.item, Position.OPEN)


def _steps(
    pack: ContentPack, settled: Mapping[ItemId, SettledLine]
) -> Iterator[tuple[CheaperStep, tuple[Lowers, ...]]]:
    for key, entry in settled.items():
        if entry.position is not Position.DECLINED or entry.decision is None:
            continue
        for step_id in entry.decision.cheaper:
            step = pack.content.items[key].cheaper.get(step_id)
            if step is not None:
                yield step, step.lowers
