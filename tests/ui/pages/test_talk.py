"""The talk beside an answer: contradictions, replies, words, how it is known, more to ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, settle, shown, with_client
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from onboard.content.model import QuestionId
from onboard.flow import Place, Stop
from onboard.interview.answers import Sureness
from ui.page import Page
from ui.pages.check import CheckPage
from ui.pages.plan import PlanPage
from ui.pages.questions import QuestionPage
from ui.session import EngagementSession
from ui.widgets.pick_list import PickList


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


def _at(session: EngagementSession, show: Show, key: str) -> QuestionPage:
    page = QuestionPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    session.go(Place(Stop.QUESTIONS, QuestionId(key)))
    page.show_snapshot(shown(session))
    show(page)
    return page


def _tell(session: EngagementSession, **answers: object) -> None:
    for name, value in answers.items():
        assert session.answer(QuestionId(name.replace("_", "-")), value) == ""


def _contradict(session: EngagementSession) -> None:
    _tell(session, people=4, logins=9)


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
@pytest.mark.parametrize("kind", [QuestionPage, CheckPage, PlanPage])
def test_two_answers_that_do_not_go_together_are_shown_with_the_way_to_each(
    dress: Dress, show: Show, session: EngagementSession, kind: type[Page], dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    _contradict(session)
    if kind is QuestionPage:
        page: Page = _at(session, show, "logins")
    else:
        page = kind(session)
        page.show_snapshot(shown(session))
        show(page)
    card = part(page, QFrame, "conflict")
    texts = " ".join(made.text() for made in card.findChildren(QLabel))
    assert "4 people" in texts
    assert "9 people" in texts
    assert faults(page) == []
    part(page, QPushButton, "conflict-people").click()
    assert session.place == Place(Stop.QUESTIONS, QuestionId("people"))


def test_a_contradiction_leaves_the_page_when_it_is_mended(
    show: Show, session: EngagementSession
) -> None:
    _contradict(session)
    page = _at(session, show, "logins")
    assert page.findChild(QFrame, "conflict") is not None
    _tell(session, logins=4)
    settle()
    assert page.findChild(QFrame, "conflict") is None


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_nothing_ever_happened_gets_a_reply_beside_the_question(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    """S1.8: two sentences, and no argument."""
    dress(dark=dark, scale=scale)
    page = _at(session, show, "last-restore")
    assert not part(page, QFrame, "reply").isVisible()
    part(page, QWidget, "option-never-needed").click()  # type: ignore[attr-defined]
    settle()
    reply = part(page, QFrame, "reply")
    assert reply.isVisible()
    said = shown(session).pack.content.questions[QuestionId("last-restore")]
    text = said.options["never-needed"].reply
    assert text in reply.accessibleName()
    assert text.count(".") + text.count("?") == 2
    assert faults(page) == []


def test_a_word_is_explained_where_it_stands(show: Show, session: EngagementSession) -> None:
    """S0.12: no answer requires jargon."""
    page = _at(session, show, "reach-office")
    expander = part(page, QPushButton, "glossary")
    expander.click()
    settle()
    text = " ".join(made.text() for made in page.findChildren(QLabel) if made.isVisible())
    glossary = shown(session).pack.content.glossary
    assert f"VPN: {glossary['VPN']}" in text
    assert faults(page) == []


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_how_an_answer_is_known_is_asked_where_insurers_rely_on_it(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = _at(session, show, "sign-in-step")
    sure = part(page, PickList, "sure")
    assert not sure.isVisible(), "nothing is said yet that could be known"
    _tell(session, sign_in_step="all")
    settle()
    assert sure.isVisible()
    assert sure.currentData() is Sureness.BELIEVED
    sure.setCurrentIndex(sure.findData(Sureness.VERIFIED))
    sure.activated.emit(sure.currentIndex())
    key = QuestionId("sign-in-step")
    assert shown(session).engagement.answers[key].sure is Sureness.VERIFIED
    _tell(session, sign_in_step="some")
    assert shown(session).engagement.answers[key].sure is Sureness.BELIEVED, "another answer"
    assert faults(page) == []
    plain = _at(session, show, "day-without")
    _tell(session, day_without="paper")
    settle()
    assert not part(plain, PickList, "sure").isVisible()


def test_a_section_of_extras_opens_from_the_list_of_answers(
    show: Show, session: EngagementSession
) -> None:
    page = CheckPage(session)
    page.show_snapshot(shown(session))
    show(page)
    extra = [section.id for section in shown(session).pack.content.sections if section.optional]
    assert extra
    part(page, QPushButton, f"open-{extra[0]}").click()
    opened = shown(session)
    assert opened.engagement.opened == (extra[0],)
    place = session.place
    assert place is not None
    assert place.question is not None
    assert opened.pack.content.questions[place.question].section == extra[0]
    assert place.question in opened.path.questions
    page.show_snapshot(opened)
    assert page.findChild(QPushButton, f"open-{extra[0]}") is None
    assert faults(page) == []
