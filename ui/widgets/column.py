"""Parts are read out, and visited by the Tab key, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget


class Column(QWidget):
    """Holds what changes while one looks at it.

    Qt tells a screen reader of parts in the order in which they were made: what is drawn anew would
    come last, wherever it stands. The window leads the Tab key the same way by `next_stop`.
    """

    _is_due = False

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and not self._is_due:
            self._is_due = True  # a page is laid out many times while it is drawn
            QTimer.singleShot(0, self, self._order)
        return super().event(event)

    def _order(self) -> None:
        self._is_due = False
        order_parts(self)


def order_parts(parent: QWidget) -> None:
    """Bring the children of a widget into the order of its layout; nothing is seen to move."""
    wanted = [part for part in parts_of(parent.layout()) if part.parentWidget() is parent]
    among = set(wanted)
    if [child for child in parent.children() if child in among] != wanted:
        for part in wanted:
            part.raise_()


def next_stop(window: QWidget, now: QWidget | None, *, is_forward: bool) -> QWidget | None:
    """Where the Tab key leads from here, in the order of reading; None where it cannot say.

    Asked for at each press, and of layouts: where Qt's own chain is asked (`nextInFocusChain`),
    PySide6 6.11.3 takes the answer for a child of whom it asked. Its garbage collector then
    deletes a window that is still shown, or Python holds a part that is gone.
    """
    stops = [stop for stop in _stops(window) if stop.isVisible() and stop.isEnabled()]
    if now not in stops:
        return None
    step = 1 if is_forward else -1
    return stops[(stops.index(now) + step) % len(stops)]


def first_stop_below(page: QWidget, column: QWidget, top: int) -> QWidget | None:
    """What takes the keyboard first in a column from this height down."""
    for stop in _stops(page):
        is_there = stop.isVisible() and stop.isEnabled() and column.isAncestorOf(stop)
        if is_there and stop.mapTo(column, stop.rect().topLeft()).y() >= top:
            return stop
    return None


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus by the Tab key, in the order of reading."""
    takes_tab = (
        widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus
    ) == QtCore.Qt.FocusPolicy.TabFocus
    if takes_tab and widget.focusProxy() is None and not widget.isWindow():
        yield widget
    match widget:
        case QStackedWidget():
            inside: Iterator[QWidget | None] = iter([widget.currentWidget()])
        case QScrollArea():
            inside = iter([widget.widget()])
        case _:
            inside = parts_of(widget.layout())
    for part in inside:
        if part is not None:
            yield from _stops(part)


def parts_of(layout: QLayout | None) -> Iterator[QWidget]:
    """The widgets of a layout and of the layouts in it, as they stand."""
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        else:
            yield from parts_of(inner)
