"""Facts to read and compare: a caption above each, side by side in columns of one width."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import px
from ui.widgets.base import label
from ui.widgets.wrap_layout import EvenLayout

NOTHING = "–"
"""Stands where nothing was told."""


def captioned(caption: str, *parts: QWidget) -> QWidget:
    """A small caption above its parts."""
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(2))
    column.addWidget(label(caption, "muted"))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return cell


def facts(pairs: Iterable[tuple[str, str]], least: float = 120) -> EvenLayout:
    """Captions with their texts; `least` is the narrowest column at scale 1."""
    line = EvenLayout(px(least), spacing=px(14))
    for caption, text in pairs:
        line.addWidget(captioned(caption, label(text or NOTHING)))
    return line
