"""A visit or a review: promises, open points, pains, short questions, and whether there is more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.content.model import QuestionId
from onboard.interview.days import read_day
from onboard.visits.folding import Written
from onboard.wording import day, say
from ui.dialogs.sheet import Sheet
from ui.editors import Editor, make_editor
from ui.widgets.base import label
from ui.widgets.consent import Consent
from ui.widgets.date_field import DateField
from ui.widgets.forms import Labelled, action, muted
from ui.widgets.text_fields import LineField, TextArea
from ui.widgets.visit_parts import PointRow, PromiseRow, PulseRow

if TYPE_CHECKING:
    from onboard.visiting.view import PainCheck
    from ui.session import EngagementSession
    from ui.verbs.visits import VisitAtHand


class VisitDialog(Sheet):
    """What is kept is kept for good; a visit that stays open can be gone on with later."""

    def __init__(self, parent: QWidget, session: EngagementSession, at_hand: VisitAtHand) -> None:
        view = at_hand.view
        assert view is not None  # noqa: S101  (one that is not begun has a dialog of its own)
        kind = say(f"visit.{view.visit.kind}")
        title = say("visit.title", kind=kind, name=at_hand.name, day=day(view.visit.on))
        super().__init__(parent, title, say("visit.keep"), say("visit.begin-no"))
        self.setObjectName("visit-dialog")
        self._session, self._at_hand, self._view = session, at_hand, view
        present = ", ".join(view.visit.present)
        self.column.addWidget(muted(say("visit.present", names=present)))
        self._ask_points()
        self._ask_promises()
        self._ask_pains()
        self._ask_pulse()
        self._ask_else()
        self.column.addStretch(1)
        session.visit_kept.connect(self._kept)
        session.visit_refused.connect(self._not_kept)

    def first_focus(self) -> QWidget:
        return self.points[0].state if self.points else self.own

    # ---- parts

    def _ask_points(self) -> None:
        self._head("visit.points", "visit.points-lead")
        on = self._view.visit.on
        self.points = [
            PointRow(check, number, on) for number, check in enumerate(self._view.points)
        ]
        for row in self.points:
            row.changed.connect(self.recheck)
            self.column.addWidget(row)
        self.own = LineField(say("visit.own-point"), "own-point")
        self.own.textChanged.connect(self.recheck)
        self.column.addWidget(Labelled(say("visit.own-point"), self.own))
        self.own_by = DateField(say("visit.own-by"))
        self.own_by.setObjectName("own-by")
        self.own_by.changed.connect(self.recheck)
        self.column.addWidget(Labelled(say("visit.own-by"), self.own_by, say("visit.own-by-hint")))

    def _ask_promises(self) -> None:
        self._head("visit.promises", "visit.promises-lead")
        self.promises = [PromiseRow(check) for check in self._view.promises]
        for row in self.promises:
            row.changed.connect(self.recheck)
            self.column.addWidget(row)

    def _ask_pains(self) -> None:
        self.pains: dict[str, Editor | LineField] = {}
        if not self._view.pains:
            return
        self._head("visit.pains", "visit.pains-lead")
        for check in self._view.pains:
            self.column.addWidget(label(check.pain.ask, "field"))
            first = say("visit.first-day", text=check.pain.first)
            self.column.addWidget(muted(first))
            self.column.addWidget(self._pain_field(check))

    def _pain_field(self, check: PainCheck) -> QWidget:
        key = check.pain.key
        value = self._view.visit.measured.get(key)
        if check.pain.is_row:
            line = LineField(say("visit.today-of", text=check.pain.ask), f"pain-{key}")
            line.fill(str(value or ""))
            self.pains[key] = line
            return line
        editor = make_editor(self._view.pack, QuestionId(key))
        editor.fill(value)
        self.pains[key] = editor
        return editor

    def _ask_pulse(self) -> None:
        self._head("visit.pulse", "visit.pulse-lead")
        for person, words in self._view.visit.pulses.items():
            told = "; ".join(f"{say(f'pulse.{q}')} {say(f'pulse.{w}')}" for q, w in words.items())
            self.column.addWidget(label(f"{person}: {told}"))
        self.pulses: list[PulseRow] = []
        self._people = QVBoxLayout()
        self.column.addLayout(self._people)
        self._one_more = action(say("visit.pulse-more"), "pulse-more")
        self._one_more.clicked.connect(self._add_person)
        self.column.addWidget(self._one_more)
        self._add_person()

    def _add_person(self) -> None:
        row = PulseRow(len(self.pulses) + 1)
        row.changed.connect(self.recheck)
        is_more = bool(self.pulses)
        self.pulses.append(row)
        self._people.addWidget(row)
        if is_more:
            row.person.setFocus()

    def _ask_else(self) -> None:
        self._head("visit.else", "visit.else-lead")
        told = self._view.visit.anything_else
        self.anything_else = TextArea(say("visit.else"), "anything-else", lines=2)
        self.anything_else.setPlainText(told or "")
        self.anything_else.textChanged.connect(self.recheck)
        self.column.addWidget(self.anything_else)
        self.nothing = Consent(say("visit.else-nothing"), "else-nothing")
        self.nothing.box.setChecked(told == "")
        self.nothing.toggled.connect(self.recheck)
        self.column.addWidget(self.nothing)
        self._head("visit.private", "visit.private-lead")
        self.private = TextArea(say("visit.private"), "visit-private", lines=2)
        self.private.setPlainText(self._view.visit.private_note)
        self.column.addWidget(self.private)
        self.closing = Consent(say("visit.close-now"), "visit-close")
        self.closing.toggled.connect(self.recheck)
        self.column.addWidget(self.closing)

    def _head(self, title: str, lead: str) -> None:
        self.column.addWidget(label(say(title), "heading"))
        self.column.addWidget(muted(say(lead)))

    # ---- what stands here

    def missing(self) -> tuple[str, QWidget | None]:
        for point in self.points:
            if point.problem:
                return point.problem, point.by.first_focus()
        by = read_day(self.own_by.text())
        if self.own.text().strip() and (by is None or by < self._view.visit.on):
            return say("visit.own-no-day"), self.own_by.first_focus()
        for promise in self.promises:
            if promise.problem:
                return promise.problem, promise.note
        for pulse in self.pulses:
            if pulse.problem:
                return pulse.problem, pulse.person
        return self._missing_to_close() if self.closing.is_given() else ("", None)

    def _missing_to_close(self) -> tuple[str, QWidget | None]:
        if self._view.visit.on > self._at_hand.today:
            return say("visit.to-come"), self.closing.box
        for point in self.points:
            if not point.is_settled:
                return say("visit.point-left"), point.state
        if not self.nothing.is_given() and not self.anything_else.toPlainText().strip():
            return say("visit.else-left"), self.anything_else
        return "", None

    @property
    def written(self) -> Written:
        text = self.anything_else.toPlainText().strip()
        own = self.own.text().strip()
        return Written(
            checked={row.key: row.said for row in self.promises if row.said is not None},
            points={row.key: row.day for row in self.points if row.is_settled},
            new_points=((own, read_day(self.own_by.text())),) if own else (),
            pulses={row.person.text().strip(): row.words for row in self.pulses if row.words},
            measured=dict(self._measured()),
            anything_else=text if text or self.nothing.is_given() else None,
            private_note=self.private.toPlainText(),
        )

    def _measured(self) -> list[tuple[str, object]]:
        """Only what was typed here; an untouched field says nothing new."""
        found: list[tuple[str, object]] = []
        for key, field in self.pains.items():
            raw = field.text().strip() if isinstance(field, LineField) else field.typed()
            known = self._view.visit.measured.get(key)
            if raw and (known is None or str(raw) != str(known)):
                found.append((key, raw))
        return found

    # ---- keeping it

    def accept(self) -> None:
        """The dialog stays until the store has said that all is kept."""
        self.yes.setEnabled(False)
        visit = self._view.visit.id
        is_closing = self.closing.is_given()
        self._session.write_visit(self._at_hand.client, visit, self.written, is_closing=is_closing)

    def _kept(self, _told: str) -> None:
        super().accept()

    def _not_kept(self, problem: str) -> None:
        self.yes.setEnabled(True)
        self._tell(problem)
