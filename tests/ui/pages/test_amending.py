"""A signed file is opened for a change, says so on its pages, and goes back or is signed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Show
from page_kit import a_session, faults, part, settle, shown, with_client
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.firm import FirmProfile
from onboard.flow import Place, Stop
from onboard.papers.promises import terms
from onboard.sample import sample_ink
from ui.pages.check import CheckPage
from ui.pages.finish import FinishPage
from ui.pages.order import OrderPage
from ui.session import EngagementSession
from ui.widgets.notes import Banner


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[EngagementSession]:
    """A file that both have signed."""
    for opened in a_session(tmp_path):
        opened.save_firm(FirmProfile(name="Example IT", consultant="Alex Reed"))
        with_client(opened)
        while (key := shown(opened).path.next) is not None:
            opened.answer_unknown(key, later=False)
        opened.decide(Decision(EVERY_LINE, Choice.ACCEPT))
        _signed(opened, qtbot)
        yield opened


def _signed(session: EngagementSession, qtbot: QtBot) -> None:
    for clause in terms(shown(session)).to_initial:
        session.initial_clause(clause.id, "OO")
    session.confirm_heard(())
    with qtbot.waitSignal(session.paper_changed, timeout=30_000):
        session.prepare_paper()
    assert session.agreement is not None
    assert session.agreement.open_points == ()
    for role, name in (("consultant", "Alex Reed"), ("owner", "Olga Owner")):
        with qtbot.waitSignal(session.paper_changed, timeout=30_000):
            session.sign(role, name, sample_ink(4))


def test_a_change_is_begun_and_put_away_from_the_pages(
    session: EngagementSession, show: Show, qtbot: QtBot
) -> None:
    before = shown(session).engagement
    page = FinishPage(session)
    page.show_snapshot(shown(session))
    show(page)
    with qtbot.waitSignal(session.place_changed, timeout=20_000):
        part(page, QPushButton, "begin-change").click()
    assert session.place == Place(Stop.CHECK)
    draft = shown(session).engagement.amending
    assert draft is not None
    check = CheckPage(session)
    check.show_snapshot(shown(session))
    show(check)
    note = part(check, Banner, "amending")
    assert note.isVisible()
    assert before.papers[-1].reference in note.accessibleName()
    assert faults(check) == []
    part(check, QPushButton, "change-away").click()
    after = shown(session).engagement
    assert session.place == Place(Stop.FINISH)
    assert after.amending is None
    assert (after.answers, after.decisions) == (before.answers, before.decisions)


def test_an_order_after_signing_becomes_a_signed_change(
    session: EngagementSession, show: Show, qtbot: QtBot
) -> None:
    first = shown(session).engagement.papers[-1]
    session.go(Place(Stop.ORDER))
    page = OrderPage(session)
    page.show_snapshot(shown(session))
    show(page)
    part(page, QPlainTextEdit, "order-list").setPlainText("3 PCs")
    page.flush()
    settle()
    with qtbot.waitSignal(session.place_changed, timeout=20_000):
        part(page, QPushButton, "amend-order").click()
    assert session.place == Place(Stop.PLAN)
    assert [entry.words for entry in shown(session).engagement.order] == ["3 PCs"]
    while (key := shown(session).path.next) is not None:
        session.answer_unknown(key, later=False)
    for line in shown(session).open_lines:
        session.decide(Decision(line.item, Choice.ACCEPT))
    _signed(session, qtbot)
    papers = shown(session).engagement.papers
    assert len(papers) == 2
    assert papers[-1].amends == first.reference
    assert papers[-1].amends_digest == first.digest
    assert shown(session).engagement.amending is None
    assert shown(session).engagement.signed_paper == papers[-1]
