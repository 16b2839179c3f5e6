"""One question at a time: say why we ask, take "I don't know", keep the owner's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from onboard.contact import whom_to_call
from onboard.flow import Stop
from onboard.interview.answers import Answer, AnswerState, Sureness
from onboard.interview.assumptions import who_can_tell
from onboard.interview.readback import answer_text
from onboard.present_helper import helper_is_us
from onboard.wording import say
from ui.dialogs.private import DropPrivateDialog, KeepPrivateDialog, LookDialog
from ui.drafts import Draft, Drafts
from ui.editors import Editor, make_editor
from ui.page import Page
from ui.theme import px
from ui.widgets.base import AnswerButton, empty, label, row, show_if
from ui.widgets.conflicts import conflict_card
from ui.widgets.forms import caption_of
from ui.widgets.notes import Banner, Expander
from ui.widgets.pick_list import pick_list
from ui.widgets.private_offer import PrivateOffer
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
        self._said_later = False
        """Whether "Ask me later" was pressed while this question stands here."""
        self._blocks = False
        """Whether the sentence below the field has to be heard before Next."""
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
        self.taken = Banner("note", "taken")
        self.column.addWidget(self.taken)
        self.reply = Banner("note", "reply")
        self.column.addWidget(self.reply)
        self._conflicts = QVBoxLayout()
        self.column.addLayout(self._conflicts)
        self.unknown = AnswerButton(say("page.dont-know"), "dont-know")
        self.later = AnswerButton(say("page.ask-later"), "ask-later")
        self.unknown.said.connect(lambda: self._shrug(later=False))
        self.later.said.connect(lambda: self._shrug(later=True))
        self.column.addLayout(row(self.unknown, self.later, None))
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
        self.words_kept = Banner("note", "words-kept")
        self.column.addWidget(self.words_kept)
        self.besides_label = label("", "field")
        self.besides = TextArea(say("page.besides"), "besides", say("page.besides-hint"), lines=2)
        self.besides.saved.connect(self._save_besides)
        self._besides_of: tuple[EngagementId, str] | None = None
        self.column.addSpacing(px(10))
        self.column.addWidget(self.besides_label)
        self.column.addWidget(self.besides)

    def _build_private(self) -> None:
        """What the owner may keep to himself; above the question, before anything is typed."""
        self.drafts: Drafts = {}
        self._open: set[tuple[EngagementId, QuestionId]] = set()
        """Of those that may be kept private, the ones that he has said may be open."""
        self._private_dialog: KeepPrivateDialog | None = None
        self._drop_dialog: DropPrivateDialog | None = None
        self._look_dialog: LookDialog | None = None
        self.private = PrivateOffer()
        self.private.keep_wanted.connect(self._keep_private)
        self.private.open_wanted.connect(self._let_it_be_open)
        self.private.drop_wanted.connect(self._drop_private)
        self.private.look_wanted.connect(self._look)
        self.column.addWidget(self.private)

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
        self._said_later = False
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
        self._editor = make_editor(snapshot.pack, key, self.inner)
        self._editor.changed.connect(self._on_changed)
        self._editor.emptied.connect(self._on_emptied)
        self.taken.say("")
        self._holder.addWidget(self._editor)
        self._show_problem("")
        self.words.start_with("")
        draft = self.drafts.get((snapshot.engagement.id, key))
        if draft is not None:  # not saved, and not lost either
            self._editor.restore(draft.raw)
            self._show_problem(draft.problem)
            if self._is_held(snapshot):
                self.words.start_with(draft.words)

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
            self.drafts.pop((snapshot.engagement.id, key), None)
            self._fresh_fields(snapshot, key)  # nothing of what was typed stays behind
        draft = self.drafts.get((snapshot.engagement.id, key))
        if draft is None and not self.error.text():  # what does not fit stays, to be mended
            self._editor.fill(answer.value if answer is not None and given else None)
        self.unknown.show_said(answer is not None and answer.state is AnswerState.UNKNOWN)
        by_words = self._is_by_words(answer)
        self.later.show_said(
            answer is not None and answer.state is AnswerState.LATER and not by_words
        )
        self.words_kept.say(say("page.words-kept") if by_words else "")
        is_held = draft is not None and self._is_held(snapshot)
        if answer is not None and not is_held:  # words without an answer are saved soon
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
        is_held = self._is_held(snapshot)
        is_us = may and helper_is_us(snapshot)
        self.private.show_state(may=may, is_kept=kept, is_held=is_held, is_us=is_us)
        for part in (self._editor, self.unknown, self.later, self.words_label, self.words):
            if part is not None:
                show_if(part, not kept)

    def _keep_private(self) -> None:
        snapshot, key = self.session.snapshot, self._key
        if snapshot is None or key is None or self._editor is None:
            return
        # What stands in the open field belongs to nobody else: it goes along, and is not saved.
        draft = Draft(self._editor.typed(), self.words.toPlainText())
        self.drafts.pop((snapshot.engagement.id, key), None)
        self._fresh_fields(snapshot, key)
        self._fill(snapshot)
        dialog = KeepPrivateDialog(self.window(), self.session, snapshot, key, draft)
        self._private_dialog = dialog
        dialog.open()

    def _let_it_be_open(self) -> None:
        """He has said so: what stands here is saved now, and from now on while he types."""
        snapshot, key = self.session.snapshot, self._key
        if snapshot is None or key is None:
            return
        self.flush()
        self._open.add((snapshot.engagement.id, key))
        draft = self.drafts.pop((snapshot.engagement.id, key), Draft())
        if draft.raw:
            self._tell(key, draft.raw, draft.words)
        else:
            self._save_words()
        self._fill(self.session.snapshot or snapshot)

    def _is_held(self, snapshot: EngagementSnapshot) -> bool:
        """Whether nothing of this question is saved before Next: it may be kept private."""
        key = self._key
        if key not in snapshot.pack.may_be_private:
            return False
        return key is not None and (snapshot.engagement.id, key) not in self._open

    def _save_held(self, snapshot: EngagementSnapshot, key: QuestionId) -> bool:
        """Save what waited for Next; whether all of it could be read."""
        at = (snapshot.engagement.id, key)
        draft = self.drafts.get(at)
        if draft is None:
            return True
        answer = snapshot.engagement.answers.get(key)
        if draft.raw:
            return self._tell(key, draft.raw, draft.words)
        if answer is None:
            return True  # words alone are no answer; they stay where they are
        del self.drafts[at]
        self._save_words_of(key, answer, draft.words.strip())
        return True

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
        if left <= 1 and self._key is not None and snapshot.path.after(self._key) is None:
            return say("page.question-last")
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
        is_said = answer is not None and answer.state in (AnswerState.GIVEN, AnswerState.PRIVATE)
        if answer is None or is_said or self._is_by_words(answer):
            self.who.say("")
            return
        unsure = snapshot.pack.content.questions[answer.question].unsure
        who = who_can_tell(unsure, alone=snapshot.engagement.is_alone)
        text = say("page.who-knows", who=who, say=unsure.say)
        where = f"\n{unsure.where}" if unsure.where else ""
        self.who.say(f"{unsure.assumed_text}\n{text}{where}", say("page.fine"))

    def _is_by_words(self, answer: Answer | None) -> bool:
        """Whether it is open for his words alone: he has not said that we may ask later."""
        is_later = answer is not None and answer.state is AnswerState.LATER
        return is_later and answer is not None and bool(answer.words) and not self._said_later

    # ---- gestures

    def _on_changed(self, raw: object) -> None:
        snapshot, key = self.session.snapshot, self._key
        if snapshot is None or key is None:
            return
        if self._is_held(snapshot):
            self._show_problem("")
            self._keep_draft(snapshot, key, raw)
            return
        self._tell(key, raw, self.words.toPlainText())

    def _on_emptied(self) -> None:
        """Nothing stands in the field any more: what is saved stays, and that is said."""
        snapshot, key = self.session.snapshot, self._key
        if snapshot is None or key is None:
            return
        if self._is_held(snapshot):
            self._keep_draft(snapshot, key, None)
        else:
            self.drafts.pop((snapshot.engagement.id, key), None)
        self._show_problem(self._kept(snapshot, key), blocks=False)

    def _kept(self, snapshot: EngagementSnapshot, key: QuestionId) -> str:
        """Which value stands as long as no other one is understood."""
        answer = snapshot.engagement.answers.get(key)
        if answer is None or answer.state is not AnswerState.GIVEN:
            return ""
        return say("page.answer-kept", answer=answer_text(snapshot.pack, answer))

    def _tell(self, key: QuestionId, raw: object, words: str) -> bool:
        """Save an answer; what cannot be read stays here, and the sentence says what is kept."""
        snapshot = self.session.snapshot
        if snapshot is None:
            return False
        at = (snapshot.engagement.id, key)
        draft = self.drafts.pop(at, None)
        problem = self.session.answer(key, raw, words)
        self._say_taken(key, raw, is_kept=not problem)
        if problem:
            if self.session.snapshot is snapshot:  # otherwise somebody else has answered
                problem = f"{problem} {self._kept(snapshot, key)}".strip()
            typed = draft.words if draft is not None else words
            self.drafts[at] = Draft(raw, typed, problem)
        self._show_problem(problem)
        return not problem

    def _say_taken(self, key: QuestionId, raw: object, *, is_kept: bool) -> None:
        """Of two numbers, which one is taken; both stand in his own words."""
        snapshot = self.session.snapshot
        answer = snapshot.engagement.answers.get(key) if snapshot is not None else None
        is_two = is_kept and answer is not None and isinstance(answer.value, int)
        number = str(answer.value) if answer is not None else ""
        if not is_two or not isinstance(raw, str) or raw == number:
            self.taken.say("")
            return
        self.taken.say(say("page.two-numbers", found=raw, number=number))

    def _keep_draft(self, snapshot: EngagementSnapshot, key: QuestionId, raw: object) -> None:
        """Hold what stands here until Next, without telling anyone."""
        draft = Draft(raw, self.words.toPlainText())
        self.drafts[snapshot.engagement.id, key] = draft
        if draft.is_empty:
            del self.drafts[snapshot.engagement.id, key]

    def _show_problem(self, problem: str, *, blocks: bool = True) -> None:
        self._blocks = bool(problem) and blocks
        self.error.setText(problem)
        show_if(self.error, bool(problem))
        if self._editor is not None:
            self._editor.mark_problem(problem if blocks else "")

    def _shrug(self, *, later: bool) -> None:
        snapshot, key = self.session.snapshot, self._key
        if snapshot is None or key is None:
            return
        if self._editor is not None:
            self._editor.restore(None)
        self._show_problem("")
        self._said_later = later
        self.drafts.pop((snapshot.engagement.id, key), None)
        words = self.words.toPlainText()
        if self._is_held(snapshot):  # the shrug is said in the open, the words are not yet
            self._keep_draft(snapshot, key, None)
            before = snapshot.engagement.answers.get(key)
            words = before.words if before is not None else ""
        self.session.answer_unknown(key, later=later, words=words)

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
        if self._is_held(snapshot):
            draft = self.drafts.get((snapshot.engagement.id, key))
            self._keep_draft(snapshot, key, draft.raw if draft is not None else None)
            return
        if answer is None:
            if words:  # kept as "ask me later", so that nothing that was written is lost
                if self.error.text() == say("page.answer-needed"):
                    self._show_problem("")
                self.session.answer_unknown(key, later=True, words=words)
            return
        self._save_words_of(key, answer, words)

    def _save_words_of(self, key: QuestionId, answer: Answer, words: str) -> None:
        """Keep the words beside the answer that is there."""
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
        if snapshot is None or key is None or self._blocks:
            return False
        if not self._save_held(snapshot, key):
            return False
        snapshot = self.session.snapshot or snapshot
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
