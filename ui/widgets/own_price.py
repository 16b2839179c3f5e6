"""One price of one's own: which thing, which kind of it, how much, and how often it is paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.forms import action, muted
from ui.widgets.money_field import MoneyField
from ui.widgets.pick_list import pick_list

PERIODS = ("once", "month", "year")


@dataclass(frozen=True, slots=True)
class PricedThing:
    """What can be priced: a name, and its kinds with name and usual period."""

    name: str
    kinds: Mapping[str, tuple[str, str]]


class OwnPriceCard(QFrame):
    """Gives ids and the amount as typed; the page says what it makes of them."""

    changed = Signal()
    removed = Signal()

    def __init__(self, things: Mapping[str, PricedThing], currency: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName("own-price")
        self._things = things
        self.thing_list = _searchable(say("page.price-thing"), "thing")
        for key, thing in sorted(things.items(), key=lambda pair: pair[1].name.casefold()):
            self.thing_list.addItem(thing.name, key)
        self.thing_list.setCurrentIndex(-1)
        self.kind_list = pick_list(say("page.price-kind"), "kind")
        self.period_list = pick_list(say("page.price-per"), "per")
        self.period_list.setMinimumContentsLength(6)
        for period in PERIODS:
            self.period_list.addItem(say(f"page.price-{period}"), period)
        self._kind_name = muted("")
        self.amount = MoneyField(currency, say("page.price-amount"))
        self.problem = label("", "error")
        self.problem.hide()
        spoken = say("page.price-remove-spoken")
        self._remove = action(say("page.price-remove"), "remove", "quiet", spoken=spoken)
        self._remove.clicked.connect(self.removed)
        self._build()
        self.thing_list.currentIndexChanged.connect(self._thing_picked)
        self.kind_list.currentIndexChanged.connect(self._kind_picked)
        self.period_list.currentIndexChanged.connect(self.changed)
        self.amount.changed.connect(lambda _: self.changed.emit())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(12), px(12), px(12))
        column.setSpacing(px(6))
        column.addWidget(_caption(say("page.price-thing"), self.thing_list))
        column.addWidget(self.thing_list)
        column.addWidget(_caption(say("page.price-kind"), self.kind_list))
        column.addWidget(self.kind_list)
        column.addWidget(self._kind_name)
        column.addWidget(_caption(say("page.price-amount"), self.amount))
        column.addWidget(self.amount)
        column.addWidget(_caption(say("page.price-per"), self.period_list))
        column.addLayout(row(self.period_list, None))
        column.addWidget(self.problem)
        column.addLayout(row(self._remove, None))

    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard visits, in order."""
        return (self.thing_list, self.kind_list, self.amount, self.period_list, self._remove)

    def thing(self) -> str:
        """The id of what is priced; empty until something known is picked."""
        index = self.thing_list.currentIndex()
        is_exact = index >= 0 and self.thing_list.currentText() == self.thing_list.itemText(index)
        return str(self.thing_list.itemData(index)) if is_exact else ""

    def kind(self) -> str:
        return str(self.kind_list.currentData() or "")

    def period(self) -> str:
        return str(self.period_list.currentData())

    def fill(self, thing: str, kind: str, amount: str, period: str) -> None:
        """Show a price without telling anyone."""
        blocked = self.blockSignals(True)
        self.thing_list.setCurrentIndex(self.thing_list.findData(thing))
        self.kind_list.setCurrentIndex(max(0, self.kind_list.findData(kind)))
        self.amount.set_text(amount)
        self.period_list.setCurrentIndex(max(0, self.period_list.findData(period)))
        self.blockSignals(blocked)

    def say_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _thing_picked(self) -> None:
        blocked = self.kind_list.blockSignals(True)
        self.kind_list.clear()
        thing = self._things.get(self.thing())
        for kind in thing.kinds if thing else ():
            self.kind_list.addItem(say(f"page.price-{kind}"), kind)
        self.kind_list.blockSignals(blocked)
        self._kind_picked()

    def _kind_picked(self) -> None:
        thing = self._things.get(self.thing())
        name, period = thing.kinds[self.kind()] if thing and self.kind() else ("", "")
        self._kind_name.setText(name)
        self._kind_name.setVisible(bool(name))
        if period:
            blocked = self.period_list.blockSignals(True)
            self.period_list.setCurrentIndex(self.period_list.findData(period))
            self.period_list.blockSignals(blocked)
        self.changed.emit()


def _caption(text: str, field: QWidget) -> QWidget:
    made = label(text, "field")
    made.setBuddy(field)
    return made


def _searchable(name: str, object_name: str) -> QComboBox:
    """A list one can type into; any part of a name finds it."""
    made = pick_list(name, object_name)
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    line, completer = made.lineEdit(), made.completer()
    if line is not None:
        line.setAccessibleName(name)
        line.setPlaceholderText(say("page.price-type-to-find"))
    if completer is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return made
