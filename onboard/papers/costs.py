"""What the plan costs: what was chosen beside everything recommended."""

from __future__ import annotations

from onboard.agreement.document import (
    Align,
    Block,
    Cell,
    Column,
    Emphasis,
    Grid,
    Paragraph,
    Section,
)
from onboard.papers.plan import bought
from onboard.papers.wordings import amount, whole_amount
from onboard.snapshot import EngagementSnapshot
from onboard.wording import currency_name, say


def costs_section(snapshot: EngagementSnapshot) -> Section:
    """What was chosen beside everything recommended, and what the sums leave out."""
    chosen, whole = snapshot.chosen_total, snapshot.bill.total
    is_any = not chosen.is_zero or any(bought(line) for line in snapshot.lines)
    columns = (
        Column(say("agreement.col-total"), 5),
        Column(say("agreement.col-chosen-total"), 4, Align.RIGHT),
        Column(say("agreement.col-everything"), 4, Align.RIGHT),
    )
    pairs = (
        ("agreement.total-once", chosen.once, whole.once),
        ("agreement.total-monthly", chosen.monthly, whole.monthly),
        ("agreement.total-yearly", chosen.yearly, whole.yearly),
    )
    rows = tuple(
        (
            Cell(say(key)),
            Cell(whole_amount(snapshot, mine) if is_any else "–"),
            Cell(whole_amount(snapshot, all_)),
        )
        for key, mine, all_ in pairs
    )
    totals = (
        (
            Cell(say("agreement.total-first-year"), strong=True),
            Cell(whole_amount(snapshot, chosen.first_year) if is_any else "–", strong=True),
            Cell(whole_amount(snapshot, whole.first_year)),
        ),
    )
    blocks: list[Block] = [
        Grid("", columns, rows, totals),
        Paragraph(say("agreement.totals-note"), Emphasis.NOTE),
    ]
    widest, planned = snapshot.total_span.first_year, whole.first_year
    if widest != planned:
        blocks.append(Paragraph(say("agreement.total-span", amount=amount(widest)), Emphasis.NOTE))
    own = [line for line in snapshot.lines if line.line.ordered]
    if own:
        capacities = snapshot.pack.content.items
        listing = ", ".join(
            f"{line.line.ordered // capacities[line.item].capacity} × {line.line.name}"
            for line in own
        )
        blocks.append(Paragraph(say("agreement.not-in-sums", lines=listing)))
    money = say("agreement.in-currency", currency=currency_name(snapshot.currency))
    firm = snapshot.firm
    if firm.tax_percent:
        tax = say(
            "agreement.tax",
            name=firm.tax_name or say("agreement.tax-name"),
            percent=firm.tax_percent,
        )
    else:
        tax = say("agreement.without-tax")
    blocks.append(Paragraph(f"{money} {tax}", Emphasis.NOTE))
    return Section(say("agreement.totals-title"), tuple(blocks))
