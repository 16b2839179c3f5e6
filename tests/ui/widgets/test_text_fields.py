"""Text is saved while it is typed: after a pause, at the latest after a second, and on leaving."""

from __future__ import annotations

from conftest import Dress, Show
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets import text_fields
from ui.widgets.text_fields import LineField, SaveSoon, TextArea


def test_many_changes_are_saved_once_after_the_pause(qtbot: QtBot) -> None:
    parent = QObject()
    soon = SaveSoon(parent)
    spy = QSignalSpy(soon.due)
    with qtbot.waitSignal(soon.due):
        for _ in range(5):
            soon.touch()
    assert spy.count() == 1


def test_someone_who_never_stops_typing_is_saved_all_the_same(qtbot: QtBot) -> None:
    """Each change starts the pause anew; a cap ends the wait even so."""
    parent = QObject()
    soon = SaveSoon(parent)
    typing = text_fields.QTimer(parent)
    typing.timeout.connect(soon.touch)
    typing.start(text_fields.PAUSE_MS // 4)
    with qtbot.waitSignal(soon.due, timeout=text_fields.LONGEST_MS * 3):
        soon.touch()
    typing.stop()
    soon.flush()


def test_flush_saves_at_once_and_only_what_waits() -> None:
    parent = QObject()
    soon = SaveSoon(parent)
    spy = QSignalSpy(soon.due)
    soon.flush()
    assert spy.count() == 0
    soon.touch()
    soon.flush()
    soon.flush()
    assert spy.count() == 1


def test_a_line_carries_what_was_typed(qtbot: QtBot, show: Show) -> None:
    field = LineField("Business name", "business")
    show(field, 400, 60)
    with qtbot.waitSignal(field.saved) as told:
        qtbot.keyClicks(field, "Blue Door")
    assert told.args == ["Blue Door"]


def test_text_from_a_screen_reader_or_dictation_is_saved(qtbot: QtBot, show: Show) -> None:
    """They set text without a key, and so without `textEdited`."""
    field = LineField("Business name", "business")
    show(field, 400, 60)
    spoken = QAccessible.queryAccessibleInterface(field)
    with qtbot.waitSignal(field.saved) as told:
        spoken.setText(QAccessible.Text.Value, "Spoken Bakery")
    assert told.args == ["Spoken Bakery"]


def test_filling_a_line_saves_nothing(show: Show) -> None:
    field, area = LineField("Name", "name"), TextArea("Notes", "notes")
    show(field, 400, 60)
    show(area, 400, 160)
    line_spy, area_spy = QSignalSpy(field.saved), QSignalSpy(area.saved)
    field.fill("Blue Door")
    area.fill("Two\nlines")
    field.flush()
    area.flush()
    assert (field.text(), area.toPlainText()) == ("Blue Door", "Two\nlines")
    assert (line_spy.count(), area_spy.count()) == (0, 0)


def test_what_is_being_typed_is_left_alone(qtbot: QtBot, show: Show) -> None:
    """A snapshot that comes back late must not eat the letters typed since."""
    field = LineField("Name", "name")
    show(field, 400, 60)
    field.setFocus()
    qtbot.keyClicks(field, "Blue Door Bak")
    field.fill("Blue")
    assert field.text() == "Blue Door Bak"
    field.flush()


def test_tab_leaves_an_area_and_return_makes_a_line(qtbot: QtBot, show: Show) -> None:
    window, area, after = QWidget(), TextArea("Notes", "notes"), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(area)
    column.addWidget(after)
    show(window, 400, 260)
    area.setFocus()
    qtbot.keyClicks(area, "one")
    QTest.keyClick(area, Qt.Key.Key_Return)
    qtbot.keyClicks(area, "two")
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert area.toPlainText() == "one\ntwo"
    assert after.hasFocus()
    area.flush()


class _Above(QWidget):
    """Sees which keys a field lets through, as the window does."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())


def test_control_return_goes_through_an_area_to_the_window(show: Show) -> None:
    window, area = _Above(), TextArea("Notes", "notes")
    QVBoxLayout(window).addWidget(area)
    show(window, 400, 200)
    area.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, control)
    QApplication.sendEvent(area, press)
    assert area.toPlainText() == ""
    assert window.keys == [Qt.Key.Key_Return]


def test_an_area_grows_with_its_text_up_to_a_limit(show: Show) -> None:
    area = TextArea("Notes", "notes", lines=3)
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(area)
    column.addStretch(1)
    show(window, 400, 700)
    resting = area.height()
    area.setPlainText("\n".join("a line" for _ in range(8)))
    grown = area.height()
    assert grown > resting
    assert not area.verticalScrollBar().maximum()
    area.setPlainText("\n".join("a line" for _ in range(200)))
    line = area.fontMetrics().lineSpacing()
    assert area.height() == resting + line * (text_fields.MOST_LINES - 3)
    area.setPlainText("")
    assert area.height() == resting
    area.flush()


def test_an_area_follows_the_size_of_text(show: Show, dress: Dress) -> None:
    area = TextArea("Notes", "notes", lines=3)
    show(area, 400, 200)
    before = area.height()
    dress(scale=2.0)
    assert area.height() > 1.7 * before


def test_a_field_is_as_high_as_the_text_it_comes_up_with(show: Show) -> None:
    """Qt counts lines when they are painted; before, a kept text stood in two lines, half cut."""
    area = TextArea("Words", "words", lines=2)
    area.start_with("A sentence that goes on for a while. " * 12)
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(area)
    column.addStretch(1)
    show(page, 600, 500)
    lines = round(area.document().size().height())
    assert lines > 4
    assert area.height() >= lines * area.fontMetrics().lineSpacing()


def test_a_long_text_is_shown_from_its_beginning(qtbot: QtBot) -> None:
    field = LineField("Name", "name")
    qtbot.addWidget(field)
    field.fill("The Very Long Name of a Practice " * 5)
    assert field.cursorPosition() == 0
