"""The parts of the talk: what is done, what is open, and the way into each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.interview.progress import Part, PartState, parts
from onboard.wording import say, say_count
from ui.dialogs.save_paper import SavePaper
from ui.page import Page
from ui.theme import px
from ui.widgets.base import empty, label, row
from ui.widgets.card_button import CardButton
from ui.widgets.forms import action

if TYPE_CHECKING:
    from onboard.content.model import QuestionId
    from onboard.snapshot import EngagementSnapshot


class TasksPage(Page):
    """Any part may be taken first; a changed answer opens those again that have a new question."""

    def build(self) -> None:
        self._body = QVBoxLayout()
        self._body.setSpacing(px(10))
        self.column.addLayout(self._body)
        self.column.addSpacing(px(8))
        look = action(say("preview.questions"), "preview")
        look.clicked.connect(self._preview)
        self.column.addLayout(row(look, None))
        save = self.session.save_booklet
        self.column.addWidget(SavePaper(self.session, "booklet", say("booklet.offer-why"), save))
        self._first: QWidget | None = None

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        answers = snapshot.engagement.answers
        found = parts(snapshot.pack, snapshot.path, answers, self.session.asked)
        done = sum(part.state is PartState.DONE for part in found)
        told = say("page.tasks-done", done=done, of=len(found))
        self.head(say("page.tasks-title"), say("page.tasks-lead"), told)
        empty(self._body)
        self._first = None
        for part in found:
            made = CardButton(part.title, _told(part), f"part-{part.section}")
            made.clicked.connect(self._opener(part.first))
            self._body.addWidget(made)
            if self._first is None and part.state is not PartState.DONE:
                self._first = made
        if not found:
            self._body.addWidget(label(say("page.tasks-none")))

    def first_focus(self) -> QWidget | None:
        return self._first

    def next_caption(self) -> str | None:
        return say("page.tasks-go-on")

    def _preview(self) -> None:
        from ui.dialogs.preview import look_at_questions

        look_at_questions(self.window(), self.session)

    def _opener(self, question: QuestionId) -> Callable[[], None]:
        from onboard.flow import Place, Stop

        return lambda: self.session.go(Place(Stop.QUESTIONS, question))


def _told(part: Part) -> str:
    match part.state:
        case PartState.DONE:
            return say_count("page.tasks-part-done", part.answered)
        case PartState.STARTED:
            return say_count("page.tasks-part-started", part.left)
        case PartState.TODO:
            return say_count("page.tasks-part-todo", part.left)
