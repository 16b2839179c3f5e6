"""What stood out: what goes against itself, hangs on one thing, is short, unused or ends soon."""

from __future__ import annotations

from onboard.agreement.document import Cell, Column, Emphasis, Grid, Paragraph, Section
from onboard.flags import SMALL_PRICE, TO_FIND_OUT, Flag
from onboard.snapshot import EngagementSnapshot
from onboard.wording import money, say

_ORDER = (
    "urgent", TO_FIND_OUT, "contradiction", "shortfall", "ends-soon", "single-point", "unused",
)  # fmt: skip
"""What cannot wait comes first; small prices beside large harm come last."""


def noticed_section(snapshot: EngagementSnapshot) -> Section:
    """Every flag with the lines that answer it; empty where nothing stood out."""
    columns = (
        Column(say("agreement.col-kind"), 4),
        Column(say("agreement.col-noticed"), 9),
        Column(say("agreement.col-helps"), 5),
    )
    flags = sorted(snapshot.flags, key=_urgency)
    small = [flag for flag in flags if flag.kind == SMALL_PRICE]
    together = _small_prices(snapshot, small) if len(small) > 1 else None
    rows = [
        (
            Cell(say(f"noticed.{flag.kind}")),
            Cell(flag.text, note=flag.do_now),
            Cell(", ".join(_names(snapshot, flag.lines)) or "–"),
        )
        for flag in flags
        if together is None or flag.kind != SMALL_PRICE
    ]
    rows += [together] if together is not None else []
    title = say("agreement.noticed-title")
    lead = Paragraph(say("agreement.noticed-lead"), Emphasis.LEAD)
    return Section(title, (lead, Grid("", columns, tuple(rows))) if rows else ())


def _small_prices(
    snapshot: EngagementSnapshot, flags: list[Flag]
) -> tuple[Cell, Cell, Cell] | None:
    """All of them in one row: each stands beside the same sum."""
    stop = snapshot.alarm_sum
    if stop is None:
        return None
    least = money(stop.amount.low, stop.amount.low, stop.amount.currency)
    key = "noticed.small-prices-guess" if stop.is_guessed else "noticed.small-prices"
    prices = []
    for flag in flags:
        for item in flag.lines:
            line = snapshot.line_by_item[item].line
            year = line.cost.first_year
            prices.append(f"{line.name}: {money(year.high, year.high, year.currency)}")
    text = say(key, sum=stop.sum.name, amount=least)
    return Cell(say(f"noticed.{SMALL_PRICE}")), Cell(text), Cell("; ".join(prices))


def _urgency(flag: Flag) -> int:
    return _ORDER.index(flag.kind) if flag.kind in _ORDER else len(_ORDER)


def _names(snapshot: EngagementSnapshot, lines: tuple[str, ...]) -> list[str]:
    items = snapshot.pack.content.items
    return [items[item].name for item in lines if item in items]
