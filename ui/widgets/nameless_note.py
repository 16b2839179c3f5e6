"""A firm that has no name yet: told before a paper would be refused at its very end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.wording import say
from ui.widgets.base import card, label, row
from ui.widgets.forms import action


class NamelessNote(QWidget):
    """Owners who only look at their own business have no firm, and need none."""

    wanted = Signal()
    """The firm is to be given its name."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, column = card("note")
        frame.setObjectName("nameless-firm")
        column.addWidget(label(say("page.clients-nameless")))
        go = action(say("page.clients-name-firm"), "name-firm")
        go.clicked.connect(self.wanted)
        column.addLayout(row(go, None))
        outer.addWidget(frame)
