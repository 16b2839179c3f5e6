"""Small phrases that several parts of a paper share."""

from __future__ import annotations

from onboard.content.model import Doer, Level, Tier
from onboard.recommendation.bill import LineItem
from onboard.recommendation.money import Cost, Money
from onboard.wording import money, say


def amount(value: Money) -> str:
    """A range in the paper's words; nothing reads as "no charge"."""
    if value.is_zero:
        return say("agreement.no-charge")
    return money(value.low, value.high, value.currency)


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
    basis = say(f"agreement.basis-{line.unit_price.basis.value}")
    return f"{text} ({basis})" if basis else text


def doer(who: Doer) -> str:
    return say(f"agreement.who-{who.value}")


def tier_name(tier: Tier) -> str:
    return say(f"tier.{tier.value}")


def level_name(level: Level) -> str:
    return say(f"level.{level.value}")
