"""The risk map: numbered risks on a grid of likelihood and harm, for the eye, keys and speech."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, sin

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from onboard.wording import say
from ui.theme import Theme, font, level_fill, px
from ui.widgets.map_geometry import LEVELS, SIDE, MapGeometry, arrange, level_word
from ui.widgets.painted import PaintedText

_Cell = tuple[int, int]
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One risk: levels by their ids; `was` is likelihood and harm before, if it has moved."""

    number: int
    name: str
    likelihood: str
    impact: str
    was: tuple[str, str] | None = None


class RiskMap(QWidget):
    """Arrow keys or the mouse move over the cells; the line below says what each one holds."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._points: tuple[MapPoint, ...] = ()
        self._cursor: _Cell = (2, 2)
        self._under_mouse: _Cell | None = None
        self._made: dict[int, MapGeometry] = {}
        """By width: a layout asks for several, again and again."""
        self.setObjectName("risk-map")
        self.setAccessibleName(say("ui.risk-map"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_points(self, points: Sequence[MapPoint]) -> None:
        """Draw these instead of what stood here; the cursor goes to the first of them."""
        self._points = tuple(points)
        self.setAccessibleDescription("\n".join(_point_words(point) for point in points))
        if self._points:
            self._cursor = _cell_of(self._points[0].likelihood, self._points[0].impact)
        self._forget_geometry()

    def cell_words(self, likelihood: str, impact: str) -> str:
        """What one cell means and which risks stand in it."""
        level = _level(likelihood, impact)
        names = [f"{point.number} {point.name}" for point in self._in((likelihood, impact))]
        return say(
            "ui.map-cell",
            likelihood=level_word(likelihood).lower(),
            impact=level_word(impact).lower(),
            level=level_word(level).lower(),
            names="; ".join(names) or say("ui.map-nothing"),
        )

    def cell_rect(self, likelihood: str, impact: str) -> QRectF:
        """Where a cell is painted, in pixels of the widget."""
        return self._geometry().cell(*_cell_of(likelihood, impact))

    # ---- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        likelihood, impact = self._cursor
        self._move_to((_on_scale(likelihood + step[0]), _on_scale(impact + step[1])))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._geometry().at(event.position())
        if cell is not None:
            self._move_to(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._under_mouse = self._geometry().at(event.position())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under_mouse = None
        self.update()
        super().leaveEvent(event)

    def _move_to(self, cell: _Cell) -> None:
        self._cursor, self._under_mouse = cell, None
        self.update()
        words = self.cell_words(*_names_of(cell))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # ---- size

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arranged(width).height

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > px(240) else px(520)
        return QSize(px(520), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._forget_geometry()
        super().changeEvent(event)

    def text_rects(self) -> list[PaintedText]:
        """The words painted here and their room."""
        shape = self._geometry()
        legend = [text for _, _, text in shape.legend]
        axes = [*shape.titles, *shape.impact_words, *shape.likelihood_words]
        return [*axes, *legend, self._caption()]

    def _geometry(self) -> MapGeometry:
        return self._arranged(self.width())

    def _arranged(self, width: int) -> MapGeometry:
        if width not in self._made:
            self._made[width] = arrange(width, self._captions())
        return self._made[width]

    def _forget_geometry(self) -> None:
        self._made.clear()
        self.updateGeometry()
        self.update()

    def _captions(self) -> list[str]:
        held = {(point.likelihood, point.impact) for point in self._points}
        return [say("ui.map-how"), *(self.cell_words(*cell) for cell in sorted(held))]

    def _caption(self) -> PaintedText:
        cell = self._under_mouse or (self._cursor if self.hasFocus() else None)
        words = self.cell_words(*_names_of(cell)) if cell else say("ui.map-how")
        room = self._geometry().caption
        return PaintedText(words, font(14), room.x(), room.y(), room.width(), room.height())

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, shape = Theme.tokens, self._geometry()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for likelihood in range(SIDE):
            for impact in range(SIDE):
                self._paint_cell(painter, shape, (likelihood, impact))
        for arrow in self._arrows(shape):
            _paint_arrow(painter, *arrow)
        for number, (radius, centre) in self._centres(shape).items():
            _paint_number(painter, number, radius, centre)
        start = Qt.AlignmentFlag.AlignLeft
        for title in shape.titles:
            title.paint(painter, tokens.text, start)
        for word in shape.impact_words:
            word.paint(painter, tokens.muted, _BESIDE)
        for word in shape.likelihood_words:
            word.paint(painter, tokens.muted, _CENTRE)
        for level, patch, word in shape.legend:
            painter.setPen(QPen(QColor(tokens.control), 1))
            painter.setBrush(level_fill(level))
            painter.drawRoundedRect(patch, 3, 3)
            word.paint(painter, tokens.muted, start | Qt.AlignmentFlag.AlignVCenter)
        self._caption().paint(painter, tokens.text, start)

    def _paint_cell(self, painter: QPainter, shape: MapGeometry, cell: _Cell) -> None:
        area = shape.cell(*cell)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(level_fill(_level(*_names_of(cell))))
        painter.drawRoundedRect(area, 6, 6)
        if self.hasFocus() and cell == self._cursor:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(Theme.tokens.focus), 3))
            painter.drawRoundedRect(area, 6, 6)

    def _arrows(self, shape: MapGeometry) -> list[tuple[QPointF, QPointF]]:
        """From where to where risks have moved: one arrow for all that moved alike."""
        alike: dict[tuple[_Cell, _Cell], list[tuple[float, QPointF]]] = defaultdict(list)
        centres = self._centres(shape)
        for point in self._points:
            now = _cell_of(point.likelihood, point.impact)
            before = _cell_of(*point.was) if point.was else now
            if before != now:
                alike[before, now].append(centres[point.number])
        found = []
        for (before, _), circles in alike.items():
            start = shape.cell(*before).center()
            ways = [(centre - start, radius) for radius, centre in circles]
            way, radius = min(ways, key=lambda pair: hypot(pair[0].x(), pair[0].y()))
            length = hypot(way.x(), way.y())
            found.append((start, start + way * (1 - (radius + 2) / length)))
        return found

    def _centres(self, shape: MapGeometry) -> dict[int, tuple[float, QPointF]]:
        together: dict[_Cell, list[int]] = defaultdict(list)
        for point in self._points:
            together[_cell_of(point.likelihood, point.impact)].append(point.number)
        found = {}
        for cell, numbers in together.items():
            radius, centres = shape.circles(*cell, len(numbers))
            for number, centre in zip(sorted(numbers), centres, strict=True):
                found[number] = (radius, centre)
        return found

    def _in(self, cell: tuple[str, str]) -> list[MapPoint]:
        return [point for point in self._points if (point.likelihood, point.impact) == cell]


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
    ink, size = QColor(Theme.tokens.on_level), px(7)
    turn = atan2(end.y() - start.y(), end.x() - start.x())
    painter.setPen(QPen(ink, max(1.2, px(1.2))))
    painter.setBrush(ink)
    painter.drawLine(start, end)
    painter.drawEllipse(start, px(2), px(2))
    wings = (end - QPointF(cos(turn + bend), sin(turn + bend)) * size for bend in (0.42, -0.42))
    painter.drawPolygon([end, *wings])


def _paint_number(painter: QPainter, number: int, radius: float, centre: QPointF) -> None:
    tokens = Theme.tokens
    painter.setPen(QPen(QColor(tokens.text), 1.5))
    painter.setBrush(QColor(tokens.surface))
    painter.drawEllipse(centre, radius, radius)
    size = radius * (1.15 if number < 100 else 0.8) / Theme.scale
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setFont(font(size, QFont.Weight.Bold))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number))


def _point_words(point: MapPoint) -> str:
    words = say(
        "ui.map-point",
        number=point.number,
        name=point.name,
        likelihood=level_word(point.likelihood).lower(),
        impact=level_word(point.impact).lower(),
        level=level_word(_level(point.likelihood, point.impact)).lower(),
    )
    if point.was is None or point.was == (point.likelihood, point.impact):
        return words
    before = level_word(_level(*point.was)).lower()
    return f"{words} {say('ui.map-point-was', level=before)}"


def _level(likelihood: str, impact: str) -> str:
    """The level of risk by Table I-2, by its id."""
    from onboard.content.model import Level  # brings pydantic, which the first page must not
    from onboard.risk.grids import level

    return level(Level(likelihood), Level(impact)).value


def _cell_of(likelihood: str, impact: str) -> _Cell:
    return LEVELS.index(likelihood), LEVELS.index(impact)


def _names_of(cell: _Cell) -> tuple[str, str]:
    return LEVELS[cell[0]], LEVELS[cell[1]]


def _on_scale(place: int) -> int:
    return min(max(place, 0), SIDE - 1)
