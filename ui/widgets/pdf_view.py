"""Pages of a paper as pictures, one below the other; asks for the pictures that come into view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from onboard.wording import say
from ui.theme import Theme, px
from ui.widgets.base import label
from ui.widgets.sheet_of_paper import SheetOfPaper

MOST_KEPT = 6
"""So many pictures are held at most: what shows, and a neighbour on each side."""
WIDEST = 700
"""The widest a page gets at scale 1, in pixels."""

_MARGIN = 0.08
"""How much of a page is empty on the left, more or less."""


class PageShape(NamedTuple):
    """What is known of a page before it is drawn: its size in points, and its words."""

    width: float
    height: float
    text: str = ""


class Wish(NamedTuple):
    """A page, counted from 0, and the width of its picture in pixels of the screen."""

    number: int
    width: int


class PdfView(QScrollArea):
    """Shows sheets of paper, white in every look; keys scroll, and a screen reader gets the words.

    It draws nothing of a PDF itself: `wanted` carries the pictures that are missing, most urgent
    first, as a tuple of `Wish`; each takes the place of the one before. `put` brings them.
    """

    wanted = Signal(object)
    turned = Signal(int)
    """Another page is at the top, counted from 0."""

    def __init__(self, name: str, *, watermark: str = "") -> None:
        super().__init__()
        self._watermark = watermark
        self._shapes: tuple[PageShape, ...] = ()
        self._sheets: list[SheetOfPaper] = []
        self._asked: tuple[Wish, ...] = ()
        self._at = -1
        self.setObjectName("pdf-view")
        self.setAccessibleName(f"{name}. {watermark}".rstrip(". "))
        self.setFrameShape(QFrame.Shape.NoFrame)  # the style sheet draws one
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._desk = QWidget()
        self._desk.setObjectName("inner")
        self._note = label("", "lead", name="pdf-note")
        self._note.setParent(self._desk)
        self.setWidget(self._desk)
        self.verticalScrollBar().valueChanged.connect(self._look)

    # ---- what is shown

    def tell(self, text: str) -> None:
        """One sentence where the pages would be."""
        self._clear()
        self._note.setText(text)
        self._note.show()
        self._place()
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def show_pages(self, shapes: Sequence[PageShape]) -> None:
        """Lay out empty sheets and ask for the pictures of those in view."""
        self._clear()
        self._note.hide()
        self._note.setText("")
        self._shapes = tuple(shapes)
        for number, shape in enumerate(self._shapes):
            sheet = SheetOfPaper(self._desk, _name(number, len(self._shapes)), self._watermark)
            sheet.setAccessibleDescription(shape.text)
            sheet.show()
            self._sheets.append(sheet)
        self._place()

    def put(self, wish: Wish, picture: QImage) -> None:
        """A picture that was asked for. One that is no longer near is not kept."""
        if wish.number in self._near():
            self._sheets[wish.number].set_picture(picture, wish.width)

    def put_failed(self, number: int) -> None:
        """This page could not be drawn; its sheet says so."""
        if number < len(self._sheets):
            self._sheets[number].tell_failure(say("reading.page-failed", number=number + 1))

    @property
    def kept(self) -> tuple[int, ...]:
        """The pages whose pictures are held now."""
        return tuple(
            number for number, sheet in enumerate(self._sheets) if sheet.picture is not None
        )

    @property
    def sheets(self) -> tuple[SheetOfPaper, ...]:
        return tuple(self._sheets)

    def bring_up(self, number: int) -> None:
        """Scroll so that this page is at the top."""
        self.verticalScrollBar().setValue(self._sheets[number].y() - px(8))

    def _clear(self) -> None:
        for sheet in self._sheets:
            sheet.hide()
            sheet.setParent(None)
            sheet.deleteLater()
        self._sheets, self._shapes, self._asked, self._at = [], (), (), -1

    # ---- where it stands

    def _place(self) -> None:
        """Sizes and places for the present width; the same part of the paper stays in view."""
        bar = self.verticalScrollBar()
        part = bar.value() / max(1, self._desk.height())
        gap = px(12)
        room = self.width() - 2 * self.frameWidth() - bar.sizeHint().width() - 2 * gap
        if not self._sheets:
            width = max(px(120), room)
            self._note.setGeometry(gap, gap, width, self._note.heightForWidth(width))
            self._desk.resize(width + 2 * gap, self._note.height() + 2 * gap)
            return
        widest = max(shape.width for shape in self._shapes)
        zoom = max(px(120), min(WIDEST, room) * Theme.scale) / widest
        desk_width = round(widest * zoom) + 2 * gap
        is_new_size = desk_width != self._desk.width()
        top = gap
        for sheet, shape in zip(self._sheets, self._shapes, strict=True):
            width, height = round(shape.width * zoom), max(1, round(shape.height * zoom))
            sheet.setGeometry((desk_width - width) // 2, top, width, height)
            top += height + gap
        self._desk.resize(desk_width, top)
        if is_new_size:  # past most of the margin, so that lines begin in view
            self.horizontalScrollBar().setValue(round(_MARGIN * desk_width))
        bar.setValue(round(part * top))
        self._look()

    def _look(self) -> None:
        """Let go of pictures that are far, and ask for those that are near and missing."""
        if not self._sheets or not self.isVisible():
            return
        near = self._near()
        for number, sheet in enumerate(self._sheets):
            if number not in near:
                sheet.set_picture(None)
        wishes = (Wish(number, self._pixels(number)) for number in near)
        missing = tuple(wish for wish in wishes if self._lacks(wish))
        if missing != self._asked:
            self._asked = missing
            self.wanted.emit(missing)
        at = self._top_page()
        if at != self._at:
            self._at = at
            self.turned.emit(at)

    def _near(self) -> tuple[int, ...]:
        """The pages in view, then their neighbours, at most `MOST_KEPT`."""
        top = self.verticalScrollBar().value()
        view = QRect(0, top, self._desk.width(), self.viewport().height())
        seen = [n for n, sheet in enumerate(self._sheets) if sheet.geometry().intersects(view)]
        if not seen:
            return ()
        beside = (seen[-1] + 1, seen[0] - 1)
        neighbours = [number for number in beside if 0 <= number < len(self._sheets)]
        return tuple((seen + neighbours)[:MOST_KEPT])

    def _top_page(self) -> int:
        """The page in the upper third of the view."""
        line = self.verticalScrollBar().value() + self.viewport().height() // 3
        below = (n for n, sheet in enumerate(self._sheets) if sheet.geometry().bottom() >= line)
        return next(below, len(self._sheets) - 1)

    def _pixels(self, number: int) -> int:
        return round(self._sheets[number].width() * self.devicePixelRatioF())

    def _lacks(self, wish: Wish) -> bool:
        sheet = self._sheets[wish.number]
        if sheet.has_failed:
            return False
        return sheet.picture is None or sheet.drawn_for != wish.width

    # ---- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                before = self._at
                super().keyPressEvent(event)
                if self._at == before:
                    return
        if self._sheets:
            name = self._sheets[self._at].accessibleName()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._look()
        return done


def _name(number: int, count: int) -> str:
    return say("reading.page", number=number + 1, count=count)
