"""A word that is wider than its page: it wraps, and what is read out stays what was typed."""

from __future__ import annotations

import pytest
from checks import all_findings
from conftest import Dress, Show
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QVBoxLayout, QWidget

from ui.widgets.base import BREAK, LONGEST_WORD, breakable, label
from ui.widgets.card_button import CardButton
from ui.widgets.choices import ChoiceCards, ChoiceOption
from ui.widgets.pick_list import pick_list

ENDLESS = "gesellschaft" * 8


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_an_endless_word_is_cut_nowhere(show: Show, dress: Dress, scale: float) -> None:
    dress(scale=scale)
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(label(f"Mail to {ENDLESS}", "title"))
    column.addWidget(CardButton(ENDLESS, "Changed today", "card"))
    option = ChoiceOption("one", "One", ENDLESS, parts=(("What you pay", ENDLESS),))
    column.addWidget(ChoiceCards((option,), "Pick"))
    column.addStretch(1)
    show(page, 700, 2400)
    assert not all_findings(page)


def test_a_text_is_told_as_it_was_typed() -> None:
    words = label(ENDLESS)
    assert words.text() == ENDLESS
    words.setText(f"{ENDLESS} again")
    assert words.text() == f"{ENDLESS} again"


def test_usual_words_and_codes_are_not_touched() -> None:
    usual = "Donaudampfschifffahrt 7K4M-9XQ2- " + "x" * LONGEST_WORD
    assert breakable(usual) == usual
    assert breakable(ENDLESS).replace(BREAK, "") == ENDLESS


def test_what_a_list_cannot_show_whole_ends_in_dots(show: Show) -> None:
    picked = pick_list("Offer", "offer")
    picked.addItem("A whole copy now, and one tried on a spare disk — $180 – $300 each")
    show(picked, 200, 50)
    option = QStyleOptionComboBox()
    picked.initStyleOption(option)
    assert option.currentText.endswith("…")
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = picked.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, picked)
    assert picked.fontMetrics().horizontalAdvance(option.currentText) <= room.width()
    assert picked.currentText() in picked.toolTip()
