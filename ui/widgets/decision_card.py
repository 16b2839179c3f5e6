"""One line to decide: yes, no, later, another offer; what was decided is told on the card."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import AnswerButton, button, label
from ui.widgets.forms import caption_of
from ui.widgets.line_card import LineCard, LineText
from ui.widgets.pick_list import PickList, in_full, pick_list
from ui.widgets.wrap_layout import WrapLayout


@dataclass(frozen=True, slots=True)
class LineState:
    """What a card tells of the decision."""

    name: str
    """Of the thing, for what is spoken."""
    told: str
    goes_along: bool
    """Another line decides for this one; there is nothing to choose."""
    is_accepted: bool
    offers: tuple[tuple[str, str], ...]
    """Id and words of each, where there are several."""
    offer: str


class DecisionCard(LineCard):
    """A line with its choices below."""

    accepted = Signal()
    declined = Signal()
    put_off = Signal()
    offer_chosen = Signal(str)

    def __init__(self, text: LineText, state: LineState, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._state = state
        self._status = label(state.told, "field", name=f"state-{text.id}")
        self.foot.addWidget(self._status)
        self._yes: AnswerButton | None = None
        self._box: PickList | None = None
        if state.goes_along:
            return
        self._add_choices(text.id)
        if state.offers:
            self._add_offers(text.id)

    def show_state(self, state: LineState) -> bool:
        """Tell another state; False where that takes a card with other parts."""
        before = self._state
        if state == before:
            self._check(state)
            return True
        if (state.goes_along, state.offers, state.name) != (
            before.goes_along, before.offers, before.name,
        ):  # fmt: skip
            return False
        self._state = state
        self._status.setText(state.told)
        self._check(state)
        return True

    def _check(self, state: LineState) -> None:
        """A press toggles the button by itself; what was decided is what counts."""
        if self._yes is not None:
            self._yes.show_said(state.is_accepted)
        if self._box is not None:
            self._box.setCurrentIndex(max(0, self._box.findData(state.offer)))

    def _add_choices(self, item: str) -> None:
        spoken = say("page.yes-spoken", name=self._state.name)
        self._yes = AnswerButton(say("page.yes"), f"yes-{item}", spoken=spoken)
        no, later = self._choice("no", item), self._choice("later", item)
        self._yes.said.connect(self.accepted)
        no.clicked.connect(self.declined)
        later.clicked.connect(self.put_off)
        choices = WrapLayout(spacing=px(10))
        for choice in (self._yes, no, later):
            choices.addWidget(choice)
        self.foot.addLayout(choices)
        self._check(self._state)

    def _choice(self, what: str, item: str) -> QPushButton:
        spoken = say(f"page.{what}-spoken", name=self._state.name)
        return button(say(f"page.{what}"), f"{what}-{item}", "", spoken=spoken)

    def _add_offers(self, item: str) -> None:
        box = self._box = pick_list(
            say("page.offer-spoken", name=self._state.name), f"offer-{item}", self
        )
        for offer_id, words in self._state.offers:
            box.addItem(words, offer_id)
        box.activated.connect(lambda _: self.offer_chosen.emit(str(box.currentData())))
        self._check(self._state)
        self.foot.addWidget(caption_of(box, say("page.offer-caption")))
        self.foot.addWidget(box)
        self.foot.addWidget(in_full(box))
