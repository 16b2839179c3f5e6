"""An overview as bytes and back: short and flat, because two thousand are read at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from onboard.desk.overview import (
    FORM,
    Overview,
    Owned,
    PriceCheck,
    Refusal,
    Shortfall,
    SignedLines,
    Stage,
    Step,
    System,
    Things,
)


def to_bytes(view: Overview) -> bytes:
    """UTF-8 JSON: a list, its form first."""
    parts = [
        FORM,
        view.version,
        view.name,
        view.owner,
        view.business,
        view.stage.value,
        view.alone,
        view.pack,
        view.pack_version,
        view.pack_sha256,
        _told(view.signed_on),
        _row(view.step),
        _rows(view.refusals),
        _rows(view.shortfalls),
        _rows(view.systems),
        list(view.price_check),
        list(view.broken),
        _told(view.renew_on),
    ]
    return _json(parts)


def from_bytes(data: bytes) -> Overview | None:
    """The overview, or None where another form of the program wrote it: it is then made anew."""
    try:
        parts = json.loads(data)
        return _view(parts) if parts[0] == FORM else None
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _view(parts: Sequence[Any]) -> Overview:
    _form, version, name, owner, business, stage, alone, *rest = parts
    (
        pack,
        pack_version,
        sha256,
        signed_on,
        step,
        refusals,
        shortfalls,
        systems,
        price_check,
        *last,
    ) = rest
    broken, renew_on = last
    kind, text, on, number = step
    return Overview(
        version,
        name,
        owner,
        business,
        _STAGES[stage],
        alone,
        pack,
        pack_version,
        sha256,
        _day(signed_on),
        Step(kind, text, _day(on), number),
        tuple([Refusal(a, b, c, _day(d), _day(e)) for a, b, c, d, e in refusals]),
        tuple([Shortfall(*row) for row in shortfalls]),
        tuple([System(a, b, c, _day(d), _day(e)) for a, b, c, d, e in systems]),
        PriceCheck(*price_check),
        tuple(broken),
        _day(renew_on),
    )


def things_to_bytes(things: Things) -> bytes:
    signed = things.signed
    return _json([_rows(things.owned), _rows(signed.bought), list(signed.prices)])


def things_from_bytes(data: bytes) -> Things:
    owned, bought, prices = json.loads(data)
    held = tuple([Owned(item, number, _day(until)) for item, number, until in owned])
    return Things(held, SignedLines(tuple([(line, some) for line, some in bought]), tuple(prices)))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


_STAGES = {stage.value: stage for stage in Stage}


def _rows(values: Sequence[Sequence[object]]) -> list[list[object]]:
    return [_row(value) for value in values]


def _row(value: Sequence[object]) -> list[object]:
    return [_told(part) if isinstance(part, date) else part for part in value]


def _told(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
