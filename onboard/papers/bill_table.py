"""The bill as a table: one row a line, for the paper it is attached to and for other programs."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from onboard.papers.plan import bought, fate
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.spreadsheet import harmless
from onboard.tables.writing import Cell

HEAD = (
    "item",
    "name",
    "offer",
    "tier",
    "asked",
    "required",
    "on_hand",
    "recommended",
    "bought",
    "fate",
    "once_low",
    "once_high",
    "monthly_low",
    "monthly_high",
    "yearly_low",
    "yearly_high",
    "currency",
    "price_basis",
    "price_date",
    "who",
)


def bill_table(snapshot: EngagementSnapshot) -> bytes:
    """bill.csv: UTF-8, CRLF; cells that could start a formula are made harmless."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for line in snapshot.lines:
        writer.writerow(harmless(cell) for cell in _values(snapshot, line))
    return out.getvalue().encode("utf-8")


def bill_rows(snapshot: EngagementSnapshot) -> tuple[tuple[Cell, ...], ...]:
    """The same with its first row, numbers as numbers; what nobody knows is empty."""
    lines = (_values(snapshot, line) for line in snapshot.lines)
    return (HEAD, *(tuple(_cell(value) for value in line) for line in lines))


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    return value if isinstance(value, (int, Decimal)) else str(value)


def _values(snapshot: EngagementSnapshot, line: PlanLine) -> tuple[object, ...]:
    cost = line.line.cost
    return (
        line.item,
        line.line.name,
        line.line.offer_name,
        line.tier.value,
        line.line.ordered,
        line.line.required,
        line.line.on_hand,
        line.line.quantity,
        line.chosen.quantity if line.chosen and bought(line) else 0,
        fate(line, snapshot),
        *(
            end
            for value in (cost.once, cost.monthly, cost.yearly)
            for end in (value.low, value.high)
        ),
        snapshot.currency,
        line.line.unit_price.basis.value,
        line.line.unit_price.on,
        line.line.who.value,
    )
