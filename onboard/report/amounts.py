"""Money as plain data."""

from __future__ import annotations

from typing import Any

from onboard.recommendation.money import Cost, Money

Data = dict[str, Any]


def cost_data(cost: Cost) -> Data:
    return {
        "once": money_data(cost.once),
        "monthly": money_data(cost.monthly),
        "yearly": money_data(cost.yearly),
        "first_year": money_data(cost.first_year),
    }


def money_data(money: Money) -> dict[str, str]:
    return {
        "low": format(money.low, "f"),
        "high": format(money.high, "f"),
        "currency": money.currency,
    }
