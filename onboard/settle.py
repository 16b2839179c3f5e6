"""Settle each line by the client's decision.

A decision whose line has since changed is returned as stale, never applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from onboard.canonical import digest
from onboard.content.model import CheaperStep, Doer, ItemId, Lowers, PriceBasis, Tier
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
from onboard.recommendation.bill import BillOfMaterials, LineItem, Source, UnitPrice
from onboard.recommendation.explode import Wishes
from onboard.recommendation.money import Cost, total
from onboard.risk.leaving_out import LeavingOut, step_cost

_ACCEPTED = (Position.ACCEPTED, Position.COMES_WITH)
_NOT_NOW = (Position.DECLINED, Position.LATER, Position.FALLS_WITH)


def fingerprint(
    line: LineItem, tier: Tier, leaving_out: LeavingOut, offers: Iterable[UnitPrice]
) -> str:
    """What a decision on a line is made on: amount, tier, prices and what a no leaves open.

    All offers' prices count, for any of them may have been chosen.
    """
    return digest(
        {
            "item": line.item,
            "quantity": line.quantity,
            "tier": tier,
            "prices": [
                [
                    str(price.amount.low.normalize()),
                    str(price.amount.high.normalize()),
                    price.amount.currency,
                    price.per,
                ]
                for price in offers
            ],
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
    on: date,
    over: frozenset[ItemId] = frozenset(),
) -> Settlement:
    """Apply the newest decision of each line, then what follows its parents.

    A no that has run out, and a "later" whose day has passed, are asked again; so are the refusals
    in `over`, which have ended otherwise.
    """
    made = newest(decisions)
    settled: dict[ItemId, SettledLine] = {}
    for line in bill.lines:
        if not line.is_bought:
            settled[line.item] = SettledLine(line.item, Position.COVERED)
            continue
        decision = made.get(line.item)
        position = position_of(decision, fingerprints[line.item], on)
        if position is Position.DECLINED and line.item in over:
            position = Position.STALE
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


def with_what_falls(
    settlement: Settlement, bill: BillOfMaterials, chosen: BillOfMaterials
) -> Settlement:
    """Mark lines that nobody needs any more because something else was refused or put off.

    While what asks for a line is still open, the line is open too.
    """
    lines = dict(settlement.lines)
    for line in bill.lines:  # parents before companions
        entry = lines[line.item]
        if entry.position is Position.COVERED:
            continue
        left = chosen.get(line.item)
        cause = _cause(line, lines)
        if left is None and cause is not None:
            lines[line.item] = SettledLine(line.item, Position.FALLS_WITH, entry.decision, cause)
        elif left is not None and left.is_refused and entry.position in _ACCEPTED:
            below = _refused_companion(line, bill, lines)
            lines[line.item] = SettledLine(line.item, Position.FALLS_WITH, entry.decision, below)
    return Settlement(lines, settlement.wishes, settlement.steps, settlement.steps_cost)


def _cause(line: LineItem, lines: Mapping[ItemId, SettledLine]) -> ItemId | None:
    """The line that this one falls or waits with; None while anything that asks for it stands."""
    if any(part.source is not Source.COMPANION for part in line.contributions):
        return None
    parents = [ItemId(part.origin) for part in line.contributions]
    known = [parent for parent in parents if parent in lines]
    if any(lines[parent].with_line == line.item for parent in known):
        return None  # the parent falls with this line, not the other way round
    if known and all(lines[parent].position in _NOT_NOW for parent in known):
        return known[0]
    return None


def _refused_companion(
    line: LineItem, bill: BillOfMaterials, lines: Mapping[ItemId, SettledLine]
) -> ItemId | None:
    """What a line cannot be without and does not get."""
    needed = (other.item for other in bill.lines if line.item in other.inseparable_of)
    return next((key for key in needed if lines[key].position in _NOT_NOW), None)


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
    is_free = line.unit_price.basis is PriceBasis.FREE and line.cost.is_zero
    if is_free and item.who is Doer.US:
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
