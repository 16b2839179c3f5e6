"""Questions of a pack: their kind, their tables, and what stands for an answer that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onboard.content.lint.kinds import stated_problems
from onboard.content.lint.names import Names
from onboard.content.model import AnswerKind, ColumnKind, NamedCount, Question, SameAs
from onboard.content.problems import PackProblem, Place, unknown_names

_CHOOSING = (AnswerKind.CHOICE, AnswerKind.MULTIPLE)
_COUNTED = (AnswerKind.NUMBER, AnswerKind.MONEY)


def question_problems(names: Names) -> Iterator[PackProblem]:
    """Everything wrong with the questions, one after the other."""
    sections = [section.id for section in names.content.sections]
    for key, question in names.content.questions.items():
        at: Place = ("questions", key)
        yield from names.known((*at, "section"), question.section, sections, "section")
        yield from names.condition((*at, "ask_if"), question.ask_if)
        yield from _shape(names, at, key, question)
        yield from _columns(names, at, question)
        for index, part in enumerate(question.help_for):
            yield from names.condition((*at, "help_for", index), part.when)
        yield from _off_path(names, at, key, question)
        yield from _bounds(names, at, question)
        yield from _assumed(names, (*at, "unsure", "assume"), question)


def _shape(names: Names, at: Place, key: str, question: Question) -> Iterator[PackProblem]:
    choosing = question.kind in _CHOOSING
    if choosing and len(question.options) < 2:
        yield names.report(at, "kind", f'"{key}" needs at least two options')
    if not choosing and question.options:
        yield names.report(at, "kind", f'"{key}" is no choice and has options')
    is_table = question.kind is AnswerKind.TABLE
    needs_counts = is_table and question.row_each is None
    if is_table != bool(question.columns) or (needs_counts and not question.counts):
        text = f'"{key}": a table needs columns and counts, others none'
        yield names.report(at, "kind", text)
    if question.row_each is not None:
        yield from names.known((*at, "row_each"), question.row_each, question.columns, "column")
        column = question.columns.get(question.row_each)
        if column is not None and not column.options:
            text = f'"{question.row_each}" has no options to give a row each'
            yield names.report((*at, "row_each"), "kind", text)
    none = question.none_option
    if none is not None:
        yield from names.known((*at, "none_option"), none, question.options, "option")


# ---- tables


def _columns(names: Names, at: Place, question: Question) -> Iterator[PackProblem]:
    products = {product.kind for product in names.content.lifecycle.values()}
    for key, column in question.columns.items():
        place = (*at, "columns", key)
        yield from unknown_names(
            place, column.lifecycle, products, "kind of lifecycle products", names.report
        )
        if column.low > column.high:
            yield names.report(place, "range", "low is above high")
    for count, named in question.counts.items():
        yield from _count(names, (*at, "counts", count), question, named)


def _count(names: Names, at: Place, question: Question, named: NamedCount) -> Iterator[PackProblem]:
    columns = question.columns
    read = (named.sum, *named.where, *named.support)
    yield from unknown_names(at, read, columns, "column", names.report)
    if named.sum in columns and columns[named.sum].kind is not ColumnKind.NUMBER:
        yield names.report(at, "kind", f'the column "{named.sum}" holds no numbers to add up')
    for key, values in named.where.items():
        if key in columns:
            yield from _where(names, (*at, "where"), question, key, values)
    for key in named.support:
        if key in columns and not columns[key].lifecycle:
            yield names.report(at, "kind", f'the column "{key}" holds no lifecycle products')


def _where(
    names: Names, at: Place, question: Question, key: str, values: tuple[str, ...]
) -> Iterator[PackProblem]:
    column = question.columns[key]
    match column.kind:
        case ColumnKind.NUMBER:
            yield names.report(at, "kind", f'the column "{key}" holds numbers, and no such value')
        case ColumnKind.CHOICE:
            products = names.content.lifecycle.items()
            allowed = [name for name, product in products if product.kind in column.lifecycle]
            there = [*column.options, *allowed]
            yield from unknown_names(at, values, there, f'value of "{key}"', names.report)
        case ColumnKind.TEXT | ColumnKind.DATE:
            pass


# ---- what stands for an answer


def _off_path(names: Names, at: Place, key: str, question: Question) -> Iterator[PackProblem]:
    value = question.if_not_asked
    if value is not None:
        yield from stated_problems((*at, "if_not_asked"), question, value, names.report)
    elif question.with_order:
        text = f'"{key}" belongs to the order: give if_not_asked'
        yield names.report(at, "missing", text)


def _bounds(names: Names, at: Place, question: Question) -> Iterator[PackProblem]:
    """The least and the most that is likely lie around the guess, and within the answer."""
    unsure, place = question.unsure, (*at, "unsure")
    if question.low > question.high:
        yield names.report(at, "range", "low is above high")
        return
    if unsure.low is None and unsure.high is None:
        return
    if question.kind is not AnswerKind.NUMBER or not isinstance(unsure.assume, int):
        text = "low and high belong to a number with a number assumed"
        yield names.report(place, "kind", text)
        return
    low = question.low if unsure.low is None else unsure.low
    high = question.high if unsure.high is None else unsure.high
    if not question.low <= low <= unsure.assume <= high <= question.high:
        yield names.report(place, "range", "low and high must lie around what is assumed")


def _assumed(names: Names, at: Place, question: Question) -> Iterator[PackProblem]:
    assume = question.unsure.assume
    match assume:
        case SameAs() if question.kind in _COUNTED:
            yield from names.number(at, assume.same_as)
        case SameAs():
            text = "same_as stands for a number: give a value here"
            yield names.report(at, "kind", text)
        case _ if question.kind is AnswerKind.TABLE:
            given = assume if isinstance(assume, Mapping) else {}
            yield from _counts_assumed(names, at, question, given)
        case Mapping():
            yield names.report(at, "kind", "values by name belong to a table")
        case None if question.kind is AnswerKind.NUMBER:
            yield names.report(at, "missing", "a number needs a careful number to assume")
        case None:
            pass
        case _:
            yield from stated_problems(at, question, assume, names.report)


def _counts_assumed(
    names: Names, at: Place, question: Question, given: Mapping[str, object]
) -> Iterator[PackProblem]:
    for count in question.counts:
        if count not in given:
            yield names.report(at, "missing", f'no careful number for "{count}"')
    for name, careful in given.items():
        place = (*at, name)
        yield from names.known(place, name, question.counts, "count")
        if isinstance(careful, SameAs):
            yield from names.number(place, careful.same_as)
        else:
            yield from stated_problems(place, question, careful, names.report)
