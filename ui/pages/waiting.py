"""What the owner's screen shows while no file is open: calm, and nothing of anybody."""

from __future__ import annotations

from onboard.wording import say
from ui.page import Page


class WaitingPage(Page):
    """No list of clients: other people's names are not for this screen."""

    def build(self) -> None:
        self.head(say("room.waiting"), say("room.waiting-lead"))

    def next_caption(self) -> str | None:
        return None
