"""The order check by itself: typed as it comes, answered at once, kept only when one says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, press, settle, shown, type_into, with_client
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from onboard import order_check
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import SignedPaper
from onboard.flow import Place, Stop
from ui.pages.clients import ClientsPage
from ui.pages.order import OrderPage
from ui.session import EngagementSession
from ui.widgets.notes import Banner

ORDER = "3 PCs, 3 Microsoft Office"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


def page_of(session: EngagementSession, show: Show) -> OrderPage:
    page = OrderPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    return page


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = page_of(session, show)
    assert faults(page) == []
    part(page, QPlainTextEdit, "order-list").setPlainText(f"{ORDER}\n2 of my cousin's things")
    page.flush()
    settle()
    assert faults(page) == []


def test_what_is_missing_stands_there_and_nothing_is_kept_until_it_is_said(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = page_of(session, show)
    type_into(qtbot, page, part(page, QPlainTextEdit, "order-list"), ORDER)
    page.flush()
    settle()
    check = session.try_order(ORDER)
    assert check is not None
    assert check.missing
    for missing in check.missing:
        card = part(page, QFrame, f"line-{missing.line.item}")
        assert missing.line.line.name in card.accessibleName()
    assert not shown(session).engagement.order
    press(qtbot, page, part(page, QPushButton, "keep-order"))
    assert [entry.item for entry in shown(session).engagement.order] == [
        "workstation",
        "office-suite",
    ]
    assert session.place == Place(Stop.PLAN)


def test_a_signed_file_is_asked_and_stays_as_it_is(show: Show, session: EngagementSession) -> None:
    session.decide(Decision(EVERY_LINE, Choice.ACCEPT))
    work = session.application.workspace
    facts = shown(session).engagement
    with work.unit_of_work() as unit:
        from dataclasses import replace

        paper = SignedPaper("EA-1", "d", "p", consultant="A", owner="B")
        unit.engagements.save(replace(facts, papers=(paper,)))
        unit.commit()
    session.open_order(facts.id)
    page = page_of(session, show)
    part(page, QPlainTextEdit, "order-list").setPlainText(ORDER)
    page.flush()
    settle()
    assert part(page, Banner, "order-closed").isVisible()
    assert not part(page, QPushButton, "keep-order").isVisible()
    assert part(page, QPushButton, "save-sheet").isVisible()
    assert not shown(session).engagement.order
    session.go_back()
    assert session.place == Place(Stop.FINISH)


def test_the_list_of_clients_leads_there(show: Show, session: EngagementSession) -> None:
    session.leave_client()
    page = ClientsPage(session)
    show(page)
    key = session.clients()[0].id
    part(page, QPushButton, f"order-{key}").click()
    assert session.place == Place(Stop.ORDER)
    session.go_back()
    assert session.place == Place(Stop.WELCOME)


def test_the_sheet_is_saved_as_a_paper_that_is_no_agreement(
    qtbot: QtBot, session: EngagementSession, tmp_path: Path
) -> None:
    check = session.try_order(ORDER)
    assert check is not None
    path = tmp_path / "sheet.pdf"
    with qtbot.waitSignal(session.paper_saved):
        session.save_order_sheet(check, path)
    from onboard.papers.order_sheet import order_sheet

    told = str(order_sheet(check))
    assert path.read_bytes().startswith(b"%PDF-")
    assert "not an agreement" in told
    assert all(missing.line.line.name in told for missing in check.missing)
    assert all(missing.without_it in told for missing in check.missing)


def test_what_is_missing_is_summed_up(session: EngagementSession) -> None:
    check = session.try_order(ORDER)
    assert isinstance(check, order_check.OrderCheck)
    once = sum(part.cost.once.high for part in check.missing)
    assert check.missing_cost.once.high == once > 0


def test_the_list_follows_the_file_and_what_is_tried_outlives_a_new_look(
    show: Show, session: EngagementSession
) -> None:
    page = page_of(session, show)
    field = part(page, QPlainTextEdit, "order-list")
    session.set_order(["2 printers"])
    settle()
    assert field.toPlainText() == "2 printers"
    field.setPlainText("5 PCs")
    page.flush()
    again = page_of(session, show)
    assert part(again, QPlainTextEdit, "order-list").toPlainText() == "5 PCs"
    assert [entry.words for entry in shown(session).engagement.order] == ["2 printers"]
