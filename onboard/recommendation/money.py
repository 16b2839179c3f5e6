"""Amounts as ranges in one currency, and their sums by when they fall due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from onboard.content.model import Period

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Money:
    """A low-to-high range; both ends equal when the price is exact."""

    low: Decimal
    high: Decimal
    currency: str

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added")
        return Money(self.low + other.low, self.high + other.high, self.currency)

    def times(self, quantity: int) -> Money:
        return Money(self.low * quantity, self.high * quantity, self.currency)

    @property
    def is_zero(self) -> bool:
        return self.high == ZERO

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@lru_cache(maxsize=64)
def nothing(currency: str) -> Money:
    return Money(ZERO, ZERO, currency)


@dataclass(frozen=True, slots=True)
class Cost:
    """What falls due once, each month and each year. The three are never mixed."""

    once: Money
    monthly: Money
    yearly: Money

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.once + other.once, self.monthly + other.monthly, self.yearly + other.yearly
        )

    @property
    def first_year(self) -> Money:
        return self.once + self.a_year

    @property
    def a_year(self) -> Money:
        """What comes back every year: twelve months and the yearly amounts."""
        return self.monthly.times(12) + self.yearly

    @property
    def is_zero(self) -> bool:
        return self.once.is_zero and self.monthly.is_zero and self.yearly.is_zero


@lru_cache(maxsize=64)
def no_cost(currency: str) -> Cost:
    zero = nothing(currency)
    return Cost(zero, zero, zero)


def cost_of(unit: Money, per: Period, quantity: int) -> Cost:
    """The cost of `quantity` units whose price falls due `per` period."""
    zero = nothing(unit.currency)
    amount = unit.times(quantity)
    return Cost(
        once=amount if per is Period.ONCE else zero,
        monthly=amount if per is Period.MONTH else zero,
        yearly=amount if per is Period.YEAR else zero,
    )


def total(costs: Iterable[Cost], currency: str) -> Cost:
    """The sum of all costs, without a value for each step on the way: there may be thousands."""
    zero = nothing(currency)
    once, monthly, yearly = _Sum(currency), _Sum(currency), _Sum(currency)
    for cost in costs:
        for amount, so_far in ((cost.once, once), (cost.monthly, monthly), (cost.yearly, yearly)):
            if amount is not zero:
                so_far.add(amount)
    return Cost(once.money, monthly.money, yearly.money)


class _Sum:
    def __init__(self, currency: str) -> None:
        self._currency, self._low, self._high = currency, ZERO, ZERO

    def add(self, amount: Money) -> None:
        if amount.currency != self._currency:
            raise ValueError(f"an amount is not in {self._currency}")
        self._low += amount.low
        self._high += amount.high

    @property
    def money(self) -> Money:
        return Money(self._low, self._high, self._currency)
