"""A recovery code: shown once, and typed back once from paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import card, label
from ui.widgets.forms import Labelled
from ui.widgets.text_fields import LineField


class NewCodeDialog(Sheet):
    """Shows the code; Esc does not lose it, whoever opened this shows it again."""

    def __init__(self, parent: QWidget, code: str) -> None:
        title = say("page.clients-code-title")
        super().__init__(parent, title, say("page.clients-code-kept"), say("keeping.code-no"))
        self.setObjectName("new-code-dialog")
        self.column.addWidget(label(say("keeping.code-lead")))
        frame, inside = card("signing")
        shown = label("-\u200b".join(code.split("-")), "big", name="code")
        shown.setAccessibleName(say("page.clients-code-spoken", code=code))
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        inside.addWidget(shown)
        self.column.addWidget(frame)
        self.column.addWidget(label(say("page.clients-code-why")))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.yes


class TypedBackDialog(Sheet):
    """The code again, from paper; it is accepted only when it opens the store."""

    def __init__(self, parent: QWidget, check: Callable[[str], str]) -> None:
        """`check` says what is wrong with what was typed, or nothing."""
        title = say("keeping.typed-back")
        super().__init__(parent, title, say("keeping.typed-back-yes"), say("keeping.typed-back-no"))
        self.setObjectName("typed-back-dialog")
        self._check = check
        self.column.addWidget(label(say("keeping.typed-back-lead")))
        self.field = LineField(say("page.clients-code"), "typed-code")
        self.field.textChanged.connect(lambda _: self._tell(""))
        self.field.returnPressed.connect(self._try)
        hint = say("keeping.typed-back-hint")
        self.column.addWidget(Labelled(say("page.clients-code"), self.field, hint))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.field

    def missing(self) -> tuple[str, QWidget | None]:
        typed = self.field.text().strip()
        return (self._check(typed) if typed else say("keeping.typed-back-missing")), self.field
