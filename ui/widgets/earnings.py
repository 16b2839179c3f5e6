"""When the firm earns, by kind of thing: yes, no or not said, and partner schemes."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.amounts import parse_amount
from onboard.content.model import ItemKind
from onboard.firm import Earning, says_an_amount
from onboard.wording import say
from ui.theme import px
from ui.widgets.forms import Labelled
from ui.widgets.pick_list import PickList, pick_list
from ui.widgets.text_fields import LineField
from ui.widgets.wrap_layout import EvenLayout

MOST_PERCENT = 100
_ANSWERS = {
    "page.firm-earns-unsaid": None,
    "page.firm-earns-yes": True,
    "page.firm-earns-no": False,
}


class EarningsForm(QWidget):
    """`changed` says that something was picked or typed; what single items say is kept."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        self._margins: dict[str, PickList] = {}
        self._schemes: dict[str, LineField] = {}
        self._scheme_rows: dict[str, Labelled] = {}
        self._percents: dict[str, LineField] = {}
        self._percent_rows: dict[str, Labelled] = {}
        for kind in ItemKind:
            name = say(f"page.firm-kind-{kind.value}")
            margin = pick_list(name, f"earns-{kind.value}")
            for key in _ANSWERS:
                margin.addItem(say(key), key)
            margin.activated.connect(lambda _: self.changed.emit())
            caption = say("page.firm-earns-scheme", kind=name)
            hint = say("page.firm-earns-scheme-hint")
            scheme = LineField(caption, f"scheme-{kind.value}", hint)
            scheme.setMaxLength(200)
            scheme.saved.connect(lambda _: self.changed.emit())
            own = say("page.firm-earns-percent", kind=name)
            percent = LineField(own, f"percent-{kind.value}", say("page.firm-earns-percent-hint"))
            percent.setMaxLength(6)
            percent.saved.connect(lambda _: self.changed.emit())
            self._margins[kind.value], self._schemes[kind.value] = margin, scheme
            self._percents[kind.value] = percent
            self._percent_rows[kind.value] = Labelled(own, percent)
            beside = EvenLayout(px(220), spacing=px(14))
            beside.addWidget(Labelled(name, margin))
            self._scheme_rows[kind.value] = Labelled(caption, scheme)
            beside.addWidget(self._scheme_rows[kind.value])
            beside.addWidget(self._percent_rows[kind.value])
            column.addLayout(beside)

    def fill(self, earnings: tuple[Earning, ...]) -> None:
        """Show what the firm has said, without telling anyone."""
        said = {entry.of: entry for entry in earnings}
        for kind, margin in self._margins.items():
            entry = said.get(kind, Earning(kind))
            key = next(name for name, value in _ANSWERS.items() if value is entry.margin)
            margin.setCurrentIndex(margin.findData(key))
            self._schemes[kind].fill(entry.scheme)
            self._percents[kind].fill("" if entry.percent is None else f"{entry.percent:f}")

    def earnings(self, before: tuple[Earning, ...]) -> tuple[Earning, ...]:
        """What stands here, and what was said of single items before."""
        items = tuple(entry for entry in before if entry.of not in self._margins)
        said = {entry.of: entry for entry in before}
        made = (
            Earning(
                kind,
                _ANSWERS[str(margin.currentData())],
                self._scheme(kind, said.get(kind, Earning(kind))),
                self._percent(kind, said.get(kind, Earning(kind))),
            )
            for kind, margin in self._margins.items()
        )
        return (*(each for each in made if each != Earning(each.of)), *items)

    def _scheme(self, kind: str, before: Earning) -> str:
        """The name of a scheme; one that tells what it brings is told, and not kept."""
        text = self._schemes[kind].text().strip()
        tells = says_an_amount(text)
        self._scheme_rows[kind].say_problem(say("firm.scheme-amount", scheme=text) if tells else "")
        return before.scheme if tells else text

    def _percent(self, kind: str, before: Earning) -> Decimal | None:
        """What is typed; what cannot be read is told, and what stood before is kept."""
        text = self._percents[kind].text().strip().removesuffix("%").strip()
        percent = parse_amount(text) if text else None
        is_fine = not text or (percent is not None and percent <= MOST_PERCENT)
        problem = "" if is_fine else say("page.firm-earns-percent-problem")
        self._percent_rows[kind].say_problem(problem)
        return percent if is_fine else before.percent

    def stops(self) -> list[QWidget]:
        """Its fields in the order of the keyboard."""
        return [
            part
            for kind in self._margins
            for part in (self._margins[kind], self._schemes[kind], self._percents[kind])
        ]

    def flush(self) -> None:
        for field in (*self._schemes.values(), *self._percents.values()):
            field.flush()
