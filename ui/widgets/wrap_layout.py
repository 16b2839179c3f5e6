"""A layout that sets parts side by side while there is room, and else under each other."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from shiboken6 import isValid

_Line = list[tuple[QLayoutItem, int]]
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
        return self._kept.pop(index) if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 (Qt's name)
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), is_trial=True)
        return self._heights[width]

    def setGeometry(self, area: QRect) -> None:  # noqa: N802 (Qt's name)
        super().setGeometry(area)
        self._arrange(area, is_trial=False)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._parts]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(len(hints) - 1, 0)
        height = max((hint.height() for hint in hints), default=0)
        return self._with_margins(QSize(width, height))

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        least = QSize(0, 0)
        for item in self._parts:
            least = least.expandedTo(item.minimumSize())
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
            height = max(_height(item, share) for item, share in line)
            x = left
            for item, share in line:
                own = _height(item, share)
                place = QRect(x, y + self._drop(height - own), share, own)
                if is_mirrored:
                    place.moveLeft(2 * left + width - x - share)
                if not is_trial:
                    item.setGeometry(place)
                x += share + self.spacing()
            y += height + self.spacing()
        return max(y - self.spacing(), area.top() + around.top()) + around.bottom() - area.top()

    def _drop(self, spare: int) -> int:
        """How much lower than the upper edge of its line a part stands."""
        if self.hangs:
            return 0
        return spare // 2 if self.floats else spare

    def _lines(self, width: int) -> Iterator[_Line]:
        line: list[QLayoutItem] = []
        for item in self._parts:
            if item.isEmpty():
                continue
            if line and self._wish([*line, item]) > width:
                yield self._shared(line, width)
                line = []
            line.append(item)
        if line:
            yield self._shared(line, width)

    def _wish(self, line: list[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)

    def _shared(self, line: list[QLayoutItem], width: int) -> _Line:
        """Spare width goes to the parts that can grow, in proportion to their wishes."""
        spare = width - self._wish(line)
        growing = sum(item.sizeHint().width() for item in line if _grows(item))
        shares = []
        for item in line:
            share = item.sizeHint().width()
            if _grows(item) or spare < 0:
                share += spare * share // max(growing if spare > 0 else share, 1)
            shares.append((item, max(share, 1)))
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
        items = [item for item in self._parts if not item.isEmpty()]
        least = max([self._least, *(item.minimumSize().width() for item in items)])
        most = max(1, min(len(items), (width + self.spacing()) // (least + self.spacing())))
        lines = math.ceil(len(items) / most)
        columns = max(1, math.ceil(len(items) / max(lines, 1)))  # no last one left alone
        share = (width - self.spacing() * (columns - 1)) // columns
        for start in range(0, len(items), columns):
            yield [(item, share) for item in items[start : start + columns]]


def _grows(item: QLayoutItem) -> bool:
    return bool(item.expandingDirections() & Qt.Orientation.Horizontal)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
