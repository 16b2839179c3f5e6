"""From answers to facts: what is known, what is assumed for the rest, and what follows by counting.

Two views of the same answers: `known` leaves an "I don't know" unknown, `assumed` puts the careful
default in its place. Conditions of rules see the assumed view; the known view tells what a guess
decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import cast

from onboard.content.conditions import Fact, FactValue, Missing
from onboard.content.model import (
    EndedTerm,
    OrderedTerm,
    OwnedTerm,
    Quantity,
    Question,
    QuestionId,
    SameAs,
    Term,
)
from onboard.content.pack import ContentPack
from onboard.interview.answers import Answer, Answers, AnswerState, Row
from onboard.interview.lifecycle import support_of


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What facts depend on besides the answers: the day, the estate, and the owner's own order."""

    on: date
    ordered: Mapping[str, int]
    """Pieces of each item in the owner's order; empty without an order."""
    owned: Mapping[str, int] = field(default_factory=dict)
    """Pieces of each item that are there and paid for on the day."""
    ended: Mapping[str, int] = field(default_factory=dict)
    """Pieces of each item whose term has run out."""
    opened: frozenset[str] = frozenset()
    """Questions and sections that a person has opened himself."""

    @property
    def has_order(self) -> bool:
        return bool(self.ordered)


class Guess(Enum):
    """Which number stands in for an unknown one."""

    CAREFUL = "careful"
    LEAST = "least"
    MOST = "most"


class FactBook(Mapping[str, Fact]):
    """Facts by name: questions, named counts of tables, populations. Computed when looked up.

    `off_path` names the questions that the route leaves out. With `assuming`, unknown answers take
    the careful default of the pack, or with `guess` the least or the most that is likely.
    """

    def __init__(
        self,
        pack: ContentPack,
        answers: Answers,
        circumstances: Circumstances,
        *,
        off_path: frozenset[QuestionId] = frozenset(),
        assuming: bool,
        guess: Guess = Guess.CAREFUL,
    ) -> None:
        self._guess = guess
        self._pack = pack
        self._answers = answers
        self._circumstances = circumstances
        self._off_path = off_path
        self._assuming = assuming
        self._values: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        if name not in self._values:
            self._values[name] = Missing.UNKNOWN  # stops a reference that leads back to itself
            self._values[name] = self._compute(name)
        return self._values[name]

    def __iter__(self):  # type: ignore[no-untyped-def]
        content = self._pack.content
        yield from content.questions
        yield from self._pack.question_of_count
        yield from content.populations

    def __len__(self) -> int:
        content = self._pack.content
        counts = len(self._pack.question_of_count)
        return len(content.questions) + counts + len(content.populations)

    def is_off_path(self, key: QuestionId) -> bool:
        """Whether the route leaves this question out, so that it counts as not asked."""
        return self._is_off(key, self._pack.content.questions[key])

    def count(self, name: str) -> int:
        """A number for arithmetic: what is not asked or still unknown counts 0."""
        value = self[name]
        return value if isinstance(value, int) else 0

    def amount(self, quantity: Quantity) -> int | None:
        """A whole number from facts; None when one of them is unknown."""
        total = 0
        for sign, terms in ((1, quantity.add), (-1, quantity.less)):
            for term in terms:
                value = self._term(term)
                if value is None:
                    return None
                total += sign * value
        total = max(total * quantity.times, quantity.at_least, 0)
        if quantity.at_most is not None:
            most = self[quantity.at_most]
            return None if most is Missing.UNKNOWN else min(total, self.count(quantity.at_most))
        return total

    def _term(self, term: Term) -> int | None:
        match term:
            case int():
                return term
            case OrderedTerm():
                return self._circumstances.ordered.get(term.ordered, 0)
            case OwnedTerm():
                return self._circumstances.owned.get(term.owned, 0)
            case EndedTerm():
                return self._circumstances.ended.get(term.ended, 0)
            case _:
                value = self[term]
                if value is Missing.UNKNOWN:
                    return None
                return value if isinstance(value, int) else 0

    # ---- one name at a time

    def _compute(self, name: str) -> Fact:
        content = self._pack.content
        question = content.questions.get(name)
        if question is not None:
            return self._question(QuestionId(name), question)
        if name in self._pack.question_of_count:
            return self._count(name)
        population = content.populations.get(name)
        if population is not None:
            amount = self.amount(population)
            return Missing.UNKNOWN if amount is None else amount
        return Missing.UNKNOWN

    def _is_off(self, key: QuestionId, question: Question) -> bool:
        return key in self._off_path or (question.with_order and not self._circumstances.has_order)

    def _question(self, key: QuestionId, question: Question) -> Fact:
        if self._is_off(key, question):
            return _fact(question.if_not_asked)
        answer = self._answers.get(key)
        if answer is not None and answer.state is AnswerState.GIVEN:
            return _given(answer)
        if not self._assuming or isinstance(question.unsure.assume, Mapping):
            return Missing.UNKNOWN
        likely = {Guess.LEAST: question.unsure.low, Guess.MOST: question.unsure.high}
        other = likely.get(self._guess)
        return other if other is not None else self._assumed(question.unsure.assume)

    def _count(self, name: str) -> Fact:
        key = self._pack.question_of_count[name]
        question = self._pack.content.questions[key]
        if self._is_off(key, question):
            return 0
        answer = self._answers.get(key)
        if answer is not None and answer.state is AnswerState.GIVEN:
            rows = cast(tuple[Row, ...], answer.value)
            return sum(self._counted(question, name, row) for row in rows)
        assume = question.unsure.assume
        if not self._assuming or not isinstance(assume, Mapping):
            return Missing.UNKNOWN
        return self._assumed(assume[name])

    def _counted(self, question: Question, name: str, row: Row) -> int:
        named = question.counts[name]
        cells = dict(row)
        for column, values in named.where.items():
            if cells.get(column) not in values:
                return 0
        for column, states in named.support.items():
            product = str(cells.get(column, ""))
            if support_of(self._pack.content, product, self._circumstances.on) not in states:
                return 0
        amount = cells.get(named.sum, 0)
        return amount if isinstance(amount, int) else 0

    def _assumed(self, assume: object) -> Fact:
        if assume is None:
            return Missing.UNKNOWN
        if isinstance(assume, SameAs):
            return self[assume.same_as]
        return _fact(assume)


def _fact(value: object) -> Fact:
    if value is None:
        return Missing.NOT_ASKED
    if isinstance(value, tuple):
        return frozenset(str(part) for part in value)
    return cast(FactValue, value)


def _given(answer: Answer) -> Fact:
    value = answer.value
    if value is None:
        return Missing.UNKNOWN
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return len(value)  # a table itself counts its rows; conditions see its named counts
        return frozenset(str(part) for part in value)
    return value
