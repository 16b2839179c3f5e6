"""Values of the core as canonical bytes and back, type for type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, get_type_hints

from onboard.canonical import canonical_bytes

T = TypeVar("T")

# Whatever JSON has no type for is an object with exactly one key, which names the type.
# `onboard.canonical.plain` alone would forget whether "7" was a text or an amount.


def to_bytes(value: object) -> bytes:
    """Canonical JSON of a value or a dataclass; equal values give equal bytes."""
    return canonical_bytes(_tagged(value))


def value_from(data: bytes) -> Any:
    """The value written by `to_bytes`; lists come back as tuples, dataclasses as mappings."""
    return _untagged(json.loads(data))


def event_bytes(payload: object, login: str) -> bytes:
    """As `to_bytes`, with the colleague who did it, where a firm's server names one."""
    if not login:
        return to_bytes(payload)
    return canonical_bytes({"by": login, "what": _tagged(payload)})


def event_from(data: bytes) -> tuple[Any, str]:
    """What `event_bytes` wrote, and by whom: "" on a laptop, and before names were kept."""
    value = json.loads(data)
    if isinstance(value, dict) and set(value) == {"by", "what"}:  # tagged values have one key
        return _untagged(value["what"]), str(value["by"])
    return _untagged(value), ""


def record_from(kind: type[T], data: bytes) -> T:
    """The dataclass written by `to_bytes`.

    Fields that the class gained since then take their defaults.
    """
    return build(kind, value_from(data))


def build(kind: type[T], values: Mapping[str, Any]) -> T:
    enums: Mapping[str, type[Enum]] = _enum_fields(kind)  # type: ignore[arg-type]
    return kind(
        **{name: enums[name](value) if name in enums else value for name, value in values.items()}
    )


def _tagged(value: object) -> object:
    match value:
        case Enum():
            return _tagged(value.value)
        case None | bool() | int() | str():
            return value
        case Decimal():
            return {"decimal": str(value)}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case bytes():
            return {"bytes": value.hex()}
        case list() | tuple():
            return [_tagged(item) for item in value]
        case Mapping():
            return {"map": {str(key): _tagged(item) for key, item in value.items()}}
    if is_dataclass(value) and not isinstance(value, type):
        content = {field.name: _tagged(getattr(value, field.name)) for field in fields(value)}
        return {"map": content}
    raise TypeError(f"{type(value).__name__} cannot be stored")


def _untagged(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_untagged(item) for item in value)
    if not isinstance(value, dict):
        return value
    ((tag, content),) = value.items()
    match tag:
        case "decimal":
            return Decimal(content)
        case "moment":
            return datetime.fromisoformat(content)
        case "date":
            return date.fromisoformat(content)
        case "bytes":
            return bytes.fromhex(content)
        case "map":
            return {key: _untagged(item) for key, item in content.items()}
    raise ValueError(f"unknown kind of stored value: {tag}")


@lru_cache(maxsize=64)
def _enum_fields(kind: type[Any]) -> Mapping[str, type[Enum]]:
    hints = get_type_hints(kind)
    return {
        name: hint
        for name, hint in hints.items()
        if isinstance(hint, type) and issubclass(hint, Enum)
    }
