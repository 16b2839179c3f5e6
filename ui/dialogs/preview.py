"""A paper to look at before anything is begun, such as the booklet of all questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from onboard.agreement.document import Document
from onboard.wording import say
from ui.dialogs.print_paper import ask_printer
from ui.dialogs.sheet import Sheet
from ui.reading import PaperView
from ui.theme import px

if TYPE_CHECKING:
    from ui.session import EngagementSession

HEIGHT = 440


def look_at_questions(window: QWidget, session: EngagementSession) -> None:
    """All questions of the client's pack, to read and to print."""

    def print_it() -> None:
        printer = ask_printer(window, say("preview.questions"))
        if printer is not None:
            session.print_booklet(printer)

    dialog = PreviewDialog(window, session.booklet())
    dialog.accepted.connect(print_it)
    dialog.open()


class PreviewDialog(Sheet):
    """`accepted` follows when it shall be printed."""

    def __init__(self, parent: QWidget, document: Document) -> None:
        title = document.cover.title
        super().__init__(parent, title, say("print.offer"), say("preview.close"))
        self.setObjectName("preview-dialog")
        self._text = PaperView(document, can_change=False)
        self._text.setAccessibleName(title)
        self._text.setMinimumHeight(px(HEIGHT))
        self.column.addWidget(self._text, 1)

    def first_focus(self) -> QWidget:
        return self._text
