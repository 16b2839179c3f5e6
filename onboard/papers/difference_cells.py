"""How a line stood in a signed paper and stands now, as cells of a table."""

from __future__ import annotations

from onboard.agreement.document import Cell
from onboard.papers.difference_in_words import unit_price
from onboard.papers.wordings import price
from onboard.report.difference import Change, LineChange, Stand
from onboard.wording import day, say


def line_row(line: LineChange) -> tuple[Cell, ...]:
    """Name, then, now, and what is bought."""
    now = line.now
    buys = now is not None and now.is_bought
    return (
        Cell(line.name, strong=True),
        number_cell(line.then),
        number_cell(now) if line.change is not Change.REMOVED else Cell(say("amend.not-any-more")),
        Cell(say("amend.buy", number=now.quantity), note=price(now.cost))
        if now is not None and buys
        else Cell("–"),
    )


def number_cell(side: Stand | None) -> Cell:
    """How many are needed, and what one costs."""
    if side is None:
        return Cell(say("amend.was-not-there"))
    return Cell(f"{side.needed} × {side.unit}", note=unit_price(side))


def stand_cell(side: Stand | None) -> Cell:
    """Position, number, price and last day, as it stood."""
    if side is None:
        return Cell(say("amend.was-not-there"))
    parts = [f"{side.offered} × {side.unit}", price(side.offered_cost), say(f"tier.{side.tier}")]
    if side.reason:
        parts.append(f"“{side.reason}”")
    end = side.ends or side.by
    if end is not None:
        parts.append(say("amend.until", day=day(end)))
    return Cell(say(f"amend.stood-{side.position}"), note=" · ".join(parts))
