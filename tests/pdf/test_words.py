"""Words that another layout cuts elsewhere are the same words; moved spaces are not."""

from __future__ import annotations

import pytest

from onboard.pdf.words import LONGEST_UNCUT, are_same_words

LONG = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (["a", "b"], ["a", "b"]),
        (["sum", LONG[:53], LONG[53:], "end"], ["sum", LONG[:55], LONG[55:], "end"]),
        (["sum", LONG, "end"], ["sum", LONG[:20], LONG[20:40], LONG[40:], "end"]),
        ([], []),
    ],
)
def test_words_are_the_same(found: list[str], wanted: list[str]) -> None:
    assert are_same_words(found, wanted)
    assert are_same_words(wanted, found)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (["now", "here"], ["nowhere"]),
        (["10", "000"], ["1", "0000"]),
        (["a", "b"], ["b", "a"]),
        (["a"], ["a", "b"]),
        ([], ["a"]),
        (["x" * LONGEST_UNCUT, "y"], ["x" * LONGEST_UNCUT, "z"]),
        (["no", "w" * (LONGEST_UNCUT - 2)], ["now", "w" * (LONGEST_UNCUT - 3)]),
        (["1", "0", LONG], ["10", LONG]),
    ],
)
def test_words_are_others(found: list[str], wanted: list[str]) -> None:
    assert not are_same_words(found, wanted)
    assert not are_same_words(wanted, found)
