"""What a stop costs, and the plan beside other costs, from the owner's own numbers alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from onboard.content.conditions import Missing
from onboard.content.model import AnswerKind, ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.content.reckoned import PLAN_YEAR, Sum, SumPart
from onboard.interview.facts import FactBook
from onboard.recommendation.bill import BillOfMaterials
from onboard.recommendation.money import Money
from onboard.risk.grids import rank
from onboard.risk.register import RiskRegister

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Term:
    """One number of a sum, and where it comes from."""

    fact: str
    low: Decimal
    high: Decimal
    origin: str
    """"said", "guess", "plan" or "rule"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a sum."""

    text: str
    terms: tuple[Term, ...]
    amount: Money


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One sum, line by line."""

    id: str
    sum: Sum
    figures: tuple[Figure, ...]
    amount: Money
    left_out: tuple[str, ...]
    """Lines that a number is missing for: they count neither low nor high."""

    @property
    def is_guessed(self) -> bool:
        """Whether a number of it is not the owner's own."""
        return any(term.origin == "guess" for figure in self.figures for term in figure.terms)


@dataclass(frozen=True, slots=True)
class Bar:
    """One yearly cost that the owner told."""

    question: QuestionId
    amount: Money


def reckon(
    pack: ContentPack, facts: FactBook, known: FactBook, plan_year: Money
) -> tuple[Reckoning, ...]:
    """Every sum of the pack that at least one line of can be reckoned; the rest is left out."""
    found = (_Reckoner(pack, facts, known, plan_year).sum(key) for key in pack.content.sums)
    return tuple(reckoning for reckoning in found if reckoning.figures)


def bars(pack: ContentPack, known: FactBook, currency: str) -> tuple[Bar, ...]:
    """The yearly costs that were told; nothing is guessed."""
    comparison = pack.content.comparison
    if comparison is None or currency != pack.currency:
        return ()
    told = ((key, known[key]) for key in comparison.questions)
    return tuple(
        Bar(QuestionId(key), Money(Decimal(value), Decimal(value), currency))
        for key, value in told
        if isinstance(value, int | Decimal)
    )


def alarming(
    pack: ContentPack,
    reckonings: tuple[Reckoning, ...],
    bill: BillOfMaterials,
    register: RiskRegister,
) -> frozenset[ItemId]:
    """Lines whose price of a year is small beside a harm that they are a main measure against."""
    alarm = pack.content.alarm
    measured = next((each for each in reckonings if alarm and each.id == alarm.sum), None)
    if alarm is None or measured is None:
        return frozenset()
    grave = {
        measure.item
        for rated in register.risks
        if rank(rated.today.level) >= rank(alarm.level)
        for measure in pack.content.risks[rated.risk].measures
        if measure.main
    }
    return frozenset(
        line.item
        for line in bill.lines
        if line.item in grave and line.is_bought and line.unit_price.is_confirmed
        if not line.cost.is_zero and line.cost.first_year.high < measured.amount.low
    )


class _Reckoner:
    def __init__(
        self, pack: ContentPack, facts: FactBook, known: FactBook, plan_year: Money
    ) -> None:
        self._pack, self._facts, self._known, self._plan = pack, facts, known, plan_year
        self._currency = plan_year.currency

    def sum(self, key: str) -> Reckoning:
        wanted = self._pack.content.sums[key]
        figures: list[Figure] = []
        left_out: list[str] = []
        for part in wanted.parts:
            figure = self._figure(part)
            if figure is None:
                left_out.append(part.text)
            else:
                figures.append(figure)
        zero = Decimal(0)
        amount = Money(
            sum((each.amount.low for each in figures), zero),
            sum((each.amount.high for each in figures), zero),
            self._currency,
        )
        return Reckoning(key, wanted, tuple(figures), amount, tuple(left_out))

    def _figure(self, part: SumPart) -> Figure | None:
        factors = [self._term(name) for name in part.multiply]
        minus = [self._term(name) for name in part.minus]
        percents = [self._term(name) for name in part.percent]
        divisors = [self._term(name) for name in part.divide]
        terms = [term for term in (*factors, *minus, *percents, *divisors) if term is not None]
        if len(terms) < len((*factors, *minus, *percents, *divisors)):
            return None
        if any(term is not None and not term.low for term in divisors):
            return None
        ends = [_end(end, factors, minus, percents, divisors) for end in ("low", "high")]
        low = Decimal(0) if part.only_high else ends[0]
        return Figure(part.text, tuple(terms), Money(low, ends[1], self._currency))

    def _term(self, name: str | int) -> Term | None:
        if isinstance(name, int):
            return Term(str(name), Decimal(name), Decimal(name), "rule")
        if name == PLAN_YEAR:
            return Term(name, self._plan.low, self._plan.high, "plan")
        if self._is_foreign(name):
            return None
        value = self._facts[name]
        if not isinstance(value, int | Decimal):
            return None
        origin = "guess" if self._known[name] is Missing.UNKNOWN else "said"
        return Term(name, Decimal(value), Decimal(value), origin)

    def _is_foreign(self, name: str) -> bool:
        """A sum of money was told in the pack's currency, and nothing is converted."""
        question = self._pack.content.questions.get(name)
        is_money = question is not None and question.kind is AnswerKind.MONEY
        return is_money and self._currency != self._pack.currency


def _end(
    end: str,
    factors: list[Term | None],
    minus: list[Term | None],
    percents: list[Term | None],
    divisors: list[Term | None],
) -> Decimal:
    value = Decimal(1)
    for term in _there(factors):
        value *= getattr(term, end)
    for term in _there(minus):
        value -= getattr(term, end)
    for term in _there(percents):
        value *= getattr(term, end) / HUNDRED
    for term in _there(divisors):
        value /= getattr(term, end)
    return value.quantize(CENT, ROUND_HALF_UP)


def _there(terms: list[Term | None]) -> Iterator[Term]:
    return (term for term in terms if term is not None)
