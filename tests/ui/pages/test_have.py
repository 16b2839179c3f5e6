from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, shown, tab_to, type_into, with_client
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from onboard.content.model import ItemId
from onboard.recommendation.estate import Holding
from onboard.wording import say
from ui.pages.have import HavePage, HoldingCard
from ui.session import EngagementSession
from ui.widgets.date_field import DateField
from ui.widgets.number_field import NumberField

SWITCH, SUITE, SHIELD = ItemId("switch"), ItemId("office-suite"), ItemId("endpoint-protection")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


def _page(session: EngagementSession, show: Show) -> HavePage:
    page = HavePage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    return page


def _card(page: HavePage, item: ItemId) -> HoldingCard:
    return part(page, HoldingCard, f"have-{item}")


def _estate(session: EngagementSession) -> tuple[Holding, ...]:
    return shown(session).engagement.estate


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    items = shown(session).pack.content.items
    owned = (key for key, item in items.items() if item.owned_question)
    session.set_estate(tuple(Holding(ItemId(key), 2) for key in owned))  # all details open
    page = _page(session, show)
    part(_card(page, SWITCH), NumberField, "capacity").findChildren(QLineEdit)[0].setText("x" * 12)
    page.leave()
    assert faults(page) == []


def test_what_most_clients_own_stands_first(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    page.complete()
    stand = [made.key for made in page.findChildren(HoldingCard)]
    common = list(shown(session).pack.content.common)
    assert common[0] == "printer"
    assert stand[: len(common)] == common
    assert len(stand) == len(set(stand))


def test_a_heading_goes_with_the_last_card_below_it(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    page.complete()
    part(page, QLineEdit, "find").setText("wi-fi")
    told = [made.text() for made in page.findChildren(QLabel) if made.property("kind") == "heading"]
    visible = {
        made.text()
        for made in page.findChildren(QLabel)
        if made.property("kind") == "heading" and not made.isHidden()
    }
    assert say("page.have-common") in visible < set(told)


def test_number_and_day_are_kept_by_keyboard_alone(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    card = _card(page, SHIELD)
    type_into(qtbot, page, card.number, "8")
    type_into(qtbot, page, part(card, DateField, "until"), "31 March 2027")
    page.flush()
    assert _estate(session) == (Holding(SHIELD, 8, date(2027, 3, 31)),)
    assert page.leave()


def test_not_knowing_how_many_is_an_answer(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    box = part(_card(page, SWITCH), QCheckBox, "unknown")
    tab_to(qtbot, page, box)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    page.flush()
    assert _estate(session) == (Holding(SWITCH, None),)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    page.flush()
    assert _estate(session) == ()


def test_size_and_kind_are_kept(qtbot: QtBot, show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    type_into(qtbot, page, _card(page, SWITCH).number, "2")
    type_into(qtbot, page, part(_card(page, SWITCH), NumberField, "capacity"), "24")
    type_into(qtbot, page, _card(page, SUITE).number, "8")
    offers = part(_card(page, SUITE), QComboBox, "offer")
    tab_to(qtbot, page, offers)
    qtbot.keyClick(offers, Qt.Key.Key_Down)
    page.flush()
    suite, switch = sorted(_estate(session), key=lambda entry: entry.item)
    assert switch == Holding(SWITCH, 2, capacity=24)
    assert suite == Holding(SUITE, 8, offer="good")


@pytest.mark.parametrize("wrong", ["many", "1.5", "99999", "²"])
def test_what_is_no_number_is_told_and_holds_next_back(
    show: Show, session: EngagementSession, wrong: str
) -> None:
    session.set_estate((Holding(SWITCH, 2),))
    page = _page(session, show)
    field = part(_card(page, SWITCH).number, QLineEdit, "number")
    field.setText(wrong)
    page.flush()
    assert _estate(session) == (Holding(SWITCH, 2),)
    assert not page.leave()
    field.setText("3")
    page.flush()
    assert page.leave()
    assert _estate(session) == (Holding(SWITCH, 3),)


def test_what_is_no_day_is_told(show: Show, session: EngagementSession) -> None:
    session.set_estate((Holding(SHIELD, 8, date(2027, 3, 31)),))
    page = _page(session, show)
    part(part(page, HoldingCard, f"have-{SHIELD}"), QLineEdit, "date").setText("next spring")
    page.flush()
    assert not page.leave()
    assert _estate(session) == (Holding(SHIELD, 8, date(2027, 3, 31)),)


def test_what_has_no_card_and_second_entries_stay(show: Show, session: EngagementSession) -> None:
    kept = (Holding(SHIELD, 8), Holding(ItemId("workstation"), 4), Holding(SHIELD, 2))
    session.set_estate(kept)
    page = _page(session, show)
    part(_card(page, SHIELD).number, QLineEdit, "number").setText("9")
    page.flush()
    assert _estate(session) == (Holding(SHIELD, 9), *kept[1:])


def test_the_list_is_narrowed_by_a_word(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    type_into(qtbot, page, part(page, QLineEdit, "find"), "virus")
    visible = [made.key for made in page.findChildren(HoldingCard) if made.isVisible()]
    assert SHIELD in visible
    assert SWITCH not in visible


def test_what_was_typed_for_one_client_never_shows_for_another(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    part(_card(page, SWITCH).number, QLineEdit, "number").setText("many")
    with_client(session, "Another")
    assert page.leave()
    assert _card(page, SWITCH).number.text() == ""


def test_drawing_twice_saves_nothing(show: Show, session: EngagementSession) -> None:
    session.set_estate((Holding(SWITCH, None, capacity=24), Holding(SHIELD, 0)))
    page = _page(session, show)
    before = shown(session).engagement
    page.show_snapshot(shown(session))
    page.flush()
    assert shown(session).engagement is before
    assert _card(page, SHIELD).number.text() == "0"
