"""Sums as people type them: read rightly, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from onboard.amounts import parse_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1500", "1500"),
        ("0", "0"),
        ("1,500", "1500"),
        ("1,500.00", "1500.00"),
        ("1.500,00", "1500.00"),
        ("1 500,5", "1500.5"),
        ("1'500", "1500"),
        ("39,50", "39.50"),
        ("39.5", "39.5"),
        ("$ 35", "35"),
        ("USD 35", "35"),
        ("35 €", "35"),
        ("10k", "10000"),
        ("1,234,567", "1234567"),
        ("8.25 %", "8.25"),
        (" 37.36 ", "37.36"),
    ],
)
def test_sums_are_read_as_meant(typed: str, amount: str) -> None:
    assert parse_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    ["", "x", "5000 or 6000", "about 5000 in 2024", "1.234", "1,2,3", "12,34,567", "-5", "1e9",
     "NaN", "1.234.5", "9" * 20, "--", "٣٥x"],
)  # fmt: skip
def test_what_is_not_certain_is_refused(typed: str) -> None:
    assert parse_amount(typed) is None
