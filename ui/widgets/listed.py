"""Points below each other: what does not fit on one line goes on below its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui.widgets.base import BULLET, Words, as_label, breakable

_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_ENDLESS = 100_000


def points(texts: Iterable[str], kind: str = "", *, name: str = "") -> QLabel:
    """A list of points, one below the other."""
    return as_label(Listed("\n".join(f"{BULLET}{text}" for text in texts)), kind, name)


class Listed(Words):
    """A text some of whose lines begin with a dot; Qt itself has no hanging indent for plain text.

    It stays one text for who listens, and for who asks what it says.
    """

    def heightForWidth(self, width: int) -> int:
        sides = self.contentsMargins()
        room = QRect(0, 0, width - sides.left() - sides.right(), _ENDLESS)
        low = max((area.bottom() + 1 for area, _ in self._placed(room)), default=0)
        return low + sides.top() + sides.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, style, palette = QPainter(self), self.style(), self.palette()
        role = self.foregroundRole()
        for area, text in self._placed(self.contentsRect()):
            style.drawItemText(painter, area, int(_FLAGS), palette, True, text, role)

    def _placed(self, room: QRect) -> Iterator[tuple[QRect, str]]:
        """Each dot and each text with its place, from the top."""
        metrics = self.fontMetrics()
        beside, top = metrics.horizontalAdvance(BULLET), room.top()
        for line in self.text().split("\n"):
            words, left = breakable(line.removeprefix(BULLET)), room.left()
            if line.startswith(BULLET):
                yield QRect(left, top, beside, metrics.height()), BULLET.strip()
                left += beside
            space = QRect(left, top, max(1, room.right() + 1 - left), _ENDLESS)
            height = metrics.boundingRect(space, int(_FLAGS), words or " ").height()
            yield QRect(left, top, space.width(), height), words
            top += height
