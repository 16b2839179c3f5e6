"""Where everything on the risk map stands, for one width: cells, words, circles, legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics

from onboard.wording import say
from ui.theme import font, px
from ui.widgets.painted import PaintedText

LEVELS = ("very-low", "low", "moderate", "high", "very-high")
SIDE = len(LEVELS)
LINE_GAP = 6

_WRAP = Qt.TextFlag.TextWordWrap
_TALL = 100_000


def level_word(level: str) -> str:
    """A level as a word on its own, with a capital."""
    return say(f"ui.level-{level}")


@dataclass(frozen=True, slots=True)
class MapGeometry:
    """All lengths in pixels of the widget. Likelihood runs to the right, harm runs upwards."""

    left: int
    top: int
    cell_width: float
    cell_height: float
    titles: tuple[PaintedText, ...]
    impact_words: tuple[PaintedText, ...]
    likelihood_words: tuple[PaintedText, ...]
    legend: tuple[tuple[str, QRectF, PaintedText], ...]
    caption: QRectF
    height: int

    def cell(self, likelihood: int, impact: int) -> QRectF:
        """The cell at two places on the scale, 0 to 4."""
        x = self.left + likelihood * self.cell_width
        y = self.top + (SIDE - 1 - impact) * self.cell_height
        return QRectF(x, y, self.cell_width, self.cell_height).adjusted(2, 2, -2, -2)

    def at(self, position: QPointF) -> tuple[int, int] | None:
        """The cell under a position, as places on the two scales."""
        column = int((position.x() - self.left) // self.cell_width)
        row = int((position.y() - self.top) // self.cell_height)
        if 0 <= column < SIDE and 0 <= row < SIDE:
            return column, SIDE - 1 - row
        return None

    def circles(self, likelihood: int, impact: int, count: int) -> tuple[float, list[QPointF]]:
        """Radius and centres of so many circles, as large as the cell allows."""
        cell = self.cell(likelihood, impact)
        radius = float(px(13))
        while radius > 5 and not _fits(cell, radius, count):
            radius -= 0.5
        columns = min(count, _columns(cell, radius))
        rows = ceil(count / columns) if count else 0
        step = radius * 2.2
        centres = []
        for index in range(count):
            row, column = divmod(index, columns)
            in_row = min(columns, count - row * columns)
            x = cell.center().x() + (column - (in_row - 1) / 2) * step
            centres.append(QPointF(x, cell.center().y() + (row - (rows - 1) / 2) * step))
        return radius, centres


def arrange(width: int, captions: Sequence[str]) -> MapGeometry:
    """Lay the map out; the caption gets room for the longest of `captions`."""
    small, bold = font(13), font(14, QFont.Weight.DemiBold)
    words = [level_word(level) for level in LEVELS]
    left = max(text_size(small, px(90), word).width() for word in words) + px(12)
    cell_width = max((width - left) / SIDE, 1.0)
    cell_height = max(min(cell_width * 0.72, px(72)), px(40))
    up = _text(say("ui.map-impact"), bold, 0, 0, width)
    top = round(up.height) + px(6)
    below = top + SIDE * cell_height
    axis = _fitting(words, cell_width - px(2))
    impact_words = tuple(
        PaintedText(word, small, 0, top + (SIDE - 1 - place) * cell_height, left - px(10),
                    cell_height)
        for place, word in enumerate(words)
    )  # fmt: skip
    likelihood_words = tuple(
        _text(word, axis, left + place * cell_width, below + px(4), cell_width)
        for place, word in enumerate(words)
    )
    y = below + px(8) + max(text.height for text in likelihood_words)
    right = _text(say("ui.map-likelihood"), bold, left, y, width - left)
    y = right.y + right.height + px(12)
    legend, y = _legend(words, small, y, width)
    tall = max((text_size(font(14), width, words).height() for words in captions), default=0)
    caption = QRectF(0, y + px(8), width, tall + px(2))
    return MapGeometry(
        left, top, cell_width, cell_height, (up, right), impact_words, likelihood_words,
        legend, caption, round(caption.bottom()) + px(2),
    )  # fmt: skip


def text_size(used: QFont, width: float, text: str) -> QRect:
    """The room a text takes when it is wrapped to a width."""
    return QFontMetrics(used).boundingRect(QRect(0, 0, max(int(width), 1), _TALL), _WRAP, text)


def _text(words: str, used: QFont, x: float, y: float, width: float) -> PaintedText:
    return PaintedText(words, used, x, y, width, text_size(used, width, words).height() + px(1))


def _fitting(words: Sequence[str], width: float) -> QFont:
    """The largest font, up to the usual one, in which no single word is cut."""
    size = 13.0
    while size > 8:
        metrics = QFontMetrics(font(size))
        if all(metrics.horizontalAdvance(part) <= width for word in words for part in word.split()):
            break
        size -= 0.5
    return font(size)


def _legend(
    words: Sequence[str], used: QFont, y: float, width: int
) -> tuple[tuple[tuple[str, QRectF, PaintedText], ...], float]:
    """What each colour means: a patch and a word, in as many lines as it takes."""
    metrics, patch = QFontMetrics(used), px(14)
    height = metrics.height() + px(4)
    made: list[tuple[str, QRectF, PaintedText]] = []
    x = 1.0
    for level, words_of_level in zip(LEVELS, words, strict=True):
        length = metrics.horizontalAdvance(words_of_level) + px(4)
        if made and x + patch + px(LINE_GAP) + length > width:
            x, y = 1.0, y + height
        box = QRectF(x, y + (height - patch) / 2, patch, patch)
        text = PaintedText(words_of_level, used, x + patch + px(LINE_GAP), y, length, height)
        made.append((level, box, text))
        x = text.x + length + px(14)
    return tuple(made), y + height


def _columns(cell: QRectF, radius: float) -> int:
    return max(int((cell.width() - radius * 0.2) // (radius * 2.2)), 1)


def _fits(cell: QRectF, radius: float, count: int) -> bool:
    rows = ceil(count / _columns(cell, radius))
    return rows * radius * 2.2 <= cell.height() - 2
