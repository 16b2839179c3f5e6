"""Each check sees the fault that is planted for it, and passes a clean window."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from checks import all_findings, clipped, contrast_ratio, low_contrast, nameless, small_targets
from conftest import Dress, Show
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme

SENTENCE = "A lost laptop must not hand your clients' papers to the person who finds it."


class Painted(QWidget):
    """One text, painted by itself at a given height and colour."""

    def __init__(self, text: str, height: int, ink: str = "#000000") -> None:
        super().__init__()
        self._text, self._height, self._ink = text, theme.px(height), ink
        self.setFixedSize(theme.px(220), theme.px(80))

    def text_rects(self) -> Iterable[tuple[str, QFont, float, float, float, float]]:
        return [(self._text, theme.font(15), 10, 5, theme.px(200), self._height)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        painter.setPen(QColor(self._ink))
        for text, font, x, y, width, height in self.text_rects():
            painter.setFont(font)
            wrap = int(Qt.TextFlag.TextWordWrap)
            painter.drawText(int(x), int(y), int(width), int(height), wrap, text)
        painter.end()


def a_window(*widgets: QWidget) -> QWidget:
    window = QWidget(objectName="canvas")
    layout = QVBoxLayout(window)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch()
    return window


def a_clean_window() -> QWidget:
    title, sentence = QLabel("Your computers"), QLabel(SENTENCE)
    title.setProperty("kind", "title")
    sentence.setWordWrap(True)
    sentence.setProperty("kind", "muted")
    field = QLineEdit("Blue Door Bakery")
    field.setAccessibleName("Business name")
    hint = QLineEdit(placeholderText="name@example.com")
    hint.setAccessibleName("E-mail")
    go = QPushButton("Next")
    go.setProperty("kind", "primary")
    off = QPushButton("Not yet")
    off.setEnabled(False)
    tick = QCheckBox("I agree")
    painted = Painted("painted", 30)
    return a_window(title, sentence, field, hint, go, off, tick, painted)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_clean_window_has_no_findings(show: Show, dress: Dress, dark: bool, scale: float) -> None:
    dress(dark=dark, scale=scale)
    assert all_findings(show(a_clean_window(), 640, 820)) == []


# ---- clipped


def test_a_wrapped_label_without_room_is_found(show: Show) -> None:
    label = QLabel(SENTENCE)
    label.setWordWrap(True)
    label.setFixedSize(200, 20)
    (finding,) = clipped(show(a_window(label)))
    assert "A lost laptop" in finding
    assert "has 20" in finding


def test_a_word_longer_than_its_label_is_found(show: Show) -> None:
    label = QLabel("Incomprehensibilities")
    label.setWordWrap(True)
    label.setFixedSize(60, 100)
    (finding,) = clipped(show(a_window(label)))
    assert "longest word" in finding


@pytest.mark.parametrize(
    "widget",
    [lambda: QLabel(SENTENCE), lambda: QPushButton(SENTENCE), lambda: QCheckBox(SENTENCE)],
    ids=["label", "button", "check box"],
)
def test_a_single_line_that_is_too_long_is_found(show: Show, widget: type[QWidget]) -> None:
    made = widget()
    made.setFixedWidth(120)
    (finding,) = clipped(show(a_window(made)))
    assert "has 120 x" in finding


def test_a_hint_longer_than_its_field_is_found(show: Show) -> None:
    field = QLineEdit(placeholderText=SENTENCE)
    field.setFixedWidth(150)
    (finding,) = clipped(show(a_window(field)))
    assert "hint needs" in finding


def test_a_field_lower_than_its_line_is_found(show: Show) -> None:
    field = QLineEdit("Blue Door Bakery")
    field.setStyleSheet("min-height: 0; padding: 0")
    field.setFixedHeight(12)
    (finding,) = clipped(show(a_window(field)))
    assert "a line needs" in finding


def test_a_painted_text_without_room_is_found(show: Show) -> None:
    (finding,) = clipped(show(a_window(Painted(SENTENCE, 20))))
    assert "has 200 x 20" in finding


def test_a_text_painted_outside_its_widget_is_found(show: Show) -> None:
    (finding,) = clipped(show(a_window(Painted("short", 90))))
    assert "outside the widget" in finding


def test_a_child_that_sticks_out_of_its_parent_is_found(show: Show) -> None:
    card = QWidget(objectName="card")
    card.setFixedSize(100, 50)
    inside = QLabel("Here", card)
    inside.setGeometry(80, 10, 60, 30)
    findings = clipped(show(a_window(card)))
    assert [finding for finding in findings if "sticks out of QWidget#card" in finding]


def test_a_page_wider_than_its_view_is_found(show: Show) -> None:
    area = QScrollArea(objectName="view")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page = QWidget()
    page.setFixedSize(900, 100)
    area.setWidget(page)
    (finding,) = clipped(show(a_window(area), 400, 300))
    assert "its page is 900 px wide" in finding


# ---- contrast


def _table(text: str, head: str, width: int, height: int) -> QTableWidget:
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderLabels([head])
    table.setItem(0, 0, QTableWidgetItem(text))
    table.setColumnWidth(0, theme.px(width))
    table.setRowHeight(0, theme.px(height))
    return table


@pytest.mark.parametrize(
    ("text", "head", "width", "height"),
    [
        ("Wiederherstellungspunkt", "No.", 60, 40),
        (SENTENCE, "No.", 200, 20),
        ("1", "Wiederherstellungspunkt", 60, 40),
    ],
    ids=["a word", "lines", "a head"],
)
def test_a_cell_without_room_is_found(
    show: Show, text: str, head: str, width: int, height: int
) -> None:
    (found,) = clipped(show(_table(text, head, width, height)))
    assert "the cell" in found


def test_a_table_with_room_is_clean_and_a_hidden_head_is_no_fault(show: Show) -> None:
    assert clipped(show(_table("1", "No.", 100, 40))) == []
    table = _table("1", "Wiederherstellungspunkt", 60, 40)
    table.horizontalHeader().hide()
    assert clipped(show(table)) == []


def test_the_ratio_is_that_of_the_recommendation() -> None:
    assert contrast_ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast_ratio((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert contrast_ratio((9, 9, 9), (9, 9, 9)) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: QLabel("Too pale"),
        lambda: QPushButton("Too pale"),
        lambda: QLineEdit("Too pale"),
        lambda: QCheckBox("Too pale"),
        lambda: QRadioButton("Too pale"),
    ],
    ids=["label", "button", "field", "check box", "radio button"],
)
def test_a_pale_text_is_found_and_measured(show: Show, make: type[QWidget]) -> None:
    widget = make()
    widget.setStyleSheet("color: #9A9A9A; background: #FFFFFF")
    widget.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # with the focus, a field selects its text
    (finding,) = low_contrast(show(a_window(widget)))
    assert "'Too pale' has 2.81:1 (#9A9A9A on #FFFFFF), needs 4.5:1" in finding


def test_a_pale_painted_text_is_found(show: Show) -> None:
    (finding,) = low_contrast(show(a_window(Painted("Too pale", 30, ink="#9A9A9A"))))
    assert "needs 4.5:1" in finding


@pytest.mark.parametrize(
    ("look", "is_found"),
    [
        ("font-size: 24px", False),
        ("font-size: 23px", True),
        ("font-size: 19px; font-weight: 700", False),
        ("font-size: 18px; font-weight: 700", True),
        ("font-size: 19px", True),
    ],
)
def test_large_text_may_be_paler(show: Show, look: str, is_found: bool) -> None:
    label = QLabel("Large")
    label.setStyleSheet(f"color: #808080; background: #FFFFFF; {look}")  # 3.95:1
    assert bool(low_contrast(show(a_window(label)))) is is_found


def test_disabled_controls_may_be_pale(show: Show) -> None:
    button = QPushButton("Later")
    button.setStyleSheet("color: #BBBBBB; background: #FFFFFF")
    button.setEnabled(False)
    assert low_contrast(show(a_window(button))) == []


# ---- names and sizes


def test_a_control_without_a_name_is_found(show: Show) -> None:
    field = QLineEdit(objectName="who")
    assert nameless(show(a_window(field))) == ["QLineEdit#who has no accessible name"]


def test_a_label_as_buddy_is_a_name(show: Show) -> None:
    field = QLineEdit()
    label = QLabel("Business name")
    label.setBuddy(field)
    assert nameless(show(a_window(label, field))) == []


def test_what_takes_no_focus_needs_no_name(show: Show) -> None:
    field = QLineEdit()
    field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert nameless(show(a_window(field))) == []


@pytest.mark.parametrize("size", [(23, 40), (40, 23)])
def test_a_target_too_small_to_press_is_found(show: Show, size: tuple[int, int]) -> None:
    button = QPushButton(objectName="more", accessibleName="More")
    width, height = size
    button.setStyleSheet(
        f"border: none; padding: 0; min-width: {width}px; max-width: {width}px;"
        f" min-height: {height}px; max-height: {height}px"
    )
    findings = small_targets(show(a_window(button)))
    assert findings == [f"QPushButton#more is {width} x {height}, needs 24"]


def test_hidden_faults_are_no_faults(show: Show) -> None:
    label = QLabel(SENTENCE)
    label.setWordWrap(True)
    label.setFixedSize(100, 20)
    window = a_window(label)
    label.hide()
    assert all_findings(show(window)) == []
