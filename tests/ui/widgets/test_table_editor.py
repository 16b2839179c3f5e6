from __future__ import annotations

import pytest
from checks import all_findings
from conftest import wheel_over
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from ui.widgets.table_editor import TableColumn, TableEditor

COLUMNS = (
    TableColumn("kind", "Kind", "choice", (("desktop", "Desktop"), ("laptop", "Laptop"))),
    TableColumn(
        "system", "System", "choice", (("win", "Windows 11"), ("old", "Must stay as it is " * 4))
    ),
    TableColumn("count", "How many", "number", low=1, high=50),
    TableColumn("note", "Note", "text"),
)
TWO = [
    {"kind": "desktop", "system": "win", "count": 2, "note": "front desk"},
    {"kind": "laptop", "system": "old", "count": 1, "note": ""},
]


@pytest.fixture
def table(show):
    return show(TableEditor(COLUMNS), 900, 500)


def cell(table, name):
    found = table.findChild(QWidget, f"cell-{name}")
    assert found is not None, name
    return found


def press(table, name):
    QTest.mouseClick(table.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_rows_that_are_shown_are_given_back(qtbot, table):
    with qtbot.assertNotEmitted(table.changed):
        table.set_rows(TWO)
    assert table.rows() == TWO
    table.set_rows(TWO[:1])
    assert table.rows() == TWO[:1]


def test_a_row_left_blank_does_not_count(table):
    assert table.rows() == []
    assert cell(table, "1-kind").isVisible()
    table.set_rows(TWO)
    press(table, "add-row")
    assert table.rows() == TWO


@pytest.mark.parametrize(
    ("name", "fill", "column", "value"),
    [
        ("1-kind", lambda cell: cell.setCurrentIndex(2), "kind", "laptop"),
        ("1-count", lambda cell: cell.setValue(7), "count", 7),
        ("1-note", lambda cell: cell.setText(" at home "), "note", "at home"),
    ],
)
def test_each_kind_of_cell_tells_its_change(qtbot, table, name, fill, column, value):
    with qtbot.waitSignal(table.changed):
        fill(cell(table, name))
    assert table.rows()[0][column] == value


def test_what_is_not_offered_any_more_is_kept(table):
    table.set_rows([{"kind": "tablet", "system": "win", "count": 900, "note": ""}])
    assert table.rows() == [{"kind": "tablet", "system": "win", "count": 900, "note": ""}]


def test_a_whole_row_can_be_filled_with_keys(table):
    first = table.first_focus()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(table.focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClick(table.focusWidget(), key)
    QTest.keyClick(table.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(table.focusWidget(), "till")
    assert table.rows() == [{"kind": "desktop", "system": "win", "count": 2, "note": "till"}]


def test_tab_goes_row_by_row_and_then_to_the_button(table):
    press(table, "add-row")
    table.first_focus().setFocus()
    seen = []
    while (now := table.focusWidget()).objectName() not in seen:
        seen.append(now.objectName())
        QTest.keyClick(now, Qt.Key.Key_Tab)
    ids = ("kind", "system", "count", "note")
    rows = [[*(f"cell-{row}-{key}" for key in ids), f"remove-{row}"] for row in (1, 2)]
    assert seen == [*rows[0], *rows[1], "add-row"]


def test_a_new_row_is_where_the_person_goes_on(table):
    press(table, "add-row")
    assert table.focusWidget() is cell(table, "2-kind")


def test_removing_a_row_renames_the_others_and_keeps_the_focus(qtbot, table):
    table.set_rows(TWO)
    with qtbot.waitSignal(table.changed):
        press(table, "remove-1")
    assert table.rows() == TWO[1:]
    assert cell(table, "1-system").accessibleName() == "Row 1, System"
    assert table.focusWidget() is cell(table, "1-kind")
    press(table, "remove-1")
    assert table.rows() == []
    assert cell(table, "1-kind").isVisible()


def test_a_wheel_that_passes_over_a_cell_changes_nothing(table):
    table.set_rows(TWO)
    table.findChild(QPushButton, "add-row").setFocus()
    assert not wheel_over(cell(table, "1-kind"))
    assert not wheel_over(cell(table, "1-count"))
    assert table.rows() == TWO
    cell(table, "1-kind").setFocus()
    assert wheel_over(cell(table, "1-kind"))
    assert table.rows()[0]["kind"] == "laptop"


def test_each_cell_says_where_it_is(table):
    table.set_rows(TWO)
    for kind in (QComboBox, QLineEdit, QSpinBox):
        for editor in table.findChildren(kind):
            if editor.objectName().startswith("cell-"):
                assert editor.accessibleName().startswith("Row ")
                assert editor.height() >= 24
    assert cell(table, "2-system").accessibleName() == "Row 2, System"
    assert table.findChild(QPushButton, "remove-2").accessibleName() == "Remove row 2"


@pytest.mark.parametrize(("width", "lines"), [(1200, 1), (592, 2), (262, 5)])
def test_cells_go_under_each_other_where_it_is_narrow(qtbot, table, width, lines):
    table.resize(width, 900)
    table.set_rows(TWO[:1])
    parts = ["cell-1-kind", "cell-1-system", "cell-1-count", "cell-1-note", "remove-1"]
    card = table.findChild(QWidget, "row-1")
    qtbot.waitUntil(lambda: card.width() == width)
    bottoms = set()
    for name in parts:
        part = table.findChild(QWidget, name)
        at = part.mapTo(card, QPoint(0, part.height()))
        assert 0 < at.x() < at.x() + part.width() <= width
        assert at.y() <= card.height()
        bottoms.add(at.y() // 8)
    assert len(bottoms) == lines


EACH = (
    TableColumn("pain", "What it is", "choice", (("slow", "Slow answers"), ("down", "Standstill"))),
    TableColumn("often", "How often", "choice", (("daily", "Daily"), ("never", "Never"))),
    TableColumn("last", "Last time", "date"),
    TableColumn("today", "Today's number", "text"),
)


@pytest.fixture
def fixed(show):
    return show(TableEditor(EACH, row_each="pain"), 900, 500)


def test_each_option_has_its_row_and_none_comes_or_goes(fixed):
    titles = [made.text() for made in fixed.findChildren(QLabel) if "heading" in kind(made)]
    assert titles == ["Slow answers", "Standstill"]
    assert not fixed.findChild(QPushButton, "add-row").isVisible()
    assert not any(made.isVisible() for made in fixed.findChildren(QPushButton))
    assert fixed.rows() == [], "a table that nobody has filled in is no answer"


def kind(widget):
    return str(widget.property("kind") or "")


def test_what_is_left_empty_stays_there_and_stays_empty(qtbot, fixed):
    with qtbot.waitSignal(fixed.changed):
        cell(fixed, "2-today").setText("3 days")
    empty = {"often": "", "last": "", "today": ""}
    assert fixed.rows() == [{"pain": "slow", **empty}, {"pain": "down", **empty, "today": "3 days"}]
    cell(fixed, "2-today").clear()
    assert fixed.rows() == []


def test_rows_find_their_place_by_what_they_are_about(qtbot, fixed):
    with qtbot.assertNotEmitted(fixed.changed):
        fixed.set_rows([{"pain": "down", "often": "daily", "last": "2026-11-02"}])
    assert cell(fixed, "1-often").currentText() == "Choose…"
    assert cell(fixed, "2-often").currentText() == "Daily"
    assert cell(fixed, "2-last").text() == "2 November 2026"
    fixed.set_rows([{"pain": "slow", "often": "never"}])
    assert cell(fixed, "2-often").currentText() == "Choose…", "nothing of before is left"
    assert cell(fixed, "2-last").text() == ""


def test_fixed_rows_are_filled_in_with_keys_alone(fixed):
    fixed.first_focus().setFocus()
    seen = []
    while (now := fixed.focusWidget()).objectName() not in seen:
        seen.append(now.objectName())
        if now.objectName() == "cell-2-last":
            QTest.keyClicks(now, "2026-11-02")
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert seen == [f"cell-{row}-{key}" for row in (1, 2) for key in ("often", "last", "today")]
    assert fixed.rows()[1]["last"] == "2026-11-02"


def test_cells_of_fixed_rows_say_what_they_are_about(fixed):
    assert cell(fixed, "1-last").accessibleName() == "Slow answers, Last time"
    assert cell(fixed, "2-today").accessibleName() == "Standstill, Today's number"
    assert "Such as" in cell(fixed, "1-last").accessibleDescription()


@pytest.mark.parametrize(("dark", "scale"), [(False, 1.0), (True, 2.0)])
@pytest.mark.parametrize("width", [320, 592, 900])
def test_the_example_of_a_day_is_shown_whole(dress, show, dark, scale, width):
    dress(dark=dark, scale=scale)
    table = show(TableEditor(EACH, row_each="pain"), round(width * scale), 1600)
    assert cell(table, "1-last").placeholderText()
    assert all_findings(table) == []
