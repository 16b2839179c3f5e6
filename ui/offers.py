"""The offers of a line side by side, compared by what they leave uncovered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onboard.wording import say
from ui import phrases
from ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot, PlanLine


def can_compare(line: PlanLine, snapshot: EngagementSnapshot) -> bool:
    """Whether there is more than one offer of it."""
    return len(snapshot.pack.content.items[line.item].offers) > 1


def offers_table(line: PlanLine, snapshot: EngagementSnapshot) -> DataTable:
    """All offers, the one in the plan marked."""
    item = snapshot.pack.content.items[line.item]
    rows = []
    for key, offer in item.offers.items():
        unit = snapshot.prices.unit_price(line.item, key)
        price = say(f"agreement.each-{unit.per}", amount=phrases.amount(unit.amount))
        name = offer.name
        if key == line.line.offer:
            name = say("page.offer-in-plan", name=offer.name)
        leaves = offer.leaves or say("page.plan-leaves-nothing")
        rows.append((name, price if unit.is_confirmed else say("page.offer-no-price"), leaves))
    heads = (say("page.offer-col"), say("page.offer-price"), say("page.offer-leaves"))
    made = DataTable(say("page.offers", name=line.line.name), heads, rows, (4, 3, 5))
    made.setObjectName(f"offers-table-{line.item}")
    return made
