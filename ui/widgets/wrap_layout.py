"""A layout that sets parts side by side while there is room, and else under each other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from shiboken6 import isValid


class _Part(NamedTuple):
    """What takes room, as it was measured since something last changed."""

    item: QLayoutItem
    wish: int
    least: int
    grows: bool
    tall: int
    """Whatever its width; 0 where the width decides."""

    def height(self, width: int) -> int:
        return self.tall or self.item.heightForWidth(width)


_Line = list[tuple[_Part, int]]
"""The parts of one line with the width each gets."""


class WrapLayout(QLayout):
    """The parts of a line share its width by their wishes and stand on a common lower edge."""

    hangs = False
    """Whether the parts of a line hang from a common upper edge instead."""
    floats = False
    """Whether they stand on a common middle line instead."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 0):
        self._kept: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """By width, until a part changes: a page asks for them again and again."""
        self._seen: list[_Part] | None = None
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)  # one that fills a widget would get those of the style
        self.setSpacing(spacing)

    @property
    def _parts(self) -> list[QLayoutItem]:
        """What is still there: an item may go with its widget before this layout is told."""
        self._kept = [item for item in self._kept if isValid(item)]
        return self._kept

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 (Qt's name)
        self._kept.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._parts[index] if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        self._seen = None
        return self._kept.pop(index) if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 (Qt's name)
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        self._seen = None
        super().invalidate()

    @property
    def _measured(self) -> list[_Part]:
        """What takes room; measured once, as all of it is asked for several times a drawing."""
        if self._seen is None or not all(isValid(part.item) for part in self._seen):
            self._seen = [_measure(item) for item in self._parts if not item.isEmpty()]
        return self._seen

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), is_trial=True)
        return self._heights[width]

    def setGeometry(self, area: QRect) -> None:  # noqa: N802 (Qt's name)
        super().setGeometry(area)
        self._arrange(area, is_trial=False)

    def sizeHint(self) -> QSize:
        hints = [part.item.sizeHint() for part in self._measured]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(len(hints) - 1, 0)
        height = max((hint.height() for hint in hints), default=0)
        return self._with_margins(QSize(width, height))

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        least = QSize(0, 0)
        for part in self._measured:
            least = least.expandedTo(part.item.minimumSize())
        return self._with_margins(least)

    def _with_margins(self, size: QSize) -> QSize:
        around = self.contentsMargins()
        return size + QSize(around.left() + around.right(), around.top() + around.bottom())

    def _arrange(self, area: QRect, *, is_trial: bool) -> int:
        """Set all parts into `area`, or only measure; the height that is needed."""
        around = self.contentsMargins()
        left, width = area.left() + around.left(), area.width() - around.left() - around.right()
        parent = self.parentWidget()
        is_mirrored = parent is not None and parent.isRightToLeft()
        y = area.top() + around.top()
        for line in self._lines(width):
            heights = [part.height(share) for part, share in line]
            height = max(heights)
            x = left
            for (part, share), own in zip(line, heights, strict=True):
                if not is_trial:
                    place = QRect(x, y + self._drop(height - own), share, own)
                    if is_mirrored:
                        place.moveLeft(2 * left + width - x - share)
                    part.item.setGeometry(place)
                x += share + self.spacing()
            y += height + self.spacing()
        return max(y - self.spacing(), area.top() + around.top()) + around.bottom() - area.top()

    def _drop(self, spare: int) -> int:
        """How much lower than the upper edge of its line a part stands."""
        if self.hangs:
            return 0
        return spare // 2 if self.floats else spare

    def _lines(self, width: int) -> Iterator[_Line]:
        line: list[_Part] = []
        wish = 0
        for part in self._measured:
            with_it = wish + self.spacing() + part.wish if line else part.wish
            if line and with_it > width:
                yield self._shared(line, wish, width)
                line, with_it = [], part.wish
            line.append(part)
            wish = with_it
        if line:
            yield self._shared(line, wish, width)

    def _shared(self, line: list[_Part], wish: int, width: int) -> _Line:
        """Spare width goes to the parts that can grow, in proportion to their wishes."""
        spare = width - wish
        growing = sum(part.wish for part in line if part.grows)
        shares = []
        for part in line:
            share = part.wish
            if part.grows or spare < 0:
                share += spare * share // max(growing if spare > 0 else share, 1)
            shares.append((part, max(share, 1)))
        return shares


class ButtonLine(WrapLayout):
    """Buttons and links: their words stand on one line, however high each of them is."""

    floats = True


class EvenLayout(WrapLayout):
    """Columns of one width, as many as there is room for; texts of a line begin side by side.

    Several of them with the same number of parts and the same width line up.
    """

    hangs = True

    def __init__(self, least: int, spacing: int = 0):
        super().__init__(spacing=spacing)
        self._least = least

    def _lines(self, width: int) -> Iterator[_Line]:
        parts = self._measured
        least = max([self._least, *(part.least for part in parts)])
        most = max(1, min(len(parts), (width + self.spacing()) // (least + self.spacing())))
        lines = math.ceil(len(parts) / most)
        columns = max(1, math.ceil(len(parts) / max(lines, 1)))  # no last one left alone
        share = (width - self.spacing() * (columns - 1)) // columns
        for start in range(0, len(parts), columns):
            yield [(part, share) for part in parts[start : start + columns]]


def _measure(item: QLayoutItem) -> _Part:
    hint = item.sizeHint()
    return _Part(
        item,
        hint.width(),
        item.minimumSize().width(),
        bool(item.expandingDirections() & Qt.Orientation.Horizontal),
        0 if item.hasHeightForWidth() else hint.height(),
    )
