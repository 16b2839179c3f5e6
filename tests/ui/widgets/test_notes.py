"""Boxes that say something: opened by a key, in words and not in colour alone."""

from __future__ import annotations

import pytest
from checks import all_findings
from conftest import Dress, Show
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.widgets.notes import Badge, Banner, Expander

WHY = (
    "A lost laptop is one of the most common ways for customers' details to get out. Your answer"
    " decides whether we suggest locking the disk."
)
MARKS = ("must", "should", "could", "very-low", "low", "moderate", "high", "very-high")


def test_a_note_opens_and_closes_with_the_space_key(show: Show) -> None:
    expander = Expander("Why we ask", WHY, "why")
    show(expander, 500, 200)
    button, note = expander.findChild(QPushButton, "why"), expander.findChild(QFrame)
    assert isinstance(button, QPushButton)
    text = next(made for made in expander.findChildren(QLabel) if made.text() == WHY)
    assert not text.isVisible()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert text.isVisible()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert not text.isVisible()
    assert note is not None


def test_a_reader_hears_the_caption_and_whether_it_is_open(show: Show) -> None:
    expander = Expander("Why we ask", WHY, "why")
    show(expander, 500, 200)
    button = expander.findChild(QPushButton, "why")
    assert isinstance(button, QPushButton)
    for is_open in (False, True):
        button.setChecked(is_open)
        spoken = QAccessible.queryAccessibleInterface(button)
        assert spoken.text(QAccessible.Text.Name) == "Why we ask"
        assert bool(spoken.state().checked) is is_open


def test_a_banner_shows_its_words_and_hides_without_any(show: Show) -> None:
    window, banner = QWidget(), Banner("problem", "told")
    QVBoxLayout(window).addWidget(banner)
    show(window, 500, 200)
    assert not banner.isVisible()
    banner.say("Your answers are safe.", "The disk is full")
    assert banner.isVisible()
    assert banner.accessibleName() == "Problem: The disk is full Your answers are safe."
    banner.say("")
    assert not banner.isVisible()


def test_what_a_client_typed_is_never_read_as_markup(show: Show) -> None:
    window, banner = QWidget(), Banner()
    QVBoxLayout(window).addWidget(banner)
    show(window, 500, 200)
    banner.say("<b>Bold & Sons</b>")
    text = next(made for made in banner.findChildren(QLabel) if made.text())
    assert text.textFormat() is Qt.TextFormat.PlainText


def test_kinds_of_banner_differ_by_mark_and_by_what_is_spoken(show: Show) -> None:
    shapes, spoken = set(), set()
    for kind in ("note", "warning", "problem"):
        window, banner = QWidget(), Banner(kind)
        QVBoxLayout(window).addWidget(banner)
        show(window, 400, 120)
        banner.say("The same words.")
        mark = banner.findChild(QWidget, "mark")
        assert isinstance(mark, QWidget)
        image = mark.grab().toImage()
        ground = image.pixelColor(0, 0)
        shapes.add(tuple(image.pixelColor(x, y) != ground for x in range(20) for y in range(20)))
        spoken.add(banner.accessibleName())
    assert len(shapes) == len(spoken) == 3


@pytest.mark.parametrize("mark", MARKS)
def test_a_badge_says_its_word(show: Show, mark: str) -> None:
    badge = Badge(mark, f"word of {mark}")
    show(badge, 300, 40)
    spoken = QAccessible.queryAccessibleInterface(badge)
    assert spoken.text(QAccessible.Text.Name) == f"word of {mark}"


def test_badges_differ_without_colour_and_without_words(show: Show, dress: Dress) -> None:
    """Reduced to ink and ground, each mark still has a shape of its own."""
    shapes = set()
    for mark in MARKS:
        badge = Badge(mark, "x")
        show(badge, 60, 30)
        image = badge.grab().toImage()
        area = [(x, y) for x in range(6, 27) for y in range(5, image.height() - 5)]
        lights = [image.pixelColor(x, y).lightness() for x, y in area]
        strong = (min(lights) + max(lights)) / 2  # the pale bars are there to count against
        shapes.add(tuple(light < strong for light in lights))
    assert len(shapes) == len(MARKS)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_notes_and_badges_can_be_read(show: Show, dress: Dress, dark: bool, scale: float) -> None:
    dress(dark=dark, scale=scale)
    window = QWidget(objectName="canvas")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(window)
    for kind in ("note", "warning", "problem"):
        banner = Banner(kind)
        column.addWidget(banner)
        banner.say(WHY, "One thing first")
    expander = Expander("Why we ask", WHY, "why")
    column.addWidget(expander)
    for mark in MARKS:
        column.addWidget(Badge(mark, "Risk of leaving it out: should"))
    column.addStretch()
    show(window, 620, round(1100 * scale))
    why = expander.findChild(QPushButton, "why")
    assert isinstance(why, QPushButton)
    why.setChecked(True)
    assert all_findings(window) == []


class _Windows(QObject):
    """Notes every window that shows, if only for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_a_note_that_is_being_made_shows_no_window_of_its_own(qapp: QApplication) -> None:
    windows = _Windows()
    qapp.installEventFilter(windows)
    expander = Expander("Why we ask", WHY, "why")
    expander.add_part("First", "We look for the fault.")
    qapp.removeEventFilter(windows)
    assert windows.shown == []
    expander.deleteLater()


def test_parts_of_a_note_open_with_their_titles_and_name_what_they_open(show: Show) -> None:
    expander = Expander("Show each line", "", "lines", spoken="Show each line: your hours")
    expander.add_part("First", "We look for the fault.")
    expander.add_part("Then", "We call the maker.")
    show(expander, 500, 300)
    button = expander.findChild(QPushButton, "lines")
    assert isinstance(button, QPushButton)
    assert button.accessibleName() == "Show each line: your hours"
    assert button.text().endswith("Show each line")
    QTest.keyClick(button, Qt.Key.Key_Space)
    seen = [made.text() for made in expander.findChildren(QLabel) if made.isVisible()]
    assert seen == ["First", "We look for the fault.", "Then", "We call the maker."]
    assert all_findings(expander) == []


def test_what_can_be_done_stands_in_the_box_and_goes_with_it(show: Show) -> None:
    banner, deed = Banner("note", "offer"), QPushButton("Keep it to myself")
    banner.add(deed)
    page = QWidget()
    QVBoxLayout(page).addWidget(banner)
    show(page, 400, 300)
    assert not deed.isVisible()
    banner.say(WHY)
    assert deed.isVisible()
    text = next(made for made in banner.findChildren(QLabel) if made.text() == WHY)
    assert deed.geometry().top() >= text.geometry().bottom()
    assert all_findings(page) == []
    banner.say("")
    assert not deed.isVisible()
