"""A list of very many rows, each of three lines; only those in sight are ever put into words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.theme import Theme, font, px

MOST_ROWS = 7
"""So many stand in sight; the list scrolls by itself."""
Index = QModelIndex | QPersistentModelIndex


class Told(NamedTuple):
    """One row in words."""

    title: str
    line: str
    need: str = ""
    is_calm: bool = False
    """Whether the last line calls for nobody."""

    @property
    def whole(self) -> str:
        return ". ".join(part for part in (self.title, self.line, self.need) if part)


class ClientModel(QAbstractListModel):
    """Rows of any kind, put into words by `tell` when they come into sight."""

    def __init__(self, tell: Callable[[Any], Told], parent: QObject) -> None:
        super().__init__(parent)  # otherwise Python lets it go before its view
        self._tell = tell
        self._rows: Sequence[Any] = ()
        self._told: dict[int, Told] = {}

    @property
    def in_words(self) -> int:
        """How many rows have been put into words since they were last set."""
        return len(self._told)

    def rows(self) -> Sequence[Any]:
        return self._rows

    def set_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._told = {}
        self.endResetModel()

    def told(self, row: int) -> Told:
        if row not in self._told:
            self._told[row] = self._tell(self._rows[row])
        return self._told[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  (Qt's form)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.told(index.row()).title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.told(index.row()).whole
        return None


class ClientDelegate(QStyledItemDelegate):
    """Paints a row; what is too long for the width ends in three dots, and is told whole below."""

    def height(self) -> int:
        title, line = QFontMetrics(_title_font()), QFontMetrics(font(14))
        return px(10) + title.height() + 2 * line.height() + px(14)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, ClientModel):
            return
        told, tokens = model.told(index.row()), Theme.tokens
        area: QRect = option.rect
        state = option.state
        is_picked = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_picked:
            painter.setBrush(QColor(tokens.accent_soft))
            painter.setPen(QPen(QColor(tokens.focus if has_focus else tokens.accent), 2))
            painter.drawRoundedRect(QRectF(area).adjusted(3, 2, -3, -2), 8, 8)
        else:
            painter.setPen(QColor(tokens.border))
            painter.drawLine(area.bottomLeft() + QPoint(px(12), 0), area.bottomRight())
        quiet = tokens.muted if told.is_calm else tokens.warn
        left = area.adjusted(px(14), px(8), -px(14), -px(6))
        top = left.top()
        for text, face, colour in (
            (told.title, _title_font(), tokens.text),
            (told.line, font(14), tokens.muted if not is_picked else tokens.text),
            (told.need, font(14), tokens.text if is_picked else quiet),
        ):
            metrics = QFontMetrics(face)
            painter.setFont(face)
            painter.setPen(QColor(colour))
            room = QRect(left.left(), top, left.width(), metrics.height())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
            top += metrics.height() + px(1)
        painter.restore()


def _title_font() -> QFont:
    return font(16, QFont.Weight.DemiBold)


class ClientList(QListView):
    """Arrow keys pick a row; Enter, or a double press, opens it."""

    picked = Signal(int)
    """The row that is picked now; -1 for none."""
    opened = Signal(int)

    def __init__(self, name: str, object_name: str, tell: Callable[[Any], Told]) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self._model = ClientModel(tell, self)
        self._delegate = ClientDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)  # otherwise every row would be measured
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    @property
    def client_model(self) -> ClientModel:
        return self._model

    def show_rows(self, rows: Sequence[Any], at: int = 0) -> None:
        """Show these rows, with one of them picked."""
        self._model.set_rows(rows)
        shown = min(max(len(rows), 1), MOST_ROWS)
        self.setFixedHeight(shown * self._delegate.height() + 2 * self.frameWidth() + px(2))
        if rows:
            self.pick(min(at, len(rows) - 1))
        else:
            self.picked.emit(-1)

    def pick(self, row: int) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._model.index(row), flag)

    @property
    def current(self) -> int:
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # the window would go on to another page
            if self.current >= 0:
                self.opened.emit(self.current)
            return
        super().keyPressEvent(event)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(current.row())
