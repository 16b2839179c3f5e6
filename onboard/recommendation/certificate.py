"""An independent check of a finished bill, before anyone sees it.

It shares no code with the explosion: it looks at the finished lines alone and asks, for each rule
of the pack, whether the bill obeys it.
"""

from __future__ import annotations

from onboard.content.conditions import evaluate
from onboard.content.pack import ContentPack
from onboard.errors import UserFacingError
from onboard.interview.facts import FactBook
from onboard.recommendation.bill import BillOfMaterials, LineItem


class BillUnsound(UserFacingError):
    """The bill breaks a rule of the pack; nothing of it may be shown. `findings` says which."""

    def __init__(self, findings: tuple[str, ...]) -> None:
        self.findings = findings
        super().__init__("bill.unsound", findings="; ".join(findings))


def certify(pack: ContentPack, facts: FactBook, bill: BillOfMaterials) -> None:
    """Raise `BillUnsound` unless every companion, stock and price of the bill adds up."""
    findings = [*_companions(pack, facts, bill), *_needs(pack, facts, bill), *_lines(pack, bill)]
    if findings:
        raise BillUnsound(tuple(findings))


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


def _companions(pack: ContentPack, facts: FactBook, bill: BillOfMaterials) -> list[str]:
    found = []
    for line in bill.lines:
        item = pack.content.items[line.item]
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
    return found


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


def _lines(pack: ContentPack, bill: BillOfMaterials) -> list[str]:
    found = []
    for line in bill.lines:
        item = pack.content.items[line.item]
        capacity = line.quantity * item.capacity
        if not line.is_refused:
            if line.on_hand + line.ordered + capacity < line.required:
                found.append(f"{line.item} is short")
            surplus = line.on_hand + line.ordered + capacity - line.required
            if line.quantity and surplus >= item.capacity * item.pack_of:
                found.append(f"{line.item} is bought beyond need")
        elif line.quantity or not line.cost.is_zero:
            found.append(f"{line.item} is declined and still bought")
        if not line.contributions:
            found.append(f"{line.item} has no reason")
        costs = (line.cost.once, line.cost.monthly, line.cost.yearly)
        unit = line.unit_price.amount
        high, low = sum(cost.high for cost in costs), sum(cost.low for cost in costs)
        if (low, high) != (unit.low * line.quantity, unit.high * line.quantity):
            found.append(f"{line.item} is priced wrongly")
    parts = [line.cost for line in bill.lines]
    for name in ("once", "monthly", "yearly"):
        whole = getattr(bill.total, name)
        amounts = [getattr(part, name) for part in parts]
        sums = (sum(part.low for part in amounts), sum(part.high for part in amounts))
        if sums != (whole.low, whole.high):
            found.append(f"the {name} total is not the sum of its parts")
    return found
