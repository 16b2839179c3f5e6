"""The pages of a PDF as they are shown: the right pixels, few at a time, and nothing run."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pypdfium2
import pytest
from checks import all_findings
from conftest import Dress, Show
from paper_bytes import a_pdf, rendered, same, with_scripts
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from onboard.agreement.document import Cover, Document
from onboard.wording import say
from ui import background, pdf_pages
from ui.paper_reader import PaperReader
from ui.pdf_pages import CannotDraw, PdfPages
from ui.widgets.pdf_view import MOST_KEPT, PdfView, Wish

THREE = a_pdf("Alpha", "Bravo", "Charlie")
MANY = a_pdf(*(f"Sheet {number}" for number in range(40)))
DOCUMENT = Document(
    reference="EA-1",
    running_title="Paper",
    language="en",
    cover=Cover("Agreement", "Of two", "Firm", (), "What matters", ("One thing.",), ""),
    contents_title="Contents",
    sections=(),
)
DAMAGED = [b"", b"no pdf at all", THREE[:200], b"%PDF-1.7\n%%EOF", a_pdf()]


class Shown:
    """A view with its pages, as a person has it before him."""

    def __init__(self, pdf: bytes, show: Show, watermark: str = "", width: int = 760) -> None:
        self.view = PdfView("The paper", watermark=watermark)
        self.pages = PdfPages(pdf, self.view)
        self.view.wanted.connect(self.pages.want)
        self.pages.opened.connect(self.view.show_pages)
        self.pages.drawn.connect(self.view.put)
        self.pages.page_failed.connect(self.view.put_failed)
        show(self.view, width, 600)
        self.pages.open()
        self.wait()

    def wait(self) -> None:
        settle()
        assert background.wait_for_all()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, int]]]:
    """Which page was drawn in which thread, in the order of drawing."""
    noted: list[tuple[int, int]] = []
    really = pdf_pages.draw

    def draw(pdf: bytes, wish: Wish) -> QImage:
        noted.append((wish.number, threading.get_ident()))
        return really(pdf, wish)

    monkeypatch.setattr(pdf_pages, "draw", draw)
    return noted


def settle() -> None:
    """Let Qt show and lay out what was just built."""
    for _ in range(3):
        QApplication.processEvents()


def _reader(pdf: bytes, show: Show, *, width: int = 900, half: bool = False) -> PaperReader:
    """A reader in a window of its own, when all that was under way has arrived."""
    reader = PaperReader(pdf, DOCUMENT, can_change=True, is_half_signed=half)
    reader.fit(600)
    show(reader, width, 620)
    settle()
    background.wait_for_all()
    return reader


# ---- the right pixels


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_pages_are_those_of_the_pdf_to_the_pixel(
    show: Show, dress: Dress, monkeypatch: pytest.MonkeyPatch, scale: float, ratio: float
) -> None:
    dress(scale=scale)
    monkeypatch.setattr(PdfView, "devicePixelRatioF", lambda _: ratio)
    view = Shown(THREE, show).view
    assert view.kept
    for number in view.kept:
        sheet = view.sheets[number]
        width = round(sheet.width() * ratio)
        assert same(sheet.picture, rendered(THREE, number, width))
        assert sheet.picture is not None
        assert sheet.picture.width() == width
        assert abs(sheet.picture.height() - sheet.height() * ratio) <= 2


def test_what_is_on_screen_is_the_picture(show: Show) -> None:
    view = Shown(THREE, show).view
    sheet = view.sheets[0]
    inside = sheet.rect().adjusted(1, 1, -1, -1)  # the edge is the widget's own
    assert same(sheet.grab().toImage().copy(inside), rendered(THREE, 0, sheet.width()).copy(inside))


def test_a_changed_pdf_shows_other_pixels(show: Show) -> None:
    changed = Shown(a_pdf("Alphb", "Bravo", "Charlie"), show).view
    before = Shown(THREE, show).view
    assert before.sheets[0].picture is not None
    assert not same(changed.sheets[0].picture, before.sheets[0].picture)


def test_larger_text_makes_larger_pages(show: Show, dress: Dress) -> None:
    usual = Shown(THREE, show)
    width = usual.view.sheets[0].width()
    dress(scale=2.0)
    large = Shown(THREE, show)
    assert large.view.sheets[0].width() == pytest.approx(2 * width, rel=0.1)


def test_a_page_fits_a_narrow_window(show: Show) -> None:
    view = Shown(THREE, show, width=480).view
    assert view.horizontalScrollBar().maximum() == 0
    assert view.sheets[0].width() > 400


def test_another_width_is_drawn_anew(show: Show) -> None:
    shown = Shown(THREE, show, width=480)
    shown.view.resize(700, 600)
    shown.wait()
    sheet = shown.view.sheets[0]
    assert same(sheet.picture, rendered(THREE, 0, sheet.width()))


# ---- beside the window, few at a time


def test_drawing_runs_outside_the_thread_of_the_window(
    show: Show, drawn: list[tuple[int, int]]
) -> None:
    Shown(THREE, show)
    assert drawn
    assert threading.get_ident() not in {thread for _, thread in drawn}


def test_only_pages_near_the_view_are_drawn(show: Show, drawn: list[tuple[int, int]]) -> None:
    shown = Shown(MANY, show)
    assert [number for number, _ in drawn] == [0, 1]
    drawn.clear()
    shown.view.bring_up(30)
    shown.wait()
    assert {number for number, _ in drawn} <= {29, 30, 31, 32}
    assert shown.view.sheets[30].picture is not None


def test_no_more_pictures_are_held_than_promised(qtbot: QtBot, show: Show) -> None:
    shown = Shown(MANY, show)
    most = 0
    for _ in range(80):
        qtbot.keyClick(shown.view, Qt.Key.Key_PageDown)
        shown.wait()
        most = max(most, len(shown.view.kept))
    bar = shown.view.verticalScrollBar()
    assert bar.value() == bar.maximum()
    assert 0 < most <= MOST_KEPT
    assert shown.view.kept == (38, 39)


def test_small_pages_in_a_tall_view_do_not_break_the_bound(show: Show) -> None:
    shown = Shown(a_pdf(*("Card",) * 30, size=(400, 60)), show)
    assert len(shown.view.kept) == MOST_KEPT


def test_what_is_no_longer_wanted_is_not_drawn(show: Show, drawn: list[tuple[int, int]]) -> None:
    """Who scrolls fast does not wait for the pages passed on the way."""
    shown = Shown(MANY, show)
    drawn.clear()
    for number in range(2, 38):
        shown.view.bring_up(number)
    shown.wait()
    assert shown.view.sheets[37].picture is not None
    assert len(drawn) < 10


def test_a_page_of_absurd_size_gets_a_small_picture(show: Show, dress: Dress) -> None:
    dress(scale=2.0)
    view = Shown(a_pdf("Tall", size=(100, 14_000)), show).view
    picture = view.sheets[0].picture
    assert picture is not None
    assert picture.width() * picture.height() <= pdf_pages.MOST_PIXELS * 1.01


def test_a_view_that_is_gone_gets_nothing(qtbot: QtBot, show: Show) -> None:
    view = PdfView("The paper")
    pages = PdfPages(THREE, view)
    pages.opened.connect(view.show_pages)
    show(view)
    pages.open()
    view.hide()
    with qtbot.waitSignal(view.destroyed):
        view.deleteLater()
    assert background.wait_for_all()


# ---- what goes wrong


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("pdf", DAMAGED)
def test_broken_bytes_give_one_sentence(show: Show, dress: Dress, pdf: bytes, dark: bool) -> None:
    dress(dark=dark)
    reader = _reader(pdf, show)
    note = reader.view.findChild(QWidget, "pdf-note")
    assert note is not None
    assert note.isVisible()
    assert note.property("text") == say("reading.failed")
    assert reader.view.sheets == ()
    texts = [label.text() for label in reader.findChildren(QLabel) if label.isVisible()]
    assert [text for text in texts if text] == [say("reading.failed")]
    assert all_findings(reader) == []


def test_a_page_that_cannot_be_drawn_says_so_once(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, tries = pdf_pages.draw, []

    def draw(pdf: bytes, wish: Wish) -> QImage:
        if wish.number == 1:
            tries.append(wish)
            raise CannotDraw
        return really(pdf, wish)

    monkeypatch.setattr(pdf_pages, "draw", draw)
    shown = Shown(THREE, show)
    shown.view.bring_up(1)
    shown.wait()
    shown.view.bring_up(0)
    shown.view.bring_up(2)
    shown.wait()
    texts = [text.text for text in shown.view.sheets[1].text_rects()]
    assert texts == [say("reading.page-failed", number=2)]
    assert shown.view.sheets[2].picture is not None
    assert len(tries) == 1


def test_a_file_with_scripts_runs_nothing(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    def must_not_run(*_: object) -> None:
        raise AssertionError("an action of the file was started")

    raw = pypdfium2.raw
    for name in ("DocumentJSAction", "DocumentOpenAction", "DocumentAAction", "PageAAction"):
        monkeypatch.setattr(raw, f"FORM_Do{name}", must_not_run)
    view = Shown(with_scripts("Quiet"), show).view
    sheet = view.sheets[0]
    assert same(sheet.picture, rendered(a_pdf("Quiet"), 0, sheet.width()))


def test_this_pdfium_has_no_javascript() -> None:
    """The pinned wheel is built without V8 and XFA; one that has them needs another decision."""
    assert not {"V8", "XFA"} & set(pypdfium2.PDFIUM_INFO.flags)


# ---- for eyes, ears and keys


def test_a_screen_reader_gets_the_words_of_each_page(show: Show) -> None:
    view = Shown(THREE, show).view
    told = [QAccessible.queryAccessibleInterface(sheet) for sheet in view.sheets]
    names = [one.text(QAccessible.Text.Name) for one in told]
    words = [one.text(QAccessible.Text.Description) for one in told]
    assert names == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert words == ["Alpha", "Bravo", "Charlie"]
    assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Name) == "The paper"


def test_keys_scroll_and_the_page_number_follows(qtbot: QtBot, show: Show) -> None:
    view = Shown(MANY, show).view
    bar = view.verticalScrollBar()
    with qtbot.waitSignal(view.turned) as told:
        qtbot.keyClick(view, Qt.Key.Key_End)
    assert told.args == [39]
    assert bar.value() == bar.maximum()
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert 0 < bar.value() < bar.maximum()
    with qtbot.waitSignal(view.turned) as told:
        qtbot.keyClick(view, Qt.Key.Key_Home)
    assert told.args == [0]
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_the_watermark_lies_over_the_page_and_not_in_it(show: Show) -> None:
    plain = Shown(THREE, show).view
    marked = Shown(THREE, show, watermark="Half-signed: not valid yet").view
    pictures = [view.sheets[0].picture for view in (plain, marked)]
    assert pictures[0] is not None
    assert same(pictures[1], pictures[0])
    seen, bare = (view.sheets[0].grab().toImage() for view in (marked, plain))
    red = sum(
        seen.pixelColor(x, y) != bare.pixelColor(x, y)
        for x in range(0, seen.width(), 4)
        for y in range(0, seen.height(), 4)
    )
    assert red > seen.width() * seen.height() / 16 * 0.01
    assert "not valid yet" in marked.accessibleName()
    assert "not valid yet" in marked.sheets[0].accessibleName()


@pytest.mark.parametrize(("scale", "width"), [(1.0, 900), (1.0, 480), (2.0, 640)])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("as_text", [False, True])
def test_reading_has_no_faults_in_any_look(
    show: Show, dress: Dress, dark: bool, scale: float, width: int, as_text: bool
) -> None:
    dress(dark=dark, scale=scale)
    reader = _reader(THREE, show, width=width, half=True)
    if as_text:
        reader.findChild(QWidget, "as-text").click()  # type: ignore[union-attr]
    settle()
    assert all_findings(reader) == []


@pytest.mark.parametrize("dark", [False, True])
def test_a_page_on_its_way_is_white_and_says_so(show: Show, dress: Dress, dark: bool) -> None:
    dress(dark=dark)
    view = PdfView("The paper")
    show(view)
    view.show_pages(pdf_pages.shapes(THREE))
    settle()
    assert view.sheets[0].grab().toImage().pixelColor(300, 600).name() == "#ffffff"
    assert [text.text for text in view.sheets[0].text_rects()] == [say("reading.page-waiting")]
    assert all_findings(view) == []


def test_the_switch_is_told_and_leads_there_and_back(qtbot: QtBot, show: Show) -> None:
    reader = _reader(THREE, show)
    as_pages, as_text = (reader.findChild(QWidget, f"as-{way}") for way in ("pages", "text"))
    assert as_pages is not None
    assert as_text is not None
    as_pages.setFocus()
    with qtbot.waitSignal(reader.as_text_changed) as told:
        qtbot.keyClick(as_pages, Qt.Key.Key_Right)
    assert told.args == [True]
    assert reader.words.isVisible()
    assert not reader.view.isVisible()
    with qtbot.waitSignal(reader.as_text_changed) as told:
        qtbot.keyClick(as_text, Qt.Key.Key_Left)
    assert told.args == [False]
    assert reader.view.isVisible()


def test_who_reads_words_has_no_page_drawn(show: Show, drawn: list[tuple[int, int]]) -> None:
    reader = PaperReader(THREE, DOCUMENT, as_text=True)
    show(reader)
    assert background.wait_for_all()
    assert not drawn
    assert reader.words.isVisible()
