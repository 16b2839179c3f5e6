"""The right control for each kind of question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.content.model import AnswerKind
from onboard.interview.validation import column_options
from ui.widgets.base import repolish
from ui.widgets.choices import CheckCards, ChoiceCards, ChoiceOption
from ui.widgets.date_field import DateField
from ui.widgets.money_field import MoneyField
from ui.widgets.number_field import NumberField
from ui.widgets.table_editor import TableColumn, TableEditor
from ui.widgets.text_fields import SaveSoon, TextArea

if TYPE_CHECKING:
    from onboard.content.model import Question, QuestionId
    from onboard.content.pack import ContentPack
    from onboard.interview.answers import AnswerValue, Row


class Editor(QWidget):
    """Shows a value and tells what a person made of it. `changed` carries raw input."""

    changed = Signal(object)
    emptied = Signal()
    """What stood in a field for text was taken out."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def fill(self, value: AnswerValue | None) -> None:
        """Show a value without telling anyone."""

    def put(self, value: AnswerValue) -> None:
        """Enter a value as a person would, in one go, and tell."""
        self.fill(value)

    def typed(self) -> object:
        """What stands here, right or wrong; None or nothing in it where nothing does."""
        return None

    def restore(self, raw: object) -> None:
        """Show again what `typed` gave, without telling anyone."""

    def flush(self) -> None:
        """Tell at once what is still being typed."""

    def mark_problem(self, problem: str) -> None:
        """Point at the control that a sentence is about, for eyes and for screen readers."""
        target = self.first_focus()
        if target is not None:
            target.setProperty("problem", bool(problem))
            target.setAccessibleDescription(problem)
            repolish(target)

    def first_focus(self) -> QWidget | None:
        return None


class _Choice(Editor):
    def __init__(self, question: Question, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._cards = ChoiceCards(_options(question), question.ask)
        self._cards.changed.connect(lambda picked: self.changed.emit(picked))
        self.column.addWidget(self._cards)

    def fill(self, value: AnswerValue | None) -> None:
        self._cards.set_value(None if value is None else str(value))

    def typed(self) -> object:
        return self._cards.value()

    def restore(self, raw: object) -> None:
        self._cards.set_value(str(raw) if raw else None)

    def first_focus(self) -> QWidget | None:
        return self._cards.first_focus()


class _Multiple(Editor):
    def __init__(self, question: Question, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._cards = CheckCards(_options(question), question.ask, question.none_option)
        self._cards.changed.connect(self._tell)
        self.column.addWidget(self._cards)

    def _tell(self, picked: tuple[str, ...]) -> None:
        self.changed.emit(list(picked))

    def fill(self, value: AnswerValue | None) -> None:
        self._cards.set_value(cast(tuple[str, ...], value) if value is not None else ())

    def typed(self) -> object:
        return list(self._cards.value())

    def restore(self, raw: object) -> None:
        self._cards.set_value(tuple(cast("list[str]", raw or [])))

    def first_focus(self) -> QWidget | None:
        return self._cards.first_focus()


class _Typed(Editor):
    """A field with text: saved after a pause, and only when something stands in it."""

    def __init__(self, field: NumberField | MoneyField | DateField, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._field = field
        self._soon = SaveSoon(self)
        self._soon.due.connect(self._tell)
        field.changed.connect(lambda _: self._soon.touch())
        self.column.addWidget(field)

    def _tell(self) -> None:
        text = self._field.text().strip()
        if text:
            self.changed.emit(text)
        else:
            self.emptied.emit()

    def fill(self, value: AnswerValue | None) -> None:
        text = _as_text(value)
        is_typing = _has_focus(self._field) or self._soon.is_waiting
        if self._field.text().strip() != text and not is_typing:
            self._field.set_text(text)

    def typed(self) -> object:
        return self._field.text().strip()

    def restore(self, raw: object) -> None:
        self._field.set_text(str(raw or ""))

    def put(self, value: AnswerValue) -> None:
        self._field.set_text(_as_text(value))
        self._soon.touch()

    def flush(self) -> None:
        self._soon.flush()

    def first_focus(self) -> QWidget | None:
        return self._field.first_focus()


class _Text(Editor):
    def __init__(self, question: Question, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._area = TextArea(question.ask, "answer", lines=3)
        self._area.saved.connect(self._tell)
        self.column.addWidget(self._area)

    def _tell(self, text: str) -> None:
        if text.strip():
            self.changed.emit(text)
        else:
            self.emptied.emit()

    def fill(self, value: AnswerValue | None) -> None:
        self._area.fill("" if value is None else str(value))

    def typed(self) -> object:
        return self._area.toPlainText().strip()

    def restore(self, raw: object) -> None:
        self._area.start_with(str(raw or ""))

    def put(self, value: AnswerValue) -> None:
        self._area.setPlainText(str(value))

    def flush(self) -> None:
        self._area.flush()

    def first_focus(self) -> QWidget | None:
        return self._area


class _Table(Editor):
    def __init__(self, pack: ContentPack, question: Question, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._table = TableEditor(
            [
                TableColumn(
                    id=key,
                    label=column.label,
                    kind=column.kind.value,
                    options=tuple(column_options(pack, column).items()),
                    low=column.low,
                    high=column.high,
                    is_past=column.day == "past",
                )
                for key, column in question.columns.items()
            ],
            row_each=question.row_each or "",
            parent=self,
        )
        self._soon = SaveSoon(self)
        self._soon.due.connect(lambda: self.changed.emit(self._table.rows()))
        self._table.changed.connect(self._soon.touch)
        self.column.addWidget(self._table)

    def fill(self, value: AnswerValue | None) -> None:
        rows = [dict(row) for row in cast("tuple[Row, ...]", value)] if value is not None else []
        is_typing = _has_focus(self._table) or self._soon.is_waiting
        if rows != self._table.rows() and not is_typing:
            self._table.set_rows(rows)

    def typed(self) -> object:
        return self._table.rows()

    def restore(self, raw: object) -> None:
        self._table.set_rows(cast("list[dict[str, str | int]]", raw or []))

    def put(self, value: AnswerValue) -> None:
        self._table.set_rows([dict(row) for row in cast("tuple[Row, ...]", value)])
        self._soon.touch()

    def flush(self) -> None:
        self._soon.flush()

    def first_focus(self) -> QWidget | None:
        return self._table.focusProxy() or self._table


def make_editor(pack: ContentPack, key: QuestionId, parent: QWidget | None = None) -> Editor:
    """The editor for one question, for a layout of `parent`."""
    question = pack.content.questions[key]
    match question.kind:
        case AnswerKind.CHOICE:
            return _Choice(question, parent)
        case AnswerKind.MULTIPLE:
            return _Multiple(question, parent)
        case AnswerKind.NUMBER:
            return _Typed(
                NumberField(question.low, question.high, question.unit, question.ask), parent
            )
        case AnswerKind.MONEY:
            return _Typed(MoneyField(pack.currency, question.ask), parent)
        case AnswerKind.DATE:
            return _Typed(DateField(question.ask, is_past=question.day == "past"), parent)
        case AnswerKind.TEXT:
            return _Text(question, parent)
        case AnswerKind.TABLE:
            return _Table(pack, question, parent)


def _options(question: Question) -> list[ChoiceOption]:
    return [
        ChoiceOption(key, option.label, option.detail) for key, option in question.options.items()
    ]


def _as_text(value: AnswerValue | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _has_focus(widget: QWidget) -> bool:
    focused = widget.window().focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
