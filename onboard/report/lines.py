"""The lines of a bill and of an order as plain data."""

from __future__ import annotations

from typing import Any

from onboard.acceptance_life import latest_end
from onboard.content.pack import ContentPack
from onboard.decisions import Choice, Decision, Position
from onboard.order_check import MissingLine, OrderCheck
from onboard.recommendation.bill import LineItem
from onboard.report.amounts import money_data
from onboard.report.talk import assumption_data, flag_data
from onboard.report.together import earning_data
from onboard.snapshot import EngagementSnapshot, PlanLine

Data = dict[str, Any]


def line_data(snapshot: EngagementSnapshot, plan_line: PlanLine) -> Data:
    """One line of the bill."""
    line = plan_line.line
    item = snapshot.pack.content.items[line.item]
    span = snapshot.span(line)
    return {
        "item": line.item,
        "name": line.name,
        "offer": line.offer,
        "required": line.required,
        "on_hand": line.on_hand,
        "ordered": line.ordered,
        "quantity": line.quantity,
        "unit": line.unit,
        "to_confirm": line.to_confirm,
        "between": [span.low, span.high],
        "tier": plan_line.tier.value,
        "once": money_data(span.cost.once),
        "monthly": money_data(span.cost.monthly),
        "yearly": money_data(span.cost.yearly),
        "price_basis": {
            "basis": line.unit_price.basis.value,
            "source": line.unit_price.source,
            "on": line.unit_price.on,
            "unit": money_data(line.unit_price.amount),
            "per": line.unit_price.per,
            "confirmed": line.unit_price.is_confirmed,
        },
        "who": line.who.value,
        "who_because": line.who_because,
        "done_means": item.done_means,
        "test": item.test,
        "exclusions": list(item.exclusions),
        "counting": line.counting,
        "because": list(snapshot.because(plan_line)),
        "required_by": _required_by(line),
        "covers": _covers(snapshot, line),
        "without_it": plan_line.leaving_out.without,
        "earns": earning_data(snapshot, plan_line),
        "asked_twice": plan_line.item in snapshot.alarming,
        "frameworks": framework_data(snapshot.pack, line.item),
        "made_on": plan_line.fingerprint,
        "decision": decision_data(snapshot, plan_line),
        "chosen": chosen_data(plan_line),
    }


def may_come_data(snapshot: EngagementSnapshot, line: LineItem) -> Data:
    """A line that comes only if an open number is more than the careful guess."""
    span = snapshot.span(line)
    return {
        "item": line.item,
        "name": line.name,
        "between": [span.low, span.high],
        "once": money_data(span.cost.once),
        "monthly": money_data(span.cost.monthly),
        "yearly": money_data(span.cost.yearly),
    }


def chosen_data(plan_line: PlanLine) -> Data:
    """What is bought of a line as decided; other offers cost other sums."""
    chosen = plan_line.chosen
    if chosen is None or not chosen.is_bought:
        return {"quantity": 0}
    return {
        "quantity": chosen.quantity,
        "offer": chosen.offer,
        "once": money_data(chosen.cost.once),
        "monthly": money_data(chosen.cost.monthly),
        "yearly": money_data(chosen.cost.yearly),
    }


def decision_data(snapshot: EngagementSnapshot, plan_line: PlanLine) -> Data:
    """Where a line stands, and what was said about it."""
    settled = plan_line.settled
    data: Data = {"position": settled.position.value}
    if settled.with_line is not None:
        data["with"] = settled.with_line
    made = settled.decision
    if made is not None and settled.position is not Position.OPEN:
        data["reason"] = made.reason
        data["cheaper"] = list(made.cheaper)
        data["by"] = made.by.isoformat() if made.by else None
        data["until"] = made.until.isoformat() if made.until else None
        if made.choice is Choice.DECLINE:
            data["ends"] = _ends(snapshot, plan_line, made)
    return data


def _ends(snapshot: EngagementSnapshot, plan_line: PlanLine, made: Decision) -> str:
    """The day that the paper prints for a no, or printed for one that has come back."""
    latest = latest_end(snapshot.on, plan_line.leaving_out.worst)
    is_stale = plan_line.settled.position is Position.STALE
    return (
        made.until if is_stale and made.until else min(made.until or latest, latest)
    ).isoformat()


def order_data(check: OrderCheck) -> Data:
    """What `check-order --json` prints."""
    snapshot = check.with_order
    return {
        "order": [
            {
                "words": entry.words,
                "item": entry.item,
                "quantity": entry.quantity,
                **_netting(snapshot, entry.item),
            }
            for entry in check.understood
        ],
        "missing": [missing_data(snapshot, line) for line in check.missing],
        "missing_today": [line_data(check.without_order, line) for line in check.missing_today],
        "assumptions": assumption_data(snapshot),
        "flags": flag_data(snapshot),
    }


def missing_data(snapshot: EngagementSnapshot, missing: MissingLine) -> Data:
    """A line that the order drags in: `quantity` is what to buy because of it."""
    data = line_data(snapshot, missing.line)
    quantity, cost = missing.quantity, missing.cost
    return {
        **data,
        "per": missing.per.value,
        "quantity": quantity,
        "once": money_data(cost.once),
        "monthly": money_data(cost.monthly),
        "yearly": money_data(cost.yearly),
        "quantity_low": missing.low if missing.low != missing.high else quantity,
        "reads": missing.reads,
        "without_it": missing.without_it,
    }


def framework_data(pack: ContentPack, item: str) -> dict[str, list[str]]:
    """The control entries that an item serves, and the insurers' questions that it answers."""
    named = {name: list(ids) for name, ids in pack.content.items[item].frameworks.items()}
    asked = [key for key, entry in pack.content.insurers.items() if item in entry.items]
    return {**named, "insurers": asked} if asked else named


def _required_by(line: LineItem) -> list[str]:
    return list(dict.fromkeys(part.origin for part in line.contributions))


def _covers(snapshot: EngagementSnapshot, line: LineItem) -> Data:
    return {
        part.population: snapshot.facts.count(part.population)
        for part in line.contributions
        if part.population
    }


def _netting(snapshot: EngagementSnapshot, item: str | None) -> Data:
    line = snapshot.bill.get(item) if item is not None else None
    if line is None:
        return {}
    return {
        "name": line.name,
        "required": line.required,
        "on_hand": line.on_hand,
        "still_to_buy": line.quantity,
        "left_over": line.surplus,
    }
