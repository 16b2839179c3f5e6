from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QPushButton, QWidget

from ui.widgets.date_field import DateField


@pytest.fixture
def field(qtbot):
    made = DateField("End of the contract")
    qtbot.addWidget(made)
    made.show()
    yield made
    calendar = made.findChild(QCalendarWidget, "days")
    if calendar is not None:
        calendar.window().close()


def opened(qtbot, field):
    qtbot.mouseClick(field.findChild(QPushButton, "calendar"), Qt.MouseButton.LeftButton)
    calendar = field.findChild(QCalendarWidget, "days")
    assert calendar.window().isVisible()
    return calendar, calendar.findChild(QWidget, "qt_calendar_calendarview")


def test_typing_announces_what_was_typed(qtbot, field):
    heard = []
    field.changed.connect(heard.append)
    qtbot.keyClicks(field.findChild(QLineEdit, "date"), "2027-03-31")
    assert heard[-1] == field.text() == "2027-03-31"


def test_the_calendar_opens_at_the_typed_day(qtbot, field):
    field.set_text("2027-03-31")
    calendar, _ = opened(qtbot, field)
    assert calendar.selectedDate() == QDate(2027, 3, 31)


def test_a_day_can_be_picked_with_keys_alone(qtbot, field):
    field.set_text("2027-03-31")
    calendar, days = opened(qtbot, field)
    qtbot.keyClick(days, Qt.Key.Key_Right)
    with qtbot.waitSignal(field.changed) as signal:
        qtbot.keyClick(days, Qt.Key.Key_Return)
    assert signal.args == ["2027-04-01"]
    assert not calendar.window().isVisible()


def test_escape_leaves_the_calendar_and_changes_nothing(qtbot, field):
    field.set_text("2027-03-31")
    calendar, days = opened(qtbot, field)
    qtbot.keyClick(days, Qt.Key.Key_Right)
    with qtbot.assertNotEmitted(field.changed):
        qtbot.keyClick(days, Qt.Key.Key_Escape)
    assert not calendar.window().isVisible()
    assert field.text() == "2027-03-31"


def test_showing_a_value_is_not_a_change(qtbot, field):
    with qtbot.assertNotEmitted(field.changed):
        field.set_text("2027-03-31")


def test_the_form_of_a_date_is_told_before_typing(field):
    edit = field.findChild(QLineEdit, "date")
    assert edit.accessibleName() == "End of the contract"
    assert "2026-11-21" in edit.accessibleDescription()


def test_the_parts_of_the_calendar_have_names(qtbot, field):
    calendar, _ = opened(qtbot, field)
    for part in calendar.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert part.accessibleName(), part.objectName()
