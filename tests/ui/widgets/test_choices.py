"""Cards that are picked: one of them, or any of them and "none" alone."""

from __future__ import annotations

import pytest
from checks import all_findings
from conftest import Dress, Show
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.choices import CheckCards, ChoiceCards, ChoiceOption

LAPTOP = (
    ChoiceOption("lock", "We could lock or erase it from afar", "Someone has tried it once."),
    ChoiceOption("password", "It has a password, but nothing more"),
    ChoiceOption("unsure", "I don't know", "We will add a two-minute task to find out."),
)
DATA = (
    ChoiceOption("health", "Health records"),
    ChoiceOption("pay", "What staff are paid"),
    ChoiceOption("none", "None of these"),
)
LONG = ChoiceOption(
    "long",
    "Somebody outside the business, whose name we would have to look up first, could open it",
    "No password, or one that many people know and that is also written on a note under it.",
)


def part(cards: QWidget, option: str) -> QAbstractButton:
    found = cards.findChild(QAbstractButton, f"option-{option}")
    assert found is not None
    return found


def test_picking_a_card_tells_its_id_once(qtbot: QtBot, show: Show) -> None:
    cards = ChoiceCards(LAPTOP, "If a laptop were lost today?")
    show(cards)
    told: list[str] = []
    cards.changed.connect(told.append)
    qtbot.mouseClick(part(cards, "password"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(part(cards, "lock"), Qt.MouseButton.LeftButton)
    assert told == ["password", "lock"]
    assert cards.value() == "lock"


def test_the_whole_card_can_be_pressed(qtbot: QtBot, show: Show) -> None:
    cards = ChoiceCards(LAPTOP, "If a laptop were lost today?")
    show(cards)
    corner = part(cards, "unsure").rect().bottomRight()
    qtbot.mouseClick(part(cards, "unsure"), Qt.MouseButton.LeftButton, pos=corner)
    assert cards.value() == "unsure"


def test_one_card_is_picked_with_keys_alone(show: Show) -> None:
    cards = ChoiceCards(LAPTOP, "If a laptop were lost today?")
    show(cards)
    cards.first_focus().setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(cards.first_focus(), Qt.Key.Key_Space)
    assert cards.value() == "lock"
    QTest.keyClick(part(cards, "lock"), Qt.Key.Key_Down)
    assert cards.value() == "password"
    assert part(cards, "password").hasFocus()


def test_showing_a_pick_tells_nobody_and_can_be_taken_back(show: Show) -> None:
    cards = ChoiceCards(LAPTOP, "If a laptop were lost today?")
    show(cards)
    told: list[str] = []
    cards.changed.connect(told.append)
    cards.set_value("unsure")
    assert cards.value() == "unsure"
    assert cards.first_focus() is part(cards, "unsure")
    cards.set_value(None)
    assert cards.value() is None
    assert told == []


def test_a_screen_reader_hears_role_name_and_detail(show: Show) -> None:
    cards = ChoiceCards(LAPTOP, "If a laptop were lost today?")
    show(cards)
    spoken = QAccessible.queryAccessibleInterface(part(cards, "lock"))
    assert spoken.role() is QAccessible.Role.RadioButton
    assert spoken.text(QAccessible.Text.Name) == "We could lock or erase it from afar"
    assert spoken.text(QAccessible.Text.Description) == "Someone has tried it once."


def test_a_screen_reader_can_pick(qtbot: QtBot, show: Show) -> None:
    cards = ChoiceCards(LAPTOP, "If a laptop were lost today?")
    show(cards)
    spoken = QAccessible.queryAccessibleInterface(part(cards, "password"))
    actions = spoken.actionInterface()
    actions.doAction(actions.actionNames()[0])
    qtbot.waitUntil(lambda: cards.value() == "password")


def test_any_number_may_be_ticked(qtbot: QtBot, show: Show) -> None:
    cards = CheckCards(DATA, "What do you keep?", "none")
    show(cards)
    told: list[tuple[str, ...]] = []
    cards.changed.connect(told.append)
    qtbot.mouseClick(part(cards, "pay"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(part(cards, "health"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(part(cards, "pay"), Qt.MouseButton.LeftButton)
    assert told == [("pay",), ("health", "pay"), ("health",)]


def test_none_stands_alone(qtbot: QtBot, show: Show) -> None:
    cards = CheckCards(DATA, "What do you keep?", "none")
    show(cards)
    cards.set_value(("health", "pay"))
    told: list[tuple[str, ...]] = []
    cards.changed.connect(told.append)
    qtbot.mouseClick(part(cards, "none"), Qt.MouseButton.LeftButton)
    assert cards.value() == ("none",)
    qtbot.mouseClick(part(cards, "health"), Qt.MouseButton.LeftButton)
    assert cards.value() == ("health",)
    assert told == [("none",), ("health",)]


def test_without_a_none_card_nothing_excludes_anything(qtbot: QtBot, show: Show) -> None:
    cards = CheckCards(DATA, "What do you keep?", None)
    show(cards)
    for option in ("none", "health"):
        qtbot.mouseClick(part(cards, option), Qt.MouseButton.LeftButton)
    assert cards.value() == ("health", "none")


def test_the_ring_comes_with_the_keyboard_only(qtbot: QtBot, show: Show) -> None:
    cards = ChoiceCards(LAPTOP, "If a laptop were lost today?")
    show(cards)
    focus_ink = "#2459d6"

    def has_ring(option: str) -> bool:
        image = part(cards, option).grab().toImage()
        middle = image.height() // 2
        return any(image.pixelColor(x, middle).name() == focus_ink for x in range(6))

    qtbot.mouseClick(part(cards, "lock"), Qt.MouseButton.LeftButton)
    assert part(cards, "lock").hasFocus()
    assert not has_ring("lock")
    QTest.keyClick(part(cards, "lock"), Qt.Key.Key_Down)
    assert has_ring("password")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [340, 900])
def test_long_words_wrap_and_can_be_read(
    show: Show, dress: Dress, dark: bool, scale: float, width: int
) -> None:
    dress(dark=dark, scale=scale)
    window = QWidget(objectName="canvas")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(window)
    one, many = ChoiceCards((*LAPTOP, LONG), "One"), CheckCards((*DATA, LONG), "Many", "none")
    one.set_value("long")
    many.set_value(("health", "long"))
    column.addWidget(one)
    column.addWidget(many)
    column.addStretch()
    show(window, width, round(2200 * scale))
    assert all_findings(window) == []


WAYS = [
    ChoiceOption("all", "All of it", parts=(("You pay", "One sum a month."), ("We do", "Watch."))),
    ChoiceOption("job", "One job", "With an end.", (("You pay", "One price."), ("We do", "It."))),
]


@pytest.mark.parametrize(("width", "is_beside"), [(700, True), (300, False)])
def test_captions_stand_beside_their_texts_where_there_is_room(
    show: Show, width: int, is_beside: bool
) -> None:
    cards = ChoiceCards(WAYS, "What should we be?")
    show(cards, width, 600)
    all_, job = (part(cards, name).text_rects() for name in ("all", "job"))  # type: ignore[attr-defined]
    assert [text.text for text in all_] == [
        "All of it", "You pay", "One sum a month.", "We do", "Watch.",
    ]  # fmt: skip
    assert [text.text for text in job][:2] == ["One job", "With an end."]
    caption, words = all_[1:3]
    assert (words.x >= caption.x + caption.width) == is_beside
    assert (words.y >= caption.y + caption.height) == (not is_beside)
    assert words.x == job[3].x
    assert all_findings(cards) == []


def test_captions_are_heard_with_their_texts() -> None:
    cards = ChoiceCards(WAYS, "What should we be?")
    assert part(cards, "job").accessibleDescription() == (
        "With an end.\nYou pay: One price.\nWe do: It."
    )
    cards.deleteLater()


def test_captions_change_sides_where_a_language_does(show: Show) -> None:
    cards = ChoiceCards(WAYS, "What should we be?")
    cards.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(cards, 700, 600)
    _, caption, words, *_ = part(cards, "all").text_rects()  # type: ignore[attr-defined]
    assert words.x + words.width <= caption.x
    assert all_findings(cards) == []
