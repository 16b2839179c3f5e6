"""How an order was read, and what is near to what was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from onboard.wording import say
from ui.widgets.base import card, label
from ui.widgets.notes import Banner

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot


def understood_card(snapshot: EngagementSnapshot) -> QWidget:
    """Each line of the order as it was read; what was not stands below, with what may be meant."""
    frame, inside = card()
    frame.setObjectName("understood")
    inside.addWidget(label(say("page.welcome-understood"), "subheading"))
    items = snapshot.pack.content.items
    order = snapshot.engagement.order
    for entry in order:
        if entry.item is not None:
            name = items[entry.item].name
            arguments = {"words": entry.words, "name": name, "count": entry.quantity}
            inside.addWidget(label(say("page.welcome-reads", arguments=arguments)))
    for entry in order:
        if entry.item is None:
            note = Banner("warning", "not-understood")
            inside.addWidget(note)
            note.say(_not_understood(snapshot, entry.words))
    return frame


def _not_understood(snapshot: EngagementSnapshot, words: str) -> str:
    from onboard.recommendation.shopping import suggestion

    near = suggestion(snapshot.pack, words)
    hint = say("page.welcome-did-you-mean", near=near) if near else ""
    return f"{say('page.welcome-not-understood', words=words)} {hint}".strip()
