from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.widgets.ink_pad import InkPad

LEFT = Qt.MouseButton.LeftButton
WAVE = [QPoint(40 + 12 * step, 60 + (25 if step % 2 else -25)) for step in range(12)]


@pytest.fixture
def pad(qtbot):
    made = InkPad()
    qtbot.addWidget(made)
    made.resize(520, 180)
    made.show()
    return made


def draw(pad, points=WAVE):
    QTest.mousePress(pad, LEFT, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, LEFT, pos=points[-1])


def pen(pad, kind, point, pressure, pressed=LEFT):
    device = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Pressure | QInputDevice.Capability.Position,
        1,
        1,
    )
    event = QTabletEvent(
        kind, device, QPointF(point), QPointF(point), pressure, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, LEFT, pressed,
    )  # fmt: skip
    QApplication.sendEvent(pad, event)
    return event.isAccepted()


def test_a_stroke_of_the_mouse_is_kept_point_by_point(qtbot, pad):
    with qtbot.waitSignal(pad.changed):
        draw(pad)
    (stroke,) = pad.strokes()
    assert [(x, y) for x, y, _, _ in stroke] == [(p.x(), p.y()) for p in WAVE]
    times = [moment for _, _, moment, _ in stroke]
    assert times == sorted(times)
    assert times[0] >= 0
    assert {pressure for _, _, _, pressure in stroke} == {0.5}


def test_a_pen_gives_its_pressure_and_no_second_stroke_as_a_mouse(qtbot, pad):
    taken = [
        pen(pad, QEvent.Type.TabletPress, WAVE[0], 0.2),
        pen(pad, QEvent.Type.TabletMove, WAVE[1], 0.9),
        pen(pad, QEvent.Type.TabletRelease, WAVE[1], 0.0, Qt.MouseButton.NoButton),
    ]
    assert taken == [True, True, True]
    assert [[round(p, 1) for *_, p in stroke] for stroke in pad.strokes()] == [[0.2, 0.9]]


def test_a_finger_draws_too(qtbot, pad):
    device = QTest.createTouchDevice()
    QTest.touchEvent(pad, device).press(0, WAVE[0], pad).commit()
    for point in WAVE[1:]:
        QTest.touchEvent(pad, device).move(0, point, pad).commit()
    QTest.touchEvent(pad, device).release(0, WAVE[-1], pad).commit()
    assert pad.has_ink()


def test_a_slip_of_the_hand_is_no_signature(pad):
    draw(pad, WAVE[:7])
    assert not pad.has_ink()
    draw(pad, WAVE[7:9])
    assert pad.has_ink()


def test_a_trembling_hand_adds_nothing(pad):
    draw(pad, [QPoint(50, 50), QPoint(51, 50), QPoint(50, 50), QPoint(51, 50), QPoint(90, 50)])
    assert [point[:2] for point in pad.strokes()[0]] == [(50.0, 50.0), (90.0, 50.0)]


def test_ink_stays_on_the_pad(pad):
    draw(pad, [QPoint(500, 100), QPoint(900, 100), QPoint(900, -50)])
    assert [point[:2] for point in pad.strokes()[0]] == [(500, 100), (520, 100), (520, 0)]


def test_undo_takes_the_last_stroke_and_clear_takes_all(qtbot, pad):
    draw(pad)
    draw(pad, WAVE[:4])
    with qtbot.waitSignal(pad.changed):
        pad.undo()
    assert [len(stroke) for stroke in pad.strokes()] == [12]
    QTest.keySequence(pad, "Ctrl+Z")
    assert pad.strokes() == ()
    draw(pad)
    with qtbot.waitSignal(pad.changed):
        pad.clear()
    assert pad.strokes() == ()
    with qtbot.assertNotEmitted(pad.changed):
        pad.undo()


def test_moving_without_a_press_draws_nothing(pad):
    for point in WAVE:
        QTest.mouseMove(pad, point)
    QTest.mousePress(pad, Qt.MouseButton.RightButton, pos=WAVE[0])
    QTest.mouseMove(pad, WAVE[5])
    assert pad.strokes() == ()


@pytest.mark.parametrize("dark", [False, True])
def test_ink_stands_out_in_light_and_dark(pad, dress, dark):
    draw(pad)
    dress(dark=dark)
    picture = pad.grab().toImage()
    shades = [picture.pixelColor(x, 60).lightness() for x in range(40, 170)]
    paper, ink = (max, min) if not dark else (min, max)
    assert abs(paper(shades) - ink(shades)) > 180


def test_a_screen_reader_is_told_of_the_equal_way(pad):
    assert pad.accessibleName()
    assert "Type my name instead" in pad.accessibleDescription()
