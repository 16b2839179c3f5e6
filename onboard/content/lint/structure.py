"""References, kinds and cycles inside a pack: what must hold before it can be used at all."""

from __future__ import annotations

from collections.abc import Iterator

from onboard.content.lint.bounds import bound_problems
from onboard.content.lint.catalogue import catalogue_problems
from onboard.content.lint.cycles import cycle_problems
from onboard.content.lint.mapped import mapped_problems
from onboard.content.lint.names import Names
from onboard.content.lint.promises import promise_problems
from onboard.content.lint.questions import question_problems
from onboard.content.lint.together import together_problems
from onboard.content.model import FlagKind, PackContent
from onboard.content.problems import PackProblem, Place, Report
from onboard.content.reckoned import PLAN_YEAR

MAIN_MEASURES = 3

_OWN_MEANING = frozenset({"all", "any", "not", PLAN_YEAR})
"""Words of conditions and sums, which no fact can be called."""


def structural_problems(content: PackContent, report: Report) -> list[PackProblem]:
    """Every broken reference, wrong kind and cycle of a pack whose shape is right."""
    names = Names(content, report)
    return [
        *_twice(names),
        *question_problems(names),
        *catalogue_problems(names),
        *_risks(names),
        *promise_problems(names),
        *mapped_problems(names),
        *together_problems(names),
        *cycle_problems(names),
        *bound_problems(names),
    ]


def _twice(names: Names) -> Iterator[PackProblem]:
    """Names that already mean something else."""
    seen: dict[str, str] = dict.fromkeys(_OWN_MEANING, "the language of packs")
    for name, part, at in _fact_names(names.content):
        if name in seen:
            yield names.report(at, "twice", f'"{name}" is a name of {seen[name]} already')
        seen.setdefault(name, part)
    sections: set[str] = set()
    for index, section in enumerate(names.content.sections):
        if section.id in sections:
            text = f'"{section.id}" is a name of another section already'
            yield names.report(("sections", index), "twice", text)
        sections.add(section.id)


def _fact_names(content: PackContent) -> Iterator[tuple[str, str, Place]]:
    """Each name that a condition may use, what it names, and where."""
    for key in content.questions:
        yield key, "questions", ("questions", key)
    for key in content.populations:
        yield key, "populations", ("populations", key)
    for key, question in content.questions.items():
        for count in question.counts:
            yield count, f'the table "{key}"', ("questions", key, "counts", count)


def _risks(names: Names) -> Iterator[PackProblem]:
    for key, risk in names.content.risks.items():
        at: Place = ("risks", key)
        yield from names.condition((*at, "when"), risk.when)
        for field, raises in (("up", risk.up), ("impact_up", risk.impact_up)):
            for index, part in enumerate(raises):
                yield from names.condition((*at, field, index, "when"), part.when)
        for index, measure in enumerate(risk.measures):
            items = names.content.items
            yield from names.known((*at, "measures", index), measure.item, items, "item")
        if sum(measure.main for measure in risk.measures) > MAIN_MEASURES:
            yield names.report(at, "range", f"at most {MAIN_MEASURES} main measures a risk")
    for key, flag in names.content.flags.items():
        yield from names.condition(("flags", key, "when"), flag.when)
        if flag.if_unknown and flag.kind is not FlagKind.URGENT:
            text = "only an urgent flag has words for a guess (if_unknown)"
            yield names.report(("flags", key, "if_unknown"), "kind", text)
