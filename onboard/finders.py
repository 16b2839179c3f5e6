"""What the list of what is there shows: too few, too many, and twice the same job."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from onboard.content.model import Includes, Item, ItemId, ItemKind, Period
from onboard.content.pack import ContentPack
from onboard.flags import Flag
from onboard.recommendation.bill import BillOfMaterials
from onboard.recommendation.estate import Holding
from onboard.wording import say

_COUNTED = (ItemKind.LICENCE, ItemKind.SERVICE)


def estate_flags(
    pack: ContentPack, bill: BillOfMaterials, estate: tuple[Holding, ...], on: date
) -> tuple[Flag, ...]:
    """Findings about what is owned and current, in the order of the list."""
    current = [
        holding
        for holding in estate
        if holding.item in pack.content.items and holding.quantity
        if holding.until is None or holding.until >= on
    ]
    return (*_counts(pack, bill, current), *_twice(pack, current))


def _counts(pack: ContentPack, bill: BillOfMaterials, current: list[Holding]) -> Iterator[Flag]:
    """Seats and terms that are fewer or more than there are people, computers or places."""
    owned: dict[ItemId, int] = defaultdict(int)
    for holding in current:
        owned[holding.item] += holding.quantity or 0
    for key, have in owned.items():
        item = pack.content.items[key]
        line = bill.get(key)
        if item.kind not in _COUNTED or not _comes_back(item):
            continue
        if line is not None and line.on_hand + line.ordered < line.required:
            text = say("flag.shortfall", name=item.name, have=line.on_hand, need=line.required)
            yield Flag("shortfall", text, lines=(key,))
        elif line is None or have > line.required:
            need = line.required if line is not None else 0
            yield Flag("unused", say("flag.too-many", name=item.name, have=have, need=need))


def _comes_back(item: Item) -> bool:
    """Whether it is paid for again and again: what was bought once costs nothing by lying there."""
    return any(offer.price.per is not Period.ONCE for offer in item.offers.values())


def _twice(pack: ContentPack, current: list[Holding]) -> Iterator[Flag]:
    """Things that another thing that is there brings along already."""
    there = {holding.item for holding in current}
    for holding in current:
        item = pack.content.items[holding.item]
        for part in _brought(item, holding.offer):
            other = ItemId(part.item)
            if other in there and other != holding.item and part.over is None:
                name = pack.content.items[other].name
                text = say("flag.twice", name=name, suite=item.name)
                yield Flag("unused", text, lines=(holding.item, other))


def _brought(item: Item, offer: str) -> tuple[Includes, ...]:
    chosen = item.offers.get(offer)  # type: ignore[call-overload]
    return (*item.includes, *(chosen.includes if chosen is not None else ()))
