"""An owner by himself: how it is noted, whom he is told to call, and where he ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, settle, shown, with_client
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from onboard.contact import Contact, whom_to_call
from onboard.content.model import QuestionId
from onboard.firm import FirmProfile
from onboard.flow import Place, Stop
from onboard.interview.answers import How
from onboard.papers.own_plan import own_plan
from ui.pages.alone import AlonePage
from ui.pages.plan import PlanPage
from ui.pages.questions import QuestionPage
from ui.pages.welcome import WelcomePage
from ui.rail_steps import rail_steps
from ui.rooms import Room
from ui.session import EngagementSession
from ui.widgets.notes import Banner
from ui.wizard_window import WizardWindow


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


def make_urgent(session: EngagementSession) -> None:
    """Say that there is no copy of the work."""
    session.answer(QuestionId("backup"), "none")
    assert shown(session).urgent


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    make_urgent(session)
    page = AlonePage(session)
    page.show_snapshot(shown(session))
    show(page)
    assert faults(page) == []


def test_answers_of_an_owner_by_himself_say_so(show: Show, session: EngagementSession) -> None:
    page = WelcomePage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    assert part(page, QRadioButton, "option-together").isChecked()
    part(page, QRadioButton, "option-alone").click()
    assert shown(session).engagement.alone
    first, second = shown(session).path.questions[:2]
    session.answer_unknown(first, later=False)
    assert shown(session).engagement.answers[first].how is How.ALONE
    session.set_alone(False)
    session.answer_unknown(second, later=False)
    assert shown(session).engagement.answers[second].how is How.TOGETHER


def test_alone_nobody_signs_until_a_consultant_is_there(
    qtbot: QtBot, session: EngagementSession
) -> None:
    session.set_alone(True)
    window = WizardWindow(session)
    qtbot.addWidget(window)
    window.resize(1120, 760)
    with qtbot.waitExposed(window):
        window.show()
    session.go(Place(Stop.SIGN))
    assert isinstance(window.shown, AlonePage)
    assert not session.is_busy  # no agreement is laid out
    part(window.shown, QPushButton, "sign-together").click()
    qtbot.waitUntil(lambda: not session.is_busy)
    settle()
    assert window.shown_name == Stop.SIGN.value


def test_the_plan_and_the_list_are_saved_and_are_no_agreement(
    qtbot: QtBot, session: EngagementSession, tmp_path: Path
) -> None:
    for save, name in (
        (session.save_own_plan, "plan.pdf"),
        (session.save_specification, "list.pdf"),
    ):
        with qtbot.waitSignal(session.paper_saved):
            save(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(b"%PDF-")
    told = own_plan(shown(session))
    assert "not an agreement" in told.footer_note
    assert not [b for s in told.sections for b in s.blocks if type(b).__name__ == "SignatureBox"]
    titles = [section.title for section in told.sections]
    assert len(titles) == len(set(titles)) >= 5


def test_what_cannot_wait_says_whom_to_call(show: Show, session: EngagementSession) -> None:
    make_urgent(session)
    page = PlanPage(session)
    page.show_snapshot(shown(session))
    show(page)
    banner = part(page, Banner, "plan-urgent")
    assert "call" in banner.accessibleName()
    session.save_firm(FirmProfile(name="Example IT", consultant="Alex Reed", phone="555 0100"))
    page.show_snapshot(shown(session))
    assert "Alex Reed: 555 0100" in banner.accessibleName()


def test_whom_to_call_is_the_best_that_is_known(session: EngagementSession) -> None:
    snapshot = shown(session)
    assert "555" in whom_to_call(snapshot, Contact("Firm", "Alex", "555", "a@example.com"))
    assert "a@example.com" in whom_to_call(snapshot, Contact("Firm", "", "", "a@example.com"))
    nobody = whom_to_call(snapshot, Contact())
    helper = snapshot.pack.content.helper
    assert helper is not None
    options = snapshot.pack.content.questions[helper.question].options  # type: ignore[index]
    some = next(key for key in options if key not in helper.nobody)
    session.answer(helper.question, some)  # type: ignore[arg-type]
    assert whom_to_call(shown(session), Contact()) != nobody
    session.answer(helper.question, helper.nobody[0])  # type: ignore[arg-type]
    assert whom_to_call(shown(session), Contact()) == nobody
    assert not replace(Contact("Firm"), phone="").can_be_reached


def test_what_nobody_knows_is_a_calm_note_and_no_alarm(
    show: Show, session: EngagementSession
) -> None:
    while not shown(session).to_find_out:
        key = shown(session).path.next
        assert key is not None
        session.answer_unknown(key, later=False)
    assert not shown(session).urgent
    [note] = [flag for flag in shown(session).to_find_out if key in flag.answers][:1]
    session.go(Place(Stop.QUESTIONS, key))
    for page, name in (
        (QuestionPage(session), "find-out"),
        (PlanPage(session), "plan-find-out"),
        (AlonePage(session), "alone-find-out"),
    ):
        page.show_snapshot(shown(session))
        show(page)
        calm = part(page, Banner, name)
        assert calm.isVisible()
        assert note.told in calm.accessibleName()
        assert calm.accessibleName().startswith("Note")
        assert "call" not in calm.accessibleName()
        alarm = name.replace("find-out", "urgent")
        assert not part(page, Banner, alarm).isVisible()


def _window(qtbot: QtBot, session: EngagementSession) -> WizardWindow:
    window = WizardWindow(session)
    qtbot.addWidget(window)
    window.resize(1120, 760)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_by_himself_an_owner_sees_no_side_of_a_consultant(
    qtbot: QtBot, session: EngagementSession
) -> None:
    window = _window(qtbot, session)
    session.go(Place(Stop.WELCOME))
    assert window.rooms.isVisible()
    session.set_alone(True)
    assert not window.rooms.isVisible()
    window.change_room()
    assert window.room is Room.OWNER
    session.set_alone(False)
    assert window.rooms.isVisible()


def test_by_himself_nobody_is_told_that_both_sign(show: Show, session: EngagementSession) -> None:
    page = WelcomePage(session)
    page.show_snapshot(shown(session))
    show(page)
    assert "both sign" in part(page, QLabel, "step-4").text()
    session.set_alone(True)
    page.show_snapshot(shown(session))
    assert "Nobody signs" in part(page, QLabel, "step-4").text()
    texts = " ".join(made.text() for made in page.findChildren(QLabel))
    assert "half an hour" not in texts
    assert "minutes for the questions" in texts
    assert "stop at any time" in texts


def test_by_himself_nobody_is_sent_to_us(show: Show, session: EngagementSession) -> None:
    session.answer_unknown(QuestionId("server"), later=False)
    page = QuestionPage(session)
    session.go(Place(Stop.QUESTIONS, QuestionId("server")))
    page.show_snapshot(shown(session))
    show(page)
    told = part(page, Banner, "who-knows")
    assert "us, on a visit" in told.accessibleName()
    session.set_alone(True)
    page.show_snapshot(shown(session))
    assert "us, on a visit" not in told.accessibleName()
    assert "someone who knows computers" in told.accessibleName()
    assert not [entry for entry in shown(session).assumptions if entry.who.startswith("us,")]


def test_enter_saves_the_plan_before_it_closes_the_file(
    qtbot: QtBot, session: EngagementSession
) -> None:
    session.set_alone(True)
    window = WizardWindow(session)
    qtbot.addWidget(window)
    window.show()
    session.go(Place(Stop.SIGN))
    settle()
    assert window.focusWidget() is part(window.shown, QPushButton, "save-ownplan")


def test_the_last_page_of_an_owner_alone_is_done_and_closes_the_file(
    qtbot: QtBot, session: EngagementSession
) -> None:
    session.set_alone(True)
    window = _window(qtbot, session)
    session.go(Place(Stop.SIGN))
    snapshot = shown(session)
    steps = rail_steps(snapshot, Place(Stop.SIGN))
    assert [step.id for step in steps][-1] == Stop.SIGN.value
    assert window.next.text() == "Done"
    window.next.click()
    assert session.snapshot is None
    assert window.shown_name == "clients"


def test_the_numbers_of_the_steps_stand_at_their_first_lines(
    dress: Dress, show: Show, session: EngagementSession
) -> None:
    dress(scale=2.0)
    page = WelcomePage(session)
    page.show_snapshot(shown(session))
    show(page, 640, 900)
    settle()
    for number in range(1, 5):
        text = part(page, QLabel, f"step-{number}")
        figure = next(made for made in page.findChildren(QLabel) if made.text() == f"{number}.")
        assert abs(figure.y() - text.y()) <= 2
        assert figure.height() <= figure.sizeHint().height() + 2
