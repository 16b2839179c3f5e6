"""A list from another program as a dialog shows it: fields, rows in words, and what is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onboard.intake import computers, prices
from onboard.intake.computers import Fate, Preview
from onboard.intake.prices import PriceFate, PricePreview, PriceRow
from onboard.wording import day, say, say_count

MOST_SHOWN = 60
"""Rows in the preview, those with something to say first."""
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """What is made of a list with its columns as they are mapped now."""

    summary: str
    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    """Of what would be taken."""
    words: tuple[str, ...] = ()
    """Words that a person has to say something of."""
    choices: Mapping[str, str] | None = None
    """What may be said of them: id and label."""
    has_typed: bool = False
    """Something was typed before, and it has to be said what becomes of it."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ForeignList:
    """A list that was picked, and how it is looked at."""

    kind: str
    """"computers" or "prices"."""
    head: tuple[str, ...]
    fields: tuple[str, ...]
    columns: Mapping[str, int]
    """As they are known by name, or as they were mapped the last time."""
    look: Callable[[Mapping[str, int], Mapping[str, str]], Shown]


def computers_shown(preview: Preview, systems: Mapping[str, str], *, has_typed: bool) -> Shown:
    """The rows of a list of computers; what is left out comes first."""
    rows = sorted(preview.rows, key=lambda row: row.fate is Fate.TAKEN and not row.unsure)
    cells = []
    for row in rows[:MOST_SHOWN]:
        device = row.device
        kind = preview.kinds.get(device.kind, row.said_kind)
        system = systems.get(device.system, device.system)
        days = [device.bought and say("intake.bought-on", day=day(device.bought))]
        days.append(device.warranty and say("intake.warranty-to", day=day(device.warranty)))
        told = [say(f"intake.fate-{row.fate.value}", said=row.said_kind or "–")]
        told += [say("intake.unsure", field=say(f"intake.field-{name}")) for name in row.unsure]
        who = "\n".join(filter(None, (device.name, device.serial, device.user)))
        what = "\n".join(filter(None, (kind, system, *days)))  # type: ignore[arg-type]
        cells.append((str(row.number), who, what, ". ".join(told)))
    taken = len(preview.taken)
    return Shown(
        summary=_summary(taken, len(preview.rows)),
        heads=tuple(say(f"intake.head-{name}") for name in ("row", "who", "what", "told")),
        shares=(1, 3, 4, 4),
        rows=tuple(cells),
        count=taken,
        words=preview.open_kinds[:MOST_WORDS],
        choices={**preview.kinds, computers.OUT: say("intake.leave-out")},
        has_typed=has_typed,
    )


def prices_shown(preview: PricePreview) -> Shown:
    """The rows of a price list: what changes first, what is the same last."""
    order = {PriceFate.SAME: 2, PriceFate.NEW: 1, PriceFate.CHANGED: 1}
    rows = sorted(preview.rows, key=lambda row: order.get(row.fate, 0))
    taken = len(preview.taken)
    has_columns = set(prices.NEEDED) <= set(preview.columns)
    return Shown(
        summary=_summary(taken, len(preview.rows)),
        heads=tuple(say(f"prices.head-{name}") for name in ("what", "old", "new", "told")),
        shares=(4, 2, 2, 4),
        rows=tuple(_price_cells(row, preview.currency) for row in rows[:MOST_SHOWN]),
        count=taken,
        problem="" if has_columns else say("prices.say-columns"),
    )


def _price_cells(row: PriceRow, currency: str) -> tuple[str, ...]:
    told = say(f"prices.fate-{row.fate.value}", near=row.near)
    since = say("prices.since", day=day(row.since)) if row.since else ""
    old = f"{row.old:f}" if row.old is not None else ""
    if not old and row.range_low is not None:
        old = f"{row.range_low:f}–{row.range_high:f}"
    new = ""
    if row.price is not None:
        new = f"{row.price.amount:f} {currency}\n{say(f'answers.{row.price.per}')}"
    return (row.name or row.said or "–", old, new, ", ".join(filter(None, (told, since))))


def _summary(taken: int, rows: int) -> str:
    left = say_count("intake.left-out", rows - taken)
    parts = [say_count("intake.would-take", taken), left if rows > taken else ""]
    if rows > MOST_SHOWN:
        parts.append(say("intake.first-rows", count=MOST_SHOWN))
    return " ".join(filter(None, parts))
