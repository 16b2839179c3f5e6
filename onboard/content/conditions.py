"""Conditions over facts, in three-valued logic: true, false and not known (Kleene).

Each condition carries a test that was put together when it was made, so that a pack's rules are
looked into once and not at every answer. `evaluate_plainly` says the same by walking the condition.
"""

from __future__ import annotations

import operator as operators
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, assert_never

FactValue = str | int | Decimal | date | frozenset[str]


class Missing(Enum):
    """Why a fact has no value."""

    UNKNOWN = "unknown"  # a person said "I don't know", or has not come to it yet
    NOT_ASKED = "not asked"  # off the path: a definite state, every comparison with it is false


Fact = FactValue | Missing
Facts = Mapping[str, Fact]
Truth = bool | None  # None: not known
Test = Callable[[Facts], Truth]

_KEPT = 8192
"""Equal conditions share one test. A big pack asks the same of the same facts again and again, and
what is shared stays in the processor's own memory."""


class Operator(Enum):
    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    INCLUDES = "includes"
    INCLUDES_ANY = "includes_any"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact against one value. `fact` is a question, a named count or a population."""

    fact: str
    operator: Operator
    value: object
    test: Test = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "test", _comparing(self.fact, self.operator, self.value))


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]
    test: Test = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "test", _combining(_tests(self.parts), False))


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]
    test: Test = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "test", _combining(_tests(self.parts), True))


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition
    test: Test = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "test", _negating(self.part.test))


Condition = Comparison | All | AnyOf | Not


def evaluate(condition: Condition, facts: Facts) -> Truth:
    """Whether the condition holds; None when the known facts do not decide it."""
    try:
        return condition.test(facts)
    except KeyError:  # a fact that nobody names is unknown
        return evaluate_plainly(condition, facts)


def evaluate_plainly(condition: Condition, facts: Facts) -> Truth:
    """What `evaluate` must say, written to be read and not to be quick."""
    match condition:
        case Comparison():
            return _compare(condition, facts.get(condition.fact, Missing.UNKNOWN))
        case Not(part):
            truth = evaluate_plainly(part, facts)
            return None if truth is None else not truth
        case All(parts):
            return _conjunction(evaluate_plainly(part, facts) for part in parts)
        case AnyOf(parts):
            opposite = _conjunction(_negated(evaluate_plainly(part, facts)) for part in parts)
            return _negated(opposite)
        case _:
            assert_never(condition)


def reads(condition: Condition) -> frozenset[str]:
    """The facts that a condition looks at."""
    match condition:
        case Comparison(fact=fact):
            return frozenset({fact})
        case Not(part):
            return reads(part)
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(reads(part) for part in parts))
        case _:
            assert_never(condition)


def reasons(condition: Condition, facts: Facts, outcome: bool = True) -> tuple[Comparison, ...]:
    """The comparisons that alone force `outcome`; the condition must have that outcome."""
    match condition:
        case Comparison():
            return (condition,)
        case Not(part):
            return reasons(part, facts, not outcome)
        case All(parts) | AnyOf(parts):
            if isinstance(condition, All) is outcome:  # every part is needed
                return tuple(cited for part in parts for cited in reasons(part, facts, outcome))
            for part in parts:
                if evaluate(part, facts) is outcome:
                    return reasons(part, facts, outcome)
            return ()
        case _:
            assert_never(condition)


def _conjunction(truths: Iterator[Truth]) -> Truth:
    outcome: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            outcome = None
    return outcome


def _negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _compare(comparison: Comparison, fact: Fact) -> Truth:
    operator, value = comparison.operator, comparison.value
    if operator is Operator.KNOWN:
        return (not isinstance(fact, Missing)) is value
    if fact is Missing.UNKNOWN:
        return None
    if fact is Missing.NOT_ASKED:
        return False
    match operator:
        case Operator.IS:
            return fact == value
        case Operator.IS_NOT:
            return fact != value
        case Operator.ONE_OF:
            return fact in value  # type: ignore[operator]
        case Operator.INCLUDES:
            return value in fact  # type: ignore[operator]
        case Operator.INCLUDES_ANY:
            return not fact.isdisjoint(value)  # type: ignore[union-attr,arg-type]
        case Operator.AT_LEAST:
            return fact >= value  # type: ignore[operator]
        case Operator.AT_MOST:
            return fact <= value  # type: ignore[operator]
        case Operator.MORE_THAN:
            return fact > value  # type: ignore[operator]
        case Operator.LESS_THAN:
            return fact < value  # type: ignore[operator]
        case _:
            assert_never(operator)


# ---- the same as tests; `facts[name]` and early returns are what makes them quick


@lru_cache(maxsize=_KEPT, typed=True)
def _comparing(name: str, operator: Operator, value: object) -> Test:
    unknown, not_asked = Missing.UNKNOWN, Missing.NOT_ASKED

    def known(facts: Facts) -> Truth:
        return (not isinstance(facts[name], Missing)) is value

    def equal(facts: Facts) -> Truth:  # what is not asked equals nothing
        fact = facts[name]
        return None if fact is unknown else fact == value

    def one_of(facts: Facts) -> Truth:
        fact = facts[name]
        if fact is unknown:
            return None
        return fact is not not_asked and fact in value  # type: ignore[operator]

    def otherwise(facts: Facts) -> Truth:
        fact = facts[name]
        if fact is unknown:
            return None
        return False if fact is not_asked else holds(fact, value)

    match operator:
        case Operator.KNOWN:
            return known
        case Operator.IS:
            return equal
        case Operator.ONE_OF:
            return one_of
        case _:
            holds = _HOLDS[operator]
            return otherwise


def _tests(parts: tuple[Condition, ...]) -> tuple[Test, ...]:
    return tuple(part.test for part in parts)


@lru_cache(maxsize=_KEPT)
def _combining(tests: tuple[Test, ...], decisive: bool) -> Test:
    """All of them, where a false one decides, or any of them, where a true one does."""

    def combined(facts: Facts) -> Truth:
        outcome: Truth = not decisive
        for test in tests:
            truth = test(facts)
            if truth is decisive:
                return decisive
            if truth is None:
                outcome = None
        return outcome

    def nothing(_facts: Facts) -> Truth:
        return not decisive

    return combined if tests else nothing


@lru_cache(maxsize=_KEPT)
def _negating(test: Test) -> Test:
    def negated(facts: Facts) -> Truth:
        return _negated(test(facts))

    return negated


_HOLDS: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.IS_NOT: operators.ne,
    Operator.INCLUDES: operators.contains,
    Operator.INCLUDES_ANY: lambda fact, value: not fact.isdisjoint(value),
    Operator.AT_LEAST: operators.ge,
    Operator.AT_MOST: operators.le,
    Operator.MORE_THAN: operators.gt,
    Operator.LESS_THAN: operators.lt,
}

ALWAYS: Condition = All(())
