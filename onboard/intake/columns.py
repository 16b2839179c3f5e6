"""Which column of a foreign list is what: by the names that programs give them, or as mapped."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence

from onboard.canonical import canonical_bytes

Mapped = Mapping[str, int]
"""Field to the place of its column."""


def plainly(text: str) -> str:
    """A name without accents, capitals and signs: "Nº de serie" is "n de serie"."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in apart if not _is_mark(sign))
    return " ".join(kept.split())


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Lm", "Lo")


def recognised(head: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The columns that are known by name; each field takes its most telling name first."""
    plain = [plainly(cell) for cell in head]
    found: dict[str, int] = {}
    for field, known in names.items():
        for name in known:
            if name in plain and plain.index(name) not in found.values():
                found[field] = plain.index(name)
                break
    return found


def shape_of(head: Sequence[str]) -> str:
    """What tells files of the same shape: a hash of the first row, which says nothing by itself."""
    text = "\n".join(plainly(cell) for cell in head)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def mapping_bytes(columns: Mapped) -> bytes:
    return canonical_bytes(dict(columns))


def mapping_from(data: bytes, width: int, fields: Sequence[str]) -> dict[str, int]:
    """A remembered mapping, as far as it fits this file."""
    told = json.loads(data)
    return {
        field: place
        for field, place in told.items()
        if field in fields and isinstance(place, int) and 0 <= place < width
    }


def cell(row: Sequence[str], columns: Mapped, field: str) -> str:
    return row[columns[field]] if field in columns else ""
