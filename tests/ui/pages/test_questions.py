from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, settle, shown, type_into, with_client
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from onboard.content.model import AnswerKind, QuestionId
from onboard.flow import Place, Stop
from onboard.interview.answers import AnswerState
from ui.pages.questions import QuestionPage
from ui.session import EngagementSession
from ui.widgets.notes import Banner


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


def _ask(session: EngagementSession, show: Show, kind: AnswerKind) -> tuple[QuestionPage, str]:
    """The page at the first question of a kind, opened where it is not asked by itself."""
    pack = shown(session).pack
    questions = pack.content.questions
    key = next(key for key in pack.questions_in_order if questions[key].kind is kind)
    session.open_questions(key)
    page = QuestionPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    session.place_changed.connect(lambda _: page.show_snapshot(shown(session)))
    session.go(Place(Stop.QUESTIONS, QuestionId(key)))
    show(page)
    return page, key


def _error(page: QuestionPage) -> str:
    return part(page, QLabel, "error").text()


@pytest.mark.parametrize("typed", ["99999", "many"])
@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_a_number_that_does_not_fit_stays_and_the_sentence_names_the_ends(
    qtbot: QtBot,
    dress: Dress,
    show: Show,
    session: EngagementSession,
    dark: bool,
    scale: float,
    typed: str,
) -> None:
    dress(dark=dark, scale=scale)
    page, key = _ask(session, show, AnswerKind.NUMBER)
    question = shown(session).pack.content.questions[QuestionId(key)]
    field = part(page, QLineEdit, "number")
    type_into(qtbot, page, field, typed)
    part(page, QPushButton, "dont-know").setFocus(Qt.FocusReason.TabFocusReason)
    page.flush()
    settle()
    assert field.text() == typed
    assert _error(page) == f"Please type a whole number from {question.low} to {question.high}."
    assert not page.leave()
    assert key not in shown(session).engagement.answers
    assert faults(page) == []


def test_a_misfit_beside_an_answer_keeps_both(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page, key = _ask(session, show, AnswerKind.NUMBER)
    low = shown(session).pack.content.questions[QuestionId(key)].low
    assert session.answer(QuestionId(key), low) == ""
    field = part(page, QLineEdit, "number")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "many")
    page.flush()
    part(page, QPushButton, "dont-know").setFocus(Qt.FocusReason.TabFocusReason)
    page.show_snapshot(shown(session))
    assert field.text() == "many"
    assert _error(page).endswith(f"Your earlier answer is kept: {low}.")
    assert shown(session).engagement.answers[QuestionId(key)].value == low


