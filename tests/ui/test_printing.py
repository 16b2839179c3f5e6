"""The paper goes to the printer page by page; here the printer is a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from onboard.errors import UserFacingError
from onboard.pdf.plain import plain_pdf
from tests.pdf.paper_factory import AT, a_document
from ui import printing
from ui.pdf_pages import draw, shapes
from ui.widgets.pdf_view import Wish


def a_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(72)
    return printer


def test_every_page_is_printed_in_its_own_size(qtbot: QtBot, tmp_path: Path) -> None:
    pdf = plain_pdf(a_document(), AT)
    path = tmp_path / "printed.pdf"
    count = printing.print_pdf(pdf, a_printer(path))
    ours, printed = shapes(pdf), shapes(path.read_bytes())
    assert count == len(ours) == len(printed)
    for number in range(count):
        picture = draw(path.read_bytes(), Wish(number, 200))
        inked = {picture.pixel(x, y) for x in range(0, 200, 3) for y in range(0, 250, 3)}
        assert len(inked) > 1, f"page {number + 1} is blank"
    for mine, there in zip(ours, printed, strict=True):
        assert abs(mine.width - there.width) < 1
        assert abs(mine.height - there.height) < 1


def test_what_is_no_paper_is_one_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="cannot be drawn for the printer"):
        printing.print_pdf(b"%PDF-1.7 nothing", a_printer(tmp_path / "printed.pdf"))


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_one_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    printer = a_printer(tmp_path / "no" / "such" / "folder" / "printed.pdf")
    with pytest.raises(UserFacingError, match="did not take the paper"):
        printing.print_pdf(plain_pdf(a_document(), AT), printer)
