"""What pydantic finds wrong with the shape of a pack, in one sentence that an author can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_origin

from pydantic_core import ErrorDetails

from onboard.content.model import PackContent
from onboard.content.parts import PackPart
from onboard.content.problems import Place, did_you_mean

FORMAT = 1


def place_and_text(detail: ErrorDetails) -> tuple[Place, str]:
    """Where in the pack, and what is wrong there."""
    path = tuple(part for part in detail["loc"] if part != "[key]")
    named = (part for part in reversed(path) if isinstance(part, str) and part)
    name = next(named, "the pack")
    match detail["type"]:
        case _ if path == ("format",) and detail["type"] != "missing":
            text = f"format is the whole number {FORMAT}, without quotes"
        case "extra_forbidden":
            text = f'"{name}" is not known here.{did_you_mean(name, known_names(path[:-1]))}'
        case "missing":
            text = f'"{name}" is missing'
        case "enum" | "literal_error":
            expected = str(detail.get("ctx", {}).get("expected", ""))
            found = str(detail["input"])
            choices = [part.strip("' ") for part in expected.replace(" or ", ",").split(",")]
            text = f'"{found}" is none of {expected}.{did_you_mean(found, choices)}'
        case "string_pattern_mismatch":
            text = f'"{detail["input"]}" is no id: small letters, digits and hyphens only'
        case _:
            text = detail["msg"].removeprefix("Value error, ")
            if path:
                text = f"{name}: {text}"
    return path, text


def known_names(path: Place) -> list[str]:
    """The field names that are possible at a path, as the vocabulary itself has them."""
    kind: Any = PackContent
    for step in path:
        kind = _inside(kind, step)
    return list(kind.model_fields) if _is_part(kind) else []


def _inside(kind: Any, step: str | int) -> Any:
    """The type of what stands at one step inside; None where there is nothing known."""
    if _is_part(kind):
        field = kind.model_fields.get(str(step))
        return None if field is None else _plain(field.annotation)
    arguments = get_args(kind)
    if _is_mapping(kind):
        return _plain(arguments[1])
    return _plain(arguments[0]) if get_origin(kind) is tuple else None


def _plain(kind: Any) -> Any:
    """A type without its conditions; of several, the one that has fields."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if get_origin(kind) in (None, tuple) or _is_mapping(kind):
        return kind
    shapes = [_plain(part) for part in get_args(kind)]
    return next((part for part in shapes if _is_part(part) or _is_mapping(part)), None)


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, PackPart)


def _is_mapping(kind: Any) -> bool:
    origin = get_origin(kind)
    return isinstance(origin, type) and issubclass(origin, Mapping)
