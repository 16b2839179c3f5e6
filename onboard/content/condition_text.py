"""Conditions as an author writes them in YAML, read into `content.conditions`.

when:
people: {at_least: 3}            # several keys: all of them
any:
- backup: [none, usb-swapped]  # a list: one of
- not: {server: no}            # a word: is (in a multiple choice: includes)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pydantic import ValidationInfo

from onboard.content.conditions import All, AnyOf, Comparison, Condition, Not, Operator

_OPERATORS = {operator.value: operator for operator in Operator}
_PLAIN = (str, int, Decimal, date)  # bool is a kind of int
_NUMERIC = {Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE_THAN, Operator.LESS_THAN}


def parse_condition(raw: object, info: ValidationInfo) -> Condition:
    """Read one condition; the validation context names the questions with several answers.

    Raises:
        ValueError: with one sentence that says what was expected.
    """
    if isinstance(raw, (Comparison, All, AnyOf, Not)):
        return raw
    context = info.context or {}
    return _condition(raw, frozenset(context.get("multiple", ())))


def _condition(raw: object, multiple: frozenset[str]) -> Condition:
    if not isinstance(raw, Mapping) or not raw:
        raise ValueError("a condition is a mapping such as {people: {at_least: 3}}")
    parts = tuple(_part(str(key), value, multiple) for key, value in raw.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _part(key: str, value: object, multiple: frozenset[str]) -> Condition:
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise ValueError(f"{key!r} needs a list of conditions")
        parts = tuple(_condition(part, multiple) for part in value)
        return All(parts) if key == "all" else AnyOf(parts)
    if key == "not":
        return Not(_condition(value, multiple))
    if isinstance(value, Mapping):
        comparisons = tuple(_comparison(key, str(name), against) for name, against in value.items())
        if not comparisons:
            raise ValueError(f"{key!r} is compared with nothing")
        return comparisons[0] if len(comparisons) == 1 else All(comparisons)
    if isinstance(value, list):
        operator = Operator.INCLUDES_ANY if key in multiple else Operator.ONE_OF
        return _comparison(key, operator.value, value)
    operator = Operator.INCLUDES if key in multiple else Operator.IS
    return _comparison(key, operator.value, value)


def _comparison(fact: str, name: str, value: object) -> Comparison:
    operator = _OPERATORS.get(name)
    if operator is None:
        raise ValueError(f"{name!r} is no comparison; there are {', '.join(_OPERATORS)}")
    if operator in _NUMERIC and not (
        isinstance(value, (int, Decimal, date)) and not isinstance(value, bool)
    ):
        raise ValueError(f"{name!r} needs a number")
    if operator is Operator.KNOWN and not isinstance(value, bool):
        raise ValueError("'known' needs true or false")
    if operator in (Operator.ONE_OF, Operator.INCLUDES_ANY):
        if not isinstance(value, list) or not value:
            raise ValueError(f"{name!r} needs a list")
        if not all(isinstance(part, _PLAIN) for part in value):
            raise ValueError(f"{fact!r} is compared with a list of more than plain values")
        return Comparison(fact, operator, frozenset(value))
    if not isinstance(value, _PLAIN):
        raise ValueError(f"{fact!r} is compared with something that is no plain value")
    return Comparison(fact, operator, value)
