from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, settle, shown, with_client
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from onboard.budget import phases
from onboard.content.model import ItemId, QuestionId, Tier
from onboard.firm import Earning, FirmProfile
from onboard.flow import Place, Stop
from onboard.interview.assumptions import Why
from onboard.recommendation.estate import Holding
from onboard.wording import day
from ui import phrases
from ui.pages.plan import MOST_GUESSES, PlanPage
from ui.session import EngagementSession
from ui.widgets.cost_bars import CostBars
from ui.widgets.notes import Banner


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


def _page(session: EngagementSession, show: Show) -> PlanPage:
    page = PlanPage(session)
    page.show_snapshot(shown(session))
    show(page)
    page.complete()
    settle()
    return page


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    assert faults(_page(session, show)) == []


def test_guesses_are_counted_with_the_way_to_their_questions(
    show: Show, session: EngagementSession
) -> None:
    first = shown(session).path.questions[0]
    session.answer_unknown(first, later=False)
    page = _page(session, show)
    note = part(page, QFrame, "guesses")
    lines = [line.line for line in shown(session).lines if line.line.is_bought]
    count = sum(line.to_confirm for line in lines)
    assert count > 1
    texts = [made.text() for made in note.findChildren(QLabel)]
    assert f"{count} of these lines rest on guesses" in texts
    links = note.findChildren(QPushButton)
    assert len(links) == min(
        MOST_GUESSES,
        sum(
            guess.why is not Why.NOT_ASKED and guess.question in shown(session).path.questions
            for guess in shown(session).assumptions
        ),
    )
    part(page, QPushButton, f"answer-{first}").click()
    assert session.place == Place(Stop.QUESTIONS, first)


