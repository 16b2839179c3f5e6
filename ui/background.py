"""Slow work off the GUI thread, its outcome back on it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal, Slot

T = TypeVar("T")

_TURN = 0.0005
"""Seconds for which a thread may keep Python to itself while another one wants it.

Drawing goes from Qt into Python and back very often, and each time has to wait so long for work
beside the window. Python's own five milliseconds would make one drawing a third of a second.
"""

_waiting: dict[_Delivery, _Job] = {}
"""What has not arrived yet. Qt keeps neither of the two, so they are kept here."""


def run(
    work: Callable[[], T],
    done: Callable[[T], None],
    failed: Callable[[BaseException], None],
) -> None:
    """Do `work` on another thread, then call `done` or `failed` on this one.

    To be called on the GUI thread. `work` touches no widget. An exception of `work` goes to
    `failed` and nowhere else; exceptions of `done` and `failed` are mistakes and are not caught.
    """

    def attempt() -> Callable[[], None]:
        try:
            result = work()
        except BaseException as error:
            problem = error  # the name `error` ends with this block
            return lambda: failed(problem)
        return lambda: done(result)

    sys.setswitchinterval(_TURN)
    delivery = _Delivery()
    job = _Job(attempt, delivery)
    _waiting[delivery] = job
    QThreadPool.globalInstance().start(job)


def is_at_work() -> bool:
    """Whether anything is still under way or not delivered yet."""
    return bool(_waiting)


def forget_all() -> None:
    """Deliver nothing of what is under way: the window that asked for it is gone.

    The work itself runs to its end, because stopping a thread half-way is not safe.
    """
    for delivery in _waiting:
        delivery.is_forgotten = True


def wait_for_all(msecs: int = 10_000) -> bool:
    """Wait until all work is done and delivered, also work that a delivery started.

    Args:
        msecs: at most so many milliseconds.

    Returns:
        Whether nothing is left.
    """
    end = monotonic() + msecs / 1000
    while _waiting:
        left = round((end - monotonic()) * 1000)
        if left <= 0 or not QThreadPool.globalInstance().waitForDone(left):
            return False
        for delivery in tuple(_waiting):
            QCoreApplication.sendPostedEvents(delivery)
    return True


class _Delivery(QObject):
    """Lives on the GUI thread, so that what it receives arrives there."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.outcome: Callable[[], None] | None = None
        self.is_forgotten = False
        self.finished.connect(self._arrived, QtCore.Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _arrived(self) -> None:
        del _waiting[self]
        outcome, self.outcome = self.outcome, None
        if outcome is not None and not self.is_forgotten:
            outcome()


class _Job(QRunnable):
    """Knows its delivery; the delivery does not know it, so neither keeps the other alive."""

    def __init__(self, attempt: Callable[[], Callable[[], None]], delivery: _Delivery) -> None:
        super().__init__()
        self.setAutoDelete(False)  # Python owns it; Qt would delete it under our hands
        self._attempt = attempt
        self._delivery = delivery

    def run(self) -> None:
        self._delivery.outcome = self._attempt()
        self._delivery.finished.emit()
