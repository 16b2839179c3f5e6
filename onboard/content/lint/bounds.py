"""How large the numbers of a pack can become, so that no plan meets one that it cannot hold.

Prices, answers and factors have bounds of their own (`content.parts`); here it is what they make
together. Amounts are decimals of 28 digits, two of them behind the point.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from onboard.content.graph import in_order
from onboard.content.lint.cycles import companions, fact_graph, place_of, terms_of
from onboard.content.lint.names import Names
from onboard.content.model import AnswerKind, Item, Quantity
from onboard.content.parts import MOST_NUMBER, MOST_UNITS
from onboard.content.problems import PackProblem
from onboard.content.reckoned import PLAN_YEAR

MOST_ROWS = 60
"""Rows that the answer to a table may have; held to the interview by a test."""
MOST_MONEY = 10**12
"""The largest amount that an answer may be; held to `onboard.amounts` by a test."""
MOST_PRODUCT = 10**24
"""The largest product in a part of a sum."""


def bound_problems(names: Names) -> Iterator[PackProblem]:
    """Quantities, companions and sums that could outgrow what can be reckoned with."""
    if len(in_order(fact_graph(names))) < len(fact_graph(names)):
        return  # a cycle is told by itself
    most = _most_of_facts(names)
    for key, population in names.content.populations.items():
        rests_on_it = any(most.get(term, 0) > MOST_NUMBER for term in terms_of(population))
        if most[key] > MOST_NUMBER and not rests_on_it:
            yield names.report(place_of(names, key), "range", _too_many(key))
    for key, need in names.content.needs.items():
        if need.quantity is not None and _most(need.quantity, most) > MOST_NUMBER:
            yield names.report(("needs", key, "quantity"), "range", _too_many(key))
    yield from _companions(names)
    yield from _sums(names, most)


def _most_of_facts(names: Names) -> dict[str, int]:
    """The largest value of each number; what is no number counts none."""
    most: dict[str, int] = {}
    for key in in_order(fact_graph(names)):
        question = names.content.questions.get(key)
        if question is not None:
            stated = question.if_not_asked
            aside = stated if isinstance(stated, int) else 0
            bounds = {AnswerKind.NUMBER: question.high, AnswerKind.MONEY: MOST_MONEY}
            most[key] = max(bounds.get(question.kind, 0), aside)
        elif key in names.counts:
            most[key] = _most_counted(names, key)
        else:
            most[key] = _most(names.content.populations[key], most)
    return most


def _most_counted(names: Names, count: str) -> int:
    question = names.content.questions[names.counts[count]]
    column = question.columns.get(question.counts[count].sum)
    return MOST_ROWS * column.high if column is not None else 0


def _most(quantity: Quantity, most: dict[str, int]) -> int:
    """Never more than `at_most`, which is what keeps a large one in bounds."""
    values = (_most_term(term, most) for term in quantity.add)
    reached = max(sum(values) * quantity.times, quantity.at_least)
    return min(reached, most.get(quantity.at_most, reached)) if quantity.at_most else reached


def _most_term(term: object, most: dict[str, int]) -> int:
    match term:
        case int():
            return term
        case str():
            return most.get(term, 0)
        case _:
            return MOST_UNITS  # of what is ordered, or is there


def _companions(names: Names) -> Iterator[PackProblem]:
    """How many pieces one piece may bring along, step by step."""
    items = names.content.items
    brought: dict[str, int] = {}
    for key in in_order(companions(names.content)):
        parts = _brought(items[key])
        brought[key] = 1 + sum(times * brought.get(name, 0) for name, times in parts)
        if brought[key] > MOST_UNITS:
            text = f'one "{key}" could bring more than {MOST_UNITS:,} other pieces along'
            yield names.report(("items", key), "range", text)
            return


def _brought(item: Item) -> Iterator[tuple[str, int]]:
    yield from ((part.item, part.each or 1) for part in item.requires)
    yield from ((part.item, part.units) for part in item.includes)
    for offer in item.offers.values():
        yield from ((part.item, part.units) for part in offer.includes)


def _sums(names: Names, most: dict[str, int]) -> Iterator[PackProblem]:
    reach = {**most, PLAN_YEAR: MOST_MONEY}
    for key, wanted in names.content.sums.items():
        for index, part in enumerate(wanted.parts):
            terms = (*part.multiply, *part.percent)
            factors = (term if isinstance(term, int) else reach.get(term, 1) for term in terms)
            if prod(max(1, factor) for factor in factors) > MOST_PRODUCT:
                place = ("sums", key, "parts", index)
                yield names.report(place, "range", "this product could become too large")


def _too_many(name: str) -> str:
    return f'"{name}" could become larger than {MOST_NUMBER:,}: give its questions a lower high'
