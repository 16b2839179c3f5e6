"""Answers in words, as they are read back to the person who gave them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import cast

from onboard.content.model import AnswerKind, Column, ColumnKind, Question, QuestionId
from onboard.content.pack import ContentPack
from onboard.interview.answers import Answer, AnswerState, Row
from onboard.interview.validation import column_options
from onboard.wording import day, fill, money, say


def answer_text(pack: ContentPack, answer: Answer) -> str:
    """The answer alone: "Every day", "8 people", "I don't know"."""
    if answer.state is AnswerState.UNKNOWN:
        return say("answer.unknown")
    if answer.state is AnswerState.LATER:
        return say("answer.later")
    if answer.state is AnswerState.PRIVATE:
        return say("answer.private")
    question = pack.content.questions[answer.question]
    value = answer.value
    match question.kind:
        case AnswerKind.CHOICE:
            return _option(question, str(value))
        case AnswerKind.MULTIPLE:
            return "; ".join(_option(question, part) for part in cast(tuple[str, ...], value))
        case AnswerKind.NUMBER:
            # Units stand in the plural, and the question above says of what there is one.
            return str(value) if value == 1 else f"{value} {question.unit}".strip()
        case AnswerKind.MONEY:
            amount = cast(Decimal, value)
            return money(amount, amount, pack.currency)
        case AnswerKind.DATE:
            return day(cast(date, value))
        case AnswerKind.TABLE:
            rows = cast(tuple[Row, ...], value)
            told = [_row(pack, question, row) for row in rows if _says_something(question, row)]
            return "; ".join(told) or say("answer.no-rows")
        case AnswerKind.TEXT:
            return str(value)


def heard(pack: ContentPack, answer: Answer) -> str:
    """A sentence for "what we heard"; the question with its answer where the pack has none."""
    question = pack.content.questions[answer.question]
    text = answer_text(pack, answer)
    if answer.state is AnswerState.GIVEN:
        if question.kind is AnswerKind.CHOICE and question.options[str(answer.value)].heard:
            return question.options[str(answer.value)].heard
        if question.heard:
            # The sentence names what is counted, so the number stands alone in it.
            number = question.kind is AnswerKind.NUMBER
            return fill(question.heard, {"answer": str(answer.value) if number else text})
    return f"{question.ask} {text}"


def said(pack: ContentPack, key: QuestionId, answer: Answer | None) -> str:
    """For a reason chain: what was said about one question, or that nobody knows yet."""
    if answer is None or answer.state is not AnswerState.GIVEN:
        assumed = pack.content.questions[key].unsure.assumed_text
        return say("reason.assumed", assumed=assumed)
    return say("reason.said", heard=heard(pack, answer).rstrip("."))


def _option(question: Question, value: str) -> str:
    option = question.options.get(value)
    return option.label if option else value


def _row(pack: ContentPack, question: Question, row: Row) -> str:
    cells = dict(row)
    numbers = [
        str(cells[name])
        for name, column in question.columns.items()
        if column.kind is ColumnKind.NUMBER
    ]
    words = [
        cell_text(pack, column, str(cells[name]))
        for name, column in question.columns.items()
        if column.kind is not ColumnKind.NUMBER and str(cells[name])
    ]
    if question.row_each is not None:
        first, *rest = words
        return f"{first}: {', '.join(rest)}"
    told = ", ".join(words)
    if not numbers:
        return told
    leading = next(iter(question.columns.values()))
    if leading.kind is ColumnKind.DATE:  # "3 × 18 May" would be read as a number of days
        return f"{told} ({' '.join(numbers)} ×)"
    return f"{' '.join(numbers)} × {told}"


def _says_something(question: Question, row: Row) -> bool:
    """Of rows that stand there by themselves, only those with something in them are read back."""
    return question.row_each is None or any(
        value != "" for name, value in row if name != question.row_each
    )


def cell_text(pack: ContentPack, column: Column, value: str) -> str:
    """One cell of a table in words; empty stays empty."""
    if not value:
        return ""
    if column.kind is ColumnKind.CHOICE:
        return column_options(pack, column).get(value, value)
    if column.kind is ColumnKind.DATE:
        return day(date.fromisoformat(value))
    return value
