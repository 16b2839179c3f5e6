"""What one person keeps to himself: sealed answers of the owner, the consultant's own note."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from conftest import Dress, Show
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from onboard.content.model import QuestionId
from onboard.flow import Place, Stop
from onboard.interview.answers import AnswerState
from onboard.wording import say
from tests.ui import checks
from tests.ui.pages.page_kit import (
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
from ui.dialogs.note import NoteDialog
from ui.dialogs.private import DropPrivateDialog, KeepPrivateDialog, LeavePrivateDialog, LookDialog
from ui.page import Page
from ui.pages.check import CheckPage
from ui.pages.clients import ClientsPage
from ui.pages.decisions import DecisionsPage
from ui.pages.heard import HeardPage
from ui.pages.plan import PlanPage
from ui.pages.questions import QuestionPage
from ui.pages.together import TogetherPage
from ui.session import EngagementSession

CODE = "seven green doors"
RESULTS = QuestionId("results-helper")
CHANCES = QuestionId("chances")
WOULD_ACT = QuestionId("would-act")
WORDS = "Zebrafish never arrive on time"
PROMISE = "A quokka in the cellar"
LONG_WORDS = "Nobody came back to us before the end of the third week of that month. " * 5
SECRETS = ("Zebrafish", "quokka", "1 March 2024", "You do not get the results you need")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        with_client(opened)
        _tell(opened, "provider-now", "you")
        yield opened


@pytest.fixture
def parent(show: Show) -> QWidget:
    return show(QWidget(), 1120, 760)


def _tell(session: EngagementSession, key: str, value: object) -> None:
    session.open_questions(key)
    assert session.answer(QuestionId(key), value) == ""


def _keep(session: EngagementSession) -> None:
    """Two answers under the owner's code, the way the dialog does it."""
    row = {"when": "2024-03-01", "promised": PROMISE, "happened": "not-kept", "times": 3}
    session.open_questions("relationship", "chances")
    assert session.keep_private(CODE, RESULTS, "no", WORDS) == ""
    assert session.keep_private(CODE, CHANCES, [row], "") == ""


def _asked(session: EngagementSession, show: Show, key: QuestionId) -> QuestionPage:
    session.open_questions(key)
    page = QuestionPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    session.go(Place(Stop.QUESTIONS, key))
    page.show_snapshot(shown(session))
    show(page)
    return page


def _keeping(
    parent: QWidget, session: EngagementSession, key: QuestionId = RESULTS
) -> KeepPrivateDialog:
    session.open_questions(key)
    dialog = KeepPrivateDialog(parent, session, shown(session), key)
    dialog.open()
    assert QTest.qWaitForWindowExposed(dialog)
    return dialog


def _looking(parent: QWidget, session: EngagementSession) -> LookDialog:
    dialog = LookDialog(parent, session)
    dialog.open()
    assert QTest.qWaitForWindowExposed(dialog)
    return dialog


def _texts(widget: QWidget) -> str:
    """All that can be read or heard, folded and hidden parts too."""
    found = []
    for made in (widget, *widget.findChildren(QWidget)):
        found += [made.accessibleName(), made.accessibleDescription(), made.toolTip()]
        match made:
            case QLabel() | QAbstractButton() | QLineEdit():
                found.append(made.text())
            case QPlainTextEdit():
                found.append(made.toPlainText())
            case QComboBox():
                found += [made.itemText(index) for index in range(made.count())]
    return "\n".join(found)


