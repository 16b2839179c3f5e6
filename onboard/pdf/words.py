"""Whether two layouts say the same words, wherever each of them ends its lines and pages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

LONGEST_UNCUT = 40
"""Letters: a longer word, a check number say, does not fit its line and is cut there."""


def are_same_words(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the words are the same, but for the places where very long ones are cut."""
    if found == wanted:
        return True
    if "".join(found) != "".join(wanted):
        return False
    ends, wanted_ends = (set(accumulate(map(len, words))) for words in (found, wanted))
    common = sorted({0} | (ends & wanted_ends))
    return all(
        common[after] - common[after - 1] > LONGEST_UNCUT
        for after in (bisect_left(common, place) for place in ends ^ wanted_ends)
    )
