"""Safekeeping: every gesture of the page, on a home of a person's own with a passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, faults, part, press, settle, tab_to, type_into
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.bootstrap import Home
from onboard.engagement import Client
from onboard.errors import UserFacingError
from onboard.locations import DEFAULT_PACK
from onboard.wording import say
from ui import background
from ui.dialogs import save_as
from ui.dialogs.keeping import EraseDialog, HistoryDialog, RestoreDialog
from ui.dialogs.passphrase import PassphraseDialog, SecretDialog
from ui.dialogs.recovery_code import NewCodeDialog, TypedBackDialog
from ui.dialogs.sheet import Sheet
from ui.pages.keeping import KeepingPage
from ui.session import EngagementSession
from ui.widgets.pick_list import PickList
from ui.wizard_window import WizardWindow

PASSPHRASE = "a passphrase of several words"


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", is_protected=True)


@pytest.fixture
def session(place: Home) -> Iterator[EngagementSession]:
    made = EngagementSession(place)
    opened = bootstrap.open_application(place, passphrase=PASSPHRASE)
    made.code = opened.new_recovery_code  # type: ignore[attr-defined]
    made.use(opened)
    made.recovery_code_kept()
    opened.service.new_client(Client("Corner Dental", "Olga Owner"), DEFAULT_PACK)
    background.wait_for_all()
    yield made
    made.close()


def _page(show: Show, session: EngagementSession) -> KeepingPage:
    page = show(KeepingPage(session))
    assert isinstance(page, KeepingPage)
    return page


def _said(page: QWidget, name: str) -> str:
    """What a banner of the page says."""
    settle()
    banner = page.findChild(QWidget, name)
    assert banner is not None
    words = [each.text() for each in banner.findChildren(QLabel) if each.text()]
    return "" if banner.isHidden() else "\n".join(words)


def _dialog(page: QWidget, kind: type[Sheet]) -> Sheet:
    settle()
    (found,) = [each for each in page.window().findChildren(kind) if each.isVisible()]
    return found


def _done() -> None:
    background.wait_for_all()
    settle()


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_all_of_it_can_be_read_and_reached_by_keys(
    qtbot: QtBot, dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = _page(show, session)
    assert faults(page) == []
    if not dark and scale == 1.0:
        for name in ("copy-to", "daily", "bring-back", "change-passphrase", "lock-after", "erase"):
            tab_to(qtbot, page, part(page, QWidget, name))


def test_a_closed_store_offers_the_way_back_alone(show: Show, place: Home) -> None:
    page = _page(show, EngagementSession(place))
    assert page.findChild(QPushButton, "bring-back")
    for name in ("copy-now", "check-now", "new-code", "erase"):
        assert page.findChild(QWidget, name) is None


def test_a_backup_is_one_press_and_its_date_is_shown(
    qtbot: QtBot, show: Show, session: EngagementSession, place: Home
) -> None:
    for old in (place.folder / "backups").glob("*"):
        old.unlink()
    page = _page(show, session)
    press(qtbot, page, part(page, QPushButton, "copy-now"))
    _done()
    (copy,) = (place.folder / "backups").glob("*.db")
    assert str(copy) in _said(page, "keeping-told")
    assert part(page, QLabel, "last-good").text() != say("keeping.no-copy")
    focus = page.window().focusWidget()
    assert focus is not None
    assert focus.objectName() == "copy-now"


def test_today_s_copy_is_made_beside_the_work_and_only_once(
    session: EngagementSession, place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = (place.folder / "backups").glob("*.db")
    written = first.stat().st_mtime_ns
    session.saved.emit()
    background.wait_for_all()
    assert first.stat().st_mtime_ns == written
    assert list((place.folder / "backups").glob("*.db")) == [first]


def test_a_daily_copy_that_fails_is_told_calmly_and_tried_again_later(
    qtbot: QtBot, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = session.application.keeping
    tried = []
    told: list[str] = []
    session.problem.connect(told.append)

    def full(*_: object) -> Path:
        tried.append(1)
        raise UserFacingError("store.disk-full")

    monkeypatch.setattr(type(desk), "is_due", lambda _: True)
    monkeypatch.setattr(type(desk), "back_up", full)
    session._copied_on = None
    for _ in range(3):  # saves in a row: one try, one sentence
        session.saved.emit()
        background.wait_for_all()
    assert len(tried) == 1
    assert [text.startswith("Today’s backup is not made yet") for text in told] == [True]
    session._try_again_at = session.application.clock.now()
    session.saved.emit()
    background.wait_for_all()
    assert len(tried) == 2


def test_daily_copies_and_their_folder_are_wishes_that_stay(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = _page(show, session)
    (tmp_path / "usb").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "usb"))
    press(qtbot, page, part(page, QPushButton, "copies-folder-change"))
    _done()
    assert str(tmp_path / "usb") in part(page, QLabel, "copies-folder").text()
    assert len(list((tmp_path / "usb").glob("*.db"))) == 1  # today's, at the new place too
    part(page, QCheckBox, "daily").click()
    _done()
    assert session.wishes().daily is False
    assert not part(page, QCheckBox, "daily").isChecked()


def test_the_passphrase_is_changed_and_a_slip_is_told_beside_it(
    qtbot: QtBot, show: Show, session: EngagementSession, place: Home
) -> None:
    page = _page(show, session)
    press(qtbot, page, part(page, QPushButton, "change-passphrase"))
    dialog = _dialog(page, PassphraseDialog)
    for name, text in (
        ("present-passphrase", "not the one it is"),
        ("new-passphrase", "the next passphrase"),
        ("new-passphrase-again", "the next passphrase"),
    ):
        part(dialog, QLineEdit, name).setText(text)
    dialog.yes.click()
    _done()
    assert "does not open" in dialog.error.text()
    part(dialog, QLineEdit, "present-passphrase").setText(PASSPHRASE)
    dialog.yes.click()
    _done()
    assert _said(page, "keeping-told") == say("keeping.passphrase-changed")
    bootstrap.KeyCustody().unlock(place.keys, passphrase="the next passphrase")


def test_a_new_code_is_shown_and_typed_back_before_it_counts(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(show, session)
    press(qtbot, page, part(page, QPushButton, "new-code"))
    shown = _dialog(page, NewCodeDialog)
    code = part(shown, QLabel, "code").text().replace("\u200b", "")
    shown.yes.click()
    typed = _dialog(page, TypedBackDialog)
    assert code not in "".join(each.text() for each in typed.findChildren(QLabel))
    field = part(typed, QLineEdit, "typed-code")
    field.setText(code[:-1])
    typed.yes.click()
    assert "typing error" in typed.error.text()
    typed.no.click()  # the paper is looked at again
    _dialog(page, NewCodeDialog).yes.click()
    typed = _dialog(page, TypedBackDialog)
    assert not session.is_code_checked()
    type_into(qtbot, typed, part(typed, QLineEdit, "typed-code"), code.lower())
    qtbot.keyClick(part(typed, QLineEdit, "typed-code"), Qt.Key.Key_Return)
    settle()
    assert session.is_code_checked()
    assert _said(page, "keeping-told") == say("keeping.code-changed")


def test_who_stops_before_typing_it_back_is_told_so_on_the_page(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(show, session)
    press(qtbot, page, part(page, QPushButton, "new-code"))
    _dialog(page, NewCodeDialog).no.click()
    settle()
    assert say("keeping.way-unchecked") in part(page, QLabel, "ways").text()


def test_the_check_says_what_it_finds_and_takes_papers_from_elsewhere(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = _page(show, session)
    press(qtbot, page, part(page, QPushButton, "check-now"))
    _done()
    assert _said(page, "keeping-told") == say("cli.store-fine")
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"no paper at all")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(paper)], ""))
    press(qtbot, page, part(page, QPushButton, "check-papers"))
    _done()
    assert "paper.pdf" in _said(page, "keeping-problem")


def test_what_was_done_is_listed_and_saved_as_a_table(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = _page(show, session)
    press(qtbot, page, part(page, QPushButton, "history"))
    dialog = _dialog(page, HistoryDialog)
    assert "File begun" in part(dialog, QLabel, "history").text()
    monkeypatch.setattr(save_as, "ask_where", lambda *_: tmp_path / "log.csv")
    dialog.yes.click()
    _done()
    assert "File begun" in (tmp_path / "log.csv").read_text("utf-8-sig")
    assert dialog.isVisible()
    dialog.no.click()


def test_erasing_takes_two_steps_and_a_tick_and_names_what_still_holds_it(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(show, session)
    press(qtbot, page, part(page, QPushButton, "erase"))
    dialog = _dialog(page, EraseDialog)
    assert dialog.windowTitle() == "Erase Corner Dental?"
    assert dialog.focusWidget() is dialog.no
    part(dialog, QRadioButton, "papers-go").setChecked(True)
    dialog.yes.click()
    assert len(session.clients()) == 1
    dialog.yes.click()
    assert dialog.error.text() == say("erase.tick-first")
    assert say("erase.papers-go-too") in "".join(
        each.text() for each in dialog.findChildren(QLabel) if each.isVisible()
    )
    part(dialog, QCheckBox, "erase-sure").click()
    dialog.yes.click()
    _done()
    assert session.clients() == ()
    assert "One backup of ours still holds" in _said(page, "keeping-told")
    assert page.findChild(PickList, "keeping-client") is None


def test_clients_of_one_name_can_be_told_apart_before_one_is_erased(
    show: Show, session: EngagementSession
) -> None:
    for _ in range(2):
        session.application.service.new_client(Client("Corner Dental"), DEFAULT_PACK)
    listed = part(_page(show, session), PickList, "keeping-client")
    texts = {listed.itemText(index) for index in range(listed.count())}
    assert len(texts) == 3
    assert all(text.startswith("Corner Dental, ") for text in texts)


def test_a_backup_is_brought_back_after_both_sides_were_seen(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    place: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = show(WizardWindow(session), 1120, 760)
    assert isinstance(window, WizardWindow)
    press(qtbot, window, part(window.shown, QPushButton, "keeping"))
    assert window.shown_name == "keeping"
    session.back_up()
    _done()
    session.new_client(Client("Second", "Sam"), DEFAULT_PACK)
    session.leave_client()
    window.show_page("keeping")
    (copy,) = (place.folder / "backups").glob("*.db")
    monkeypatch.setattr(save_as, "ask_which", lambda *_: copy)
    page = window.shown
    part(page, QPushButton, "bring-back").click()
    _done()
    dialog = _dialog(window, RestoreDialog)
    words = "".join(each.text() for each in dialog.findChildren(QLabel))
    assert "1 client," in words
    assert "2 clients" in words
    dialog.yes.click()
    _done()
    assert not session.is_open  # a passphrase alone opens it: it is asked for, as at every start
    session.open(passphrase=PASSPHRASE)
    _done()
    assert [each.client_name for each in session.clients()] == ["Corner Dental"]
    assert list(place.folder.glob("store.replaced-*.db"))
    session.close()


def test_a_new_machine_asks_for_the_secret_of_the_backup(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = tmp_path / "usb" / "clients.db"
    session.back_up(copy)
    _done()
    there = EngagementSession(Home(tmp_path / "new", is_protected=True))
    page = _page(show, there)
    monkeypatch.setattr(save_as, "ask_which", lambda *_: copy)
    press(qtbot, page, part(page, QPushButton, "bring-back"))
    _done()
    asking = _dialog(page, SecretDialog)
    field = part(asking, QLineEdit, "backup-secret")
    field.setText("not the passphrase")
    asking.yes.click()
    _done()
    assert "does not open" in asking.error.text()
    field.setText(session.code)  # type: ignore[attr-defined]
    asking.yes.click()
    _done()
    offered = _dialog(page, RestoreDialog)
    assert say("keeping.would-replace-nothing") in [
        each.text() for each in offered.findChildren(QLabel)
    ]
    offered.yes.click()
    _done()
    there.open(passphrase=PASSPHRASE)
    _done()
    assert [each.client_name for each in there.clients()] == ["Corner Dental"]
    there.close()
