"""Rows of a visit: a promise with how it was found, an open point, what one person says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.interview.days import read_day
from onboard.visiting.view import PULSE, SCALE
from onboard.visits.entries import Kept, PointState
from onboard.wording import day, say
from ui.theme import px
from ui.widgets.base import label, show_if
from ui.widgets.date_field import DateField
from ui.widgets.forms import Labelled, muted
from ui.widgets.pick_list import PickList, pick_list
from ui.widgets.text_fields import LineField

if TYPE_CHECKING:
    from onboard.visiting.view import PointCheck, PromiseCheck


class _Row(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, px(8))
        self.column.setSpacing(px(4))

    def _picks(self, spoken: str, name: str, options: Sequence[tuple[str, str]]) -> PickList:
        made = pick_list(spoken, name)
        for value, text in options:
            made.addItem(text, value)
        made.currentIndexChanged.connect(self._on_pick)
        return made

    def _on_pick(self, *_: object) -> None:
        self.changed.emit()


class PromiseRow(_Row):
    """One promise; what was not kept takes a note."""

    def __init__(self, check: PromiseCheck) -> None:
        super().__init__()
        self.key = check.promise.key
        title = f"{check.promise.number} {check.promise.title}".strip()
        self.column.addWidget(label(title, "field"))
        self.column.addWidget(muted(check.promise.text))
        options = [("", say("visit.not-looked-at"))]
        options += [(each.value, say(f"visit.{each.value}")) for each in Kept]
        self.state = self._picks(title, f"promise-{self.key}", options)
        self.note = LineField(say("visit.note-of", title=title), f"note-{self.key}")
        self.note.setPlaceholderText(say("visit.note-hint"))
        if check.checked is not None:
            self.state.setCurrentIndex(self.state.findData(check.checked.state.value))
            self.note.fill(check.checked.note)
        self.note.textChanged.connect(self._on_pick)
        self.column.addWidget(self.state)
        self.column.addWidget(self.note)
        self._on_pick()

    @property
    def said(self) -> tuple[Kept, str] | None:
        value = str(self.state.currentData() or "")
        return (Kept(value), self.note.text().strip()) if value else None

    @property
    def problem(self) -> str:
        said = self.said
        lacks = said is not None and said[0] is not Kept.KEPT and not said[1]
        return say("visit.note-needed-here") if lacks else ""

    def _on_pick(self, *_: object) -> None:
        said = self.said
        show_if(self.note, said is not None and (said[0] is not Kept.KEPT or bool(said[1])))
        self.changed.emit()


class PointRow(_Row):
    """One open point: done, or with a day."""

    def __init__(self, check: PointCheck, number: int, least: date) -> None:
        super().__init__()
        self.key, self._least = check.point.key, least
        text = check.point.text
        self.column.addWidget(label(text, "field"))
        if check.point.by is not None:
            self.column.addWidget(muted(say("visit.point-had", day=day(check.point.by))))
        options = [
            ("", say("visit.point-open")),
            (PointState.DONE.value, say("visit.point-done")),
            (PointState.DATED.value, say("visit.point-gets-day")),
        ]
        self.state = self._picks(text, f"point-{number}", options)
        self.by = DateField(say("visit.point-day-of", text=text))
        self.by.setObjectName(f"point-by-{number}")
        self.by.changed.connect(self._on_pick)
        if check.settled is not None:
            self.state.setCurrentIndex(self.state.findData(check.settled.state.value))
            if check.settled.by is not None:
                self.by.set_text(check.settled.by.isoformat())
        self.column.addWidget(self.state)
        self.column.addWidget(self.by)
        self._on_pick()

    @property
    def is_settled(self) -> bool:
        return bool(self.state.currentData())

    @property
    def day(self) -> date | None:
        is_dated = self.state.currentData() == PointState.DATED.value
        return read_day(self.by.text()) if is_dated else None

    @property
    def problem(self) -> str:
        if self.state.currentData() != PointState.DATED.value:
            return ""
        chosen = self.day
        if self.by.problem or chosen is None:
            return self.by.problem or say("visit.point-no-day")
        return say("visit.point-day-past") if chosen < self._least else ""

    def _on_pick(self, *_: object) -> None:
        show_if(self.by, self.state.currentData() == PointState.DATED.value)
        self.changed.emit()


class PulseRow(_Row):
    """What one person says to the short questions; nothing is counted."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.person = LineField(say("visit.pulse-person"), f"pulse-person-{number}")
        self.person.textChanged.connect(self._on_pick)
        hint = say("visit.pulse-person-hint")
        self.column.addWidget(Labelled(say("visit.pulse-person"), self.person, hint))
        self._words: dict[str, PickList] = {}
        options = [("", say("visit.pulse-not-asked")), *((w, say(f"pulse.{w}")) for w in SCALE)]
        for question in PULSE:
            ask = say(f"pulse.{question}")
            made = self._picks(ask, f"pulse-{question}-{number}", options)
            self._words[question] = made
            self.column.addWidget(Labelled(ask, made))

    @property
    def words(self) -> dict[str, str]:
        picked = ((key, str(made.currentData() or "")) for key, made in self._words.items())
        return {key: word for key, word in picked if word}

    @property
    def problem(self) -> str:
        lacks = bool(self.words) != bool(self.person.text().strip())
        return say("visit.pulse-half") if lacks else ""
