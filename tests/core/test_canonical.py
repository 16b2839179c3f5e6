"""Canonical bytes: equal values give equal bytes, different values different ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.canonical import canonical_bytes, digest, plain


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True)
class Part:
    name: str
    note: str = ""
    rows: tuple[int, ...] = ()
    until: date | None = None
    count: int = 0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        ("Müller & Söhne", '"Müller & Söhne"'),
        (Decimal("37.360"), '"37.360"'),
        (Decimal("1E+3"), '"1000"'),
        (date(2026, 11, 21), '"2026-11-21"'),
        (datetime(2026, 11, 21, 9, 5, tzinfo=UTC), '"2026-11-21T09:05:00+00:00"'),
        (b"\x00\xff", '"00ff"'),
        (Colour.RED, '"red"'),
        ((1, "a"), '[1,"a"]'),
        (frozenset({"b", "a"}), '["a","b"]'),
        ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
        ({Colour.RED: 1}, '{"red":1}'),
        (Part("x"), '{"count":0,"name":"x"}'),
        (
            Part("x", "n", (1,), date(2027, 1, 2), 3),
            '{"count":3,"name":"x","note":"n","rows":[1],"until":"2027-01-02"}',
        ),
    ],
)
def test_each_kind_has_one_text(value: object, text: str) -> None:
    assert canonical_bytes(value).decode("utf-8") == text


@pytest.mark.parametrize("value", [0.1, float("nan"), {"deep": [0.5]}, object(), Part])
def test_what_reads_differently_on_another_machine_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no canonical form"):
        canonical_bytes(value)


def test_zero_and_false_are_kept_because_they_are_answers() -> None:
    assert plain(Part("x", count=0)) == {"name": "x", "count": 0}


def test_the_digest_is_that_of_the_bytes() -> None:
    """The value was computed with `printf '{"a":1}' | sha256sum`."""
    assert digest({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


plain_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(st.characters(codec="utf-8"), max_size=8)
    ),
    lambda parts: st.one_of(
        st.lists(parts, max_size=4),
        st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4), parts, max_size=4),
    ),
    max_leaves=12,
)


@given(plain_values)
def test_nothing_is_lost(value: object) -> None:
    assert json.loads(canonical_bytes(value)) == value


@given(st.dictionaries(st.text("abcdef", max_size=3), st.integers(), max_size=6), st.randoms())
def test_order_of_insertion_does_not_matter(value: dict[str, int], random: object) -> None:
    items = list(value.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert canonical_bytes(dict(items)) == canonical_bytes(value)
