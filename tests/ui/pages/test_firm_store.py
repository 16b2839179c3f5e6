"""The window on a firm's store: who belongs to it, what is offered to whom, and its address."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from conftest import Dress, Show
from page_kit import LOOKS, faults, part, settle, tab_to, type_into
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from server_kit import Server

from onboard import bootstrap
from onboard.content.model import QuestionId
from onboard.engagement import Client
from onboard.errors import UserFacingError
from onboard.locations import DEFAULT_PACK
from onboard.safekeeping.firm_server import VARIABLE, FirmServer
from onboard.store.roles import Role
from onboard.store.server_address import ServerAddress
from onboard.wording import say
from ui import background
from ui.dialogs.keeping import EraseDialog
from ui.dialogs.members import MembersDialog, RemoveDialog, RoleDialog
from ui.dialogs.server import ServerDialog
from ui.dialogs.sheet import Sheet
from ui.pages.clients import ClientsPage
from ui.pages.firm import FirmPage
from ui.pages.keeping import KeepingPage
from ui.session import EngagementSession
from ui.widgets.pick_list import PickList
from ui.wizard_window import WizardWindow

pytestmark = pytest.mark.xdist_group("server")
Sit = Callable[[str], EngagementSession]
D = TypeVar("D", bound=Sheet)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = Server()
    try:
        made.make()
        yield made
    finally:
        made.close()


@pytest.fixture
def database(server: Server) -> str:
    return server.new_database()


@pytest.fixture
def code_of(server: Server, database: str, tmp_path: Path) -> Callable[[str], str]:
    """Somebody starts the program for the first time: what they will read out."""

    def one(name: str) -> str:
        with pytest.raises(UserFacingError) as caught:
            _application(server, database, tmp_path, name)
        assert caught.value.message_id == "firm-store.ask-a-manager"
        return str(caught.value.arguments["code"])

    return one


@pytest.fixture
def sit(server: Server, database: str, tmp_path: Path) -> Iterator[Sit]:
    """A window session of somebody who was let in; ana is the first."""
    made: list[EngagementSession] = []
    for name in ("ana", "ben", "eve"):
        server.sql(f"CREATE ROLE {name}{database} LOGIN SUPERUSER")

    def one(name: str) -> EngagementSession:
        application = _application(server, database, tmp_path, name)
        session = EngagementSession(application.home)
        session.use(application)
        background.wait_for_all()
        made.append(session)
        return session

    yield one
    for session in made:
        session.close()


def _application(server: Server, database: str, folder: Path, name: str) -> bootstrap.Application:
    place = bootstrap.home(folder / name)
    bootstrap.firm_server(place).keep(server.address(database, f"{name}{database}"))
    return bootstrap.open_application(place)


def _let_in(manager: EngagementSession, code: str, role: Role) -> None:
    members = manager.application.members
    assert members is not None
    members.admit(code, role)


def _done() -> None:
    background.wait_for_all()
    settle()


def _dialog(page: QWidget, kind: type[D]) -> D:
    settle()
    (found,) = [each for each in page.window().findChildren(kind) if each.isVisible()]
    return found


def _texts(page: QWidget) -> str:
    settle()
    return "\n".join(each.text() for each in page.findChildren(QLabel) if not each.isHidden())


def _press(qtbot: QtBot, target: QWidget) -> None:
    """By keys alone, in the window where it stands."""
    tab_to(qtbot, target.window(), target)
    qtbot.keyClick(target, Qt.Key.Key_Space)


def _members(qtbot: QtBot, show: Show, session: EngagementSession) -> MembersDialog:
    page = show(KeepingPage(session))
    _press(qtbot, part(page, QPushButton, "members"))
    _done()
    return _dialog(page, MembersDialog)


def test_a_manager_lets_in_changes_and_takes_the_key(
    qtbot: QtBot, show: Show, sit: Sit, code_of: Callable[[str], str], database: str
) -> None:
    ana = sit("ana")
    code = code_of("ben")
    dialog = _members(qtbot, show, ana)
    assert say("members.asks", asked="").split(",")[0] in _texts(dialog)
    _press(qtbot, dialog.yes)
    assert dialog.error.text() == say("members.code-missing")
    field = part(dialog, QLineEdit, "member-code")
    type_into(qtbot, field.window(), field, "0000-0000-0000-0000")
    _press(qtbot, dialog.yes)
    _done()
    assert dialog.error.text() == str(UserFacingError("firm-store.no-such-code"))
    field.clear()
    type_into(qtbot, field.window(), field, code.lower())
    pick = part(dialog, PickList, "member-role")
    pick.setCurrentIndex(pick.findData("reader"))
    _press(qtbot, dialog.yes)
    _done()
    ben = f"ben{database}"
    assert say("firm-store.admitted", name=ben) in _texts(dialog)
    assert say("firm-store.role-reader") in _texts(part(dialog, QWidget, f"member-{ben}"))
    assert field.text() == ""

    _press(qtbot, part(dialog, QPushButton, f"change-{ben}"))
    changing = _dialog(dialog, RoleDialog)
    assert part(changing, QRadioButton, "role-reader").isChecked()
    part(changing, QRadioButton, "role-consultant").click()
    _press(qtbot, changing.yes)
    _done()
    assert say("firm-store.role-consultant") in _texts(part(dialog, QWidget, f"member-{ben}"))
    assert sit("ben").may_change

    _press(qtbot, part(dialog, QPushButton, f"remove-{ben}"))
    removing = _dialog(dialog, RemoveDialog)
    told = _texts(removing)
    for sentence in ("does", "others", "not", "server"):
        assert say(f"members.remove-{sentence}") in told
    _press(qtbot, removing.yes)
    _done()
    assert dialog.findChild(QWidget, f"member-{ben}") is None
    assert say("firm-store.removed", name=ben) in _texts(dialog)
    assert code_of("ben") == code
    dialog.reject()


def test_the_last_manager_is_told_and_the_key_is_changed(
    qtbot: QtBot, show: Show, sit: Sit, database: str
) -> None:
    ana = sit("ana")
    dialog = _members(qtbot, show, ana)
    _press(qtbot, part(dialog, QPushButton, f"remove-ana{database}"))
    removing = _dialog(dialog, RemoveDialog)
    _press(qtbot, removing.yes)
    _done()
    assert removing.error.text() == str(UserFacingError("firm-store.last-manager"))
    removing.reject()
    _press(qtbot, part(dialog, QPushButton, "rekey"))
    _done()
    assert say("firm-store.rekeyed") in _texts(dialog)
    dialog.reject()


def test_a_reader_sees_the_list_and_changes_nothing_in_it(
    qtbot: QtBot, show: Show, sit: Sit, code_of: Callable[[str], str], database: str
) -> None:
    ana = sit("ana")
    _let_in(ana, code_of("eve"), Role.READER)
    dialog = _members(qtbot, show, sit("eve"))
    assert f"ana{database}" in _texts(dialog)
    assert say("members.only-managers") in _texts(dialog)
    settle()
    offered = [each for each in dialog.findChildren(QAbstractButton) if each.isVisible()]
    assert offered == [dialog.no]
    assert not part(dialog, QLineEdit, "member-code").isVisible()
    dialog.reject()


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_dialogs_can_be_read(
    dress: Dress, qtbot: QtBot, show: Show, sit: Sit, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    session = sit("ana")
    page = show(KeepingPage(session))
    assert faults(page) == []
    for made in (
        MembersDialog(page.window(), session, ()),
        RoleDialog(page.window(), "a" * 60, "manager"),
        RemoveDialog(page.window(), "a" * 60, had_key=True),
        ServerDialog(page.window(), "postgresql://ana@db.firm.example/firm", keeps_password=True),
    ):
        made.open()
        settle()
        assert faults(made) == []
        made.reject()


def test_copies_are_the_servers_and_none_is_offered_here(
    qtbot: QtBot, show: Show, sit: Sit, tmp_path: Path
) -> None:
    ana = sit("ana")
    ana.application.service.new_client(Client("Corner Dental"), DEFAULT_PACK)
    page = show(KeepingPage(ana))
    assert isinstance(page, KeepingPage)
    assert say("firm-store.copies-lead") in _texts(page)
    for name in ("copy-now", "copy-to", "daily", "copies-folder-change", "bring-back"):
        assert page.findChild(QWidget, name) is None, name
    told: list[str] = []
    ana.problem.connect(told.append)
    ana.back_up()
    ana.look_at_backup(tmp_path / "copy.db")
    _done()
    by_server = [str(UserFacingError(f"firm-store.{way}-by-server")) for way in ("copies", "back")]
    assert sorted(told) == sorted(by_server)
    ana.keep_daily()
    _done()
    assert len(told) == 2
    _press(qtbot, part(page, QPushButton, "check-now"))
    _done()
    assert say("cli.store-fine") in _texts(page)
    _press(qtbot, part(page, QPushButton, "erase"))
    erasing = _dialog(page, EraseDialog)
    assert say("firm-store.erase-copies") in _texts(erasing)
    _press(qtbot, erasing.yes)
    erasing._tick.box.click()
    _press(qtbot, erasing.yes)
    _done()
    assert say("firm-store.erase-copies") in _texts(page)


def test_a_consultant_is_not_offered_what_only_a_manager_does(
    qtbot: QtBot, show: Show, sit: Sit, code_of: Callable[[str], str]
) -> None:
    ana = sit("ana")
    ana.application.service.new_client(Client("Corner Dental"), DEFAULT_PACK)
    _let_in(ana, code_of("ben"), Role.CONSULTANT)
    ben = sit("ben")
    page = show(KeepingPage(ben))
    assert part(page, QPushButton, "history")
    assert page.findChild(QPushButton, "erase") is None
    firm = show(FirmPage(ben))
    assert part(firm, QLabel, "firm-only").isVisible()
    fields = [each for each in firm.findChildren(QLineEdit) if each.isEnabled()]
    assert fields == []
    assert part(firm, QPushButton, "done").isEnabled()
    clients = show(ClientsPage(ben))
    assert part(clients, QPushButton, "new-client").isVisible()
    managers = show(FirmPage(ana))
    assert not part(managers, QLabel, "firm-only").isVisible()
    assert part(managers, QLineEdit, "name").isEnabled()


def test_a_reader_looks_at_everything_and_is_told_before_and_when_something_is_tried(
    qtbot: QtBot, show: Show, sit: Sit, code_of: Callable[[str], str]
) -> None:
    ana = sit("ana")
    file = ana.application.service.new_client(Client("Corner Dental"), DEFAULT_PACK)
    ana.application.book.renew(file.id)
    _let_in(ana, code_of("eve"), Role.READER)
    eve = sit("eve")
    window = show(WizardWindow(eve), 1200, 800)
    assert isinstance(window, WizardWindow)
    settle()
    assert say("ui.reads-only") in _texts(window.trial)
    assert window.trial.isVisible()
    names = {each.objectName() for each in window.shown.findChildren(QPushButton)}
    assert f"client-{file.id}" in names
    offered = ("new-client", "open-questions", "client-file", f"send-{file.id}", f"note-{file.id}")
    assert names.isdisjoint(offered)
    told: list[str] = []
    eve.problem.connect(told.append)
    eve.open_client(file.id)
    _done()
    assert told == []  # looking changes nothing
    assert eve.snapshot is not None
    eve.answer(QuestionId("people"), 6)
    _done()
    assert told
    assert set(told) == {str(UserFacingError("firm-store.reader"))}
    assert ana.application.service.engagement(file.id).version == file.version
    eve.leave_client()
    assert "ui.reads-only" not in _texts(show(WizardWindow(ana)))


def test_a_server_is_tried_then_kept_for_the_next_start(
    qtbot: QtBot, show: Show, server: Server, database: str, tmp_path: Path
) -> None:
    place = bootstrap.home(tmp_path / "home")
    session = EngagementSession(place)
    session.use(bootstrap.open_application(place))
    page = show(KeepingPage(session))
    assert say("firm-store.here") in _texts(page)
    _press(qtbot, part(page, QPushButton, "firm-server"))
    dialog = _dialog(page, ServerDialog)
    assert dialog.findChild(QLineEdit, "server-password") is None  # a trial keeps none
    _press(qtbot, dialog.yes)
    assert dialog.error.text() == say("server.address-missing")
    field = part(dialog, QLineEdit, "server-address")
    for text, told in (
        ("my server", "firm-store.address-unclear"),
        ("postgresql://ana:secret@localhost/firm", "firm-store.password-apart"),
        (server.address("nothing"), "firm-store.no-database"),
    ):
        field.setText(text)
        _press(qtbot, dialog.yes)
        _done()
        assert dialog.error.text() == str(UserFacingError(told, server=str(server.folder)))
        assert session.server_address() == ""
    field.setText(server.address(database))
    _press(qtbot, dialog.yes)
    _done()
    assert session.server_address() == server.address(database)
    assert say("firm-store.server-kept", server=str(server.folder)) in _texts(page)
    session.close()

    again = EngagementSession(place)
    again.open()
    _done()
    assert again.is_open
    assert again.is_shared
    page = show(KeepingPage(again))
    _press(qtbot, part(page, QPushButton, "firm-server"))
    _press(qtbot, part(_dialog(page, ServerDialog), QPushButton, "server-leave"))
    _done()
    assert say("firm-store.server-taken-out") in _texts(page)
    assert again.server_address() == ""
    again.close()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A server that answers no sooner than this is set."""
    answers, real = threading.Event(), FirmServer.try_out

    def try_out(setting: FirmServer, text: str, password: str = "") -> ServerAddress:
        assert answers.wait(30)
        return real(setting, text, password)

    monkeypatch.setattr(FirmServer, "try_out", try_out)
    return answers


