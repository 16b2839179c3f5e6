"""The lock: windows hidden, keys put away, and everything half typed still there afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Show
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.bootstrap import Home
from onboard.content.parts import QuestionId
from onboard.engagement import Client
from onboard.errors import UserFacingError
from onboard.flow import Place, Stop
from onboard.keychain.custody import KeyCustody
from onboard.locations import DEFAULT_PACK
from onboard.ports import SigningKey
from onboard.safekeeping.wishes import Wishes
from ui import background
from ui.dialogs.note import NoteDialog
from ui.guard import Guard
from ui.idle import IdleWatch
from ui.session import EngagementSession
from ui.wizard_window import WizardWindow

PASSPHRASE = "a passphrase of several words"


class HandTimer(QObject):
    """Fires when the test says so."""

    timeout = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waits: int | None = None

    def start(self, msec: int) -> None:
        self.waits = msec

    def stop(self) -> None:
        self.waits = None


class HandClock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", is_protected=True)


@pytest.fixture
def session(place: Home) -> Iterator[EngagementSession]:
    made = EngagementSession(place)
    opened = bootstrap.open_application(place, passphrase=PASSPHRASE)
    opened.keeping.wish(Wishes(daily=False, lock_minutes=10))
    made.use(opened)
    made.recovery_code_kept()
    opened.service.new_client(Client("Corner Dental", "Olga Owner"), DEFAULT_PACK)
    yield made
    made.close()


class Watched:
    """A guard whose time a test moves by hand."""

    def __init__(self, session: EngagementSession) -> None:
        self.timer, self.clock = HandTimer(), HandClock()
        self.watch = IdleWatch(session, timer=self.timer, now=self.clock)
        self.guard = Guard(session, self.watch)
        self.guard.look_again()

    def pass_minutes(self, minutes: float) -> None:
        self.clock.seconds += minutes * 60
        if self.timer.waits is not None:
            self.timer.timeout.emit()


@pytest.fixture
def watched(session: EngagementSession) -> Iterator[Watched]:
    made = Watched(session)
    yield made
    made.guard.stop()


@pytest.fixture
def window(show: Show, session: EngagementSession) -> WizardWindow:
    session.open_client(session.clients()[0].id)
    made = show(WizardWindow(session), 1120, 760)
    assert isinstance(made, WizardWindow)
    return made


def _unlock(watched: Watched, secret: str) -> str:
    screen = watched.guard.screen
    assert screen is not None
    screen.field.setText(secret)
    screen._try()
    background.wait_for_all()
    return screen._labelled._problem.text() if watched.guard.screen is screen else ""


def _key(target: QWidget) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QApplication.sendEvent(target, event)


def test_after_so_long_without_a_touch_nothing_of_anybody_is_on_screen(
    window: WizardWindow, session: EngagementSession, watched: Watched
) -> None:
    assert watched.timer.waits == 600_000
    watched.pass_minutes(9)
    assert not session.is_locked
    _key(window)
    watched.pass_minutes(9)
    assert not session.is_locked
    watched.pass_minutes(1)
    assert session.is_locked
    assert not session.is_open
    assert window.isHidden()
    screen = watched.guard.screen
    assert screen is not None
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [screen]


def test_a_computer_that_slept_locks_at_the_first_touch(
    window: WizardWindow, session: EngagementSession, watched: Watched
) -> None:
    watched.clock.seconds += 3600  # the timer stood still meanwhile
    _key(window)
    assert session.is_locked


def test_only_the_right_secret_opens_it_and_all_stands_as_it_was(
    window: WizardWindow, session: EngagementSession, watched: Watched, place: Home
) -> None:
    question = QuestionId("people")
    session.go(Place(Stop.QUESTIONS, question))
    words = next(iter(window.shown.findChildren(QPlainTextEdit)), None)
    assert words is not None
    words.setPlainText("half a sen")
    dialog = NoteDialog(window, "Corner Dental", "")
    dialog.open()
    note = dialog.findChild(QPlainTextEdit)
    assert note is not None
    note.setPlainText("half a note")
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    session.lock()
    assert dialog.isHidden()
    assert "does not open" in _unlock(watched, "not the passphrase")
    assert session.is_locked
    assert _unlock(watched, PASSPHRASE) == ""
    assert session.is_open
    assert window.isVisible()
    assert dialog.isVisible()
    assert ended == []
    assert note.toPlainText() == "half a note"
    assert words.toPlainText() == "half a sen"
    assert session.place == Place(Stop.QUESTIONS, question)
    assert watched.timer.waits == 600_000
    dialog.accept()
    assert session.answer(question, 7) == ""


def test_an_open_list_does_not_come_up_alone_afterwards(
    window: WizardWindow, session: EngagementSession, watched: Watched
) -> None:
    popup = QWidget(window, Qt.WindowType.Popup)
    popup.show()
    session.lock()
    assert _unlock(watched, PASSPHRASE) == ""
    assert not popup.isVisible()
    assert window.isVisible()


def test_the_recovery_code_unlocks_too(
    window: WizardWindow, session: EngagementSession, watched: Watched
) -> None:
    code = session.application.keeping.new_code()
    session.lock()
    assert _unlock(watched, code.lower()) == ""
    assert session.is_open


def test_no_key_is_left_in_the_session_while_it_is_locked(
    window: WizardWindow, session: EngagementSession, watched: Watched
) -> None:
    """What Python has copied on its way nobody can wipe; what we hold ourselves is let go."""
    opened = session.application
    session.lock()
    assert session._application is None
    assert opened.keeping._root_key == b""
    assert opened.workspace._site._root_key == b""
    assert opened.workspace._vault._keys == {}
    with pytest.raises(UserFacingError) as caught:
        opened.workspace._site.engine.connect()
    assert caught.value.message_id == "store.shut"


def test_the_key_of_an_owner_is_let_go_with_the_others(
    window: WizardWindow, session: EngagementSession, watched: Watched, place: Home
) -> None:
    told: list[tuple[str, object]] = []
    session.certificate_read.connect(lambda whose, found: told.append((whose, found)))
    session._own_key = SigningKey(b"file", b"its password", made_here=False)
    session.lock()
    assert session._own_key is None
    assert KeyCustody().wants_secret(place.keys)
    assert told == [("own", None)]


def test_an_outcome_is_delivered_before_the_lock(
    window: WizardWindow, session: EngagementSession, watched: Watched
) -> None:
    """What arrives reads the store again; the lock must not have closed it."""
    heard: list[str] = []

    def done(name: str) -> None:
        assert not session.is_busy
        session._reload()
        heard.append(name)

    session._in_background(lambda: "done", done, session._tell)
    session.lock()
    assert not session.is_locked
    background.wait_for_all()
    assert heard == ["done"]
    assert session.is_locked


def test_a_failure_is_told_before_the_lock(
    window: WizardWindow, session: EngagementSession, watched: Watched
) -> None:
    open_when_told: list[bool] = []

    def fail() -> None:
        raise UserFacingError("store.busy")

    session._in_background(fail, lambda _: None, lambda _: open_when_told.append(session.is_open))
    session.lock()
    background.wait_for_all()
    assert open_when_told == [True]
    assert session.is_locked


def test_what_is_under_way_ends_before_the_lock(
    window: WizardWindow, session: EngagementSession, watched: Watched
) -> None:
    session.back_up()
    session.lock()
    assert not session.is_locked
    background.wait_for_all()
    assert session.is_locked


def test_a_store_without_a_passphrase_is_not_locked(tmp_path: Path) -> None:
    session = EngagementSession(bootstrap.home(tmp_path / "trial"))
    session.use(bootstrap.open_application(bootstrap.home(tmp_path / "trial")))
    watched = Watched(session)
    try:
        assert watched.timer.waits is None
        session.lock()
        assert not session.is_locked
    finally:
        watched.guard.stop()
        session.close()


def test_an_empty_field_and_a_second_press_do_no_harm(
    qtbot: QtBot, window: WizardWindow, session: EngagementSession, watched: Watched
) -> None:
    session.lock()
    assert "type your passphrase" in _unlock(watched, "")
    screen = watched.guard.screen
    assert screen is not None
    screen.field.setText(PASSPHRASE)
    qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    background.wait_for_all()
    assert session.is_open
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QLineEdit)]
