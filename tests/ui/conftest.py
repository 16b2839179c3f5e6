"""What every window test needs: the look, and proof that nothing is left behind."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QThreadPool, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from onboard import packs
from onboard.wording import spoken
from ui import background, theme, tokens, tongue

if TYPE_CHECKING:
    from tests.ui.atspi.desk import Desk

Dress = Callable[..., None]
Show = Callable[..., QWidget]


@pytest.fixture(scope="session", autouse=True)
def _dressed_app(qapp: QApplication) -> None:
    theme.apply(qapp, dark=False, scale=1.0)


@pytest.fixture
def dress(qapp: QApplication) -> Iterator[Dress]:
    """`dress(dark=True, scale=2.0)` for this test only."""

    def apply(*, dark: bool = False, scale: float = 1.0) -> None:
        theme.apply(qapp, dark=dark, scale=scale)

    yield apply
    if theme.Theme.tokens is not tokens.LIGHT or theme.Theme.scale != 1.0:
        theme.apply(qapp, dark=False, scale=1.0)


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Shows a widget at a size and waits until it is there; closes it after the test."""

    def shown(widget: QWidget, width: int = 900, height: int = 640) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return shown


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk for a screen reader, once a run; whoever lacks one is told what to install."""
    from tests.ui.atspi.desk import Desk, NoDesk  # this file is also tried alone

    if sys.platform != "linux":
        pytest.skip("AT-SPI is how screen readers see a window on Linux only")
    try:
        made = Desk(tmp_path_factory.mktemp("desk"))
    except NoDesk as error:
        pytest.fail(str(error), pytrace=False)
    yield made
    made.close()


@pytest.fixture
def tell() -> Iterator[Callable[[str], str]]:
    """`tell("es")`: everything is said in this language, for this test only."""
    yield tongue.speak
    tongue.speak("en")


@pytest.fixture(scope="session", autouse=True)
def _only_tests_freeze() -> Iterator[None]:
    """What the shelf of packs puts out of the collector's sight, the search for timers must see."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packs, "gc", SimpleNamespace(freeze=lambda: None))
        yield


@pytest.fixture(autouse=True)
def _nothing_left_behind(_dressed_app: None) -> Iterator[None]:
    windows = set(map(id, QApplication.topLevelWidgets()))
    gc.freeze()  # what is there already is looked at by nobody: half a million things
    threads = set(threading.enumerate())
    yield
    finished = background.wait_for_all() and QThreadPool.globalInstance().waitForDone(10_000)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [
        *(["work in the background"] if not finished else []),
        *(f"window {_called(w)}" for w in QApplication.topLevelWidgets() if id(w) not in windows),
        *(f"timer of {_called(t.parent())}" for t in _new_timers()),
        *(f"thread {t.name}" for t in threading.enumerate() if t not in threads and _is_own(t)),
    ]
    gc.unfreeze()
    for widget in QApplication.topLevelWidgets():  # one leak must not fail every later test
        if id(widget) not in windows:
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if spoken() != "en":
        left.append(f"the language {spoken()}")
        tongue.speak("en")
    assert not left, f"left behind: {', '.join(left)}"


def _new_timers() -> list[QTimer]:
    """Those that are active and were made since the test began."""
    return [
        thing
        for thing in gc.get_objects()
        # type(), not isinstance(): proxies among all objects answer isinstance in their own way
        if issubclass(type(thing), QTimer) and shiboken6.isValid(thing) and thing.isActive()
    ]


def _is_own(thread: threading.Thread) -> bool:
    """Whether Python started it: threads of Qt's pool are shown as dummies and stay for reuse."""
    return not isinstance(thread, threading._DummyThread)


def _called(thing: object) -> str:
    name = thing.objectName() if hasattr(thing, "objectName") else ""
    return f"{type(thing).__name__}#{name}" if name else type(thing).__name__


def wheel_over(widget: QWidget) -> bool:
    """Turn the wheel a notch over a widget, focused or not; whether it took the turn."""
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()
