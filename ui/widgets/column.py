"""A widget that is read out, and visited by the Tab key, in the order in which its parts stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget


class Column(QWidget):
    """Holds what changes while one looks at it.

    Qt tells a screen reader of parts, and leads the Tab key through them, in the order in which
    they were made: what is drawn anew would come last, wherever it stands.
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
        order_tabs(self.window())


def order_parts(parent: QWidget) -> None:
    """Bring the children of a widget into the order of its layout; nothing is seen to move."""
    wanted = [part for part in _parts(parent.layout()) if part.parentWidget() is parent]
    among = set(wanted)
    if [child for child in parent.children() if child in among] != wanted:
        for part in wanted:
            part.raise_()


def order_tabs(window: QWidget) -> None:
    """Let the Tab key go through a window as it is read."""
    stops = list(_stops(window))
    if len(stops) < 2 or _visited(stops) == stops:
        return
    for earlier, later in pairwise(stops):
        QWidget.setTabOrder(earlier, later)


def _visited(stops: list[QWidget]) -> list[QWidget]:
    """The same stops as the Tab key has them now, from the first one on."""
    among, found = set(stops), [stops[0]]
    step = stops[0].nextInFocusChain()
    while step is not None and step is not stops[0]:
        if step in among:
            found.append(step)
        step = step.nextInFocusChain()
    return found


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus by the Tab key, hidden or not, in the order of reading."""
    if widget.focusProxy() is not None:
        yield widget  # Qt moves such a one as a whole
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.isWindow():
        yield widget
    match widget:
        case QStackedWidget():
            inside: Iterator[QWidget | None] = iter([widget.currentWidget()])
        case QScrollArea():
            inside = iter([widget.widget()])
        case _:
            inside = _parts(widget.layout())
    for part in inside:
        if part is not None:
            yield from _stops(part)


def _parts(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        else:
            yield from _parts(inner)
