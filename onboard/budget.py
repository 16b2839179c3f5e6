"""What fits the owner's budget now, and what waits until when. No line is removed for it.

The gravest gaps come first. What cannot be without another line comes with it. What does not fit
waits until enough of the monthly sum has been set aside; prices count with their high end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onboard.content.model import CompanionKind, ItemId, QuestionId, Tier
from onboard.recommendation.money import Cost, total
from onboard.risk.grids import rank
from onboard.snapshot import EngagementSnapshot, PlanLine

MONTHS_AHEAD = 36
"""So far ahead waiting is worked out; beyond it, another budget is the honest answer."""
TWELVE = Decimal(12)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the owner said can be spent. None: not said, so it limits nothing."""

    once: Decimal | None
    monthly: Decimal | None


@dataclass(frozen=True, slots=True)
class Phase:
    """What begins on one day."""

    on: date | None
    """The first day; None: it does not fit within three years of this budget."""
    lines: tuple[PlanLine, ...]
    cost: Cost

    @property
    def waiting_musts(self) -> tuple[PlanLine, ...]:
        return tuple(line for line in self.lines if line.tier is Tier.MUST)


@dataclass(frozen=True, slots=True)
class Phases:
    limits: Limits
    now: Phase
    later: tuple[Phase, ...]
    """By day; what never fits comes last."""


def phases(snapshot: EngagementSnapshot) -> Phases | None:
    """The chosen lines by when they fit; None where no budget was told or it is in other money."""
    limits = _limits(snapshot)
    if limits is None:
        return None
    purse = _Purse(limits)
    found: dict[date | None, list[PlanLine]] = {snapshot.on: []}
    for group in _groups(snapshot):
        months = purse.first_month(_cost(group, snapshot))
        on = None if months is None else _months_on(snapshot.on, months)
        found.setdefault(on, []).extend(group)
    days = sorted(on for on in found if on is not None and on != snapshot.on)
    later = [*days, *([None] if None in found else [])]
    return Phases(
        limits=limits,
        now=_phase(snapshot, snapshot.on, found[snapshot.on]),
        later=tuple(_phase(snapshot, on, found[on]) for on in later),
    )


def _limits(snapshot: EngagementSnapshot) -> Limits | None:
    budget = snapshot.pack.content.budget
    if budget is None or snapshot.currency != snapshot.pack.currency:
        return None
    once, monthly = _told(snapshot, budget.once), _told(snapshot, budget.monthly)
    return Limits(once, monthly) if once is not None or monthly is not None else None


def _told(snapshot: EngagementSnapshot, question: str | None) -> Decimal | None:
    value = snapshot.known[QuestionId(question)] if question is not None else None
    return Decimal(value) if isinstance(value, int | Decimal) else None


class _Purse:
    """What is left of the budget, month by month."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._spent_once = [ZERO] * (MONTHS_AHEAD + 1)
        self._running = [ZERO] * (MONTHS_AHEAD + 1)

    def first_month(self, cost: Cost) -> int | None:
        """The first month in which this can begin; it is then paid for."""
        once, running = cost.once.high, cost.monthly.high + cost.yearly.high / TWELVE
        for month in range(MONTHS_AHEAD + 1):
            if self._carries(month, once, running):
                self._spent_once[month] += once
                for each in range(month, MONTHS_AHEAD + 1):
                    self._running[each] += running
                return month
        return None

    def _carries(self, start: int, once: Decimal, running: Decimal) -> bool:
        """Whether no month from then on runs short of what is set aside until then."""
        monthly, purse = self._limits.monthly, self._limits.once
        if monthly is not None and any(
            spent + running > monthly for spent in self._running[start:]
        ):
            return False
        if not once:
            return True
        if purse is None and monthly is None:
            return True
        left = purse if purse is not None else None
        if left is None:
            return True  # what can be spent once was not said: it limits nothing
        for month in range(MONTHS_AHEAD + 1):
            if month and monthly is not None:
                extra = running if month > start else ZERO
                left += monthly - self._running[month - 1] - extra
            left -= self._spent_once[month] + (once if month == start else ZERO)
            if left < 0:
                return False
        return True


def _groups(snapshot: EngagementSnapshot) -> list[list[PlanLine]]:
    """Bought lines in the order in which they are wanted, each with what is inseparable of it."""
    lines = [line for line in snapshot.lines if line.chosen is not None and line.chosen.is_bought]
    parent = {line.item: _parent(line, {each.item for each in lines}) for line in lines}
    groups: dict[ItemId, list[PlanLine]] = {}
    for line in lines:
        groups.setdefault(_root(line.item, parent), []).append(line)
    return sorted(groups.values(), key=_urgency)


def _parent(line: PlanLine, bought: set[ItemId]) -> ItemId | None:
    """What it comes with: of something inseparable, or of a task for new things, the first."""
    parts = line.line.contributions
    origins = [
        ItemId(part.origin)
        for part in parts
        if part.kind is CompanionKind.INSEPARABLE and part.origin in bought
    ]
    is_only_part = bool(parts) and all(part.kind is CompanionKind.INSEPARABLE for part in parts)
    return origins[0] if origins and is_only_part else None


def _root(item: ItemId, parent: dict[ItemId, ItemId | None]) -> ItemId:
    above = parent[item]
    return item if above is None else _root(above, parent)


def _urgency(group: list[PlanLine]) -> tuple[int, int, str]:
    tiers = list(Tier)
    return (
        min(tiers.index(line.tier) for line in group),
        -max(rank(line.leaving_out.worst) for line in group),
        group[0].item,
    )


def _cost(group: list[PlanLine], snapshot: EngagementSnapshot) -> Cost:
    return total((line.chosen.cost for line in group if line.chosen), snapshot.currency)


def _phase(snapshot: EngagementSnapshot, on: date | None, lines: list[PlanLine]) -> Phase:
    return Phase(on, tuple(lines), _cost(lines, snapshot))


def _months_on(day: date, months: int) -> date:
    """The first of a month so many ahead; the day itself for none."""
    if not months:
        return day
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
