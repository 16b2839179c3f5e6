"""The consultant's desk: found, filtered, sorted, archived, prepared; by keyboard, in each look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, press, settle, tab_to, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from onboard import client_book
from onboard.content.model import ItemId
from onboard.decisions import Choice, Decision
from onboard.desk.overview import Overview, Stage, Things
from onboard.desk.pack_move import PackMove
from onboard.engagement import Client, Engagement, EngagementId, PackPin, SignedPaper
from onboard.errors import UserFacingError
from onboard.flow import Place, Stop
from onboard.locations import DEFAULT_PACK
from onboard.sample import sample_case
from tests.ui import checks
from ui import background
from ui.dialogs.move_pack import MovePackDialog
from ui.dialogs.who_is_hit import WhoIsHitDialog
from ui.pages.clients import ClientsPage
from ui.session import EngagementSession
from ui.widgets.base import AnswerButton
from ui.widgets.client_list import ClientList

NAMES = ("Ada Bakery", "Café Zoë", "Corner Dental")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    """Three clients: one with nothing, one with a long name's accents, one with the sample."""
    for made in a_session(tmp_path):
        service = made.application.service
        for name in NAMES[:2]:
            service.new_client(Client(name, "Olga Owner"), DEFAULT_PACK)
        _sample(made, NAMES[2])
        yield made


def _sample(session: EngagementSession, name: str) -> EngagementId:
    service = session.application.service
    case = sample_case(service.shipped_pack(DEFAULT_PACK), service.now().date())
    made = service.new_client(Client(name, "Dana Rivers"), DEFAULT_PACK)
    _save(session, replace(case.engagement, id=made.id, client=made.client, pack=made.pack,
                           version=made.version, papers=()))  # fmt: skip
    return made.id


def _save(session: EngagementSession, facts: Engagement) -> None:
    with session.application.workspace.unit_of_work() as work:
        work.engagements.save(facts)
        work.commit()


def _key(session: EngagementSession, name: str) -> EngagementId:
    return next(each.id for each in session.clients() if each.client_name == name)


def shown(show: Show, session: EngagementSession) -> ClientsPage:
    """The page once all files have been looked through."""
    page = show(ClientsPage(session))
    assert isinstance(page, ClientsPage)
    background.wait_for_all()
    settle()
    return page


def names(page: QWidget) -> list[str]:
    model = part(page, ClientList, "client-list").client_model
    return [model.told(row).title for row in range(model.rowCount())]


def pick(qtbot: QtBot, page: QWidget, name: str) -> None:
    clients = part(page, ClientList, "client-list")
    tab_to(qtbot, page, clients)
    qtbot.keyClick(clients, Qt.Key.Key_Home)
    for _ in range(names(page).index(name)):
        qtbot.keyClick(clients, Qt.Key.Key_Down)
    assert part(page, QLabel, "picked-name").text() == name


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_desk_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    session.archive(_key(session, NAMES[0]), True)
    page = shown(show, session)
    assert part(page, QPushButton, "who-is-hit").isVisible()
    assert faults(page) == []


