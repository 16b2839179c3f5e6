"""Much to build, a little at a time, so that the window can listen in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

Step = Callable[[], object]

LONGEST = 0.008
"""Seconds of building between two looks at what the person does; one step may take longer."""


class Slices(QObject):
    """Does steps in their order: the first at once, the others by and by, each exactly once."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._then: Step | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_done(self) -> bool:
        return not self._steps and self._then is None

    def start(self, steps: Iterable[Step], at_once: int, then: Step | None = None) -> None:
        """Do these steps instead of what is left of others, `at_once` so many; last do `then`."""
        self.stop()
        self._steps = list(reversed(list(steps)))
        self._then = then
        for _ in range(at_once):
            if self._steps:
                self._steps.pop()()
        self._schedule()

    def finish(self) -> None:
        """Do all that is left now."""
        while self._steps:
            self._steps.pop()()
        self._schedule()

    def stop(self) -> None:
        """Do nothing of what is left."""
        self._timer.stop()
        self._steps.clear()
        self._then = None

    def _go_on(self) -> None:
        end = perf_counter() + LONGEST
        while self._steps and perf_counter() < end:
            self._steps.pop()()
        self._schedule()

    def _schedule(self) -> None:
        if self._steps:
            self._timer.start(0)
            return
        self._timer.stop()
        then, self._then = self._then, None
        if then is not None:
            then()
