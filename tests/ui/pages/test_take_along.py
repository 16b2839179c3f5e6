"""A client is taken along in the window, and what comes back is looked at and merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Show
from page_kit import a_session, part, settle, shown, with_client
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import EngagementId
from onboard.firm import FirmProfile
from ui.client_deeds import ClientDeeds
from ui.dialogs.take_along import TakeAlongDialog
from ui.pages.answers import AnswersPage
from ui.session import EngagementSession


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EngagementSession]:
    """As at a firm's server; the server itself is in the tests of the store."""
    monkeypatch.setattr(EngagementSession, "is_at_server", lambda _: True)
    for opened in a_session(tmp_path / "office"):
        opened.save_firm(FirmProfile(name="Example IT", consultant="Alex Reed"))
        yield with_client(opened)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[EngagementSession]:
    yield from a_session(tmp_path / "laptop")


def picks(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    answer = (str(path), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: answer)


def deeds(session: EngagementSession, key: EngagementId, show: Show) -> ClientDeeds:
    desk = session.application.book.renew_all()
    made = ClientDeeds(session)
    made.show_client(desk, desk.by_id[key])
    show(made)
    return made


def texts(widget: QWidget) -> str:
    return "\n".join(made.text() for made in widget.findChildren(QLabel))


def taken(
    office: EngagementSession,
    laptop: EngagementSession,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    show: Show,
    qtbot: QtBot,
) -> EngagementId:
    """By the buttons: saved with a code, and opened elsewhere with it."""
    key = shown(office).engagement.id
    office.leave_client()
    file = folder / "a.onboard-client"
    picks(monkeypatch, file)
    window = deeds(office, key, show)
    part(window, QPushButton, f"take-{key}").click()
    dialog = window.findChild(TakeAlongDialog)
    assert dialog is not None
    assert "Corner Dental" in dialog.windowTitle()
    with qtbot.waitSignal(office.desk_changed, timeout=20_000):
        dialog.yes.click()
    code = part(dialog, QLabel, "take-code").text()
    assert dialog.no.isHidden()
    dialog.yes.click()
    settle()
    heard: list[tuple[str, str]] = []
    with qtbot.waitSignal(laptop.clients_changed, timeout=20_000):
        laptop.bring_client(file, code, lambda problem, told: heard.append((problem, told)))
    ((problem, said),) = heard
    assert problem == ""
    assert "File to bring back" in said
    return key


def sent_back(
    laptop: EngagementSession,
    key: EngagementId,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    show: Show,
    qtbot: QtBot,
) -> None:
    if laptop.snapshot is not None:
        laptop.leave_client()
    picks(monkeypatch, file)
    window = deeds(laptop, key, show)
    assert "Bring it back" in part(window, QLabel, "picked-copies").text()
    with qtbot.waitSignal(window.done, timeout=20_000) as told:
        part(window, QPushButton, f"send-back-{key}").click()
    assert file.name in told.args[0]


def test_along_and_back_by_the_buttons(
    office: EngagementSession,
    laptop: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    show: Show,
    qtbot: QtBot,
) -> None:
    key = taken(office, laptop, tmp_path, monkeypatch, show, qtbot)
    window = deeds(office, key, show)
    assert "Alex Reed has taken a copy along" in part(window, QLabel, "picked-copies").text()
    laptop.open_client(key)
    first, second = shown(laptop).path.questions[:2]
    for question in (first, second):
        laptop.answer_unknown(question, later=False, words="asked at the door")
    office.open_client(key)
    office.answer_unknown(second, later=False, words="told by phone")  # the last word is here
    office.leave_client()
    back = tmp_path / "a.onboard-return"
    sent_back(laptop, key, back, monkeypatch, show, qtbot)
    with qtbot.waitSignal(office.review_changed, timeout=20_000):
        part(window, QPushButton, f"bring-back-{key}").click()
    page = AnswersPage(office)
    show(page)
    assert "What came back" in texts(page)
    assert part(page, QCheckBox, f"take-answer/{first}").isChecked()
    assert not part(page, QCheckBox, f"take-answer/{second}").isChecked()
    with qtbot.waitSignal(office.place_changed, timeout=20_000):
        part(page, QPushButton, "take-answers").click()
    answers = shown(office).engagement.answers
    assert answers[first].words == "asked at the door"
    assert answers[second].words == "told by phone"
    assert office.application.checkout.out(key) == ()
    office.leave_client()
    with qtbot.waitSignal(office.problem, timeout=20_000) as told:
        office.read_return(back)
    assert "merged before" in told.args[0]


def test_an_unchanged_client_is_back_without_a_tick(
    office: EngagementSession,
    laptop: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    show: Show,
    qtbot: QtBot,
) -> None:
    key = taken(office, laptop, tmp_path, monkeypatch, show, qtbot)
    back = tmp_path / "a.onboard-return"
    sent_back(laptop, key, back, monkeypatch, show, qtbot)
    with qtbot.waitSignal(office.review_changed, timeout=20_000):
        office.read_return(back)
    page = AnswersPage(office)
    show(page)
    assert "Nothing was changed" in texts(page)
    with qtbot.waitSignal(office.place_changed, timeout=20_000):
        part(page, QPushButton, "take-answers").click()
    assert office.application.checkout.out(key) == ()


def test_a_paper_signed_on_both_sides_is_barred_and_lies_beside(
    office: EngagementSession,
    laptop: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    show: Show,
    qtbot: QtBot,
) -> None:
    key = taken(office, laptop, tmp_path, monkeypatch, show, qtbot)
    for session in (office, laptop):
        service, desk = session.application.service, session.application.desk
        service.decide(key, Decision(EVERY_LINE, Choice.ACCEPT))
        service.initial_clause(key, "b1-maker-time", "DR")
        desk.sign(key, "consultant", "Alex Reed", prepared=desk.prepare(key))
        desk.sign(key, "owner", "Olga Owner")
    back = tmp_path / "a.onboard-return"
    sent_back(laptop, key, back, monkeypatch, show, qtbot)
    with qtbot.waitSignal(office.review_changed, timeout=20_000):
        office.read_return(back)
    page = AnswersPage(office)
    show(page)
    assert "A paper was signed here meanwhile too" in texts(page)
    assert page.findChild(QCheckBox, "take-papers") is None
    with qtbot.waitSignal(office.place_changed, timeout=20_000):
        part(page, QPushButton, "take-answers").click()
    (kept,) = tmp_path.glob("*.pdf")
    assert kept.read_bytes() == laptop.application.desk.latest_paper(key)


def test_where_there_is_no_server_nothing_is_offered(laptop: EngagementSession, show: Show) -> None:
    with_client(laptop)
    key = shown(laptop).engagement.id
    laptop.leave_client()
    window = deeds(laptop, key, show)
    assert window.findChild(QPushButton, f"take-{key}") is None
    assert window.findChild(QPushButton, f"send-back-{key}") is None
