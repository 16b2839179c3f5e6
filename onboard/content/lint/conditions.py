"""Conditions of a pack: that they name what there is, and compare it with what it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onboard.content.conditions import All, AnyOf, Comparison, Condition, Not, Operator
from onboard.content.model import AnswerKind, PackContent, Question
from onboard.content.problems import PackProblem, did_you_mean

Place = tuple[str | int, ...]
Report = Callable[[Place, str, str], PackProblem]


class ConditionLinter:
    """Looks at one condition after another of the same pack."""

    def __init__(self, content: PackContent, facts: set[str], report: Report) -> None:
        self.content = content
        self.facts = facts
        self.report = report

    def problems(self, at: Place, condition: Condition) -> Iterator[PackProblem]:
        match condition:
            case Not(part):
                yield from self.problems(at, part)
            case All(parts) | AnyOf(parts):
                for part in parts:
                    yield from self.problems(at, part)
            case Comparison():
                yield from self._comparison(at, condition)

    def _comparison(self, at: Place, comparison: Comparison) -> Iterator[PackProblem]:
        fact = comparison.fact
        if fact not in self.facts:
            text = f'there is no question or count called "{fact}".'
            yield self.report(at, "dangling", text + did_you_mean(fact, self.facts))
            return
        numeric = comparison.operator in (
            Operator.AT_LEAST,
            Operator.AT_MOST,
            Operator.MORE_THAN,
            Operator.LESS_THAN,
        )
        question = self.content.questions.get(fact)
        if question is None or comparison.operator is Operator.KNOWN:
            return
        if numeric and question.kind not in (AnswerKind.NUMBER, AnswerKind.MONEY, AnswerKind.TABLE):
            yield self.report(at, "kind", f'"{fact}" is no number, so it cannot be compared so')
        if numeric and question.kind is AnswerKind.NUMBER:
            yield from self._possible(at, fact, question, comparison)
        if question.kind in (AnswerKind.CHOICE, AnswerKind.MULTIPLE) and not numeric:
            value = comparison.value
            values = value if isinstance(value, frozenset) else frozenset({value})
            for option in sorted(map(str, values)):
                if option not in question.options:
                    known = ", ".join(question.options)
                    text = f'"{option}" is not one of the answers to "{fact}": {known}.'
                    yield self.report(at, "dangling", text + did_you_mean(option, question.options))

    def _possible(
        self, at: Place, fact: str, question: Question, comparison: Comparison
    ) -> Iterator[PackProblem]:
        number = comparison.value
        if isinstance(number, int) and not question.low <= number <= question.high:
            text = (
                f'"{fact}" is always between {question.low} and {question.high}, '
                f"so {number} can never be reached"
            )
            yield self.report(at, "range", text)
