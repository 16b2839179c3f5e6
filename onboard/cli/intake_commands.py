"""import-computers, import-prices: lists from other programs; without --yes they are only shown."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping

from onboard.cli import common
from onboard.errors import UserFacingError
from onboard.intake import computers, prices
from onboard.intake.columns import mapping_bytes, mapping_from, shape_of
from onboard.intake.computers import Fate, Preview
from onboard.intake.prices import PricePreview
from onboard.interview.validation import AnswerProblem
from onboard.locations import DEFAULT_PACK
from onboard.tables.limits import Rows
from onboard.tables.reading import read_table
from onboard.wording import day, say, say_count

MODES = {"add": True, "replace": False}


def import_computers(options: argparse.Namespace) -> int:
    """Show how a list is understood; `--yes` counts its computers into the client's answers."""
    rows = read_table(options.file)
    with common.application(options, create=False) as opened:
        service = opened.service
        facts = service.engagement(common.client_named(opened, options.client))
        pack = service.pack(facts)
        kept = service.remembered_columns("computers", shape_of(rows[0]))
        columns = _columns(rows, options.column, computers.NAMES, kept)
        kinds = dict(_pair(text) for text in options.kind)
        preview = computers.understand(pack, facts, rows, columns=columns, kinds=kinds)
        sys.stdout.write("\n".join(_told(preview)) + "\n")
        if not options.yes:
            sys.stdout.write(say("intake.only-shown") + "\n")
            return 0
        done = service.take_computers(facts.id, preview, is_added=MODES.get(options.there))
        if isinstance(done, AnswerProblem):
            raise UserFacingError(done.message_id, **dict(done.arguments))
        service.remember_columns("computers", shape_of(rows[0]), mapping_bytes(columns))
    sys.stdout.write(say_count("intake.taken", len(preview.taken)) + "\n")
    return 0


def import_prices(options: argparse.Namespace) -> int:
    """Show what a price list would change; `--yes` keeps them as the firm's own prices."""
    rows = read_table(options.file)
    with common.application(options, create=False) as opened:
        service = opened.service
        pack, firm = service.shipped_pack(options.pack_id or DEFAULT_PACK), service.firm()
        kept = service.remembered_columns("prices", shape_of(rows[0]))
        columns = _columns(rows, options.column, prices.NAMES, kept)
        preview = prices.understand_prices(pack, firm, rows, service.now().date(), columns=columns)
        if not set(prices.NEEDED) <= set(columns):
            raise UserFacingError("prices.no-columns")
        sys.stdout.write("\n".join(_prices_told(preview)) + "\n")
        if not options.yes:
            sys.stdout.write(say("intake.only-shown") + "\n")
            return 0
        service.save_firm(prices.with_prices(firm, preview.taken))
        service.remember_columns("prices", shape_of(rows[0]), mapping_bytes(columns))
    sys.stdout.write(say_count("prices.taken", len(preview.taken)) + "\n")
    return 0


def _columns(
    rows: Rows, said: list[str], names: Mapping[str, object], kept: bytes | None
) -> dict[str, int]:
    """As said now, as remembered, or else by name; said as FIELD=COLUMN."""
    from onboard.intake.columns import recognised

    head = rows[0]
    found = recognised(head, names)  # type: ignore[arg-type]
    if kept is not None:
        found = mapping_from(kept, len(head), tuple(names))
    for text in said:
        field, column = _pair(text)
        if field not in names:
            raise UserFacingError("intake.no-field", name=field, names=", ".join(names))
        if column and column not in head:
            raise UserFacingError("intake.no-column", name=column)
        found.pop(field, None)
        if column:
            found[field] = head.index(column)
    return found


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.rpartition("=")
    if not equals:
        raise UserFacingError("intake.no-pair", text=text)
    return name.strip(), value.strip()


def _told(preview: Preview) -> Iterator[str]:
    for row in preview.rows:
        device = row.device
        kind = preview.kinds.get(device.kind, device.kind) or "?"
        parts = [device.name, kind, f"{row.said_system} → {device.system}", device.serial]
        parts.append(device.user)
        if device.bought:
            parts.append(say("intake.bought-on", day=day(device.bought)))
        if device.warranty:
            parts.append(say("intake.warranty-to", day=day(device.warranty)))
        yield f"{row.number}: " + "; ".join(part for part in parts if part)
        if row.fate is not Fate.TAKEN:
            yield "   " + say(f"intake.fate-{row.fate.value}", said=row.said_kind or "–")
        for field in row.unsure:
            yield "   " + say("intake.unsure", field=say(f"intake.field-{field}"))


def _prices_told(preview: PricePreview) -> Iterator[str]:
    for row in preview.rows:
        yield f"{row.number}: {price_line(row, preview.currency)}"


def price_line(row: prices.PriceRow, currency: str) -> str:
    """What a row changes, in one line."""
    name = row.name or row.said or "–"
    told = say(f"prices.fate-{row.fate.value}", near=row.near)
    if row.price is None:
        return f"{name}: {told}"
    old = f"{row.old}" if row.old is not None else f"{row.range_low}–{row.range_high}"
    new = f"{row.price.amount} {currency} {say(f'answers.{row.price.per}')}"
    since = say("prices.since", day=day(row.since)) if row.since else ""
    return f"{name}: {old} → {new} {since} ({told})".replace("  ", " ")
