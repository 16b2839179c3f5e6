"""Numbers as people say them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from onboard.amounts import parse_amount
from onboard.interview.counts import Span, bare_amount, read_count, read_span


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8", 8), (" 8 ", 8), ("eight", 8), ("Twenty", 20), ("ocho", 8), ("dieciséis", 16),
        ("about 8", 8), ("approx. 12", 12), ("~9", 9), ("unos 8", 8), ("alrededor de diez", 10),
        ("8 people", 8), ("about eight people", 8),
        ("8 or 9", None), ("many", None), ("-3", None), ("8.5", None), ("", None), ("1 000", None),
    ],
)  # fmt: skip
def test_a_number_is_read_in_figures_and_in_words(typed: str, meant: int | None) -> None:
    assert read_count(typed, "people") == meant


@pytest.mark.parametrize(
    "typed",
    ["8 or 9", "8-9", "8 – 9", "9 to 8", "between eight and nine", "about 8 or 9 people",
     "8 o 9", "entre ocho y nueve", "de 8 a 9"],
)  # fmt: skip
def test_two_numbers_are_a_span(typed: str) -> None:
    assert read_span(typed, "people") == Span(8, 9)


@pytest.mark.parametrize("typed", ["8", "many or few", "8 or", "8 or 8", "2026-11-21"])
def test_what_is_no_span_is_none(typed: str) -> None:
    assert read_span(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["about 250,000 dollars", "approx $250,000", "250,000 USD a year", "unos 250,000 dólares",
     "~ 250,000", "around 250k"],
)  # fmt: skip
def test_a_sum_is_read_without_the_words_around_it(typed: str) -> None:
    assert parse_amount(bare_amount(typed)) == Decimal(250_000)
