from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import (
    LONG_NAME,
    LOOKS,
    a_session,
    faults,
    part,
    shown,
    tab_to,
    type_into,
    with_client,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from ui.dialogs.preview import PreviewDialog
from ui.pages.welcome import WelcomePage
from ui.session import EngagementSession


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


def _page(session: EngagementSession, show: Show) -> WelcomePage:
    page = WelcomePage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    return page


def _texts(page: WelcomePage, name: str) -> str:
    frames = page.findChildren(QFrame, name)
    return "\n".join(made.text() for frame in frames for made in frame.findChildren(QLabel))


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    session.set_order(["3 PCs", "2 of the things my cousin told me about on the phone"])
    page = _page(session, show)
    assert faults(page) == []
    with_client(session, LONG_NAME)
    part(page, QLineEdit, "name").clear()
    page.leave()
    assert faults(page) == []


def test_who_we_talk_to_is_kept_by_keyboard_alone(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    for name in ("role", "email", "authority"):
        type_into(qtbot, page, part(page, QLineEdit, name), f"my {name}")
    page.flush()
    client = shown(session).engagement.client
    assert (client.name, client.owner) == ("Corner Dental", "Olga Owner")
    assert (client.role, client.email, client.authority) == ("my role", "my email", "my authority")


def test_the_list_is_kept_and_read_back(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    order = part(page, QPlainTextEdit, "order")
    type_into(qtbot, page, order, "3 PCs")
    qtbot.keyClick(order, Qt.Key.Key_Return)
    qtbot.keyClicks(order, "2 hovercraft")
    page.flush()
    kept = shown(session).engagement.order
    assert [(entry.words, entry.quantity) for entry in kept] == [("3 PCs", 3), ("2 hovercraft", 2)]
    assert "Desktop computer × 3" in _texts(page, "understood")
    assert "2 hovercraft" in _texts(page, "not-understood")


def test_a_list_on_one_line_is_taken_apart(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    order = part(page, QPlainTextEdit, "order")
    type_into(qtbot, page, order, "3 PCs, 3 Microsoft Office, printer")
    page.flush()
    kept = [(entry.words, entry.quantity) for entry in shown(session).engagement.order]
    assert kept == [("3 PCs", 3), ("3 Microsoft Office", 3), ("printer", 1)]
    assert all(entry.item for entry in shown(session).engagement.order)
    assert order.toPlainText() == "3 PCs, 3 Microsoft Office, printer"  # not under the hand


def test_a_wish_nobody_knows_is_there_after_a_restart(
    show: Show, session: EngagementSession, tmp_path: Path
) -> None:
    session.set_order(["2 hovercraft", "3 PCs"])
    client = shown(session).engagement.id
    session.close()
    for again in a_session(tmp_path):
        again.open_client(client)
        assert [entry.words for entry in shown(again).engagement.order] == [
            "2 hovercraft",
            "3 PCs",
        ]
        assert "2 hovercraft" in _texts(_page(again, show), "not-understood")


def test_what_the_list_lacks_is_named_with_a_reason(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    assert _texts(page, "missing") == ""
    session.set_order(["3 PCs"])
    check = session.order_check()
    assert check is not None
    first = check.missing[0]
    assert first.line.line.name in _texts(page, "missing")
    assert first.because[0] in _texts(page, "missing")


def test_an_emptied_name_keeps_the_old_one_and_stays(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    name = part(page, QLineEdit, "name")
    tab_to(qtbot, page, name)
    name.clear()
    page.flush()
    assert shown(session).engagement.client.name == "Corner Dental"
    assert not page.leave()
    qtbot.keyClicks(name, "Corner Teeth")
    page.flush()
    assert page.leave()
    assert shown(session).engagement.client.name == "Corner Teeth"


def test_tab_leaves_the_list(qtbot: QtBot, show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    order = part(page, QPlainTextEdit, "order")
    tab_to(qtbot, page, order)
    qtbot.keyClick(order, Qt.Key.Key_Tab)
    assert order.toPlainText() == ""
    assert not order.hasFocus()


def test_drawing_twice_saves_nothing(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    before = shown(session).engagement
    page.show_snapshot(shown(session))
    page.show_snapshot(shown(session))
    page.flush()
    assert shown(session).engagement is before


def test_all_questions_can_be_seen_before_the_first_is_asked(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    part(page, QPushButton, "preview").click()
    dialog = page.window().findChild(PreviewDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
