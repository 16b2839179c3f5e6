from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from conftest import Dress, Show
from page_kit import (
    LONG_NAME,
    LOOKS,
    a_session,
    faults,
    part,
    press,
    settle,
    shown,
    tab_to,
    type_into,
    with_client,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from onboard.engagement import Client
from onboard.firm import FirmProfile
from onboard.locations import DEFAULT_PACK
from ui import background
from ui.client_desk import MANY
from ui.dialogs.recovery_code import TypedBackDialog
from ui.pages.clients import ClientsPage
from ui.session import EngagementSession
from ui.widgets.card_button import CardButton
from ui.widgets.client_list import ClientList, Told
from ui.widgets.pick_list import PickList


def listed(page: QWidget) -> list[Told]:
    """The rows of the list, in words."""
    found = page.findChild(ClientList, "client-list")
    if found is None:
        return []
    model = found.client_model
    return [model.told(row) for row in range(model.rowCount())]


CODE = "K7QF3M-9DWX2R-PW5T8H-JNC4VB-6YGE9Q-KAWWMM-Q"


class _Closed(EngagementSession):
    """Remembers with what it was asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.tried: list[tuple[str | None, str | None]] = []

    def open(self, passphrase: str | None = None, recovery_code: str | None = None) -> None:
        self.tried.append((passphrase, recovery_code))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    yield from a_session(tmp_path)


def _waiting(for_what: str) -> _Closed:
    session = _Closed()
    session.waits_for = for_what
    return session


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
@pytest.mark.parametrize("state", ["", "new", "needs-secret", "code"])
def test_each_state_before_the_list_can_be_read_and_used(
    dress: Dress, show: Show, state: str, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    session = _waiting("" if state == "code" else state)
    session.unread_code = CODE if state == "code" else ""
    page = show(ClientsPage(session))
    for opener in page.findChildren(QPushButton, "open"):
        opener.click()  # with a sentence below the fields
    assert faults(page) == []


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_list_and_the_form_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    with_client(with_client(session), LONG_NAME)
    page = show(ClientsPage(session))
    assert faults(page) == []
    part(page, QPushButton, "new-client").click()
    part(page, QPushButton, "start").click()
    assert faults(page) == []


def test_a_new_client_is_started_by_keyboard_alone(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = show(ClientsPage(session))
    part(page, CardButton, "advise").click()
    press(qtbot, page, part(page, QPushButton, "new-client"))
    type_into(qtbot, page, part(page, QLineEdit, "business"), "Corner Dental")
    type_into(qtbot, page, part(page, QLineEdit, "owner"), "Olga Owner")
    press(qtbot, page, part(page, QPushButton, "start"))
    assert session.snapshot is not None
    assert session.snapshot.engagement.client.name == "Corner Dental"
    assert session.snapshot.engagement.client.owner == "Olga Owner"


def test_a_new_client_is_asked_about_what_was_picked(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = show(ClientsPage(session))
    part(page, CardButton, "advise").click()
    press(qtbot, page, part(page, QPushButton, "new-client"))
    packs = part(page, PickList, "pack")
    assert packs.currentData() == DEFAULT_PACK
    assert {packs.itemData(index) for index in range(packs.count())} == set(session.packs())
    assert packs.accessibleName()
    type_into(qtbot, page, part(page, QLineEdit, "business"), "Corner Bistro")
    tab_to(qtbot, page, packs)
    qtbot.keyClick(packs, Qt.Key.Key_Home)
    assert packs.currentData() == "accounting-practice"
    press(qtbot, page, part(page, QPushButton, "start"))
    snapshot = shown(session)
    assert snapshot.pack.id == "accounting-practice"
    assert snapshot.engagement.pack.sha256 == snapshot.pack.sha256


def test_whoever_picks_nothing_gets_the_usual_pack(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = show(ClientsPage(session))
    part(page, CardButton, "advise").click()
    press(qtbot, page, part(page, QPushButton, "new-client"))
    type_into(qtbot, page, part(page, QLineEdit, "business"), "Corner Dental")
    press(qtbot, page, part(page, QPushButton, "start"))
    assert shown(session).pack.id == DEFAULT_PACK


def test_one_pack_alone_is_not_asked_for(
    show: Show, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "packs", lambda: {"accounting-practice": "The only one"})
    page = show(ClientsPage(session))
    part(page, CardButton, "advise").click()
    part(page, QPushButton, "new-client").click()
    assert page.findChild(PickList, "pack") is None
    part(page, QLineEdit, "business").setText("Corner Bistro")
    part(page, QPushButton, "start").click()
    assert shown(session).pack.id == "accounting-practice"


def test_a_client_without_a_name_is_not_started(show: Show, session: EngagementSession) -> None:
    page = show(ClientsPage(session))
    part(page, CardButton, "advise").click()
    part(page, QPushButton, "new-client").click()
    part(page, QPushButton, "start").click()
    assert not session.clients()
    assert part(page, QLineEdit, "business").property("problem") is True


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_who_comes_for_the_first_time_finds_two_ways_in(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = show(ClientsPage(session))
    assert {"own-business", "advise"} <= {
        made.objectName() for made in page.findChildren(CardButton)
    }
    assert page.findChild(QFrame, "nameless-firm") is None
    assert page.findChild(QPushButton, "new-client") is None
    assert part(page, QPushButton, "open-questions").isVisible()
    assert faults(page) == []
    part(page, CardButton, "own-business").click()
    assert faults(page) == []


def test_an_owner_begins_his_own_file_alone_and_hears_nothing_of_a_firm(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = show(ClientsPage(session))
    press(qtbot, page, part(page, CardButton, "own-business"))
    type_into(qtbot, page, part(page, QLineEdit, "business"), "Corner Dental")
    type_into(qtbot, page, part(page, QLineEdit, "owner"), "Olga Owner")
    press(qtbot, page, part(page, QPushButton, "start"))
    assert shown(session).engagement.alone
    session.leave_client()
    settle()
    assert page.findChild(QFrame, "nameless-firm") is None


@pytest.mark.parametrize("what", ["clients", "firm"])
def test_the_consultants_page_stays_once_there_is_anything(
    show: Show, session: EngagementSession, what: str
) -> None:
    if what == "firm":
        session.save_firm(FirmProfile(name="Example IT Partners"))
    else:
        with_client(session)
        session.leave_client()
    page = show(ClientsPage(session))
    assert page.findChild(CardButton, "advise") is None
    assert part(page, QPushButton, "new-client").isVisible()
    assert (page.findChild(QFrame, "nameless-firm") is None) is (what == "firm")


def test_a_row_opens_its_client(qtbot: QtBot, show: Show, session: EngagementSession) -> None:
    with_client(session, "First")
    with_client(session, "Second")
    session.leave_client()
    page = show(ClientsPage(session))
    clients = part(page, ClientList, "client-list")
    tab_to(qtbot, page, clients)
    assert [told.title for told in listed(page)] == ["Second", "First"]
    qtbot.keyClick(clients, Qt.Key.Key_Down)
    qtbot.keyClick(clients, Qt.Key.Key_Return)
    assert session.snapshot is not None
    assert session.snapshot.engagement.client.name == "First"


def test_a_list_that_was_hidden_shows_what_is_new(show: Show, session: EngagementSession) -> None:
    page = show(ClientsPage(session))
    page.hide()
    with_client(session)
    assert listed(page) == []
    page.show()
    settle()
    assert [told.title for told in listed(page)] == ["Corner Dental"]


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_a_firm_without_a_name_is_told_until_it_has_one(
    qtbot: QtBot, dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = show(ClientsPage(session))
    part(page, CardButton, "advise").click()
    assert page.findChild(QFrame, "nameless-firm") is not None
    assert faults(page) == []
    with qtbot.waitSignal(page.firm_wanted):
        press(qtbot, page, part(page, QPushButton, "name-firm"))
    page.hide()
    session.save_firm(FirmProfile(name="Example IT Partners"))
    page.show()
    settle()
    assert page.findChild(QFrame, "nameless-firm") is None


def test_many_clients_can_be_narrowed_by_name(show: Show, session: EngagementSession) -> None:
    for number in range(MANY + 1):
        with_client(session, f"Client {number}")
    page = show(ClientsPage(session))
    part(page, QLineEdit, "find-client").setText(f"client {MANY}")
    assert [told.title for told in listed(page)] == [f"Client {MANY}"]


def test_two_different_passphrases_open_nothing(qtbot: QtBot, show: Show) -> None:
    session = _waiting("new")
    page = show(ClientsPage(session))
    first, second = part(page, QLineEdit, "passphrase"), part(page, QLineEdit, "passphrase-again")
    type_into(qtbot, page, first, "three small words")
    type_into(qtbot, page, second, "three small worms")
    press(qtbot, page, part(page, QPushButton, "open"))
    assert session.tried == []
    second.setText("three small words")
    press(qtbot, page, part(page, QPushButton, "open"))
    assert session.tried == [("three small words", None)]


def test_a_short_passphrase_is_not_tried(show: Show) -> None:
    session = _waiting("new")
    page = show(ClientsPage(session))
    for name in ("passphrase", "passphrase-again"):
        part(page, QLineEdit, name).setText("short")
    part(page, QPushButton, "open").click()
    assert session.tried == []


@pytest.mark.parametrize(
    ("field", "asked"), [("passphrase", ("secret", None)), ("recovery-code", (None, "secret"))]
)
def test_either_secret_opens(
    qtbot: QtBot, show: Show, field: str, asked: tuple[str | None, str | None]
) -> None:
    session = _waiting("needs-secret")
    page = show(ClientsPage(session))
    type_into(qtbot, page, part(page, QLineEdit, field), "secret")
    press(qtbot, page, part(page, QPushButton, "open"))
    assert session.tried == [asked]


def test_a_wrong_secret_is_told_and_what_was_typed_stays(show: Show) -> None:
    session = _waiting("needs-secret")
    page = show(ClientsPage(session))
    part(page, QLineEdit, "passphrase").setText("wrong")
    session.problem.emit("This does not open it.")
    assert any(made.text() == "This does not open it." for made in page.findChildren(QLabel))
    assert part(page, QLineEdit, "passphrase").text() == "wrong"


def test_a_page_that_is_gone_hears_nothing(show: Show) -> None:
    session = _waiting("new")
    page = ClientsPage(session)
    shiboken6.delete(page)
    session.locked.emit("new")
    session.recovery_code.emit(CODE)
    session.problem.emit("Anything.")
    session.clients_changed.emit()


def test_a_store_that_does_not_open_can_be_tried_again(show: Show) -> None:
    session = _Closed()
    page = show(ClientsPage(session))
    session.problem.emit("The store is in use.")
    part(page, QPushButton, "try-again").click()
    assert session.tried == [(None, None)]


def test_the_recovery_code_stays_until_it_is_written_down(
    qtbot: QtBot, show: Show, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written down is what can be typed back from paper."""
    monkeypatch.setattr(session, "check_code", lambda typed: "" if typed == CODE else "Not it.")
    session.unread_code = CODE
    page = show(ClientsPage(session))
    session.clients_changed.emit()
    session.opened.emit()
    code = part(page, QLabel, "code")
    assert code.text().replace("\n", "") == CODE
    assert not page.findChildren(QPushButton, "new-client")
    assert part(show(ClientsPage(session)), QLabel, "code").text() == code.text()
    press(qtbot, page, part(page, QPushButton, "copy"))
    assert QGuiApplication.clipboard().text() == CODE
    press(qtbot, page, part(page, QPushButton, "code-kept"))
    assert session.unread_code == CODE
    settle()
    (dialog,) = page.window().findChildren(TypedBackDialog)
    part(dialog, QLineEdit, "typed-code").setText(CODE[:-1])
    dialog.yes.click()
    assert dialog.error.text() == "Not it."
    part(dialog, QLineEdit, "typed-code").setText(CODE)
    dialog.yes.click()
    assert session.unread_code == ""
    settle()
    assert page.window().focusWidget() is part(page, CardButton, "own-business")


def test_your_firm_is_one_press_away(qtbot: QtBot, show: Show, session: EngagementSession) -> None:
    page = show(ClientsPage(session))
    part(page, CardButton, "advise").click()
    with qtbot.waitSignal(page.firm_wanted):
        press(qtbot, page, part(page, QPushButton, "your-firm"))


def test_the_page_loads_nothing_slow() -> None:
    program = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from ui.session import EngagementSession; from ui.pages.clients import ClientsPage;"
        "page = ClientsPage(EngagementSession());"
        "slow = ('pydantic', 'sqlalchemy', 'babel', 'onboard.content', 'onboard.services');"
        "print([name for name in slow if name in sys.modules])"
    )
    root = Path(__file__).parents[3]
    made = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == "[]"


def test_files_of_the_same_name_can_be_told_apart(show: Show, session: EngagementSession) -> None:
    for owner in ("Olga Owner", "Oscar Other"):
        session.new_client(Client(name="Corner Dental", owner=owner))
    session.leave_client()
    page = show(ClientsPage(session))
    background.wait_for_all()
    settle()
    told = [row.line for row in listed(page)]
    assert {text.split(" · ")[0] for text in told} == {"Olga Owner", "Oscar Other"}
    assert all("Not begun" in text for text in told)
    assert all(re.search(r", \d\d:\d\d$", text) for text in told), "to the minute"
