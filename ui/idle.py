"""Whether anybody is there: so long without a key or the mouse, and the window may lock itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QApplication

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Timer(Protocol):
    """The part of `QTimer` that is used; tests bring one that they fire themselves."""

    @property
    def timeout(self) -> SignalInstance: ...

    def start(self, msec: int) -> None: ...

    def stop(self) -> None: ...


def seconds_passed() -> float:
    """Counts on while the computer sleeps, where the system tells: a closed lid is no presence."""
    asleep_too = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if asleep_too is None else time.clock_gettime(asleep_too)


class IdleWatch(QObject):
    """Emits `idle` after so many minutes without a touch; 0 watches nothing."""

    idle = Signal()

    def __init__(
        self,
        parent: QObject,
        *,
        timer: Timer | None = None,
        now: Callable[[], float] = seconds_passed,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._limit = 0.0
        self._last = 0.0
        self._timer: Timer = timer if timer is not None else self._own_timer()
        self._timer.timeout.connect(self._look)

    def _own_timer(self) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        return made

    def watch(self, minutes: int) -> None:
        """From now on; every event of the program passes here, so only while it is wanted."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._timer.stop()
        self._limit, self._last = minutes * 60.0, self._now()
        if minutes and app is not None:
            app.installEventFilter(self)
            self._timer.start(round(self._limit * 1000))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            if self._now() - self._last >= self._limit > 0:  # the computer has slept meanwhile
                self._look()
            else:
                self._last = self._now()
        return False

    def _look(self) -> None:
        left = self._limit - (self._now() - self._last)
        if self._limit and left <= 0:
            self._last = self._now()
            self._timer.start(round(self._limit * 1000))
            self.idle.emit()
        elif self._limit:
            self._timer.start(max(1, round(left * 1000)))
