"""The card "before you buy a computer", from the first page (S0.18)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, press
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from onboard.papers import buying_card
from ui.dialogs import buying_card as offer
from ui.pages.clients import ClientsPage
from ui.session import EngagementSession


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    yield from a_session(tmp_path)


def _page(session: EngagementSession, show: Show) -> ClientsPage:
    page = show(ClientsPage(session))
    assert isinstance(page, ClientsPage)
    return page


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_offer_can_be_read_and_used(
    session: EngagementSession, show: Show, dress: Dress, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = _page(session, show)
    session.card_saved.emit("long name " * 8 + ".pdf")
    assert part(page, QLabel, "card-saved").isVisible()
    assert faults(page) == []


def test_it_is_saved_by_keyboard_without_a_client(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(offer, "ask_where", lambda _, __, name: tmp_path / name)
    page = _page(session, show)
    with qtbot.waitSignal(session.card_saved, timeout=20_000) as saved:
        press(qtbot, page, part(page, QPushButton, "buying-card"))
    [name] = saved.args
    assert (tmp_path / name).read_bytes().startswith(b"%PDF")
    assert name in part(page, QLabel, "card-saved").text()
    assert session.snapshot is None


def test_a_change_of_mind_saves_nothing(
    show: Show, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offer, "ask_where", lambda *_: None)
    page = _page(session, show)
    part(page, QPushButton, "buying-card").click()
    assert not session.is_busy
    assert not part(page, QLabel, "card-saved").isVisible()


def test_what_cannot_be_written_is_told(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(offer, "ask_where", lambda *_: tmp_path / "no-folder" / "card.pdf")
    page = _page(session, show)
    with qtbot.waitSignal(session.problem, timeout=20_000):
        part(page, QPushButton, "buying-card").click()
    assert not part(page, QLabel, "card-saved").isVisible()


def test_a_pack_without_computers_offers_no_card(
    show: Show, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buying_card, "computers", lambda _: ())
    page = _page(session, show)
    assert page.findChild(QPushButton, "buying-card") is None