def test_what_presses_most_comes_first_and_a_count_shows_only_these(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = shown(show, session)
    assert names(page)[0] == "Corner Dental"
    assert part(page, QLabel, "picked-name").text() == "Corner Dental"
    chip = part(page, AnswerButton, "need-must")
    assert chip.text() == "Must-haves declined (1)"
    tab_to(qtbot, page, chip)
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert names(page) == ["Corner Dental"]
    told = part(page, QLabel, "shown-count")
    assert told.text() == "1 client shown"
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert len(names(page)) == 3
    details = " ".join(made.text() for made in page.findChildren(QLabel))
    assert "Virus protection: 8 there, 12 needed." in details
    assert "support ended on 14 October 2025" in details


def test_a_search_forgives_and_stays_while_files_come_and_go(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    session.archive(_key(session, NAMES[0]), True)
    page = shown(show, session)
    type_into(qtbot, page, part(page, QLineEdit, "find-client"), "cafe")
    assert names(page) == ["Café Zoë"]
    session.open_client(_key(session, NAMES[1]))
    session.leave_client()
    again = shown(show, session)
    assert part(again, QLineEdit, "find-client").text() == "cafe"
    assert names(again) == ["Café Zoë"]
    part(again, QLineEdit, "find-client").setText("nobody")
    assert part(again, QLabel, "not-found").isVisible()
    assert again.findChild(QLabel, "picked-name") is None
    assert faults(again) == []


def test_sorted_by_name(qtbot: QtBot, show: Show, session: EngagementSession) -> None:
    session.archive(_key(session, NAMES[0]), True)
    page = shown(show, session)
    sort = part(page, QComboBox, "pick-sort")
    tab_to(qtbot, page, sort)
    qtbot.keyClick(sort, Qt.Key.Key_Down)
    assert names(page) == ["Café Zoë", "Corner Dental"]


def test_a_stage_is_picked(show: Show, session: EngagementSession) -> None:
    session.archive(_key(session, NAMES[0]), True)
    page = shown(show, session)
    stages = part(page, QComboBox, "pick-stage")
    stages.setCurrentIndex(stages.findData("new"))
    assert names(page) == ["Café Zoë"]


def test_archived_is_out_of_sight_and_comes_back(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = shown(show, session)
    pick(qtbot, page, "Ada Bakery")
    key = _key(session, "Ada Bakery")
    press(qtbot, page, part(page, QPushButton, f"archive-{key}"))
    settle()
    assert "Ada Bakery" not in names(page)
    assert "Nothing was deleted" in part(page, QLabel, "desk-done").text()
    stages = part(page, QComboBox, "pick-stage")
    stages.setCurrentIndex(stages.findData("archived"))
    assert names(page) == ["Ada Bakery"]
    press(qtbot, page, part(page, QPushButton, f"archive-{key}"))
    settle()
    assert names(page) == []
    stages.setCurrentIndex(0)
    assert sorted(names(page)) == sorted(NAMES)


def _signed(session: EngagementSession, days_ago: int) -> EngagementId:
    key = _key(session, "Corner Dental")
    facts = session.application.service.engagement(key)
    at = session.application.clock.now() - timedelta(days=days_ago)
    paper = SignedPaper("EA-1", "d", "p", "Alex", owner="Dana", signed_at=at)
    _save(session, replace(facts, papers=(paper,)))
    return key


def test_one_press_prepares_a_review_and_opens_the_client(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "review.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    key = _signed(session, 100)
    page = shown(show, session)
    assert part(page, AnswerButton, "need-review").text() == "Review is due (1)"
    pick(qtbot, page, "Corner Dental")
    with qtbot.waitSignal(session.paper_saved, timeout=20_000) as told:
        press(qtbot, page, part(page, QPushButton, f"review-{key}"))
    assert told.args == ["extra", "review.pdf"]
    assert path.read_bytes().startswith(b"%PDF")
    assert session.snapshot is not None
    assert session.snapshot.engagement.id == key
    session.leave_client()
    assert page.findChild(AnswerButton, "need-review") is None, "the next one is a year on"


def test_one_press_prepares_a_new_offer(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    key = _key(session, "Corner Dental")
    page = shown(show, session)
    pick(qtbot, page, "Corner Dental")
    press(qtbot, page, part(page, QPushButton, f"reoffer-{key}"))
    assert session.place == Place(Stop.DECISIONS)


def test_an_offer_that_cannot_be_made_says_why_and_stays(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    """The paper that is to be changed is not kept here."""
    key = _signed(session, 10)
    page = shown(show, session)
    pick(qtbot, page, "Corner Dental")
    with qtbot.waitSignal(session.problem):
        press(qtbot, page, part(page, QPushButton, f"reoffer-{key}"))
    assert session.place is None


# ---- who is hit


def test_who_is_hit_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession
) -> None:
    dress(dark=True, scale=2.0)
    page = shown(show, session)
    dialog = _asked(page)
    dialog.product.setText("windows")
    settle()
    assert checks.all_findings(dialog) == []
    dialog.reject()


def _asked(page: QWidget) -> WhoIsHitDialog:
    part(page, QPushButton, "who-is-hit").click()
    dialog = page.window().findChild(WhoIsHitDialog)
    assert dialog is not None
    assert QTest.qWaitForWindowExposed(dialog)
    return dialog


def test_a_product_leads_to_its_clients(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = shown(show, session)
    dialog = _asked(page)
    assert dialog.focusWidget() is dialog.product
    qtbot.keyClicks(dialog.product, "windows 10")
    assert part(dialog, QLabel, "hit-told").text() == "1 client is hit"
    assert "Windows 10 22H2" in part(dialog, QLabel, "hit-things").text()
    hits = part(dialog, ClientList, "hit-list")
    tab_to(qtbot, dialog, hits)
    qtbot.keyClick(hits, Qt.Key.Key_Return)
    assert session.snapshot is not None
    assert session.snapshot.engagement.client.name == "Corner Dental"


def test_a_day_alone_and_a_day_that_is_none(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = shown(show, session)
    dialog = _asked(page)
    dialog.yes.click()
    assert "pick a client" in dialog.error.text()
    field = dialog.before.first_focus()
    assert isinstance(field, QLineEdit)
    field.setText("2025-12-31")
    assert part(dialog, QLabel, "hit-told").text() == "1 client is hit"
    field.setText("some day")
    dialog.yes.click()
    assert "some day" in dialog.error.text()
    assert dialog.isVisible()
    dialog.reject()


# ---- another version of the pack


PINS = [PackPin(DEFAULT_PACK, "0.9.0", "ab" * 32)]


def test_a_move_shows_first_and_then_says_what_was_done(
    qtbot: QtBot, show: Show, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = _key(session, "Corner Dental")
    facts = session.application.service.engagement(key)
    moved: list[tuple[EngagementId, PackPin | None]] = []

    def made(to: PackPin) -> PackMove:
        return PackMove(
            facts.pack, to, 60, (), ("Is there a fax?",), (), ("New?",), (), (), (), facts
        )

    class Book(type(session.application.book)):  # type: ignore[misc]
        def versions(self, pinned: PackPin) -> Sequence[PackPin]:
            return PINS

        def preview_move(self, engagement_id: EngagementId, to: PackPin | None = None) -> PackMove:
            if moved:
                raise UserFacingError("store.no-such-pack")
            return made(PINS[0])

        def move(self, engagement_id: EngagementId, to: PackPin | None = None) -> PackMove:
            moved.append((engagement_id, to))
            return made(PINS[0])

    monkeypatch.setattr(session.application.book, "__class__", Book)
    page = shown(show, session)
    pick(qtbot, page, "Corner Dental")
    press(qtbot, page, part(page, QPushButton, f"move-{key}"))
    dialog = page.window().findChild(MovePackDialog)
    assert dialog is not None
    assert QTest.qWaitForWindowExposed(dialog)
    told = [made.text() for made in dialog.findChildren(QLabel)]
    assert {"•  Is there a fax?", "•  New?", "60 answers count on as they are."} <= set(told)
    assert dialog.focusWidget() is dialog.no, "reading changes nothing"
    assert moved == []
    dialog.yes.click()
    assert moved == [(key, PINS[0])]
    assert "You can move back to version 1.0.0" in part(page, QLabel, "desk-done").text()
    again = MovePackDialog(page.window(), session, session.desk().by_id[key])
    again.open()
    again.yes.click()
    assert again.isVisible(), "what cannot be worked out is not done"
    assert again.error.text()
    again.reject()


# ---- very many


def test_thousands_of_rows_are_put_into_words_only_in_sight(
    show: Show, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(show, session)
    monkeypatch.setattr(client_book, "overview", lambda *_: pytest.fail("a plan was derived"))
    monkeypatch.setattr(
        session.application.service, "engagement", lambda *_: pytest.fail("a file was opened")
    )
    from tools.scenes.desk import MANY, _made, _views

    made = _made(_views(MANY))
    monkeypatch.setattr(session, "desk", lambda: made)
    monkeypatch.setattr(session, "pack_versions", lambda _: ())
    session.desk_changed.emit()
    settle()
    model = part(page, ClientList, "client-list").client_model
    assert model.rowCount() == MANY
    assert 0 < model.in_words < 30
    part(page, QLineEdit, "find-client").setText("cafe 0105")
    assert names(page) == ["Café 0105"]


def test_a_file_that_cannot_be_looked_through_is_left_as_it_is(
    show: Show, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[EngagementId] = []

    def broken(key: EngagementId) -> None:
        tried.append(key)
        raise UserFacingError("store.no-such-pack")

    monkeypatch.setattr(type(session.application.book), "renew", lambda _, key: broken(key))
    page = shown(show, session)
    assert sorted(names(page)) == sorted(NAMES)
    assert part(page, QLabel, "desk-waiting").isVisible()
    session.desk_changed.emit()
    background.wait_for_all()
    assert len(tried) == 3, "nobody tries again and again"


def test_nothing_is_looked_through_while_a_file_is_open(
    show: Show, session: EngagementSession
) -> None:
    """The talk has the machine for itself; what is left waits for the list."""
    page = show(ClientsPage(session))
    key = _key(session, "Ada Bakery")
    session.open_client(key)
    background.wait_for_all()
    page.hide()
    session.leave_client()
    page.show()
    background.wait_for_all()
    settle()
    assert session.desk().due() == []


def test_a_decision_is_seen_on_the_desk(show: Show, session: EngagementSession) -> None:
    key = _key(session, "Corner Dental")
    page = shown(show, session)
    session.open_client(key)
    session.decide(Decision(ItemId("offsite-copy"), Choice.ACCEPT))
    session.leave_client()
    background.wait_for_all()
    settle()
    assert page.findChild(AnswerButton, "need-must") is None
    view = session.desk().by_id[key].view
    assert isinstance(view, Overview)
    assert view.stage in (Stage.DECIDING, Stage.READY)
    assert isinstance(session.desk().things()[key], Things)
    assert session.desk().today >= date(2026, 1, 1)
