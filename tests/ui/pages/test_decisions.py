from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from checks import all_findings
from conftest import Dress, Show, wheel_over
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
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from onboard.content.model import Tier
from onboard.decisions import Choice, Decision
from onboard.engagement import NextStep
from onboard.flow import Place, Stop
from onboard.recommendation.money import total
from ui import phrases
from ui.dialogs.decline import DeclineDialog, LaterDialog
from ui.looking import Draft
from ui.pages.decisions import DecisionsPage
from ui.session import EngagementSession
from ui.widgets.pick_list import PickList


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        with_client(opened)
        opened.set_order(["3 PCs"])
        yield opened


def _page(session: EngagementSession, show: Show) -> DecisionsPage:
    page = DecisionsPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    page.complete()
    return page


def _focus(page: QWidget) -> str:
    focused = page.window().focusWidget()
    return focused.objectName() if focused is not None else ""


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = _page(session, show)
    assert faults(page) == []
    assert not page.leave()
    assert faults(page) == []


def test_next_open_line_goes_on_from_line_to_line_and_round(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    waiting = [line.item for line in shown(session).open_lines]
    jump = part(page, QPushButton, "next-open-line")
    visited = []
    for _ in waiting:
        jump.click()
        settle()
        visited.append(_focus(page).removeprefix("yes-"))
        assert not part(page, QPushButton, _focus(page)).visibleRegion().isEmpty()
    assert visited == waiting
    jump.click()
    assert _focus(page) == f"yes-{waiting[0]}"
    part(page, QPushButton, f"yes-{waiting[0]}").click()
    jump.click()
    still = {line.item for line in shown(session).open_lines}
    assert _focus(page).removeprefix("yes-") in still


def test_open_lines_are_told_once_before_going_on(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    error = part(page, QLabel, "error")
    assert not page.leave()
    assert error.isVisible()
    assert f"{len(shown(session).open_lines)} lines are still open" in error.text()
    assert page.leave()
    assert not page.leave()  # told again the next time one comes by
    first = shown(session).open_lines[0]
    part(page, QPushButton, f"yes-{first.item}").click()
    assert not error.isVisible()
    assert not page.leave()
    session.decide(
        *(
            Decision(line.item, Choice.ACCEPT, made_on=line.fingerprint)
            for line in shown(session).open_lines
        )
    )
    while shown(session).open_lines:  # a yes may bring a line of its own
        line = shown(session).open_lines[0]
        session.decide(Decision(line.item, Choice.ACCEPT, made_on=line.fingerprint))
    assert page.leave()
    assert not part(page, QPushButton, "next-open-line").isVisible()


def test_each_line_says_why_it_is_there(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    line = next(line for line in shown(session).open_lines if shown(session).because(line))
    because = shown(session).because(line)[0]
    fold = part(page, QPushButton, f"because-{line.item}")
    card = part(page, QWidget, f"line-{line.item}")
    assert not [
        made for made in card.findChildren(QLabel) if because in made.text() and made.isVisible()
    ]
    fold.click()
    assert [
        made for made in card.findChildren(QLabel) if because in made.text() and made.isVisible()
    ]


def test_a_wheel_that_passes_over_an_offer_decides_nothing(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    offers = [box for box in page.findChildren(PickList) if box.count() > 1]
    assert offers
    part(page, QPushButton, "next-open-line").setFocus()
    for box in offers:
        assert not wheel_over(box)
    assert shown(session).engagement.decisions == ()


# ---- the next step


def test_a_next_step_is_proposed_and_binds_nobody(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    waiting = len(shown(session).open_lines)
    proposed = f"Decide on the lines that are still open ({waiting})."
    assert part(page, QPlainTextEdit, "next-text").toPlainText() == proposed
    assert page.next_step.day.text() == (shown(session).on + timedelta(days=7)).isoformat()
    assert not part(page, QLabel, "next-state").isVisible()
    assert shown(session).engagement.next_step is None


def test_a_next_step_is_agreed_by_keyboard_alone(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    text, who = part(page, QPlainTextEdit, "next-text"), part(page, QComboBox, "next-who")
    tab_to(qtbot, page, text, most=1000)
    qtbot.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(text, "Call the broadband firm")
    tab_to(qtbot, page, page.next_step.day)
    field = page.window().focusWidget()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    day = shown(session).on + timedelta(days=3)
    qtbot.keyClicks(field, day.isoformat())
    tab_to(qtbot, page, who)
    qtbot.keyClick(who, Qt.Key.Key_End)
    press(qtbot, page, part(page, QPushButton, "next-save"))
    assert shown(session).engagement.next_step == NextStep(
        "Call the broadband firm", day, who.itemData(who.count() - 1)
    )
    state = part(page, QLabel, "next-state")
    assert state.isVisible()
    assert state.text().startswith("Agreed: Call the broadband firm By ")
    assert _focus(page) == "next-save"
    names = {made.accessibleName() for made in (text, who, field)}
    assert names == {"What happens next", "Who does it", "By which day"}


@pytest.mark.parametrize(
    ("text", "day", "says"),
    [
        (" ", "2999-01-01", "say in a few words what happens next"),
        ("Call", "soon", "is not a day we can read"),
        ("Call", "2020-01-31", "a day from today on"),
    ],
)
def test_a_step_without_words_or_a_day_to_come_is_told(
    show: Show, session: EngagementSession, text: str, day: str, says: str
) -> None:
    page = _page(session, show)
    part(page, QPlainTextEdit, "next-text").setPlainText(text)
    page.next_step.day.set_text(day)
    part(page, QPushButton, "next-save").click()
    assert shown(session).engagement.next_step is None
    told = [made.text() for made in page.next_step.findChildren(QLabel) if made.isVisible()]
    assert any(says in line for line in told)
    assert _focus(page) in ("next-text", "date")
    part(page, QPlainTextEdit, "next-text").setPlainText("Call")
    page.next_step.day.set_text("2999-01-01")
    part(page, QPushButton, "next-save").click()
    assert shown(session).engagement.next_step is not None
    told = [made.text() for made in page.next_step.findChildren(QLabel) if made.isVisible()]
    assert not any(says in line for line in told)


def test_a_step_that_is_being_changed_outlives_a_decision_but_no_client(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    text = part(page, QPlainTextEdit, "next-text")
    text.clear()
    type_into(qtbot, page, page.next_step.text, "Olga calls her sister")
    page.next_step.day.set_text("2999-01-01")
    part(page, QPushButton, f"yes-{shown(session).open_lines[0].item}").click()
    assert text.toPlainText() == "Olga calls her sister"
    assert page.next_step.day.text() == "2999-01-01"
    with_client(session, "Other Dental")
    settle()
    assert "sister" not in text.toPlainText()
    assert text.toPlainText()
    assert page.next_step.day.text() != "2999-01-01"


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_longest_step_is_shown_whole(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = _page(session, show)
    part(page, QPlainTextEdit, "next-text").clear()
    part(page, QPushButton, "next-save").click()
    page.bring_into_view(page.next_step)
    assert faults(page) == []
    session.agree_next_step(NextStep(LONG_NAME * 2, shown(session).on, "supplier"))
    settle()
    page.bring_into_view(page.next_step)
    assert faults(page) == []
    assert LONG_NAME.strip() in part(page, QLabel, "next-state").text()


# ---- a no that was begun


def _no(page: DecisionsPage, item: str) -> DeclineDialog:
    part(page, QPushButton, f"no-{item}").click()
    (dialog,) = (made for made in page.window().findChildren(DeclineDialog) if made.isVisible())
    return dialog


def test_what_was_written_into_a_no_is_there_again_until_the_page_is_left(
    show: Show, session: EngagementSession
) -> None:
    session.go(Place(Stop.DECISIONS))
    page = _page(session, show)
    first, other = (line.item for line in shown(session).open_lines[:2])
    dialog = _no(page, first)
    dialog.reason.setPlainText("too dear this year")
    dialog.initials.setText("OO")
    dialog.reject()
    dialog = _no(page, other)
    assert dialog.draft == Draft()
    dialog.reject()
    dialog = _no(page, first)
    assert dialog.draft == Draft("too dear this year", "OO")
    dialog.reject()
    session.go(Place(Stop.PLAN))
    session.go(Place(Stop.DECISIONS))
    dialog = _no(page, first)
    assert dialog.draft == Draft()
    dialog.reject()


# ---- many lines at once


def test_the_page_says_how_many_are_decided_and_what_all_of_a_group_costs(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    every = [line for line in shown(session).lines if line.line.is_bought]
    waiting = [line for line in shown(session).lines_of(Tier.MUST) if line.needs_decision]
    done = len(every) - len(shown(session).open_lines)
    assert f"{done} of {len(every)} lines are decided." in page.open_note.accessibleName()
    cost = total([line.line.cost for line in waiting], shown(session).currency)
    everything = part(page, QPushButton, "yes-to-all-must")
    assert everything.accessibleDescription() == phrases.totals(shown(session), cost)
    everything.click()
    after = len(every) - len(shown(session).open_lines)
    assert after > done
    assert f"{after} of {len(every)} lines are decided." in page.open_note.accessibleName()


def test_the_rest_of_a_group_is_left_for_later_in_one_go(
    show: Show, session: EngagementSession
) -> None:
    session.go(Place(Stop.DECISIONS))
    page = _page(session, show)
    waiting = [line.item for line in shown(session).lines_of(Tier.COULD) if line.needs_decision]
    assert len(waiting) > 1
    part(page, QPushButton, "rest-later-could").click()
    (dialog,) = page.window().findChildren(LaterDialog)
    assert dialog.windowTitle() == f"Later: {len(waiting)} lines"
    settle()
    assert all_findings(dialog) == []
    by = shown(session).on + timedelta(days=30)
    dialog.by.set_text(by.isoformat())
    dialog.yes.click()
    for item in waiting:
        settled = shown(session).line_by_item[item].settled
        assert settled.decision is not None
        assert settled.decision.choice is Choice.LATER
        assert settled.decision.by == by


def test_open_lines_are_told_by_their_first_three_and_a_paper_only_where_there_is_one(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    assert not page.leave()
    told = part(page, QLabel, "error").text()
    names = [line.line.name for line in shown(session).open_lines]
    assert f": {', '.join(names[:3])} and {len(names) - 3} more." in told
    assert names[3] not in told
    assert "paper" in told
    assert part(page, QPushButton, "next-open-line").isVisible()
    session.set_alone(True)
    settle()
    assert page.leave()
    assert not page.leave(), "told again the next time one comes by"
    assert "paper" not in part(page, QLabel, "error").text()


def test_the_list_of_offers_has_a_caption_and_keeps_the_price(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    box = next(box for box in page.findChildren(PickList) if box.objectName().startswith("offer-"))
    item = box.objectName().removeprefix("offer-")
    line = next(line for line in shown(session).lines if line.item == item)
    assert box.currentText().startswith(phrases.amount(line.line.unit_price.amount))
    card = part(page, QWidget, f"line-{item}")
    assert "Offer, with the price of one" in [made.text() for made in card.findChildren(QLabel)]


def test_before_the_first_yes_nothing_is_said_to_be_free(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    assert part(page, QLabel, "chosen").text() == "Nothing yet."
    line = next(line for line in shown(session).lines if line.line.is_bought)
    session.decide(Decision(line.item, Choice.ACCEPT))
    page.complete()
    assert part(page, QLabel, "chosen").text().startswith("In all: ")
