"""References of control lists, insurers, rules of a field, sums, and wording by trade."""

from __future__ import annotations

from collections.abc import Iterator

from onboard.content.lint.names import Names
from onboard.content.lint.promises import COMPUTED_BLANKS
from onboard.content.model import AnswerKind, BlankSource, PackContent, Trades
from onboard.content.problems import PackProblem, Place, Report, unknown_names
from onboard.content.reckoned import PLAN_YEAR

ANSWER = "answer"
"""`{answer}` in a text is what was answered."""


def mapped_problems(names: Names) -> Iterator[PackProblem]:
    """Every name that is not there, or that stands for something of another kind."""
    content, report = names.content, names.report
    yield from _frameworks(content, report)
    for key, asked in content.insurers.items():
        at: Place = ("insurers", key)
        yield from unknown_names((*at, "items"), asked.items, content.items, "item", report)
        questions = (*at, "questions")
        yield from unknown_names(questions, asked.questions, content.questions, "question", report)
    for key, rule in content.rules.items():
        at = ("rules", key)
        yield from unknown_names((*at, "items"), rule.items, content.items, "item", report)
        yield from names.condition((*at, "when"), rule.when)
    yield from _sums(names)
    if content.trades is not None:
        yield from _trades(content, content.trades, report)


def _frameworks(content: PackContent, report: Report) -> Iterator[PackProblem]:
    for key, item in content.items.items():
        at: Place = ("items", key, "frameworks")
        yield from unknown_names(at, item.frameworks, content.frameworks, "control list", report)
        for name, ids in item.frameworks.items():
            if name in content.frameworks:
                entries = content.frameworks[name].entries
                yield from unknown_names((*at, name), ids, entries, "entry", report)


def _sums(names: Names) -> Iterator[PackProblem]:
    content = names.content
    firm = {key for key, blank in content.blanks.items() if blank.source is BlankSource.FIRM}
    for key, wanted in content.sums.items():
        for index, part in enumerate(wanted.parts):
            at: Place = ("sums", key, "parts", index)
            for term in (*part.multiply, *part.minus, *part.percent, *part.divide):
                if isinstance(term, str) and term != PLAN_YEAR and term not in firm:
                    yield from names.number(at, term, AnswerKind.MONEY, beside=[PLAN_YEAR])
    if content.alarm is not None:
        yield from names.known(("alarm",), content.alarm.sum, content.sums, "sum")
    if content.budget is not None:
        for asked in (content.budget.once, content.budget.monthly):
            if asked is not None:
                yield from _money(names, ("budget",), asked)
    if content.comparison is not None:
        for asked in content.comparison.questions:
            yield from _money(names, ("comparison",), asked)


def _money(names: Names, at: Place, asked: str) -> Iterator[PackProblem]:
    questions = names.content.questions
    yield from names.known(at, asked, questions, "question")
    if asked in questions and questions[asked].kind is not AnswerKind.MONEY:
        yield names.report(at, "kind", f'"{asked}" is no question about money')


def _trades(content: PackContent, trades: Trades, report: Report) -> Iterator[PackProblem]:
    yield from _words(content, trades, report)
    question = content.questions.get(trades.question)
    if question is None or question.kind is not AnswerKind.CHOICE:
        text = f'there is no choice question called "{trades.question}".'
        yield report(("trades", "question"), "dangling", text)
        return
    explained = [*content.clauses, *content.questions, *content.items]
    at: Place = ("trades", "kinds")
    yield from unknown_names(at, trades.kinds, question.options, "option", report)
    for key, trade in trades.kinds.items():
        place = (*at, key)
        yield from unknown_names((*place, "words"), trade.words, trades.words, "word", report)
        what = "clause, question or item"
        analogies = (*place, "analogies")
        yield from unknown_names(analogies, trade.analogies, explained, what, report)


def _words(content: PackContent, trades: Trades, report: Report) -> Iterator[PackProblem]:
    for word in trades.words:
        if word == ANSWER or word in content.blanks or word in COMPUTED_BLANKS:
            text = f'"{{{word}}}" stands for something else already: choose another word'
            yield report(("trades", "words", word), "twice", text)
