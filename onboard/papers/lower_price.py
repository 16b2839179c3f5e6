"""What would leave if the price had to come down: in which order, and what each step writes."""

from __future__ import annotations

from onboard.agreement.document import Align, Cell, Column, Emphasis, Grid, Paragraph, Section
from onboard.papers.wordings import amount, tier_name
from onboard.price_cut import Cut, cuts
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say

TOLD = 20
"""Percent of the first year; the paper tells so much, the plan page more."""


def lower_price_section(snapshot: EngagementSnapshot) -> Section:
    """Nothing of it is decided: it says beforehand what a lower price would cost in cover."""
    columns = (
        Column(say("agreement.col-leaves"), 6),
        Column(say("agreement.col-leaves-open"), 8),
        Column(say("agreement.col-left-to-pay"), 4, Align.RIGHT),
    )
    rows = tuple(_row(snapshot, cut) for cut in cuts(snapshot, TOLD))
    title = say("agreement.cuts-title")
    lead = Paragraph(say("agreement.cuts-lead", percent=TOLD), Emphasis.LEAD)
    signed = Paragraph(say("agreement.cuts-signed"), Emphasis.NOTE)
    return Section(title, (lead, Grid("", columns, rows), signed) if rows else ())


def _row(snapshot: EngagementSnapshot, cut: Cut) -> tuple[Cell, ...]:
    items = snapshot.pack.content.items
    item = items[cut.line.item]
    name = cut.line.line.name
    if cut.offer:
        offer = item.offers[cut.offer]  # type: ignore[index]
        name = say("agreement.cut-offer", name=name, offer=offer.name)
    notes = [tier_name(cut.line.tier)]
    if cut.falls:
        notes.append(say("page.cut-falls", names=", ".join(items[key].name for key in cut.falls)))
    writes = ""
    if cut.needs_initials:
        writes = say("page.cut-initials")
    if cut.promises:
        titles = say("page.cut-promises", titles="; ".join(cut.promises))
        writes = f"{titles} {writes}".strip()
    saved = say("agreement.cut-saved", percent=cut.percent)
    return (
        Cell(name, note=" · ".join(notes)),
        Cell(cut.leaves, note=writes),
        Cell(amount(cut.total.first_year), note=saved),
    )
