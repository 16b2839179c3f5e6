"""Where a scene is set up: windows on the kept homes, hands to bring a page into a state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from onboard.content.parts import QuestionId
from onboard.flow import Place, Stop
from tools.scenes.homes import Homes
from ui import background, tongue
from ui.dialogs.sheet import Sheet
from ui.page import Page
from ui.session import EngagementSession
from ui.walk import Walker
from ui.wizard_window import WizardWindow

if TYPE_CHECKING:
    from onboard.bootstrap import Home

SIZE = (1120, 760)
LEAST_SIZE = (900, 640)
"""The least window that is promised."""
TALLEST = 2000
"""A picture shows as much of a long page as this many pixels."""


class State(Enum):
    """What a page is pictured with."""

    EMPTY = "empty"
    TYPICAL = "typical"
    WORST = "worst"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Scene:
    """One page, dialog or question in one state; `show` returns what is to be pictured."""

    page: str
    state: State
    show: Callable[[Stage], QWidget]

    @property
    def name(self) -> str:
        return f"{self.page}-{self.state.value}"


class Stage:
    """Sets one scene after the other; `clear` takes everything away again."""

    def __init__(self, homes: Homes) -> None:
        self.homes = homes
        self._windows: list[WizardWindow] = []
        self._undo: list[Callable[[], None]] = []

    def set(self, scene: Scene) -> QWidget:
        """The widget of a scene, shown and settled."""
        tongue.speak("es" if scene.state is State.WORST else "en")
        shown = scene.show(self)
        self.settle()
        return shown

    # ---- windows

    def session(self, home: str) -> EngagementSession:
        """A session of its own on one of the homes, as nothing may stay from scene to scene."""
        made = EngagementSession()
        made.use(self.homes.opened[home])
        return made

    def window(
        self,
        home: str,
        file: str = "",
        stop: Stop | None = None,
        question: str = "",
    ) -> WizardWindow:
        """The wizard on a home, at a stop of one client's file."""
        return self.show(self.session(home), self.homes.files[home].get(file, ""), stop, question)

    def show(
        self,
        session: EngagementSession,
        engagement: str = "",
        stop: Stop | None = None,
        question: str = "",
        *,
        follows: WizardWindow | None = None,
    ) -> WizardWindow:
        if engagement:
            session.open_client(engagement)  # type: ignore[arg-type]
        if stop is not None:
            session.go(Place(stop, QuestionId(question) if question else None))
        window = WizardWindow(session, follows=follows)
        self._windows.append(window)
        window.resize(*SIZE)
        window.show()
        self.settle()
        return window

    def locked(self, home: Home) -> WizardWindow:
        """The wizard before its store is open."""
        return self.show(EngagementSession(home))

    def hands(self, window: WizardWindow) -> Walker:
        return Walker(window, None)

    def dialog(self, window: WizardWindow) -> QDialog:
        self.settle()
        return self.hands(window).dialog()

    # ---- between scenes

    def settle(self) -> None:
        """Let Qt lay out what was built, and what is under way arrive."""
        for window in self._windows:
            window.shown.complete()
        for _ in range(4):
            QApplication.processEvents()
            background.wait_for_all()

    def later(self, undo: Callable[[], None]) -> None:
        """Do this when the scene is over."""
        self._undo.append(undo)

    def clear(self) -> None:
        background.wait_for_all()
        for undo in reversed(self._undo):
            undo()
        self._undo.clear()
        for window in reversed(self._windows):
            for dialog in window.findChildren(QDialog):
                dialog.reject()
            window.hide()
            window.deleteLater()
            window.session.deleteLater()
        self._windows.clear()
        tongue.speak("en")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def stretch(self, shown: QWidget) -> None:
        """As high as what it shows, so that one picture has it all; no higher than `TALLEST`."""
        for _ in range(3):  # what is wider may be lower again
            more = max(
                (
                    area.verticalScrollBar().maximum()
                    for area in shown.findChildren(QScrollArea)
                    if area.isVisible() and isinstance(area.parentWidget(), (Page, Sheet))
                ),
                default=0,
            )
            if not more or shown.height() >= TALLEST:
                return
            shown.resize(shown.width(), min(shown.height() + more, TALLEST))
            self.settle()
