"""Sending questions to somebody: which parts, to whom, and the code that is told by phone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import card, label
from ui.widgets.choices import ChoiceCards, ChoiceOption
from ui.widgets.forms import Labelled
from ui.widgets.text_fields import LineField

ALL, SOME = "all", "some"


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
    """Asks for the code of a question file; `code` is what was typed."""

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
        return ("", None) if self.code else (say("asked.no-code"), self._code)
