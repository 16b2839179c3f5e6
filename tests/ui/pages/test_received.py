"""A paper goes to the owner as a file, is signed on his computer, and comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, settle, shown
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import Client
from onboard.firm import FirmProfile
from onboard.flow import Place, Stop
from onboard.interview.answers import AnswerState
from onboard.locations import DEFAULT_PACK
from onboard.papers.promises import terms
from onboard.pdf.verify import verify_pdf
from onboard.sample import sample_ink
from tests.pdf.time_server import serving
from ui import background
from ui.pages.received import ReceivedPage
from ui.session import EngagementSession
from ui.widgets.notes import Banner
from ui.widgets.signature_panel import SignaturePanel


@pytest.fixture(scope="module")
def sending_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The consultant's computer, with one paper that he has signed."""
    home = tmp_path_factory.mktemp("sending") / "home"
    application = bootstrap.open_application(bootstrap.home(home))
    service, desk = application.service, application.desk
    service.save_firm(FirmProfile(name="Example IT", consultant="Alex Reed"))
    facts = service.new_client(Client("Corner Dental", "Olga Owner"), DEFAULT_PACK)
    while (key := service.snapshot(facts).path.next) is not None:
        facts = service.record_unknown(facts.id, key, AnswerState.UNKNOWN)
    service.decide(facts.id, Decision(EVERY_LINE, Choice.ACCEPT))
    for clause in terms(service.snapshot(facts)).to_initial:
        service.initial_clause(facts.id, clause.id, "OO")
    service.confirm_heard(facts.id, ())
    prepared = desk.prepare(facts.id)
    assert prepared.agreement.open_points == ()
    desk.sign(facts.id, "consultant", "Alex Reed", sample_ink(3), prepared=prepared)
    application.close()
    return home


@pytest.fixture
def consultant(sending_home: Path, tmp_path: Path) -> Iterator[EngagementSession]:
    shutil.copytree(sending_home, tmp_path / "consultant" / "home")
    for session in a_session(tmp_path / "consultant"):
        session.open_client(session.clients()[0].id)
        yield session


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[EngagementSession]:
    yield from a_session(tmp_path / "owner")


@pytest.fixture
def half_signed(consultant: EngagementSession, tmp_path: Path, qtbot: QtBot) -> Path:
    """The paper as it is saved for the owner."""
    with qtbot.waitSignal(consultant.paper_changed, timeout=30_000):
        consultant.load_paper()
    path = tmp_path / "to sign.pdf"
    assert consultant.save_paper(path)
    return path


def opened(session: EngagementSession, path: Path, show: Show, qtbot: QtBot) -> ReceivedPage:
    page = ReceivedPage(session)
    show(page)
    session.open_received(path)
    qtbot.waitUntil(lambda: session.received is not None, timeout=30_000)
    settle()
    return page


