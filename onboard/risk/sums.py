"""What a stop costs, and the plan beside other costs, from the owner's own numbers.

A guess counts from the least to the most that is likely, and is named as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from onboard.amounts import parse_amount
from onboard.content.conditions import Missing
from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.content.reckoned import PLAN_YEAR, Sum, SumPart
from onboard.firm import FirmProfile
from onboard.interview.facts import FactBook
from onboard.recommendation.bill import BillOfMaterials
from onboard.recommendation.money import Money
from onboard.risk.grids import rank
from onboard.risk.register import RiskRegister

_AMOUNT = re.compile(r"\d[\d.,]*\d|\d")
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")
_SIGNS = (("€", "EUR"), ("£", "GBP"))
CENT = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Term:
    """One number of a sum, and where it comes from."""

    fact: str
    low: Decimal
    high: Decimal
    origin: str
    """"said", "guess", "plan", "firm" or "rule"."""


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


@dataclass(frozen=True, slots=True)
class Books:
    """The facts of one client, and the same for the least and the most that is likely."""

    facts: FactBook
    known: FactBook
    least: FactBook
    most: FactBook


def reckon(
    pack: ContentPack, books: Books, plan_year: Money, firm: FirmProfile
) -> tuple[Reckoning, ...]:
    """Every sum of the pack that at least one line of can be reckoned; the rest is left out.

    None in another currency than the pack's: its numbers of money are not converted.
    """
    if plan_year.currency != pack.currency:
        return ()
    found = (_Reckoner(pack, books, plan_year, firm).sum(key) for key in pack.content.sums)
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


def alarm_sum(pack: ContentPack, reckonings: tuple[Reckoning, ...]) -> Reckoning | None:
    """The sum beside which prices are looked at; None where it could not be reckoned."""
    alarm = pack.content.alarm
    return next((each for each in reckonings if alarm and each.id == alarm.sum), None)


def alarming(
    pack: ContentPack,
    reckonings: tuple[Reckoning, ...],
    bill: BillOfMaterials,
    register: RiskRegister,
) -> frozenset[ItemId]:
    """Lines whose price of a year is small beside a harm that they are a main measure against."""
    alarm, measured = pack.content.alarm, alarm_sum(pack, reckonings)
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
        self, pack: ContentPack, books: Books, plan_year: Money, firm: FirmProfile
    ) -> None:
        self._pack, self._books, self._plan, self._firm = pack, books, plan_year, firm

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
            self._plan.currency,
        )
        return Reckoning(key, wanted, tuple(figures), amount, tuple(left_out))

    def _figure(self, part: SumPart) -> Figure | None:
        found = [
            [self._term(name) for name in names]
            for names in (part.multiply, part.minus, part.percent, part.divide)
        ]
        terms = tuple(term for group in found for term in group if term is not None)
        factors, minus, percents, divisors = ([t for t in group if t] for group in found)
        if len(terms) < sum(map(len, found)) or any(not term.low for term in divisors):
            return None
        low = _value("low", "high", factors, minus, percents, divisors)
        high = _value("high", "low", factors, minus, percents, divisors)
        least, most = sorted((low, high))  # percents of what is less than nothing turn around
        if part.only_high:
            least, most = Decimal(0), max(most, Decimal(0))
        return Figure(part.text, terms, Money(least, most, self._plan.currency))

    def _term(self, name: str | int) -> Term | None:
        if isinstance(name, int):
            return Term(str(name), Decimal(name), Decimal(name), "rule")
        if name == PLAN_YEAR:
            return Term(name, self._plan.low, self._plan.high, "plan")
        if name in self._pack.content.blanks:
            return self._of_firm(name)
        books = self._books
        values = [book[name] for book in (books.facts, books.least, books.most)]
        numbers = [Decimal(value) for value in values if isinstance(value, int | Decimal)]
        if len(numbers) < len(values):
            return None
        origin = "guess" if books.known[name] is Missing.UNKNOWN else "said"
        return Term(name, min(numbers), max(numbers), origin)

    def _of_firm(self, blank: str) -> Term | None:
        """The one amount in the firm's own words, such as "95" or "95 USD an hour"."""
        said = self._firm.terms.get(blank, "")
        others = [name for name in _CURRENCY.findall(said) if name != self._plan.currency]
        if others or any(sign in said and self._plan.currency != name for sign, name in _SIGNS):
            return None  # an amount in other money is not taken for one in this
        found = _AMOUNT.findall(said)
        amount = parse_amount(found[0]) if len(found) == 1 else None
        return None if amount is None else Term(blank, amount, amount, "firm")


def _value(
    end: str,
    other: str,
    factors: list[Term],
    minus: list[Term],
    percents: list[Term],
    divisors: list[Term],
) -> Decimal:
    """One end: what is taken off and what divides counts with its other end."""
    value = Decimal(1)
    for term in factors:
        value *= getattr(term, end)
    for term in minus:
        value -= getattr(term, other)
    for term in percents:
        value *= getattr(term, end) / HUNDRED
    for term in divisors:
        value /= getattr(term, other)
    return value.quantize(CENT, ROUND_HALF_UP)
