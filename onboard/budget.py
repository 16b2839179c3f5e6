"""What fits the owner's budget now, and what waits until when. No line is removed for it.

Must-haves come first, the cheapest of them before the dear ones. What cannot be without another
line comes with it. What does not fit waits until enough of the monthly sum has been set aside.
Prices count with their high end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
_NOT_YET = (Position.OPEN, Position.STALE, Position.LATER)


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
    """Every line that is bought, open or put off, by when it fits."""

    limits: Limits
    now: Phase
    later: tuple[Phase, ...]
    """By day; what never fits comes last."""
    steps: Cost
    """Cheaper steps that were taken: they begin now, and are in the cost of now."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines that begin together."""

    lines: tuple[PlanLine, ...]
    cost: Cost
    earliest: int
    """The first month that was wished for: a line that was put off waits for its day."""


def phases(snapshot: EngagementSnapshot) -> Phases | None:
    """The lines by when they fit, as chosen, and as recommended where nobody has decided yet.

    None where no budget was told, or where it is in other money than the prices.
    """
    limits = _limits(snapshot)
    if limits is None:
        return None
    steps = snapshot.settlement.steps_cost
    purse = _Purse(limits)
    purse.pay(steps, 0)
    found: dict[date | None, list[_Group]] = {snapshot.on: []}
    for group, months in _placed(snapshot, purse):
        on = None if months is None else _months_on(snapshot.on, months)
        found.setdefault(on, []).append(group)
    days = sorted(on for on in found if on is not None and on != snapshot.on)
    later = [*days, *([None] if None in found else [])]
    now = _phase(snapshot, snapshot.on, found[snapshot.on])
    return Phases(
        limits=limits,
        now=replace(now, cost=now.cost + steps),
        later=tuple(_phase(snapshot, on, found[on]) for on in later),
        steps=steps,
    )


