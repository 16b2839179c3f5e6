"""What each kind of answer may be compared with, and which values can stand for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from onboard.content.conditions import Operator
from onboard.content.model import AnswerKind, PackContent, Question
from onboard.content.problems import PackProblem, Place, Report, did_you_mean, unknown_names


class Value(Enum):
    """What one value of an answer is made of."""

    OPTION = "an option"
    OPTIONS = "a list of options"
    WHOLE = "a whole number"
    WORDS = "text"
    NOTHING = "nothing"


NUMERIC = frozenset({Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE_THAN, Operator.LESS_THAN})
_EQUAL = frozenset({Operator.IS, Operator.IS_NOT, Operator.ONE_OF})
_INCLUDING = frozenset({Operator.INCLUDES, Operator.INCLUDES_ANY})


@dataclass(frozen=True, slots=True)
class Kind:
    """The rules of one kind of answer. Any answer may be asked whether it is `known`."""

    operators: frozenset[Operator]
    compared: Value
    """What one value in a condition is."""
    stated: Value
    """What a careful default is, and what counts where the question is not asked."""


KINDS: Mapping[AnswerKind, Kind] = {
    AnswerKind.CHOICE: Kind(_EQUAL, Value.OPTION, Value.OPTION),
    AnswerKind.MULTIPLE: Kind(_INCLUDING, Value.OPTION, Value.OPTIONS),
    AnswerKind.NUMBER: Kind(_EQUAL | NUMERIC, Value.WHOLE, Value.WHOLE),
    AnswerKind.MONEY: Kind(_EQUAL | NUMERIC, Value.WHOLE, Value.WHOLE),
    AnswerKind.DATE: Kind(frozenset(), Value.NOTHING, Value.NOTHING),
    AnswerKind.TEXT: Kind(_EQUAL, Value.WORDS, Value.WORDS),
    AnswerKind.TABLE: Kind(frozenset(), Value.NOTHING, Value.WHOLE),
}


def kind_of(content: PackContent, fact: str) -> AnswerKind:
    """Counts and populations are numbers."""
    question = content.questions.get(fact)
    return AnswerKind.NUMBER if question is None else question.kind


def operator_problem(fact: str, kind: AnswerKind, operator: Operator) -> str:
    """Why this comparison cannot be made with an answer of this kind; empty when it can."""
    allowed = KINDS[kind].operators | {Operator.KNOWN}
    if operator in allowed:
        return ""
    if kind is AnswerKind.TABLE:
        return f'"{fact}" is a table: compare one of its counts, or ask whether it is known'
    if operator in NUMERIC:
        return f'"{fact}" is no number, so it cannot be compared so'
    names = ", ".join(each.value for each in Operator if each in allowed)
    found = operator.value
    return f'"{fact}" is a {kind.value} question, which goes with {names} and not with {found}'


def compared_problems(
    at: Place, fact: str, question: Question | None, values: Iterable[object], report: Report
) -> Iterator[PackProblem]:
    """Values in a condition that no answer can be. `question` is None for what is counted."""
    kind = AnswerKind.NUMBER if question is None else question.kind
    for value in sorted(values, key=str):
        if question is not None and KINDS[kind].compared is Value.OPTION:
            if not isinstance(value, str) or value not in question.options:
                known = ", ".join(question.options)
                text = f'"{value}" is not one of the answers to "{fact}": {known}.'
                hint = did_you_mean(str(value), question.options)
                yield report(at, "dangling", text + hint)
        elif kind is AnswerKind.TEXT:
            if not isinstance(value, str):
                yield report(at, "kind", f'"{fact}" is text: "{value}" is none')
        elif type(value) is not int:
            yield report(at, "kind", f'"{fact}" is a number: "{value}" is no whole number')


def stated_problems(
    at: Place, question: Question, value: object, report: Report
) -> Iterator[PackProblem]:
    """A value that the pack itself gives to a question, which no answer could be."""
    expected = KINDS[question.kind].stated
    match expected:
        case Value.OPTION | Value.OPTIONS:
            single = expected is Value.OPTION
            if not isinstance(value, str if single else tuple):
                yield report(at, "kind", f"{expected.value} is expected here")
                return
            options = value if isinstance(value, tuple) else (value,)
            names = [str(option) for option in options]
            yield from unknown_names(at, names, question.options, "option", report)
        case Value.WHOLE if type(value) is not int:
            yield report(at, "kind", f"{expected.value} is expected here")
        case Value.WORDS if not isinstance(value, str):
            yield report(at, "kind", f"{expected.value} is expected here")
        case Value.NOTHING:
            yield report(at, "kind", f"nothing can stand for a {question.kind.value}")
        case _:
            pass
