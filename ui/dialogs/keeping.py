"""Before something that cannot be taken back: what it does, what stays, and a calm yes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.theme import px
from ui.widgets.base import label
from ui.widgets.consent import Consent


class RestoreDialog(Sheet):
    """What a backup would bring, and what it would replace. Nothing is changed before the yes."""

    def __init__(self, parent: QWidget, name: str, told: Sequence[str]) -> None:
        title = say("restore.title")
        super().__init__(parent, title, say("restore.yes"), say("restore.no"))
        self.setObjectName("restore-dialog")
        self.column.addWidget(label(name, "subheading"))
        for sentence in told:
            self.column.addWidget(label(sentence))
        self.column.addWidget(label(say("restore.aside"), "muted"))
        self.column.addStretch(1)


class EraseDialog(Sheet):
    """Two steps: what goes and what stays, with a choice; then once more, with a tick.

    `with_papers` is the choice when the dialog is accepted.
    """

    def __init__(self, parent: QWidget, client: str, *, is_shared: bool = False) -> None:
        title = say("erase.title", name=client)
        super().__init__(parent, title, say("erase.on"), say("erase.no"))
        self.setObjectName("erase-dialog")
        self._is_second = False
        self._copies = "firm-store.erase-copies" if is_shared else "erase.copies"
        self._first, self._second = QWidget(), QWidget()
        self._fill_first()
        self._second_lead = label("")
        self._tick = Consent(say("erase.sure"), "erase-sure")
        self._tick.toggled.connect(self.recheck)
        column = _column(self._second)
        for part in (label(say("erase.once-more"), "subheading"), self._second_lead, self._tick):
            column.addWidget(part)
        self.column.addWidget(self._first)
        self.column.addWidget(self._second)
        self._second.hide()
        self.column.addStretch(1)

    def _fill_first(self) -> None:
        column = _column(self._first)
        for key in ("erase.goes", "erase.stays", self._copies):
            column.addWidget(label(say(key)))
        column.addWidget(label(say("erase.papers"), "subheading"))
        self._choice = QButtonGroup(self)
        self._keep = _radio(say("erase.papers-stay"), "papers-stay")
        self._go = _radio(say("erase.papers-go"), "papers-go")
        self._keep.setChecked(True)
        for made, words in ((self._keep, "erase.papers-stay-why"), (self._go, "erase.papers-why")):
            self._choice.addButton(made)
            column.addWidget(made)
            column.addWidget(label(say(words), "muted"))

    @property
    def with_papers(self) -> bool:
        return self._go.isChecked()

    def missing(self) -> tuple[str, QWidget | None]:
        if self._is_second and not self._tick.is_given():
            return say("erase.tick-first"), self._tick.box
        return "", None

    def accept(self) -> None:
        if self._is_second:
            super().accept()
            return
        self._is_second = True
        choice = "erase.papers-go-too" if self.with_papers else "erase.papers-do-stay"
        self._second_lead.setText(f"{say('erase.goes')}\n\n{say(choice)}")
        self._first.hide()
        self._second.show()
        self.yes.setText(say("erase.yes"))
        self.yes.setAccessibleName(say("erase.yes"))
        self._tick.box.setFocus(Qt.FocusReason.OtherFocusReason)


class HistoryDialog(Sheet):
    """What was done with one client's file, and when, the newest first. `wished`: as a table."""

    wished = Signal()

    def __init__(self, parent: QWidget, client: str, lines: Sequence[str]) -> None:
        title = say("log.title", name=client)
        super().__init__(parent, title, say("log.save"), say("log.close"))
        self.setObjectName("history-dialog")
        self.column.addWidget(label(say("log.lead"), "muted"))
        # One label, not one for each: a file of a year has a thousand lines.
        shown = label("\n".join(reversed(lines)), name="history")
        shown.setAccessibleName(title)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.column.addWidget(shown)
        self.column.addStretch(1)

    def accept(self) -> None:
        """It stays open: who saves may read on."""
        self.wished.emit()


def _column(part: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(part)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(px(10))
    return made


def _radio(text: str, name: str) -> QRadioButton:
    made = QRadioButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    return made
