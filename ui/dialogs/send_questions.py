"""Sending questions to somebody: which parts, to whom, and the code that is told by phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from onboard.typed_code import signs_typed
from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import card, label
from ui.widgets.choices import ChoiceCards, ChoiceOption
from ui.widgets.forms import Labelled
from ui.widgets.text_fields import LineField

if TYPE_CHECKING:
    from ui.session import EngagementSession

ALL, SOME = "all", "some"
ASK_ENDING = ".onboard-ask"
CODE_SIGNS = 12
"""As the question file has it; the dialog says so before anything is tried."""


class SendQuestionsDialog(Sheet):
    """`sections` and `person` are what was wished when it is accepted."""

    def __init__(self, parent: QWidget, client: str, parts: Sequence[tuple[str, str]]) -> None:
        """`parts` are id and title of each part that can be sent by itself."""
        title = say("send.title", name=client)
        super().__init__(parent, title, say("send.yes"), say("send.no"))
        self.setObjectName("send-dialog")
        self.column.addWidget(label(say("send.lead")))
        self._which = ChoiceCards(
            [
                ChoiceOption(ALL, say("send.all"), say("send.all-detail")),
                ChoiceOption(SOME, say("send.some"), say("send.some-detail")),
            ],
            say("send.which"),
        )
        self._which.set_value(ALL)
        self._which.changed.connect(self._on_which)
        self.column.addWidget(self._which)
        self._ticks: dict[str, QCheckBox] = {}
        self._frame, inside = card()
        for key, caption in parts:
            tick = QCheckBox(caption)
            tick.setObjectName(f"send-{key}")
            tick.setAccessibleName(caption)
            tick.toggled.connect(self.recheck)
            self._ticks[key] = tick
            inside.addWidget(tick)
        self.column.addWidget(self._frame)
        self._person = LineField(say("send.person"), "send-person")
        self.column.addWidget(Labelled(say("send.person"), self._person, say("send.person-hint")))
        self.column.addStretch(1)
        self._on_which(ALL)

    def _on_which(self, which: str) -> None:
        self._frame.setVisible(which == SOME)
        self.recheck()

    @property
    def sections(self) -> tuple[str, ...]:
        """Empty: all of them."""
        if self._which.value() != SOME:
            return ()
        return tuple(key for key, tick in self._ticks.items() if tick.isChecked())

    @property
    def person(self) -> str:
        return self._person.text().strip()

    def missing(self) -> tuple[str, QWidget | None]:
        if self._which.value() == SOME and not self.sections:
            return say("send.none"), next(iter(self._ticks.values()), None)
        return "", None


class CodeDialog(Sheet):
    """The code stands here once: it is kept nowhere, and does not travel with the file."""

    def __init__(self, parent: QWidget, code: str, file_name: str) -> None:
        super().__init__(parent, say("send.code-title"), say("send.code-yes"), say("send.code-no"))
        self.setObjectName("code-dialog")
        self.no.hide()
        self.column.addWidget(label(say("send.saved", name=file_name)))
        self.shown = label(code, "big", name="phone-code")
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.shown.setAccessibleName(say("send.code-spoken", code=" ".join(code)))
        self.column.addWidget(self.shown)
        self.column.addWidget(label(say("send.code-why")))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.shown


class OtherKeyDialog(Sheet):
    """The firm's key is another one than before: a new computer, or somebody else."""

    def __init__(self, parent: QWidget, told: str) -> None:
        super().__init__(parent, say("key.title"), say("key.yes"), say("key.no"))
        self.setObjectName("key-dialog")
        self.column.addWidget(label(told))
        self.column.addWidget(label(say("key.why")))
        self.column.addStretch(1)


class OpenQuestionsDialog(Sheet):
    """Asks for the code of a question file; it stays until the code opens the file."""

    wished = Signal(str)
    """A code that could be one was typed; `tell` or `accept` follows."""

    def __init__(self, parent: QWidget, file_name: str) -> None:
        super().__init__(parent, say("asked.title"), say("asked.yes"), say("asked.no"))
        self.setObjectName("asked-dialog")
        self.column.addWidget(label(say("asked.lead", name=file_name)))
        self._code = LineField(say("asked.code"), "asked-code")
        self._code.textChanged.connect(self.recheck)
        self.column.addWidget(Labelled(say("asked.code"), self._code, say("asked.code-hint")))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self._code

    @property
    def code(self) -> str:
        return self._code.text().strip()

    def missing(self) -> tuple[str, QWidget | None]:
        if not self.code:
            return say("asked.no-code"), self._code
        if signs_typed(self.code, CODE_SIGNS) is None:
            return say("asked.code-shape", count=CODE_SIGNS), self._code
        return "", None

    def recheck(self, *_: object) -> None:
        """What was wrong with the code before may be right now."""
        self._tell("")

    def answered(self, problem: str) -> None:
        """What came of the code: a problem stays here, with what was typed; else it is done."""
        self.yes.setEnabled(True)
        if not problem:
            self.accept()
            return
        self._tell(problem)
        self._code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        problem, field = self.missing()
        if problem and field is not None:
            self._tell(problem)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.yes.setEnabled(False)
        self.wished.emit(self.code)


def open_questions(window: QWidget, session: EngagementSession) -> None:
    """Pick a question file, ask for its code, and open it as a file of one's own."""
    from ui.dialogs.save_as import ask_which

    path = ask_which(window, say("page.clients-asked"), ASK_ENDING)
    if path is None:
        return
    dialog = OpenQuestionsDialog(window, path.name)
    is_there = True

    def gone() -> None:
        nonlocal is_there
        is_there = False

    def answered(problem: str) -> None:
        if is_there:
            dialog.answered(problem)
        elif problem:
            session.problem.emit(problem)

    dialog.finished.connect(gone)
    dialog.wished.connect(lambda code: session.accept_questions(path, code, answered=answered))
    dialog.open()
