"""The measure for the next question: a page of plain Qt widgets, emptied and built anew.

Each time it gets as many widgets of each kind, with the same words, as the question page shows at
that moment; it has no look of ours, no store and nothing to work out.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

KINDS: tuple[type[QWidget], ...] = (
    QLabel, QRadioButton, QCheckBox, QPushButton, QLineEdit, QPlainTextEdit, QComboBox,
    QProgressBar,
)  # fmt: skip
Recipe = Sequence[tuple[type[QWidget], str]]
"""What stands on a page from top to bottom, each with its words."""


def recipe(page: QWidget) -> Recipe:
    """The widgets of a shown page that Qt has by itself; boxes around them are left out."""
    found = []
    for widget in page.findChildren(QWidget):
        kind = next((kind for kind in KINDS if isinstance(widget, kind)), None)
        is_part = isinstance(widget.parentWidget(), QComboBox)
        if kind is not None and widget.isVisibleTo(page) and not is_part:
            text = getattr(widget, "text", None)
            found.append((kind, str(text()) if text is not None else ""))
    return found


class BarePage(QWidget):
    """One scrolling column."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        scroll.setWidget(inner)
        outer.addWidget(scroll)

    def show_recipe(self, wanted: Recipe) -> None:
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for kind, text in wanted:
            made = kind()
            if isinstance(made, QLabel):
                made.setWordWrap(True)
            if text and hasattr(made, "setText"):
                made.setText(text)
            self._column.addWidget(made)
        self._column.addStretch(1)
