from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Show
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from ui.widgets.pick_list import PickList, in_full, pick_list

SHORT = "$8 a month"
LONG = "$80 – $150 a month — Each hour, kept so that nobody can change it for 30 days"


class _Field(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.list: PickList = pick_list("Offer", "offer", self)
        self.below: QLabel = in_full(self.list)
        column = QVBoxLayout(self)
        for part in (self.list, self.below):
            column.addWidget(part)
        column.addStretch(1)
        for words in (SHORT, LONG):
            self.list.addItem(words)


@pytest.fixture
def field(show: Show) -> Iterator[_Field]:
    made = _Field()
    show(made, 320, 400)
    yield made
    made.list.hidePopup()


def test_what_the_field_cuts_stands_below_in_full(field: _Field) -> None:
    assert not field.below.isVisible()
    field.list.setCurrentIndex(1)
    assert field.below.isVisible()
    assert field.below.text() == LONG
    field.resize(1200, 400)
    QApplication.processEvents()
    assert not field.below.isVisible()
    field.resize(320, 400)
    QApplication.processEvents()
    assert field.below.isVisible()


def test_the_entries_of_the_open_list_wrap(field: _Field) -> None:
    field.list.showPopup()
    QApplication.processEvents()
    view, model = field.list.view(), field.list.model()
    short, long = (view.visualRect(model.index(number, 0)) for number in range(2))
    line = view.fontMetrics().height()
    assert short.height() < 2 * line
    assert long.height() >= 2 * line
    assert long.width() <= view.viewport().width()
