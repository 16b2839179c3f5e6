from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from ui.widgets.money_field import MoneyField


def shown(qtbot, **arguments):
    field = MoneyField(**arguments)
    qtbot.addWidget(field)
    field.show()
    return field, field.findChild(QLineEdit, "amount")


def test_typing_announces_what_was_typed(qtbot):
    field, edit = shown(qtbot)
    heard = []
    field.changed.connect(heard.append)
    qtbot.keyClicks(edit, "12.5")
    assert heard[-1] == "12.5"
    assert field.text() == "12.5"


def test_text_set_by_a_screen_reader_is_heard_too(qtbot):
    field, edit = shown(qtbot)
    with qtbot.waitSignal(field.changed) as signal:
        edit.setText("900 ")
    assert signal.args == ["900"]
    assert field.text() == "900"


def test_showing_a_value_is_not_a_change(qtbot):
    field, _ = shown(qtbot)
    with qtbot.assertNotEmitted(field.changed):
        field.set_text("40000")
    assert field.text() == "40000"


def test_the_sum_and_its_currency_are_told_to_a_screen_reader(qtbot):
    _, edit = shown(qtbot, currency="EUR", name="Money lost in a day")
    assert edit.accessibleName() == "Money lost in a day"
    assert "EUR" in edit.accessibleDescription()
    assert edit.height() >= 24
