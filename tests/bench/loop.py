"""How long the window cannot listen: the sample's whole road, with a probe in its event loop.

The probe is a timer that wants to be called each few milliseconds. When it comes late, whatever a
person did meanwhile has waited as long: handling of events, layout and painting, another thread
that holds Python's lock. Gestures are posted to the loop, and the road goes on when nothing is
under way any more, so no time of a gesture is spent where the probe does not look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui import background, theme
from ui.session import EngagementSession
from ui.walk import Walker, walk_sample
from ui.wizard_window import WizardWindow

BEAT = 5
"""Milliseconds between two calls of the probe."""
FREE_BEATS = 4
"""The loop has been free so many times in a row: what the gesture set off is over."""


@dataclass
class Waits:
    """How long the loop was not free, in milliseconds on the clock and on the processor."""

    all: list[tuple[float, float]] = field(default_factory=list)
    """Call by call of the probe."""
    by_gesture: list[tuple[float, float, str]] = field(default_factory=list)
    """The longest of each gesture, with its name."""


class Probe(QObject):
    """Notes each wait under the gesture that was made last."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = Waits()
        self._gesture, self._most = "opening the store", (0.0, 0.0)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last, self._busy = perf_counter(), thread_time()
        self._timer.start(BEAT)

    def gesture(self, name: str) -> None:
        """From here on this one is at work."""
        self.waits.by_gesture.append((*self._most, self._gesture))
        self._gesture, self._most = name, (0.0, 0.0)

    def end(self) -> Waits:
        self.gesture("")
        self._timer.stop()
        return self.waits

    def forget(self) -> None:
        """What the road itself did between two gestures is nobody's waiting."""
        self._last, self._busy = perf_counter(), thread_time()

    def _beat(self) -> None:
        now, busy = perf_counter(), thread_time()
        late = max(0.0, (now - self._last) * 1000 - BEAT)
        wait = late, min(late, (busy - self._busy) * 1000)
        self._last, self._busy = now, busy
        self.waits.all.append(wait)
        self._most = max(self._most, wait)


class PostingWalker(Walker):
    """Hands that leave each gesture to the event loop, and wait without holding it up."""

    def __init__(self, window: WizardWindow, probe: Probe) -> None:
        super().__init__(window, None)
        self._probe = probe

    def settle(self) -> None:
        """Let the loop run until nothing is under way and it has been free a few times."""
        self._let_loop_run()

    def click(self, name: str, within: QWidget | None = None) -> None:
        button = self.find(QWidget, name, within)
        middle = button.rect().center()
        self._post(
            f"a click on {name}",
            lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=middle),
        )

    def type_into(self, name: str, text: str, within: QWidget | None = None) -> None:
        field = self.find(QWidget, name, within)
        put = getattr(field, "setText", None) or field.setPlainText  # type: ignore[attr-defined]

        def typed() -> None:
            field.setFocus()
            put(text)

        self._post(f"typing into {name}", typed)

    def next(self) -> None:
        before = (self.window.session.place, self.window.shown_name)
        place = self.window.session.place
        asked = f" {place.question}" if place is not None and place.question else ""
        self.window.next.setFocus()
        self._post(
            f"Next on {self.window.shown_name}{asked}",
            lambda: QTest.keyClick(self.window.next, Qt.Key.Key_Space),
        )
        if (self.window.session.place, self.window.shown_name) == before:
            raise RuntimeError(f"Next does not lead on from {before}")

    def picture(self, name: str, of: QWidget | None = None) -> None:
        self.settle()
        self.seen.append(name)

    def _post(self, name: str, gesture: Callable[[], object]) -> None:
        self._let_loop_run()
        self._probe.gesture(name)
        QTimer.singleShot(0, gesture)
        self._let_loop_run()

    def _let_loop_run(self) -> None:
        loop, free = QEventLoop(), 0
        watch = QTimer()

        def look() -> None:
            nonlocal free
            is_quiet = not background.is_at_work() and self.window.shown.is_complete
            free = free + 1 if is_quiet else 0
            if free > FREE_BEATS:
                loop.quit()

        watch.timeout.connect(look)
        watch.start(BEAT)
        loop.exec()
        watch.stop()


def road(folder: Path) -> Waits:
    """The sample's road from a closed store to the signed paper, and back to the file."""
    from onboard import bootstrap

    qt = QApplication.instance() or QApplication(["bench"])
    assert isinstance(qt, QApplication)
    theme.apply(qt, dark=False)
    session = EngagementSession(bootstrap.home(folder / "home"))
    window = WizardWindow(session)
    window.resize(1120, 760)
    window.show()
    probe = Probe()
    walker = PostingWalker(window, probe)
    walk_sample(walker)
    waits = probe.end()
    window.hide()
    session.close()
    return waits


if __name__ == "__main__":
    import sys
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found = road(Path(folder))
    for clock, busy, name in sorted(found.by_gesture, reverse=True)[:40]:
        sys.stdout.write(f"{clock:8.1f} {busy:8.1f}  {name}\n")
    late = sorted(wait for wait, _ in found.all)
    sys.stdout.write(f"{len(late)} calls, 99 of 100 within {late[int(len(late) * 0.99)]:.1f}\n")
