"""Clauses of the agreement, and the blanks in them."""

from __future__ import annotations

from collections.abc import Iterator

from onboard.content.lint.names import Names
from onboard.content.model import BlankSource, Clause
from onboard.content.parts import BRACED
from onboard.content.problems import PackProblem, Place, unknown_names

COMPUTED_BLANKS = frozenset(
    {
        "client-name",
        "firm-name",
        "signer-name",
        "must-signer",
        "check-date",
        "acceptance-end",
        "baseline",
        "client-tasks",
        "currency",
    }
)


def promise_problems(names: Names) -> Iterator[PackProblem]:
    """Everything wrong with the clauses, the notice beside them, and the blanks."""
    notice = names.content.not_legal_advice
    used = set(BRACED.findall(notice))
    yield from _braced(names, ("not_legal_advice",), notice)
    for key, clause in names.content.clauses.items():
        at: Place = ("clauses", key)
        used.update(BRACED.findall(clause.text + clause.measure))
        yield from _clause(names, at, clause)
    yield from _blanks(names, used | set(_named_elsewhere(names)))


def _named_elsewhere(names: Names) -> Iterator[str]:
    """Blanks in ways of working, explanations and sums."""
    content = names.content
    if content.working is not None:
        for model in content.working.models.values():
            for text in (model.price_basis, model.provider_does, model.client_does):
                yield from BRACED.findall(text)
            yield from BRACED.findall(model.consequence)
    for explained in content.explained.values():
        yield from BRACED.findall(explained.lead)
        for part in explained.parts:
            yield from BRACED.findall(part.text)
    for wanted in content.sums.values():
        for each in wanted.parts:
            yield from (term for term in each.multiply if isinstance(term, str))


def _clause(names: Names, at: Place, clause: Clause) -> Iterator[PackProblem]:
    yield from names.condition((*at, "when"), clause.when)
    for item in clause.rests_on:
        yield from names.known((*at, "rests_on"), item, names.content.items, "item")
    yield from _braced(names, at, clause.text + clause.measure)
    for name in BRACED.findall(clause.title):
        text = f'a title is printed as it is: "{{{name}}}" would stand there'
        yield names.report((*at, "title"), "dangling", text)


def _braced(names: Names, at: Place, text: str) -> Iterator[PackProblem]:
    """Everything in braces is a blank, or would be printed with its braces."""
    known = {*names.content.blanks, *COMPUTED_BLANKS}
    yield from unknown_names(at, BRACED.findall(text), known, "blank", names.report)


def _blanks(names: Names, used: set[str]) -> Iterator[PackProblem]:
    for key, blank in names.content.blanks.items():
        at: Place = ("blanks", key)
        if key not in used:
            yield names.report(at, "unused", f'no clause has a blank "{key}"')
        asked = blank.from_question
        if asked is not None:
            yield from names.known(at, asked, names.content.questions, "question")
        if blank.source is BlankSource.COMPUTED and key not in COMPUTED_BLANKS:
            yield names.report(at, "dangling", f'"{key}" cannot be computed')
