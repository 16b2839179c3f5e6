"""An independent check of a finished bill, before anyone sees it.

It shares no code with the explosion: it looks at the finished lines alone and asks, for each rule
of the pack, whether the bill obeys it.
"""

from __future__ import annotations

from onboard.content.conditions import evaluate
from onboard.content.model import Item
from onboard.content.pack import ContentPack
from onboard.errors import UserFacingError
from onboard.interview.facts import FactBook
from onboard.recommendation.bill import BillOfMaterials, LineItem
from onboard.recommendation.money import ZERO, Cost, Money


class BillUnsound(UserFacingError):
    """The bill breaks a rule of the pack; nothing of it may be shown. `findings` says which."""

    def __init__(self, findings: tuple[str, ...]) -> None:
        self.findings = findings
        super().__init__("bill.unsound", findings="; ".join(findings))


def certify(pack: ContentPack, facts: FactBook, bill: BillOfMaterials) -> None:
    """Raise `BillUnsound` unless every companion, stock and price of the bill adds up."""
    found = _needs(pack, facts, bill)
    sums = _Sums()
    # One walk over the lines, so that a long bill is fetched from memory once.
    for line in bill.lines:
        item = pack.content.items[line.item]
        if item.requires:
            _companions(item, line, facts, bill, found)
        _counts(item, line, found)
        _price(line, found)
        sums.add(line.cost)
    found += [
        f"the {name} total is not the sum of its parts"
        for name in ("once", "monthly", "yearly")
        if not sums.agree(name, getattr(bill.total, name))
    ]
    if found:
        raise BillUnsound(tuple(found))


def _secured(bill: BillOfMaterials, item: str) -> int:
    """How much of an item is there, ordered, bought or refused on paper."""
    line = bill.get(item)
    if line is None:
        return 0
    if line.is_refused:
        return line.required
    return line.required if line.quantity or not _short(line) else line.on_hand + line.ordered


def _short(line: LineItem) -> bool:
    return line.on_hand + line.ordered < line.required and not line.quantity


def _companions(
    item: Item, line: LineItem, facts: FactBook, bill: BillOfMaterials, found: list[str]
) -> None:
    new = line.quantity + line.ordered // item.capacity
    there = line.required
    if line.is_refused:
        there = min(line.required, line.on_hand + line.ordered)
    for rule in item.requires:
        units = new if rule.only_new else -(-there // item.capacity)
        if units <= 0 or evaluate(rule.when, facts) is False:
            continue
        if rule.covers is not None:
            least = facts.count(rule.covers)
        elif rule.one_for_every is not None:
            least = -(-units // rule.one_for_every)
        else:
            least = units * (rule.each or 1)
        if _secured(bill, rule.item) < least:
            found.append(f"{line.item} lacks {least} × {rule.item}")


def _needs(pack: ContentPack, facts: FactBook, bill: BillOfMaterials) -> list[str]:
    found = []
    for key, need in pack.content.needs.items():
        if evaluate(need.when, facts) is False:
            continue
        least = sum(facts.count(population) for population in need.covers)
        if need.quantity is not None:
            amount = facts.amount(need.quantity)
            least = 1 if amount is None else amount
        if _secured(bill, need.item) < least:
            found.append(f"{key} asks for {least} × {need.item}")
    return found


def _counts(item: Item, line: LineItem, found: list[str]) -> None:
    if line.is_refused:
        if line.quantity or not line.cost.is_zero:
            found.append(f"{line.item} is declined and still bought")
    else:
        surplus = line.on_hand + line.ordered + line.quantity * item.capacity - line.required
        if surplus < 0:
            found.append(f"{line.item} is short")
        if line.quantity and surplus >= item.capacity * item.pack_of:
            found.append(f"{line.item} is bought beyond need")
    if not line.contributions:
        found.append(f"{line.item} has no reason")


def _price(line: LineItem, found: list[str]) -> None:
    cost, unit = line.cost, line.unit_price.amount
    low = cost.once.low + cost.monthly.low + cost.yearly.low
    high = cost.once.high + cost.monthly.high + cost.yearly.high
    if low != unit.low * line.quantity or high != unit.high * line.quantity:
        found.append(f"{line.item} is priced wrongly")


class _Sums:
    """What the lines add up to, by when it falls due."""

    def __init__(self) -> None:
        self._low = {"once": ZERO, "monthly": ZERO, "yearly": ZERO}
        self._high = dict(self._low)

    def add(self, cost: Cost) -> None:
        for name, amount in (
            ("once", cost.once),
            ("monthly", cost.monthly),
            ("yearly", cost.yearly),
        ):
            if amount.high or amount.low:
                self._low[name] += amount.low
                self._high[name] += amount.high

    def agree(self, name: str, whole: Money) -> bool:
        return (whole.low, whole.high) == (self._low[name], self._high[name])
