"""One question at a time: say why we ask, take "I don't know", keep the owner's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from onboard.contact import whom_to_call
from onboard.flow import Stop
from onboard.interview.answers import Answer, AnswerState, Sureness
from onboard.present_helper import helper_is_us
from onboard.wording import say
from ui.dialogs.private import DropPrivateDialog, KeepPrivateDialog, LookDialog
from ui.editors import Editor, make_editor
from ui.page import Page
from ui.theme import px
from ui.widgets.base import AnswerButton, empty, label, row, show_if
from ui.widgets.conflicts import conflict_card
from ui.widgets.forms import action, caption_of, pick_list
from ui.widgets.notes import Banner, Expander
from ui.widgets.text_fields import TextArea

if TYPE_CHECKING:
    from onboard.content.model import QuestionId
    from onboard.engagement import EngagementId
    from onboard.snapshot import EngagementSnapshot


FINE = 1000
"""Steps of the bar: finer than anybody sees."""
FEW_LEFT = 25
"""Up to so many, the most that can still come is near the truth; before that it is far above."""


class QuestionPage(Page):
    """Draws the question at the session's place. A choice is saved at once, typing soon after."""

    def build(self) -> None:
        self._key: QuestionId | None = None
        self._client: EngagementId | None = None
        self._editor: Editor | None = None
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say("page.question-progress"))
        self.column.insertWidget(1, self.progress)
        self.urgent = Banner("warning", "urgent")
        self.column.addWidget(self.urgent)
        self.find_out = Banner("note", "find-out")
        self.column.addWidget(self.find_out)
        self._build_private()
        self._holder = QVBoxLayout()
        self._holder.setSpacing(px(8))
        self.column.addLayout(self._holder)
        self.error = label("", "error", name="error")
        self.error.hide()
        self.column.addWidget(self.error)
        self.reply = Banner("note", "reply")
        self.column.addWidget(self.reply)
        self._conflicts = QVBoxLayout()
        self.column.addLayout(self._conflicts)
        self.unknown = AnswerButton(say("page.dont-know"), "dont-know")
        self.later = AnswerButton(say("page.ask-later"), "ask-later")
        self.unknown.said.connect(lambda: self._shrug(later=False))
        self.later.said.connect(lambda: self._shrug(later=True))
        self.column.addLayout(row(self.unknown, self.later, None))
        self.column.addWidget(self.private_below)
        self.who = Banner("note", "who-knows")
        self.column.addWidget(self.who)
        self.why = Expander(say("page.why-we-ask"), "", "why")
        self.column.addWidget(self.why)
        self.glossary = Expander(say("page.words"), "", "glossary")
        self.column.addWidget(self.glossary)
        self._add_sure()
        self.words_label = label(say("page.own-words"), "field")
        self.words = TextArea(say("page.own-words"), "words", say("page.own-words-hint"), lines=2)
        self.words.saved.connect(lambda _: self._save_words())
        self.column.addWidget(self.words_label)
        self.column.addWidget(self.words)
        self.besides_label = label("", "field")
        self.besides = TextArea(say("page.besides"), "besides", say("page.besides-hint"), lines=2)
        self.besides.saved.connect(self._save_besides)
        self._besides_of: tuple[EngagementId, str] | None = None
        self.column.addSpacing(px(10))
        self.column.addWidget(self.besides_label)
        self.column.addWidget(self.besides)

    def _build_private(self) -> None:
        """What the owner may keep to himself; above the question where it is about us."""
        self._private_dialog: KeepPrivateDialog | None = None
        self._drop_dialog: DropPrivateDialog | None = None
        self._look_dialog: LookDialog | None = None
        self.private_above, self.private_below = QWidget(), QWidget()
        self._private: dict[QWidget, tuple[Banner, QPushButton]] = {}
        for place, name in ((self.private_above, "above"), (self.private_below, "below")):
            inside = QVBoxLayout(place)
            inside.setContentsMargins(0, 0, 0, 0)
            note = Banner("note", f"private-note-{name}")
            keep = action(say("page.private-keep"), f"keep-private-{name}")
            keep.clicked.connect(self._keep_private)
            inside.addWidget(note)
            note.add(keep)
            self._private[place] = (note, keep)
        self.column.addWidget(self.private_above)
        self.is_private = Banner("note", "is-private")
        self.column.addWidget(self.is_private)
        self.drop_private = action(say("page.private-drop"), "drop-private")
        self.drop_private.clicked.connect(self._drop_private)
        self.look = action(say("page.private-look"), "look")
        self.look.clicked.connect(self._look)
        for deed in (self.look, self.drop_private):
            self.column.addLayout(row(deed, None))

    def _add_sure(self) -> None:
        """How an answer is known that insurers rely on: believed, shown, verified."""
        self.sure = pick_list(say("page.sure"), "sure")
        self.sure_label = caption_of(self.sure, say("page.sure"))
        for sure in Sureness:
            self.sure.addItem(say(f"page.sure-{sure.value}"), sure)
        self.sure.activated.connect(lambda _: self._save_sure())
        self.column.addWidget(self.sure_label)
        self.column.addWidget(self.sure)

    # ---- drawing

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        place = self.session.place
        if place is None or place.stop is not Stop.QUESTIONS or place.question is None:
            return
        client = snapshot.engagement.id
        if (client, place.question) != (self._client, self._key) or self._editor is None:
            self._set_up(snapshot, place.question)
        self._fill(snapshot)

    def _set_up(self, snapshot: EngagementSnapshot, key: QuestionId) -> None:
        if snapshot.engagement.id == self._client:
            self.flush()  # what is still being typed belongs to the question before
        self._client, self._key = snapshot.engagement.id, key
        question = snapshot.pack.content.questions[key]
        self._fresh_fields(snapshot, key)
        self.why.set_text(question.why)
        words = snapshot.words_of(key)
        self.glossary.set_text("\n".join(f"{word}: {words[word]}" for word in words))
        show_if(self.glossary, bool(words))
        self._show_help(question.ask, snapshot.help_of(key), snapshot)

    def _fresh_fields(self, snapshot: EngagementSnapshot, key: QuestionId) -> None:
        """Empty fields; what was typed into the ones before and is not saved yet is forgotten."""
        held = self.focusWidget()
        if held is not None and self._editor is not None and self._editor.isAncestorOf(held):
            held.clearFocus()  # or Qt looks for the next stop, only to be told of another one
        empty(self._holder)
        self._editor = make_editor(snapshot.pack, key)
        self._editor.changed.connect(self._on_changed)
        self._holder.addWidget(self._editor)
        self._show_problem("")
        self.words.start_with("")

    def _show_help(self, ask: str, help_text: str, snapshot: EngagementSnapshot) -> None:
        section = snapshot.pack.section_by_id[
            snapshot.pack.content.questions[self._key].section  # type: ignore[index]
        ]
        self.head(ask, help_text, section.title)

    def _fill(self, snapshot: EngagementSnapshot) -> None:
        key = self._key
        assert key is not None  # noqa: S101  (set up just before)
        assert self._editor is not None  # noqa: S101
        answer = snapshot.engagement.answers.get(key)
        given = answer is not None and answer.state is AnswerState.GIVEN
        if answer is not None and answer.state is AnswerState.PRIVATE:
            self._fresh_fields(snapshot, key)  # nothing of what was typed stays behind
        if not self.error.text():  # what does not fit stays as it was typed, to be mended
            self._editor.fill(answer.value if answer is not None and given else None)
        self.unknown.show_said(answer is not None and answer.state is AnswerState.UNKNOWN)
        self.later.show_said(answer is not None and answer.state is AnswerState.LATER)
        if answer is not None:  # words without an answer are kept as they are, and saved soon
            self.words.fill(answer.words)
        self._show_who(snapshot, answer)
        self._show_private(snapshot, key, answer)
        self.progress.setUpdatesEnabled(False)  # it would paint itself at once, before the rest
        self.progress.setRange(0, FINE)
        self.progress.setValue(round(self.session.share_done * FINE))
        self.progress.setUpdatesEnabled(True)
        left = self._left(snapshot)
        self.progress.setAccessibleDescription(left)
        section = snapshot.pack.section_by_id[snapshot.pack.content.questions[key].section]
        self.eyebrow.setText(f"{section.title}  ·  {left}")
        urgent = [flag for flag in snapshot.urgent if key in flag.answers]
        whom = [whom_to_call(snapshot, self.session.adviser())] if urgent else []
        self.urgent.say(
            "\n".join([*(flag.told for flag in urgent), *whom]),
            say("page.urgent") if urgent else "",
        )
        unsure = "\n".join(flag.told for flag in snapshot.to_find_out if key in flag.answers)
        self.find_out.say(unsure, say("page.find-out") if unsure else "")
        self._show_what_follows(snapshot, answer)
        self._show_besides(snapshot, key)

    def _show_besides(self, snapshot: EngagementSnapshot, key: QuestionId) -> None:
        """At the end of each part: is there anything else? What is said is kept."""
        questions = snapshot.pack.content.questions
        section = questions[key].section
        mine = [name for name in snapshot.path.questions if questions[name].section == section]
        is_last = bool(mine) and mine[-1] == key
        show_if(self.besides_label, is_last)
        show_if(self.besides, is_last)
        if not is_last:
            return
        title = snapshot.pack.section_by_id[section].title
        self.besides_label.setText(say("page.besides-of", title=title))
        self.besides.setAccessibleName(say("page.besides-of", title=title))
        said = {entry.section: entry.text for entry in snapshot.engagement.remarks}
        of = (snapshot.engagement.id, section)
        if of != self._besides_of:
            self._besides_of = of
            self.besides.start_with(said.get(section, ""))
        else:
            self.besides.fill(said.get(section, ""))

    def _save_besides(self, text: str) -> None:
        snapshot, of = self.session.snapshot, self._besides_of
        if snapshot is None or of is None or snapshot.engagement.id != of[0]:
            return
        said = {entry.section: entry.text for entry in snapshot.engagement.remarks}
        if said.get(of[1], "") != text.strip():
            self.session.remark(of[1], text)

    def _show_private(
        self, snapshot: EngagementSnapshot, key: QuestionId, answer: Answer | None
    ) -> None:
        kept = answer is not None and answer.state is AnswerState.PRIVATE
        may = key in snapshot.pack.may_be_private and not kept
        is_us = may and helper_is_us(snapshot)
        for place, here in ((self.private_above, is_us), (self.private_below, may and not is_us)):
            note, _ = self._private[place]
            note.say(say("page.private-offer" if is_us else "page.private-may") if here else "")
            show_if(place, here)
        self.is_private.say(say("page.private-is") if kept else "")
        show_if(self.drop_private, kept)
        show_if(self.look, kept)
        for part in (self._editor, self.unknown, self.later, self.words_label, self.words):
            if part is not None:
                show_if(part, not kept)

    def _keep_private(self) -> None:
        snapshot, key = self.session.snapshot, self._key
        if snapshot is None or key is None:
            return
        # What stands half typed in the open field belongs to nobody else: it is not saved.
        self._fresh_fields(snapshot, key)
        self._fill(snapshot)
        self._private_dialog = KeepPrivateDialog(self.window(), self.session, snapshot, key)
        self._private_dialog.open()

    def _look(self) -> None:
        self._look_dialog = LookDialog(self.window(), self.session)
        self._look_dialog.open()

    def _drop_private(self) -> None:
        if self._key is not None:
            self._drop_dialog = DropPrivateDialog(self.window(), self.session, self._key)
            self._drop_dialog.open()

    def _left(self, snapshot: EngagementSnapshot) -> str:
        """How far it is: the part one is in, and near the end how many may still come."""
        left = snapshot.path.at_most_left
        if 0 < left <= FEW_LEFT:
            return say("page.question-left", left=left)
        questions = snapshot.pack.content.questions
        sections = list(dict.fromkeys(questions[key].section for key in snapshot.path.questions))
        section = questions[self._key].section if self._key else ""
        here = sections.index(section) if section in sections else 0
        return say("page.question-part", number=here + 1, of=len(sections))

    def _show_what_follows(self, snapshot: EngagementSnapshot, answer: Answer | None) -> None:
        """What we say at once to an answer, what it goes against, and how it is known."""
        given = answer is not None and answer.state is AnswerState.GIVEN
        question = snapshot.pack.content.questions[self._key]  # type: ignore[index]
        value = answer.value if answer is not None and given else ()
        picked = (value,) if isinstance(value, str) else value
        replies = [option.reply for key, option in question.options.items() if key in picked]  # type: ignore[operator]
        self.reply.say(" ".join(reply for reply in replies if reply))
        empty(self._conflicts)
        for flag in snapshot.contradictions:
            if self._key in flag.answers:
                self._conflicts.addWidget(conflict_card(flag, snapshot, self._go_to))
        asks = given and self._key in snapshot.pack.asked_by_insurers
        show_if(self.sure_label, asks)
        show_if(self.sure, asks)
        if answer is not None and asks:
            self.sure.setCurrentIndex(list(Sureness).index(answer.sure))

    def _go_to(self, key: QuestionId) -> None:
        self.session.visit(key)

    def _show_who(self, snapshot: EngagementSnapshot, answer: Answer | None) -> None:
        """After a shrug: what we assume, and who could tell."""
        if answer is None or answer.state in (AnswerState.GIVEN, AnswerState.PRIVATE):
            self.who.say("")
            return
        unsure = snapshot.pack.content.questions[answer.question].unsure
        text = say("page.who-knows", who=unsure.who, say=unsure.say)
        where = f"\n{unsure.where}" if unsure.where else ""
        self.who.say(f"{unsure.assumed_text}\n{text}{where}", say("page.fine"))

    # ---- gestures

    def _on_changed(self, raw: object) -> None:
        if self._key is None:
            return
        problem = self.session.answer(self._key, raw, self.words.toPlainText())
        self._show_problem(problem)

    def _show_problem(self, problem: str) -> None:
        self.error.setText(problem)
        show_if(self.error, bool(problem))
        if self._editor is not None:
            self._editor.mark_problem(problem)

    def _shrug(self, *, later: bool) -> None:
        if self._key is None:
            return
        if self._editor is not None:
            self._editor.fill(None)
        self._show_problem("")
        self.session.answer_unknown(self._key, later=later, words=self.words.toPlainText())

    def _save_sure(self) -> None:
        snapshot, key = self.session.snapshot, self._key
        answer = snapshot.engagement.answers.get(key) if snapshot and key else None
        if answer is not None and key is not None and answer.state is AnswerState.GIVEN:
            self.session.answer(key, answer.value, answer.words, self.sure.currentData())

    def _save_words(self) -> None:
        snapshot, key = self.session.snapshot, self._key
        if snapshot is None or key is None or snapshot.engagement.id != self._client:
            return
        answer = snapshot.engagement.answers.get(key)
        words = self.words.toPlainText().strip()
        if answer is None:
            if words:  # kept as "ask me later", so that nothing that was written is lost
                if self.error.text() == say("page.answer-needed"):
                    self._show_problem("")
                self.session.answer_unknown(key, later=True, words=words)
            return
        if answer.words == words or answer.state is AnswerState.PRIVATE:
            return
        if answer.state is AnswerState.GIVEN:
            self.session.answer(key, answer.value, words)
        else:
            self.session.answer_unknown(key, later=answer.state is AnswerState.LATER, words=words)

    def flush(self) -> None:
        if self._editor is not None:
            self._editor.flush()
        self.words.flush()
        self.besides.flush()

    def leave(self) -> bool:
        """Next needs an answer, a shrug or "later"; it says so instead of being greyed out."""
        snapshot, key = self.session.snapshot, self._key
        if snapshot is None or key is None or self.error.isVisible():
            return False
        if key in snapshot.engagement.answers or key not in snapshot.path.questions:
            return True
        self._show_problem(say("page.answer-needed"))
        target = self.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    @property
    def editor(self) -> Editor | None:
        return self._editor

    def next_caption(self) -> str | None:
        return say("page.question-return") if self.session.is_visiting else ""

    def first_focus(self) -> QWidget | None:
        return self._editor.first_focus() if self._editor is not None else None
