from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, faults, part, settle, shown, tab_to
from paper_bytes import rendered, same
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import Client
from onboard.firm import FirmProfile
from onboard.flow import Place, Stop
from onboard.locations import DEFAULT_PACK
from onboard.wording import say
from ui import background
from ui.dialogs.refuse import RefuseDialog
from ui.pages.sign import SignPage
from ui.paper_reader import PaperReader
from ui.session import EngagementSession
from ui.widgets.notes import Banner
from ui.widgets.pdf_view import PdfView
from ui.wizard_window import WizardWindow

Open = Callable[[str], EngagementSession]


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose paper is ready for the consultant, and one that waits for the owner."""
    folder = tmp_path_factory.mktemp("sign")
    application = bootstrap.open_application(bootstrap.home(folder / "offer"))
    service, desk = application.service, application.desk
    service.save_firm(FirmProfile(name="Example IT Partners", consultant="Alex Reed"))
    facts = service.new_client(Client("Example Bakery", "Robin Baker"), DEFAULT_PACK)
    service.decide(facts.id, Decision(EVERY_LINE, Choice.ACCEPT))
    service.initial_clause(facts.id, "b1-maker-time", "RB")
    application.close()
    shutil.copytree(folder / "offer", folder / "half")
    application = bootstrap.open_application(bootstrap.home(folder / "half"))
    desk = application.desk
    desk.sign(facts.id, "consultant", "Alex Reed", prepared=desk.prepare(facts.id))
    application.close()
    return folder


@pytest.fixture
def open_at(homes: Path, tmp_path: Path) -> Iterator[Open]:
    """A session in a copy of one of the two stores, with the client open."""
    sessions: list[EngagementSession] = []

    def opened(name: str) -> EngagementSession:
        shutil.copytree(homes / name, tmp_path / name)
        place = bootstrap.home(tmp_path / name)
        session = EngagementSession(place)
        session.use(bootstrap.open_application(place))
        session.open_client(session.clients()[0].id)
        session.go(Place(Stop.SIGN))
        sessions.append(session)
        return session

    yield opened
    for session in sessions:
        session.close()


def _page(session: EngagementSession, show: Show) -> SignPage:
    page = SignPage(session)
    show(page, 900, 640)
    page.show_snapshot(shown(session))
    _arrive()
    return page


def _arrive() -> None:
    """All that is under way: the paper, its sizes, its pictures."""
    for _ in range(3):
        settle()
        assert background.wait_for_all()


def _view(page: QWidget) -> PdfView:
    return part(page, PdfView, "pdf-view")


@pytest.mark.parametrize("name", ["offer", "half"])
@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, open_at: Open, dark: bool, scale: float, name: str
) -> None:
    dress(dark=dark, scale=scale)
    page = _page(open_at(name), show)
    assert _view(page).kept
    assert faults(page) == []
    part(page, QRadioButton, "as-text").click()
    assert faults(page) == []


@pytest.mark.parametrize("name", ["offer", "half"])
def test_the_owner_sees_the_pages_of_the_bytes_that_are_signed(
    show: Show, open_at: Open, name: str
) -> None:
    session = open_at(name)
    view = _view(_page(session, show))
    pdf = session.paper
    assert pdf is not None
    assert pdf == session.application.desk.latest_paper(shown(session).engagement.id)
    for number in (0, len(view.sheets) // 2, len(view.sheets) - 1):
        view.bring_up(number)
        _arrive()
        sheet = view.sheets[number]
        assert same(sheet.picture, rendered(pdf, number, sheet.width()))


def test_the_consultants_signature_is_on_the_page(show: Show, open_at: Open) -> None:
    """It is a part of the file that is not drawn unless one asks for it."""
    offer, half = open_at("offer"), open_at("half")
    pages = [_page(session, show) for session in (offer, half)]
    pictures = []
    for page in pages:
        view = _view(page)
        view.bring_up(len(view.sheets) - 1)
        _arrive()
        pictures.append(view.sheets[-1].picture)
    assert pictures[0] is not None
    assert pictures[1] is not None
    assert pictures[0].size() == pictures[1].size()
    assert not same(pictures[0], pictures[1])


def test_a_half_signed_paper_says_over_its_pages_that_it_is_not_valid_yet(
    show: Show, open_at: Open
) -> None:
    words = say("reading.half-signed")
    half, offer = _page(open_at("half"), show), _page(open_at("offer"), show)
    assert all(words in sheet.accessibleName() for sheet in _view(half).sheets)
    assert not any(words in sheet.accessibleName() for sheet in _view(offer).sheets)
    sheet = _view(half).sheets[0]
    inside = sheet.rect().adjusted(1, 1, -1, -1)
    assert sheet.picture is not None
    assert not same(sheet.grab().toImage().copy(inside), sheet.picture.copy(inside))


def test_each_page_tells_its_words(show: Show, open_at: Open) -> None:
    view = _view(_page(open_at("half"), show))
    words = [sheet.accessibleDescription() for sheet in view.sheets]
    assert "Example Bakery" in words[0]
    assert all(words)


def test_the_way_of_reading_is_kept_until_the_program_ends(show: Show, open_at: Open) -> None:
    session = open_at("offer")
    page = _page(session, show)
    part(page, QRadioButton, "as-text").click()
    session.initial_clause("b1-maker-time", "R.B.")  # the paper is laid out anew
    page.show_snapshot(shown(session))
    _arrive()
    assert part(page, PaperReader, "paper-reader").words.isVisible()
    other = _page(session, show)
    assert part(other, QRadioButton, "as-text").isChecked()
    part(other, QRadioButton, "as-pages").click()
    assert not session.reads_as_text


def test_a_change_of_the_paper_changes_its_pages(show: Show, open_at: Open) -> None:
    session = open_at("offer")
    page = _page(session, show)
    before, paper = _view(page).sheets[0].picture, session.paper
    session.set_client(Client("Another Bakery", "Robin Baker"))
    page.show_snapshot(shown(session))
    _arrive()
    assert session.paper != paper
    assert before is not None
    assert not same(_view(page).sheets[0].picture, before)


def test_where_a_clause_can_be_changed_is_told(show: Show, open_at: Open) -> None:
    hint = say("reading.change-hint")

    def hints(page: QWidget) -> list[bool]:
        return [one.isVisible() for one in page.findChildren(QLabel) if one.text() == hint]

    assert hints(_page(open_at("offer"), show)) == [True]
    assert hints(_page(open_at("half"), show)) == [False]


def test_tab_reaches_the_switch_the_pages_the_copy_and_the_place_to_sign(
    qtbot: QtBot, show: Show, open_at: Open
) -> None:
    page = _page(open_at("half"), show)
    panel = part(page, QWidget, "panel-owner")
    page.setFocus()
    for target in (
        part(page, QRadioButton, "as-pages"),
        _view(page),
        part(page, QPushButton, "save-copy"),
        part(panel, QWidget, "signer-name"),
    ):
        tab_to(qtbot, page, target, most=12)
    tab_to(qtbot, page, _view(page))
    qtbot.keyClick(_view(page), Qt.Key.Key_End)
    bar = _view(page).verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


@pytest.mark.parametrize("name", ["offer", "half"])
def test_the_paper_takes_the_keyboard_once_it_is_there(
    qtbot: QtBot, open_at: Open, name: str
) -> None:
    window = _window(qtbot, open_at(name))
    page = window.shown
    assert page.focusWidget() is _view(page)
    part(page, QRadioButton, "as-text").click()
    reader = part(page, PaperReader, "paper-reader")
    assert page.first_focus() is reader.words


def test_a_choice_that_lays_the_paper_out_anew_leaves_the_keyboard_where_it_was(
    qtbot: QtBot, open_at: Open
) -> None:
    window = _window(qtbot, open_at("offer"))
    asked = part(window.shown, QComboBox, "identity")
    asked.setFocus()
    asked.setCurrentIndex(1)
    asked.activated.emit(1)
    _arrive()
    anew = part(window.shown, QComboBox, "identity")
    assert anew is not asked
    assert window.focusWidget() is anew


def test_what_is_open_takes_the_keyboard_before_the_paper(qtbot: QtBot, open_at: Open) -> None:
    session = open_at("offer")
    undecided = session.application.service.new_client(Client("New Bakery", "Nele"), DEFAULT_PACK)
    session.open_client(undecided.id)
    session.go(Place(Stop.SIGN))
    window = _window(qtbot, session)
    assert window.focusWidget() is part(window.shown, QPushButton, "to-decisions")


def _window(qtbot: QtBot, session: EngagementSession) -> WizardWindow:
    window = WizardWindow(session)
    qtbot.addWidget(window)
    window.resize(1120, 760)
    window.show()
    _arrive()
    return window


def test_pages_that_cannot_be_shown_leave_the_words_and_the_place_to_sign(
    show: Show, open_at: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_at("half")
    monkeypatch.setattr(EngagementSession, "paper", property(lambda _: b"damaged"))
    page = _page(session, show)
    assert part(page, QLabel, "pdf-note").text() == say("reading.failed")
    assert part(page, QWidget, "panel-owner").isVisible()
    part(page, QRadioButton, "as-text").click()
    assert "Example Bakery" in part(page, PaperReader, "paper-reader").words.toPlainText()


def test_the_owner_may_refuse_and_says_why(show: Show, open_at: Open) -> None:
    session = open_at("half")
    session.snapshot_changed.connect(lambda told: page.show_snapshot(told))
    page = _page(session, show)
    part(page, QPushButton, "refuse").click()
    dialog = page.window().findChild(RefuseDialog)
    assert dialog is not None
    dialog.yes.click()
    assert dialog.isVisible(), "a refusal has a reason"
    assert dialog.error.text() == say("dialog.refuse-no-reason")
    part(dialog, QPlainTextEdit, "refuse-reason").setPlainText("I want to ask my partner first.")
    dialog.yes.click()
    _arrive()
    kept = shown(session).engagement.papers[-1]
    assert kept.refused_because == "I want to ask my partner first."
    assert kept.refused_by == "Robin Baker"
    told = part(page, Banner, "refused")
    told_words = " ".join(each.text() for each in told.findChildren(QLabel))
    assert "I want to ask my partner first." in told_words
    assert faults(page) == []


def test_how_the_owner_is_known_is_asked_before_signing(show: Show, open_at: Open) -> None:
    session = open_at("offer")
    page = _page(session, show)
    picked = part(page, QComboBox, "identity")
    assert picked.currentData() == ""
    picked.setCurrentIndex(picked.findData("known"))
    picked.activated.emit(picked.currentIndex())
    assert shown(session).engagement.client.identity == "known"
