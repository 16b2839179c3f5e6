"""The next step: what, by which day, by whom. What is proposed stands there to be changed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from onboard.content.model import Doer
from onboard.engagement import NextStep
from onboard.papers.wordings import doer
from onboard.wording import day, say
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.date_field import DateField
from ui.widgets.forms import Labelled, action
from ui.widgets.pick_list import pick_list
from ui.widgets.text_fields import TextArea


class NextStepCard(QFrame):
    """`agreed` carries the step that both agree on."""

    agreed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName("next-step")
        self._today = date.min
        self._shown: NextStep | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(label(say("page.next-title"), "heading"))
        column.addWidget(label(say("page.next-lead"), "muted"))
        self.text = TextArea(say("page.next-text"), "next-text", lines=2)
        self.day = DateField(say("page.next-day"))
        self.who = pick_list(say("page.next-who"), "next-who")
        for who in Doer:
            name = doer(who)
            self.who.addItem(name[:1].upper() + name[1:], who.value)
        self._text_row = Labelled(say("page.next-text"), self.text)
        self._day_row = Labelled(say("page.next-day"), self.day)
        for part in (self._text_row, self._day_row, Labelled(say("page.next-who"), self.who)):
            column.addWidget(part)
        self.save = action(say("page.next-save"), "next-save")
        self.save.clicked.connect(self._agree)
        column.addLayout(row(self.save, None))
        self._state = label("", "saved", name="next-state")
        column.addWidget(self._state)

    def show_step(self, step: NextStep, today: date, *, is_agreed: bool) -> None:
        """Fill in a step; what a person has begun to change is left alone until it is agreed."""
        self._today = today
        if step != self._shown and (is_agreed or not self._is_touched()):
            self._shown = step
            self.text.start_with(step.text)
            self.day.set_text(step.on.isoformat())
            self.who.setCurrentIndex(max(0, self.who.findData(step.who)))
        said = say("page.next-agreed", text=step.text, day=day(step.on)) if is_agreed else ""
        self._state.setText(said)
        self._state.setVisible(bool(said))

    def forget(self) -> None:
        """Let go of what was typed: it belongs to another client."""
        self._shown = None
        for part in (self._text_row, self._day_row):
            part.say_problem("")

    def _is_touched(self) -> bool:
        if self._shown is None:
            return False
        typed = (self.text.toPlainText().strip(), self.day.text(), self.who.currentData())
        return typed != (self._shown.text, self._shown.on.isoformat(), self._shown.who)

    def flush(self) -> None:
        """Agree on what was changed, where it is whole."""
        on = self._picked_day()
        if self._is_touched() and self.text.toPlainText().strip() and on and on >= self._today:
            self._agree()

    def has_problem(self) -> bool:
        """Whether what was changed cannot be kept; the sentence stands beside it then."""
        if not self._is_touched():
            return False
        self._agree()
        return self._text_row.has_problem or self._day_row.has_problem

    def _agree(self) -> None:
        text, on = self.text.toPlainText().strip(), self._picked_day()
        self._text_row.say_problem("" if text else say("page.next-no-text"))
        bad_day = on is None or on < self._today
        hint = self.day.problem or say("page.next-no-day", day=day(self._today))
        self._day_row.say_problem(hint if bad_day else "")
        if not text or on is None or bad_day:
            wrong = self.text if not text else self.day
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.agreed.emit(NextStep(text, on, str(self.who.currentData())))

    def _picked_day(self) -> date | None:
        try:
            return date.fromisoformat(self.day.text())
        except ValueError:
            return None
