"""What leaves when the price is pushed down: in which order, why, and what each cut writes.

First what is only nice to have, then tier by tier lesser offers and lines, by how grave the harm is
that they leave. Nothing leaves in silence: each line that goes is a refusal with its acceptance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from onboard.content.model import CompanionKind, ItemId, Tier
from onboard.recommendation.bill import BillOfMaterials
from onboard.recommendation.explode import Wishes
from onboard.recommendation.money import Cost
from onboard.risk.grids import rank
from onboard.risk.leaving_out import Consequence
from onboard.snapshot import EngagementSnapshot, PlanLine

HUNDRED = Decimal(100)
DEEPEST = 30
"""Percent of the first year; cuts are worked out down to here."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One step down: a line that leaves, or a cheaper offer of it."""

    line: PlanLine
    offer: str
    """The cheaper offer; empty when the line leaves."""
    falls: tuple[ItemId, ...]
    """Lines that cannot be without it and leave with it."""
    total: Cost
    """What is left to pay after this cut and all before it."""
    percent: Decimal
    """Saved so far, of the high end of the first year."""
    leaves: str
    """What is open afterwards, in a sentence."""
    consequence: Consequence | None
    promises: tuple[str, ...]
    """Titles of the clauses that leave with it."""

    @property
    def writes_acceptance(self) -> bool:
        """Whether it needs a signed acceptance: a lesser offer is a choice, a gap is a risk."""
        return not self.offer

    @property
    def needs_initials(self) -> bool:
        return self.writes_acceptance and self.line.tier is Tier.MUST


def cuts(snapshot: EngagementSnapshot, percent: int = DEEPEST) -> tuple[Cut, ...]:
    """The steps down until so much of the recommended first year is saved, or nothing is left."""
    return tuple(_steps(snapshot, percent))


def _steps(snapshot: EngagementSnapshot, percent: int) -> Iterator[Cut]:
    whole = snapshot.bill.total.first_year.high
    before, wishes = snapshot.bill, Wishes()
    for line, offer in _in_order(snapshot):
        if not whole or _saved(before, whole) >= percent:
            return
        here = before.get(line.item)
        if here is None or not here.is_bought:
            continue  # it fell with another line
        wishes = _wishing(wishes, line.item, offer)
        after = snapshot.wished(wishes)
        if after.total.first_year.high >= before.total.first_year.high:
            continue  # saves nothing by itself
        yield Cut(
            line=line,
            offer=offer,
            falls=_fallen(before, after, line.item),
            total=after.total,
            percent=_saved(after, whole),
            leaves=_leaves(snapshot, line, offer),
            consequence=None if offer else next(iter(line.leaving_out.consequences), None),
            promises=_promises(snapshot, before, after),
        )
        before = after


def _in_order(snapshot: EngagementSnapshot) -> list[tuple[PlanLine, str]]:
    """Every possible cut: tier by tier lesser offers first, then lines, the least grave first."""
    bought = [line for line in snapshot.lines if line.line.is_bought and not _only_with(line)]
    steps: list[tuple[PlanLine, str]] = []
    for line in bought:
        if line.line.cost.is_zero:
            continue
        offer = _lesser(snapshot, line)
        if offer and line.tier is not Tier.COULD:
            steps.append((line, offer))
        steps.append((line, ""))
    return sorted(steps, key=_rank)


def _rank(step: tuple[PlanLine, str]) -> tuple[int, bool, int, bool, Decimal, str]:
    """Tier; an offer before a line; the level that is left; whether it makes one worse; price."""
    line, offer = step
    worse = any(part.is_worse for part in line.leaving_out.consequences)
    tier = list(reversed(Tier)).index(line.tier)
    price = -line.line.cost.first_year.high
    return tier, not offer, rank(line.leaving_out.worst), worse, price, line.item


def _only_with(line: PlanLine) -> bool:
    """Whether it comes only as an inseparable part: a no to it is a no to the other."""
    parts = line.line.contributions
    return bool(parts) and all(part.kind is CompanionKind.INSEPARABLE for part in parts)


def _lesser(snapshot: EngagementSnapshot, line: PlanLine) -> str:
    """The cheapest offer below the recommended one, in the same rhythm of payment."""
    item = snapshot.pack.content.items[line.item]
    mine = snapshot.prices.unit_price(line.item, line.line.offer)
    found = [
        (other.amount.high, offer)
        for offer in item.offers
        if (other := snapshot.prices.unit_price(line.item, offer)).per == mine.per
        if other.is_confirmed and other.amount.high < mine.amount.high
    ]
    return min(found)[1] if found else ""


def _wishing(wishes: Wishes, item: ItemId, offer: str) -> Wishes:
    if offer:
        return replace(wishes, offers={**wishes.offers, item: offer})
    return replace(wishes, not_bought=wishes.not_bought | {item})


def _saved(bill: BillOfMaterials, whole: Decimal) -> Decimal:
    return ((whole - bill.total.first_year.high) * HUNDRED / whole).quantize(Decimal("0.1"))


def _fallen(before: BillOfMaterials, after: BillOfMaterials, cut: ItemId) -> tuple[ItemId, ...]:
    """What was bought before and is not any more, besides the line itself."""
    left = {line.item for line in after.to_buy}
    return tuple(line.item for line in before.to_buy if line.item not in left and line.item != cut)


def _leaves(snapshot: EngagementSnapshot, line: PlanLine, offer: str) -> str:
    if offer:
        return snapshot.pack.content.items[line.item].offers[offer].leaves  # type: ignore[index]
    return line.leaving_out.without


def _promises(
    snapshot: EngagementSnapshot, before: BillOfMaterials, after: BillOfMaterials
) -> tuple[str, ...]:
    return tuple(
        clause.title
        for clause in snapshot.pack.content.clauses.values()
        if any(after.gives_up(item) for item in clause.rests_on)
        and not any(before.gives_up(item) for item in clause.rests_on)
    )
