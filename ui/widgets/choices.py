"""Choice cards: a whole card is a radio button, or a check box, with a line of detail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Theme, font, px
from ui.widgets.base import KeyboardRing
from ui.widgets.card_texts import CardText, Part, lay_out
from ui.widgets.painted import PaintedText

if TYPE_CHECKING:
    _Mixed = QAbstractButton
else:
    _Mixed = object  # the Qt class comes with each kind of card: two of them would crash


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """One thing to pick."""

    id: str
    label: str
    detail: str = ""
    parts: tuple[Part, ...] = ()
    """What there is to compare, each with its caption; the captions of all cards line up."""


class _CardButton(KeyboardRing, _Mixed):
    """Painting and measuring shared by both kinds of card; the role stays Qt's own."""

    detail = ""
    parts: tuple[Part, ...] = ()
    _laid_out: dict[tuple[int, float], list[CardText]]
    """The texts by width and scale; a layout asks for the same few again and again."""

    def dress(self, option: ChoiceOption) -> None:
        self._laid_out = {}
        self.detail, self.parts = option.detail, option.parts
        self.setText(option.label)
        self.setObjectName(f"option-{option.id}")
        self.setAccessibleName(option.label)
        told = [f"{caption}: {text}" for caption, text in option.parts]
        self.setAccessibleDescription("\n".join([option.detail, *told]).strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(round(self._texts(width)[-1].bottom) + px(15), px(52))

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > px(160) else px(520)
        return QSize(px(520), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(180), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def hitButton(self, position: object) -> bool:
        return True

    def text_rects(self) -> list[PaintedText]:
        """The words painted here and their room; the title first."""
        return [self._mirrored(made.words) for made in self._texts(self.width())]

    def _texts(self, width: int) -> list[CardText]:
        wanted = (width, Theme.scale)
        if wanted not in self._laid_out:
            pad, left = px(15), px(15 + 20 + 14)
            room = max(px(60), width - left - pad)
            made = lay_out(self.text(), self.detail, self.parts, (left, pad), room)
            self._laid_out[wanted] = made
        return self._laid_out[wanted]

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = Theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.accent if self.isChecked() else tokens.border
        if self.underMouse() and not self.isChecked():
            edge = tokens.control
        painter.setBrush(QColor(tokens.accent_soft if self.isChecked() else tokens.raised))
        painter.setPen(QPen(QColor(edge), 2 if self.isChecked() else 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10, 10)
        if self.shows_ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 11, 11)
        centre = QPointF(px(15 + 10), px(15) + QFontMetrics(font(16)).height() / 2)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            centre.setX(self.width() - centre.x())
        self._paint_mark(painter, centre)
        # Qt mirrors the side of painted text by itself where a language runs right to left.
        for made in self._texts(self.width()):
            ink = tokens.text if made.ink == "text" else tokens.muted
            self._mirrored(made.words).paint(painter, ink, Qt.AlignmentFlag.AlignLeft)

    def _mirrored(self, words: PaintedText) -> PaintedText:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return words._replace(x=self.width() - words.x - words.width)
        return words

    def _paint_mark(self, painter: QPainter, centre: QPointF) -> None:
        raise NotImplementedError


class _RadioCard(_CardButton, QRadioButton):
    def _paint_mark(self, painter: QPainter, centre: QPointF) -> None:
        tokens, radius = Theme.tokens, px(9.5)
        on = self.isChecked()
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.accent if on else tokens.control), max(2, px(2))))
        painter.drawEllipse(centre, radius, radius)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(centre, radius * 0.52, radius * 0.52)


class _CheckCard(_CardButton, QCheckBox):
    def _paint_mark(self, painter: QPainter, centre: QPointF) -> None:
        tokens, half = Theme.tokens, px(9.5)
        on = self.isChecked()
        box = QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
        painter.setBrush(QColor(tokens.accent if on else tokens.surface))
        painter.setPen(QPen(QColor(tokens.accent if on else tokens.control), max(2, px(2))))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            tick = QPainterPath(QPointF(centre.x() - half * 0.5, centre.y()))
            tick.lineTo(centre.x() - half * 0.1, centre.y() + half * 0.42)
            tick.lineTo(centre.x() + half * 0.55, centre.y() - half * 0.4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.on_accent), max(2, px(2.2))))
            painter.drawPath(tick)


class ChoiceCards(QWidget):
    """Pick one. `changed` carries the id of the card that is now picked."""

    changed = Signal(str)

    def __init__(self, options: Sequence[ChoiceOption], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._cards: dict[str, _RadioCard] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for option in options:
            made = _RadioCard()
            made.dress(option)
            self._cards[option.id] = made
            self._group.addButton(made)
            column.addWidget(made)
            made.toggled.connect(self._forward(option.id))

    def _forward(self, option_id: str) -> Callable[[bool], None]:
        def told(on: bool) -> None:
            if on:
                self.changed.emit(option_id)

        return told

    def value(self) -> str | None:
        return next((key for key, made in self._cards.items() if made.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Show a pick without telling anyone."""
        self.blockSignals(True)
        self._group.setExclusive(False)
        for key, made in self._cards.items():
            made.setChecked(key == value)
        self._group.setExclusive(True)
        self.blockSignals(False)

    def first_focus(self) -> QWidget:
        picked = self._group.checkedButton()
        return picked or next(iter(self._cards.values()))


class CheckCards(QWidget):
    """Pick any. The card `none_id` excludes the others. `changed` carries a tuple of ids."""

    changed = Signal(object)

    def __init__(self, options: Sequence[ChoiceOption], name: str, none_id: str | None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._none_id = none_id
        self._cards: dict[str, _CheckCard] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for option in options:
            made = _CheckCard()
            made.dress(option)
            self._cards[option.id] = made
            column.addWidget(made)
            made.toggled.connect(self._forward(option.id))

    def _forward(self, option_id: str) -> Callable[[bool], None]:
        def told(on: bool) -> None:
            if on:
                self._exclude(option_id)
            self.changed.emit(self.value())

        return told

    def _exclude(self, option_id: str) -> None:
        if self._none_id is None:
            return
        alone = option_id == self._none_id
        for key, made in self._cards.items():
            if (alone and key != option_id) or (not alone and key == self._none_id):
                made.blockSignals(True)
                made.setChecked(False)
                made.blockSignals(False)
                made.update()

    def value(self) -> tuple[str, ...]:
        return tuple(key for key, made in self._cards.items() if made.isChecked())

    def set_value(self, value: Iterable[str]) -> None:
        """Show a pick without telling anyone."""
        chosen = set(value)
        for key, made in self._cards.items():
            made.blockSignals(True)
            made.setChecked(key in chosen)
            made.blockSignals(False)
            made.update()

    def first_focus(self) -> QWidget:
        return next(iter(self._cards.values()))
