"""The bill-of-materials explosion: one pass over the items, integers only, rounding after adding.

gross requirement − on hand = net requirement → offer → pieces. An item is reached after everything
that needs it or brings it along, so its demands are complete when it is computed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from onboard.content.conditions import Missing, evaluate
from onboard.content.model import (
    CompanionKind,
    DoerFor,
    Includes,
    Item,
    ItemId,
    Need,
    Period,
    Requirement,
)
from onboard.content.pack import ContentPack
from onboard.interview.facts import FactBook
from onboard.recommendation.bill import (
    BillOfMaterials,
    Contribution,
    LineItem,
    Source,
    Standing,
)
from onboard.recommendation.costing import PriceList
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.recommendation.money import cost_of, no_cost, total


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the client wants it: other offers, and what is not to be bought."""

    offers: Mapping[ItemId, str] = field(default_factory=dict)
    not_bought: frozenset[ItemId] = frozenset()
    trusts_answers: bool = True
    """Whether what an answer says is there counts as there: not for the high end of a price."""
    unknown_covers: bool = False
    """Whether seats of an unknown number are taken to be enough: the low end of a price."""


NO_WISHES = Wishes()


def explode(
    pack: ContentPack,
    facts: FactBook,
    known: FactBook,
    estate: tuple[Holding, ...],
    order: tuple[OrderedItem, ...],
    prices: PriceList,
    on: date,
    wishes: Wishes = NO_WISHES,
) -> BillOfMaterials:
    """The complete bill for these facts; `known` is their view without careful defaults.

    Declining stops ordering and never un-owns: companions of a declined line follow only what is
    there already. Whatever cannot be without a declined companion is not bought either.
    """
    refused = set(wishes.not_bought)
    while True:
        lines = _Explosion(pack, facts, known, estate, order, prices, on, wishes, refused).run()
        if not refused:
            break
        lost = {
            ItemId(contribution.origin)
            for line in lines.values()
            if line.item in refused and line.required > line.on_hand + line.ordered
            for contribution in line.contributions
            if contribution.kind is CompanionKind.INSEPARABLE
            and _is_bought(lines.get(ItemId(contribution.origin)))
        }
        if lost <= refused:
            break
        refused |= lost
    shown = tuple(line for line in lines.values() if line.required or line.ordered)
    return BillOfMaterials(
        lines=shown,
        total=total((line.cost for line in shown), prices.currency),
        by_item={line.item: line for line in shown},
    )


def _is_bought(line: LineItem | None) -> bool:
    return line is not None and line.quantity > 0


