"""What fits the owner's budget now, and what waits until when. No line is removed for it.

The gravest gaps come first. What cannot be without another line comes with it. What does not fit
waits until enough of the monthly sum has been set aside; prices count with their high end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onboard.content.model import CompanionKind, ItemId, QuestionId, Tier
from onboard.decisions import Position
from onboard.recommendation.bill import LineItem, Source
from onboard.recommendation.money import Cost, total
from onboard.risk.grids import rank
from onboard.snapshot import EngagementSnapshot, PlanLine

MONTHS_AHEAD = 36
"""So far ahead waiting is worked out; beyond it, another budget is the honest answer."""
TWELVE = Decimal(12)
ZERO = Decimal(0)
_UNDECIDED = (Position.OPEN, Position.STALE)


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
    def musts(self) -> tuple[PlanLine, ...]:
        return tuple(line for line in self.lines if line.tier is Tier.MUST)


@dataclass(frozen=True, slots=True)
class Phases:
    limits: Limits
    now: Phase
    later: tuple[Phase, ...]
    """By day; what never fits comes last."""


def phases(snapshot: EngagementSnapshot) -> Phases | None:
    """The lines by when they fit, as chosen, and as recommended where nobody has decided yet.

    None where no budget was told, or where it is in other money than the prices.
    """
    limits = _limits(snapshot)
    if limits is None:
        return None
    found: dict[date | None, list[PlanLine]] = {snapshot.on: []}
    for group, months in _placed(snapshot, limits):
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

    def first_month(self, cost: Cost, earliest: int) -> int | None:
        """The first month from `earliest` on in which this can begin; it is then paid for."""
        once, running = cost.once.high, cost.monthly.high + cost.yearly.high / TWELVE
        for month in range(earliest, MONTHS_AHEAD + 1):
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
        if purse is None:
            return True  # what can be spent once was not said: it limits nothing
        left = purse
        for month in range(MONTHS_AHEAD + 1):
            if month and monthly is not None:
                extra = running if month > start else ZERO
                left += monthly - self._running[month - 1] - extra
            left -= self._spent_once[month] + (once if month == start else ZERO)
            if left < 0:
                return False
        return True


def _placed(
    snapshot: EngagementSnapshot, limits: Limits
) -> list[tuple[list[PlanLine], int | None]]:
    """Each group with its first month; what only another line calls for never begins before it."""
    purse = _Purse(limits)
    groups = [group for group in _groups(snapshot) if group]
    home = {line.item: index for index, group in enumerate(groups) for line in group}
    months: dict[int, int | None] = {}
    order: list[int] = []

    def place(index: int, above: frozenset[int]) -> None:
        if index in months or index in above:
            return
        callers = {home[item] for item in _callers(groups[index][0]) if item in home} - {index}
        for caller in sorted(callers):
            place(caller, above | {index})
        begins = [months[caller] for caller in callers if caller in months]
        sure = [month for month in begins if month is not None]
        months[index] = None
        if not begins or sure:
            earliest = min(sure, default=0)
            months[index] = purse.first_month(_cost(groups[index], snapshot), earliest)
        order.append(index)

    for index in range(len(groups)):
        place(index, frozenset())
    return [(groups[index], months[index]) for index in order]


def _callers(line: PlanLine) -> set[ItemId]:
    """Lines that alone call for this one; empty where an answer or an order does so too."""
    parts = line.line.contributions
    if any(part.source is not Source.COMPANION for part in parts):
        return set()
    return {ItemId(part.origin) for part in parts}


def _groups(snapshot: EngagementSnapshot) -> list[list[PlanLine]]:
    """Bought lines in the order in which they are wanted, each with what is inseparable of it.

    What is inseparable of several comes with the first of them.
    """
    lines = [line for line in snapshot.lines if due(snapshot, line) is not None]
    bought = {line.item for line in lines}
    parts: dict[ItemId, list[PlanLine]] = {}
    leading = []
    for line in lines:
        parents = _parents(line) & bought
        for parent in parents:
            parts.setdefault(parent, []).append(line)
        if not parents:
            leading.append(line)
    taken: set[ItemId] = set()
    groups = [_with_parts(line, parts) for line in leading]
    found = []
    for group in sorted(groups, key=_urgency):
        left = [line for line in group if line.item not in taken]
        taken.update(line.item for line in left)
        found.append(left)
    return found


def _parents(line: PlanLine) -> set[ItemId]:
    """What it is an inseparable part of."""
    parts = line.line.contributions
    return {ItemId(part.origin) for part in parts if part.kind is CompanionKind.INSEPARABLE}


def _with_parts(line: PlanLine, parts: dict[ItemId, list[PlanLine]]) -> list[PlanLine]:
    """A line and everything inseparable of it, each once."""
    found = {line.item: line}
    waiting = [line.item]
    while waiting:
        for part in parts.get(waiting.pop(), []):
            if part.item not in found:
                found[part.item] = part
                waiting.append(part.item)
    return list(found.values())


def _urgency(group: list[PlanLine]) -> tuple[int, int, str]:
    tiers = list(Tier)
    return (
        min(tiers.index(line.tier) for line in group),
        -max(rank(line.leaving_out.worst) for line in group),
        group[0].item,
    )


def _cost(group: list[PlanLine], snapshot: EngagementSnapshot) -> Cost:
    wanted = (due(snapshot, line) for line in group)
    return total((line.cost for line in wanted if line is not None), snapshot.currency)


def due(snapshot: EngagementSnapshot, line: PlanLine) -> LineItem | None:
    """What is bought of a line as chosen, or as recommended while nobody has decided on it."""
    if line.chosen is not None and line.chosen.is_bought:
        return line.chosen
    settled = line.settled
    above = settled.with_line
    position = settled.position
    if position is Position.FALLS_WITH and above is not None:
        position = snapshot.settlement.lines[above].position
    return line.line if position in _UNDECIDED and line.line.is_bought else None


def _phase(snapshot: EngagementSnapshot, on: date | None, lines: list[PlanLine]) -> Phase:
    return Phase(on, tuple(lines), _cost(lines, snapshot))


def _months_on(day: date, months: int) -> date:
    """The first of a month so many ahead; the day itself for none."""
    if not months:
        return day
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
