"""Parts of a pack that lead back to themselves, or further than anybody can follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from onboard.content.conditions import reads
from onboard.content.graph import find_cycle, longest_path
from onboard.content.lint.names import Names
from onboard.content.model import PackContent, Quantity, SameAs
from onboard.content.problems import PackProblem, Place

LONGEST = 50
"""Steps from one number to the next: facts are computed one inside the other."""


def cycle_problems(names: Names) -> Iterator[PackProblem]:
    """One finding for each of the two graphs that has a cycle or too long a chain."""
    items = companions(names.content)
    cycle = find_cycle(items)
    if cycle:
        yield names.report(("items", cycle[0]), "cycle", _back(cycle))
    facts = fact_graph(names)
    cycle = find_cycle(facts)
    if cycle:
        yield names.report(place_of(names, cycle[0]), "cycle", _back(cycle))
        return
    chain = longest_path(facts)
    if len(chain) - 1 > LONGEST:
        text = f'"{chain[0]}" rests on a chain of {len(chain) - 1} steps; {LONGEST} is the most'
        yield names.report(place_of(names, chain[0]), "range", text)


def companions(content: PackContent) -> dict[str, set[str]]:
    """The items that each item brings along."""
    return {
        key: {part.item for part in item.requires}
        | {part.item for part in item.includes}
        | {part.item for offer in item.offers.values() for part in offer.includes}
        for key, item in content.items.items()
    }


def fact_graph(names: Names) -> dict[str, set[str]]:
    """What each question, count and population must know first."""
    graph: dict[str, set[str]] = {}
    for key, question in names.content.questions.items():
        assume = question.unsure.assume
        careful = assume if isinstance(assume, Mapping) else {}
        for count in question.counts:
            graph[count] = {key, *_same(careful.get(count))}
        graph[key] = {*reads(question.ask_if), *_same(assume)}
    for key, population in names.content.populations.items():
        graph[key] = set(terms_of(population))
    return graph


def terms_of(quantity: Quantity) -> Iterator[str]:
    """The facts that a quantity is reckoned from."""
    yield from (term for term in (*quantity.add, *quantity.less) if isinstance(term, str))
    if quantity.at_most is not None:
        yield quantity.at_most


def place_of(names: Names, fact: str) -> Place:
    """Where a question, a count or a population is written."""
    if fact in names.content.populations:
        return ("populations", fact)
    if fact in names.counts:
        return ("questions", names.counts[fact], "counts", fact)
    return ("questions", fact)


def _same(assume: object) -> Set[str]:
    return {assume.same_as} if isinstance(assume, SameAs) else set()


def _back(cycle: tuple[str, ...]) -> str:
    return "these lead back to themselves: " + " → ".join(cycle)
