"""The texts of a pack that people read: found one by one, and said in other words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, get_args

from onboard.content.parts import PackPart, Spoken
from onboard.content.problems import Place

Change = Callable[[Place, str], str]


def spoken_texts(part: PackPart) -> Iterator[tuple[Place, str]]:
    """Each text with the way to it, in the order of the model; empty ones are left out."""
    found: list[tuple[Place, str]] = []

    def keep(place: Place, text: str) -> str:
        found.append((place, text))
        return text

    with_texts(part, keep)
    yield from found


def with_texts(part: Any, change: Change, place: Place = (), *, spoken: bool = False) -> Any:
    """The same part with its texts changed; a part in which nothing changes is given back itself.

    Names, numbers, conditions and titles of sources are never touched.
    """
    match part:
        case str():
            return change(place, part) if spoken and part else part
        case PackPart():
            fields = {name: getattr(part, name) for name in type(part).model_fields}
            read = _spoken_fields(type(part))
            after = {
                name: with_texts(value, change, (*place, name), spoken=name in read)
                for name, value in fields.items()
            }
            different = {name: value for name, value in after.items() if value is not fields[name]}
            return part.model_copy(update=different) if different else part
        case Mapping():
            after = {
                name: with_texts(value, change, (*place, name), spoken=spoken)
                for name, value in part.items()
            }
            same = all(value is part[name] for name, value in after.items())
            return part if same else after
        case tuple():
            values = tuple(
                with_texts(value, change, (*place, index), spoken=spoken)
                for index, value in enumerate(part)
            )
            return part if all(a is b for a, b in zip(values, part, strict=True)) else values
        case _:
            return part


@lru_cache(maxsize=256)
def _spoken_fields(kind: type[PackPart]) -> frozenset[str]:
    return frozenset(
        name
        for name, field in kind.model_fields.items()
        if _is_spoken((*field.metadata, *get_args(field.annotation)))
    )


def _is_spoken(parts: tuple[Any, ...]) -> bool:
    """Whether the mark stands anywhere in an annotation: alone, or in a list or a mapping."""
    return any(
        isinstance(part, Spoken)
        or _is_spoken(get_args(part))
        or _is_spoken(getattr(part, "__metadata__", ()))
        for part in parts
    )