def test_a_plan_without_guesses_says_nothing_of_them(
    show: Show, session: EngagementSession
) -> None:
    snapshot = shown(session)
    sure = [replace(line, line=replace(line.line, to_confirm=False)) for line in snapshot.lines]
    snapshot.__dict__["lines"] = tuple(sure)  # computed once and kept there
    page = _page(session, show)
    assert part(page, QFrame, f"line-{sure[0].item}").isVisible()
    assert page.findChild(QFrame, "guesses") is None


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_each_sum_can_be_followed_line_by_line(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    told = {"logins": 12, "hour-cost": "37.36", "share-stopped": 70, "cost-payroll": "400000"}
    for key, value in told.items():
        assert session.answer(QuestionId(key), value) == ""
    page = _page(session, show)
    part(page, QPushButton, "sum-hour-of-stop").click()
    settle()
    text = " ".join(made.text() for made in page.findChildren(QLabel) if made.isVisible())
    assert "What one hour of a full stop costs you: $313.82" in text
    assert "37.36 (your answer)" in text
    bars = part(page, CostBars, "cost-bars")
    assert "400,000" in bars.accessibleDescription()
    assert faults(page) == []


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_what_hangs_on_one_person_is_told_with_what_helps(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    assert session.answer(QuestionId("admin-passwords"), "it-person") == ""
    session.set_estate((Holding(ItemId("endpoint-protection"), 1),))
    page = _page(session, show)
    card = part(page, QFrame, "noticed")
    text = " ".join(made.text() for made in card.findChildren(QLabel))
    assert "One person alone has the master passwords" in text
    assert "What helps: " in text
    assert "You have 1 of “Virus protection”" in text
    assert faults(page) == []


def _card_texts(page: PlanPage, name: str) -> list[str]:
    return [made.text() for made in part(page, QFrame, name).findChildren(QLabel) if made.text()]


def test_without_a_budget_the_plan_asks_for_one_by_keyboard(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    assert "No line is removed for it." in " ".join(_card_texts(page, "phases"))
    link = part(page, QPushButton, "tell-budget")
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert session.place == Place(Stop.QUESTIONS, QuestionId("budget-now"))
    assert {"budget-now", "budget-month"} <= set(shown(session).path.questions)


def _with_budget(session: EngagementSession, once: str, monthly: str) -> None:
    session.open_questions("budget-now", "budget-month")
    assert session.answer(QuestionId("budget-now"), once) == ""
    assert session.answer(QuestionId("budget-month"), monthly) == ""


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_a_budget_says_what_waits_and_takes_no_line_away(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    before = [line.item for line in shown(session).lines if line.line.is_bought]
    _with_budget(session, "300", "40")
    page = _page(session, show)
    found = phases(shown(session))
    assert found is not None
    assert found.later, "something waits under such a budget"
    texts = _card_texts(page, "phases")
    assert any(text.startswith("Now: ") for text in texts)
    until = [f"Waits until {day(phase.on)}: " for phase in found.later if phase.on is not None]
    assert until
    assert all(any(text.startswith(start) for text in texts) for start in until)
    told = ", ".join(texts)
    for line in before:
        bought = shown(session).line_by_item[line].line
        assert f"{bought.name}: {phrases.price(bought.cost)}" in told, "each with its price"
        assert page.findChild(QFrame, f"line-{line}") is not None
    musts = [line.line.name for phase in found.later for line in phase.musts]
    assert musts
    waiting = part(page, Banner, "musts-waiting")
    assert waiting.isVisible()
    assert all(name in waiting.accessibleName() for name in musts)
    assert faults(page) == []


def test_where_all_fits_nothing_is_said_to_wait(show: Show, session: EngagementSession) -> None:
    _with_budget(session, "900000", "90000")
    page = _page(session, show)
    found = phases(shown(session))
    assert found is not None
    assert found.later == ()
    assert page.findChild(Banner, "musts-waiting") is None
    texts = _card_texts(page, "phases")
    assert sum(text.startswith(("Now: ", "Waits ")) for text in texts) == 1


def test_each_line_says_whether_the_firm_earns(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    unsaid = part(page, QLabel, "earnings").text()
    assert unsaid == "We have not said here on which lines we earn. You may ask us for each line."
    scheme = Earning("licence", True, "Cloud Partner")
    others = tuple(Earning(kind, False) for kind in ("hardware", "service", "task"))
    session.save_firm(FirmProfile(name="North Desk", earnings=(scheme, *others)))
    page.show_snapshot(shown(session))
    assert part(page, QLabel, "earnings").text() == (
        "Beside each line it says if we earn when you buy it. It does not say how much."
    )
    items = shown(session).pack.content.items
    kinds = set()
    for line in shown(session).lines:
        if not line.line.is_bought:
            continue
        kind = items[line.item].kind.value
        kinds.add(kind)
        said = " ".join(_card_texts(page, f"line-{line.item}"))
        earns = "We earn when you buy this. We are in a partner scheme for it: Cloud Partner."
        assert (earns in said) == (kind == "licence")
        assert ("We earn nothing when you buy this." in said) == (kind != "licence")
    assert "licence" in kinds
    assert len(kinds) > 1


def _top(page: PlanPage, name: str) -> int:
    made = part(page, QWidget, name)
    return made.mapTo(page.inner, made.rect().topLeft()).y()


def test_sums_guesses_risks_and_prices_stand_before_the_lines(
    show: Show, session: EngagementSession
) -> None:
    session.answer_unknown(shown(session).path.questions[0], later=False)
    page = _page(session, show)
    settle()
    first = next(line for line in shown(session).lines if line.line.is_bought)
    names = ("earnings", "guesses", "risk-map", "price-slider", f"line-{first.item}")
    tops = [_top(page, name) for name in names]
    assert tops == sorted(tops)


def test_each_part_is_reached_by_its_link_with_the_keyboard(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    settle()
    names = ["risks", "cuts", "must", "should", "could", "papers"]
    for name in names:
        link = part(page, QPushButton, f"jump-{name}")
        link.setFocus()
        qtbot.keyClick(link, Qt.Key.Key_Return)
        settle()
        head = part(page, QLabel, f"head-{name}")
        assert not head.visibleRegion().isEmpty(), name
        focus = page.window().focusWidget()
        assert focus is not None
        below = focus.mapTo(page.inner, focus.rect().topLeft()).y()
        assert below >= _top(page, f"head-{name}"), name
        assert not focus.visibleRegion().isEmpty(), name
    count = sum(line.tier is Tier.MUST and line.line.is_bought for line in shown(session).lines)
    assert f"({count})" in part(page, QPushButton, "jump-must").text()


def test_a_line_says_how_it_is_today_and_with_it(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    line = next(line for line in shown(session).lines if line.line.is_bought)
    plain = shown(session).pack.content.items[line.item].plain
    texts = _card_texts(page, f"line-{line.item}")
    assert f"Today: {plain.issue}\nWith it: {plain.benefit}" in texts
