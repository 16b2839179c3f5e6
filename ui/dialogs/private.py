"""What only the owner may read: keeping an answer under a code of his own, and looking at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from onboard.interview.answers import AnswerState
from onboard.interview.readback import answer_text
from onboard.present_helper import present_helper
from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.drafts import Draft
from ui.editors import make_editor
from ui.helper_view import add_outcome, add_table, add_told, add_weighed
from ui.theme import px
from ui.widgets.base import empty, label
from ui.widgets.consent import Consent
from ui.widgets.forms import Labelled
from ui.widgets.text_fields import TextArea

if TYPE_CHECKING:
    from onboard.content.model import QuestionId
    from onboard.snapshot import EngagementSnapshot
    from ui.session import EngagementSession


NOTHING = Draft()


class KeepPrivateDialog(Sheet):
    """The question again, away from everyone's page; what is entered here is sealed or nothing."""

    def __init__(
        self, parent: QWidget, session: EngagementSession, snapshot: EngagementSnapshot,
        key: QuestionId, draft: Draft = NOTHING,
    ) -> None:  # fmt: skip
        """`draft` is what was typed on the open page: nobody has to type it twice."""
        super().__init__(
            parent,
            say("dialog.private-title"),
            say("dialog.private-yes"),
            say("dialog.private-no"),
        )
        self.setObjectName("private-dialog")
        self._session, self._key = session, key
        self._raw: object = draft.raw or None
        self._leaving: LeavePrivateDialog | None = None
        question = snapshot.pack.content.questions[key]
        self.column.addWidget(label(say("dialog.private-lead")))
        self.column.addWidget(label(question.ask, "subheading"))
        self.editor = make_editor(snapshot.pack, key)
        if draft.raw:
            self.editor.restore(draft.raw)
        self.editor.changed.connect(self._keep_raw)
        self.column.addWidget(self.editor)
        self.words = TextArea(say("page.own-words"), "private-words", lines=2)
        self.words.start_with(draft.words)
        self.column.addWidget(Labelled(say("page.own-words"), self.words))
        self.code = CodeField(say("dialog.private-code-hint"))
        self.code.field.textChanged.connect(self.recheck)
        self.column.addWidget(self.code)
        if key in snapshot.engagement.answers:
            self.column.addWidget(label(say("page.private-earlier"), "muted"))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.editor.first_focus() or self.editor

    def _keep_raw(self, raw: object) -> None:
        self._raw = raw
        self.recheck()

    def missing(self) -> tuple[str, QWidget | None]:
        if self._raw is None:
            return say("dialog.private-no-answer"), self.editor.first_focus()
        return "", None

    def accept(self) -> None:
        """Sealed at once; a code or an answer that does not do is told, and nothing is kept."""
        words = self.words.toPlainText().strip()
        problem = self._session.keep_private(self.code.field.text(), self._key, self._raw, words)
        if problem:
            self._tell(problem)
            self.code.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().accept()

    def reject(self) -> None:
        """Esc and Back ask first, where something would be lost that stands nowhere else."""
        if not (self.editor.typed() or self.words.toPlainText().strip()):
            super().reject()
            return
        self._leaving = LeavePrivateDialog(self)
        self._leaving.accepted.connect(self._leave)
        self._leaving.open()

    def _leave(self) -> None:
        super().reject()

    def _try(self) -> None:
        self.editor.flush()
        super()._try()


class LeavePrivateDialog(Sheet):
    """Whether what was typed for nobody else may be thrown away; Esc goes on writing."""

    def __init__(self, parent: QWidget) -> None:
        title = say("dialog.private-leave")
        yes, no = say("dialog.private-leave-yes"), say("dialog.private-leave-no")
        super().__init__(parent, title, yes, no)
        self.setObjectName("leave-private-dialog")
        self.column.addWidget(label(say("dialog.private-leave-lead")))
        self.column.addStretch(1)


