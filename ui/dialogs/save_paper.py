"""The offer of a paper that nobody signs: a button, what it is for, and where it was saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.wording import say
from ui.dialogs.save_as import ask_where
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.forms import action, muted

if TYPE_CHECKING:
    from ui.session import EngagementSession


ENDINGS = {"reply": ".onboard-reply"}
"""Where it is no PDF."""


class SavePaper(QWidget):
    """`save` is a verb of the session; `kind` is the first part of the messages' ids."""

    def __init__(
        self, session: EngagementSession, kind: str, why: str, save: Callable[[Path], None]
    ) -> None:
        super().__init__()
        self._kind, self._save = kind, save
        self._asked = False
        """Another window has the same page, and tells of nothing that was not done in it."""
        button = action(say(f"{kind}.offer"), f"save-{kind}")
        button.clicked.connect(self._ask)
        self._told = label("", "saved", name=f"{kind}-saved")
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(row(button, None))
        column.addWidget(muted(why))
        column.addWidget(self._told)
        session.paper_saved.connect(self._saved)
        session.turning_away.connect(self._told.hide)
        session.place_changed.connect(self._told.hide)

    def _ask(self) -> None:
        self._asked = False
        kind = self._kind
        ending = ENDINGS.get(kind, ".pdf")
        path = ask_where(self.window(), say(f"{kind}.save"), say(f"{kind}.file"), ending)
        if path is not None:
            self._asked = True
            self._save(path)

    def _saved(self, kind: str, name: str) -> None:
        if kind == self._kind and self._asked:
            self._asked = False
            self._told.setText(say("paper.saved-as", name=name))
            self._told.show()
