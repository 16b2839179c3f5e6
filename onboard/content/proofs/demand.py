"""The explosion of the bill as whole-number terms: what is required of each item, and what is new.

It says again what `recommendation.explode` does, rule by rule; a test compares the two on the same
answers. What is on hand is any whole number, so all that an estate can bring is among the answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import z3

from onboard.content.model import CompanionKind, Includes, Item, Need, Requirement
from onboard.content.proofs.facts import Ways
from onboard.content.proofs.logic import (
    Bool,
    Number,
    conj,
    disj,
    either,
    is_zero,
    larger,
    negated,
    no,
    rounded_up,
    smaller,
    times,
    total,
    whole,
)
from onboard.content.proofs.unknowns import Unknowns


@dataclass(frozen=True, slots=True)
class SymbolicLine:
    """One line. Amounts count the item's smallest unit, `new` whole pieces."""

    gross: Number
    """What needs and companions ask for."""
    required: Number
    """The same, or what is ordered where nothing asks for it."""
    on_hand: Number
    ordered: Number
    bought: Number
    """Whole pieces to buy."""
    refused: Bool
    new: Number

    def secured(self, capacity: int) -> Number:
        return self.on_hand + self.ordered + times(self.bought, capacity)


@dataclass(frozen=True, slots=True)
class Edge:
    """One companion rule at work."""

    parent: str
    index: int
    requirement: Requirement
    pieces: Number
    active: Bool
    demand: Number
    """The least that it alone asks for."""


class SymbolicBill:
    """All lines. Without `wishes` nothing is declined and each offer is the recommended one."""

    def __init__(self, unknowns: Unknowns, seen: Ways, *, wishes: bool = False) -> None:
        self.unknowns, self.facts, self.known = unknowns, seen.facts, seen.known
        self.wishes = wishes
        self.content = unknowns.pack.content
        self.lines: dict[str, SymbolicLine] = {}
        self.edges: list[Edge] = []
        self._covered: dict[str, dict[str, list[Bool]]] = defaultdict(lambda: defaultdict(list))
        self._shared: dict[str, dict[int, list[Number]]] = defaultdict(lambda: defaultdict(list))
        self._units: dict[str, list[Number]] = defaultdict(list)
        self._brought: dict[str, list[Number]] = defaultdict(list)
        self._room: dict[tuple[str, str], Number] = {}
        self.asked: dict[str, Number] = {}
        """What each need alone asks for."""
        for key, need in self.content.needs.items():
            self.asked[key] = self._need(need)
        for item in unknowns.pack.items_in_order:
            self._settle(item, self.content.items[item])

    def closed(self) -> Bool:
        """What cannot be without a declined companion is not bought, as the engine's loop ends."""
        broken = []
        for edge in self.edges:
            if edge.requirement.kind is not CompanionKind.INSEPARABLE:
                continue
            line = self.lines[edge.requirement.item]
            short = line.required > line.on_hand + line.ordered
            parent = self.lines[edge.parent]
            broken.append(
                conj([edge.active, edge.demand > 0, line.refused, short, parent.bought > 0])
            )
        return negated(disj(broken))

    # ---- what comes in

    def _need(self, need: Need) -> Number:
        fires = negated(self.facts.truth(need.when).false)
        asked = []
        for population in need.covers:
            self._covered[need.item][population].append(fires)
            asked.append(either(fires, self.facts.count(population), whole(0)))
        if need.quantity is not None:
            amount = self.facts.amount(need.quantity)
            number = either(amount.unknown, whole(1), amount.number)
            asked.append(either(fires, number, whole(0)))
            self._units[need.item].append(asked[-1])
        return total(asked)

    def _gross(self, key: str, spare_percent: int) -> Number:
        parts = list(self._units[key])
        for population, tests in self._covered[key].items():
            parts.append(either(disj(tests), self.facts.count(population), whole(0)))
        for every, pieces in self._shared[key].items():
            parts.append(rounded_up(total(pieces), every))
        units = total(parts)
        return units if not spare_percent else rounded_up(units * (100 + spare_percent), 100)

    # ---- one item

    def _settle(self, key: str, item: Item) -> None:
        unknowns = self.unknowns
        gross = self._gross(key, item.spare_percent)
        pieces_ordered = unknowns.ordered[key]
        ordered = times(pieces_ordered, item.capacity)
        required = ordered if is_zero(gross) else either(gross == 0, ordered, gross)
        owned = total([unknowns.owned[key], *self._said_owned(key, item)])
        on_hand = total([owned, *self._brought[key]])
        lacking = larger(required - on_hand - ordered, whole(0))
        pieces = rounded_up(lacking, item.capacity)
        quantity = times(rounded_up(pieces, item.pack_of), item.pack_of)
        refused = unknowns.declined[key] if self.wishes else no()
        bought = either(refused, whole(0), quantity)
        new = bought + pieces_ordered
        self.lines[key] = SymbolicLine(gross, required, on_hand, ordered, bought, refused, new)
        self._bring(item.includes, new)
        self._bring_offers(key, item, new)
        present = either(
            conj([refused, quantity > 0]), smaller(required, on_hand + ordered), required
        )
        nothing = conj([required == 0, pieces_ordered == 0])
        there = either(nothing, owned, present)
        for index, requirement in enumerate(item.requires):
            units = new if requirement.only_new else rounded_up(there, item.capacity)
            self._require(key, index, requirement, units)

    def _said_owned(self, key: str, item: Item) -> Iterator[Number]:
        """What an answer says is there, where the list of what is there does not name it."""
        for said in item.said_owned:
            counts = conj([negated(self.unknowns.listed[key]), self.known.truth(said.when).true])
            yield either(counts, self.facts.count(said.covers), whole(0))

    def _require(self, key: str, index: int, requirement: Requirement, pieces: Number) -> None:
        active = conj([pieces > 0, negated(self.facts.truth(requirement.when).false)])
        target = requirement.item
        if requirement.covers is not None:
            amount = self.facts.count(requirement.covers)
            self._covered[target][requirement.covers].append(active)
        elif requirement.one_for_every is not None:
            amount = rounded_up(pieces, requirement.one_for_every)
            counted = either(active, pieces, whole(0))
            self._shared[target][requirement.one_for_every].append(counted)
        else:
            amount = times(pieces, requirement.each or 1)
            self._units[target].append(either(active, amount, whole(0)))
        demand = either(active, amount, whole(0))
        self.edges.append(Edge(key, index, requirement, pieces, active, demand))

    # ---- what an offer brings along

    def _bring_offers(self, key: str, item: Item, new: Number) -> None:
        for index, (name, offer) in enumerate(item.offers.items()):
            if not offer.includes:
                continue
            if self.wishes:
                self._bring(
                    offer.includes, either(self.unknowns.offer[key] == index, new, whole(0))
                )
            elif name == item.recommended:
                self._bring(offer.includes, new)

    def _bring(self, parts: tuple[Includes, ...], units: Number) -> None:
        for part in parts:
            amount = times(units, part.units)
            if part.over is not None:
                place = (part.item, part.over)
                before = self._room.setdefault(place, whole(0))
                room = larger(self.facts.count(part.over) - before, whole(0))
                amount = smaller(amount, room)
                self._room[place] = before + amount
            self._brought[part.item].append(amount)


def with_more(term: z3.ExprRef, unknowns: Unknowns, more: Mapping[str, Number]) -> z3.ExprRef:
    """The same term where so many more of some items are ordered."""
    pairs = [(unknowns.ordered[key], unknowns.ordered[key] + n) for key, n in more.items()]
    return z3.substitute(term, pairs)
