"""What the plan draws, and the same as tables: the slider, the map at three moments, the offers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show, wheel_over
from page_kit import LOOKS, a_session, faults, part, settle, shown, with_client
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from onboard.papers.wordings import level_name
from onboard.price_cut import cuts
from ui.pages.plan import PlanPage
from ui.risk_view import Moment, RiskView
from ui.session import EngagementSession
from ui.widgets.data_table import DataTable
from ui.widgets.risk_map import RiskMap


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


@pytest.fixture
def page(session: EngagementSession, show: Show) -> PlanPage:
    made = PlanPage(session)
    made.show_snapshot(shown(session))
    show(made)
    settle()
    return made


def test_the_slider_goes_from_the_whole_plan_down_and_says_what_leaves(
    page: PlanPage, session: EngagementSession, qtbot: QtBot
) -> None:
    steps = cuts(shown(session))
    slider = part(page, QSlider, "price-slider")
    assert slider.maximum() == len(steps)
    whole = part(page, QLabel, "slider-price").text()
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == 1
    assert steps[0].line.line.name in part(page, QLabel, "slider-newest").text()
    assert part(page, QLabel, "slider-price").text() != whole
    assert steps[0].line.line.name in slider.accessibleDescription()
    qtbot.keyClick(slider, Qt.Key.Key_End)
    earlier = part(page, QLabel, "slider-earlier").text().splitlines()
    assert len(earlier) == len(steps) - 1
    assert not shown(session).engagement.decisions  # nothing is decided by looking


def test_a_wheel_on_its_way_pushes_no_price(page: PlanPage) -> None:
    slider = part(page, QSlider, "price-slider")
    slider.clearFocus()
    assert not wheel_over(slider)
    assert slider.value() == 0


def test_every_step_of_the_slider_stands_in_its_table(
    page: PlanPage, session: EngagementSession
) -> None:
    assert page.findChild(DataTable, "cuts-table") is None
    part(page, QPushButton, "cuts-as-table").click()
    settle()
    table = part(page, DataTable, "cuts-table")
    assert table.isVisible()
    steps = cuts(shown(session))
    assert [row[0] for row in table.texts()] == [cut.line.line.name for cut in steps]
    for row, cut in zip(table.texts(), steps, strict=True):
        assert ("initials" in row[2]) == cut.needs_initials


def test_the_map_stands_at_three_moments_and_the_table_has_all(
    page: PlanPage, session: EngagementSession
) -> None:
    view = page.findChild(RiskView)
    assert view is not None
    ranked = shown(session).register.worst_first()
    drawn = part(page, RiskMap, "risk-map")
    for moment, rating in (
        (Moment.TODAY, [rated.today for rated in ranked]),
        (Moment.EVERYTHING, [rated.recommended for rated in ranked]),
        (Moment.CHOSEN, [rated.chosen for rated in ranked]),
    ):
        part(page, QPushButton, f"moment-{moment.value}").click()
        points = drawn._points
        assert [(p.likelihood, p.impact) for p in points] == [
            (each.likelihood.value, each.impact.value) for each in rating
        ]
        moved = [p for p in points if p.was not in (None, (p.likelihood, p.impact))]
        assert bool(moved) == any(
            (each.likelihood, each.impact) != (rated.today.likelihood, rated.today.impact)
            for each, rated in zip(rating, ranked, strict=True)
        )
    table = part(page, DataTable, "risk-table")
    assert [row[1:] for row in table.texts()] == [
        [level_name(r.level) for r in (rated.today, rated.recommended, rated.chosen)]
        for rated in ranked
    ]


def test_a_no_moves_the_map_as_chosen(session: EngagementSession, show: Show) -> None:
    from onboard.decisions import EVERY_LINE, Choice, Decision

    session.decide(Decision(EVERY_LINE, Choice.ACCEPT))
    line = next(
        line
        for line in shown(session).lines
        if line.line.is_bought and any(part.is_worse for part in line.leaving_out.consequences)
    )
    session.decide(Decision(line.item, Choice.DECLINE, reason="too dear", initials="OO"))
    page = PlanPage(session)
    page.show_snapshot(shown(session))
    show(page)
    page.complete()
    part(page, QPushButton, "moment-chosen").click()
    points = part(page, RiskMap, "risk-map")._points
    ranked = shown(session).register.worst_first()
    assert [(p.likelihood, p.impact) for p in points] == [
        (rated.chosen.likelihood.value, rated.chosen.impact.value) for rated in ranked
    ]
    assert any(rated.chosen.level is not rated.recommended.level for rated in ranked)


def test_offers_are_compared_by_what_they_leave_open(
    page: PlanPage, session: EngagementSession
) -> None:
    snapshot = shown(session)
    items = snapshot.pack.content.items
    line = next(
        line for line in snapshot.lines if line.line.is_bought and len(items[line.item].offers) > 1
    )
    assert page.findChild(DataTable, f"offers-table-{line.item}") is None
    part(page, QPushButton, f"offers-{line.item}").click()
    table = part(page, DataTable, f"offers-table-{line.item}")
    offers = list(items[line.item].offers.values())
    assert len(table.texts()) == len(offers)
    for row, (key, offer) in zip(table.texts(), items[line.item].offers.items(), strict=True):
        assert offer.name in row[0]
        assert (row[0] != offer.name) == (key == line.line.offer)
        assert offer.leaves in row[2]
    alone = [
        line.item
        for line in snapshot.lines
        if line.line.is_bought and len(items[line.item].offers) == 1
    ]
    assert all(page.findChild(QPushButton, f"offers-{item}") is None for item in alone)


def test_a_table_is_walked_with_the_arrow_keys_and_left_with_tab(
    page: PlanPage, qtbot: QtBot
) -> None:
    table = part(page, DataTable, "risk-table")
    table.setFocus()
    table.setCurrentCell(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert (table.currentRow(), table.currentColumn()) == (1, 1)
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_open_tables_can_be_read(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = PlanPage(session)
    page.show_snapshot(shown(session))
    show(page)
    for name in ("cuts-as-table", *[b.objectName() for b in _offer_buttons(page)[:2]]):
        part(page, QPushButton, name).click()
    slider = part(page, QSlider, "price-slider")
    slider.setValue(slider.maximum())
    assert faults(page) == []
    for table in page.findChildren(DataTable):
        if table.isVisible():
            _nothing_is_cut(table)


def _offer_buttons(page: PlanPage) -> list[QPushButton]:
    return [b for b in page.findChildren(QPushButton) if b.objectName().startswith("offers-")]


def _nothing_is_cut(table: DataTable) -> None:
    for y in range(table.rowCount()):
        for x in range(table.columnCount()):
            wanted = table.sizeHintForIndex(table.model().index(y, x))
            assert table.rowHeight(y) >= wanted.height() - 1
    rows = sum(table.rowHeight(y) for y in range(table.rowCount()))
    assert table.viewport().height() >= rows - 1
