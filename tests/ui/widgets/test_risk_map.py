from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ui.theme import Theme
from ui.widgets.risk_map import MapPoint, RiskMap

POINTS = (
    MapPoint(1, "Fake bank email", "high", "very-high"),
    MapPoint(2, "Lost laptop", "moderate", "high", was=("high", "very-high")),
    MapPoint(3, "Old account", "moderate", "high"),
)


@pytest.fixture
def risks(show):
    made = RiskMap()
    made.show_points(POINTS)
    return show(made, 560, made.heightForWidth(560))


def caption(risks):
    return risks.text_rects()[-1].text


@pytest.mark.parametrize(
    ("likelihood", "impact", "level"),
    [
        ("very-high", "very-low", 0),
        ("very-low", "very-high", 1),
        ("low", "very-high", 2),
        ("very-high", "high", 3),
        ("moderate", "very-high", 3),
        ("high", "very-high", 4),
    ],
)
@pytest.mark.parametrize("dark", [False, True])
def test_cells_have_the_colour_of_table_i_2(risks, dress, likelihood, impact, level, dark):
    dress(dark=dark)
    corner = risks.cell_rect(likelihood, impact).topLeft().toPoint() + QPoint(8, 8)
    seen = risks.grab().toImage().pixelColor(corner).name()
    assert seen == Theme.tokens.levels[level].lower()


def test_all_risks_are_told_in_words(risks):
    told = risks.accessibleDescription()
    assert "1, Fake bank email: how likely: high, harm: very high, risk: very high." in told
    assert "2, Lost laptop: how likely: moderate, harm: high, risk: moderate." in told
    assert told.count("Before: very high.") == 1


def test_keys_walk_over_the_cells_and_stop_at_the_edge(risks):
    risks.setFocus(Qt.FocusReason.TabFocusReason)
    assert caption(risks) == risks.cell_words("high", "very-high")
    QTest.keyClick(risks, Qt.Key.Key_Left)
    QTest.keyClick(risks, Qt.Key.Key_Down)
    assert "2 Lost laptop; 3 Old account" in caption(risks)
    for _ in range(9):
        QTest.keyClick(risks, Qt.Key.Key_Right)
        QTest.keyClick(risks, Qt.Key.Key_Up)
    assert caption(risks) == risks.cell_words("very-high", "very-high")


def test_the_mouse_reads_a_cell_without_a_press(risks):
    QTest.mouseMove(risks, risks.cell_rect("moderate", "high").center().toPoint())
    assert "Lost laptop" in caption(risks)
    QTest.mouseMove(risks, risks.cell_rect("very-low", "low").center().toPoint())
    assert "Lost laptop" not in caption(risks)


def test_numbers_stand_in_their_cell_however_many(risks):
    many = [MapPoint(n, f"Risk {n}", "low", "low") for n in range(1, 41)]
    risks.show_points(many)
    cell = risks.cell_rect("low", "low")
    circles = risks._centres(risks._geometry())
    assert sorted(circles) == list(range(1, 41))
    for radius, centre in circles.values():
        assert cell.contains(centre)
        assert centre.y() - radius >= cell.top()
        assert centre.y() + radius <= cell.bottom()
        assert centre.x() - radius >= cell.left()
        assert centre.x() + radius <= cell.right()


def test_what_moved_alike_gets_one_arrow_and_what_stayed_gets_none(risks):
    assert len(risks._arrows(risks._geometry())) == 1
    risks.show_points(
        [
            MapPoint(1, "a", "low", "low", was=("high", "high")),
            MapPoint(2, "b", "low", "low", was=("high", "high")),
            MapPoint(3, "c", "low", "low", was=("high", "low")),
            MapPoint(4, "d", "low", "low", was=("low", "low")),
        ]
    )
    assert len(risks._arrows(risks._geometry())) == 2


def test_other_points_replace_the_first(risks):
    risks.show_points(())
    assert risks.accessibleDescription() == ""
    assert "Nothing" in risks.cell_words("high", "very-high")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [480, 592, 900])
def test_words_have_their_room_and_stay_inside(risks, dress, width, scale):
    dress(scale=scale)
    risks.resize(width, risks.heightForWidth(width))
    for text in risks.text_rects():
        assert text.x >= 0
        assert text.x + text.width <= width + 1
        assert text.y + text.height <= risks.height()
