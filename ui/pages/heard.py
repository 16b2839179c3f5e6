"""What we heard: the answers read back, what each led to, and the owner's word that it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.interview.answers import AnswerState
from onboard.interview.assumptions import Assumption, Why
from onboard.interview.readback import heard
from onboard.papers.heard import led_to
from onboard.wording import day, say, say_count
from ui.page import Page
from ui.theme import px
from ui.widgets.base import card, empty, label, row
from ui.widgets.forms import action, muted
from ui.widgets.notes import Banner
from ui.widgets.text_fields import TextArea

if TYPE_CHECKING:
    from onboard.engagement import Engagement
    from onboard.snapshot import EngagementSnapshot

MOST_NAMES = 4
"""So many consequences of one answer are named."""

Sentence = tuple[str, str, str]
"""What was heard, the owner's own words, what it led to."""


class HeardPage(Page):
    """One page to read before the paper; Next waits for the owner's yes."""

    def build(self) -> None:
        self.head(say("page.heard-title"), say("page.heard-lead"))
        self._is_confirmed = False
        self._corrections: tuple[str, ...] = ()
        self._drawn: object = None
        self._told = QVBoxLayout()
        self._told.setSpacing(px(12))
        self.column.addLayout(self._told)
        self.column.addSpacing(px(8))
        self.column.addWidget(label(say("page.heard-corrections"), "heading"))
        self._text = TextArea(say("page.heard-corrections"), "corrections", lines=4)
        self._text.setAccessibleDescription(say("page.heard-corrections-hint"))
        self._text.saved.connect(self._save_corrections)
        self.column.addWidget(muted(say("page.heard-corrections-hint")))
        self.column.addWidget(self._text)
        self._yes = action(say("page.heard-yes"), "heard-yes", "primary")
        self._yes.clicked.connect(self._confirm)
        self.column.addLayout(row(self._yes, None))
        self._state = Banner("note", "confirmed")
        self.column.addWidget(self._state)
        self._problem = Banner("warning", "not-confirmed")
        self.column.addWidget(self._problem)

    # ---- drawing

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        facts = snapshot.engagement
        self._corrections = facts.corrections
        self._text.fill("\n".join(facts.corrections))
        rests_on = (
            facts.id,
            facts.answers,
            facts.remarks,
            facts.estate,
            facts.order,
            snapshot.firm,
        )
        if rests_on != self._drawn:
            self._drawn = rests_on
            self._problem.say("")
            self._draw(snapshot)
        self._show_state(facts)

    def _draw(self, snapshot: EngagementSnapshot) -> None:
        empty(self._told)
        consequences = led_to(snapshot)
        for section in snapshot.pack.content.sections:
            sentences: list[Sentence] = []
            for key in snapshot.path.questions:
                answer = snapshot.engagement.answers.get(key)
                if answer is None or answer.state is not AnswerState.GIVEN:
                    continue
                if snapshot.pack.content.questions[key].section == section.id:
                    names = _names(consequences.get(key, ()))
                    sentences.append((heard(snapshot.pack, answer), answer.words, names))
            sentences += [
                (say("agreement.remark", words=entry.text), "", "")
                for entry in snapshot.engagement.remarks
                if entry.section == section.id
            ]
            if sentences:
                self._told.addWidget(_section_card(section.title, sentences))
        guesses = [entry for entry in snapshot.assumptions if entry.why is not Why.NOT_ASKED]
        if guesses:
            self._told.addWidget(_guess_card(snapshot, guesses))
        if not self._told.count():
            self._told.addWidget(label(say("page.heard-nothing")))

    def _show_state(self, facts: Engagement) -> None:
        when = facts.heard_confirmed
        is_newer = when is not None and any(
            answer.at is not None and answer.at > when for answer in facts.answers.values()
        )
        self._is_confirmed = when is not None and not is_newer
        if is_newer:
            self._state.say(say("page.heard-changed"))
        elif when is not None:
            self._state.say(say("page.heard-confirmed", day=day(when.astimezone().date())))
        else:
            self._state.say("")
        if self._is_confirmed:
            self._problem.say("")

    # ---- gestures

    def _lines(self) -> tuple[str, ...]:
        typed = self._text.toPlainText().splitlines()
        return tuple(line.strip() for line in typed if line.strip())

    def _save_corrections(self) -> None:
        lines = self._lines()
        if lines != self._corrections:
            self.session.keep_corrections(lines)

    def _confirm(self) -> None:
        self.flush()
        self.session.confirm_heard(self._lines())

    def flush(self) -> None:
        self._text.flush()

    def leave(self) -> bool:
        """The paper says that the owner has confirmed this, so it has to be true."""
        if self._is_confirmed:
            return True
        self._problem.say(say("page.heard-first"))
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(self._problem)
        return False


def _names(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return f"{shown} {say_count('page.heard-more', more)}" if more > 0 else shown


def _section_card(title: str, sentences: list[Sentence]) -> QWidget:
    frame, inside = card()
    inside.setSpacing(px(3))
    inside.addWidget(label(title, "heading"))
    for sentence, words, names in sentences:
        inside.addSpacing(px(8))
        inside.addWidget(label(sentence))
        if words:
            inside.addWidget(muted(say("page.heard-words", words=words)))
        if names:
            inside.addWidget(muted(say("page.heard-led-to", names=names)))
    return frame


def _guess_card(snapshot: EngagementSnapshot, guesses: list[Assumption]) -> QWidget:
    frame, inside = card()
    frame.setObjectName("guesses")
    inside.setSpacing(px(3))
    inside.addWidget(label(say("page.heard-guesses"), "heading"))
    inside.addWidget(muted(say("page.heard-guesses-lead")))
    for entry in guesses:
        inside.addSpacing(px(8))
        inside.addWidget(label(snapshot.pack.content.questions[entry.question].ask, "field"))
        inside.addWidget(label(entry.assumed))
        inside.addWidget(muted(say("page.heard-who", who=entry.who)))
    return frame
