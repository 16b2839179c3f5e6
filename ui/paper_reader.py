"""A paper to read: its own pages, or its words; one switch between them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from onboard.agreement.document import Document
from onboard.wording import say
from ui.pdf_pages import PdfPages
from ui.reading import PaperView
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.pdf_view import PdfView

LEAST_HEIGHT, MOST_HEIGHT = 320, 1100
"""How tall the paper may stand on the page, whatever the size of the text."""


class PaperReader(QWidget):
    """Shows the bytes that are signed, page by page; the words are there for who reads by ear.

    Args:
        pdf: the paper itself.
        document: what it says.
        can_change: whether each clause of the words has a link to change it.
        is_half_signed: whether a watermark says that it is not valid yet.
        is_by_pen: whether that one says that it is signed on paper.
        as_text: whether to begin with the words.
    """

    change_wanted = Signal(str)
    """The number of a clause."""
    as_text_changed = Signal(bool)

    def __init__(
        self,
        pdf: bytes,
        document: Document,
        *,
        can_change: bool = False,
        is_half_signed: bool = False,
        is_by_pen: bool = False,
        as_text: bool = False,
    ) -> None:
        super().__init__()
        self._is_open = False
        self._has_failed = False
        self.setObjectName("paper-reader")
        mark = say("reading.half-signed") if is_half_signed else ""
        mark = say("reading.by-pen") if is_by_pen else mark
        self.view = PdfView(say("page.paper"), watermark=mark)
        self.words = PaperView(document, can_change=can_change)
        self.pages = PdfPages(pdf, self)
        self._can_change = can_change
        self._count = 0
        self._build()
        self._connect()
        self._show_as(as_text)

    def fit(self, height: int) -> None:
        """Stand in a page of this height with room for what is above and below."""
        wanted = min(max(round(height * 0.75), LEAST_HEIGHT), MOST_HEIGHT)
        self._stack.setFixedHeight(wanted)

    def first_focus(self) -> QWidget | None:
        """The paper as it is read now."""
        return self._stack.currentWidget()

    # ---- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._as_pages = _choice("reading.as-pages", "as-pages")
        self._as_text = _choice("reading.as-text", "as-text")
        self._group = QButtonGroup(self)
        self._where = label("", "muted", wrap=False, name="page-number")
        switch = QWidget()
        switch.setAccessibleName(say("reading.switch"))
        line = row(self._as_pages, self._as_text, self._where, None, spacing=16)
        line.setContentsMargins(0, 0, 0, 0)
        switch.setLayout(line)
        for part in (self._as_pages, self._as_text):
            self._group.addButton(part)
        self._hint = label(say("reading.change-hint"), "muted")
        self._stack = _Stack()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.words)
        for whole in (switch, self._hint, self._stack):
            column.addWidget(whole)

    def _connect(self) -> None:
        self._as_text.toggled.connect(self._on_switch)
        self.words.change_wanted.connect(self.change_wanted)
        self.view.wanted.connect(self.pages.want)
        self.view.turned.connect(self._on_turned)
        self.pages.opened.connect(self._on_opened)
        self.pages.failed.connect(self._on_failed)
        self.pages.drawn.connect(self.view.put)
        self.pages.page_failed.connect(self.view.put_failed)

    # ---- switching

    def _on_switch(self, as_text: bool) -> None:
        self._show_as(as_text)
        self.as_text_changed.emit(as_text)

    def _show_as(self, as_text: bool) -> None:
        self._group.blockSignals(True)
        self._as_text.blockSignals(True)
        (self._as_text if as_text else self._as_pages).setChecked(True)
        self._as_text.blockSignals(False)
        self._group.blockSignals(False)
        self._stack.setCurrentWidget(self.words if as_text else self.view)
        self._hint.setVisible(self._can_change and not as_text and not self._has_failed)
        self._where.setVisible(not as_text)
        if not as_text and not self._is_open:
            self._is_open = True
            self.view.tell(say("reading.waiting"))
            self.pages.open()

    # ---- what the pages tell

    def _on_opened(self, shapes: tuple[object, ...]) -> None:
        self._count = len(shapes)
        self.view.show_pages(shapes)  # type: ignore[arg-type]

    def _on_failed(self) -> None:
        self._has_failed = True
        self._hint.hide()
        self.view.tell(say("reading.failed"))

    def _on_turned(self, number: int) -> None:
        self._where.setText(say("reading.page", number=number + 1, count=self._count))


class _Stack(QStackedWidget):
    """As tall as it is told; what it holds scrolls."""

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), LEAST_HEIGHT)


def _choice(words: str, name: str) -> QRadioButton:
    made = QRadioButton(say(words))
    made.setObjectName(name)
    made.setAccessibleName(say(f"{words}-spoken"))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
