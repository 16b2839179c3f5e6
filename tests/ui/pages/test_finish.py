from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, faults, part, press, settle, shown
from paper_bytes import rendered, same
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.papers.review import FIRST_REVIEW_AFTER
from onboard.pdf.text import page_texts
from onboard.sample import make_sample
from onboard.snapshot import derive
from onboard.wording import day, say
from tests.pdf.time_server import serving
from ui import background
from ui.dialogs import more_papers
from ui.pages import finish
from ui.pages.finish import FinishPage
from ui.session import EngagementSession
from ui.widgets.pdf_view import PdfView


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    make_sample(folder)
    return folder


@pytest.fixture
def session(signed: Path) -> Iterator[EngagementSession]:
    place = bootstrap.home(signed / "home-1")
    session = EngagementSession(place)
    session.use(bootstrap.open_application(place))
    session.open_client(session.clients()[0].id)
    yield session
    session.close()


def _page(session: EngagementSession, show: Show) -> FinishPage:
    page = FinishPage(session)
    page.show_snapshot(shown(session))
    show(page)
    background.wait_for_all()
    return page


def _texts(page: FinishPage) -> str:
    return "\n".join(made.text() for made in page.findChildren(QLabel))


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dark: bool,
    scale: float,
) -> None:
    dress(dark=dark, scale=scale)
    page = _page(session, show)
    monkeypatch.setattr(finish, "ask_where", lambda *_: tmp_path / ("long name " * 8 + ".pdf"))
    part(page, QPushButton, "save-copy").click()
    assert faults(page) == []


def test_both_names_reference_and_first_review_stand_there(
    show: Show, session: EngagementSession
) -> None:
    snapshot = shown(session)
    paper = snapshot.engagement.signed_paper
    assert paper is not None
    assert paper.signed_at is not None
    page = _page(session, show)
    text = _texts(page)
    review = day(paper.signed_at.astimezone().date() + FIRST_REVIEW_AFTER)
    for words in (paper.owner, paper.consultant, paper.reference, review):
        assert words in text


def test_the_dates_stay_as_they_were_signed(show: Show, session: EngagementSession) -> None:
    snapshot = shown(session)
    page = _page(session, show)
    before = [made.text() for made in part(page, QFrame, "dates").findChildren(QLabel)]
    later = derive(
        snapshot.pack, snapshot.firm, snapshot.engagement, snapshot.on + timedelta(days=40)
    )
    other = FinishPage(session)
    other.show_snapshot(later)
    show(other)
    after = [made.text() for made in part(other, QFrame, "dates").findChildren(QLabel)]
    assert after == before


def test_a_copy_is_saved_and_its_folder_opened_by_keyboard(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(finish, "ask_where", lambda _, __, name: tmp_path / name)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page = _page(session, show)
    assert not part(page, QPushButton, "open-folder").isVisible()
    press(qtbot, page, part(page, QPushButton, "save-copy"))
    [copy] = tmp_path.iterdir()
    assert copy.read_bytes() == session.paper
    assert copy.read_bytes().startswith(b"%PDF")
    press(qtbot, page, part(page, QPushButton, "open-folder"))
    assert opened == [str(tmp_path)]


def test_a_change_of_mind_saves_nothing(
    show: Show, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finish, "ask_where", lambda *_: None)
    page = _page(session, show)
    part(page, QPushButton, "save-copy").click()
    assert not part(page, QPushButton, "open-folder").isVisible()


def test_a_copy_that_cannot_be_written_is_told(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finish, "ask_where", lambda *_: tmp_path / "no-folder" / "a.pdf")
    page = _page(session, show)
    with qtbot.waitSignal(session.problem):
        part(page, QPushButton, "save-copy").click()
    assert not part(page, QPushButton, "open-folder").isVisible()


def test_back_leads_to_all_clients(qtbot: QtBot, show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    press(qtbot, page, part(page, QPushButton, "all-clients"))
    assert session.snapshot is None


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_signed_pages_can_be_looked_at_and_put_away(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = _page(session, show)
    look = part(page, QPushButton, "look")
    assert page.findChild(PdfView) is None
    look.click()
    settle()
    background.wait_for_all()
    view = part(page, PdfView, "pdf-view")
    pdf = session.paper
    assert pdf is not None
    page.bring_into_view(view)
    settle()
    background.wait_for_all()
    assert same(view.sheets[0].picture, rendered(pdf, 0, view.sheets[0].width()))
    assert view.accessibleName() == say("page.paper")  # both have signed: nothing over it
    assert faults(page) == []
    look.click()
    assert page.findChild(PdfView) is None


def test_a_short_paper_says_what_was_signed(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """S1.13: with the reference of the signed paper, and its words."""
    monkeypatch.setattr(more_papers, "ask_where", lambda _, __, name, ___: tmp_path / name)
    page = _page(session, show)
    paper = shown(session).engagement.signed_paper
    assert paper is not None
    kinds = part(page, QComboBox, "extra-kind")
    kinds.setCurrentIndex(kinds.findData("when-it-breaks"))
    with qtbot.waitSignal(session.paper_saved, timeout=30_000) as saved:
        part(page, QPushButton, "save-extra").click()
    text = " ".join(page_texts((tmp_path / saved.args[1]).read_bytes()))
    assert paper.reference in text
    assert "30 minutes" in text


def test_the_archive_time_stamp_is_renewed_where_a_server_is_named(
    session: EngagementSession, show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    page = _page(session, show)
    button = part(page, QPushButton, "renew-time-stamp")
    assert not button.isVisible()
    firm = session.firm()
    assert firm is not None
    with serving(tmp_path) as time_server:
        session.save_firm(replace(firm, time_stamp_url=time_server.server.url))
        assert button.isVisible()
        before = session.paper
        with qtbot.waitSignal(session.paper_renewed, timeout=60_000):
            press(qtbot, page, button)
        assert before is not None
        assert session.paper is not None
        assert session.paper.startswith(before)
        assert say("page.finish-renewed") in _texts(page)
        time_server.answer = lambda _: b"busy"
        after = session.paper
        with qtbot.waitSignal(session.problem, timeout=60_000) as told:
            press(qtbot, page, button)
        assert "127.0.0.1" in told.args[0]
        assert session.paper == after
    session.save_firm(firm)
    assert not button.isVisible()
