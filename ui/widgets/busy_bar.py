"""Something is under way: a bar that moves, or for who wants no movement a word that stands."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.base import label


class BusyBar(QWidget):
    """Says the same to a screen reader either way."""

    def __init__(self, text: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._word = label("", "saved")
        column.addWidget(self._bar)
        column.addWidget(self._word)
        self.setObjectName("busy")
        self.name(text)

    def name(self, text: str) -> None:
        """What is under way; also after the look has changed."""
        is_still = Theme.still
        self._bar.setRange(0, 1 if is_still else 0)
        self._bar.setVisible(not is_still)
        self._word.setText(text)
        self._word.setVisible(is_still)
        self._bar.setAccessibleName(text)
        self.setAccessibleName(text)