class _Explosion:
    """The working state of one pass."""

    def __init__(
        self,
        pack: ContentPack,
        facts: FactBook,
        known: FactBook,
        estate: tuple[Holding, ...],
        order: tuple[OrderedItem, ...],
        prices: PriceList,
        on: date,
        wishes: Wishes,
        refused: set[ItemId],
    ) -> None:
        self.pack, self.facts, self.known, self.prices = pack, facts, known, prices
        self.wishes, self.refused = wishes, refused
        self.owned: dict[str, int] = defaultdict(int)
        self.unknown: set[str] = set()
        self.said: set[str] = set()
        self.brought: dict[str, int] = defaultdict(int)
        self.covered: dict[tuple[str, str], int] = defaultdict(int)
        self.ordered: dict[str, int] = defaultdict(int)
        self.demands: dict[str, list[Contribution]] = defaultdict(list)
        self.lines: dict[ItemId, LineItem] = {}
        for holding in estate:
            self._own(holding, on)
        if wishes.trusts_answers:
            self._own_as_said({holding.item for holding in estate})
        for wanted in order:
            if wanted.item is not None:
                self.ordered[wanted.item] += wanted.quantity

    def run(self) -> dict[ItemId, LineItem]:
        for key, need in self.pack.content.needs.items():
            self._need(key, need)
        items = self.pack.content.items
        for key in self.pack.items_in_order:
            # What nobody asks for and nobody has is not even looked at: a catalogue may be long.
            if key in self.demands or key in self.ordered or key in self.owned:
                self._settle(key, items[key])
        return self.lines

    # ---- what comes in

    def _own(self, holding: Holding, on: date) -> None:
        item = self.pack.content.items.get(holding.item)
        if item is None or (holding.until is not None and holding.until < on):
            return
        if holding.quantity is None:
            self.unknown.add(holding.item)
            return
        self.owned[holding.item] += holding.quantity * (holding.capacity or item.capacity)
        if holding.offer in item.offers:
            self._bring(item.offers[holding.offer].includes, holding.quantity)  # type: ignore[index]

    def _own_as_said(self, listed: set[ItemId]) -> None:
        """What an answer says is there; the list of what is there, which has counts, goes first."""
        for key in self.pack.items_said_owned:
            item = self.pack.content.items[key]
            covers = {
                said.covers for said in item.said_owned if evaluate(said.when, self.known) is True
            }
            if covers and key not in listed:
                self.owned[key] += sum(self.facts.count(name) for name in covers)
                self.said.add(key)

    def _bring(self, parts: tuple[Includes, ...], units: int) -> None:
        for part in parts:
            amount = part.units * units
            if part.over is not None:
                # However many suites there are, they cover each of a population once.
                room = self.facts.count(part.over) - self.covered[part.item, part.over]
                amount = min(amount, max(0, room))
                self.covered[part.item, part.over] += amount
            self.brought[part.item] += amount

    def _need(self, key: str, need: Need) -> None:
        if evaluate(need.when, self.facts) is False:
            return
        is_guess = evaluate(need.when, self.known) is None
        for population in need.covers:
            size = self.facts.count(population)
            if size:
                unsure = is_guess or self.known[population] is Missing.UNKNOWN
                self.demands[need.item].append(
                    Contribution(
                        Source.NEED,
                        key,
                        size,
                        need.because,
                        population=population,
                        is_uncertain=unsure,
                    )
                )
        if need.quantity is not None:
            amount = self.facts.amount(need.quantity)
            amount = 1 if amount is None else amount
            if amount:
                unsure = is_guess or self.known.amount(need.quantity) is None
                self.demands[need.item].append(
                    Contribution(Source.NEED, key, amount, need.because, is_uncertain=unsure)
                )

    # ---- one item

    def _settle(self, key: ItemId, item: Item) -> None:
        # Looked up without leaving an empty entry for each of thousands of items.
        contributions = self.demands.get(key, [])
        ordered = self.ordered.get(key, 0) * item.capacity
        required = gross(contributions, item.spare_percent)
        if ordered > required:
            by_order = Contribution(Source.ORDER, key, ordered - required, "")
            if not required:
                contributions = [*contributions, by_order]
                required = ordered
        if not required and not ordered:
            self._bring_owned(key, item)
            return
        on_hand = self.owned.get(key, 0) + self.brought.get(key, 0)
        if self.wishes.unknown_covers and key in self.unknown:
            on_hand = max(on_hand, required)
        lacking = max(0, required - on_hand - ordered)
        pieces = -(-lacking // item.capacity)
        quantity = -(-pieces // item.pack_of) * item.pack_of
        standing = self._standing(key, quantity, ordered)
        bought = quantity if standing is Standing.TO_BUY else 0
        offer_id = self.wishes.offers.get(key, item.recommended)
        offer = item.offers.get(offer_id) or item.offers[item.recommended]  # type: ignore[call-overload]
        price = self.prices.unit_price(key, offer_id)
        doer = self._doer(item)
        inseparable = {
            ItemId(part.origin) for part in contributions if part.kind is CompanionKind.INSEPARABLE
        }
        self.lines[key] = LineItem(
            item=key,
            name=item.name,
            offer=offer_id,
            offer_name=offer.name,
            required=required,
            on_hand=on_hand,
            ordered=ordered,
            quantity=quantity if standing is Standing.TO_BUY else 0,
            standing=standing,
            unit=item.capacity_unit or item.unit,
            counting=item.counting,
            who=doer.who if doer else item.who,
            who_because=doer.because if doer else "",
            contributions=tuple(contributions),
            unit_price=price,
            cost=cost_of(price.amount, Period(price.per), bought)
            if bought
            else no_cost(self.prices.currency),
            surplus=max(0, on_hand + ordered - required) if ordered else 0,
            on_hand_unknown=key in self.unknown,
            to_confirm=key in self.unknown
            or key in self.said
            or any(part.is_uncertain for part in contributions),
            inseparable_of=tuple(sorted(inseparable)),
        )
        new = bought + self.ordered.get(key, 0)
        self._bring((*item.includes, *offer.includes), new)
        present = required
        if standing in (Standing.DECLINED, Standing.FOLLOWS_DECLINED):
            present = min(required, on_hand + ordered)
        for requirement in item.requires:
            units = new if requirement.only_new else present
            self._require(key, item, requirement, units, self.lines[key].to_confirm)

    def _doer(self, item: Item) -> DoerFor | None:
        """Who does it in place of the usual one, if anyone."""
        for part in item.who_if:
            if evaluate(part.when, self.facts) is True:
                return part
        return None

    def _bring_owned(self, key: ItemId, item: Item) -> None:
        """Something owned that nothing asks for still needs what it needs (a firewall's fees)."""
        units = self.owned.get(key, 0)
        if not units:
            return
        for requirement in item.requires:
            if not requirement.only_new:
                self._require(key, item, requirement, units, is_uncertain=False)

    def _standing(self, key: ItemId, quantity: int, ordered: int) -> Standing:
        if quantity and key in self.refused:
            chosen = key in self.wishes.not_bought
            return Standing.DECLINED if chosen else Standing.FOLLOWS_DECLINED
        if quantity:
            return Standing.TO_BUY
        return Standing.ORDERED if ordered else Standing.COVERED

    def _require(
        self, key: ItemId, item: Item, requirement: Requirement, units: int, is_uncertain: bool
    ) -> None:
        pieces = -(-units // item.capacity) if not requirement.only_new else units
        if pieces <= 0 or evaluate(requirement.when, self.facts) is False:
            return
        population, every = "", 0
        if requirement.covers is not None:
            population = requirement.covers
            amount = self.facts.count(population)
            is_uncertain = is_uncertain or self.known[population] is Missing.UNKNOWN
        elif requirement.one_for_every is not None:
            every, amount = requirement.one_for_every, pieces
        else:
            amount = pieces * (requirement.each or 1)
        if amount:
            self.demands[requirement.item].append(
                Contribution(
                    Source.COMPANION,
                    key,
                    amount,
                    requirement.because,
                    population=population,
                    every=every,
                    kind=requirement.kind,
                    is_uncertain=is_uncertain,
                )
            )


def gross(contributions: list[Contribution], spare_percent: int) -> int:
    """Unite coverage by population, add the rest, round last."""
    if len(contributions) == 1 and not spare_percent and not contributions[0].every:
        return contributions[0].amount
    covered: dict[str, int] = {}
    shared: dict[int, int] = defaultdict(int)
    units = 0
    for part in contributions:
        if part.population:
            covered[part.population] = max(covered.get(part.population, 0), part.amount)
        elif part.every:
            shared[part.every] += part.amount
        else:
            units += part.amount
    units += sum(covered.values()) + sum(-(-amount // k) for k, amount in shared.items())
    return -(-units * (100 + spare_percent) // 100)
