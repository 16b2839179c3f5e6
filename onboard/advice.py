"""What follows from the answers alone: the way, the facts, the bill and the risks of today.

Decisions change nothing of it, so what was worked out before a decision stands after it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from onboard.content.conditions import evaluate
from onboard.content.model import FieldRule, ItemId, QuestionId, RiskId, Tier
from onboard.content.pack import ContentPack
from onboard.engagement import Engagement
from onboard.firm import FirmProfile
from onboard.flags import TO_FIND_OUT, Flag, answer_flags
from onboard.interview.answers import Answers, AnswerState
from onboard.interview.assumptions import Assumption, assumptions
from onboard.interview.facts import Circumstances, FactBook, Guess
from onboard.interview.glossary import words_in
from onboard.interview.route import RoutingPath, route
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
from onboard.risk.weight import weighty
from onboard.settle import fingerprint
from onboard.wording import spoken


@dataclass(frozen=True)
class Advice:
    """What is asked, known and recommended. Equal facts on equal days give equal advice.

    Each part is computed once, when it is first looked at: showing the next question needs the path
    alone. Whoever looks at a bill gets one that the independent check has passed (`BillUnsound`).
    """

    pack: ContentPack
    firm: FirmProfile
    engagement: Engagement
    on: date
    language: str = field(default_factory=spoken, compare=False)
    """In which its sentences are said."""

    @classmethod
    def parts(cls) -> tuple[str, ...]:
        """The names of what is computed here."""
        return tuple(key for key, made in vars(Advice).items() if isinstance(made, cached_property))

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

    # ---- the interview

    @cached_property
    def circumstances(self) -> Circumstances:
        return _circumstances(self.engagement, self.on)

    @cached_property
    def path(self) -> RoutingPath:
        answers = self.engagement.answers
        return route(self.pack, answers, self.circumstances, weighty(self.pack))

    @cached_property
    def facts(self) -> FactBook:
        """Answers, with careful defaults where there are none."""
        return self._book(assuming=True)

    @cached_property
    def known(self) -> FactBook:
        """Answers alone."""
        return self._book(assuming=False)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        facts = self.engagement
        return assumptions(self.pack, facts.answers, self.path, alone=facts.is_alone)

    @cached_property
    def waiting(self) -> tuple[QuestionId, ...]:
        """What nobody knew on an earlier day: first in line when the talk goes on."""
        answers = self.engagement.answers
        return tuple(
            key
            for key in self.path.questions
            if key in answers and answers[key].state in (AnswerState.UNKNOWN, AnswerState.LATER)
            if _is_before(answers[key].at, self.on)
        )

    def help_of(self, key: QuestionId) -> str:
        """The help beside a question, for how easy these people find computers."""
        question = self.pack.content.questions[key]
        fits = (part.text for part in question.help_for if evaluate(part.when, self.known) is True)
        return next(fits, question.help)

    def words_of(self, key: QuestionId) -> dict[str, str]:
        """The words of a question that the glossary explains."""
        return words_in(self.pack, self.pack.content.questions[key])

    # ---- the bill and the risks

    @cached_property
    def prices(self) -> PriceList:
        return PriceList(self.pack, self.firm)

    @property
    def currency(self) -> str:
        return self.prices.currency

    @cached_property
    def owned(self) -> tuple[Holding, ...]:
        """What is there today: as the owner told, and what was installed since."""
        return self.engagement.owned(self.on)

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

    @property
    def way_is_open(self) -> bool:
        """Whether nobody has chosen yet how both work together, where the pack offers ways."""
        working = self.pack.content.working
        return working is not None and not isinstance(self.known[working.question], str)

    def wished(self, wishes: Wishes) -> BillOfMaterials:
        """The bill if the client wanted it so; nothing is decided by asking."""
        return self._explode(wishes)

    # ---- reasons, flags and rules

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.pack, self.engagement.answers, self.facts, self.bill)

    @cached_property
    def urgent(self) -> tuple[Flag, ...]:
        """The flags that cannot wait, as somebody said so; they need no bill."""
        return tuple(flag for flag in self._said if flag.kind == "urgent")

    @cached_property
    def to_find_out(self) -> tuple[Flag, ...]:
        """What could be urgent, and nobody knows yet; it needs no bill."""
        return tuple(flag for flag in self._said if flag.kind == TO_FIND_OUT)

    def analogy(self, explained: str) -> str:
        """A comparison from the owner's own work for a clause, a question or an item."""
        kind = line_of_work(self.pack, self.engagement.answers)
        return self.pack.analogy(kind, explained)

    @cached_property
    def contradictions(self) -> tuple[Flag, ...]:
        """Answers that do not go together; they need no bill."""
        return tuple(flag for flag in self._said if flag.kind == "contradiction")

    @cached_property
    def rules(self) -> Mapping[str, FieldRule]:
        """The rules that may apply to this business, by what was answered."""
        rules = self.pack.content.rules
        return {key: rule for key, rule in rules.items() if evaluate(rule.when, self.known) is True}

    # ---- steps on the way

    @cached_property
    def _said(self) -> tuple[Flag, ...]:
        answers = self.engagement.answers
        return answer_flags(self.pack, self.facts, self.known, answers, self.path)

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

    def _book(self, *, assuming: bool, guess: Guess = Guess.CAREFUL) -> FactBook:
        return FactBook(
            self.pack,
            self.engagement.answers,
            self.circumstances,
            off_path=self.path.off,
            assuming=assuming,
            guess=guess,
        )

    def _likely(self, guess: Guess) -> FactBook:
        return self.facts if guess is Guess.CAREFUL else self._book(assuming=True, guess=guess)

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


def _is_before(at: datetime | None, day: date) -> bool:
    return at is not None and at.date() < day


def line_of_work(pack: ContentPack, answers: Answers) -> str | None:
    trades = pack.content.trades
    answer = answers.get(QuestionId(trades.question)) if trades is not None else None
    return str(answer.value) if answer is not None and answer.value is not None else None


def _circumstances(engagement: Engagement, on: date) -> Circumstances:
    ordered: dict[str, int] = {}
    for wanted in engagement.order:
        if wanted.item is not None and wanted.quantity > 0:
            ordered[wanted.item] = ordered.get(wanted.item, 0) + wanted.quantity
    owned: dict[str, int] = {}
    ended: dict[str, int] = {}
    for holding in engagement.owned(on):
        has_ended = holding.until is not None and holding.until < on
        pieces = ended if has_ended else owned
        pieces[holding.item] = pieces.get(holding.item, 0) + (holding.quantity or 0)
    return Circumstances(on, ordered, owned, ended, frozenset(engagement.opened))


def _owned(estate: tuple[Holding, ...], on: date) -> frozenset[str]:
    return frozenset(
        holding.item
        for holding in estate
        if holding.quantity and (holding.until is None or holding.until >= on)
    )
