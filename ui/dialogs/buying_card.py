"""The offer of the card "before you buy a computer": a button, and where it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.wording import say
from ui.dialogs.save_as import ask_where
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.forms import action, muted

if TYPE_CHECKING:
    from ui.session import EngagementSession


class BuyingCardOffer(QWidget):
    """Needs no client; shown where the pack says what a computer needs."""

    def __init__(self, session: EngagementSession) -> None:
        super().__init__()
        self._session = session
        self._save = action(say("card.button"), "buying-card")
        self._save.clicked.connect(self._ask)
        self._told = label("", "saved", name="card-saved")
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(row(self._save, None))
        column.addWidget(muted(say("card.button-why")))
        column.addWidget(self._told)
        session.card_saved.connect(self._saved)

    def _ask(self) -> None:
        path = ask_where(self.window(), say("card.save"), say("card.file"))
        if path is not None:
            self._session.save_buying_card(path)

    def _saved(self, name: str) -> None:
        self._told.setText(say("card.saved", name=name))
        self._told.show()
