"""The tokens can be read, the marks are there, and the look can be switched at any time."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from checks import Rgb, contrast_ratio
from conftest import Dress, Show
from PySide6.QtGui import QColor, QFontInfo, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPushButton, QVBoxLayout, QWidget

from onboard.locations import resources
from ui import theme
from ui.style_sheet import style_sheet
from ui.tokens import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Tokens

LOOKS = (LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST)
NAMES = ("light", "dark", "light contrast", "dark contrast")

TEXT_PAIRS = (
    *product(("text", "muted", "accent", "ok", "danger"), ("canvas", "surface", "raised")),
    *product(("text", "muted", "accent"), ("accent_soft",)),
    ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("text", "warn_soft"), ("warn", "warn_soft"), ("text", "danger_soft"),
    ("danger", "danger_soft"), ("ok", "ok_soft"),
)  # fmt: skip
"""Ink and ground as the style sheet and the widgets pair them."""

CONTROL_PAIRS = tuple(product(("control", "focus", "accent"), ("canvas", "surface", "raised")))


def rgb(colour: str) -> Rgb:
    made = QColor(colour)
    return made.red(), made.green(), made.blue()


def ratio(tokens: Tokens, ink: str, ground: str) -> float:
    return contrast_ratio(rgb(getattr(tokens, ink)), rgb(getattr(tokens, ground)))


@pytest.mark.parametrize("tokens", LOOKS, ids=NAMES)
def test_every_text_can_be_read_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    pale = {pair: ratio(tokens, *pair) for pair in TEXT_PAIRS if ratio(tokens, *pair) < 4.5}
    assert not pale


@pytest.mark.parametrize("tokens", LOOKS, ids=NAMES)
def test_edges_of_controls_and_the_focus_ring_can_be_seen(tokens: Tokens) -> None:
    pale = {pair: ratio(tokens, *pair) for pair in CONTROL_PAIRS if ratio(tokens, *pair) < 3.0}
    assert not pale


@pytest.mark.parametrize("tokens", LOOKS, ids=NAMES)
def test_words_on_each_risk_level_can_be_read(tokens: Tokens) -> None:
    ratios = [contrast_ratio(rgb(tokens.on_level), rgb(fill)) for fill in tokens.levels]
    assert min(ratios) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT_CONTRAST, DARK_CONTRAST], ids=NAMES[2:])
def test_more_contrast_means_seven_to_one_for_texts_and_strong_edges(tokens: Tokens) -> None:
    assert ratio(tokens, "text", "canvas") >= 15
    inks = (*TEXT_PAIRS, ("accent", "warn_soft"), ("muted", "warn_soft"), ("accent", "danger_soft"))
    assert not {pair: ratio(tokens, *pair) for pair in inks if ratio(tokens, *pair) < 7}
    assert ratio(tokens, "border", "surface") >= 4.5


@pytest.mark.parametrize(("dark", "contrast"), [*product((False, True), repeat=2)])
def test_a_look_is_chosen_by_two_wishes(qapp: QApplication, dark: bool, contrast: bool) -> None:
    try:
        theme.apply(qapp, dark=dark, contrast=contrast)
        assert theme.Theme.tokens is LOOKS[2 * contrast + dark]
        assert qapp.palette().window().color() == QColor(theme.Theme.tokens.canvas)
    finally:
        theme.apply(qapp, dark=False)


@pytest.mark.parametrize("began_dark", [False, True])
def test_first_page_follows_the_style_where_the_system_says_nothing(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, began_dark: bool
) -> None:
    monkeypatch.setattr(theme.Theme, "began_dark", began_dark)
    monkeypatch.setattr(theme.Theme, "contrast", False)
    try:
        theme.apply(qapp, is_first_page=True)
        assert theme.Theme.tokens is (DARK if began_dark else LIGHT)
        assert not theme.catch_up(qapp), "what stands already is drawn once only"
        assert theme.Theme.tokens is (DARK if began_dark else LIGHT)
    finally:
        theme.apply(qapp, dark=False)


@pytest.mark.parametrize(
    ("asked", "tokens"), [("_wants_dark", DARK), ("_wants_contrast", LIGHT_CONTRAST)]
)
def test_what_the_system_wishes_stands_once_it_is_known(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, asked: str, tokens: Tokens
) -> None:
    try:
        theme.apply(qapp, is_first_page=True)
        assert theme.Theme.tokens is LIGHT
        monkeypatch.setattr(theme, asked, lambda _: True)
        assert theme.catch_up(qapp), "the window has to be drawn anew"
        assert theme.Theme.tokens is tokens
        assert qapp.palette().window().color() == QColor(tokens.canvas)
    finally:
        monkeypatch.undo()
        theme.apply(qapp, dark=False)


def test_own_wish_for_dark_stands_before_the_system(qapp: QApplication) -> None:
    try:
        theme.apply(qapp, dark=True, is_first_page=True)
        assert not theme.catch_up(qapp)
        assert theme.Theme.tokens is DARK
    finally:
        theme.apply(qapp, dark=False)


@pytest.mark.parametrize(("wished", "got"), [(0.5, 1.0), (1.25, 1.25), (2.0, 2.0), (9.0, 2.0)])
def test_text_grows_to_twice_its_size_and_no_further(
    dress: Dress, qapp: QApplication, wished: float, got: float
) -> None:
    dress(scale=wished)
    assert got == theme.Theme.scale
    assert QFontInfo(qapp.font()).pixelSize() == round(15 * got)


def test_the_shipped_font_is_in_use(qapp: QApplication) -> None:
    assert theme.Theme.family == "Inter"
    assert QFontInfo(theme.font(15)).family() == "Inter"


@pytest.mark.parametrize("tokens", LOOKS, ids=NAMES)
def test_every_mark_the_style_sheet_names_is_there(
    qapp: QApplication, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme.Theme, "tokens", tokens)
    named = re.findall(r'url\("([^"]+)"\)', style_sheet(tokens, theme.px))
    assert {Path(path).stem.split("-")[0] for path in named} == {"tick", "dot", "down", "up"}
    assert all(not QImage(path).isNull() for path in named)


@pytest.mark.parametrize("tokens", LOOKS, ids=NAMES)
@pytest.mark.parametrize(
    ("mark", "role"), [("tick", "on_accent"), ("dot", "accent"), ("down", "muted"), ("up", "muted")]
)
def test_marks_have_a_colour_that_can_be_seen(
    qapp: QApplication, tokens: Tokens, mark: str, role: str
) -> None:
    """tools/icons.py draws them; they are drawn anew when a token changes."""
    image = QImage(str(resources() / "icons" / f"{mark}-{tokens.name}.png"))
    inks = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    source = LIGHT if tokens.name == "light" else DARK
    assert inks == {getattr(source, role).lower()}
    ground = tokens.accent if mark == "tick" else tokens.surface
    assert contrast_ratio(rgb(inks.pop()), rgb(ground)) >= 3.0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_ticked_box_shows_a_tick_and_a_list_shows_its_arrow(
    show: Show, dress: Dress, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    box, choice, window = QCheckBox("I agree"), QComboBox(), QWidget()
    box.setChecked(True)
    choice.addItem("")
    column = QVBoxLayout(window)
    column.addWidget(box)
    column.addWidget(choice)
    show(window, 500, 300)
    tokens = theme.Theme.tokens
    assert tokens.on_accent.lower() in colours(box)
    assert tokens.muted.lower() in colours(choice)


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_focus_does_not_move_the_words_of_a_box(show: Show) -> None:
    """A box whose edge grows with the focus makes the sentence beside it jump."""
    box, other = QCheckBox("I agree"), QPushButton("Elsewhere")
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(box)
    show(window, 300, 200)
    other.setFocus()
    resting = box.grab().toImage().copy(8, 6, 90, box.height() - 12)
    box.setFocus()
    assert box.hasFocus()
    assert box.grab().toImage().copy(8, 6, 90, box.height() - 12) == resting


def test_the_look_may_be_switched_over_and_over_with_widgets_alive(
    show: Show, dress: Dress
) -> None:
    window = QWidget(objectName="canvas")
    column = QVBoxLayout(window)
    for widget in (QCheckBox("I agree"), QComboBox(), QPushButton("Next")):
        column.addWidget(widget)
    show(window, 400, 300)
    for turn in range(20):
        dress(dark=turn % 2 == 0, scale=1.0 + turn % 3 / 2)
        assert window.grab().width() >= 400
