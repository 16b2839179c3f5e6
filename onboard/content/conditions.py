"""Conditions over facts, in three-valued logic: true, false and not known (Kleene)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import assert_never

FactValue = str | int | Decimal | date | frozenset[str]


class Missing(Enum):
    """Why a fact has no value."""

    UNKNOWN = "unknown"  # a person said "I don't know", or has not come to it yet
    NOT_ASKED = "not asked"  # off the path: a definite state, every comparison with it is false


Fact = FactValue | Missing
Facts = Mapping[str, Fact]
Truth = bool | None  # None: not known


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


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


Condition = Comparison | All | AnyOf | Not

ALWAYS: Condition = All(())


def evaluate(condition: Condition, facts: Facts) -> Truth:
    """Whether the condition holds; None when the known facts do not decide it."""
    match condition:
        case Comparison():
            return _compare(condition, facts.get(condition.fact, Missing.UNKNOWN))
        case Not(part):
            truth = evaluate(part, facts)
            return None if truth is None else not truth
        case All(parts):
            return _conjunction(evaluate(part, facts) for part in parts)
        case AnyOf(parts):
            opposite = _conjunction(_negated(evaluate(part, facts)) for part in parts)
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
