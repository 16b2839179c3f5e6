"""What of a signed line counts as owned once it is installed."""

from __future__ import annotations

from dataclasses import replace

from onboard.content.model import ItemId, ItemKind
from onboard.recommendation.bill import Source
from onboard.snapshot import EngagementSnapshot, derive


def stays(signed: EngagementSnapshot, item: ItemId) -> bool:
    """Whether the next order may count on it.

    Seats over all people or computers stay. What went with this order alone, such as setting up its
    computers, is needed anew with the next one: counting it twice would leave a gap unsaid.
    """
    line = signed.bill.get(item)
    if line is None:
        return False
    facts = replace(signed.engagement, order=())
    alone = derive(signed.pack, signed.firm, facts, signed.on).bill.get(item)
    if alone is None or not alone.required:
        return False
    if any(part.population for part in alone.contributions):
        return True
    kind = signed.pack.content.items[item].kind
    is_thing = kind in (ItemKind.HARDWARE, ItemKind.LICENCE)
    return is_thing and any(part.source is not Source.ORDER for part in alone.contributions)
