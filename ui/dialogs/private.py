"""What only the owner may read: keeping an answer under a code of his own, and looking at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from onboard.interview.answers import AnswerState
from onboard.interview.readback import answer_text
from onboard.present_helper import present_helper
from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.editors import make_editor
from ui.helper_view import add_helper
from ui.theme import px
from ui.widgets.base import empty, label
from ui.widgets.forms import Labelled
from ui.widgets.text_fields import TextArea

if TYPE_CHECKING:
    from onboard.content.model import QuestionId
    from onboard.snapshot import EngagementSnapshot
    from ui.session import EngagementSession


class KeepPrivateDialog(Sheet):
    """The question again, away from everyone's page; what is entered here is sealed or nothing."""

    def __init__(
        self, parent: QWidget, session: EngagementSession, snapshot: EngagementSnapshot,
        key: QuestionId,
    ) -> None:  # fmt: skip
        super().__init__(
            parent,
            say("dialog.private-title"),
            say("dialog.private-yes"),
            say("dialog.private-no"),
        )
        self.setObjectName("private-dialog")
        self._session, self._key = session, key
        self._raw: object = None
        question = snapshot.pack.content.questions[key]
        self.column.addWidget(label(say("dialog.private-lead")))
        self.column.addWidget(label(question.ask, "subheading"))
        self.editor = make_editor(snapshot.pack, key)
        self.editor.changed.connect(self._keep_raw)
        self.column.addWidget(self.editor)
        self.words = TextArea(say("page.own-words"), "private-words", lines=2)
        self.column.addWidget(Labelled(say("page.own-words"), self.words))
        self.code = _code_field()
        self.code.textChanged.connect(self.recheck)
        hint = say("dialog.private-code-hint")
        self.column.addWidget(Labelled(say("dialog.private-code"), self.code, hint))
        if key in snapshot.engagement.answers:
            self.column.addWidget(label(say("page.private-earlier"), "muted"))
        self.column.addStretch(1)

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
        problem = self._session.keep_private(self.code.text(), self._key, self._raw, words)
        if problem:
            self._tell(problem)
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().accept()

    def _try(self) -> None:
        self.editor.flush()
        super()._try()


class LookDialog(Sheet):
    """The owner's own answers in clear, and what follows from them, while the dialog is open."""

    def __init__(self, parent: QWidget, session: EngagementSession) -> None:
        super().__init__(
            parent, say("dialog.look-title"), say("dialog.look-yes"), say("dialog.look-no")
        )
        self.setObjectName("look-dialog")
        self._session = session
        self.column.addWidget(label(say("dialog.look-lead")))
        self.code = _code_field()
        self.column.addWidget(Labelled(say("dialog.private-code"), self.code))
        self._told = QVBoxLayout()
        self._told.setSpacing(px(8))
        self.column.addLayout(self._told)
        self.column.addStretch(1)

    def accept(self) -> None:
        """Shows; only Close ends it."""
        seen = self._session.seen_with(self.code.text())
        self.code.clear()
        empty(self._told)
        if isinstance(seen, str):
            self._tell(seen)
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        mine = self._session.snapshot
        kept = mine.engagement.answers if mine is not None else {}
        for key, answer in kept.items():
            if answer.state is not AnswerState.PRIVATE or key not in seen.engagement.answers:
                continue
            opened = seen.engagement.answers[key]
            if opened.state is AnswerState.GIVEN:
                question = seen.pack.content.questions[key]
                self._told.addWidget(label(question.ask, "muted"))
                self._told.addWidget(label(answer_text(seen.pack, opened)))
                if opened.words:
                    self._told.addWidget(label(f"“{opened.words}”"))
        view = present_helper(seen)
        if view is not None:
            add_helper(self._told, view)


def _code_field() -> QLineEdit:
    field = QLineEdit()
    field.setObjectName("owner-code")
    field.setAccessibleName(say("dialog.private-code"))
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
