"""References of ways of working, the present helper, fit and explanations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onboard.content.conditions import ALWAYS, reads
from onboard.content.lint.names import Names
from onboard.content.lint.promises import COMPUTED_BLANKS
from onboard.content.model import AnswerKind, Clause, Fit, PresentHelper, ShortPapers, WorkingModels
from onboard.content.parts import BRACED
from onboard.content.problems import PackProblem, Place, unknown_names


def together_problems(names: Names) -> Iterator[PackProblem]:
    """Every name that is not there, or that stands for something of another kind."""
    content = names.content
    if content.working is not None:
        yield from _working(names, content.working)
    if content.helper is not None:
        yield from _helper(names, content.helper)
    if content.fit is not None:
        yield from _fit(names, content.fit)
    yield from _papers(names, content.papers)
    explainable = [*content.clauses, *content.questions, *content.items]
    for key, explained in content.explained.items():
        at: Place = ("explained", key)
        yield from _choice(names, at, explained.question, ())
        for wanted in explained.sums:
            yield from names.known((*at, "sums"), wanted, content.sums, "sum")
        if explained.analogy is not None:
            what = "clause, question or item"
            yield from names.known((*at, "analogy"), explained.analogy, explainable, what)
        texts = [explained.lead, *(part.text for part in explained.parts)]
        yield from _blanks(names, at, texts)


def _papers(names: Names, papers: ShortPapers) -> Iterator[PackProblem]:
    """What the short papers quote is there, and is a clause or a blank as they need it."""
    clauses = {
        "answer_times": [papers.answer_times],
        "anger": [papers.anger],
        "tried": [papers.tried],
        "when_it_breaks": papers.when_it_breaks,
        "leaving": papers.leaving,
        "maker_calls": papers.maker_calls,
        "expected": papers.expected.values(),
    }
    blanks = {
        "starts": papers.starts.values(),
        "hours": [papers.hours],
        "calm": [papers.calm],
    }
    for quoted, known, what in (
        (clauses, names.content.clauses, "clause"),
        (blanks, names.content.blanks, "blank"),
    ):
        for field, keys in quoted.items():
            for key in filter(None, keys):
                yield from names.known(("papers", field), key, known, what)


def _working(names: Names, working: WorkingModels) -> Iterator[PackProblem]:
    at: Place = ("working",)
    yield from _choice(names, (*at, "question"), working.question, working.models)
    clauses = names.content.clauses
    for clause in working.always:
        yield from names.known((*at, "always"), clause, clauses, "clause")
        if clause in clauses and _may_leave(clauses[clause]):
            text = f'"{clause}" may be left out, and stands in every way of working'
            yield names.report((*at, "always"), "may-leave", text)
    question = names.content.questions.get(working.question)
    for option in question.options if question is not None else ():
        if option not in working.models:
            text = f'the way "{option}" can be chosen, and nothing says what it is'
            yield names.report((*at, "models"), "missing", text)
    for key, model in working.models.items():
        place: Place = (*at, "models", key)
        for clause in model.clauses:
            yield from names.known(place, clause, clauses, "clause")
        texts = (model.price_basis, model.provider_does, model.client_does, model.consequence)
        yield from _blanks(names, place, texts)


def _may_leave(clause: Clause) -> bool:
    """Whether anything can take a clause out of the agreement."""
    return clause.optional or not clause.core or clause.when != ALWAYS or bool(clause.rests_on)


def _helper(names: Names, helper: PresentHelper) -> Iterator[PackProblem]:
    at: Place = ("helper",)
    content = names.content
    yield from _choice(names, (*at, "question"), helper.question, (*helper.nobody, *helper.us))
    yield from _choice(names, (*at, "outcome"), helper.outcome, helper.outcomes)
    for field in ("trust", "results"):
        yield from _choice(names, (*at, field), getattr(helper, field), ())
    sections = [section.id for section in content.sections]
    for section in helper.private_sections:
        yield from names.known((*at, "private_sections"), section, sections, "section")
    for key in helper.tables:
        yield from names.known((*at, "tables"), key, content.questions, "question")
        question = content.questions.get(key)
        if question is not None and question.kind is not AnswerKind.TABLE:
            yield names.report((*at, "tables"), "kind", f'"{key}" is no table')
    quoted = [*helper.quoted, *([helper.would_act] if helper.would_act else [])]
    for key in quoted:
        yield from names.known((*at, "quoted"), key, content.questions, "question")
    for index, weighed in enumerate(helper.weighed):
        yield from names.condition((*at, "weighed", index, "when"), weighed.when)
    for index, link in enumerate(helper.chain):
        yield from names.condition((*at, "chain", index, "when"), link.when)
        beside = {names.counts.get(fact, fact) for fact in reads(link.when)} - set(link.cites)
        for fact in sorted(beside & set(content.questions)):
            text = f'this link rests on "{fact}" and does not cite it'
            yield names.report((*at, "chain", index), "not-cited", text)
        for cited in link.cites:
            yield from names.known((*at, "chain", index), cited, content.questions, "question")


def _fit(names: Names, fit: Fit) -> Iterator[PackProblem]:
    for index, trait in enumerate(fit.traits):
        yield from _choice(names, ("fit", "traits", index), trait.question, ())


def _choice(names: Names, at: Place, key: str, options: Iterable[str]) -> Iterator[PackProblem]:
    """`key` is a choice question that has these options."""
    question = names.content.questions.get(key)
    if question is None or question.kind is not AnswerKind.CHOICE:
        yield names.report(at, "dangling", f'there is no choice question called "{key}".')
        return
    yield from unknown_names(at, options, question.options, "option", names.report)


def _blanks(names: Names, at: Place, texts: Iterable[str]) -> Iterator[PackProblem]:
    known = {*names.content.blanks, *COMPUTED_BLANKS}
    found = [name for text in texts for name in BRACED.findall(text)]
    yield from unknown_names(at, found, known, "blank", names.report)
