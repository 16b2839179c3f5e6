"""What the owner may keep to himself: offered above the question; what stands there once kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import row, show_if
from ui.widgets.forms import action
from ui.widgets.notes import Banner
from ui.widgets.wrap_layout import ButtonLine


class PrivateOffer(QWidget):
    """Says that nothing is saved before Next, and what else can be done with the answer."""

    keep_wanted = Signal()
    open_wanted = Signal()
    """The answer may be open: it is saved while one types, as any other."""
    drop_wanted = Signal()
    look_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._offer = Banner("note", "private-offer")
        deeds = QWidget()
        line = ButtonLine(deeds, spacing=px(8))
        self._keep = action(say("page.private-keep"), "keep-private")
        self._keep.clicked.connect(self.keep_wanted)
        self._open = action(say("page.private-open"), "may-be-open")
        self._open.clicked.connect(self.open_wanted)
        line.addWidget(self._keep)
        line.addWidget(self._open)
        self._offer.add(deeds)
        self._kept = Banner("note", "is-private")
        self._look = action(say("page.private-look"), "look")
        self._look.clicked.connect(self.look_wanted)
        self._drop = action(say("page.private-drop"), "drop-private")
        self._drop.clicked.connect(self.drop_wanted)
        column.addWidget(self._offer)
        column.addWidget(self._kept)
        for deed in (self._look, self._drop):
            column.addLayout(row(deed, None))

    def show_state(self, *, may: bool, is_kept: bool, is_held: bool, is_us: bool) -> None:
        """Draw what is true now.

        Args:
            may: whether the answer can still be kept private.
            is_kept: whether it is.
            is_held: whether nothing is saved before Next.
            is_us: whether the question is about whoever asks.
        """
        held = f" {say('page.private-held')}" if is_held else ""
        offer = say("page.private-offer" if is_us else "page.private-may")
        self._offer.say(f"{offer}{held}" if may else "")
        self._kept.say(say("page.private-is") if is_kept else "")
        show_if(self._open, is_held)
        for deed in (self._look, self._drop):
            show_if(deed, is_kept)
        show_if(self, may or is_kept)
