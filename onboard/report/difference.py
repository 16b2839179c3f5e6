"""What changed from one paper to the next, read from the data of both.

The older side is what was signed, not what would be computed of it today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from onboard.recommendation.money import Cost, Money

Data = Mapping[str, Any]
_BOUGHT = ("accepted", "comes-with")
_SAID = ("declined", "later")


class Change(Enum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Back(Enum):
    """Why a decision stands in an amendment."""

    ENDED = "ended"  # a system, a law or an attack changed what it rested on
    RAN_OUT = "ran-out"
    WIDER = "wider"  # it covers more than then
    NARROWER = "narrower"
    PRICE = "price"
    OTHER_WORD = "other-word"  # the owner says something else now
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stand:
    """A line as it stands in one paper."""

    name: str
    position: str
    needed: int
    unit: str
    quantity: int
    """To buy as chosen."""
    offered: int
    """To buy as recommended."""
    covers: Mapping[str, int]
    """How many of each population it is for."""
    offer: str
    price: Money
    """Of one."""
    per: str
    cost: Cost
    """Of what is bought as chosen."""
    offered_cost: Cost
    """Of what was recommended."""
    tier: str
    reason: str
    by: date | None
    ends: date | None

    @property
    def is_bought(self) -> bool:
        return self.position in _BOUGHT and self.quantity > 0


@dataclass(frozen=True, slots=True)
class LineChange:
    item: str
    change: Change
    then: Stand | None
    now: Stand | None

    @property
    def name(self) -> str:
        side = self.now or self.then
        assert side is not None  # noqa: S101  (a change has one side at least)
        return side.name


@dataclass(frozen=True, slots=True)
class DecisionChange:
    item: str
    why: Back
    then: Stand | None
    now: Stand | None
    """None: nothing needs the line any more."""
    reason: str = ""
    """What ended it, in the words written down."""

    @property
    def name(self) -> str:
        side = self.now or self.then
        assert side is not None  # noqa: S101  (as above)
        return side.name


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that is not as it was. Lines that are the same are not in it."""

    ordered: tuple[tuple[str, int], ...]
    """Items newly ordered, with how many."""
    lines: tuple[LineChange, ...]
    decisions: tuple[DecisionChange, ...]
    then_total: Cost
    now_total: Cost
    clauses: tuple[str, ...]
    """Clauses with another text, struck, taken or left, by id."""
    answers: tuple[str, ...]
    """Questions with another answer, or with the same one given anew."""
    installed: tuple[str, ...]
    """Items that came into use since."""

    @property
    def more(self) -> Cost:
        """The new sum less the old one."""
        return Cost(
            _less(self.now_total.once, self.then_total.once),
            _less(self.now_total.monthly, self.then_total.monthly),
            _less(self.now_total.yearly, self.then_total.yearly),
        )

    @property
    def is_empty(self) -> bool:
        return not (self.ordered or self.lines or self.decisions or self.clauses or self.answers)

    def of(self, change: Change) -> tuple[LineChange, ...]:
        return tuple(line for line in self.lines if line.change is change)


def difference(then: Data, now: Data) -> Difference:
    """From one paper's data to another's, or to what would stand in the next one."""
    old = {row["item"]: _stand(row) for row in then["lines"]}
    new = {row["item"]: _stand(row) for row in now["lines"]}
    held = {row["line"] for row in now["facts"]["installed"]}
    before = {row["line"] for row in then["facts"]["installed"]}
    return Difference(
        ordered=tuple(_ordered(then["facts"]["order"], now["facts"]["order"])),
        lines=tuple(_lines(old, new)),
        decisions=tuple(_decisions(old, new, then, now)),
        then_total=_cost(then["totals"]["agreed"]),
        now_total=_cost(now["totals"]["agreed"]),
        clauses=tuple(sorted(_clauses(then["facts"], now["facts"]))),
        answers=tuple(_answers(then["facts"]["answers"], now["facts"]["answers"])),
        installed=tuple(sorted(held - before)),
    )


def _ordered(then: list[Data], now: list[Data]) -> Iterator[tuple[str, int]]:
    """Orders of the new paper; those that stand in both as they were are of the old one."""
    left = [(row.get("item"), row["quantity"], row.get("words", "")) for row in then]
    for row in now:
        key = (row.get("item"), row["quantity"], row.get("words", ""))
        if key in left:
            left.remove(key)
        elif row.get("item"):
            yield row["item"], row["quantity"]