@pytest.mark.parametrize("given_up", [True, False])
def test_a_slow_server_is_kept_unless_it_was_given_up(
    qtbot: QtBot,
    show: Show,
    server: Server,
    database: str,
    tmp_path: Path,
    slow: threading.Event,
    given_up: bool,
) -> None:
    place = bootstrap.home(tmp_path / "home")
    session = EngagementSession(place)
    session.use(bootstrap.open_application(place))
    page = show(KeepingPage(session))
    _press(qtbot, part(page, QPushButton, "firm-server"))
    dialog = _dialog(page, ServerDialog)
    session.keeping_changed.emit("")  # a copy of today was made, say: the page is drawn anew
    settle()
    part(dialog, QLineEdit, "server-address").setText(server.address(database))
    _press(qtbot, dialog.yes)
    if given_up:
        _press(qtbot, dialog.no)
    slow.set()
    _done()
    assert not shiboken6.isValid(dialog)  # closed
    assert session.server_address() == ("" if given_up else server.address(database))
    session.close()


def test_a_wrong_address_is_mended_where_nothing_opens(
    qtbot: QtBot,
    show: Show,
    server: Server,
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = bootstrap.home(tmp_path / "home")
    bootstrap.firm_server(place).keep(server.address("nothing"))
    session = EngagementSession(place)
    session.open()
    _done()
    assert not session.is_open
    page = show(KeepingPage(session))
    assert page.findChild(QWidget, "bring-back") is None
    _press(qtbot, part(page, QPushButton, "firm-server"))
    dialog = _dialog(page, ServerDialog)
    part(dialog, QLineEdit, "server-address").setText(server.address(database))
    _press(qtbot, dialog.yes)
    _done()
    _done()
    assert session.is_open
    monkeypatch.setenv(VARIABLE, server.address(database))
    assert say("firm-store.from-outside") in session.server_told()
    session.close()
