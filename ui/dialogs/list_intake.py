"""A list from another program: which column is what, how each row is understood, then take it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.theme import px
from ui.widgets.base import empty, label
from ui.widgets.choices import ChoiceCards, ChoiceOption
from ui.widgets.data_table import DataTable
from ui.widgets.forms import Labelled, muted
from ui.widgets.pick_list import pick_list

if TYPE_CHECKING:
    from onboard.tables.limits import Rows
    from ui.list_view import ForeignList, Shown
    from ui.session import EngagementSession

ADD, REPLACE = "add", "replace"


class ListDialog(Sheet):
    """`columns`, `said` and `is_added` are what was wished when it is accepted."""

    def __init__(self, parent: QWidget, found: ForeignList) -> None:
        kind = found.kind
        yes, no = say(f"intake.{kind}-yes"), say("intake.no")
        super().__init__(parent, say(f"intake.{kind}-title"), yes, no)
        self.setObjectName(f"list-{kind}")
        self._found = found
        self.columns = dict(found.columns)
        self.said: dict[str, str] = {}
        self.column.addWidget(label(say(f"intake.{kind}-lead")))
        self._there = ChoiceCards(
            [
                ChoiceOption(ADD, say("intake.add"), say("intake.add-detail")),
                ChoiceOption(REPLACE, say("intake.replace"), say("intake.replace-detail")),
            ],
            say("intake.there"),
        )
        self._there.changed.connect(self.recheck)
        self.column.addWidget(self._there)
        self._words = QVBoxLayout()
        self._words.setSpacing(px(8))
        self.column.addLayout(self._words)
        self._summary = label("", "field", name="list-summary")
        self.column.addWidget(self._summary)
        self._rows = QVBoxLayout()
        self.column.addLayout(self._rows)
        self.column.addWidget(label(say("intake.columns"), "subheading"))
        self.column.addWidget(muted(say("intake.columns-lead")))
        self._lists = {field: self._column_list(field) for field in found.fields}
        self.column.addStretch(1)
        self._shown = self._look()
        self._draw_words()

    def _column_list(self, field: str) -> QComboBox:
        caption = say(f"{_area(self._found.kind)}.field-{field}")
        made = pick_list(caption, f"column-{field}")
        made.addItem(say("intake.no-such-column"), -1)
        for place, name in enumerate(self._found.head):
            made.addItem(name or say("intake.nameless-column", number=place + 1), place)
        made.setCurrentIndex(made.findData(self.columns.get(field, -1)))
        made.currentIndexChanged.connect(partial(self._mapped, field, made))
        self.column.addWidget(Labelled(caption, made))
        return made

    @property
    def is_added(self) -> bool | None:
        """None where nothing stood there."""
        if not self._shown.has_typed:
            return None
        return {ADD: True, REPLACE: False}.get(self._there.value() or "")

    def missing(self) -> tuple[str, QWidget | None]:
        first = next(iter(self._lists.values()))
        if self._shown.problem:
            return self._shown.problem, first
        if not self._shown.count:
            return say("intake.nothing"), first
        if self._shown.has_typed and self.is_added is None:
            return say("intake.say-there"), self._there
        return "", None

    # ---- gestures

    def _mapped(self, field: str, made: QComboBox, _: int) -> None:
        self.columns.pop(field, None)
        if made.currentData() >= 0:
            self.columns[field] = int(made.currentData())
        self._shown = self._look()
        self._draw_words()
        self.recheck()

    def _word_said(self, word: str, made: QComboBox, _: int) -> None:
        self.said.pop(word, None)
        if made.currentData():
            self.said[word] = str(made.currentData())
        self._shown = self._look()
        self.recheck()

    # ---- drawing

    def _look(self) -> Shown:
        shown = self._found.look(self.columns, self.said)
        self._summary.setText(shown.summary)
        self._there.setVisible(shown.has_typed)
        empty(self._rows)
        if shown.rows:
            name = say("intake.rows")
            table = DataTable(name, shown.heads, shown.rows, shown.shares)
            table.setObjectName("list-rows")
            self._rows.addWidget(table)
        return shown

    def _draw_words(self) -> None:
        """What a person has to say something of, as the columns are mapped now."""
        empty(self._words)
        for number, word in enumerate(self._shown.words):
            caption = say("intake.word", word=word) if word else say("intake.no-word")
            made = pick_list(caption, f"word-{number}")
            made.addItem(say("intake.not-said"), "")
            for key, text in (self._shown.choices or {}).items():
                made.addItem(text, key)
            made.setCurrentIndex(max(0, made.findData(self.said.get(word, ""))))
            made.currentIndexChanged.connect(partial(self._word_said, word, made))
            self._words.addWidget(Labelled(caption, made))


def bring_list(
    window: QWidget, session: EngagementSession, kind: str, told: Callable[[str], None]
) -> None:
    """Ask for a file, show what is in it, and take what the person wants taken."""
    from pathlib import Path

    kinds = say("intake.file-kinds")
    chosen, _ = QFileDialog.getOpenFileName(window, say(f"intake.{kind}-title"), "", kinds)
    if chosen:
        session.read_list(Path(chosen), lambda rows: _show(window, session, kind, rows, told))


def _show(
    window: QWidget,
    session: EngagementSession,
    kind: str,
    rows: Rows,
    told: Callable[[str], None],
) -> None:
    dialog = ListDialog(window, session.foreign_list(kind, rows))

    def take() -> None:
        done = session.take_list(kind, rows, dialog.columns, dialog.said, dialog.is_added)
        told(done)

    dialog.accepted.connect(take)
    dialog.open()


def _area(kind: str) -> str:
    return "intake" if kind == "computers" else "prices"
