"""A paper on the system's printer: the very pages that are signed, drawn beside the window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from onboard.errors import UserFacingError
from ui.pdf_pages import CannotDraw, draw, shapes
from ui.widgets.pdf_view import PageShape, Wish

SHARPEST = 300
"""Dots an inch; more makes a file larger, and no paper of ours easier to read."""
_POINTS = 72


def print_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Send every page, each in its own size; returns how many there were.

    To be called beside the window: a long paper takes seconds.

    Raises:
        UserFacingError: the paper cannot be drawn, or the printer does not take it.
    """
    try:
        pages = shapes(pdf)
        if printer.outputFormat() is QPrinter.OutputFormat.NativeFormat:
            printer.setResolution(min(printer.resolution(), SHARPEST))
        _lay(printer, pages[0])
        painter = QPainter()
        if not painter.begin(printer):
            raise UserFacingError("print.refused")
        try:
            for number, page in enumerate(pages):
                if number:
                    _lay(printer, page)
                    if not printer.newPage():
                        raise UserFacingError("print.refused")
                _draw(painter, printer, pdf, number, page)
        finally:
            painter.end()
    except CannotDraw as error:
        raise UserFacingError("print.cannot-draw") from error
    return len(pages)


def _lay(printer: QPrinter, page: PageShape) -> None:
    """The size of the paper's own page, without margins: it has its own."""
    size = QPageSize(QSizeF(page.width, page.height), QPageSize.Unit.Point)
    printer.setPageSize(size)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)


def _draw(painter: QPainter, printer: QPrinter, pdf: bytes, number: int, page: PageShape) -> None:
    dots = min(printer.resolution(), SHARPEST)
    picture = draw(pdf, Wish(number, round(page.width * dots / _POINTS)))
    room = printer.paperRect(QPrinter.Unit.DevicePixel)
    scale = min(room.width() / picture.width(), room.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    target = QRectF((room.width() - width) / 2, (room.height() - height) / 2, width, height)
    painter.drawImage(target, picture)
