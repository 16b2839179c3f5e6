"""The consultant's side of the talk: notes, pace, what is parked, how sure, and what it earns.

It stands in the consultant's room alone. The owner's room never builds it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from onboard.consultant_view import ConsultantView, Pace, consultant_view
from onboard.papers.wordings import amount
from onboard.wording import say, say_count
from ui.theme import px
from ui.widgets.base import empty, label, row, show_if
from ui.widgets.forms import action, caption_of, muted
from ui.widgets.listed import points
from ui.widgets.pick_list import pick_list
from ui.widgets.rail import RailStep, StepState
from ui.widgets.text_fields import TextArea

if TYPE_CHECKING:
    from onboard.content.model import QuestionId
    from onboard.engagement import EngagementId
    from onboard.snapshot import EngagementSnapshot

WIDTH = 300
MOST_LISTED = 6
MOST_WIDTH = 16_777_215  # QWIDGETSIZE_MAX, which PySide6 does not name


class ConsultantPanel(QFrame):
    """`note_written` carries whose note it is and the text, `picked` a question to go to.

    `screen_wanted` asks for the owner's screen, `hidden_wanted` for this side to go.
    """

    screen_wanted = Signal()
    hidden_wanted = Signal()
    note_written = Signal(str, str)
    picked = Signal(str)
    step_picked = Signal(str)
    """A stop or a section to go to, where there is no rail."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("consultant-panel")
        self.setProperty("kind", "note")
        self.setAccessibleName(say("room.panel"))
        self.setFixedWidth(px(WIDTH))
        self._client: EngagementId | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(scroll)
        inner = QWidget()
        inner.setObjectName("inner")
        scroll.setWidget(inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(10))
        column.addWidget(label(say("room.panel"), "subheading"))
        column.addWidget(muted(say("room.panel-lead")))
        self.screen_button = action(say("room.open-screen"), "owner-screen")
        self.screen_button.clicked.connect(self.screen_wanted)
        self.hide_button = action(say("room.to-owner"), "hide-room", "link")
        self.hide_button.clicked.connect(self.hidden_wanted)
        for part in (self.screen_button, self.hide_button):
            column.addLayout(row(part, None))
        self._add_jumps(column)
        column.addWidget(label(say("room.note"), "field"))
        self.note = TextArea(say("room.note"), "panel-note", say("room.note-hint"), lines=4)
        self.note.saved.connect(self._tell_note)
        column.addWidget(self.note)
        self._told = QVBoxLayout()
        self._told.setSpacing(px(8))
        column.addLayout(self._told)
        column.addStretch(1)

    def _add_jumps(self, column: QVBoxLayout) -> None:
        """The rail as a list, while there is no room for it; the button goes, not the list."""
        self._jumps = QWidget()
        inside = QVBoxLayout(self._jumps)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(6))
        self.steps = pick_list(say("room.steps"), "panel-steps")
        inside.addWidget(caption_of(self.steps, say("room.steps")))
        inside.addWidget(self.steps)
        self.go_button = action(say("room.go"), "panel-go", spoken=say("room.steps-go"))
        self.go_button.clicked.connect(lambda: self.step_picked.emit(str(self.steps.currentData())))
        inside.addLayout(row(self.go_button, None))
        self._jumps.hide()
        column.addWidget(self._jumps)

    def show_steps(self, steps: Sequence[RailStep]) -> None:
        """What can be gone to; nothing while the rail is there."""
        names = [(step.id, f"    {step.title}" if step.inner else step.title) for step in steps]
        box = self.steps
        if names != [(box.itemData(at), box.itemText(at)) for at in range(box.count())]:
            box.clear()
            for key, title in names:
                box.addItem(title, key)
        here = [step.id for step in steps if step.state is StepState.CURRENT]
        if here and not box.hasFocus():
            box.setCurrentIndex(box.findData(here[-1]))
        show_if(self._jumps, bool(steps))

    def forget(self) -> None:
        """The file is left: whatever is shown next is read anew, this client's note too."""
        self.flush()
        self._client = None

    def fill_window(self, alone: bool) -> None:
        """A column beside the page, or the whole width where there is no room for both."""
        if alone:
            self.setMinimumWidth(0)
            self.setMaximumWidth(MOST_WIDTH)
        else:
            self.setFixedWidth(px(WIDTH))

    def show_view(self, snapshot: EngagementSnapshot, now: datetime) -> None:
        """Draw what is known now; a note that is being written is left alone."""
        facts = snapshot.engagement
        if facts.id != self._client:
            self.flush()
            self._client = facts.id
            self.note.start_with(facts.private_note)
        self.note.fill(facts.private_note)
        view = consultant_view(snapshot, now)
        empty(self._told)
        self._add_texts("room.urgent", [flag.told for flag in view.urgent])
        self._add_texts("room.find-out", [flag.told for flag in view.to_find_out])
        self._add(label(say("room.pace"), "field"), label(_pace_text(view.pace), name="pace"))
        self._add_questions("room.parked", view.parked, snapshot)
        self._add_questions("room.unknown", view.unknown, snapshot)
        self._add_questions("room.believed", view.believed, snapshot)
        self._add(label(say("room.margin"), "field"), label(_margin_text(view), name="margin"))

    def _add(self, *parts: QWidget) -> None:
        for part in parts:
            self._told.addWidget(part)

    def _add_texts(self, title: str, texts: Sequence[str]) -> None:
        if texts:
            self._add(label(say(title), "field"), *(points([text]) for text in texts))

    def _add_questions(
        self, title: str, keys: Sequence[QuestionId], snapshot: EngagementSnapshot
    ) -> None:
        if not keys:
            return
        self._add(label(say_count(title, len(keys)), "field"))
        for key in keys[:MOST_LISTED]:
            ask = snapshot.pack.content.questions[key].ask
            self._add(label(ask, "muted"))
            link = action(say("room.go"), f"go-{key}", "link", spoken=say("room.go-to", ask=ask))
            link.clicked.connect(self._goer(key))
            self._told.addLayout(row(link, None))
        more = len(keys) - MOST_LISTED
        if more > 0:
            self._add(muted(say_count("room.more", more)))

    def _goer(self, key: QuestionId) -> Callable[[], None]:
        return lambda: self.picked.emit(key)

    def _tell_note(self, text: str) -> None:
        if self._client is not None:
            self.note_written.emit(self._client, text)

    def flush(self) -> None:
        self.note.flush()


def _pace_text(pace: Pace) -> str:
    if pace.minutes_left is None:
        return say("room.pace-none", left=pace.left) if pace.left else say("room.pace-over")
    return say(
        "room.pace-so-far",
        answered=pace.answered,
        minutes=pace.minutes,
        left=pace.left,
        more=pace.minutes_left,
    )


def _margin_text(view: ConsultantView) -> str:
    margin = view.margin
    if margin.first_year.is_zero:
        return say("room.margin-none")
    told = say("room.margin-first-year", amount=amount(margin.first_year))
    unsaid = say_count("room.margin-unsaid", margin.unsaid) if margin.unsaid else ""
    return f"{told} {unsaid}".strip()
