"""The list of parts, and questions that are opened from another page and come back to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, shown, with_client
from PySide6.QtWidgets import QPushButton

from onboard.flow import Place, Stop
from onboard.interview.progress import Part, PartState, parts
from ui.pages.questions import QuestionPage
from ui.pages.tasks import TasksPage
from ui.session import EngagementSession
from ui.widgets.card_button import CardButton


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


def page_of(session: EngagementSession, show: Show) -> TasksPage:
    page = TasksPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    return page


def parts_of(session: EngagementSession) -> tuple[Part, ...]:
    snapshot = shown(session)
    return parts(snapshot.pack, snapshot.path, snapshot.engagement.answers)


def answer_all(session: EngagementSession) -> None:
    while (key := shown(session).path.next) is not None:
        session.answer_unknown(key, later=False)


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    session.answer_unknown(shown(session).path.questions[0], later=False)
    assert faults(page_of(session, show)) == []


def test_each_part_says_how_far_it_is_and_leads_to_what_is_open(
    show: Show, session: EngagementSession
) -> None:
    page = page_of(session, show)
    first = parts_of(session)[0]
    card = part(page, CardButton, f"part-{first.section}")
    assert str(first.left) in card.accessibleDescription()
    session.answer_unknown(first.first, later=False)
    again = part(page, CardButton, f"part-{first.section}")
    assert str(first.left - 1) in again.accessibleDescription()
    part(page, CardButton, f"part-{first.section}").click()
    assert session.place == Place(Stop.QUESTIONS, shown(session).path.next)


def test_a_question_opened_from_another_page_leads_back_there(session: EngagementSession) -> None:
    answer_all(session)
    key = shown(session).path.questions[3]
    for gesture in (session.go_next, session.go_back):
        session.go(Place(Stop.CHECK))
        session.visit(key)
        assert session.is_visiting
        gesture()
        assert session.place == Place(Stop.CHECK)
        assert not session.is_visiting


def test_a_changed_answer_asks_what_is_new_and_then_leads_back(session: EngagementSession) -> None:
    """The way back waits for the questions that the change has brought along."""
    answer_all(session)
    session.go(Place(Stop.CHECK))
    content = shown(session).pack.content
    for key in shown(session).path.questions:
        for option in content.questions[key].options:
            session.visit(key)
            session.answer(
                key, [option] if content.questions[key].kind.value == "multiple" else option
            )
            new = shown(session).path.next
            if new is not None:
                break
            session.go_next()
            assert session.place == Place(Stop.CHECK)
        if shown(session).path.next is not None:
            break
    new = shown(session).path.next
    assert new is not None
    opened = [each.section for each in parts_of(session) if each.state is not PartState.DONE]
    assert content.questions[new].section in opened
    session.go_next()
    assert session.place == Place(Stop.QUESTIONS, new)
    answer_all(session)
    session.go_next()
    assert session.place == Place(Stop.CHECK)


def test_the_bar_stands_still_when_an_answer_brings_more_questions(
    session: EngagementSession,
) -> None:
    answer_all(session)
    assert session.share_done == 1
    content = shown(session).pack.content
    for key in shown(session).path.questions:
        question = content.questions[key]
        for option in question.options:
            session.answer(key, [option] if question.kind.value == "multiple" else option)
            if shown(session).path.next is not None:
                assert session.share_done == 1
                return
    raise AssertionError("no answer of the pack brings a question")


def test_next_says_that_it_leads_back(show: Show, session: EngagementSession) -> None:
    answer_all(session)
    page = QuestionPage(session)
    session.go(Place(Stop.PLAN))
    session.visit(shown(session).path.questions[0])
    page.show_snapshot(shown(session))
    show(page)
    assert page.next_caption() == "Save and go back"
    assert part(page, QPushButton, "dont-know").isVisible()


def test_an_answer_given_on_the_way_leads_back_while_other_questions_are_open(
    session: EngagementSession,
) -> None:
    """Only what the answer itself has brought along comes first."""
    first = shown(session).path.questions[0]
    session.go(Place(Stop.PLAN))
    session.visit(first)
    session.answer_unknown(first, later=False)
    session.go_next()
    assert session.place == Place(Stop.PLAN)


def test_a_jump_elsewhere_forgets_the_way_back(session: EngagementSession) -> None:
    first, second = shown(session).path.questions[:2]
    session.go(Place(Stop.PLAN))
    session.visit(first)
    session.go(Place(Stop.QUESTIONS, second))
    assert not session.is_visiting
