"""What is needed as a table that a supplier fills in: yes, no or instead, price and note a line."""

from __future__ import annotations

import csv
import io

from onboard.budget import due
from onboard.snapshot import EngagementSnapshot
from onboard.spreadsheet import harmless
from onboard.wording import say

OURS = ("line", "need", "number", "unit", "done", "test", "sure")
"""What we say of a line; changed cells are told."""
THEIRS = ("answer", "instead", "price", "per", "note")
COLUMNS = OURS + THEIRS


def head(language: str | None = None) -> list[str]:
    """The first row, by which a filled sheet is known."""
    return [say(f"answers.col-{name}", language=language) for name in COLUMNS]


def asked(snapshot: EngagementSnapshot) -> dict[str, tuple[str, ...]]:
    """Our cells of every wanted line, by its id: no supplier, no price, no risk, no refusal."""
    items = snapshot.pack.content.items
    found: dict[str, tuple[str, ...]] = {}
    for line in snapshot.lines:
        wanted = due(snapshot, line)
        if wanted is None:
            continue
        item = items[line.item]
        sure = say("answers.to-confirm") if line.line.to_confirm else ""
        cells = (line.item, wanted.name, str(wanted.quantity), wanted.unit)
        found[str(line.item)] = (*cells, item.done_means, item.test, sure)
    return found


def supplier_sheet(snapshot: EngagementSnapshot) -> bytes:
    """The table: UTF-8 with a mark that spreadsheet programs know, CRLF, no cell a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in head()])
    for cells in asked(snapshot).values():
        writer.writerow([harmless(cell) for cell in (*cells, *("" for _ in THEIRS))])
    return out.getvalue().encode("utf-8-sig")
