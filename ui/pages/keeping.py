"""Safekeeping: backups and the way back, the ways into the store, what was done, and forgetting."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from onboard.wording import moment, say
from ui.firm_place import FirmPlace
from ui.page import Page
from ui.theme import px
from ui.widgets.base import empty, row
from ui.widgets.forms import action
from ui.widgets.keeping_parts import (
    BackPart,
    CheckPart,
    ClientsPart,
    CopiesPart,
    ServerCopiesPart,
    WaysPart,
    told_apart,
)
from ui.widgets.notes import Banner

if TYPE_CHECKING:
    from onboard.engagement import EngagementId
    from ui.dialogs.passphrase import SecretDialog
    from ui.verbs.keeping import Replacement, ToldEvent

FIRST = ("copy-now", "bring-back", "members", "firm-server")
"""Where the keyboard begins: the first of these that is there."""
STORE_ENDING, TABLE_ENDING = ".db", ".csv"


class KeepingPage(Page):
    """Works also while the store is locked or cannot be opened: then it can bring a backup back."""

    done = Signal()

    def build(self) -> None:
        self.head(say("keeping.title"), say("keeping.lead"))
        self._problem = Banner("problem", "keeping-problem")
        self._told = Banner("note", "keeping-told")
        self.column.addWidget(self._problem)
        self.column.addWidget(self._told)
        self._body = QVBoxLayout()
        self._body.setSpacing(px(22))
        self.column.addLayout(self._body)
        self._done = action(say("page.firm-done"), "done", "primary")
        self._done.clicked.connect(self._finish)
        self.column.addSpacing(px(10))
        self.column.addLayout(row(self._done, None))
        self._asking: SecretDialog | None = None
        session = self.session
        session.keeping_changed.connect(self._on_news)
        session.store_checked.connect(self._on_checked)
        session.replacement_seen.connect(self._offer)
        session.secret_wanted.connect(self._ask_secret)
        session.problem.connect(self._on_problem)
        session.opened.connect(self._draw)
        session.server_changed.connect(self._on_server)
        self._draw()

    # ---- drawing

    def next_caption(self) -> str | None:
        return None

    def first_focus(self) -> QWidget | None:
        return next(filter(None, (self.findChild(QWidget, name) for name in FIRST)), None)

    def tells_problems(self) -> bool:
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """What was told belongs to the last visit."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        """From what is so now; the keyboard stays where it was, as far as that is still there."""
        held = self.focusWidget()
        name = held.objectName() if held is not None and self.isAncestorOf(held) else ""
        empty(self._body)
        is_shared = self.session.is_shared
        if is_shared:
            self._body.addWidget(ServerCopiesPart())
        elif self.session.is_open:
            self._add_copies()
        if not is_shared:
            back = BackPart()
            back.wanted.connect(self._pick_backup)
            self._body.addWidget(back)
        self._body.addWidget(FirmPlace(self.session))
        if self.session.is_open:
            if self.session.is_protected:
                self._add_ways()
            self._add_check()
            self._add_clients()
        again = self.findChild(QWidget, name) if name else None
        if again is not None and self.isVisible():
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_copies(self) -> None:
        wishes = self.session.wishes()
        at = wishes.last_good_at
        last = say("keeping.no-copy") if at is None else say("keeping.last-good", when=moment(at))
        part = CopiesPart(last, str(self.session.copies_folder()), is_daily=wishes.daily)
        part.now_wanted.connect(lambda: self.session.back_up())
        part.file_wanted.connect(self._copy_to)
        part.folder_wanted.connect(self._pick_folder)
        part.daily_wanted.connect(
            lambda on: self.session.wish(replace(self.session.wishes(), daily=on))
        )
        self._body.addWidget(part)

    def _add_ways(self) -> None:
        session = self.session
        part = WaysPart(
            session.ways_in(),
            session.wishes().lock_minutes,
            is_code_checked=session.is_code_checked(),
        )
        part.passphrase_wanted.connect(self._change_passphrase)
        part.code_wanted.connect(self._make_code)
        part.lock_wanted.connect(session.lock)
        part.minutes_wanted.connect(
            lambda minutes: session.wish(replace(session.wishes(), lock_minutes=minutes))
        )
        self._body.addWidget(part)

    def _add_check(self) -> None:
        part = CheckPart()
        part.wanted.connect(lambda: self.session.check_store())
        part.papers_wanted.connect(self._check_papers)
        self._body.addWidget(part)

    def _add_clients(self) -> None:
        clients = self.session.clients()
        if not clients:
            return
        names = Counter(each.client_name for each in clients)
        listed = [
            (str(each.id), told_apart(each, is_only_one=names[each.client_name] == 1))
            for each in clients
        ]
        self._names = dict(listed)
        part = ClientsPart(listed, may_erase=self.session.is_manager)
        part.history_wanted.connect(self._show_history)
        part.erase_wanted.connect(self._ask_erase)
        self._body.addWidget(part)

    # ---- what the session tells

    def _on_news(self, told: str) -> None:
        if told:
            self._say(told)
        if self.isVisible():
            self._draw()

    def _on_server(self, told: str) -> None:
        """A store that could not be opened is tried again, where it is named now."""
        self._on_news(told)
        if not (self.session.is_open or self.session.waits_for):
            self.session.open()

    def _say(self, told: str, problem: str = "") -> None:
        self._told.say(told)
        self._problem.say(problem)
        if self.isVisible():
            self.to_top()
            self.tell(told or problem)

    def _on_problem(self, text: str) -> None:
        if self.isVisible():
            self._say("", text)

    def _on_checked(self, found: list[str]) -> None:
        self._say("" if found else say("cli.store-fine"), "\n".join(found))

    # ---- gestures

    def _finish(self) -> None:
        self._say("")
        self.done.emit()

    def _copy_to(self) -> None:
        from ui.dialogs.save_as import ask_where

        name = say("keeping.file-name")
        path = ask_where(self.window(), say("keeping.copy-to"), name, STORE_ENDING)
        if path is not None:
            self.session.back_up(path)

    def _pick_folder(self) -> None:
        start = str(self.session.copies_folder())
        title = say("keeping.folder-change")
        chosen = QFileDialog.getExistingDirectory(self.window(), title, start)
        if chosen:
            self.session.wish_folder(Path(chosen))

    def _pick_backup(self) -> None:
        from ui.dialogs.save_as import ask_which

        path = ask_which(self.window(), say("keeping.back-pick"), STORE_ENDING)
        if path is not None:
            self.session.look_at_backup(path)

    def _ask_secret(self, path: Path) -> None:
        from ui.dialogs.passphrase import SecretDialog

        if not self.isVisible():
            return
        dialog = SecretDialog(self.window(), path.name)
        self._asking = dialog
        dialog.wished.connect(
            lambda secret: self.session.look_at_backup(path, secret, self._secret_answered)
        )
        dialog.finished.connect(self._secret_gone)
        dialog.open()

    def _secret_gone(self) -> None:
        self._asking = None

    def _secret_answered(self, problem: str) -> None:
        if self._asking is not None:
            self._asking.answered(problem)

    def _offer(self, seen: Replacement) -> None:
        from ui.dialogs.keeping import RestoreDialog

        if not self.isVisible():
            return
        dialog = RestoreDialog(self.window(), seen.source.name, seen.told())
        dialog.accepted.connect(lambda: self.session.bring_back(seen))
        dialog.open()

    def _change_passphrase(self) -> None:
        from ui.dialogs.passphrase import PassphraseDialog

        has_one = "passphrase" in self.session.ways_in()
        dialog = PassphraseDialog(self.window(), has_one=has_one)
        is_there = True

        def gone() -> None:
            nonlocal is_there
            is_there = False

        def answered(problem: str) -> None:
            if is_there:
                dialog.answered(problem)

        dialog.finished.connect(gone)
        dialog.wished.connect(
            lambda present, new: self.session.change_passphrase(present, new, answered)
        )
        dialog.open()

    def _make_code(self) -> None:
        code = self.session.new_code()
        if code:
            self._show_code(code)

    def _show_code(self, code: str) -> None:
        """Shown and typed back in turn, until it fits; whoever stops is told so on the page."""
        from ui.dialogs.recovery_code import NewCodeDialog, TypedBackDialog

        shown = NewCodeDialog(self.window(), code)

        def type_back() -> None:
            typed = TypedBackDialog(self.window(), self.session.check_code)
            typed.accepted.connect(lambda: self._say(say("keeping.code-changed")))
            typed.rejected.connect(lambda: self._show_code(code))
            typed.open()

        shown.accepted.connect(type_back)
        shown.open()

    def _check_papers(self) -> None:
        title, kinds = say("keeping.check-papers"), say("page.finish-kinds")
        chosen, _ = QFileDialog.getOpenFileNames(self.window(), title, "", kinds)
        if chosen:
            self.session.check_store([Path(each) for each in chosen])

    def _show_history(self, key: str) -> None:
        from ui.dialogs.keeping import HistoryDialog

        events = self.session.history(cast("EngagementId", key))
        dialog = HistoryDialog(self.window(), self._names[key], [str(each) for each in events])
        dialog.wished.connect(lambda: self._save_history(key, events))
        dialog.open()

    def _save_history(self, key: str, events: tuple[ToldEvent, ...]) -> None:
        from ui.dialogs.save_as import ask_where

        name = say("log.title", name=self._names[key])
        path = ask_where(self.window(), say("log.save"), name, TABLE_ENDING)
        if path is not None:
            self.session.save_history(events, path)

    def _ask_erase(self, key: str) -> None:
        from ui.dialogs.keeping import EraseDialog

        client, name = cast("EngagementId", key), self._names[key]
        dialog = EraseDialog(self.window(), name, is_shared=self.session.is_shared)
        dialog.accepted.connect(
            lambda: self.session.erase_client(client, with_papers=dialog.with_papers)
        )
        dialog.open()
