"""Two answers that do not go together, side by side, with the way to change each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from onboard.interview.readback import answer_text
from onboard.wording import say
from ui.widgets.base import button, card, label, row

if TYPE_CHECKING:
    from onboard.content.model import QuestionId
    from onboard.flags import Flag
    from onboard.snapshot import EngagementSnapshot


def conflict_card(
    flag: Flag, snapshot: EngagementSnapshot, change: Callable[[QuestionId], None]
) -> QFrame:
    """What does not go together, then each question with what was said and a link to change it."""
    frame, column = card("warning")
    frame.setObjectName("conflict")
    column.addWidget(label(say("page.conflict"), "subheading"))
    column.addWidget(label(flag.told))
    for key in flag.answers:
        question = snapshot.pack.content.questions[key]
        answer = snapshot.engagement.answers.get(key)
        said = answer_text(snapshot.pack, answer) if answer else say("page.not-answered")
        spoken = say("page.change-spoken", question=question.ask)
        link = button(say("page.change"), f"conflict-{key}", "link", spoken=spoken)
        link.clicked.connect(lambda _=False, key=key: change(key))
        line = row(label(f"{question.ask} {said}"), link)
        line.setStretch(0, 1)
        column.addLayout(line)
    return frame
