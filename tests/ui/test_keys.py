"""Enter presses what has the keyboard; Esc takes one step out at a time, and never by surprise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from onboard.content.model import AnswerKind, QuestionId
from onboard.decisions import Position
from onboard.flow import Place, Stop
from onboard.interview.answers import AnswerState
from tests.ui.pages.page_kit import a_session, part, settle, shown, with_client
from ui.dialogs.decline import DeclineDialog
from ui.session import EngagementSession
from ui.widgets.consultant_panel import ConsultantPanel
from ui.wizard_window import WizardWindow

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        with_client(opened)
        opened.set_order(["3 PCs"])
        yield opened


@pytest.fixture
def window(qtbot: QtBot, session: EngagementSession) -> Iterator[WizardWindow]:
    made = WizardWindow(session)
    qtbot.addWidget(made)
    made.resize(1400, 800)
    made.show()
    yield made
    made.close()


def _press(window: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(window.focusWidget() or window, key)


def _enter_on(window: WizardWindow, name: str) -> QAbstractButton:
    target = part(window.shown, QAbstractButton, name)
    target.setFocus()
    _press(window, ENTER)
    return target


def _question(session: EngagementSession, kind: AnswerKind) -> QuestionId:
    questions = shown(session).pack.content.questions
    return next(key for key in shown(session).path.questions if questions[key].kind is kind)


# ---- Enter


def test_enter_says_i_dont_know_and_stays(window: WizardWindow, session: EngagementSession) -> None:
    key = shown(session).path.questions[0]
    session.go(Place(Stop.QUESTIONS, key))
    _enter_on(window, "dont-know")
    assert shown(session).engagement.answers[key].state is AnswerState.UNKNOWN
    assert session.place == Place(Stop.QUESTIONS, key)


def test_enter_opens_a_why(window: WizardWindow, session: EngagementSession) -> None:
    session.go(Place(Stop.QUESTIONS, shown(session).path.questions[0]))
    before = session.place
    assert _enter_on(window, "why").isChecked()
    assert session.place == before


def test_enter_decides_a_line(window: WizardWindow, session: EngagementSession) -> None:
    session.go(Place(Stop.DECISIONS))
    item = shown(session).open_lines[0].item
    _enter_on(window, f"yes-{item}")
    assert shown(session).line_by_item[item].settled.position is Position.ACCEPTED
    assert session.place == Place(Stop.DECISIONS)
    _enter_on(window, f"no-{item}")
    (dialog,) = window.findChildren(DeclineDialog)
    assert dialog.isVisible()
    assert session.place == Place(Stop.DECISIONS)
    dialog.reject()


def test_enter_picks_an_answer_and_goes_on_from_it(
    window: WizardWindow, session: EngagementSession
) -> None:
    key = _question(session, AnswerKind.CHOICE)
    session.go(Place(Stop.QUESTIONS, key))
    first = window.focusWidget()
    assert isinstance(first, QRadioButton)
    _press(window, ENTER)
    assert first.isChecked()
    assert session.place == Place(Stop.QUESTIONS, key)
    _press(window, ENTER)
    assert session.place != Place(Stop.QUESTIONS, key)


def test_walking_through_with_enter_changes_no_answer(
    window: WizardWindow, session: EngagementSession
) -> None:
    key = _question(session, AnswerKind.MULTIPLE)
    options = tuple(shown(session).pack.content.questions[key].options)
    assert session.answer(key, (options[0],)) == ""
    session.go(Place(Stop.QUESTIONS, key))
    first = window.focusWidget()
    assert isinstance(first, QCheckBox)
    _press(window, ENTER)
    assert shown(session).engagement.answers[key].value == (options[0],)
    assert session.place != Place(Stop.QUESTIONS, key)
    session.go(Place(Stop.QUESTIONS, key))
    settle()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    _press(window, ENTER)
    assert session.place == Place(Stop.QUESTIONS, key), "a card one went to is pressed"


def test_enter_still_goes_on_from_a_field_and_on_next(
    window: WizardWindow, session: EngagementSession
) -> None:
    session.go(Place(Stop.PLAN))
    window.next.setFocus()
    _press(window, ENTER)
    assert session.place == Place(Stop.DECISIONS)
    window.back.setFocus()
    _press(window, ENTER)
    assert session.place == Place(Stop.PLAN)


# ---- Esc


def test_esc_in_a_field_leaves_the_field_alone(
    window: WizardWindow, session: EngagementSession
) -> None:
    window.change_room()
    session.go(Place(Stop.DECISIONS))
    (panel,) = window.findChildren(ConsultantPanel)
    for field in (panel.note, part(window.shown, QWidget, "next-text")):
        field.setFocus()
        _press(window, ESCAPE)
        assert session.place == Place(Stop.DECISIONS)
        assert window.focusWidget() is window.next


def test_esc_leads_to_finish_later_and_only_from_there_out_of_the_file(
    window: WizardWindow, session: EngagementSession
) -> None:
    session.go(Place(Stop.PLAN))
    window.next.setFocus()
    _press(window, ESCAPE)
    assert session.place == Place(Stop.PLAN)
    assert window.focusWidget() is window.later
    _press(window, ESCAPE)
    assert session.place is None
    assert window.shown_name == "clients"


def test_a_second_esc_after_a_dialog_closes_nothing(
    window: WizardWindow, session: EngagementSession
) -> None:
    session.go(Place(Stop.DECISIONS))
    _enter_on(window, f"no-{shown(session).open_lines[0].item}")
    (dialog,) = window.findChildren(DeclineDialog)
    _press(dialog, ESCAPE)
    assert not dialog.isVisible()
    _press(window, ESCAPE)
    assert session.place == Place(Stop.DECISIONS)


def test_the_owners_screen_cannot_leave_the_file(
    window: WizardWindow, session: EngagementSession
) -> None:
    session.go(Place(Stop.PLAN))
    owners = window.open_owner_screen()
    assert owners is not None
    settle()
    assert not owners.later.isVisible()
    assert window.later.isVisible()
    for _ in range(3):
        _press(owners, ESCAPE)
    assert session.place == Place(Stop.PLAN)
