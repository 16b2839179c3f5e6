"""What is said of a paper's place among others; whole papers are tried in T10."""

from __future__ import annotations

from typing import Any

import pytest

from onboard.pdf.chain import Place, place_in, verify_chain

FIRST: dict[str, Any] = {"reference": "EA-1", "digest": "aa"}
SECOND: dict[str, Any] = {
    "reference": "EA-2",
    "digest": "bb",
    "amends": {"reference": "EA-1", "digest": "aa"},
}
THIRD: dict[str, Any] = {
    "reference": "EA-3",
    "digest": "cc",
    "amends": {"reference": "EA-2", "digest": "bb"},
}


@pytest.mark.parametrize(
    ("data", "places"),
    [
        ([FIRST, SECOND, THIRD], ["first", "holds", "holds"]),
        ([FIRST, THIRD], ["first", "missing"]),
        ([SECOND, THIRD], ["missing", "holds"]),
        ([FIRST, THIRD, SECOND], ["first", "out-of-order", "out-of-order"]),
        ([SECOND, FIRST], ["out-of-order", "not-linked"]),
        ([{**FIRST, "digest": "other"}, SECOND], ["first", "other-digest"]),
        ([FIRST, SECOND, {**THIRD, "amends": SECOND["amends"]}],
         ["first", "holds", "out-of-order"]),
        ([FIRST, {**SECOND, "amends": {}}], ["first", "missing"]),
        ([FIRST, {**SECOND, "amends": "EA-1"}], ["first", "not-linked"]),
        ([FIRST, None], ["first", "unreadable"]),
    ],
)  # fmt: skip
def test_each_paper_names_the_one_before_by_its_true_digest(
    data: list[Any], places: list[Place]
) -> None:
    assert [place_in(index, data)[0] for index in range(len(data))] == places


def test_what_is_no_paper_makes_no_chain() -> None:
    assert not verify_chain([]).is_whole
    chain = verify_chain([b"", b"garbage"])
    assert chain.is_unreadable
    assert [link.place for link in chain.links] == ["unreadable", "unreadable"]
    assert all(link.told for link in chain.links)
