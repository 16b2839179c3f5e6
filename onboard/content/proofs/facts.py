"""Facts and conditions as terms of the solver: the route and the assumed view, said once more."""

from __future__ import annotations

import operator as operators
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import assert_never

from onboard.content.conditions import All, AnyOf, Comparison, Condition, Not, Operator
from onboard.content.model import (
    AnswerKind,
    EndedTerm,
    OrderedTerm,
    OwnedTerm,
    Quantity,
    Question,
    SameAs,
)
from onboard.content.proofs.logic import (
    Bool,
    Number,
    conj,
    disj,
    either,
    larger,
    negated,
    no,
    smaller,
    times,
    total,
    whole,
    yes,
)
from onboard.content.proofs.unknowns import SymbolicFact, Unknowns, value_of


@dataclass(frozen=True, slots=True)
class Truth:
    """Three-valued: where it is true and where it is false; between them it is not known."""

    true: Bool
    false: Bool


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number, and where one of its facts is not known."""

    number: Number
    unknown: Bool


class SymbolicFacts:
    """The facts where `off` tells which questions do not apply.

    With `assuming`, careful defaults stand in for what is not known.
    """

    def __init__(
        self, unknowns: Unknowns, off: Mapping[str, Bool], *, assuming: bool = True
    ) -> None:
        self.unknowns = unknowns
        self._assuming = assuming
        self._pack = unknowns.pack
        self._off = off
        self._facts: dict[str, SymbolicFact] = {}

    def fact(self, name: str) -> SymbolicFact:
        if name not in self._facts:
            self._facts[name] = _unknown()  # stops a reference that leads back to itself
            self._facts[name] = self._compute(name)
        return self._facts[name]

    def count(self, name: str) -> Number:
        """For arithmetic: what is not asked or not known counts 0."""
        fact = self.fact(name)
        return whole(0) if fact.number is None else either(fact.known, fact.number, whole(0))

    def amount(self, quantity: Quantity) -> Amount:
        unknown: list[Bool] = []
        number = times(self._sum(quantity.add, unknown), quantity.times)
        if quantity.less:
            number = number - times(self._sum(quantity.less, unknown), quantity.times)
        number = larger(number, whole(max(quantity.at_least, 0)))
        if quantity.at_most is not None:
            unknown.append(self.fact(quantity.at_most).unknown)
            number = smaller(number, self.count(quantity.at_most))
        return Amount(number, disj(unknown))

    def raw(self, quantity: Quantity) -> Number:
        """`add` less `less`, before any floor or limit."""
        number = self._sum(quantity.add, []) - self._sum(quantity.less, [])
        return times(number, quantity.times)

    def truth(self, condition: Condition) -> Truth:
        match condition:
            case Comparison():
                return self._comparison(condition)
            case Not(part):
                inner = self.truth(part)
                return Truth(inner.false, inner.true)
            case All(parts):
                inners = [self.truth(part) for part in parts]
                return Truth(conj(p.true for p in inners), disj(p.false for p in inners))
            case AnyOf(parts):
                inners = [self.truth(part) for part in parts]
                return Truth(disj(p.true for p in inners), conj(p.false for p in inners))
            case _:
                assert_never(condition)

    # ---- one name at a time

    def _sum(self, terms: tuple[object, ...], unknown: list[Bool]) -> Number:
        parts = []
        for term in terms:
            if isinstance(term, int):
                parts.append(whole(term))
            elif isinstance(term, OrderedTerm):
                parts.append(self.unknowns.ordered[term.ordered])
            elif isinstance(term, OwnedTerm):
                parts.append(self.unknowns.pieces[term.owned])
            elif isinstance(term, EndedTerm):
                parts.append(self.unknowns.ended[term.ended])
            else:
                unknown.append(self.fact(str(term)).unknown)
                parts.append(self.count(str(term)))
        return total(parts)

    def _compute(self, name: str) -> SymbolicFact:
        content = self._pack.content
        if name in content.questions:
            return self._question(name, content.questions[name])
        if name in self._pack.question_of_count:
            return self._count(name)
        if name in content.populations:
            amount = self.amount(content.populations[name])
            return SymbolicFact(negated(amount.unknown), amount.unknown, amount.number)
        return _unknown()

    def _is_off(self, key: str, question: Question) -> Bool:
        off = self._off.get(key, no())
        return disj([off, negated(self.unknowns.has_order)]) if question.with_order else off

    def _question(self, key: str, question: Question) -> SymbolicFact:
        reply = self.unknowns.replies[key]
        assume = question.unsure.assume
        has_default = assume is not None and not isinstance(assume, Mapping) and self._assuming
        careful = self._stated(question, assume) if has_default else _unknown()
        here = merged(reply.given, reply.fact, careful)
        return merged(
            self._is_off(key, question), self._stated(question, question.if_not_asked), here
        )

    def _count(self, name: str) -> SymbolicFact:
        key = self._pack.question_of_count[name]
        question = self._pack.content.questions[key]
        reply = self.unknowns.replies[key]
        assume = question.unsure.assume
        careful = _unknown()
        if self._assuming and isinstance(assume, Mapping) and assume[name] is not None:
            careful = self._stated(question, assume[name])
        given = SymbolicFact(yes(), no(), reply.count(name))
        nothing = SymbolicFact(yes(), no(), whole(0))
        return merged(self._is_off(key, question), nothing, merged(reply.given, given, careful))

    def _stated(self, question: Question, value: object) -> SymbolicFact:
        """A value that the pack itself states; none means not asked."""
        if isinstance(value, SameAs):
            return self.fact(value.same_as)
        if value is None:
            return SymbolicFact(no(), no())
        if isinstance(value, (int, Decimal, date)):
            return SymbolicFact(yes(), no(), number=value_of(value))
        if question.kind is AnswerKind.MULTIPLE:
            chosen = {value} if isinstance(value, str) else set(value)  # type: ignore[call-overload]
            members = {str(option): yes() for option in chosen}
            return SymbolicFact(yes(), no(), members=members)
        return SymbolicFact(yes(), no(), word=whole(self.unknowns.words.code(str(value))))

    # ---- comparisons

    def _comparison(self, comparison: Comparison) -> Truth:
        fact, value = self.fact(comparison.fact), comparison.value
        if comparison.operator is Operator.KNOWN:
            holds = fact.known if value is True else negated(fact.known)
            return Truth(holds, negated(holds))
        holds = self._holds(fact, comparison.operator, value)
        true = conj([fact.known, holds])
        false = conj([negated(fact.unknown), negated(true)])
        return Truth(true, false)

    def _holds(self, fact: SymbolicFact, operator: Operator, value: object) -> Bool:
        match operator:
            case Operator.IS:
                return self._is(fact, value)
            case Operator.IS_NOT:
                return negated(self._is(fact, value))
            case Operator.ONE_OF:
                return disj(self._is(fact, part) for part in _ordered(value))
            case Operator.INCLUDES:
                return self._has(fact, value)
            case Operator.INCLUDES_ANY:
                return disj(self._has(fact, part) for part in _ordered(value))
            case Operator.AT_LEAST:
                return _numeric(operators.ge, fact, value)
            case Operator.AT_MOST:
                return _numeric(operators.le, fact, value)
            case Operator.MORE_THAN:
                return _numeric(operators.gt, fact, value)
            case Operator.LESS_THAN:
                return _numeric(operators.lt, fact, value)
            case Operator.KNOWN:
                return fact.known
            case _:
                assert_never(operator)

    def _is(self, fact: SymbolicFact, value: object) -> Bool:
        if isinstance(value, str):
            return no() if fact.word is None else fact.word == self.unknowns.words.code(value)
        return _numeric(operators.eq, fact, value)

    def _has(self, fact: SymbolicFact, value: object) -> Bool:
        if fact.members is not None:
            return fact.members.get(str(value), no())
        return self._is(fact, value)


def _numeric(test: Callable[[Number, Number], Bool], fact: SymbolicFact, value: object) -> Bool:
    if fact.number is None or not isinstance(value, (int, Decimal, date)):
        return no()
    return test(fact.number, value_of(value))


def _ordered(value: object) -> list[object]:
    return sorted(value, key=str) if isinstance(value, frozenset) else [value]


def _unknown() -> SymbolicFact:
    return SymbolicFact(no(), yes())


def merged(test: Bool, then: SymbolicFact, otherwise: SymbolicFact) -> SymbolicFact:
    """One fact or the other."""
    members: dict[str, Bool] | None = None
    if then.members is not None or otherwise.members is not None:
        one, other = then.members or {}, otherwise.members or {}
        members = {
            name: either(test, one.get(name, no()), other.get(name, no()))
            for name in dict.fromkeys((*one, *other))
        }
    return SymbolicFact(
        known=either(test, then.known, otherwise.known),
        unknown=either(test, then.unknown, otherwise.unknown),
        number=_one_of(test, then.number, otherwise.number),
        word=_one_of(test, then.word, otherwise.word),
        members=members,
    )


def _one_of(test: Bool, then: Number | None, otherwise: Number | None) -> Number | None:
    """Where only one has such a value, the other is no value at all and nobody looks at it."""
    if then is None or otherwise is None:
        return otherwise if then is None else then
    return either(test, then, otherwise)


@dataclass(frozen=True, slots=True)
class Ways:
    """Where each question is on the path, where it does not apply, and the facts that follow."""

    on_path: Mapping[str, Bool]
    off: Mapping[str, Bool]
    facts: SymbolicFacts
    known: SymbolicFacts
    """The same without careful defaults."""


def ways(unknowns: Unknowns) -> Ways:
    """The route of a finished interview: nothing on the path still waits for its answer."""
    pack = unknowns.pack
    on_path: dict[str, Bool] = {}
    off: dict[str, Bool] = {}
    for key in pack.questions_in_order:
        question = pack.content.questions[key]
        applies = SymbolicFacts(unknowns, dict(off)).truth(question.ask_if)
        barred = negated(unknowns.has_order) if question.with_order else no()
        if pack.section_by_id[question.section].optional:
            barred = disj([barred, negated(unknowns.replies[key].opened)])
        off[key] = disj([applies.false, barred])
        on_path[key] = conj([applies.true, negated(barred)])
    known = SymbolicFacts(unknowns, off, assuming=False)
    return Ways(on_path, off, SymbolicFacts(unknowns, off), known)
