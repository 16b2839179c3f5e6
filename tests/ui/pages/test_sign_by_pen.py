"""The way of the pen on the page to sign: by keyboard, over a restart, with a scan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, press, settle, shown, tab_to, type_into
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from scans import scanned, scanned_pdf

from onboard import bootstrap
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import Client
from onboard.firm import FirmProfile
from onboard.flow import Place, Stop
from onboard.locations import DEFAULT_PACK
from onboard.wording import say
from tests.ui import checks
from ui import background
from ui.dialogs import save_as, signed_pages
from ui.dialogs.signed_pages import ScannedSheet, SignedPagesDialog
from ui.pages.finish import FinishPage
from ui.pages.sign import SignPage
from ui.session import EngagementSession
from ui.widgets.pdf_view import PdfView


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for made in a_session(tmp_path):
        service = made.application.service
        service.save_firm(FirmProfile(name="Example IT Partners", consultant="Alex Reed"))
        facts = service.new_client(Client("Example Bakery", "Robin Baker"), DEFAULT_PACK)
        service.decide(facts.id, Decision(EVERY_LINE, Choice.ACCEPT))
        service.initial_clause(facts.id, "b1-maker-time", "RB")
        made.open_client(facts.id)
        made.go(Place(Stop.SIGN))
        yield made


def _arrive() -> None:
    for _ in range(3):
        settle()
        assert background.wait_for_all()


def _page(session: EngagementSession, show: Show) -> SignPage:
    page = SignPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    show(page, 900, 640)
    page.show_snapshot(shown(session))
    _arrive()
    return page


def _dialog(page: SignPage) -> SignedPagesDialog:
    found = [made for made in page.window().findChildren(SignedPagesDialog) if made.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_print_waits_over_a_restart_and_its_scan_closes_the_file(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All of it by keyboard; what is wrong is said in the dialog, and nothing is lost by it."""
    page = _page(session, show)
    press(qtbot, page, part(page, QPushButton, "sign-by-pen"))
    _arrive()
    waiting = shown(session).engagement.half_signed_paper
    assert waiting is not None
    assert waiting.is_on_paper
    session.application.close()
    session.use(bootstrap.open_application(bootstrap.home(tmp_path / "home")))
    session.open_client(session.clients()[0].id)
    session.go(Place(Stop.SIGN))
    page = _page(session, show)
    assert faults(page) == []
    view = part(page, PdfView, "pdf-view")
    assert say("reading.by-pen") in view.accessibleName()
    press(qtbot, page, part(page, QPushButton, "bring-pages"))
    dialog = _dialog(page)
    assert dialog.focusWidget() is part(dialog, QPushButton, "choose-scan")
    dialog.yes.click()
    assert dialog.error.text() == say("dialog.pages-no-scan")

    good, bad = tmp_path / "scan.pdf", tmp_path / "notes.txt"
    good.write_bytes(scanned_pdf(2))
    bad.write_text("nothing")
    monkeypatch.setattr(signed_pages, "ask_scans", lambda *_: [bad])
    qtbot.keyClick(part(dialog, QPushButton, "choose-scan"), Qt.Key.Key_Return)
    _arrive()
    assert dialog.error.text() == say("scan.wrong-type")
    monkeypatch.setattr(signed_pages, "ask_scans", lambda *_: [good])
    qtbot.keyClick(part(dialog, QPushButton, "choose-scan"), Qt.Key.Key_Return)
    _arrive()
    sheets = part(dialog, PdfView, "pdf-view").sheets
    assert [sheet.picture is not None for sheet in sheets] == [True, True]
    assert dialog.owner == "Robin Baker"
    day = part(dialog, QLineEdit, "date")
    type_into(qtbot, dialog, day, "1999-01-01")
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Space)
    _arrive()
    assert "the day the paper was made" in dialog.error.text()
    day.clear()
    qtbot.keyClicks(day, date.today().isoformat())  # noqa: DTZ011
    tab_to(qtbot, dialog, dialog.yes)
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Space)
    _arrive()
    record = shown(session).engagement.signed_paper
    assert record is not None
    assert (record.owner, record.consultant) == ("Robin Baker", "Alex Reed")
    assert session.place == Place(Stop.FINISH)
    assert session.paper == session.application.desk.latest_paper(shown(session).engagement.id)
    last = FinishPage(session)
    show(last, 900, 640)
    last.show_snapshot(shown(session))
    assert "Signed on paper" in part(last, QLabel, "by-pen").text()


def test_the_way_of_the_pen_can_be_left(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    session.print_to_sign()
    _arrive()
    leave = part(page, QPushButton, "withdraw")
    tab_to(qtbot, page, leave)
    qtbot.keyClick(leave, Qt.Key.Key_Space)
    _arrive()
    assert shown(session).engagement.half_signed_paper is None
    assert part(page, QPushButton, "sign-by-pen").isEnabled()


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_dialog_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    dialog = SignedPagesDialog(show(FinishPage(session), 900, 640), "Robin Baker", "Alex Reed")
    dialog.open()
    dialog.show_scan([ScannedSheet(scanned(number), 620, 877) for number in (1, 2)])
    settle()
    assert checks.all_findings(dialog) == []
    dialog.tell_refused(say("scan.active"))
    settle()
    assert checks.all_findings(dialog) == []
    dialog.reject()


def test_pages_are_taken_in_the_order_of_their_numbers(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    picked = [
        "page 10.png",
        "page 2.png",
        "10.png",
        "Page 1.png",
        "9.png",
        "page.png",
        "page 02.png",
    ]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (picked, ""))
    found = [path.name for path in save_as.ask_scans(parent, "Pages")]
    assert found == [
        "9.png",
        "10.png",
        "Page 1.png",
        "page 02.png",
        "page 2.png",
        "page 10.png",
        "page.png",
    ]