def is_in_other_money(snapshot: EngagementSnapshot) -> bool:
    """Whether a budget was told that cannot be held against prices in another currency."""
    budget = snapshot.pack.content.budget
    if budget is None or snapshot.currency == snapshot.pack.currency:
        return False
    return any(_told(snapshot, key) is not None for key in (budget.once, budget.monthly))


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
    """What is left of the budget, month by month.

    Of each month's sum, the twelfth of a yearly price counts as spoken for; the price itself is due
    in its first month and every twelve months after, out of what can be spent once and what is
    left of the months before.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._due = [ZERO] * (MONTHS_AHEAD + 1)
        self._monthly = [ZERO] * (MONTHS_AHEAD + 1)
        self._spoken_for = [ZERO] * (MONTHS_AHEAD + 1)

    def first_month(self, cost: Cost, earliest: int) -> int | None:
        """The first month from `earliest` on in which this can begin; it is then paid for."""
        for month in range(earliest, MONTHS_AHEAD + 1):
            if self._carries(cost, month):
                self.pay(cost, month)
                return month
        return None

    def pay(self, cost: Cost, start: int) -> None:
        for month, amount in self._dues(cost, start):
            self._due[month] += amount
        for month in range(start, MONTHS_AHEAD + 1):
            self._monthly[month] += cost.monthly.high
            self._spoken_for[month] += cost.monthly.high + cost.yearly.high / TWELVE

    def _dues(self, cost: Cost, start: int) -> Iterator[tuple[int, Decimal]]:
        """What is due in single months; renewals only where a monthly sum bears them."""
        yield start, cost.once.high
        yearly = range(start, MONTHS_AHEAD + 1, 12) if self._limits.monthly is not None else ()
        yield from ((month, cost.yearly.high) for month in yearly)

    def _carries(self, cost: Cost, start: int) -> bool:
        """Whether no month from then on asks for more than there is."""
        monthly, left = self._limits.monthly, self._limits.once
        more = cost.monthly.high + cost.yearly.high / TWELVE
        if monthly is not None and any(
            spoken_for + more > monthly for spoken_for in self._spoken_for[start:]
        ):
            return False
        if left is None:
            return True  # what can be spent once was not said: it limits nothing
        extra = dict.fromkeys(range(MONTHS_AHEAD + 1), ZERO)
        for month, amount in self._dues(cost, start):
            extra[month] += amount
        for month in range(MONTHS_AHEAD + 1):
            if month and monthly is not None:
                running = cost.monthly.high if month > start else ZERO
                left += monthly - self._monthly[month - 1] - running
            left -= self._due[month] + extra[month]
            if left < 0:
                return False
        return True


def _placed(snapshot: EngagementSnapshot, purse: _Purse) -> list[tuple[_Group, int | None]]:
    """Each group with its first month.

    What only another line calls for never begins before it, and no line begins before a part that
    it cannot be without.
    """
    groups = _groups(snapshot)
    home = {line.item: index for index, group in enumerate(groups) for line in group.lines}
    needed = {index: set[int]() for index in range(len(groups))}
    for index, group in enumerate(groups):
        for line in group.lines:
            for whole in _wholes(line):
                if whole in home and home[whole] != index:
                    needed[home[whole]].add(index)
    months: dict[int, int | None] = {}
    order: list[int] = []

    def place(index: int, above: frozenset[int]) -> None:
        if index in months or index in above:
            return
        group = groups[index]
        callers = {home[item] for item in _callers(group.lines[0]) if item in home} - {index}
        parts = needed[index] - callers
        for other in sorted(callers | parts):
            place(other, above | {index})
        called = [months[each] for each in callers if each in months]
        whole = [months[each] for each in parts if each in months]
        sure = [month for month in called if month is not None]
        months[index] = None
        if (not called or sure) and None not in whole:
            ready = [month for month in whole if month is not None]
            earliest = max(min(sure, default=0), max(ready, default=0), group.earliest)
            months[index] = purse.first_month(group.cost, earliest)
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


def _wholes(line: PlanLine) -> set[ItemId]:
    """What it is an inseparable part of."""
    parts = line.line.contributions
    return {ItemId(part.origin) for part in parts if part.kind is CompanionKind.INSEPARABLE}


def _groups(snapshot: EngagementSnapshot) -> list[_Group]:
    """Wanted lines by urgency, each with what is only an inseparable part of it.

    What is inseparable of several comes with the first of them; what has a need of its own, too,
    is placed by itself.
    """
    lines = [line for line in snapshot.lines if due(snapshot, line) is not None]
    wanted = {line.item for line in lines}
    parts: dict[ItemId, list[PlanLine]] = {}
    leading = []
    for line in lines:
        wholes = _wholes(line) & wanted
        is_part_alone = bool(wholes) and wholes == _callers(line) & wanted
        for whole in wholes if is_part_alone else ():
            parts.setdefault(whole, []).append(line)
        if not is_part_alone:
            leading.append(line)
    taken: set[ItemId] = set()
    found = []
    for group in sorted((_with_parts(line, parts) for line in leading), key=_urgency):
        left = tuple(line for line in group if line.item not in taken)
        taken.update(line.item for line in left)
        if left:
            costs = [each.cost for line in left if (each := due(snapshot, line)) is not None]
            earliest = max(_wished_month(snapshot, line) for line in left)
            found.append(_Group(left, total(costs, snapshot.currency), earliest))
    return found


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


def _wished_month(snapshot: EngagementSnapshot, line: PlanLine) -> int:
    """Months until the day to which a line, or what it waits with, was put off."""
    decision = line.settled.decision
    above = line.settled.with_line
    if line.settled.position is Position.FALLS_WITH and above is not None:
        decision = snapshot.settlement.lines[above].decision
    if decision is None or decision.by is None or decision.by <= snapshot.on:
        return 0
    months = (decision.by.year - snapshot.on.year) * 12 + decision.by.month - snapshot.on.month
    months += decision.by.day > 1
    return min(months, MONTHS_AHEAD)


def _urgency(group: list[PlanLine]) -> tuple[int, Decimal, int, str]:
    """Must-haves first; of these the cheapest, so that most gaps close soonest.

    One large purchase would otherwise take what many small protections need for months.
    """
    tiers = list(Tier)
    return (
        min(tiers.index(line.tier) for line in group),
        sum((line.line.cost.first_year.high for line in group), ZERO),
        -max(rank(line.leaving_out.worst) for line in group),
        group[0].item,
    )


def due(snapshot: EngagementSnapshot, line: PlanLine) -> LineItem | None:
    """What is bought of a line as chosen; as recommended while it is open, or was put off."""
    if line.chosen is not None and line.chosen.is_bought:
        return line.chosen
    settled = line.settled
    above = settled.with_line
    position = settled.position
    if position is Position.FALLS_WITH and above is not None:
        position = snapshot.settlement.lines[above].position
    return line.line if position in _NOT_YET and line.line.is_bought else None


def _phase(snapshot: EngagementSnapshot, on: date | None, groups: list[_Group]) -> Phase:
    lines = tuple(line for group in groups for line in group.lines)
    return Phase(on, lines, total((group.cost for group in groups), snapshot.currency))


def _months_on(day: date, months: int) -> date:
    """The first of a month so many ahead; the day itself for none."""
    if not months:
        return day
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