def _lines(old: Mapping[str, Stand], new: Mapping[str, Stand]) -> Iterator[LineChange]:
    """Bought lines: new ones, those with another number, offer or price, and those that go."""
    for item, now in new.items():
        then = old.get(item)
        if not now.is_bought:
            continue
        if then is None or not _stood(then):
            yield LineChange(item, Change.ADDED, then, now)
        elif _of_line(then) != _of_line(now):
            yield LineChange(item, Change.CHANGED, then, now)
    for item, then in old.items():
        if item in new and _stood(new[item]):
            continue
        if then.is_bought:
            yield LineChange(item, Change.REMOVED, then, new.get(item))


def _stood(side: Stand) -> bool:
    """Bought, or there already."""
    return side.is_bought or side.position == "covered"


def _of_line(side: Stand) -> tuple[object, ...]:
    return side.needed, side.quantity, side.offer, side.price, side.per


def _decisions(
    old: Mapping[str, Stand], new: Mapping[str, Stand], then: Data, now: Data
) -> Iterator[DecisionChange]:
    """Each no and each "later" that is not what it was."""
    on = date.fromisoformat(now["on"])
    known = {_ending_key(row) for row in then["facts"]["endings"]}
    ended = {
        row["line"]: row["reason"]
        for row in now["facts"]["endings"]
        if _ending_key(row) not in known
    }
    for item, before in old.items():
        if before.position not in _SAID:
            continue
        after = new.get(item)
        why = _why(before, after, on, has_ended=item in ended)
        if why is not None:
            yield DecisionChange(item, why, before, after, ended.get(item, ""))
    for item, after in new.items():
        was_said = item in old and old[item].position in _SAID
        if after.position in _SAID and not was_said:
            yield DecisionChange(item, Back.NEW, old.get(item), after)


def _ending_key(row: Data) -> tuple[str, str]:
    return row["line"], row.get("at", "")


def _why(before: Stand, after: Stand | None, on: date, *, has_ended: bool) -> Back | None:
    day = before.ends or before.by
    if has_ended:
        return Back.ENDED
    if day is not None and day < on:
        return Back.RAN_OUT
    if after is None or after.position not in (*_SAID, "stale", "open"):
        return Back.OTHER_WORD
    if _size(after) > _size(before):
        return Back.WIDER
    if _size(after) < _size(before):
        return Back.NARROWER
    if (after.price, after.per) != (before.price, before.per):
        return Back.PRICE
    same = (after.position, after.reason, after.ends) == (
        before.position,
        before.reason,
        before.ends,
    )
    return None if same else Back.OTHER_WORD


def _size(side: Stand) -> tuple[int, int]:
    return max(side.covers.values(), default=0), side.offered


def _clauses(then: Data, now: Data) -> Iterator[str]:
    for name in ("clause_edits", "clauses_taken"):
        old, new = _by_clause(then[name]), _by_clause(now[name])
        yield from (key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def _by_clause(rows: list[Any]) -> dict[str, Any]:
    return {row if isinstance(row, str) else row["clause"]: row for row in rows}


def _answers(then: Data, now: Data) -> Iterator[str]:
    for key, row in now.items():
        old = then.get(key)
        if old is None or _said(old) != _said(row) or old["at"] != row["at"]:
            yield key
    yield from (key for key in then if key not in now)


def _said(row: Data) -> tuple[object, object]:
    return row["state"], row["value"]


def _stand(row: Data) -> Stand:
    chosen, decision, basis = row["chosen"], row["decision"], row["price_basis"]
    nothing = _no_cost(row["once"]["currency"])
    by, ends = decision.get("by"), decision.get("ends")
    return Stand(
        name=row["name"],
        position=decision["position"],
        needed=row["required"],
        unit=row["unit"],
        quantity=chosen["quantity"],
        offered=row["quantity"],
        covers=row["covers"],
        offer=chosen.get("offer", row["offer"]),
        price=_money(basis["unit"]),
        per=basis["per"],
        cost=_cost(chosen) if chosen["quantity"] else nothing,
        offered_cost=_cost(row),
        tier=row["tier"],
        reason=decision.get("reason", ""),
        by=date.fromisoformat(by) if by else None,
        ends=date.fromisoformat(ends) if ends else None,
    )


def _cost(row: Data) -> Cost:
    return Cost(_money(row["once"]), _money(row["monthly"]), _money(row["yearly"]))


def _money(row: Data) -> Money:
    return Money(Decimal(row["low"]), Decimal(row["high"]), row["currency"])


def _no_cost(currency: str) -> Cost:
    zero = Money(Decimal(0), Decimal(0), currency)
    return Cost(zero, zero, zero)


def _less(now: Money, then: Money) -> Money:
    """The least and the most by which an amount grew; below nothing where it shrank."""
    ends = sorted((now.low - then.low, now.high - then.high))
    return Money(ends[0], ends[1], now.currency)
