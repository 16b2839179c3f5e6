"""The order check: what the owner's own list lacks, why, and what happens if it is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from onboard.content.model import Per, Period
from onboard.content.pack import ContentPack
from onboard.engagement import Engagement
from onboard.firm import FirmProfile
from onboard.recommendation.estate import OrderedItem
from onboard.recommendation.money import Cost, cost_of, total
from onboard.recommendation.per import per_of
from onboard.snapshot import EngagementSnapshot, PlanLine, derive
from onboard.wording import say


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One thing that the order drags in and does not name."""

    line: PlanLine
    per: Per
    """What it goes with: each computer, each person, each computer that is replaced …"""
    extra: int
    """Pieces to buy because of the order."""
    low: int
    high: int
    """To buy in all; different when nobody knows how many there are already."""
    reads: str
    because: tuple[str, ...]
    without_it: str

    @property
    def quantity(self) -> int:
        """To buy because of the order; the most, where the number is not certain."""
        return self.high if self.low != self.high else self.extra

    @property
    def cost(self) -> Cost:
        """Of so many."""
        unit = self.line.line.unit_price
        return cost_of(unit.amount, Period(unit.per), self.quantity)


@dataclass(frozen=True, slots=True)
class OrderCheck:
    """derive(with the order) − derive(without), line by line."""

    understood: tuple[OrderedItem, ...]
    missing: tuple[MissingLine, ...]
    ordered: tuple[PlanLine, ...]
    """The order's own lines, as they net against what is owned."""
    missing_today: tuple[PlanLine, ...]
    """Lacking already, whatever is ordered."""
    with_order: EngagementSnapshot
    without_order: EngagementSnapshot

    @property
    def missing_cost(self) -> Cost:
        """What all that is missing costs."""
        return total((part.cost for part in self.missing), self.with_order.currency)

    @property
    def missing_by_per(self) -> dict[Per, tuple[MissingLine, ...]]:
        """A list for each computer, one for each person and so on; only lists with lines."""
        lists = {per: tuple(part for part in self.missing if part.per is per) for per in Per}
        return {per: parts for per, parts in lists.items() if parts}


def check_order(
    pack: ContentPack, firm: FirmProfile, engagement: Engagement, on: date
) -> OrderCheck:
    """Compare the file with its order to the same file without one.

    Answers that belong to the order (who the new computers are for) count only with it.
    """
    with_order = derive(pack, firm, engagement, on)
    without_order = derive(pack, firm, replace(engagement, order=()), on)
    missing = []
    for plan_line in with_order.lines:
        before = without_order.bill.get(plan_line.item)
        was = before.quantity if before is not None else 0
        extra = plan_line.line.quantity - was
        if extra > 0:
            per = per_of(pack, with_order.bill, plan_line.line, before)
            missing.append(_missing(with_order, plan_line, per, was, extra))
    return OrderCheck(
        understood=engagement.order,
        missing=tuple(missing),
        ordered=tuple(line for line in with_order.lines if line.line.ordered),
        missing_today=tuple(line for line in without_order.lines if line.line.is_bought),
        with_order=with_order,
        without_order=without_order,
    )


def _missing(
    snapshot: EngagementSnapshot, plan_line: PlanLine, per: Per, was: int, extra: int
) -> MissingLine:
    line = plan_line.line
    high = line.quantity
    low = was if line.on_hand_unknown else high
    reads = str(extra)
    if line.on_hand_unknown:
        reads = say("order.to-confirm", low=low, high=high)
    return MissingLine(
        line=plan_line,
        per=per,
        extra=extra,
        low=low,
        high=high,
        reads=reads,
        because=snapshot.because(plan_line),
        without_it=plan_line.leaving_out.without,
    )
