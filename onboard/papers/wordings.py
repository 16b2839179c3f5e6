"""Small phrases that several parts of a paper share."""

from __future__ import annotations

from onboard.budget import due
from onboard.content.model import Doer, ItemId, Level, Tier
from onboard.recommendation.bill import LineItem
from onboard.recommendation.money import Cost, Money
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.wording import money, say, say_count


def amount(value: Money) -> str:
    """A range in the paper's words; nothing reads as "no charge"."""
    if value.is_zero:
        return say("agreement.no-charge")
    return money(value.low, value.high, value.currency)


def whole_amount(snapshot: EngagementSnapshot, value: Money) -> str:
    """A sum over lines: where some have no price yet, it says so and is not taken for all."""
    unpriced = sum(not line.unit_price.is_confirmed for line in snapshot.bill.to_buy)
    if not unpriced:
        return amount(value)
    if value.is_zero:
        return say("agreement.not-priced")
    return say_count("agreement.partly-priced", unpriced, amount=amount(value))


def price(cost: Cost) -> str:
    """All parts of a cost that are not nothing: "$105 a year", "$300 once, $20 a month"."""
    parts = []
    if not cost.once.is_zero:
        parts.append(say("agreement.once", amount=amount(cost.once)))
    if not cost.monthly.is_zero:
        parts.append(say("agreement.a-month", amount=amount(cost.monthly)))
    if not cost.yearly.is_zero:
        parts.append(say("agreement.a-year", amount=amount(cost.yearly)))
    return ", ".join(parts) or say("agreement.no-charge")


def line_price(line: LineItem) -> str:
    """What a line costs, or that its price is not known in this currency yet."""
    if not line.unit_price.is_confirmed:
        return say("agreement.price-to-confirm")
    return price(line.cost)


def unit_price(line: LineItem) -> str:
    """What one costs, with the basis of the price; nothing while there is no price."""
    if not line.unit_price.is_confirmed:
        return ""
    per = {
        "once": "agreement.each-once",
        "month": "agreement.each-month",
        "year": "agreement.each-year",
    }
    text = say(per[line.unit_price.per], amount=amount(line.unit_price.amount))
    known = basis(line)
    return f"{text} ({known})" if known else text


def basis(line: LineItem) -> str:
    """Where its price comes from: a list, a public page, an estimate."""
    return say(f"agreement.basis-{line.unit_price.basis.value}")


def earns_text(snapshot: EngagementSnapshot, key: ItemId) -> str:
    """Whether the firm earns from a line, without amounts; empty where it has not said."""
    item = snapshot.pack.content.items[key]
    earning = snapshot.firm.earning(key, item.kind.value)
    texts = []
    if earning.margin is not None:
        texts.append(say("agreement.earns" if earning.margin else "agreement.earns-not"))
    if earning.scheme:
        texts.append(say("agreement.earns-scheme", scheme=earning.scheme))
    return " ".join(texts)


def earns_nothing(snapshot: EngagementSnapshot, key: ItemId) -> bool:
    """Whether the firm has said that it earns nothing, and is in no scheme."""
    earning = snapshot.firm.earning(key, snapshot.pack.content.items[key].kind.value)
    return earning.margin is False and not earning.scheme


def all_earnings_told(snapshot: EngagementSnapshot) -> bool:
    """Then silence beside a line can only mean one thing."""
    return not _earnings(snapshot)[1]


def _earnings(snapshot: EngagementSnapshot) -> tuple[list[PlanLine], list[str]]:
    """The lines with a price, and the names of those on which the firm has said nothing."""
    items = snapshot.pack.content.items
    priced = [
        line
        for line in snapshot.lines
        if (wanted := due(snapshot, line)) is not None and not wanted.cost.is_zero
    ]
    unsaid = [
        line.line.name
        for line in priced
        if snapshot.firm.earning(line.item, items[line.item].kind.value).margin is None
    ]
    return priced, unsaid


def earnings_note(snapshot: EngagementSnapshot) -> str:
    """What the plan says about the firm's own interest, as a whole; what is free earns nothing."""
    priced, unsaid = _earnings(snapshot)
    if not unsaid:
        return say("agreement.earnings-told")
    if len(unsaid) == len(priced):
        return say("agreement.earnings-unsaid")
    return say_count("agreement.earnings-unsaid-for", len(unsaid), names=", ".join(unsaid))


def doer(who: Doer) -> str:
    return say(f"agreement.who-{who.value}")


def tier_name(tier: Tier) -> str:
    return say(f"tier.{tier.value}")


def level_name(level: Level) -> str:
    return say(f"level.{level.value}")
