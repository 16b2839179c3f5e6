"""References of control lists, insurers' questions, rules of a field, and wording by trade."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onboard.content.conditions import Condition
from onboard.content.model import AnswerKind, PackContent, Trades
from onboard.content.problems import PackProblem, did_you_mean
from onboard.content.reckoned import PLAN_YEAR

Place = tuple[str | int, ...]
Report = Callable[[Place, str, str], PackProblem]
CheckCondition = Callable[[Place, Condition], Iterator[PackProblem]]


def mapped_problems(
    content: PackContent, check: CheckCondition, report: Report
) -> Iterator[PackProblem]:
    """Every name that is not there. `check` looks at conditions."""
    yield from _frameworks(content, report)
    for key, asked in content.insurers.items():
        at: Place = ("insurers", key)
        yield from _known((*at, "items"), asked.items, content.items, "item", report)
        yield from _known(
            (*at, "questions"), asked.questions, content.questions, "question", report
        )
    for key, rule in content.rules.items():
        at = ("rules", key)
        yield from _known((*at, "items"), rule.items, content.items, "item", report)
        yield from check((*at, "when"), rule.when)
    yield from _sums(content, report)
    if content.trades is not None:
        yield from _trades(content, content.trades, report)


def _known(
    at: Place, names: Iterable[str], known: Iterable[str], what: str, report: Report
) -> Iterator[PackProblem]:
    there = list(known)
    for name in names:
        if name not in there:
            text = f'there is no {what} called "{name}".{did_you_mean(name, there)}'
            yield report(at, "dangling", text)


def _frameworks(content: PackContent, report: Report) -> Iterator[PackProblem]:
    for key, item in content.items.items():
        at: Place = ("items", key, "frameworks")
        yield from _known(at, item.frameworks, content.frameworks, "control list", report)
        for name, ids in item.frameworks.items():
            if name in content.frameworks:
                entries = content.frameworks[name].entries
                yield from _known((*at, name), ids, entries, "entry", report)


def _sums(content: PackContent, report: Report) -> Iterator[PackProblem]:
    counts = [count for question in content.questions.values() for count in question.counts]
    numbers = [*content.questions, *counts, *content.populations, PLAN_YEAR]
    for key, wanted in content.sums.items():
        for index, part in enumerate(wanted.parts):
            at: Place = ("sums", key, "parts", index)
            terms = (*part.multiply, *part.minus, *part.percent, *part.divide)
            names = [term for term in terms if isinstance(term, str)]
            yield from _known(at, names, numbers, "number", report)
    if content.alarm is not None:
        yield from _known(("alarm",), [content.alarm.sum], content.sums, "sum", report)
    if content.comparison is not None:
        asked = content.comparison.questions
        yield from _known(("comparison",), asked, content.questions, "question", report)


def _trades(content: PackContent, trades: Trades, report: Report) -> Iterator[PackProblem]:
    question = content.questions.get(trades.question)
    if question is None or question.kind is not AnswerKind.CHOICE:
        text = f'there is no choice question called "{trades.question}".'
        yield report(("trades", "question"), "dangling", text)
        return
    explained = [*content.clauses, *content.questions, *content.items]
    at: Place = ("trades", "kinds")
    yield from _known(at, trades.kinds, question.options, "option", report)
    for key, trade in trades.kinds.items():
        place = (*at, key)
        yield from _known((*place, "words"), trade.words, trades.words, "word", report)
        what = "clause, question or item"
        yield from _known((*place, "analogies"), trade.analogies, explained, what, report)
