"""Questions that no answers lead to, and rules that no answers make true, found without a solver.

A search by cases over what each fact must be. It is careful: it reports only what cannot be, and
leaves arithmetic between facts to the proofs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from onboard.content.advice.use import conditions
from onboard.content.conditions import (
    All,
    AnyOf,
    Comparison,
    Condition,
    FactValue,
    Not,
    Operator,
    evaluate,
)
from onboard.content.model import AnswerKind, PackContent, Question
from onboard.content.problems import PackProblem, Report

MOST_STEPS = 20_000
"""After so many cases the answer is "not decided", which is no finding."""

_NUMERIC = (Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE_THAN, Operator.LESS_THAN)


def reach_problems(content: PackContent, report: Report) -> Iterator[PackProblem]:
    """Unreachable questions and dead conditions."""
    search = _Search(content)
    for condition, at in conditions(content):
        if search.can_be_true(condition):
            continue
        if at[0] == "questions" and at[-1] == "ask_if":
            yield report(at, "unreachable", f'no answers lead to the question "{at[1]}"')
        else:
            yield report(at, "never-fires", "no answers make this condition true")


@dataclass(frozen=True)
class _Narrowed:
    """What one fact may still be. Options for choices; bounds for numbers."""

    options: frozenset[str] | None = None
    includes: frozenset[str] = frozenset()
    low: int = 0
    high: int | None = None

    @property
    def is_possible(self) -> bool:
        if self.options is not None:
            return bool(self.options) and self.includes <= self.options
        return self.high is None or self.low <= self.high


_Known = Mapping[str, _Narrowed]


class _Search:
    def __init__(self, content: PackContent) -> None:
        self._content = content
        self._owner = {
            count: key for key, question in content.questions.items() for count in question.counts
        }
        self._steps = 0

    def can_be_true(self, condition: Condition) -> bool:
        self._steps = 0
        return next(self._cases(condition, True, {}), None) is not None or self._gave_up

    @property
    def _gave_up(self) -> bool:
        return self._steps > MOST_STEPS

    def _cases(self, condition: Condition, wanted: bool, known: _Known) -> Iterator[_Known]:
        """Every way in which the condition has the wanted outcome, beside what is known."""
        self._steps += 1
        if self._gave_up:
            return
        match condition:
            case Comparison():
                yield from self._compared(condition, wanted, known)
            case Not(part):
                yield from self._cases(part, not wanted, known)
            case All(parts) | AnyOf(parts):
                if isinstance(condition, All) is wanted:
                    yield from self._each(parts, wanted, known)
                else:
                    for part in parts:
                        yield from self._cases(part, wanted, known)

    def _each(self, parts: tuple[Condition, ...], wanted: bool, known: _Known) -> Iterator[_Known]:
        if not parts:
            yield known
            return
        for case in self._cases(parts[0], wanted, known):
            yield from self._each(parts[1:], wanted, case)

    def _compared(self, comparison: Comparison, wanted: bool, known: _Known) -> Iterator[_Known]:
        owner = self._owner.get(comparison.fact, comparison.fact)
        question = self._content.questions.get(owner)
        if question is not None and self._holds_off_path(comparison, question, wanted):
            yield known  # nothing is asked of the question itself
            return
        asked = [known] if question is None else self._asked(owner, question, known)
        for case in asked:
            before = case.get(comparison.fact) or self._any(comparison.fact)
            for narrowed in _narrow(before, comparison, wanted):
                if narrowed.is_possible:
                    yield {**case, comparison.fact: narrowed}

    def _holds_off_path(self, comparison: Comparison, question: Question, wanted: bool) -> bool:
        if question.ask_if == All(()):
            return False
        value = question.if_not_asked
        if value is None or comparison.fact not in self._content.questions:
            return not wanted
        fact: FactValue = frozenset(value) if isinstance(value, tuple) else value
        return evaluate(comparison, {comparison.fact: fact}) is wanted

    def _asked(self, key: str, question: Question, known: _Known) -> Iterator[_Known]:
        """The ways that lead to a question; each question's own way is walked once."""
        mark = f"asked {key}"
        if mark in known:
            yield known
        else:
            yield from self._cases(question.ask_if, True, {**known, mark: _Narrowed()})

    def _any(self, fact: str) -> _Narrowed:
        question = self._content.questions.get(fact)
        if question is None:
            population = self._content.populations.get(fact)
            return _Narrowed(low=population.at_least if population is not None else 0)
        if question.options:
            return _Narrowed(options=frozenset(question.options))
        if question.kind is AnswerKind.NUMBER:
            return _Narrowed(low=question.low, high=question.high)
        return _Narrowed()


def _narrow(before: _Narrowed, comparison: Comparison, wanted: bool) -> Iterator[_Narrowed]:
    operator, value = comparison.operator, comparison.value
    if operator in _NUMERIC and isinstance(value, int):
        yield _bounded(before, operator, value, wanted)
        return
    options = before.options
    if options is None or operator is Operator.KNOWN:
        yield before
        return
    named = frozenset(value) if isinstance(value, frozenset) else frozenset({str(value)})
    match operator:
        case Operator.IS | Operator.ONE_OF:
            yield replace(before, options=options & named if wanted else options - named)
        case Operator.IS_NOT:
            yield replace(before, options=options - named if wanted else options & named)
        case Operator.INCLUDES | Operator.INCLUDES_ANY if wanted:
            for option in sorted(named & options):
                yield replace(before, includes=before.includes | {option})
        case _:
            yield replace(before, options=options - named)


def _bounded(before: _Narrowed, operator: Operator, value: int, wanted: bool) -> _Narrowed:
    ends = {
        (Operator.AT_LEAST, True): (value, None),
        (Operator.AT_LEAST, False): (None, value - 1),
        (Operator.MORE_THAN, True): (value + 1, None),
        (Operator.MORE_THAN, False): (None, value),
        (Operator.AT_MOST, True): (None, value),
        (Operator.AT_MOST, False): (value + 1, None),
        (Operator.LESS_THAN, True): (None, value - 1),
        (Operator.LESS_THAN, False): (value, None),
    }
    low, high = ends[operator, wanted]
    highs = [end for end in (before.high, high) if end is not None]
    return replace(
        before,
        low=max(before.low, low) if low is not None else before.low,
        high=min(highs) if highs else None,
    )
