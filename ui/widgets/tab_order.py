"""The way of the Tab key through parts that were not made in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_tab_order(parts: Iterable[QWidget]) -> None:
    """Let Tab go through all of these, and through what each holds as it does now."""
    stops = [stop for part in parts for stop in _stops(part)]
    for earlier, later in pairwise(stops):
        QWidget.setTabOrder(earlier, later)


def _stops(part: QWidget) -> list[QWidget]:
    window = part.window()  # the list of a pick list is a window of its own
    inside = [one for one in (part, *part.findChildren(QWidget)) if one.window() is window]
    return [one for one in inside if _takes_tab(one) and one.focusProxy() is None]


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
