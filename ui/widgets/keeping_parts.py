"""The parts of the page that keeps a store safe: values in, wishes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from onboard.wording import day, say, say_count
from ui.theme import px
from ui.widgets.base import label
from ui.widgets.forms import Labelled, action, muted
from ui.widgets.pick_list import PickList, pick_list
from ui.widgets.wrap_layout import ButtonLine

if TYPE_CHECKING:
    from onboard.engagement import ClientSummary

MINUTES = (0, 5, 10, 15, 30, 60)


class Part(QWidget):
    """A heading, a lead, and what belongs together."""

    def __init__(self, title: str, lead: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(10))
        self.column.addWidget(label(title, "heading"))
        self.column.addWidget(muted(lead))

    def add_buttons(self, *buttons: QWidget) -> None:
        made = QWidget()
        line = ButtonLine(made, spacing=px(10))
        line.setContentsMargins(0, 0, 0, 0)
        for button in buttons:
            line.addWidget(button)
        self.column.addWidget(made)


class CopiesPart(Part):
    """Backups: the last good one, one now, and the daily ones."""

    now_wanted = Signal()
    file_wanted = Signal()
    folder_wanted = Signal()
    daily_wanted = Signal(bool)

    def __init__(self, last: str, folder: str, *, is_daily: bool) -> None:
        super().__init__(say("keeping.copies"), say("keeping.copies-lead"))
        self.column.addWidget(label(last, "subheading", name="last-good"))
        now = action(say("keeping.copy-now"), "copy-now", "primary")
        now.clicked.connect(self.now_wanted)
        to_file = action(say("keeping.copy-to"), "copy-to")
        to_file.clicked.connect(self.file_wanted)
        self.add_buttons(now, to_file)
        daily = QCheckBox(say("keeping.daily"))
        daily.setObjectName("daily")
        daily.setAccessibleName(say("keeping.daily"))
        daily.setChecked(is_daily)
        daily.toggled.connect(self.daily_wanted)
        self.column.addWidget(daily)
        self.column.addWidget(muted(say("keeping.daily-hint")))
        self.column.addWidget(label(say("keeping.folder", folder=folder), name="copies-folder"))
        other = action(say("keeping.folder-change"), "copies-folder-change")
        other.clicked.connect(self.folder_wanted)
        self.add_buttons(other)


class ServerCopiesPart(Part):
    """The clients are on a firm's server: nothing is copied or brought back here."""

    def __init__(self) -> None:
        super().__init__(say("keeping.copies"), say("firm-store.copies-lead"))


class BackPart(Part):
    """Bringing a backup back."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(say("keeping.back"), say("keeping.back-lead"))
        pick = action(say("keeping.back-pick"), "bring-back")
        pick.clicked.connect(self.wanted)
        self.add_buttons(pick)


class WaysPart(Part):
    """Passphrase, recovery code, and the lock."""

    passphrase_wanted = Signal()
    code_wanted = Signal()
    lock_wanted = Signal()
    minutes_wanted = Signal(int)

    def __init__(self, ways: frozenset[str], minutes: int, *, is_code_checked: bool) -> None:
        super().__init__(say("keeping.ways"), say("keeping.ways-lead"))
        has_one = "passphrase" in ways
        told = [say(f"keeping.way-{way}") for way in ("keyring", "passphrase") if way in ways]
        told.append(say("keeping.way-recovery" if is_code_checked else "keeping.way-unchecked"))
        self.column.addWidget(label("\n".join(told), name="ways"))
        key = "keeping.passphrase-change" if has_one else "keeping.passphrase-set"
        passphrase = action(say(key), "change-passphrase")
        passphrase.clicked.connect(self.passphrase_wanted)
        code = action(say("keeping.code-new"), "new-code")
        code.clicked.connect(self.code_wanted)
        self.add_buttons(passphrase, code)
        if not has_one:
            self.column.addWidget(muted(say("keeping.lock-needs-passphrase")))
            return
        lock = action(say("keeping.lock-now"), "lock-now")
        lock.clicked.connect(self.lock_wanted)
        self._minutes = _minutes_list(minutes)
        self._minutes.currentIndexChanged.connect(self._picked)
        hint = say("keeping.lock-hint")
        self.column.addWidget(Labelled(say("keeping.lock-after"), self._minutes, hint))
        self.add_buttons(lock)

    def _picked(self) -> None:
        self.minutes_wanted.emit(int(self._minutes.currentData()))


class CheckPart(Part):
    """The check of the store, also against papers that lie elsewhere."""

    wanted = Signal()
    papers_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(say("keeping.check"), say("keeping.check-lead"))
        now = action(say("keeping.check-now"), "check-now")
        now.clicked.connect(self.wanted)
        papers = action(say("keeping.check-papers"), "check-papers")
        papers.clicked.connect(self.papers_wanted)
        self.add_buttons(now, papers)


class ClientsPart(Part):
    """One client: what was done and when, and erasing it."""

    history_wanted = Signal(str)
    erase_wanted = Signal(str)

    def __init__(self, clients: Sequence[tuple[str, str]], *, may_erase: bool = True) -> None:
        """`clients` are id and name."""
        lead = say("keeping.client-lead") if may_erase else say("members.erase-only")
        super().__init__(say("keeping.client"), lead)
        self._list = pick_list(say("keeping.client-pick"), "keeping-client")
        for key, name in clients:
            self._list.addItem(name, key)
        self.column.addWidget(Labelled(say("keeping.client-pick"), self._list))
        history = action(say("log.open"), "history")
        history.clicked.connect(lambda: self.history_wanted.emit(self._picked))
        if not may_erase:
            self.add_buttons(history)
            return
        erase = action(say("erase.open"), "erase")
        erase.clicked.connect(lambda: self.erase_wanted.emit(self._picked))
        self.add_buttons(history, erase)

    @property
    def _picked(self) -> str:
        return str(self._list.currentData())


def told_apart(summary: ClientSummary, *, is_only_one: bool) -> str:
    """The name; of several alike also since when, and the sign of the file that its papers bear."""
    if is_only_one:
        return summary.client_name
    at = summary.changed_at.astimezone()
    sign = summary.id.replace("-", "")[-6:].upper()
    return f"{summary.client_name}, {day(at.date())}, {at:%H:%M} ({sign})"


def _minutes_list(chosen: int) -> PickList:
    made = pick_list(say("keeping.lock-after"), "lock-after")
    for minutes in MINUTES:
        text = say_count("keeping.minutes", minutes) if minutes else say("keeping.lock-never")
        made.addItem(text, minutes)
    made.setCurrentIndex(max(made.findData(chosen), 0))
    return made
