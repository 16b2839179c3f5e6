"""Facts side by side: columns of one width, that line up and that fold where it is narrow."""

from __future__ import annotations

import pytest
from checks import all_findings
from conftest import Dress, Show
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.widgets.facts import NOTHING, facts

FIRST = [("How often", "Weekly"), ("Last time", "2 November 2026"), ("Now", "2 days to an answer"),
         ("Wanted", "4 hours"), ("By when", "")]  # fmt: skip
SECOND = [(caption, "–") for caption, _ in FIRST]


def _shown(show: Show, width: int, height: int = 500) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    for pairs in (FIRST, SECOND):
        column.addLayout(facts(pairs))
    column.addStretch(1)
    return show(page, width, height)


def _places(page: QWidget) -> list[tuple[int, int]]:
    """Left and upper corner of each caption, row by row."""
    captions = [caption for caption, _ in FIRST]
    labels = [made for made in page.findChildren(QLabel) if made.text() in captions]
    at = [made.mapTo(page, made.rect().topLeft()) for made in labels]
    return [(point.x(), point.y()) for point in at]


@pytest.mark.parametrize(("width", "columns"), [(760, 5), (560, 3), (300, 2), (150, 1)])
def test_there_are_as_many_columns_as_there_is_room_for_and_none_is_left_alone(
    show: Show, width: int, columns: int
) -> None:
    page = _shown(show, width)
    places = _places(page)
    first, second = places[:5], places[5:]
    assert len({x for x, _ in first}) == columns
    assert [x for x, _ in first] == [x for x, _ in second], "rows line up"
    for number in range(columns):
        assert first[number][1] == first[0][1], "captions of a line stand level"
    assert max(y for _, y in first) < min(y for _, y in second)
    assert all_findings(page) == []


@pytest.mark.parametrize("dark", [False, True])
def test_facts_can_be_read_at_twice_the_size(dress: Dress, show: Show, dark: bool) -> None:
    dress(dark=dark, scale=2.0)
    assert all_findings(_shown(show, 560, 900)) == []


def test_what_was_not_told_is_said_to_be_so(show: Show) -> None:
    page = _shown(show, 760)
    texts = [made.text() for made in page.findChildren(QLabel)]
    assert texts[texts.index("By when") + 1] == NOTHING
