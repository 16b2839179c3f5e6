"""Building blocks for the solver: folded connectives, whole numbers, names in a term."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import z3

# The solver comes without types; the names say what is meant.
Bool: TypeAlias = Any
Number: TypeAlias = Any
Term: TypeAlias = Any


def yes() -> Bool:
    return z3.BoolVal(True)


def no() -> Bool:
    return z3.BoolVal(False)


def whole(number: int) -> Number:
    return z3.IntVal(number)


def conj(parts: Iterable[Bool]) -> Bool:
    """All of them, without what is plainly true."""
    kept = []
    for part in parts:
        if z3.is_false(part):
            return no()
        if not z3.is_true(part):
            kept.append(part)
    return yes() if not kept else kept[0] if len(kept) == 1 else z3.And(kept)


def disj(parts: Iterable[Bool]) -> Bool:
    return negated(conj(negated(part) for part in parts))


def negated(part: Bool) -> Bool:
    if z3.is_true(part):
        return no()
    if z3.is_false(part):
        return yes()
    return part.arg(0) if z3.is_not(part) else z3.Not(part)


def either(test: Bool, then: Term, otherwise: Term) -> Term:
    if z3.is_true(test) or then.eq(otherwise):
        return then
    return otherwise if z3.is_false(test) else z3.If(test, then, otherwise)


def total(parts: Iterable[Number]) -> Number:
    kept = [part for part in parts if not is_zero(part)]
    return whole(0) if not kept else kept[0] if len(kept) == 1 else z3.Sum(kept)


def is_zero(number: Number) -> bool:
    return bool(z3.is_int_value(number)) and number.as_long() == 0


def larger(one: Number, other: Number) -> Number:
    return either(_folded(one >= other), one, other)


def smaller(one: Number, other: Number) -> Number:
    return either(_folded(one <= other), one, other)


def _folded(test: Bool) -> Bool:
    constant = all(z3.is_int_value(part) for part in test.children())
    return z3.simplify(test) if constant else test


def times(number: Number, factor: int) -> Number:
    return number if factor == 1 else number * factor


def rounded_up(number: Number, size: int) -> Number:
    """How many of `size` it takes; the solver's division rounds down."""
    return number if size == 1 or is_zero(number) else (number + (size - 1)) / size


class Mentions:
    """The names of the free variables of terms. Parts that terms share are walked once."""

    def __init__(self) -> None:
        self._names: dict[int, frozenset[str]] = {}
        self._kept: list[Term] = []  # ids are free again when a term is: hold on to all seen

    def of(self, term: Term) -> frozenset[str]:
        waiting = [term]
        while waiting:
            last = waiting[-1]
            if last.get_id() in self._names:
                waiting.pop()
                continue
            parts = last.children()
            unseen = [part for part in parts if part.get_id() not in self._names]
            if unseen:
                waiting.extend(unseen)
                continue
            names = frozenset().union(*(self._names[part.get_id()] for part in parts))
            if not parts and z3.is_const(last) and last.decl().kind() == z3.Z3_OP_UNINTERPRETED:
                names = frozenset({last.decl().name()})
            self._names[last.get_id()] = names
            self._kept.append(last)
            waiting.pop()
        return self._names[term.get_id()]
