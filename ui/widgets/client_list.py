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
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
)
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
LEAST_ROWS = 3
"""So many stand in sight also where large text makes each of them high."""
MOST_LINES = 3
"""So many lines a text of a row gets where it is too long for one."""
MEASURED = 12
"""All rows are as high as the highest of so many: to measure more, each would be put into words."""
ONE_LINE_EACH = (1, 1, 1)
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
    """Paints a row; what is too long for its lines ends in three dots, and is told whole below."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines = ONE_LINE_EACH

    def take_lines(self, told: Sequence[Told], width: int) -> bool:
        """Give each of the three texts the lines that these rows need; whether that is new."""
        room = width - 2 * px(14)
        needed = [
            [
                len(_wrapped(text, face, room))
                for text, face in zip((row.title, row.line, row.need), _faces(), strict=True)
            ]
            for row in told
        ]
        lines = tuple(max(counts) for counts in zip(*needed, strict=True)) or ONE_LINE_EACH
        is_new, self._lines = lines != self._lines, lines
        return is_new

    def height(self) -> int:
        return _height(self._lines)

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
        title, line, need = _faces()
        for text, face, colour in (
            (told.title, title, tokens.text),
            (told.line, line, tokens.muted if not is_picked else tokens.text),
            (told.need, need, tokens.text if is_picked else quiet),
        ):
            height = QFontMetrics(face).height()
            painter.setFont(face)
            painter.setPen(QColor(colour))
            for shown in _wrapped(text, face, left.width()):
                room = QRect(left.left(), top, left.width(), height)
                painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
                top += height
            top += px(1)
        painter.restore()


def _faces() -> tuple[QFont, QFont, QFont]:
    """Of the three texts of a row."""
    return font(16, QFont.Weight.DemiBold), font(14), font(14)


def _height(lines: tuple[int, ...]) -> int:
    """Of a row whose three texts have so many lines."""
    heights = (QFontMetrics(face).height() for face in _faces())
    texts = sum(height * count for height, count in zip(heights, lines, strict=True))
    return px(10) + texts + px(14)


def _wrapped(text: str, face: QFont, width: int) -> list[str]:
    """The lines of a text; three dots end the last where even `MOST_LINES` do not hold it."""
    metrics = QFontMetrics(face)
    if width <= 0 or metrics.horizontalAdvance(text) <= width:
        return [text]
    layout = QTextLayout(text, face)
    layout.beginLayout()
    lines: list[str] = []
    start = 0
    while len(lines) < MOST_LINES - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart() + line.textLength()
        lines.append(text[line.textStart() : start].strip())
    layout.endLayout()
    rest = metrics.elidedText(text[start:].strip(), Qt.TextElideMode.ElideRight, width)
    return [*lines, rest] if rest else lines


class ClientList(QListView):
    """Arrow keys pick a row; Enter, or a double press, opens it."""

    picked = Signal(int)
    """The row that is picked now; -1 for none."""
    opened = Signal(int)

    def __init__(self, name: str, object_name: str, tell: Callable[[Any], Told]) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setProperty("kind", "list")
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
        self._measure()
        if rows:
            self.pick(min(at, len(rows) - 1))
        else:
            self.picked.emit(-1)

    def _measure(self) -> None:
        """As high as its rows, or as `MOST_ROWS` of one line each would be."""
        if not self.isHidden() and self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            measured = range(min(MEASURED, self._model.rowCount()))
            told = [self._model.told(row) for row in measured]
            if self._delegate.take_lines(told, self.viewport().width()):
                self.scheduleDelayedItemsLayout()
        height = self._delegate.height()
        most = max(LEAST_ROWS, MOST_ROWS * _height(ONE_LINE_EACH) // height)
        shown = min(max(self._model.rowCount(), 1), most)
        self.setFixedHeight(shown * height + 2 * self.frameWidth() + px(2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

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
