from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, press, shown, type_into, with_client
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from onboard.content.model import QuestionId
from onboard.sample import sample_case
from ui.pages.heard import HeardPage
from ui.session import EngagementSession

PEOPLE = QuestionId("people")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


def _page(session: EngagementSession, show: Show) -> HeardPage:
    page = HeardPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    return page


def _texts(page: HeardPage) -> list[str]:
    return [made.text() for made in page.findChildren(QLabel)]


def _answer_all(session: EngagementSession) -> None:
    """The sample's answers, with long words of the owner beside each."""
    pack = shown(session).pack
    for key, answer in sample_case(pack, shown(session).on).engagement.answers.items():
        if answer.value is None:
            session.answer_unknown(key, later=False)
        else:
            session.answer(key, answer.value, words="as my aunt told us on the phone " * 6)


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    _answer_all(session)
    page = _page(session, show)
    page.leave()
    assert faults(page) == []


def test_a_page_without_answers_says_so(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    assert faults(page) == []


def test_answers_read_back_with_the_owners_words(show: Show, session: EngagementSession) -> None:
    session.answer(PEOPLE, 8, words="eight with my aunt")
    page = _page(session, show)
    assert "People who work there: 8." in _texts(page)
    assert any("eight with my aunt" in text for text in _texts(page))
    session.answer(PEOPLE, 9)
    assert "People who work there: 9." in _texts(page)
    assert "People who work there: 8." not in _texts(page)


def test_what_an_answer_led_to_stands_below_it(show: Show, session: EngagementSession) -> None:
    _answer_all(session)
    page = _page(session, show)
    assert any(text.startswith("This led to: ") for text in _texts(page))


def test_guesses_stand_apart(show: Show, session: EngagementSession) -> None:
    session.answer_unknown(PEOPLE, later=False)
    page = _page(session, show)
    guesses = part(page, QFrame, "guesses")
    texts = [made.text() for made in guesses.findChildren(QLabel)]
    question = shown(session).pack.content.questions[PEOPLE]
    assert question.ask in texts
    assert question.unsure.assumed_text in texts


def test_next_waits_for_the_yes(qtbot: QtBot, show: Show, session: EngagementSession) -> None:
    session.answer(PEOPLE, 8)
    page = _page(session, show)
    assert not page.leave()
    assert part(page, QFrame, "not-confirmed").isVisible()
    press(qtbot, page, part(page, QPushButton, "heard-yes"))
    assert shown(session).engagement.heard_confirmed is not None
    assert page.leave()


def test_a_later_answer_asks_for_a_new_yes(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    part(page, QPushButton, "heard-yes").click()
    assert page.leave()
    session.answer(PEOPLE, 8)
    assert not page.leave()
    part(page, QPushButton, "heard-yes").click()
    assert page.leave()


def test_corrections_are_kept_before_the_yes(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    type_into(qtbot, page, part(page, QPlainTextEdit, "corrections"), "We are nine in summer")
    page.flush()
    facts = shown(session).engagement
    assert facts.corrections == ("We are nine in summer",)
    assert facts.heard_confirmed is None
    part(page, QPushButton, "heard-yes").click()
    assert shown(session).engagement.corrections == ("We are nine in summer",)