class DropPrivateDialog(Sheet):
    """Taking a kept answer back: with the code, or unread where the code is lost."""

    def __init__(self, parent: QWidget, session: EngagementSession, key: QuestionId) -> None:
        super().__init__(parent, say("page.drop-title"), say("page.drop-yes"), say("page.drop-no"))
        self.setObjectName("drop-dialog")
        self._session, self._key = session, key
        self.column.addWidget(label(say("page.drop-lead")))
        self.code = CodeField()
        self.code.field.textChanged.connect(self.recheck)
        self.column.addWidget(self.code)
        self.lost = Consent(say("page.drop-lost"), "code-lost")
        self.lost.toggled.connect(lambda: self.code.setEnabled(not self.lost.is_given()))
        self.column.addWidget(self.lost)
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.code.field

    def accept(self) -> None:
        code = None if self.lost.is_given() else self.code.field.text()
        problem = self._session.drop_private(self._key, code)
        if problem:
            self._tell(problem)
            self.code.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().accept()


class LookDialog(Sheet):
    """The owner's own answers in clear, and what follows from them, while the dialog is open."""

    def __init__(self, parent: QWidget, session: EngagementSession) -> None:
        title = say("dialog.look-title")
        super().__init__(parent, title, say("dialog.look-yes"), say("dialog.look-no"))
        self.setObjectName("look-dialog")
        self._session = session
        self.column.addWidget(label(say("dialog.look-lead")))
        self.code = CodeField()
        self.code.field.textChanged.connect(self.recheck)
        self.column.addWidget(self.code)
        self._told = QVBoxLayout()
        self._told.setSpacing(px(8))
        self.column.addLayout(self._told)
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.code.field

    def accept(self) -> None:
        """Shows; only Close ends it."""
        seen = self._session.seen_with(self.code.field.text())
        self.code.field.clear()
        empty(self._told)
        if isinstance(seen, str):
            self._tell(seen)
            self.code.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.code.hide()
        self.yes.hide()
        self._show(seen)
        # Nothing but Close is left to press: the keyboard scrolls the text.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(say("dialog.look-title"))
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, seen: EngagementSnapshot) -> None:
        mine = self._session.snapshot
        kept = mine.engagement.answers if mine is not None else {}
        keys = [key for key, answer in kept.items() if answer.state is AnswerState.PRIVATE]
        view = present_helper(seen)
        tables = {table.question: table for table in view.tables} if view is not None else {}
        self._told.addWidget(label(say("dialog.look-kept"), "heading"))
        for key in keys:
            if key in tables:
                add_table(self._told, tables[key])
            else:
                self._add_answer(seen, key)
        if view is not None:
            self._told.addSpacing(px(10))
            self._told.addWidget(label(say("dialog.look-follows"), "heading"))
            add_weighed(self._told, view)
            add_told(self._told, view, without=keys)
            if view.outcome is not None:
                add_outcome(self._told, view.outcome)

    def _add_answer(self, seen: EngagementSnapshot, key: QuestionId) -> None:
        opened = seen.engagement.answers.get(key)
        if opened is None or opened.state is not AnswerState.GIVEN:
            return
        self._told.addWidget(label(seen.pack.content.questions[key].ask, "muted"))
        self._told.addWidget(label(answer_text(seen.pack, opened), "field"))
        if opened.words:
            self._told.addWidget(label(f"“{opened.words}”"))


class CodeField(QWidget):
    """The owner's code, hidden while it is typed; it may be looked at, as a slip would lock out."""

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setObjectName("owner-code")
        self.field.setAccessibleName(say("dialog.private-code"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        shown = QCheckBox(say("dialog.private-show-code"))
        shown.setObjectName("show-code")
        shown.toggled.connect(self._unveil)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Labelled(say("dialog.private-code"), self.field, hint))
        column.addWidget(shown, 0, Qt.AlignmentFlag.AlignLeft)

    def _unveil(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
