"""Parts of a pack that lead back to themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from onboard.content.conditions import All, AnyOf, Comparison, Condition, Not
from onboard.content.graph import find_cycle
from onboard.content.model import PackContent
from onboard.content.problems import PackProblem

Place = tuple[str | int, ...]
Report = Callable[[Place, str, str], PackProblem]


def cycle_problems(
    content: PackContent, counts: Mapping[str, str], report: Report
) -> Iterator[PackProblem]:
    """One finding for each graph that has a cycle; `counts` are named counts by their question."""
    items = {
        key: {part.item for part in item.requires}
        | {part.item for part in item.includes}
        | {part.item for offer in item.offers.values() for part in offer.includes}
        for key, item in content.items.items()
    }
    populations = {
        key: {term for term in (*value.add, *value.less) if isinstance(term, str)}
        for key, value in content.populations.items()
    }
    questions = {
        key: set(_gates(question.ask_if, counts)) for key, question in content.questions.items()
    }
    for part, graph in (
        ("items", items),
        ("populations", populations),
        ("questions", questions),
    ):
        cycle = find_cycle(graph)
        if cycle:
            text = "these lead back to themselves: " + " → ".join(cycle)
            yield report((part, cycle[0]), "cycle", text)


def _gates(condition: Condition, counts: Mapping[str, str]) -> Iterator[str]:
    match condition:
        case Comparison(fact=fact):
            yield counts.get(fact, fact)
        case Not(part):
            yield from _gates(part, counts)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _gates(part, counts)
