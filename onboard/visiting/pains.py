"""The pains of the first day, so that those of today stand beside them in the same units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onboard.content.model import AnswerKind, ColumnKind, Question, QuestionId
from onboard.content.pack import ContentPack
from onboard.interview.answers import Answer, AnswerState, AnswerValue
from onboard.interview.readback import answer_text
from onboard.interview.validation import MAX_TEXT, AnswerProblem, validate

IN_TABLE = "#"
"""Between a table and the row in it that is meant."""


@dataclass(frozen=True, slots=True)
class Pain:
    """One thing that was asked on the first day and is asked again."""

    key: str
    ask: str
    first: str
    """As it was answered on the first day."""
    question: Question
    is_row: bool = False
    """It is one row of a table, and today's number is told in words."""


def pains(pack: ContentPack, first: Mapping[QuestionId, Answer]) -> tuple[Pain, ...]:
    """What was told on the first day of what hurts, in the order in which it was asked."""
    return tuple(_pains(pack, first))


def today_value(pack: ContentPack, pain: Pain, raw: object) -> AnswerValue | AnswerProblem:
    """Today's answer by the rules of the first day's."""
    if not pain.is_row:
        return validate(pack, QuestionId(pain.key), raw)
    text = str(raw).strip()
    if not text or len(text) > MAX_TEXT:
        return AnswerProblem(QuestionId(pain.key), "visit.pain-words", (("most", str(MAX_TEXT)),))
    return text


def today_text(pack: ContentPack, pain: Pain, value: AnswerValue) -> str:
    if pain.is_row:
        return str(value)
    return answer_text(pack, Answer(QuestionId(pain.key), AnswerState.GIVEN, value))


def _pains(pack: ContentPack, first: Mapping[QuestionId, Answer]) -> Iterator[Pain]:
    for key in pack.questions_in_order:
        answer = first.get(key)
        if answer is None or answer.state is not AnswerState.GIVEN:
            continue
        question = pack.content.questions[key]
        section = pack.section_by_id[question.section]
        if question.kind is AnswerKind.TABLE:
            if section.baseline:
                yield from _rows(pack, key, question, answer)
        elif section.baseline or (
            # Such as minutes lost: told in numbers beside the talk, and so measured again.
            section.optional and question.kind is AnswerKind.NUMBER
        ):
            yield Pain(key, question.ask, answer_text(pack, answer), question)


def _rows(pack: ContentPack, key: QuestionId, question: Question, answer: Answer) -> Iterator[Pain]:
    told = (name for name, column in question.columns.items() if column.kind is ColumnKind.TEXT)
    number = next(told, "")
    if question.row_each is None or not number or not isinstance(answer.value, tuple):
        return
    named = question.columns[question.row_each]
    for row in answer.value:
        cells = dict(row)  # type: ignore[arg-type]
        which, was = str(cells.get(question.row_each, "")), str(cells.get(number, ""))
        option = named.options.get(which)
        if was and option is not None:
            label = option if isinstance(option, str) else option.label
            yield Pain(f"{key}{IN_TABLE}{which}", label, was, question, is_row=True)
