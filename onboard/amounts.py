"""Sums as people type them, read strictly: what could mean two things is refused."""

from __future__ import annotations

import re
from decimal import Decimal

LARGEST = Decimal("1e12")
_AMOUNT = re.compile(
    r"\s*(?:[A-Za-z]{3}\s+|[$€£]\s*)?(?P<number>\d[\d .,']*?)\s*(?P<k>[kK])?"
    r"\s*(?:[A-Za-z]{3}|[$€£]|%)?\s*"
)
_GROUPED = re.compile(r"\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3})*")


def parse_amount(text: str) -> Decimal | None:
    """The amount, zero or more; None when it is none or not certain which.

    "1500", "1,500.00", "1.500,00", "39,50", "$ 35" and "10k" are read; "5000 or 6000" and "1.234",
    which is a thousand and more in one country and one and a bit in another, are not.
    """
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    number = match["number"].strip()
    whole, mark, cents = _split(number)
    if mark and not 1 <= len(cents) <= 2:
        return None
    if not whole.isdigit():
        if _GROUPED.fullmatch(whole) is None or (mark and mark in whole):
            return None
        whole = re.sub(r"\D", "", whole)
    amount = Decimal(f"{whole}.{cents or 0}") * (1000 if match["k"] else 1)
    return amount if amount <= LARGEST else None


def _split(number: str) -> tuple[str, str, str]:
    """Whole part, decimal mark and what follows it."""
    if re.fullmatch(r"\d{1,3}\.\d{3}", number):
        return number, ".", number.split(".")[1]  # a mark with three digits: not certain
    last = max(number.rfind(","), number.rfind("."))
    if last < 0 or len(number) - last - 1 == 3:
        return number, "", ""
    return number[:last], number[last], number[last + 1 :]
