"""Conditions of a pack: that they name what there is, and compare it with what it can be."""

from __future__ import annotations

from collections.abc import Iterator, Set

from onboard.content.conditions import All, AnyOf, Comparison, Condition, Not, Operator
from onboard.content.lint.kinds import NUMERIC, compared_problems, kind_of, operator_problem
from onboard.content.model import AnswerKind, PackContent, Question
from onboard.content.problems import PackProblem, Place, Report, did_you_mean


def condition_problems(
    content: PackContent, facts: Set[str], at: Place, condition: Condition, report: Report
) -> Iterator[PackProblem]:
    """Everything wrong with one condition. `facts` are the names that may be compared."""
    match condition:
        case Not(part):
            yield from condition_problems(content, facts, at, part, report)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from condition_problems(content, facts, at, part, report)
        case Comparison(fact=fact):
            if fact in facts:
                yield from _compared(content, at, condition, report)
            else:
                text = f'there is no question or count called "{fact}".'
                yield report(at, "dangling", text + did_you_mean(fact, sorted(facts)))


def _compared(
    content: PackContent, at: Place, comparison: Comparison, report: Report
) -> Iterator[PackProblem]:
    fact, operator, value = comparison.fact, comparison.operator, comparison.value
    question = content.questions.get(fact)
    trouble = operator_problem(fact, kind_of(content, fact), operator)
    if trouble:
        yield report(at, "kind", trouble)
    elif operator is not Operator.KNOWN:
        values = value if isinstance(value, frozenset) else frozenset({value})
        yield from compared_problems(at, fact, question, values, report)
        if operator in NUMERIC and question is not None and question.kind is AnswerKind.NUMBER:
            yield from _possible(at, fact, question, value, report)


def _possible(
    at: Place, fact: str, question: Question, number: object, report: Report
) -> Iterator[PackProblem]:
    if isinstance(number, int) and not question.low <= number <= question.high:
        text = (
            f'"{fact}" is always between {question.low} and {question.high}, '
            f"so {number} can never be reached"
        )
        yield report(at, "range", text)
