"""Answers, or a whole client, that came back in a file; nothing is taken unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from onboard.handover.review import EntryKind
from onboard.wording import day, say, say_count
from ui.page import Page
from ui.theme import px
from ui.widgets.base import card, empty, label
from ui.widgets.facts import facts
from ui.widgets.forms import action
from ui.widgets.notes import Banner
from ui.widgets.wrap_layout import ButtonLine

if TYPE_CHECKING:
    from onboard.handover.review import Shown, Side


class AnswersPage(Page):
    """What is newer here is ticked by nobody but the person who looks."""

    done = Signal()

    def build(self) -> None:
        self._ticks: dict[str, QCheckBox] = {}
        self.note = Banner("note", "same-answers")
        self.column.addWidget(self.note)
        self._body = QVBoxLayout()
        self._body.setSpacing(px(10))
        self.column.addLayout(self._body)
        take = action(say("answers.take"), "take-answers", "primary")
        take.clicked.connect(self._take)
        leave = action(say("answers.leave"), "leave-answers", "quiet")
        leave.clicked.connect(self._leave)
        buttons = ButtonLine(spacing=px(10))
        buttons.addWidget(take)
        buttons.addWidget(leave)
        self.column.addLayout(buttons)
        self._take_button = take
        self._leave_button = leave
        self.session.review_changed.connect(self._draw)
        self._draw()

    def next_caption(self) -> str | None:
        return None

    def first_focus(self) -> QWidget | None:
        return next(iter(self._ticks.values()), self._take_button)

    def _draw(self) -> None:
        empty(self._body)
        self._ticks = {}
        review = self.session.review
        if review is None:
            self.head(say("answers.title"))
            return
        words = review.words
        self.head(say(f"{words}.title"), say(f"{words}.lead"), review.client_name)
        for button, deed in ((self._take_button, "take"), (self._leave_button, "leave")):
            button.setText(say(f"{words}.{deed}"))
            button.setAccessibleName(say(f"{words}.{deed}"))
        shown = [entry for entry in review.entries if entry.kind is not EntryKind.SAME]
        same = len(review.entries) - len(shown)
        self.note.say(say_count(f"{words}.same", same) if same else "")
        self._take_button.setVisible(bool(review.entries) or self._may_take_nothing())
        if not review.entries:
            self._body.addWidget(label(say(f"{words}.nothing")))
        for entry in shown:
            self._body.addWidget(self._card(entry))

    def _words(self) -> str:
        return self.session.review.words if self.session.review is not None else "answers"

    def _may_take_nothing(self) -> bool:
        """A client who came back unchanged is back all the same."""
        return self._words() == "back"

    def _card(self, entry: Shown) -> QWidget:
        frame, column = card()
        frame.setObjectName(f"entry-{entry.key}")
        column.addWidget(label(entry.title, "subheading"))
        words = self._words()
        here = _told(entry.here) if entry.here is not None else say(f"{words}.none-here")
        pairs = ((say("answers.here"), here), (say("answers.came"), _told(entry.came)))
        column.addLayout(facts(pairs, least=240))
        if entry.kind in (EntryKind.DIFFERS, EntryKind.NEWER_HERE) and entry.key != "papers":
            column.addWidget(label(say(f"{words}.{entry.kind.value}"), "muted"))
        if entry.key == "papers" and entry.may_take:
            column.addWidget(label(say("checkout.papers-close"), "muted"))
        if not entry.may_take:
            column.addWidget(label(entry.bar, "muted"))
            return frame
        tick = QCheckBox(say("answers.tick"))
        tick.setObjectName(f"take-{entry.key}")
        tick.setAccessibleName(say(f"{words}.tick-spoken", question=entry.title))
        tick.setChecked(entry.key not in self.session.refused)
        tick.toggled.connect(self._remember(entry.key))
        self._ticks[entry.key] = tick
        column.addWidget(tick)
        return frame

    def _remember(self, key: str) -> Callable[[bool], None]:
        """The page may be built anew, for larger text; what was ticked stays."""

        def toggled(is_taken: bool) -> None:
            (self.session.refused.discard if is_taken else self.session.refused.add)(key)

        return toggled

    def _leave(self) -> None:
        self.session.leave_review()
        self.done.emit()

    def _take(self) -> None:
        taken = [key for key, tick in self._ticks.items() if tick.isChecked()]
        self.session.merge_review(taken)


def _told(side: Side) -> str:
    """The answer, the words beside it, and who gave it, when and how."""
    lines = [side.text]
    if side.words:
        lines.append(f"“{side.words}”")
    notes = [side.by] if side.by else []
    if side.how is not None:
        notes.append(say(f"answers.how-{side.how.value}"))
    if side.at is not None:
        notes.append(day(side.at.astimezone().date()))
    if notes:
        lines.append(f"({' · '.join(notes)})")
    return "\n".join(lines)
