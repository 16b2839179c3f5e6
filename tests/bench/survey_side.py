"""The pack's questions as a SurveyJS form (bench only), and interviews to play in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from onboard.content.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Comparison,
    Condition,
    Not,
    Operator,
    evaluate,
    reads,
)
from onboard.content.model import AnswerKind, Question
from onboard.content.pack import ContentPack
from onboard.interview.answers import Answers
from onboard.interview.facts import FactBook
from tests.bench.same_rules import circumstances, literal, plain, way

_SIGNS = {
    Operator.AT_LEAST: ">=",
    Operator.AT_MOST: "<=",
    Operator.MORE_THAN: ">",
    Operator.LESS_THAN: "<",
}
_TYPES: Mapping[AnswerKind, dict[str, object]] = {
    AnswerKind.CHOICE: {"type": "radiogroup"},
    AnswerKind.MULTIPLE: {"type": "checkbox"},
    AnswerKind.NUMBER: {"type": "text", "inputType": "number"},
    AnswerKind.MONEY: {"type": "text", "inputType": "number"},
    AnswerKind.DATE: {"type": "text", "inputType": "date"},
    AnswerKind.TEXT: {"type": "text"},
    AnswerKind.TABLE: {"type": "text"},
}
"""A table is a plain field there: its counts are handed over ready-made, which spares it work."""


def form(pack: ContentPack, *, plain_fields: bool) -> dict[str, object]:
    """A page for each section, in the order of the interview."""
    pages: dict[str, list[dict[str, object]]] = {part.id: [] for part in pack.content.sections}
    for key in pack.questions_in_order:
        question = pack.content.questions[key]
        pages[question.section].append(_element(pack, key, question, plain_fields))
    return {
        "pages": [{"name": name, "elements": elements} for name, elements in pages.items()],
    }


def steps(pack: ContentPack, answers: Answers) -> list[dict[str, object]]:
    """Answer by answer in the order of the interview, each with the counts that it changes."""
    gates = [question.ask_if for question in pack.content.questions.values()]
    counted = sorted(frozenset().union(*map(reads, gates)) - set(pack.content.questions))
    so_far, before = Answers(), dict.fromkeys(counted)
    made: list[dict[str, object]] = []
    for key in way(pack, answers).questions:
        so_far = so_far.with_(answers[key])
        book = FactBook(pack, so_far, circumstances(pack), assuming=False)
        counts = {name: plain(book[name]) for name in counted}
        changed = {name: count for name, count in counts.items() if count != before[name]}
        is_table = pack.content.questions[key].kind is AnswerKind.TABLE
        value = "rows" if is_table else plain(book[key])
        made.append({"name": key, "value": value, "counts": changed})
        before = counts
    return made


def _element(
    pack: ContentPack, key: str, question: Question, plain_fields: bool
) -> dict[str, object]:
    shape = {"type": "text"} if plain_fields else _TYPES[question.kind]
    made: dict[str, object] = {"name": key, "title": question.ask, **shape}
    if question.options and not plain_fields:
        made["choices"] = [
            {"value": name, "text": option.label} for name, option in question.options.items()
        ]
    if question.ask_if != ALWAYS:
        made["visibleIf"] = expression(pack, question.ask_if)
    return made


def expression(pack: ContentPack, condition: Condition) -> str:
    """One condition of a gate."""
    match condition:
        case Comparison():
            return _comparison(pack, condition)
        case Not(part):
            return f"!({expression(pack, part)})"
        case All(parts):
            return " and ".join(f"({expression(pack, part)})" for part in parts)
        case AnyOf(parts):
            return " or ".join(f"({expression(pack, part)})" for part in parts)
        case _:
            assert_never(condition)


def _comparison(pack: ContentPack, comparison: Comparison) -> str:
    name, operator = f"{{{comparison.fact}}}", comparison.operator
    value = literal(comparison.value).replace('"', "'")
    match operator:
        case Operator.IS:
            said = f"{name} = {value}"
        case Operator.IS_NOT:
            said = f"{name} notempty and {name} <> {value}"
        case Operator.INCLUDES_ANY:  # its own `anyof` reads a plain field as one word
            values = sorted(map(literal, comparison.value))  # type: ignore[call-overload]
            said = " or ".join(f"{name} contains {each}" for each in values).replace('"', "'")
        case Operator.ONE_OF:
            said = f"{name} anyof {value}"
        case Operator.INCLUDES:
            said = f"{name} contains {value}"
        case Operator.KNOWN:
            return f"{name} {'notempty' if comparison.value else 'empty'}"
        case _:
            said = f"{name} {_SIGNS[operator]} {value}"
    return f"({said} or {name} empty)" if _holds_when_not_asked(pack, comparison) else said


def _holds_when_not_asked(pack: ContentPack, comparison: Comparison) -> bool:
    """Whether `if_not_asked` makes the comparison true; the form's field is empty then."""
    question = pack.content.questions.get(comparison.fact)
    if question is None or question.if_not_asked is None:
        return False
    fact: Any = question.if_not_asked
    fact = frozenset(fact) if isinstance(fact, tuple) else fact
    return evaluate(comparison, {comparison.fact: fact}) is True
