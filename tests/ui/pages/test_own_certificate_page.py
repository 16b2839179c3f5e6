"""A certificate of one's own: the owner's beside the place to sign, the firm's on its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Dress, Show
from own_keys import PASSWORD, Authority
from page_kit import LOOKS, a_session, faults, part, press, settle, shown, type_into
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import Client
from onboard.firm import FirmProfile
from onboard.flow import Place, Stop
from onboard.locations import DEFAULT_PACK
from onboard.pdf.verify import verify_pdf
from onboard.wording import say
from tests.ui import checks
from ui import background
from ui.dialogs.own_certificate import OwnCertificateDialog
from ui.page import Page
from ui.pages.firm import FirmPage
from ui.pages.sign import SignPage
from ui.session import EngagementSession


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority(datetime.now(UTC))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    """A paper that waits for its owner."""
    for made in a_session(tmp_path):
        service, desk = made.application.service, made.application.desk
        service.save_firm(FirmProfile(name="Example IT Partners", consultant="Alex Reed"))
        facts = service.new_client(Client("Example Bakery", "Robin Baker"), DEFAULT_PACK)
        service.decide(facts.id, Decision(EVERY_LINE, Choice.ACCEPT))
        service.initial_clause(facts.id, "b1-maker-time", "RB")
        desk.sign(facts.id, "consultant", "Alex Reed", prepared=desk.prepare(facts.id))
        made.open_client(facts.id)
        made.go(Place(Stop.SIGN))
        yield made


def _arrive() -> None:
    for _ in range(3):
        settle()
        assert background.wait_for_all()


def _give(
    qtbot: QtBot, page: Page, kind: str, password: str, monkeypatch: pytest.MonkeyPatch, path: Path
) -> OwnCertificateDialog:
    """Pick a file and type a password, by keyboard alone."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    press(qtbot, page, part(page, QPushButton, f"{kind}-certificate-offer"))
    (dialog,) = (
        made for made in page.window().findChildren(OwnCertificateDialog) if made.isVisible()
    )
    qtbot.keyClick(part(dialog, QPushButton, "choose-certificate"), Qt.Key.Key_Return)
    type_into(qtbot, dialog, part(dialog, QLineEdit, "certificate-password"), password)
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Space)
    _arrive()
    return dialog


def test_the_owner_signs_with_a_certificate_of_his_own(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    authority: Authority,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = tmp_path / "own.p12"
    own.write_bytes(authority.key("Robin A. Baker").pkcs12)
    page = SignPage(session)
    show(page, 900, 640)
    page.show_snapshot(shown(session))
    _arrive()
    dialog = _give(qtbot, page, "own", "wrong", monkeypatch, own)
    assert dialog.error.text() == say("certificate.password")
    password = part(dialog, QLineEdit, "certificate-password")
    assert password.echoMode() is QLineEdit.EchoMode.Password
    password.setText(PASSWORD)
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Space)
    _arrive()
    assert "Robin A. Baker" in part(page, QLabel, "certificate-told").text()
    assert part(page, QLabel, "certificate-other-name").isVisibleTo(page)
    assert faults(page) == []
    session.sign("owner", "Robin Baker", ())
    _arrive()
    pdf = session.application.desk.latest_paper(shown(session).engagement.id)
    assert pdf is not None
    report = verify_pdf(pdf).signatures[1]
    assert report.certificate is not None
    assert (report.name, report.certificate.name) == ("Robin Baker", "Robin A. Baker")
    assert session.own_certificate is None
    assert session._own_key is None


def test_the_firm_s_certificate_is_brought_in_once_and_kept_locked(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    authority: Authority,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = tmp_path / "firm.p12"
    packed = authority.key("Example IT Partners").pkcs12
    own.write_bytes(packed)
    page = FirmPage(session)
    show(page, 900, 640)
    _arrive()
    _give(qtbot, page, "firm", PASSWORD, monkeypatch, own)
    assert "Example IT Partners" in part(page, QLabel, "certificate-told").text()
    own.unlink()
    assert faults(page) == []
    session.application.close()
    session.use(bootstrap.open_application(bootstrap.home(tmp_path / "home")))
    for file in (tmp_path / "home").rglob("*"):
        if file.is_file():
            kept = file.read_bytes()
            assert packed[50:90] not in kept
            assert PASSWORD.encode() not in kept
    desk, service = session.application.desk, session.application.service
    again = service.new_client(Client("Another Bakery", "Robin Baker"), DEFAULT_PACK)
    service.decide(again.id, Decision(EVERY_LINE, Choice.ACCEPT))
    service.initial_clause(again.id, "b1-maker-time", "RB")
    half = desk.sign(again.id, "consultant", "Alex Reed", prepared=desk.prepare(again.id))
    report = verify_pdf(half).signatures[0]
    assert report.certificate is not None
    assert report.certificate.name == "Example IT Partners"
    last = FirmPage(session)
    show(last, 900, 640)
    _arrive()
    press(qtbot, last, part(last, QPushButton, "firm-certificate-drop"))
    _arrive()
    assert desk.firm_certificate() is None
    assert not part(last, QPushButton, "firm-certificate-drop").isVisibleTo(last)


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_dialog_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    parent = show(FirmPage(session), 900, 640)
    dialog = OwnCertificateDialog(parent, say("dialog.certificate-firm"))
    dialog.open()
    dialog.yes.click()
    assert dialog.error.text() == say("dialog.certificate-no-file")
    settle()
    assert checks.all_findings(dialog) == []
    dialog.reject()