def test_what_could_not_be_read_is_there_again_after_back(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page, key = _ask(session, show, AnswerKind.NUMBER)
    other = next(name for name in shown(session).path.questions if name != key)
    type_into(qtbot, page, part(page, QLineEdit, "number"), "many")
    page.flush()
    told = _error(page)
    session.go(Place(Stop.QUESTIONS, other))
    assert _error(page) == ""
    session.go(Place(Stop.QUESTIONS, QuestionId(key)))
    assert part(page, QLineEdit, "number").text() == "many"
    assert _error(page) == told
    assert not page.leave()
    part(page, QLineEdit, "number").clear()
    page.flush()
    assert _error(page) == ""


@pytest.mark.parametrize(("typed", "number"), [("eight", 8), ("about 8 people", 8)])
def test_a_number_in_words_is_read(
    show: Show, session: EngagementSession, typed: str, number: int
) -> None:
    page, key = _ask(session, show, AnswerKind.NUMBER)
    part(page, QLineEdit, "number").setText(typed)
    page.flush()
    answer = shown(session).engagement.answers[QuestionId(key)]
    assert (answer.value, answer.words) == (number, "")
    assert not part(page, Banner, "taken").isVisible()


def test_of_two_numbers_one_is_taken_and_both_are_kept_in_words(
    show: Show, session: EngagementSession
) -> None:
    page, key = _ask(session, show, AnswerKind.NUMBER)
    field = part(page, QLineEdit, "number")
    for typed in ("8 or 9", "8 or 10"):
        field.setText(typed)
        page.flush()
    answer = shown(session).engagement.answers[QuestionId(key)]
    assert (answer.value, answer.words) == (10, "8 or 10")
    assert "We take 10" in part(page, Banner, "taken").accessibleName()
    assert page.leave()


def test_a_sum_is_read_with_the_words_around_it(show: Show, session: EngagementSession) -> None:
    page, key = _ask(session, show, AnswerKind.MONEY)
    part(page, QLineEdit, "amount").setText("about 250,000 dollars")
    page.flush()
    assert shown(session).engagement.answers[QuestionId(key)].value == Decimal(250_000)


def test_an_emptied_field_says_which_answer_is_kept(show: Show, session: EngagementSession) -> None:
    page, key = _ask(session, show, AnswerKind.NUMBER)
    assert session.answer(QuestionId(key), 6) == ""
    part(page, QLineEdit, "number").clear()
    page.flush()
    assert _error(page) == "Your earlier answer is kept: 6 people."
    assert page.leave()


def test_words_are_kept_after_next_has_asked_for_an_answer(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page, key = _ask(session, show, AnswerKind.CHOICE)
    assert not page.leave()
    assert _error(page)
    type_into(qtbot, page, part(page, QPlainTextEdit, "words"), "my cousin does that")
    page.flush()
    answer = shown(session).engagement.answers[QuestionId(key)]
    assert (answer.state, answer.words) == (AnswerState.LATER, "my cousin does that")
    assert _error(page) == ""
    assert page.leave()


def test_what_was_typed_for_one_client_never_shows_for_another(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page, key = _ask(session, show, AnswerKind.NUMBER)
    field = part(page, QPlainTextEdit, "words")
    type_into(qtbot, page, field, "only for Corner Dental")
    with_client(session, "Other Dental")
    session.go(Place(Stop.QUESTIONS, QuestionId(key)))
    page.flush()
    assert part(page, QPlainTextEdit, "words").toPlainText() == ""
    assert shown(session).engagement.answers == {}


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        (AnswerKind.NUMBER, "many", "whole number"),
        (AnswerKind.DATE, "soon", "“soon” is not a day we can read"),
        (AnswerKind.MONEY, "a lot", "“a lot” is not an amount"),
        (AnswerKind.MULTIPLE, [], "at least one"),
        (AnswerKind.TEXT, " ", "a few words"),
        (AnswerKind.TABLE, "rows", "add a row"),
        (AnswerKind.CHOICE, "no-such-thing", "does not fit"),
    ],
)
def test_no_inner_name_of_a_question_reaches_the_page(
    session: EngagementSession, kind: AnswerKind, typed: object, says: str
) -> None:
    questions = shown(session).pack.content.questions
    key = next(key for key, question in questions.items() if question.kind is kind)
    sentence = session.answer(QuestionId(key), typed)
    assert says in sentence
    assert f'"{key}"' not in sentence
    assert "{" not in sentence


def test_each_part_ends_with_anything_else_and_keeps_what_is_said(
    show: Show, session: EngagementSession
) -> None:
    """S2.8: asked at the end of each part, recorded, and read back."""
    pack = shown(session).pack
    path = shown(session).path.questions
    first = pack.content.questions[path[0]].section
    last = [key for key in path if pack.content.questions[key].section == first][-1]
    page = QuestionPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    session.place_changed.connect(lambda _: page.show_snapshot(shown(session)))
    session.go(Place(Stop.QUESTIONS, path[0]))
    show(page)
    besides = part(page, QPlainTextEdit, "besides")
    assert not besides.isVisible()
    session.go(Place(Stop.QUESTIONS, last))
    assert besides.isVisible()
    assert pack.section_by_id[first].title in besides.accessibleName()
    besides.setPlainText("the printer smells of smoke")
    page.flush()
    remarks = shown(session).engagement.remarks
    assert [(entry.section, entry.text) for entry in remarks] == [
        (first, "the printer smells of smoke")
    ]
    session.go(Place(Stop.QUESTIONS, path[0]))
    session.go(Place(Stop.QUESTIONS, last))
    assert besides.toPlainText() == "the printer smells of smoke"
    besides.setPlainText("")
    page.flush()
    assert shown(session).engagement.remarks == ()
    sections = {pack.content.questions[key].section for key in shown(session).path.questions}
    ends = 0
    for key in shown(session).path.questions:
        session.go(Place(Stop.QUESTIONS, key))
        ends += besides.isVisible()
    assert ends == len(sections), "every part has its end"


def test_words_without_a_choice_are_kept_and_nobody_says_later_for_him(
    show: Show, session: EngagementSession
) -> None:
    page, key = _ask(session, show, AnswerKind.CHOICE)
    part(page, QPlainTextEdit, "words").setPlainText("my cousin does that")
    page.flush()
    settle()
    later, kept = part(page, QPushButton, "ask-later"), part(page, Banner, "words-kept")
    assert not later.isChecked()
    assert "Your words are kept. Pick what comes nearest" in kept.accessibleName()
    assert kept.isVisible()
    assert faults(page) == []
    later.click()
    assert later.isChecked()
    assert not kept.isVisible()
    assert shown(session).engagement.answers[QuestionId(key)].words == "my cousin does that"


def test_the_last_question_says_that_it_is_the_last(show: Show, session: EngagementSession) -> None:
    for _ in range(150):
        key = shown(session).path.next
        if key is None:
            break
        last = key
        session.answer_unknown(key, later=False)
    page = QuestionPage(session)
    session.go(Place(Stop.QUESTIONS, shown(session).path.questions[-1]))
    page.show_snapshot(shown(session))
    show(page)
    assert page.eyebrow.text().endswith("the last question")
    session.go(Place(Stop.QUESTIONS, shown(session).path.questions[0]))
    page.show_snapshot(shown(session))
    assert "part 1 of" in page.eyebrow.text()
    assert last in shown(session).path.questions
