"""What a line goes with: each computer, each person, each computer that leaves, each place.

A population says it (`per`); where it says nothing, what it is made of does. Companions that come
with each piece go with whatever counts the pieces.
"""

from __future__ import annotations

from collections import defaultdict

from onboard.content.model import OrderedTerm, Per, Population, Quantity
from onboard.content.pack import ContentPack
from onboard.recommendation.bill import BillOfMaterials, Contribution, LineItem, Source

_DEEPEST = 8
_ORDER = tuple(Per)


def per_of(
    pack: ContentPack, bill: BillOfMaterials, line: LineItem, before: LineItem | None
) -> Per:
    """What the growth of a line goes with, compared with what it was before."""
    was: dict[tuple[Source, str, str], int] = defaultdict(int)
    for part in before.contributions if before is not None else ():
        was[part.source, part.origin, part.population] += part.amount
    grown = {
        part: part.amount - was[part.source, part.origin, part.population]
        for part in line.contributions
    }
    most = max(1, line.required - (before.required if before is not None else 0))
    weights: dict[Per, int] = defaultdict(int)
    for part, more in grown.items():
        found = _per_of_part(pack, bill, part)
        if found is not None and more > 0:
            weights[found] = max(weights[found], min(more, most))
    if not weights:
        named = (_per_of_part(pack, bill, part) for part in line.contributions)
        return next((found for found in named if found is not None), Per.BUSINESS)
    return max(weights, key=lambda per: (weights[per], -_ORDER.index(per)))


def per_of_item(pack: ContentPack, item: str) -> Per | None:
    """What pieces of this item are, by the populations that count them when they are ordered."""
    for population in pack.content.populations.values():
        ordered = {term.ordered for term in population.add if isinstance(term, OrderedTerm)}
        if population.per is not None and item in ordered:
            return population.per
    return None


def per_of_quantity(pack: ContentPack, quantity: Quantity, depth: int = _DEEPEST) -> Per | None:
    """What is counted, by its own word for it, or by that of what is ordered or counted in it."""
    if isinstance(quantity, Population) and quantity.per is not None:
        return quantity.per
    ordered = (
        per_of_item(pack, term.ordered) for term in quantity.add if isinstance(term, OrderedTerm)
    )
    populations = pack.content.populations
    within = (
        per_of_quantity(pack, populations[term], depth - 1)
        for term in quantity.add
        if isinstance(term, str) and depth and term in populations
    )
    found = next((per for per in (*ordered, *within) if per is not None), None)
    if found is not None:
        return found
    return Per.BUSINESS if all(isinstance(term, int) for term in quantity.add) else None


def _per_of_part(
    pack: ContentPack, bill: BillOfMaterials, part: Contribution, depth: int = _DEEPEST
) -> Per | None:
    if part.population:
        return per_of_quantity(pack, pack.content.populations[part.population])
    match part.source:
        case Source.NEED:
            quantity = pack.content.needs[part.origin].quantity
            return per_of_quantity(pack, quantity) if quantity is not None else None
        case Source.ORDER:
            return per_of_item(pack, part.origin)
        case Source.COMPANION:
            found = per_of_item(pack, part.origin)
            parent = bill.get(part.origin)
            if found is not None or parent is None or not depth:
                return found
            named = (_per_of_part(pack, bill, each, depth - 1) for each in parent.contributions)
            return next((each for each in named if each is not None), None)
