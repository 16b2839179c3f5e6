"""The pages of a PDF as pictures, drawn beside the window; the only place that knows PDFium."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from math import sqrt
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from onboard.pdf import pdfium
from ui import background
from ui.widgets.pdf_view import PageShape, Wish

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

T = TypeVar("T")

MOST_PIXELS = 16_000_000
"""The most of one picture, whatever a page says of its size: A4 at 200 % on a sharp screen fits."""
MOST_PAGES = 2_000
"""More than any paper of ours has; a file that says more is not shown."""


class CannotDraw(Exception):
    """The file, or one page of it, cannot be drawn."""


class PdfPages(QObject):
    """Reads one PDF and draws the pages that are wanted, one after the other.

    Nothing of the file is run and nothing is fetched: this PDFium has no JavaScript, no action of
    the file is started, and links are not followed. Lives no longer than its parent; what is under
    way then arrives nowhere.
    """

    opened = Signal(object)
    """A tuple of `PageShape`."""
    drawn = Signal(object, QImage)
    """The `Wish`, and its picture."""
    page_failed = Signal(int)
    failed = Signal()
    """The file itself cannot be shown."""

    def __init__(self, pdf: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._wishes: tuple[Wish, ...] = ()
        self._is_drawing = False

    def open(self) -> None:
        """Read sizes and words; `opened` or `failed` follows."""
        pdf = self._pdf
        background.run(lambda: shapes(pdf), self._opened, self._not_opened)

    def want(self, wishes: Sequence[Wish]) -> None:
        """Draw these, the first one first, instead of what was wanted before."""
        self._wishes = tuple(wishes)
        if not self._is_drawing:
            self._draw_next()

    def _opened(self, found: tuple[PageShape, ...]) -> None:
        if shiboken6.isValid(self):
            self.opened.emit(found)

    def _not_opened(self, error: BaseException) -> None:
        if not isinstance(error, CannotDraw):
            raise error
        if shiboken6.isValid(self):
            self.failed.emit()

    def _draw_next(self) -> None:
        if not self._wishes:
            return
        wish, *others = self._wishes
        self._wishes = tuple(others)
        self._is_drawing = True
        pdf = self._pdf

        def done(picture: QImage) -> None:
            self._finish(lambda: self.drawn.emit(wish, picture))

        def failed(error: BaseException) -> None:
            if not isinstance(error, CannotDraw):
                raise error
            self._finish(lambda: self.page_failed.emit(wish.number))

        background.run(lambda: draw(pdf, wish), done, failed)

    def _finish(self, tell: Callable[[], None]) -> None:
        if not shiboken6.isValid(self):
            return
        self._is_drawing = False
        tell()
        if not self._is_drawing:  # whoever was told may have wanted more
            self._draw_next()


def shapes(pdf: bytes) -> tuple[PageShape, ...]:
    """The size and the words of each page.

    Raises:
        CannotDraw: the bytes are no PDF that can be opened.
    """
    return _attempt(pdf, _shapes)


def draw(pdf: bytes, wish: Wish) -> QImage:
    """One page with its signatures, on white.

    Raises:
        CannotDraw: there is no such page, or it cannot be drawn.
    """
    return _attempt(pdf, lambda document: _picture(document, wish))


def _attempt(pdf: bytes, work: Callable[[PdfDocument], T]) -> T:
    result = pdfium.attempt(pdf, work)
    if result is None:
        raise CannotDraw
    return result


def _shapes(document: PdfDocument) -> tuple[PageShape, ...]:
    count = len(document)
    if not 0 < count <= MOST_PAGES:
        raise CannotDraw
    return tuple(_shape(document, number) for number in range(count))


def _shape(document: PdfDocument, number: int) -> PageShape:
    width, height = document.get_page_size(number)
    if width < 1 or height < 1:
        raise CannotDraw
    with closing(document[number]) as page, closing(page.get_textpage()) as words:
        return PageShape(width, height, words.get_text_bounded().replace("\r\n", "\n").strip())


def _picture(document: PdfDocument, wish: Wish) -> QImage:
    with closing(document[wish.number]) as page:
        width, height = page.get_size()
        most = sqrt(MOST_PIXELS / (width * height))
        # PDFium rounds up; a hair less than the whole keeps it from adding a column.
        scale = min((wish.width - 0.001) / width, most)
        with closing(page.render(scale=scale)) as bitmap:
            raw = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_BGR888,
            )
            # Also a copy of its own: the bytes of the bitmap go when it is closed.
            return raw.convertToFormat(QImage.Format.Format_RGB32)
