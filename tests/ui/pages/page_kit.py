"""What the page tests share: a session on a throw-away home, looks, and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from checks import all_findings
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.engagement import Client
from onboard.snapshot import EngagementSnapshot
from ui.page import Page
from ui.session import EngagementSession

LOOKS = [(dark, scale) for dark in (False, True) for scale in (1.0, 2.0)]
SIZES = ((900, 640), (640, 480))
LONG_NAME = "The Very Old and Very Friendly Family Practice for Teeth of the Upper Valley, " * 3

W = TypeVar("W", bound=QWidget)


def a_session(folder: Path) -> Iterator[EngagementSession]:
    """An open session without clients; closed afterwards."""
    place = bootstrap.home(folder / "home")
    session = EngagementSession(place)
    session.use(bootstrap.open_application(place))
    yield session
    session.close()


def with_client(session: EngagementSession, name: str = "Corner Dental") -> EngagementSession:
    session.new_client(Client(name=name, owner="Olga Owner"))
    return session


def shown(session: EngagementSession) -> EngagementSnapshot:
    """What is known now."""
    snapshot = session.snapshot
    assert snapshot is not None
    return snapshot


def part(page: QWidget, kind: type[W], name: str) -> W:
    """The one part of a page with this name."""
    if isinstance(page, Page):
        page.complete()
    found = page.findChild(kind, name)
    assert found is not None, f"no {kind.__name__} called {name}"
    return found


def faults(page: QWidget) -> list[str]:
    """What is wrong with a shown page at its usual and at its least size."""
    found = []
    for width, height in SIZES:
        page.resize(width, height)
        settle()
        found.extend(all_findings(page))
    return found


def settle() -> None:
    """Let Qt show and lay out what was just built, and what is built by and by."""
    for window in QApplication.topLevelWidgets():
        for page in (window, *window.findChildren(Page)):
            if isinstance(page, Page):
                page.complete()
    for _ in range(3):
        QApplication.processEvents()


def tab_to(qtbot: QtBot, page: QWidget, target: QWidget, most: int = 200) -> None:
    """Reach a part with the Tab key alone."""
    settle()
    first = getattr(target, "first_focus", None)  # a field of several parts
    wanted = first() if first is not None else target.focusProxy() or target
    for _ in range(most):
        focus = page.window().focusWidget()
        if focus is wanted:
            return
        qtbot.keyClick(focus or page, Qt.Key.Key_Tab)
    raise AssertionError(f"{target.objectName()} is not reached by Tab")


def type_into(qtbot: QtBot, page: QWidget, target: QWidget, text: str) -> None:
    """Go to a part by Tab and type."""
    tab_to(qtbot, page, target)
    qtbot.keyClicks(page.window().focusWidget(), text)


def press(qtbot: QtBot, page: QWidget, target: QWidget) -> None:
    """Go to a button by Tab and press Enter."""
    tab_to(qtbot, page, target)
    qtbot.keyClick(target, Qt.Key.Key_Return)
