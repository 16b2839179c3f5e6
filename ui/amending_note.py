"""Says that a signed paper is being changed, and leads back to what was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onboard.wording import day, say
from ui.widgets.forms import action
from ui.widgets.notes import Banner

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot
    from ui.session import EngagementSession


class AmendingNote(Banner):
    """Seen only while a change is drafted."""

    def __init__(self, session: EngagementSession) -> None:
        super().__init__("note", "amending")
        away = action(say("change.away"), "change-away", "link")
        away.clicked.connect(session.withdraw_amendment)
        self.add(away)

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        """Draw what is drafted now, if anything is."""
        draft = snapshot.engagement.amending
        if draft is None:
            self.say("")
            return
        since = day(draft.since.astimezone().date())
        told = say("change.told", reference=draft.reference, day=since)
        self.say(told, say("change.title"))
