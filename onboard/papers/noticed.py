"""What stood out: what goes against itself, hangs on one thing, is short, unused or ends soon."""

from __future__ import annotations

from onboard.agreement.document import Cell, Column, Emphasis, Grid, Paragraph, Section
from onboard.flags import TO_FIND_OUT, Flag
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say

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
    rows = tuple(
        (
            Cell(say(f"noticed.{flag.kind}")),
            Cell(flag.text, note=flag.do_now),
            Cell(", ".join(_names(snapshot, flag.lines)) or "–"),
        )
        for flag in sorted(snapshot.flags, key=_urgency)
    )
    title = say("agreement.noticed-title")
    lead = Paragraph(say("agreement.noticed-lead"), Emphasis.LEAD)
    return Section(title, (lead, Grid(title, columns, rows)) if rows else ())


def _urgency(flag: Flag) -> int:
    return _ORDER.index(flag.kind) if flag.kind in _ORDER else len(_ORDER)


def _names(snapshot: EngagementSnapshot, lines: tuple[str, ...]) -> list[str]:
    items = snapshot.pack.content.items
    return [items[item].name for item in lines if item in items]
