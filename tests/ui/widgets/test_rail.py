"""The way: what is done, where one is, where one may jump."""

from __future__ import annotations

import pytest
from checks import all_findings
from conftest import Dress, Show
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from onboard.wording import say
from ui.theme import px
from ui.widgets.rail import Rail, RailStep, StepState

STEPS = (
    RailStep("welcome", "Welcome", StepState.DONE, can_go=True),
    RailStep("questions", "Your questions", StepState.CURRENT, can_go=True),
    RailStep("people", "People and how they sign in", StepState.TODO, can_go=True, inner=True),
    RailStep("sign", "Read and sign", StepState.TODO, can_go=False),
)


def a_rail() -> Rail:
    rail = Rail()
    rail.show_steps("Blue Door Bakery", STEPS)
    return rail


def step(rail: Rail, name: str) -> QPushButton:
    found = rail.findChild(QPushButton, f"rail-{name}")
    assert isinstance(found, QPushButton)
    return found


def test_pressing_a_stop_tells_its_id(qtbot: QtBot, show: Show) -> None:
    rail = a_rail()
    show(rail, px(248), 500)
    told: list[str] = []
    rail.picked.connect(told.append)
    qtbot.mouseClick(step(rail, "people"), Qt.MouseButton.LeftButton)
    step(rail, "welcome").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(step(rail, "welcome"), Qt.Key.Key_Space)
    assert told == ["people", "welcome"]


def test_a_stop_that_is_not_open_yet_cannot_be_pressed(qtbot: QtBot, show: Show) -> None:
    rail = a_rail()
    show(rail, px(248), 500)
    told: list[str] = []
    rail.picked.connect(told.append)
    qtbot.mouseClick(step(rail, "sign"), Qt.MouseButton.LeftButton)
    assert told == []


@pytest.mark.parametrize("shown", STEPS, ids=lambda shown: shown.id)
def test_the_state_of_a_stop_is_spoken(show: Show, shown: RailStep) -> None:
    rail = a_rail()
    show(rail, px(248), 500)
    spoken = QAccessible.queryAccessibleInterface(step(rail, shown.id))
    name = spoken.text(QAccessible.Text.Name)
    assert name == say(f"ui.step-{shown.state.value}", title=shown.title)
    assert shown.title in name
    assert name != shown.title


def test_the_same_way_is_not_drawn_again(show: Show) -> None:
    rail = a_rail()
    show(rail, px(248), 500)
    before = step(rail, "welcome")
    rail.show_steps("Blue Door Bakery", tuple(STEPS))
    assert step(rail, "welcome") is before


def test_a_stop_that_leaves_the_way_leaves_the_rail(qtbot: QtBot, show: Show) -> None:
    rail = a_rail()
    show(rail, px(248), 500)
    rail.show_steps("Blue Door Bakery", STEPS[:2])
    qtbot.waitUntil(lambda: rail.findChild(QPushButton, "rail-people") is None)
    assert [made.objectName() for made in rail.findChildren(QPushButton)] == [
        "rail-welcome",
        "rail-questions",
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_nothing_in_the_rail_is_cut(show: Show, dress: Dress, dark: bool, scale: float) -> None:
    dress(dark=dark, scale=scale)
    rail = Rail()
    rail.show_steps(
        "The Extraordinarily Long-named Bakery and Tea Room",
        (*STEPS, RailStep("far", "What you already have in the cupboard", StepState.TODO, True)),
    )
    show(rail, px(248), px(640))
    assert all_findings(rail) == []


def test_many_long_stops_scroll_and_none_is_squeezed(show: Show) -> None:
    """The least height of buttons elsewhere must not stand above what two lines need."""
    rail = Rail()
    title = "Where the work is done, and by whom, and on which of the computers"
    stops = [
        RailStep(f"part-{number}", title, StepState.TODO, can_go=True, inner=True)
        for number in range(30)
    ]
    rail.show_steps("The Very Long Name of a Practice in the Upper Valley " * 4, stops)
    show(rail, px(252), 400)
    assert not all_findings(rail)
    brand = rail.findChild(QLabel)
    assert brand is not None
    assert brand.text().endswith("…")
    assert brand.accessibleName().count("Upper Valley") == 4
