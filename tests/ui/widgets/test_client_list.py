from __future__ import annotations

from conftest import Dress, Show
from PySide6.QtGui import QFontMetrics

from ui.theme import font
from ui.widgets.client_list import MOST_LINES, ClientList, Told

LONG = "Windows 10 22H2 Home/Pro/Enterprise: 7, in use, ends 14 October 2025"


def _list(show: Show, told: Told, width: int, rows: int = 20) -> ClientList:
    made = ClientList("Clients", "clients", lambda _: told)
    made.show_rows(range(rows))
    show(made, width, 640)
    return made


def test_a_text_that_is_too_long_for_a_row_goes_on_in_the_next_line(
    dress: Dress, show: Show
) -> None:
    dress(dark=False, scale=2.0)
    told = Told("Dental 0020", "Signed", LONG)
    wide, narrow = _list(show, told, 1800), _list(show, told, 700)
    line = QFontMetrics(font(14)).height()
    assert narrow.sizeHintForRow(0) == wide.sizeHintForRow(0) + line
    assert wide.height() >= narrow.height() >= 3 * narrow.sizeHintForRow(0)


def test_a_list_that_gets_more_room_takes_its_lines_back(dress: Dress, show: Show) -> None:
    dress(dark=False, scale=2.0)
    made = _list(show, Told("Dental 0020", "Signed", LONG), 700)
    high = made.sizeHintForRow(0)
    made.resize(1800, made.height())
    assert made.sizeHintForRow(0) < high


def test_no_text_fills_the_whole_list(show: Show) -> None:
    made = _list(show, Told("Name " * 200, "Signed", LONG), 400)
    title = QFontMetrics(font(16)).height()
    assert made.sizeHintForRow(0) < (MOST_LINES + 6) * title
