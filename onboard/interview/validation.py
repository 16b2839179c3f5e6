"""Raw input into an answer, or one plain sentence about what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onboard.amounts import LARGEST, parse_amount
from onboard.content.model import AnswerKind, Column, ColumnKind, Question, QuestionId
from onboard.content.pack import ContentPack
from onboard.content.problems import did_you_mean
from onboard.interview.answers import AnswerValue, Row
from onboard.wording import say

MAX_TEXT = 2000
MAX_ROWS = 60


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """Expected failure: the input is kept where it was typed, and the sentence says what to do."""

    question: QuestionId
    message_id: str
    arguments: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return say(self.message_id, arguments=dict(self.arguments))


def validate(pack: ContentPack, key: QuestionId, raw: object) -> AnswerValue | AnswerProblem:
    """The value of an answer from what a person, a file or a widget gave."""
    question = pack.content.questions.get(key)
    if question is None:
        hint = did_you_mean(key, pack.content.questions)
        return AnswerProblem(key, "answer.no-such-question", (("name", key), ("hint", hint)))
    match question.kind:
        case AnswerKind.CHOICE:
            return _choice(key, question, raw)
        case AnswerKind.MULTIPLE:
            return _multiple(key, question, raw)
        case AnswerKind.NUMBER:
            return _number(key, raw, question.low, question.high)
        case AnswerKind.MONEY:
            return _money(key, raw)
        case AnswerKind.DATE:
            return _date(key, raw)
        case AnswerKind.TEXT:
            return _text(key, raw)
        case AnswerKind.TABLE:
            return _table(pack, key, question, raw)


def _choice(key: QuestionId, question: Question, raw: object) -> str | AnswerProblem:
    if isinstance(raw, bool):  # `true` in a file, where yes and no were meant
        raw = "yes" if raw else "no"
    if isinstance(raw, (str, int)) and str(raw) in question.options:
        return str(raw)
    return _not_offered(key, question, raw)


def _not_offered(key: QuestionId, question: Question, raw: object) -> AnswerProblem:
    options = ", ".join(question.options)
    hint = did_you_mean(str(raw), question.options)
    return AnswerProblem(
        key,
        "answer.not-offered",
        (("name", key), ("found", str(raw)[:60]), ("options", options), ("hint", hint)),
    )


def _multiple(key: QuestionId, question: Question, raw: object) -> tuple[str, ...] | AnswerProblem:
    values = [raw] if isinstance(raw, str) else raw
    if not isinstance(values, Sequence) or not values:
        return AnswerProblem(key, "answer.pick-some", (("name", key),))
    for value in values:
        if not isinstance(value, str) or value not in question.options:
            return _not_offered(key, question, value)
    chosen = set(values)
    if question.none_option in chosen and len(chosen) > 1:
        label = question.options[question.none_option].label  # type: ignore[index]
        return AnswerProblem(key, "answer.none-and-more", (("name", key), ("option", label)))
    return tuple(option for option in question.options if option in chosen)


def _number(key: QuestionId, raw: object, low: int, high: int) -> int | AnswerProblem:
    number: int | None = None
    if isinstance(raw, int) and not isinstance(raw, bool):
        number = raw
    elif isinstance(raw, str) and re.fullmatch(r"\s*-?\d{1,9}\s*", raw):
        number = int(raw)
    if number is None:
        return AnswerProblem(key, "answer.no-number", (("name", key), ("found", str(raw)[:60])))
    if not low <= number <= high:
        bounds = (("low", str(low)), ("high", str(high)))
        return AnswerProblem(
            key, "answer.out-of-range", (("name", key), ("found", str(number)), *bounds)
        )
    return number


def _money(key: QuestionId, raw: object) -> Decimal | AnswerProblem:
    amount: Decimal | None = None
    if isinstance(raw, (int, Decimal)) and not isinstance(raw, bool):
        amount = Decimal(raw)
        if not amount.is_finite() or not 0 <= amount <= LARGEST:
            amount = None
    elif isinstance(raw, str):
        amount = parse_amount(raw)
    if amount is None:
        return AnswerProblem(key, "answer.no-amount", (("name", key), ("found", str(raw)[:60])))
    return amount


def _date(key: QuestionId, raw: object) -> date | AnswerProblem:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw).strip())
    except ValueError:
        return AnswerProblem(key, "answer.no-date", (("name", key), ("found", str(raw)[:60])))


def _text(key: QuestionId, raw: object) -> str | AnswerProblem:
    if not isinstance(raw, (str, int, Decimal)) or isinstance(raw, bool):
        return AnswerProblem(key, "answer.no-text", (("name", key),))
    text = "".join(part for part in str(raw) if part >= " " or part in "\n\t").strip()
    if not text:
        return AnswerProblem(key, "answer.no-text", (("name", key),))
    if len(text) > MAX_TEXT:
        limit = (("limit", str(MAX_TEXT)),)
        return AnswerProblem(key, "answer.too-long", (("name", key), *limit))
    return text


def _table(
    pack: ContentPack, key: QuestionId, question: Question, raw: object
) -> tuple[Row, ...] | AnswerProblem:
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        return AnswerProblem(key, "answer.no-table", (("name", key),))
    if len(raw) > MAX_ROWS:
        return AnswerProblem(key, "answer.too-many-rows", (("name", key), ("limit", str(MAX_ROWS))))
    rows: list[Row] = []
    for index, cells in enumerate(raw, start=1):
        pairs = dict(cells) if isinstance(cells, tuple) else cells
        if not isinstance(pairs, Mapping):
            return AnswerProblem(key, "answer.no-table", (("name", key),))
        row = _row(pack, key, question, index, pairs)
        if isinstance(row, AnswerProblem):
            return row
        rows.append(row)
    each = question.row_each
    if each is not None and len({dict(row)[each] for row in rows}) < len(rows):
        return AnswerProblem(key, "answer.row-twice", (("name", key),))
    return tuple(rows)


def _row(
    pack: ContentPack, key: QuestionId, question: Question, index: int, cells: Mapping[str, object]
) -> Row | AnswerProblem:
    for name in cells:
        if name not in question.columns:
            hint = did_you_mean(str(name), question.columns)
            unknown = (("found", str(name)[:60]), ("hint", hint))
            return AnswerProblem(
                key, "answer.no-such-column", (("name", key), ("row", str(index)), *unknown)
            )
    row: list[tuple[str, str | int]] = []
    for name, column in question.columns.items():
        raw = cells.get(name)
        where = (("name", key), ("row", str(index)), ("column", column.label))
        if column.may_be_empty and raw in (None, ""):
            row.append((name, ""))
            continue
        match column.kind:
            case ColumnKind.NUMBER:
                number = _number(key, 1 if raw is None else raw, column.low, column.high)
                if isinstance(number, AnswerProblem):
                    return AnswerProblem(key, "answer.cell-no-number", where)
                row.append((name, number))
            case ColumnKind.TEXT:
                row.append((name, str(raw or "")[:200]))
            case ColumnKind.DATE:
                day = _date(key, raw) if raw else ""
                if isinstance(day, AnswerProblem):
                    return AnswerProblem(key, "answer.cell-no-date", where)
                row.append((name, str(day)))
            case ColumnKind.CHOICE:
                allowed = column_options(pack, column)
                if str(raw) not in allowed:
                    hint = did_you_mean(str(raw), allowed)
                    found = (("found", "" if raw is None else str(raw)[:60]), ("hint", hint))
                    return AnswerProblem(key, "answer.cell-not-offered", (*where, *found))
                row.append((name, str(raw)))
    return tuple(row)


def column_options(pack: ContentPack, column: Column) -> dict[str, str]:
    """Id and label of what may stand in a choice column."""
    products = {
        product: row.name
        for product, row in pack.content.lifecycle.items()
        if row.kind in column.lifecycle
    }
    return {**column.options, **products}
