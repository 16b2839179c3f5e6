"""The consultant's private note on one client: on no page of the talk and in no paper."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from onboard.wording import say
from ui.dialogs.sheet import Sheet
from ui.widgets.base import label
from ui.widgets.text_fields import TextArea


class NoteDialog(Sheet):
    """`text` is what was written when it is accepted."""

    def __init__(self, parent: QWidget, name: str, text: str) -> None:
        title = say("dialog.note-title", name=name)
        super().__init__(parent, title, say("dialog.note-yes"), say("dialog.note-no"))
        self.setObjectName("note-dialog")
        self.column.addWidget(label(say("dialog.note-lead")))
        self._area = TextArea(title, "private-note", lines=6)
        self._area.setPlainText(text)
        self.column.addWidget(self._area)
        self._area.moveCursor(QTextCursor.MoveOperation.End)
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self._area

    def text(self) -> str:
        return self._area.toPlainText().strip()
