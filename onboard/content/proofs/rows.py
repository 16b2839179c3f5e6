"""The rows of a table as whole numbers: one for each kind of row that conditions can tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import z3

from onboard.content.model import Column, ColumnKind, PackContent, Question, Support
from onboard.content.proofs.logic import Bool, Number, total

MOST_ROWS = 60
OTHER_TEXT = "something else"
EMPTY = ""


@dataclass(frozen=True, slots=True)
class RowKind:
    """All rows that the same named counts count."""

    example: Mapping[str, str]
    """A value for each column that is no number."""
    counts: frozenset[str]
    present: Bool
    sums: Mapping[str, Number]
    """By number column: what its cells add up to over rows of this kind."""
    domain: Bool


def row_kinds(content: PackContent, key: str, question: Question, on: date) -> tuple[RowKind, ...]:
    """Kinds of rows, so that counts over overlapping and disjoint filters agree with each other.

    What stays open is how rows of one kind are split up, and that a table ends at 60 rows.
    """
    choosing = {
        name: _told_apart(content, question, name, column, on)
        for name, column in question.columns.items()
        if column.kind is not ColumnKind.NUMBER
    }
    numbers = {
        name: column
        for name, column in question.columns.items()
        if column.kind is ColumnKind.NUMBER
    }
    examples: dict[frozenset[str], dict[str, str]] = {}
    for cells in product(*choosing.values()):
        row = dict(zip(choosing, cells, strict=True))
        examples.setdefault(counted_by(content, question, row, on), row)
    return tuple(
        _kind(key, index, counts, row, numbers)
        for index, (counts, row) in enumerate(examples.items())
    )


def count_of(kinds: tuple[RowKind, ...], name: str, column: str) -> Number:
    return total(kind.sums[column] for kind in kinds if name in kind.counts and column in kind.sums)


def _kind(
    key: str, index: int, counts: frozenset[str], row: dict[str, str], numbers: dict[str, Column]
) -> RowKind:
    present = z3.Bool(f"{key}/row{index}")
    sums = {name: z3.Int(f"{key}/row{index}/{name}") for name in numbers}
    limits = [
        z3.If(
            present,
            z3.And(sums[name] >= _least(column), sums[name] <= column.high * MOST_ROWS),
            sums[name] == 0,
        )
        for name, column in numbers.items()
    ]
    return RowKind(row, counts, present, sums, z3.And(limits))


def _least(column: Column) -> int:
    """What a cell adds at least; an empty one adds nothing."""
    return min(column.low, 0) if column.may_be_empty else column.low


def counted_by(
    content: PackContent, question: Question, row: Mapping[str, str], on: date
) -> frozenset[str]:
    """The named counts that count such a row; a number column in a filter counts none."""
    return frozenset(
        name
        for name, named in question.counts.items()
        if all(row.get(column) in values for column, values in named.where.items())
        and all(
            support_of(content, row.get(column, ""), on) in states
            for column, states in named.support.items()
        )
    )


def _told_apart(
    content: PackContent, question: Question, name: str, column: Column, on: date
) -> tuple[str, ...]:
    """One value for each way in which the named counts look at this column."""
    if column.kind in (ColumnKind.TEXT, ColumnKind.DATE):
        mentioned = [v for named in question.counts.values() for v in named.where.get(name, ())]
        values = [*mentioned, OTHER_TEXT if column.kind is ColumnKind.TEXT else EMPTY]
    else:
        values = [*column.options]
        values += [key for key, row in content.lifecycle.items() if row.kind in column.lifecycle]
        values += [EMPTY] if column.may_be_empty else []
    found: dict[tuple[bool, ...], str] = {}
    for value in values:
        seen = tuple(
            value in named.where.get(name, (value,))
            and support_of(content, value, on) in named.support.get(name, tuple(Support))
            for named in question.counts.values()
        )
        found.setdefault(seen, value)
    return tuple(found.values())


def support_of(content: PackContent, product_id: str, on: date) -> Support:
    """As the interview judges it, said again here because content knows no interview."""
    known = content.lifecycle.get(product_id)
    if known is None:
        return Support.ENDED
    if known.support_end is None:
        return Support.FINE
    if known.support_end < on:
        return Support.ENDED
    soon = on + timedelta(days=content.support_soon_days)
    return Support.ENDS_SOON if known.support_end <= soon else Support.FINE
