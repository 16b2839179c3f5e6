"""From the list of clients: a visit, a doubt about a bill, and the days for a calendar."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import Show
from page_kit import part, press, settle, tab_to, type_into
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.engagement import EngagementId
from onboard.sample import make_sample
from onboard.visiting.calendar_file import read_events
from onboard.visits.entries import BillOutcome, Kept
from ui import background
from ui.dialogs.begin_visit import BeginVisitDialog
from ui.dialogs.bill import BillDialog
from ui.dialogs.dates import DatesDialog
from ui.dialogs.sheet import Sheet
from ui.dialogs.visit import VisitDialog
from ui.pages.clients import ClientsPage
from ui.session import EngagementSession
from ui.widgets.text_fields import TextArea

T = TypeVar("T", bound=Sheet)


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, signed by both."""
    folder = tmp_path_factory.mktemp("visits")
    make_sample(folder)
    return next(path.parent for path in folder.rglob("store.db"))


@pytest.fixture
def session(made_home: Path, tmp_path: Path) -> Iterator[EngagementSession]:
    shutil.copytree(made_home, tmp_path / "home")
    place = bootstrap.home(tmp_path / "home")
    made = EngagementSession(place)
    made.use(bootstrap.open_application(place))
    yield made
    made.close()


@pytest.fixture
def page(show: Show, session: EngagementSession) -> ClientsPage:
    made = show(ClientsPage(session))
    assert isinstance(made, ClientsPage)
    background.wait_for_all()
    settle()
    return made


@pytest.fixture
def client(session: EngagementSession) -> EngagementId:
    return session.clients()[0].id


def dialog_of(page: QWidget, kind: type[T]) -> T:
    background.wait_for_all()
    settle()
    found = [made for made in page.window().findChildren(kind) if made.isVisible()]
    assert found, f"no {kind.__name__}"
    QTest.qWaitForWindowExposed(found[-1])
    return found[-1]


def test_a_visit_is_begun_gone_on_with_and_closed_by_keyboard(
    qtbot: QtBot, page: ClientsPage, session: EngagementSession, client: EngagementId
) -> None:
    book = session.application.visits
    press(qtbot, page, part(page, QPushButton, f"visit-{client}"))
    begin = dialog_of(page, BeginVisitDialog)
    begin.yes.click()
    assert begin.error.text() == "Please write at least one name."
    type_into(qtbot, begin, begin.present, "The Owner, Sam")
    tab_to(qtbot, begin, begin.yes)
    begin.yes.click()
    background.wait_for_all()
    visit = dialog_of(page, VisitDialog)
    assert visit.focusWidget() is visit.first_focus()
    assert [row.key for row in visit.promises][:2] == ["P1", "P2"]

    tab_to(qtbot, visit, visit.promises[0].state)
    visit.promises[0].state.setCurrentIndex(3)
    visit.closing.box.setChecked(True)
    visit.yes.click()
    assert "short note" in visit.error.text()
    type_into(qtbot, visit, visit.promises[0].note, "Left half done")
    visit.yes.click()
    assert "tick or a day" in visit.error.text()
    for row in visit.points:
        row.state.setCurrentIndex(1)
    visit.yes.click()
    assert "anything else" in visit.error.text()
    visit.closing.box.setChecked(False)
    visit.yes.click()
    with qtbot.waitSignal(visit.finished):
        background.wait_for_all()
    kept = book.visits(client)[-1]
    assert kept.checked["P1"].state is Kept.BROKEN
    assert not kept.is_closed

    background.wait_for_all()
    settle()
    texts = {made.text() for made in page.findChildren(QLabel)}
    assert any("Left half done" in text for text in texts), "the list says what was broken"
    press(qtbot, page, part(page, QPushButton, f"visit-{client}"))
    visit = dialog_of(page, VisitDialog)
    assert visit.promises[0].note.text() == "Left half done", "it goes on where it was left"
    visit.pulses[0].person.setText("Sam")
    visit.yes.click()
    assert "at least one answer" in visit.error.text()
    part(visit.pulses[0], QComboBox, "pulse-clear-1").setCurrentIndex(1)
    part(visit, TextArea, "visit-private").setPlainText("Be early next time")
    visit.nothing.box.setChecked(True)
    visit.closing.box.setChecked(True)
    visit.yes.click()
    with qtbot.waitSignal(visit.finished):
        background.wait_for_all()
    kept = book.visits(client)[-1]
    assert kept.is_closed
    assert kept.pulses == {"Sam": {"clear": "mostly"}}
    assert kept.private_note == "Be early next time"


def test_a_doubt_shows_the_signed_words_before_it_can_be_kept(
    qtbot: QtBot, page: ClientsPage, session: EngagementSession, client: EngagementId
) -> None:
    press(qtbot, page, part(page, QPushButton, f"bill-{client}"))
    dialog = dialog_of(page, BillDialog)
    dialog.yes.click()
    assert dialog.error.text() == "Please write the day that stands on the line."
    type_into(qtbot, dialog, dialog.on, "2026-01-05")
    type_into(qtbot, dialog, dialog.minutes, "45")
    type_into(qtbot, dialog, dialog.doubt, "So long?")
    dialog.yes.click()
    assert "Show what is signed" in dialog.error.text()
    press(qtbot, dialog, dialog.look)
    background.wait_for_all()
    settle()
    texts = " ".join(made.text() for made in dialog.findChildren(QLabel))
    assert "Time with a maker" in texts or "maker of a product" in texts
    assert "Initials beside it" in texts
    dialog.outcome.setCurrentIndex(2)
    dialog.yes.click()
    with qtbot.waitSignal(dialog.finished):
        background.wait_for_all()
    kept = session.application.visits.bills(client)[-1]
    assert (kept.minutes, kept.outcome) == (45, BillOutcome.CORRECTED)


def test_the_days_of_all_clients_are_saved_with_names_alone(
    qtbot: QtBot,
    page: ClientsPage,
    session: EngagementSession,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    path = tmp_path / "days.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    press(qtbot, page, part(page, QPushButton, "dates-all"))
    dialog = dialog_of(page, DatesDialog)
    assert not dialog.details.is_given()
    tab_to(qtbot, dialog, dialog.yes)
    dialog.yes.click()
    background.wait_for_all()
    settle()
    name = session.clients()[0].client_name
    events = read_events(path.read_bytes())
    assert events
    assert all(event.summary.endswith(f" – {name}") for event in events)
    assert "days.ics" in part(page, QLabel, "desk-done").text()


def test_the_sheet_of_a_visit_has_no_private_note(
    qtbot: QtBot,
    page: ClientsPage,
    session: EngagementSession,
    client: EngagementId,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    from onboard.pdf.text import page_texts

    book = session.application.visits
    today = session.application.clock.now().date()
    visit = book.begin(client, today, ["Zoë Owner"], "review")
    book.check(client, visit.id, "P2", Kept.PARTLY, "Late by a day")
    book.private_note(client, visit.id, "Secret thought")
    path = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    press(qtbot, page, part(page, QPushButton, f"visit-sheet-{client}"))
    background.wait_for_all()
    settle()
    texts = " ".join(page_texts(path.read_bytes()))
    assert "Zoë Owner" in texts
    assert "Late by a day" in texts
    assert "Secret thought" not in texts
