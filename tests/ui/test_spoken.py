from __future__ import annotations

import gc

import pytest
from conftest import Show
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.spoken import tell_roles
from ui.widgets.base import Heading, empty, label
from ui.widgets.ink_pad import InkPad
from ui.widgets.risk_map import RiskMap

ROLE = QAccessible.Role


@pytest.fixture(autouse=True)
def _told() -> None:
    tell_roles()
    tell_roles()  # twice is as once


def _role(part: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(part).role()


def _name(part: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


@pytest.mark.parametrize("kind", ["title", "big", "heading", "subheading"])
def test_a_heading_is_told_as_one_with_what_it_says_now(show: Show, kind: str) -> None:
    made = label("Your plan", kind)
    show(made)
    assert _role(made) is ROLE.Heading
    assert _name(made) == "Your plan"
    made.setText("Your decisions")
    assert _name(made) == "Your decisions"


@pytest.mark.parametrize(
    ("kind", "level"), [("title", 1), ("big", 2), ("heading", 2), ("subheading", 3)]
)
def test_a_heading_tells_its_level(show: Show, kind: str, level: int) -> None:
    made = label("Your plan", kind)
    show(made)
    told = QAccessible.queryAccessibleInterface(made).attributesInterface()
    assert told is not None
    assert told.attributeKeys() == [QAccessible.Attribute.Level]
    assert told.attributeValue(QAccessible.Attribute.Level) == level
    assert told.attributeValue(QAccessible.Attribute.Locale) is None


def test_a_heading_that_was_listened_to_at_once_tells_its_level_too(show: Show) -> None:
    made = Heading("Your plan")
    told = QAccessible.queryAccessibleInterface(made).attributesInterface()
    made.level = 3
    assert told is not None
    assert told.attributeValue(QAccessible.Attribute.Level) == 3
    show(made)


def test_a_heading_has_no_other_powers_than_those_of_a_text(show: Show) -> None:
    made = label("Your plan", "title")
    show(made)
    told = QAccessible.queryAccessibleInterface(made)
    assert told.textInterface() is None
    assert told.valueInterface() is None
    assert told.selectionInterface() is None
    assert told.actionInterface() is not None


def test_other_texts_stay_texts(show: Show) -> None:
    made = label("A range is an estimate.", "muted")
    show(made)
    assert _role(made) is ROLE.StaticText


def test_what_is_painted_says_what_it_is(show: Show) -> None:
    frame = QWidget()
    column = QVBoxLayout(frame)
    pad, shown = InkPad(), RiskMap()
    for part in (pad, shown):
        column.addWidget(part)
    show(frame)
    assert _role(pad) is ROLE.Canvas
    assert _role(shown) is ROLE.Chart
    assert _name(pad)


def test_headings_go_with_their_page(show: Show) -> None:
    frame = QWidget()
    column = QVBoxLayout(frame)
    show(frame)
    for _ in range(30):
        for number in range(10):
            made = label(f"Heading {number}", "heading")
            column.addWidget(made)
            assert _role(made) is ROLE.Heading
        empty(column)
        gc.collect()
    assert not frame.findChildren(QWidget)
