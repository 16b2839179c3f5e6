"""Money: ranges, currencies, and sums that equal their parts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.content.model import Period
from onboard.recommendation.money import Cost, Money, cost_of, no_cost, nothing, total
from onboard.wording import money as in_words

cents = st.decimals(0, 100_000, places=2)
amounts = st.builds(lambda a, b: Money(min(a, b), max(a, b), "USD"), cents, cents)
costs = st.builds(cost_of, amounts, st.sampled_from(Period), st.integers(0, 500))


def dollars(low: str, high: str | None = None) -> Money:
    return Money(Decimal(low), Decimal(high or low), "USD")


def test_ranges_add_end_by_end() -> None:
    assert dollars("10", "20") + dollars("1.50") == dollars("11.50", "21.50")


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(ValueError, match="USD and EUR cannot be added"):
        dollars("1") + nothing("EUR")


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        (Period.ONCE, ("105", "0", "0")),
        (Period.MONTH, ("0", "105", "0")),
        (Period.YEAR, ("0", "0", "105")),
    ],
)
def test_a_price_falls_due_in_its_own_period_only(
    per: Period, expected: tuple[str, str, str]
) -> None:
    """S0.16: three seats at 35 are 105."""
    cost = cost_of(dollars("35"), per, 3)
    assert cost == Cost(*map(dollars, expected))


def test_a_year_is_twelve_months_and_the_yearly_sums() -> None:
    cost = Cost(dollars("900"), dollars("10", "12"), dollars("35"))
    assert cost.a_year == dollars("155", "179")
    assert cost.first_year == dollars("1055", "1079")


def test_cents_stay_exact() -> None:
    assert total([cost_of(dollars("0.10"), Period.ONCE, 1)] * 3, "USD").once == dollars("0.30")


@given(st.lists(costs, max_size=8))
def test_a_total_is_the_sum_of_its_parts(parts: list[Cost]) -> None:
    whole = total(parts, "USD")
    for period in ("once", "monthly", "yearly"):
        for end in ("low", "high"):
            summed = sum((getattr(getattr(part, period), end) for part in parts), Decimal(0))
            assert getattr(getattr(whole, period), end) == summed


@given(amounts, st.integers(0, 500))
def test_low_never_passes_high(amount: Money, quantity: int) -> None:
    times = amount.times(quantity)
    assert times.low <= times.high


def test_nothing_is_zero_and_exact() -> None:
    assert no_cost("USD").is_zero
    assert nothing("USD").is_exact
    assert not dollars("0", "1").is_zero
    assert not dollars("0", "1").is_exact


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (dollars("35"), "$35"),
        (dollars("35.5"), "$35.50"),
        (dollars("2120.68"), "$2,120.68"),
        (dollars("700", "900"), "$700 – $900"),
        (Money(Decimal(1200), Decimal(1200), "EUR"), "€1,200"),
    ],
)
def test_amounts_in_words(amount: Money, words: str) -> None:
    assert in_words(amount.low, amount.high, amount.currency) == words
