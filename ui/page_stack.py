"""The pages of a window, each imported and built when it is first shown."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from onboard.flow import Stop
from ui.page import BrokenPage, Page

if TYPE_CHECKING:
    from ui.drafts import Drafts
    from ui.session import EngagementSession

PAGES: dict[str, str] = {
    "clients": "ui.pages.clients:ClientsPage",
    "firm": "ui.pages.firm:FirmPage",
    Stop.WELCOME.value: "ui.pages.welcome:WelcomePage",
    Stop.HAVE.value: "ui.pages.have:HavePage",
    Stop.TASKS.value: "ui.pages.tasks:TasksPage",
    Stop.QUESTIONS.value: "ui.pages.questions:QuestionPage",
    Stop.CHECK.value: "ui.pages.check:CheckPage",
    Stop.PLAN.value: "ui.pages.plan:PlanPage",
    Stop.DECISIONS.value: "ui.pages.decisions:DecisionsPage",
    Stop.TOGETHER.value: "ui.pages.together:TogetherPage",
    Stop.HEARD.value: "ui.pages.heard:HeardPage",
    Stop.SIGN.value: "ui.pages.sign:SignPage",
    Stop.FINISH.value: "ui.pages.finish:FinishPage",
    Stop.ORDER.value: "ui.pages.order:OrderPage",
    "alone": "ui.pages.alone:AlonePage",
    "answers": "ui.pages.answers:AnswersPage",
    "received": "ui.pages.received:ReceivedPage",
    "waiting": "ui.pages.waiting:WaitingPage",
    "keeping": "ui.pages.keeping:KeepingPage",
}
OUTSIDE = ("clients", "firm", "received", "answers", "keeping")
"""Pages that belong to no client's file."""
BESIDE = OUTSIDE[1:]
"""Those that say themselves when they are done."""


class PageStack(QStackedWidget):
    """Holds them by name. One that fails is let go, and built anew when it is next asked for."""

    wanted = Signal(str)
    """A page asks for another one."""
    look_wanted = Signal()
    left = Signal()
    """A page outside of any file is done."""
    broke = Signal(str)
    """A later part of a page could not be built; what stands under its name says so."""

    def __init__(self, session: EngagementSession, *, on_owner_screen: bool) -> None:
        super().__init__()
        self._session = session
        self._on_owner_screen = on_owner_screen
        self._pages: dict[str, Page] = {}
        self.drafts: Drafts = {}
        """What stands in questions and is not saved; their page may be built anew."""

    def page(self, name: str) -> Page:
        """The page of this name, built when it is first asked for."""
        if name not in self._pages:
            module, _, kind = PAGES[name].partition(":")
            made: Page = getattr(importlib.import_module(module), kind)(self._session, self)
            self._pages[name] = made
            made.on_owner_screen = self._on_owner_screen
            made.slices.failed.connect(lambda error: self._break(name, error))
            self.addWidget(made)
            self._connect(name, made)
        return self._pages[name]

    def _connect(self, name: str, made: Page) -> None:
        if name == Stop.QUESTIONS.value:
            made.drafts = self.drafts  # type: ignore[attr-defined]
        if name == "clients":
            made.look_wanted.connect(self.look_wanted)  # type: ignore[attr-defined]
            for other, wish in (
                ("firm", made.firm_wanted),  # type: ignore[attr-defined]
                ("received", made.paper_wanted),  # type: ignore[attr-defined]
                ("keeping", made.keeping_wanted),  # type: ignore[attr-defined]
            ):
                wish.connect(lambda other=other: self.wanted.emit(other))
        if name in BESIDE:
            made.done.connect(self.left)  # type: ignore[attr-defined]

    def drawn(self, name: str) -> Page:
        """The page with what is known now; one that cannot be drawn is told, not left half done."""
        if isinstance(self._pages.get(name), BrokenPage):
            self.let_go(name)
        try:
            page = self.page(name)
            if self._session.snapshot is not None:
                page.show_snapshot(self._session.snapshot)
                if page.is_complete:
                    page.look_again()
        except Exception as error:
            page = self._put_broken(name)
            self._session.report(error)
        return page

    def _break(self, name: str, error: Exception) -> None:
        self._put_broken(name)
        self.broke.emit(name)
        self._session.report(error)

    def _put_broken(self, name: str) -> Page:
        """Nothing of a page that failed stays."""
        self.let_go(name)
        page = self._pages[name] = BrokenPage(self._session)
        self.addWidget(page)
        return page

    def let_go(self, name: str) -> None:
        page = self._pages.pop(name, None)
        if page is not None:
            page.put_away()
            self.removeWidget(page)
            page.hide()
            page.deleteLater()

    def let_all_go(self) -> None:
        """Every page is built anew when it is next asked for; what was typed is kept for it."""
        asking = self._pages.get(Stop.QUESTIONS.value)
        self.drafts = getattr(asking, "drafts", self.drafts)
        for name in tuple(self._pages):
            self.let_go(name)