def _tab_round(qtbot: QtBot, dialog: QWidget, most: int = 40) -> list[str]:
    """The names of what Tab reaches, once round."""
    seen: list[str] = []
    for _ in range(most):
        focus = dialog.focusWidget()
        assert focus is not None
        if focus.objectName() in seen:
            return seen
        seen.append(focus.objectName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError("Tab finds no way round")


def _let_go() -> None:
    """Let go of what a closed dialog leaves to be thrown away."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _drop(dialog: KeepPrivateDialog) -> None:
    """Leave, and say that what was typed may go."""
    dialog.reject()
    leaving = dialog.findChild(LeavePrivateDialog)
    assert leaving is not None
    leaving.yes.click()
    assert not dialog.isVisible()


# ---- on the page of a question


@pytest.mark.parametrize("key", [RESULTS, CHANCES, WOULD_ACT])
def test_about_us_it_is_offered_before_the_question(
    show: Show, session: EngagementSession, key: QuestionId
) -> None:
    page = _asked(session, show, key)
    offer = part(page, QPushButton, "keep-private")
    assert offer.isVisible()
    assert page.editor is not None
    settle()
    assert _bottom(page, offer) <= _top(page, page.editor)
    assert say("page.private-offer") in _texts(page)


def test_about_somebody_else_it_is_offered_before_the_question_too(
    show: Show, session: EngagementSession
) -> None:
    _tell(session, "provider-now", "friend")
    page = _asked(session, show, RESULTS)
    offer = part(page, QPushButton, "keep-private")
    assert page.editor is not None
    settle()
    assert _bottom(page, offer) <= _top(page, page.editor)
    assert say("page.private-may") in _texts(page)
    assert say("page.private-held") in _texts(page)


def test_a_question_about_anything_else_offers_nothing_private(
    show: Show, session: EngagementSession
) -> None:
    page = _asked(session, show, QuestionId("pains"))
    assert not part(page, QPushButton, "keep-private").isVisible()


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_before_and_after_it_is_kept(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = _asked(session, show, RESULTS)
    assert faults(page) == []
    _keep(session)
    assert faults(page) == []
    assert session.drop_private(RESULTS, CODE) == ""
    _tell(session, "provider-now", "firm")
    assert faults(page) == []


def test_a_kept_answer_hides_its_question_until_it_is_taken_back(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _asked(session, show, RESULTS)
    _keep(session)
    hidden = [part(page, QPushButton, name) for name in ("dont-know", "ask-later")]
    for made in (page.editor, page.words, *hidden):
        assert made is not None
        assert not made.isVisible()
    assert say("page.private-is") in _texts(page)
    assert page.leave(), "it is answered"
    part(page, QPushButton, "look").click()
    look = page.window().findChild(LookDialog)
    assert look is not None
    look.reject()
    press(qtbot, page, part(page, QPushButton, "drop-private"))
    dialog = page.window().findChild(DropPrivateDialog)
    assert dialog is not None
    assert RESULTS in shown(session).engagement.answers, "not by one click"
    dialog.code.field.setText("another-code")
    dialog.yes.click()
    assert say("private.wrong-code") in _texts(dialog)
    assert RESULTS in shown(session).engagement.answers
    dialog.code.field.setText(CODE)
    dialog.yes.click()
    assert RESULTS not in shown(session).engagement.answers
    assert page.editor is not None
    assert page.editor.isVisible()
    assert not part(page, QPushButton, "drop-private").isVisible()
    assert part(page, QPushButton, "keep-private").isVisible()


def test_who_has_lost_the_code_may_let_the_answer_go_and_says_so(
    show: Show, session: EngagementSession
) -> None:
    page = _asked(session, show, RESULTS)
    _keep(session)
    part(page, QPushButton, "drop-private").click()
    dialog = page.window().findChild(DropPrivateDialog)
    assert dialog is not None
    dialog.lost.box.setChecked(True)
    assert not dialog.code.isEnabled()
    dialog.yes.click()
    assert RESULTS not in shown(session).engagement.answers


def test_what_is_half_typed_is_not_saved_in_the_open_and_does_not_stay(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    """S4.14: it goes along into the private field, and the open one is emptied."""
    page = _asked(session, show, RESULTS)
    page.words.setPlainText(f"{WORDS}, half")
    part(page, QPushButton, "keep-private").click()
    dialog = page.window().findChild(KeepPrivateDialog)
    assert dialog is not None
    page.flush()
    assert RESULTS not in shown(session).engagement.answers
    assert page.words.toPlainText() == ""
    assert dialog.words.toPlainText() == f"{WORDS}, half"
    _drop(dialog)
    end = QuestionId("contract-end")
    _tell(session, "provider-now", "firm")
    session.open_questions(end)
    session.go(Place(Stop.QUESTIONS, end))
    page.show_snapshot(shown(session))
    assert page.editor is not None
    typed = page.editor.findChild(QLineEdit, "date")
    assert isinstance(typed, QLineEdit)
    typed.setText("when Quill dies")
    page.flush()
    assert session.keep_private(CODE, end, "2027-01-31", "") == ""
    assert "Quill" not in _texts(page)
    assert page.leave()


def test_nothing_of_it_is_saved_or_mirrored_before_next(
    show: Show, session: EngagementSession
) -> None:
    page, mirror = _asked(session, show, RESULTS), _asked(session, show, RESULTS)
    part(page, QRadioButton, "option-seldom").click()
    page.words.setPlainText(WORDS)
    page.flush()
    assert RESULTS not in shown(session).engagement.answers
    assert "Zebrafish" not in _texts(mirror)
    mirror.show_snapshot(shown(session))
    assert not part(mirror, QRadioButton, "option-seldom").isChecked()
    page.show_snapshot(shown(session))
    assert part(page, QRadioButton, "option-seldom").isChecked()
    session.go(Place(Stop.QUESTIONS, CHANCES))
    page.show_snapshot(shown(session))
    session.go(Place(Stop.QUESTIONS, RESULTS))
    page.show_snapshot(shown(session))
    assert part(page, QRadioButton, "option-seldom").isChecked(), "it is there when one returns"
    assert page.words.toPlainText() == WORDS
    assert page.leave()
    answer = shown(session).engagement.answers[RESULTS]
    assert (answer.value, answer.words) == ("seldom", WORDS)


def test_a_shrug_keeps_the_words_back_until_next(show: Show, session: EngagementSession) -> None:
    page = _asked(session, show, RESULTS)
    page.words.setPlainText(WORDS)
    part(page, QPushButton, "dont-know").click()
    assert shown(session).engagement.answers[RESULTS].words == ""
    assert page.words.toPlainText() == WORDS
    assert page.leave()
    answer = shown(session).engagement.answers[RESULTS]
    assert (answer.state, answer.words) == (AnswerState.UNKNOWN, WORDS)


def test_what_may_be_open_is_saved_as_any_other(show: Show, session: EngagementSession) -> None:
    page = _asked(session, show, RESULTS)
    part(page, QRadioButton, "option-seldom").click()
    part(page, QPushButton, "may-be-open").click()
    assert shown(session).engagement.answers[RESULTS].value == "seldom"
    assert say("page.private-held") not in _texts(page)
    assert not part(page, QPushButton, "may-be-open").isVisible()
    assert part(page, QPushButton, "keep-private").isVisible()
    part(page, QRadioButton, "option-no").click()
    assert shown(session).engagement.answers[RESULTS].value == "no"


def test_what_was_typed_goes_along_into_the_private_dialog(
    show: Show, session: EngagementSession
) -> None:
    page = _asked(session, show, RESULTS)
    part(page, QRadioButton, "option-seldom").click()
    page.words.setPlainText(WORDS)
    part(page, QPushButton, "keep-private").click()
    dialog = page.window().findChild(KeepPrivateDialog)
    assert dialog is not None
    assert part(dialog, QRadioButton, "option-seldom").isChecked()
    assert dialog.words.toPlainText() == WORDS
    dialog.code.field.setText(CODE)
    dialog.yes.click()
    assert shown(session).engagement.answers[RESULTS].state is AnswerState.PRIVATE
    _let_go()
    assert "Zebrafish" not in _texts(page)
    seen = session.seen_with(CODE)
    assert not isinstance(seen, str)
    assert seen.engagement.answers[RESULTS].value == "seldom"


def test_escape_asks_before_it_drops_what_was_typed(
    qtbot: QtBot, parent: QWidget, session: EngagementSession
) -> None:
    dialog = _keeping(parent, session)
    dialog.words.setPlainText(WORDS)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    leaving = dialog.findChild(LeavePrivateDialog)
    assert leaving is not None
    assert checks.all_findings(leaving) == []
    qtbot.keyClick(leaving, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.words.toPlainText() == WORDS
    _let_go()
    _drop(dialog)


def test_an_answer_is_kept_by_keyboard_alone(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _asked(session, show, RESULTS)
    press(qtbot, page, part(page, QPushButton, "keep-private"))
    dialog = page.window().findChild(KeepPrivateDialog)
    assert dialog is not None
    assert QTest.qWaitForWindowExposed(dialog)
    assert isinstance(dialog.focusWidget(), QRadioButton), "one begins with the answer"
    tab_to(qtbot, dialog, part(dialog, QRadioButton, "option-yes"))
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    type_into(qtbot, dialog, part(dialog, QPlainTextEdit, "private-words"), WORDS)
    type_into(qtbot, dialog, part(dialog, QLineEdit, "owner-code"), CODE)
    tab_to(qtbot, dialog, dialog.yes)
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Space)
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()
    answer = shown(session).engagement.answers[RESULTS]
    assert (answer.state, answer.value, answer.words) == (AnswerState.PRIVATE, None, "")
    seen = session.seen_with(CODE)
    assert not isinstance(seen, str)
    opened = seen.engagement.answers[RESULTS]
    assert (opened.value, opened.words) == ("mostly", WORDS)


# ---- the dialog that keeps


@pytest.mark.parametrize("key", [RESULTS, CHANCES, WOULD_ACT, QuestionId("pains-measured")])
@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_dialog_can_be_read_and_used(
    dress: Dress,
    parent: QWidget,
    session: EngagementSession,
    dark: bool,
    scale: float,
    key: QuestionId,
) -> None:
    dress(dark=dark, scale=scale)
    dialog = _keeping(parent, session, key)
    assert checks.all_findings(dialog) == []
    dialog.yes.click()
    settle()
    assert dialog.error.isVisible()
    assert checks.all_findings(dialog) == []
    dialog.reject()


def test_tab_goes_through_the_dialog_from_top_to_bottom(
    qtbot: QtBot, parent: QWidget, session: EngagementSession
) -> None:
    dialog = _keeping(parent, session)
    stops = _tab_round(qtbot, dialog)
    assert stops[0].startswith("option-")
    rest = ["private-words", "owner-code", "show-code", "sheet-no", "sheet-yes"]
    assert [name for name in stops if not name.startswith("option-")] == rest
    dialog.reject()


def test_nothing_is_kept_without_an_answer_or_with_a_short_code(
    parent: QWidget, session: EngagementSession
) -> None:
    dialog = _keeping(parent, session)
    dialog.code.field.setText(CODE)
    dialog.yes.click()
    assert dialog.error.text() == say("dialog.private-no-answer")
    part(dialog, QRadioButton, "option-no").click()
    assert not dialog.error.isVisible(), "the sentence goes once it is no longer true"
    dialog.code.field.setText("short")
    dialog.yes.click()
    assert dialog.isVisible()
    assert "too short" in dialog.error.text()
    assert dialog.focusWidget() is dialog.code.field
    assert RESULTS not in shown(session).engagement.answers
    dialog.reject()


def test_a_second_answer_needs_the_code_of_the_first(
    parent: QWidget, session: EngagementSession
) -> None:
    _keep(session)
    dialog = _keeping(parent, session, WOULD_ACT)
    part(dialog, QPlainTextEdit, "answer").setPlainText("A third day")
    dialog.code.field.setText("another code")
    dialog.yes.click()
    assert dialog.error.text() == say("private.wrong-code")
    assert WOULD_ACT not in shown(session).engagement.answers
    dialog.code.field.setText(CODE)
    dialog.yes.click()
    assert shown(session).engagement.answers[WOULD_ACT].state is AnswerState.PRIVATE


def test_back_keeps_nothing_and_leaves_the_open_answer(
    qtbot: QtBot, parent: QWidget, session: EngagementSession
) -> None:
    _tell(session, RESULTS, "seldom")
    dialog = _keeping(parent, session)
    assert say("page.private-earlier") in _texts(dialog)
    assert not any(card.isChecked() for card in dialog.findChildren(QRadioButton))
    part(dialog, QRadioButton, "option-no").click()
    dialog.code.field.setText(CODE)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    answer = shown(session).engagement.answers[RESULTS]
    assert (answer.state, answer.value) == (AnswerState.GIVEN, "seldom")


def test_the_code_is_hidden_and_may_be_looked_at(
    qtbot: QtBot, parent: QWidget, session: EngagementSession
) -> None:
    dialog = _keeping(parent, session)
    field = dialog.code.field
    type_into(qtbot, dialog, field, CODE)
    assert CODE not in field.displayText()
    box = part(dialog, QCheckBox, "show-code")
    tab_to(qtbot, dialog, box)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert field.displayText() == CODE
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert CODE not in field.displayText()
    dialog.reject()


# ---- nobody else reads it


@pytest.mark.parametrize(
    "kind", [CheckPage, HeardPage, TogetherPage, PlanPage, DecisionsPage, QuestionPage]
)
def test_a_kept_answer_shows_on_no_page(
    show: Show, session: EngagementSession, kind: type[Page]
) -> None:
    page = kind(session)
    session.snapshot_changed.connect(page.show_snapshot)
    for key, value in (
        (RESULTS, "no"),
        (CHANCES, [{"when": "2024-03-01", "promised": PROMISE, "happened": "not-kept"}]),
    ):
        session.open_questions(key)
        assert session.answer(key, value, WORDS) == ""
    session.go(Place(Stop.QUESTIONS, RESULTS))
    page.show_snapshot(shown(session))
    show(page)
    page.complete()
    before = _texts(page)
    if kind in (CheckPage, HeardPage, TogetherPage):
        assert any(secret in before for secret in SECRETS), "while it is open it can be read here"
    _keep(session)
    settle()
    _let_go()
    after = _texts(page)
    for secret in SECRETS:
        assert secret not in after
    rest = session.application.service.engagement(shown(session).engagement.id)
    assert rest.answers[RESULTS].value is None


def test_a_kept_answer_draws_no_link_for_others(show: Show, session: EngagementSession) -> None:
    page = TogetherPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    _tell(session, RESULTS, "no")
    assert page.findChildren(QLabel, "link-fails")
    _keep(session)
    assert page.findChildren(QLabel, "link-fails") == []
    assert part(page, QLabel, "kept").text() == (
        "2 answers are kept under the owner’s own code. Only the owner can read them."
    )
    assert "You told nothing about your helper yet" not in _texts(page), "something was told"


# ---- the look at them


def test_a_wrong_code_tells_one_sentence_and_shows_nothing(
    qtbot: QtBot, parent: QWidget, session: EngagementSession
) -> None:
    _keep(session)
    dialog = _looking(parent, session)
    before = len(dialog.findChildren(QLabel))
    type_into(qtbot, dialog, dialog.code.field, "not the right one")
    dialog.yes.click()
    assert dialog.isVisible()
    assert dialog.error.text() == say("private.wrong-code")
    assert len(dialog.findChildren(QLabel)) == before
    assert not any(secret in _texts(dialog) for secret in SECRETS)
    assert dialog.code.field.text() == "", "no code is left standing"
    assert dialog.focusWidget() is dialog.code.field
    qtbot.keyClicks(dialog.focusWidget(), "s")
    assert not dialog.error.isVisible()
    dialog.reject()


def test_the_owner_sees_the_answers_and_what_follows_by_keyboard(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    _tell(session, "trust-helper", "mostly")
    _keep(session)
    page = TogetherPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    press(qtbot, page, part(page, QPushButton, "look"))
    dialog = page.window().findChild(LookDialog)
    assert dialog is not None
    assert QTest.qWaitForWindowExposed(dialog)
    assert dialog.focusWidget() is dialog.code.field
    qtbot.keyClicks(dialog.focusWidget(), CODE)
    tab_to(qtbot, dialog, dialog.yes)
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Space)
    settle()
    texts = [made.text() for made in dialog.findChildren(QLabel) if made.isVisible()]
    question = shown(session).pack.content.questions[RESULTS]
    assert texts.index(question.ask) + 1 == texts.index("No")
    assert f"“{WORDS}”" in texts
    assert PROMISE in texts
    assert "That bond is worth a lot" in part(dialog, QLabel, "weighed").text()
    fails = [made.text() for made in dialog.findChildren(QLabel, "link-fails")]
    assert "•  Some things that were promised did not come about." in fails
    assert "•  The results that you need are missing." in fails
    assert CODE not in _texts(dialog)
    for secret in ("Zebrafish", "quokka"):
        assert secret not in _texts(page.column.parentWidget()), "the page behind stays as it was"


def test_closing_the_look_leaves_nothing_of_it(
    qtbot: QtBot, parent: QWidget, session: EngagementSession
) -> None:
    _keep(session)
    version = shown(session).engagement.version
    dialog = _looking(parent, session)
    dialog.code.field.setText(CODE)
    dialog.yes.click()
    assert "Zebrafish" in _texts(dialog)
    tab_to(qtbot, dialog, dialog.no)
    qtbot.keyClick(dialog.no, Qt.Key.Key_Space)
    _let_go()
    assert not shiboken6.isValid(dialog)
    assert "Zebrafish" not in _texts(parent)
    assert parent.findChild(LookDialog) is None
    assert shown(session).engagement.version == version, "looking changes nothing"
    again = _looking(parent, session)
    assert not any(secret in _texts(again) for secret in SECRETS)
    assert again.yes.isVisible(), "the code is asked for each time"
    again.reject()


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_look_can_be_read_and_scrolled_by_keyboard(
    qtbot: QtBot,
    dress: Dress,
    parent: QWidget,
    session: EngagementSession,
    dark: bool,
    scale: float,
) -> None:
    dress(dark=dark, scale=scale)
    session.open_questions("relationship", "chances", "practice")
    assert session.keep_private(CODE, WOULD_ACT, LONG_WORDS, "") == ""
    assert session.keep_private(CODE, RESULTS, "seldom", LONG_WORDS) == ""
    assert session.keep_private(CODE, QuestionId("helper-outcome"), "switch-safely", "") == ""
    dialog = _looking(parent, session)
    assert checks.all_findings(dialog) == []
    dialog.code.field.setText("not the right one")
    dialog.yes.click()
    settle()
    assert checks.all_findings(dialog) == []
    dialog.code.field.setText(CODE)
    dialog.yes.click()
    settle()
    assert checks.all_findings(dialog) == []
    area = part(dialog, QScrollArea, "")
    bar = area.verticalScrollBar()
    assert (bar.value(), bar.maximum() > 0) == (0, True)
    assert dialog.focusWidget() is area
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_PageDown)
    assert bar.value() > 0
    assert checks.all_findings(dialog) == []
    dialog.reject()


# ---- the consultant's own note


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_note_can_be_read_and_used(
    dress: Dress, parent: QWidget, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    dialog = NoteDialog(parent, LONG_NAME, LONG_WORDS)
    dialog.open()
    assert QTest.qWaitForWindowExposed(dialog)
    assert checks.all_findings(dialog) == []
    dialog.reject()


def test_a_note_is_written_by_keyboard_and_found_again(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    client = shown(session).engagement.id
    page = ClientsPage(session)
    show(page)
    opener = part(page, QPushButton, f"note-{client}")
    assert opener.accessibleName() == "Your private note on Corner Dental"
    press(qtbot, page, opener)
    dialog = page.window().findChild(NoteDialog)
    assert dialog is not None
    assert QTest.qWaitForWindowExposed(dialog)
    area = part(dialog, QPlainTextEdit, "private-note")
    assert dialog.focusWidget() is area
    qtbot.keyClicks(area, WORDS)
    tab_to(qtbot, dialog, dialog.yes)
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Space)
    assert session.private_note(client) == WORDS
    _let_go()
    press(qtbot, page, part(page, QPushButton, f"note-{client}"))
    again = page.window().findChild(NoteDialog)
    assert again is not None
    area = part(again, QPlainTextEdit, "private-note")
    assert area.toPlainText() == WORDS
    area.setPlainText("something else")
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert session.private_note(client) == WORDS


@pytest.mark.parametrize(
    "kind", [ClientsPage, CheckPage, HeardPage, TogetherPage, PlanPage, DecisionsPage]
)
def test_the_note_shows_on_no_page(
    show: Show, session: EngagementSession, kind: type[Page]
) -> None:
    client = shown(session).engagement.id
    session.keep_note(client, WORDS)
    session.open_client(client)
    assert session.private_note(client) == WORDS
    page = kind(session)
    page.show_snapshot(shown(session))
    show(page)
    settle()
    assert len(_texts(page)) > 100
    assert "Zebrafish" not in _texts(page)


def _top(page: QWidget, widget: QWidget) -> int:
    return widget.mapTo(page, widget.rect().topLeft()).y()


def _bottom(page: QWidget, widget: QWidget) -> int:
    return _top(page, widget) + widget.height()