def test_signed_on_two_computers(
    consultant: EngagementSession,
    owner: EngagementSession,
    half_signed: Path,
    show: Show,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    page = opened(owner, half_signed, show, qtbot)
    assert owner.received is not None
    assert owner.received.waits_for_owner
    assert owner.received.owner == "Olga Owner"
    assert "Alex Reed" in part(page, Banner, "received-verdict").accessibleName()
    target = tmp_path / "signed.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    panel = part(page, SignaturePanel, "panel-owner")
    part(panel, QCheckBox, "consent").click()
    with qtbot.waitSignal(owner.received_changed, timeout=30_000):
        panel.signed.emit("Olga Owner", sample_ink(8))
    assert owner.received.status == "unchanged"
    assert owner.received.saved_as == target.name
    assert verify_pdf(target.read_bytes()).status == "unchanged"
    assert half_signed.read_bytes() == target.read_bytes()[: len(half_signed.read_bytes())]
    with qtbot.waitSignal(consultant.paper_changed, timeout=30_000):
        consultant.take_back(target)
    paper = shown(consultant).engagement.signed_paper
    assert paper is not None
    assert (paper.consultant, paper.owner) == ("Alex Reed", "Olga Owner")
    assert consultant.paper == target.read_bytes()


def test_a_signature_without_a_time_stamp_says_so(
    owner: EngagementSession,
    half_signed: Path,
    tmp_path: Path,
    show: Show,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The signature stands, and nobody believes in a stamp that is not there."""
    page = opened(owner, half_signed, show, qtbot)
    target = tmp_path / "signed.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with serving(tmp_path) as served:
        served.answer = lambda _: b"busy"
        server = served.trusted
        firm = FirmProfile(time_stamp_url=server.url, time_stamp_roots=server.roots)
        owner.application.service.save_firm(firm)
        panel = part(page, SignaturePanel, "panel-owner")
        part(panel, QCheckBox, "consent").click()
        with qtbot.waitSignal(owner.problem, timeout=30_000) as told:
            panel.signed.emit("Olga Owner", sample_ink(8))
    assert "without a full time stamp" in told.args[0]
    assert owner.received is not None
    assert owner.received.status == "unchanged"
    assert "without a full time stamp" in part(page, Banner, "received-problem")._text.text()


@pytest.mark.parametrize("what", ["half-signed", "other", "changed", "cut"])
def test_only_the_very_paper_is_taken_back(
    consultant: EngagementSession, half_signed: Path, tmp_path: Path, qtbot: QtBot, what: str
) -> None:
    kept = half_signed.read_bytes()
    path = tmp_path / "back.pdf"
    path.write_bytes(
        {
            "half-signed": kept,
            "other": b"%PDF-1.7\n%%EOF\n",
            "changed": kept.replace(b"obj", b"obJ", 1) + b"more",
            "cut": kept[:-100],
        }[what]
    )
    with qtbot.waitSignal(consultant.problem, timeout=30_000) as told:
        consultant.take_back(path)
    assert "Nothing was changed here" in told.args[0]
    assert shown(consultant).engagement.signed_paper is None
    assert shown(consultant).engagement.half_signed_paper is not None


def test_bytes_after_the_consultants_signature_are_no_owners_signature(
    consultant: EngagementSession, half_signed: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "back.pdf"
    path.write_bytes(half_signed.read_bytes() + b"\n% Signed: Olga Owner\n%%EOF\n")
    with qtbot.waitSignal(consultant.problem, timeout=30_000):
        consultant.take_back(path)
    assert shown(consultant).engagement.signed_paper is None


def test_a_changed_paper_is_told_and_offers_no_signature(
    owner: EngagementSession, half_signed: Path, show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    data = bytearray(half_signed.read_bytes())
    data[len(data) // 2] ^= 1
    path = tmp_path / "changed.pdf"
    path.write_bytes(bytes(data))
    page = opened(owner, path, show, qtbot)
    assert owner.received is not None
    assert owner.received.status in ("altered", "unreadable")
    assert page.findChild(SignaturePanel) is None
    assert part(page, Banner, "received-verdict").property("kind") == "problem"


def test_a_file_that_is_gone_is_one_sentence(
    owner: EngagementSession, show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    page = ReceivedPage(owner)
    show(page)
    with qtbot.waitSignal(owner.problem, timeout=10_000):
        owner.open_received(tmp_path / "gone.pdf")
    assert "gone.pdf" in part(page, Banner, "received-problem").accessibleName()


def test_no_paper_stands_there_for_another_that_cannot_be_read(
    owner: EngagementSession, half_signed: Path, show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(owner, half_signed, show, qtbot)
    assert page.findChild(SignaturePanel) is not None
    with qtbot.waitSignal(owner.problem, timeout=10_000):
        owner.open_received(tmp_path / "gone.pdf")
    settle()
    assert owner.received is None
    assert page.findChild(SignaturePanel) is None


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress,
    show: Show,
    owner: EngagementSession,
    half_signed: Path,
    qtbot: QtBot,
    dark: bool,
    scale: float,
) -> None:
    dress(dark=dark, scale=scale)
    page = opened(owner, half_signed, show, qtbot)
    assert background.wait_for_all(30_000)  # the number of the page has come, and asks for its room
    settle()
    assert faults(page) == []


def test_the_consultants_page_offers_the_way_back(
    consultant: EngagementSession, half_signed: Path, show: Show
) -> None:
    from ui.pages.sign import SignPage

    consultant.go(Place(Stop.SIGN))
    page = SignPage(consultant)
    page.show_snapshot(shown(consultant))
    show(page)
    assert part(page, QPushButton, "take-back").isVisible()
    assert part(page, QWidget, "panel-owner").isVisible()
