"""Every condition of a pack with its place, wherever the vocabulary has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from onboard.content.conditions import All, AnyOf, Comparison, Condition, Not
from onboard.content.model import PackContent
from onboard.content.parts import PackPart
from onboard.content.problems import Place


def conditions_of(content: PackContent) -> Iterator[tuple[Place, Condition]]:
    """Found by looking through all fields, so that none of a newer vocabulary is missed."""
    yield from _inside((), content)


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """The comparisons that a condition is made of."""
    match condition:
        case Comparison():
            yield condition
        case Not(part):
            yield from comparisons(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from comparisons(part)
        case _:
            assert_never(condition)


def _inside(place: Place, value: object) -> Iterator[tuple[Place, Condition]]:
    match value:
        case Comparison() | All() | AnyOf() | Not():
            yield place, value
        case PackPart():
            for name in type(value).model_fields:
                yield from _inside((*place, name), getattr(value, name))
        case Mapping():
            for name, part in value.items():
                yield from _inside((*place, str(name)), part)
        case tuple():
            for index, part in enumerate(value):
                yield from _inside((*place, index), part)
        case _:
            pass
