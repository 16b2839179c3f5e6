"""A small table to fill in: a card for each row, with real editors that wrap where it is narrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import button, label, let_go
from ui.widgets.cells import (
    Editor,
    TableColumn,
    Value,
    is_blank,
    make_editor,
    set_value,
    value_of,
    when_changed,
)
from ui.widgets.column import Column
from ui.widgets.wrap_layout import WrapLayout

__all__ = ["TableColumn", "TableEditor"]


class TableEditor(Column):
    """Always shows a row to fill in; a row that was left blank does not count as one.

    With `row_each`, a choice column, each of its options has one row, and none is added or removed:
    what is not filled in stays empty, and stays there.
    """

    changed = Signal()

    def __init__(
        self, columns: Sequence[TableColumn], row_each: str = "", parent: QWidget | None = None
    ):
        super().__init__(parent)
        each = next((column for column in columns if column.id == row_each), None)
        self._each = each
        self._columns = tuple(column for column in columns if column is not each)
        self._rows: list[_Row] = []
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(10))
        self._add = button(say("ui.add-row"), "add-row")
        self._add.clicked.connect(self._append_and_go_there)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(self._cards)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._start()

    def _start(self) -> None:
        """The rows that are there before anything is filled in."""
        if self._each is None:
            self._append()
            return
        self._add.hide()
        for key, words in self._each.options:
            self._append((key, words))

    def rows(self) -> list[dict[str, Value]]:
        """Each row as column id to value: the id of a choice ("" for none yet), number or text."""
        if self._each is not None:
            found = [{self._each.id: row.key, **row.values()} for row in self._rows]
            return found if any(not row.is_blank() for row in self._rows) else []
        return [row.values() for row in self._rows if not row.is_blank()]

    def set_rows(self, rows: Iterable[Mapping[str, Value]]) -> None:
        """Show these rows without announcing them as a change."""
        blocked = self.blockSignals(True)
        while self._rows:
            self._drop(self._rows[-1])
        if self._each is not None:
            self._start()
            told = {str(values.get(self._each.id)): values for values in rows}
            for row in self._rows:
                row.show_values(told.get(row.key, {}))
        else:
            for values in rows:
                self._append().show_values(values)
            if not self._rows:
                self._append()
        self.blockSignals(blocked)

    def first_focus(self) -> QWidget:
        """The editor in which a person begins."""
        return self._rows[0].first_editor()

    def _append(self, of: tuple[str, str] | None = None) -> _Row:
        row = _Row(self._columns, of, self)
        row.changed.connect(self.changed)
        row.unwanted.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._cards.addWidget(row)
        if self.isVisible():
            row.show()  # not when the layout comes to it: the focus may go there now
        self._keep_tab_order()
        self._number()
        return row

    def _append_and_go_there(self) -> None:
        self._append().first_editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, row: _Row) -> None:
        """Take a row away; the focus goes to the row that moves up, or else to the last one."""
        place = self._rows.index(row)
        was_blank = row.is_blank()
        self._drop(row)
        if not self._rows:
            self._append()
        self._number()
        near = self._rows[min(place, len(self._rows) - 1)]
        near.first_editor().setFocus(Qt.FocusReason.OtherFocusReason)
        if not was_blank:
            self.changed.emit()

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        self._cards.removeWidget(row)
        let_go(row)

    def _number(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            row.set_number(number)

    def _keep_tab_order(self) -> None:
        """New rows are made after the button, and would come after it."""
        QWidget.setTabOrder(self._rows[-1].last_stop(), self._add)


class _Row(QFrame):
    changed = Signal()
    unwanted = Signal()

    def __init__(
        self, columns: Sequence[TableColumn], of: tuple[str, str] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._columns = columns
        self.key, self._title = of or ("", "")
        self._editors: list[Editor] = []
        self._captions: list[QLabel] = []
        self._remove = button(say("ui.remove-row"), "remove", "quiet")
        self._remove.clicked.connect(self.unwanted)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(14), px(12), px(14), px(12))
        if self._title:
            outer.addWidget(label(self._title, "subheading"))
            self._remove.hide()
        line = WrapLayout(spacing=px(12))
        outer.addLayout(line)
        for column in columns:
            cell = QWidget(self)
            editor = make_editor(column, cell)
            words = label(column.label, "muted")
            words.setBuddy(editor)
            self._editors.append(editor)
            self._captions.append(words)
            inside = QVBoxLayout(cell)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(px(4))
            inside.addWidget(words)
            inside.addWidget(editor)
            line.addWidget(cell)
            when_changed(editor, self.changed.emit)
        if not self._title:
            line.addWidget(self._remove)
        else:
            self._remove.setParent(self)

    def set_number(self, number: int) -> None:
        """Names of all parts follow the place of the row."""
        self.setObjectName(f"row-{number}")
        parts = zip(self._columns, self._editors, self._captions, strict=True)
        for column, editor, caption in parts:
            editor.setObjectName(f"cell-{number}-{column.id}")
            where = self._title or say("ui.cell-row", row=number)
            spoken = say("ui.cell-of", row=where, column=column.label)
            for part in (editor, caption):  # on Linux a list is named by its label alone
                part.setAccessibleName(spoken)
        self._remove.setObjectName(f"remove-{number}")
        self._remove.setAccessibleName(say("ui.remove-row-number", row=number))

    def values(self) -> dict[str, Value]:
        pairs = zip(self._columns, self._editors, strict=True)
        return {column.id: value_of(editor) for column, editor in pairs}

    def show_values(self, values: Mapping[str, Value]) -> None:
        for column, editor in zip(self._columns, self._editors, strict=True):
            if column.id in values:
                set_value(editor, values[column.id])

    def is_blank(self) -> bool:
        return all(is_blank(editor) for editor in self._editors)

    def first_editor(self) -> QWidget:
        return self._editors[0]

    def last_stop(self) -> QWidget:
        return self._remove if not self._title else self._editors[-1]
