"""A doubt about a line of a bill: what both have signed, how to read it out, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.interview.days import read_day
from onboard.visits.entries import BillOutcome
from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import empty, label, row, show_if
from ui.widgets.date_field import DateField
from ui.widgets.forms import Labelled, action, muted
from ui.widgets.pick_list import pick_list
from ui.widgets.text_fields import LineField, TextArea

if TYPE_CHECKING:
    from onboard.engagement import EngagementId
    from onboard.visiting.bill import BillReading
    from onboard.visiting.promises import SignedPromise
    from ui.session import EngagementSession


class BillDialog(Sheet):
    """The signed words come first, and only then what became of the doubt."""

    def __init__(
        self, parent: QWidget, session: EngagementSession, client: EngagementId, name: str
    ) -> None:
        title = say("bill.title", name=name)
        super().__init__(parent, title, say("bill.keep"), say("visit.begin-no"))
        self.setObjectName("bill-dialog")
        self._session, self._client = session, client
        self._reading: BillReading | None = None
        self.column.addWidget(label(say("bill.lead")))
        self.on = DateField(say("bill.on"), is_past=True)
        self.on.setObjectName("bill-on")
        self.minutes = LineField(say("bill.minutes"), "bill-minutes")
        self.doubt = TextArea(say("bill.doubt"), "bill-doubt", lines=2)
        for caption, field in (
            ("bill.on", self.on),
            ("bill.minutes", self.minutes),
            ("bill.doubt", self.doubt),
        ):
            self.column.addWidget(Labelled(say(caption), field))
        self.on.changed.connect(self._outdated)
        self.minutes.textChanged.connect(self._outdated)
        self.doubt.textChanged.connect(self._outdated)
        self.look = action(say("bill.look"), "bill-look")
        self.look.clicked.connect(self._look)
        self.column.addLayout(row(self.look, None))
        self._signed = QWidget()
        self._words = QVBoxLayout(self._signed)
        self._words.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._signed)
        self.outcome = pick_list(say("bill.outcome"), "bill-outcome")
        for outcome in (BillOutcome.OPEN, BillOutcome.AGREED, BillOutcome.CORRECTED):
            self.outcome.addItem(say(f"bill.{outcome.value}"), outcome.value)
        self.note = LineField(say("bill.note"), "bill-note")
        self._ends = [
            Labelled(say("bill.outcome"), self.outcome),
            Labelled(say("bill.note"), self.note),
        ]
        for end in self._ends:
            self.column.addWidget(end)
        self.column.addStretch(1)
        session.bill_read.connect(self._show)
        session.visit_kept.connect(self._kept)
        session.visit_refused.connect(self._not_kept)
        self._outdated()

    def first_focus(self) -> QWidget:
        return self.on.first_focus()

    def missing(self) -> tuple[str, QWidget | None]:
        problem, field = self._problem()
        if problem:
            return problem, field
        return ("", None) if self._reading is not None else (say("bill.look-first"), self.look)

    def accept(self) -> None:
        reading = self._reading
        if reading is None:
            return
        self.yes.setEnabled(False)
        outcome = BillOutcome(str(self.outcome.currentData()))
        self._session.keep_bill(self._client, reading, outcome, self.note.text())

    # ---- the signed words

    def _problem(self) -> tuple[str, QWidget | None]:
        if self.on.problem or read_day(self.on.text()) is None:
            return self.on.problem or say("bill.no-day"), self.on.first_focus()
        if not self.minutes.text().strip().isdecimal():
            return say("bill.no-minutes"), self.minutes
        if not self.doubt.toPlainText().strip():
            return say("bill.no-doubt"), self.doubt
        return "", None

    def _look(self) -> None:
        problem, field = self._problem()
        self._tell(problem)
        on = read_day(self.on.text())
        if problem or on is None:
            if field is not None:
                field.setFocus()
            return
        minutes = int(self.minutes.text().strip()[:9])
        self._session.read_bill(self._client, on, minutes, self.doubt.toPlainText())

    def _outdated(self, *_: object) -> None:
        """Words that were shown for another day or doubt are taken away."""
        self._reading = None
        self._show_parts()
        self.recheck()

    def _show(self, reading: BillReading) -> None:
        self._reading = reading
        empty(self._words)
        for clause in (reading.maker_time, reading.speak_up):
            if clause is not None:
                self._quote(clause)
        self._words.addWidget(label(say("bill.how"), "heading"))
        for number, step in enumerate(reading.steps, start=1):
            self._words.addWidget(label(f"{number}. {step}"))
        self._show_parts()
        self._tell("")

    def _quote(self, clause: SignedPromise) -> None:
        told = say("bill.signed-in", number=clause.number, reference=clause.reference)
        self._words.addWidget(label(told, "field"))
        self._words.addWidget(label(f"“{clause.text}”"))
        if clause.initials:
            self._words.addWidget(muted(say("bill.initials", initials=clause.initials)))

    def _show_parts(self) -> None:
        for part in (self._signed, *self._ends):
            show_if(part, self._reading is not None)

    def _kept(self, _told: str) -> None:
        super().accept()

    def _not_kept(self, problem: str) -> None:
        self.yes.setEnabled(True)
        self._tell(problem)
