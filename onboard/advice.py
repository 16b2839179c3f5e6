"""What follows from the answers alone: the bill and the risks of today.

Decisions change nothing of it, so what was worked out before a decision stands after it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from onboard.content.conditions import evaluate
from onboard.content.model import ItemId, RiskId, Tier
from onboard.interview.facts import Guess
from onboard.recommendation.bill import BillOfMaterials, LineItem, UnitPrice
from onboard.recommendation.certificate import certify
from onboard.recommendation.costing import PriceList
from onboard.recommendation.estate import Holding
from onboard.recommendation.explain import Explainer
from onboard.recommendation.explode import NO_WISHES, Wishes, explode
from onboard.recommendation.money import Cost
from onboard.recommendation.spans import Span, span, total_span
from onboard.risk.leaving_out import LeavingOut, leaving_out
from onboard.risk.precedence import heights
from onboard.risk.register import Scenario, scenarios
from onboard.risk.sums import Books, Reckoning, alarm_sum, reckon
from onboard.risk.tiers import tiers
from onboard.settle import fingerprint
from onboard.understanding import Understanding


@dataclass(frozen=True)
class Advice(Understanding):
    """What is recommended, and what it stands against.

    Showing the next question needs nothing of it. Whoever looks at a bill gets one that the
    independent check has passed (`BillUnsound`).
    """

    @classmethod
    def parts(cls) -> tuple[str, ...]:
        """The names of what is computed here, and of what it is computed from."""
        return tuple(
            key
            for kind in (Understanding, Advice)
            for key, made in vars(kind).items()
            if isinstance(made, cached_property)
        )

    def take_over(self, before: Advice) -> None:
        """Keep what was computed before, if it rests on the same: only decisions differ then."""
        if self._rests_on() == before._rests_on():
            kept = vars(before)
            vars(self).update({key: kept[key] for key in self.parts() if key in kept})

    def _rests_on(self) -> tuple[object, ...]:
        """All that the parts are computed from."""
        facts = self.engagement
        told = facts.answers, facts.order, facts.owned(self.on), facts.opened, facts.is_alone
        return id(self.pack), self.firm, self.on, self.language, *told

    @cached_property
    def prices(self) -> PriceList:
        return PriceList(self.pack, self.firm)

    @property
    def currency(self) -> str:
        return self.prices.currency

    @cached_property
    def bill(self) -> BillOfMaterials:
        """Everything recommended."""
        return self._explode(NO_WISHES)

    @cached_property
    def total_span(self) -> Cost:
        """What everything recommended costs, from about the least to about the most that is likely.

        All open numbers are taken low together, and high together.
        """
        return total_span(self._bounds, self.currency)

    @cached_property
    def may_come(self) -> tuple[LineItem, ...]:
        """Lines that only other numbers than the careful guesses call for."""
        others = {line.item: line for bill in self._bounds[1:] for line in bill.lines}
        return tuple(line for item, line in others.items() if item not in self.bill.by_item)

    def span(self, line: LineItem) -> Span:
        """Between which numbers and prices a line lies while some answers are open."""
        return span(line.item, self._bounds, self.currency)

    @cached_property
    def tiers(self) -> Mapping[ItemId, Tier]:
        return tiers(self.pack, self.facts, self.bill, self._scenarios)

    @cached_property
    def reckonings(self) -> tuple[Reckoning, ...]:
        """Sums from the owner's own numbers."""
        books = Books(self.facts, self.known, self._likely(Guess.LEAST), self._likely(Guess.MOST))
        return reckon(self.pack, books, self.bill.total.a_year, self.firm)

    @property
    def alarm_sum(self) -> Reckoning | None:
        """The sum that stands beside prices."""
        return alarm_sum(self.pack, self.reckonings)

    @cached_property
    def _heights(self) -> Mapping[str, int]:
        return heights(self._scenarios, self.bill, self._owned)

    @cached_property
    def _urgent_items(self) -> frozenset[ItemId]:
        return frozenset(item for flag in self.urgent for item in flag.lines)

    @cached_property
    def _pack_order(self) -> Mapping[ItemId, int]:
        return {ItemId(item): place for place, item in enumerate(self.pack.content.items)}

    def wished(self, wishes: Wishes) -> BillOfMaterials:
        """The bill if the client wanted it so; nothing is decided by asking."""
        return self._explode(wishes)

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.pack, self.engagement.answers, self.facts, self.bill)

    @cached_property
    def _scenarios(self) -> Mapping[RiskId, Scenario]:
        return scenarios(self.pack, self.facts, self.known)

    @cached_property
    def _owned(self) -> frozenset[str]:
        return _owned(self.owned, self.on)

    @cached_property
    def _left(self) -> Mapping[ItemId, LeavingOut]:
        return leaving_out(self.pack, self._scenarios, self.bill, self._owned, self.currency)

    @cached_property
    def _fingerprints(self) -> Mapping[ItemId, str]:
        return {
            line.item: fingerprint(
                line, self.tiers[line.item], self._left[line.item], self._offers(line.item)
            )
            for line in self.bill.lines
        }

    def _offers(self, key: ItemId) -> list[UnitPrice]:
        return [self.prices.unit_price(key, offer) for offer in self.pack.content.items[key].offers]

    @cached_property
    def _bounds(self) -> tuple[BillOfMaterials, ...]:
        return self._with_bounds(self.bill, NO_WISHES)

    def _with_bounds(self, bill: BillOfMaterials, wishes: Wishes) -> tuple[BillOfMaterials, ...]:
        """The bill, and where answers are open the same for the least and the most likely."""
        if not self._is_open:
            return (bill,)
        fewest = replace(wishes, unknown_covers=True)
        looked_at = replace(wishes, trusts_answers=False)
        return (bill, self._explode(fewest, Guess.LEAST), self._explode(looked_at, Guess.MOST))

    @cached_property
    def _is_open(self) -> bool:
        """Whether a number with known bounds is guessed, or owned seats are not counted."""
        questions = self.pack.content.questions
        bounds = (questions[entry.question].unsure for entry in self.assumptions)
        guessed = any(unsure.low is not None or unsure.high is not None for unsure in bounds)
        said = any(
            evaluate(part.when, self.known) is True
            for key in self.pack.items_said_owned
            for part in self.pack.content.items[key].said_owned
        )
        uncounted = any(holding.quantity is None for holding in self.owned)
        return guessed or said or uncounted

    def _explode(self, wishes: Wishes, guess: Guess = Guess.CAREFUL) -> BillOfMaterials:
        facts = self.engagement
        book = self._likely(guess)
        bill = explode(
            self.pack,
            book,
            self.known,
            self.owned,
            facts.order,
            self.prices,
            self.on,
            wishes,
        )
        certify(self.pack, book, bill)
        return bill


def _owned(estate: tuple[Holding, ...], on: date) -> frozenset[str]:
    return frozenset(
        holding.item
        for holding in estate
        if holding.quantity and (holding.until is None or holding.until >= on)
    )
