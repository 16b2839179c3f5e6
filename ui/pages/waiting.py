"""What the owner's screen shows while no file is open: calm, and nothing of anybody."""

from __future__ import annotations

from onboard.wording import say
from ui.page import Page


class WaitingPage(Page):
    """No list of clients: other people's names are not for this screen."""

    def build(self) -> None:
        self._greet()
        self.session.place_changed.connect(self._greet)

    def _greet(self) -> None:
        """A welcome before the talk; thanks once it has been."""
        key = "room.thanks" if self.session.had_file else "room.waiting"
        self.head(say(key), say(f"{key}-lead"))

    def next_caption(self) -> str | None:
        return None
