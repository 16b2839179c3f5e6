"""Hides every window while the store is locked, and brings each back as it was."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ui.idle import IdleWatch
from ui.lock_screen import LockScreen
from ui.session import EngagementSession


class Guard(QObject):
    """Stands between the idle watch, the session, and what is on screen.

    Nothing half typed is lost: windows and dialogs are hidden, never closed.
    """

    def __init__(self, session: EngagementSession, watch: IdleWatch | None = None) -> None:
        super().__init__(session)
        self._session = session
        self._watch = watch if watch is not None else IdleWatch(self)
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None
        self.screen: LockScreen | None = None
        self._watch.idle.connect(session.lock)
        session.lock_changed.connect(self._on_lock)
        session.opened.connect(self.look_again)
        session.keeping_changed.connect(self.look_again)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    def look_again(self, _: object = None) -> None:
        """Watch for as long as is wished now; a store that cannot be locked is not watched."""
        can_lock = self._session.is_open and self._session.can_lock()
        self._watch.watch(self._session.wishes().lock_minutes if can_lock else 0)

    def stop(self) -> None:
        """Watch nothing more, and leave nothing on screen: the program ends."""
        self._watch.watch(0)
        screen, self.screen = self.screen, None
        if screen is not None:
            screen.put_away()

    def _on_lock(self, is_locked: bool) -> None:
        if is_locked:
            self._cover()
        else:
            self._uncover()

    def _cover(self) -> None:
        self._watch.watch(0)
        self._focus = QApplication.focusWidget()
        shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        screen = self.screen = LockScreen()
        if shown:
            largest = max(shown, key=lambda window: window.width() * window.height())
            screen.setGeometry(largest.geometry())
        screen.wished.connect(self._unlock)
        screen.left.connect(self._leave)
        screen.show()  # before the others go: without any window the program would end
        self._hidden = []
        for window in sorted(shown, key=_depth, reverse=True):
            if isinstance(window, QFileDialog):
                window.reject()  # its own loop would wait for it; it asks again with one press
            elif window.windowType() in _FLEETING:
                window.close()  # an open list or calendar holds nothing, and would come up alone
            else:
                window.hide()
                self._hidden.append(window)
        screen.activateWindow()
        screen.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self, secret: str) -> None:
        screen = self.screen
        if screen is not None:
            self._session.unlock(secret, screen.answered)

    def _uncover(self) -> None:
        for window in reversed(self._hidden):
            window.show()
        self._hidden = []
        screen, self.screen = self.screen, None
        if screen is not None:
            screen.put_away()
        focus, self._focus = self._focus, None
        if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
            focus.window().activateWindow()
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look_again()

    def _leave(self) -> None:
        """Closing the lock is closing the program."""
        self.screen = None
        for window in self._hidden:
            if shiboken6.isValid(window):
                window.close()
        self._hidden = []
        app = QApplication.instance()
        if app is not None:
            app.quit()


_FLEETING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def _depth(window: QWidget) -> int:
    """How many windows a window stands above."""
    depth, parent = 0, window.parentWidget()
    while parent is not None:
        depth, parent = depth + 1, parent.window().parentWidget()
    return depth
