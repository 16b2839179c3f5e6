from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget

from ui.widgets.ink_pad import InkPad
from ui.widgets.signature_panel import SignaturePanel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(show):
    made = SignaturePanel(
        "For the practice", "I decide for the practice.", "Dana Reed", consent="I agree to it all."
    )
    made.heard = []
    made.signed.connect(lambda name, strokes: made.heard.append((name, strokes)))
    return show(made, 600, 700)


def part(panel, kind, name):
    return panel.findChild(kind, name)


def press(panel, name):
    QTest.mouseClick(part(panel, QPushButton, name), LEFT)


def draw(panel, points=12):
    pad = panel.findChild(InkPad)
    QTest.mousePress(pad, LEFT, pos=QPoint(40, 60))
    for step in range(1, points):
        QTest.mouseMove(pad, QPoint(40 + 12 * step, 60 + (20 if step % 2 else 0)))
    QTest.mouseRelease(pad, LEFT, pos=QPoint(40, 60))


def problem(panel):
    shown = part(panel, QLabel, "sign-problem")
    return shown.text() if shown.isVisible() else ""


def test_a_name_ink_and_consent_make_a_signature(panel):
    draw(panel)
    part(panel, QCheckBox, "consent").click()
    press(panel, "sign")
    ((name, strokes),) = panel.heard
    assert name == "Dana Reed"
    assert strokes == panel.findChild(InkPad).strokes()
    assert len(strokes[0]) >= 8


def test_a_typed_name_is_an_equal_way(panel):
    draw(panel)
    press(panel, "type-instead")
    edit = part(panel, QLineEdit, "signer-name")
    edit.setText("  Dana R. Reed ")
    shown = part(panel, QLabel, "typed-name")
    assert shown.isVisible()
    assert shown.text() == "Dana R. Reed"
    assert not panel.findChild(InkPad).isVisible()
    part(panel, QCheckBox, "consent").click()
    press(panel, "sign")
    assert panel.heard == [("Dana R. Reed", ())]


def test_going_back_to_the_hand_keeps_what_was_drawn(panel):
    draw(panel)
    press(panel, "type-instead")
    press(panel, "type-instead")
    assert panel.findChild(InkPad).isVisible()
    part(panel, QCheckBox, "consent").click()
    press(panel, "sign")
    assert panel.heard[0][1] != ()


@pytest.mark.parametrize(
    ("leave_out", "word", "place"),
    [("name", "name", "signer-name"), ("ink", "line", "ink"), ("consent", "box", "consent")],
)
def test_what_is_missing_is_said_and_given_the_focus(panel, leave_out, word, place):
    if leave_out == "name":
        part(panel, QLineEdit, "signer-name").setText("   ")
    draw(panel, points=3 if leave_out == "ink" else 12)
    if leave_out != "consent":
        part(panel, QCheckBox, "consent").click()
    press(panel, "sign")
    assert panel.heard == []
    assert word in problem(panel)
    assert problem(panel).count(".") == 1
    assert panel.focusWidget() is part(panel, QWidget, place)


def test_mending_takes_the_problem_away(panel):
    press(panel, "sign")
    assert problem(panel)
    draw(panel)
    assert problem(panel) == ""


def test_pressing_the_sentence_ticks_the_box(panel):
    (words,) = (word for word in panel.findChildren(QLabel) if word.text() == "I agree to it all.")
    QTest.mouseClick(words, LEFT)
    assert part(panel, QCheckBox, "consent").isChecked()


def test_a_busy_panel_cannot_sign_twice(panel):
    draw(panel)
    part(panel, QCheckBox, "consent").click()
    panel.set_busy(True)
    press(panel, "sign")
    press(panel, "clear")
    assert panel.heard == []
    panel.set_busy(False)
    press(panel, "sign")
    assert len(panel.heard) == 1


def test_a_problem_from_outside_is_shown_and_taken_back(panel):
    panel.set_problem("The disk is full. Your answers are safe. Free some space and sign again.")
    assert problem(panel).startswith("The disk is full.")
    panel.set_problem("")
    assert problem(panel) == ""


def test_signing_needs_no_mouse(panel):
    part(panel, QLineEdit, "signer-name").setFocus()
    seen = []
    while (now := panel.focusWidget()).objectName() not in seen:
        seen.append(now.objectName())
        if now.objectName() in ("type-instead", "consent", "sign"):
            QTest.keyClick(now, Qt.Key.Key_Space)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert panel.heard == [("Dana Reed", ())]
    assert seen == ["signer-name", "ink", "type-instead", "consent", "sign"]


def test_undo_takes_a_stroke_and_the_focus_stays_in_the_panel(panel):
    draw(panel)
    undo = part(panel, QPushButton, "undo")
    undo.setFocus()
    QTest.keyClick(undo, Qt.Key.Key_Space)
    assert panel.findChild(InkPad).strokes() == ()
    assert not undo.isEnabled()
    assert panel.focusWidget() is panel.findChild(InkPad)
