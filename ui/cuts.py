"""The price cut in words: what leaves at each step, and what it writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onboard.price_cut import Cut
from onboard.wording import say
from ui import phrases
from ui.widgets.data_table import DataTable
from ui.widgets.price_slider import PriceStop

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot


def price_stops(snapshot: EngagementSnapshot, steps: Sequence[Cut]) -> list[PriceStop]:
    """The whole plan, and the plan after each step down with all that has left by then."""
    whole = phrases.amount(snapshot.bill.total.first_year)
    stops = [PriceStop(say("page.cut-left", amount=whole))]
    left: tuple[str, ...] = ()
    for cut in steps:
        left = (*left, " ".join(_texts(snapshot, cut)))
        price = say("page.cut-left", amount=phrases.amount(cut.total.first_year))
        stops.append(PriceStop(f"{price} {say('page.cut-saved', percent=cut.percent)}", left))
    return stops


def cuts_table(snapshot: EngagementSnapshot, steps: Sequence[Cut]) -> DataTable:
    """The same steps, one a row."""
    rows = [
        (
            cut.line.line.name,
            " ".join(_texts(snapshot, cut)[0:1]),
            " ".join(_texts(snapshot, cut)[1:]),
            f"{phrases.amount(cut.total.first_year)}",
        )
        for cut in steps
    ]
    heads = (
        say("agreement.col-leaves"),
        say("agreement.col-leaves-open"),
        say("page.cut-writes"),
        say("agreement.col-left-to-pay"),
    )
    made = DataTable(say("page.cuts-title"), heads, rows, (4, 6, 5, 4))
    made.setObjectName("cuts-table")
    return made


def _texts(snapshot: EngagementSnapshot, cut: Cut) -> list[str]:
    """What leaves and what that leaves open; then what falls with it and what it writes."""
    name, tier = cut.line.line.name, phrases.tier_name(cut.line.tier).casefold()
    if cut.offer:
        offer = snapshot.pack.content.items[cut.line.item].offers[cut.offer]  # type: ignore[index]
        texts = [say("page.cut-offer", name=name, offer=offer.name, leaves=cut.leaves)]
    else:
        texts = [say("page.cut-line", name=name, tier=tier, leaves=cut.leaves)]
    if cut.falls:
        items = snapshot.pack.content.items
        texts.append(say("page.cut-falls", names=", ".join(items[key].name for key in cut.falls)))
    if cut.promises:
        texts.append(say("page.cut-promises", titles="; ".join(cut.promises)))
    if cut.writes_acceptance:
        texts.append(say("page.cut-initials" if cut.needs_initials else "page.cut-acceptance"))
    return texts
