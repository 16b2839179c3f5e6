"""Check your answers: everything on one page, with a link to change each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from onboard.content.model import QuestionId
from onboard.interview.readback import answer_text
from onboard.wording import say, say_count
from ui.amending_note import AmendingNote
from ui.page import Page
from ui.theme import px
from ui.widgets.base import button, card, empty, label, row
from ui.widgets.conflicts import conflict_card
from ui.widgets.notes import Banner

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot


class CheckPage(Page):
    """One card a section; a change leads to the question and back along the way."""

    def build(self) -> None:
        self.amending = AmendingNote(self.session)
        self.column.addWidget(self.amending)
        self.open_note = Banner("warning", "still-open")
        self.column.addWidget(self.open_note)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(14))
        self.column.addLayout(self._cards)

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        self.head(say("page.check-title"), say("page.check-lead"))
        self.amending.show_snapshot(snapshot)
        left = snapshot.path.at_most_left
        self.open_note.say(say("page.check-open", count=left) if left else "")
        empty(self._cards)
        for flag in snapshot.contradictions:
            self._cards.addWidget(conflict_card(flag, snapshot, self._go_to))
        content, answers = snapshot.pack.content, snapshot.engagement.answers
        for section in content.sections:
            keys = [
                key
                for key in snapshot.path.questions
                if content.questions[key].section == section.id
            ]
            if keys:
                self._add_section(section.title, keys, snapshot)
        if snapshot.path.set_aside:
            frame, column = card("note")
            asides = [content.questions[key].ask for key in snapshot.path.set_aside]
            column.addWidget(label(say("page.set-aside"), "subheading"))
            column.addWidget(label("\n".join(asides)))
            self._cards.addWidget(frame)
        self._add_more(snapshot)
        self.setAccessibleDescription(say("page.check-count", count=len(answers)))

    def _add_section(
        self, title: str, keys: list[QuestionId], snapshot: EngagementSnapshot
    ) -> None:
        frame, column = card()
        column.addWidget(label(title, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(10))
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        for line, key in enumerate(keys):
            question = snapshot.pack.content.questions[key]
            answer = snapshot.engagement.answers.get(key)
            text = answer_text(snapshot.pack, answer) if answer else say("page.not-answered")
            if answer is not None and answer.words:
                text = f"{text}\n“{answer.words}”"
            top = Qt.AlignmentFlag.AlignTop
            asked, told = label(question.ask, "muted"), label(text)
            # Not the cell: it would be as high as a narrower label. All three begin on one line.
            for words, lower in ((asked, 7), (told, 5)):
                words.setAlignment(top)
                words.setContentsMargins(0, px(lower), 0, 0)
            grid.addWidget(asked, line, 0)
            grid.addWidget(told, line, 1)
            change = button(
                say("page.change"),
                f"change-{key}",
                "link",
                spoken=say("page.change-spoken", question=question.ask),
            )
            change.clicked.connect(self._changer(key))
            grid.addWidget(change, line, 2, top)
        column.addLayout(grid)
        self._cards.addWidget(frame)

    def _add_more(self, snapshot: EngagementSnapshot) -> None:
        """What was not asked, section by section, for those who want to tell more."""
        content, path = snapshot.pack.content, snapshot.path
        there = frozenset(path.questions) | frozenset(path.maybe)
        frame, column = card("note")
        frame.setObjectName("more-questions")
        column.addWidget(label(say("page.more-title"), "subheading"))
        column.addWidget(label(say("page.more-lead")))
        sections = 0
        for section in content.sections:
            mine = [key for key, asked in content.questions.items() if asked.section == section.id]
            closed = [key for key in mine if section.optional or key in path.not_asked]
            closed = [key for key in closed if QuestionId(key) not in there]
            if not closed or section.id in snapshot.engagement.opened:
                continue
            sections += 1
            count = len(closed)
            spoken = say_count("page.more-spoken", count, title=section.title)
            link = button(say("page.more-open"), f"open-{section.id}", "link", spoken=spoken)
            link.clicked.connect(self._opener(section.id, QuestionId(closed[0])))
            line = row(label(say_count("page.more-section", count, title=section.title)), link)
            line.setStretch(0, 1)
            column.addLayout(line)
        if sections:
            self._cards.addWidget(frame)

    def _opener(self, section: str, first: QuestionId) -> Callable[[], None]:
        def open_section() -> None:
            self.session.open_questions(section)
            self._go_to(first)

        return open_section

    def _go_to(self, key: QuestionId) -> None:
        self.session.visit(key)

    def _changer(self, key: QuestionId) -> Callable[[], None]:
        return lambda: self._go_to(key)
