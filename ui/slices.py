"""Much to build, a little at a time, so that the window can listen in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf
from time import perf_counter
from typing import ParamSpec

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

P = ParamSpec("P")
Placing = tuple[QWidget | None, Callable[[], object]]
"""What was built and not placed yet, and what puts it where it belongs."""
Step = Callable[[], Placing | None]
"""Builds one part and gives back how it is placed; nothing, where there is nothing to place."""

LONGEST = 0.01
"""Seconds of building between two looks at what the person does; one step may take longer."""
BATCH = 12
"""So many parts are placed together: each time, Qt lays out and paints the whole page anew."""


def in_place(add: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> Step:
    """The step of a part that is built and placed in one, after those before it."""
    return lambda: (None, lambda: add(*args, **kwargs))


class Slices(QObject):
    """Does steps in their order: the first at once, the others by and by, each exactly once."""

    failed = Signal(object)
    """A part could not be built; nothing of what is left is done."""
    done = Signal()
    """All that was to be done stands there."""

    def __init__(self, parent: QObject, holder: QWidget) -> None:
        """`holder`: the widget in whose layout all parts are placed."""
        super().__init__(parent)
        self._holder = holder
        self._steps: list[Step] = []
        self._built: list[Placing] = []
        self._then: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_done(self) -> bool:
        return not self._steps and not self._built and self._then is None

    def start(
        self, steps: Iterable[Step], at_once: int, then: Callable[[], object] | None = None
    ) -> None:
        """Do these steps instead of what is left of others, `at_once` so many; last do `then`."""
        self.stop()
        self._steps.extend(reversed(list(steps)))
        self._then = then
        for _ in range(min(at_once, len(self._steps))):
            self._build()
        self._place()
        self._schedule()

    def finish(self) -> None:
        """Do all that is left now."""
        while self._steps:
            self._build()
        self._place()
        self._schedule()

    def stop(self) -> None:
        """Do nothing of what is left."""
        self._timer.stop()
        self._then = None
        _let_go(self._steps, self._built)

    def _build(self) -> None:
        built = self._steps.pop()()
        if built is None:
            return
        widget, _ = built
        if widget is not None:
            # In its place from now on, unseen: to get a parent later, Qt would dress it twice.
            widget.setParent(self._holder)
            widget.hide()
        self._built.append(built)

    def _place(self, end: float = inf) -> None:
        """Put what is built where it belongs; the page is laid out once for all of it."""
        layout = self._holder.layout()
        if not self._built or layout is None:
            return
        layout.setEnabled(False)
        try:
            while self._built and perf_counter() < end:
                widget, place = self._built.pop(0)
                place()
                if widget is not None:
                    widget.show()
        finally:
            layout.setEnabled(True)

    def _go_on(self) -> None:
        end = perf_counter() + LONGEST
        try:
            while self._steps and len(self._built) < BATCH and perf_counter() < end:
                self._build()
            if len(self._built) >= BATCH or not self._steps:
                self._place(end)
        except Exception as error:  # half a page is none
            self.stop()
            self.failed.emit(error)
            return
        self._schedule()

    def _schedule(self) -> None:
        if self._steps or self._built:
            self._timer.start(0)
            return
        self._timer.stop()
        then, self._then = self._then, None
        if then is not None:
            then()
        self.done.emit()


def _let_go(steps: list[Step], built: list[Placing]) -> None:
    """Nothing of it will be placed."""
    steps.clear()
    while built:
        widget, _ = built.pop()
        if widget is not None and shiboken6.isValid(widget):
            shiboken6.delete(widget)
