from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from ui.widgets.number_field import NumberField


@pytest.fixture
def field(qtbot):
    made = NumberField(low=1, high=10, unit="people", name="People")
    qtbot.addWidget(made)
    made.show()
    return made


def press(qtbot, field, name):
    qtbot.mouseClick(field.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_the_buttons_count_and_stop_at_the_ends(qtbot, field):
    heard = []
    field.changed.connect(heard.append)
    field.set_text("9")
    press(qtbot, field, "plus")
    press(qtbot, field, "plus")
    assert field.text() == "10"
    field.set_text("2")
    press(qtbot, field, "minus")
    press(qtbot, field, "minus")
    assert field.text() == "1"
    assert heard == ["10", "1"]


@pytest.mark.parametrize("typed", ["", "a few"])
def test_the_first_press_without_a_number_gives_the_lower_end(qtbot, field, typed):
    field.set_text(typed)
    press(qtbot, field, "plus")
    assert field.text() == "1"


def test_arrow_keys_count(qtbot, field):
    edit = field.findChild(QLineEdit, "number")
    field.set_text("4")
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert field.text() == "5"


def test_a_number_out_of_reach_is_kept_as_typed(qtbot, field):
    qtbot.keyClicks(field.findChild(QLineEdit, "number"), "900")
    assert field.text() == "900"


def test_showing_a_value_is_not_a_change(qtbot, field):
    with qtbot.assertNotEmitted(field.changed):
        field.set_text("6")


def test_every_part_has_a_name_and_room_for_a_finger(field):
    for part in [*field.findChildren(QPushButton), *field.findChildren(QLineEdit)]:
        assert part.accessibleName().startswith("People")
        assert min(part.width(), part.height()) >= 24
