from __future__ import annotations

import re
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QLabel, QLineEdit, QPushButton, QWidget

from onboard.interview.days import read_day
from ui.widgets.cells import TableColumn
from ui.widgets.date_field import DateField
from ui.widgets.table_editor import TableEditor


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
    assert re.fullmatch(r"Such as \d+ [A-Z]\w+ \d{4}, or [-\d]{10}", edit.accessibleDescription())


def test_the_example_lies_where_the_day_is_asked(qtbot):
    today = date.today()  # noqa: DTZ011  (as the field)
    for is_past in (False, True):
        made = DateField("Day", is_past=is_past)
        qtbot.addWidget(made)
        edit = made.findChild(QLineEdit, "date")
        shown = edit.accessibleDescription().removeprefix("Such as ").partition(",")[0]
        assert (read_day(shown) < today) is is_past


def test_what_was_read_is_said_in_words(qtbot, field):
    edit, read = field.findChild(QLineEdit, "date"), field.findChild(QLabel, "read")
    heard = []
    field.changed.connect(heard.append)
    edit.setText("3/4/2027")
    assert read.text() == "We read: 4 March 2027"
    assert read.isVisible()
    assert heard[-1] == field.text() == "2027-03-04"
    assert edit.text() == "3/4/2027", "what was typed stays as it is"
    edit.setText("March 2027")
    assert not read.isVisible()
    assert field.text() == "March 2027"
    assert field.problem.startswith("Which day in “March 2027”?")


def test_figures_go_by_the_language_that_is_spoken(qtbot, field, tell):
    tell("es")
    field.findChild(QLineEdit, "date").setText("3/4/2027")
    assert field.text() == "2027-04-03"
    assert field.findChild(QLabel, "read").text() == "Entendemos: 3 de abril de 2027"


def test_a_day_in_a_table_is_put_in_words_and_kept_as_figures(qtbot):
    table = TableEditor([TableColumn("last", "Last time", "date", is_past=True)])
    qtbot.addWidget(table)
    table.show()
    edit = table.findChild(QLineEdit, "cell-1-last")
    qtbot.keyClicks(edit, "3/31/2027")
    assert table.rows() == [{"last": "2027-03-31"}]
    edit.editingFinished.emit()
    assert edit.text() == "31 March 2027"
    assert table.rows() == [{"last": "2027-03-31"}]
    table.set_rows([{"last": "2026-01-02"}])
    assert table.findChild(QLineEdit, "cell-1-last").text() == "2 January 2026"
    assert table.rows() == [{"last": "2026-01-02"}]


def test_the_parts_of_the_calendar_have_names(qtbot, field):
    calendar, _ = opened(qtbot, field)
    for part in calendar.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert part.accessibleName(), part.objectName()
