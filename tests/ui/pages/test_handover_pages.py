"""Questions leave in a file, are answered alone elsewhere, and come back to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, settle, shown, with_client
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from onboard.firm import FirmProfile
from onboard.flow import Place, Stop
from onboard.interview.answers import How
from tests.ui import checks
from ui.dialogs.send_questions import (
    CodeDialog,
    OpenQuestionsDialog,
    OtherKeyDialog,
    SendQuestionsDialog,
)
from ui.pages.alone import AlonePage
from ui.pages.answers import AnswersPage
from ui.pages.clients import ClientsPage
from ui.rail_steps import rail_steps
from ui.session import EngagementSession
from ui.wizard_window import WizardWindow

NOTE = "margin is thin here"


@pytest.fixture
def consultant(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path / "consultant"):
        opened.save_firm(FirmProfile(name="Example IT", consultant="Alex Reed", phone="555 0100"))
        yield with_client(opened)


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[EngagementSession]:
    yield from a_session(tmp_path / "owner")


def sent(
    consultant: EngagementSession, path: Path, qtbot: QtBot, sections: tuple[str, ...] = ()
) -> str:
    key = shown(consultant).engagement.id
    with qtbot.waitSignal(consultant.invited, timeout=20_000) as told:
        consultant.invite(key, path, sections, "")
    return str(told.args[0])


def accepted(owner: EngagementSession, path: Path, code: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(owner.place_changed, timeout=20_000):
        owner.accept_questions(path, code)


def came_back(
    consultant: EngagementSession, owner: EngagementSession, path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(owner.paper_saved, timeout=20_000):
        owner.save_reply(path)
    consultant.leave_client()
    with qtbot.waitSignal(consultant.review_changed, timeout=20_000):
        consultant.read_reply(path)


def test_the_whole_way_there_and_back(
    consultant: EngagementSession,
    owner: EngagementSession,
    tmp_path: Path,
    show: Show,
    qtbot: QtBot,
) -> None:
    """T4: the owner answers alone at home, then the consultant finishes."""
    first, second, third = shown(consultant).path.questions[:3]
    consultant.answer_unknown(first, later=False)
    consultant.keep_note(shown(consultant).engagement.id, NOTE)
    ask, reply = tmp_path / "a.onboard-ask", tmp_path / "a.onboard-reply"
    code = sent(consultant, ask, qtbot)
    accepted(owner, ask, code, qtbot)
    facts = shown(owner).engagement
    assert facts.alone
    assert facts.private_note == ""
    assert first in facts.answers
    assert owner.adviser().phone == "555 0100"
    for key in (second, third):
        owner.answer_unknown(key, later=False, words="I asked my son")
    consultant.answer_unknown(third, later=True)  # later, and so no answer yet
    page = AlonePage(owner)
    page.show_snapshot(shown(owner))
    show(page)
    assert "Alex Reed" in "\n".join(made.text() for made in page.findChildren(QLabel))
    came_back(consultant, owner, reply, qtbot)
    window = AnswersPage(consultant)
    show(window)
    for key in (second, third):
        assert part(window, QCheckBox, f"take-answer/{key}").isChecked()
    part(window, QCheckBox, f"take-answer/{third}").click()
    part(window, QPushButton, "take-answers").click()
    now = shown(consultant).engagement
    assert now.answers[second].how is How.ALONE
    assert now.answers[second].words == "I asked my son"
    assert now.answers[third].state.value == "later"  # not taken
    assert now.private_note == NOTE
    with qtbot.waitSignal(consultant.problem, timeout=20_000) as told:
        consultant.read_reply(reply)
    assert "was" in told.args[0].lower()


def test_what_is_newer_here_is_ticked_by_nobody(
    consultant: EngagementSession,
    owner: EngagementSession,
    tmp_path: Path,
    show: Show,
    qtbot: QtBot,
) -> None:
    client = shown(consultant).engagement.id
    key = shown(consultant).path.questions[0]
    ask, reply = tmp_path / "a.onboard-ask", tmp_path / "a.onboard-reply"
    accepted(owner, ask, sent(consultant, ask, qtbot), qtbot)
    options = list(shown(owner).pack.content.questions[key].options)
    is_multiple = shown(owner).pack.content.questions[key].kind.value == "multiple"
    owner.answer(key, [options[0]] if is_multiple else options[0])
    consultant.answer(key, [options[1]] if is_multiple else options[1])
    came_back(consultant, owner, reply, qtbot)
    page = AnswersPage(consultant)
    show(page)
    tick = part(page, QCheckBox, f"take-answer/{key}")
    assert not tick.isChecked()
    part(page, QPushButton, "take-answers").click()
    part(page, QPushButton, "leave-answers").click()
    consultant.open_client(client)
    value = shown(consultant).engagement.answers[key].value
    assert value in ((options[1],), options[1])


def test_who_was_asked_about_a_part_sees_that_part_alone(
    consultant: EngagementSession, owner: EngagementSession, tmp_path: Path, qtbot: QtBot
) -> None:
    sections = dict(consultant.parts_to_send(shown(consultant).engagement.id))
    chosen = tuple(sections)[2]
    ask = tmp_path / "part.onboard-ask"
    accepted(owner, ask, sent(consultant, ask, qtbot, (chosen,)), qtbot)
    snapshot = shown(owner)
    asked = owner.asked
    assert asked
    questions = snapshot.pack.content.questions
    assert {questions[key].section for key in asked} == {chosen}
    assert owner.place == Place(Stop.TASKS)
    steps = [step.id for step in rail_steps(snapshot, owner.place, asked) if not step.inner]
    assert steps == ["tasks", "questions", "sign"]
    walked = []
    owner.go_next()
    while owner.place is not None and owner.place.stop is Stop.QUESTIONS:
        walked.append(owner.place.question)
        owner.go_next()
    assert tuple(walked) == asked
    assert owner.place == Place(Stop.SIGN)
    owner.go_back()
    assert owner.place == Place(Stop.QUESTIONS, asked[-1])
    assert owner.share_done == 0
    owner.answer_unknown(asked[0], later=False)
    assert 0 < owner.share_done < 1 or len(asked) == 1


def test_a_wrong_code_is_one_sentence_and_opens_nothing(
    consultant: EngagementSession, owner: EngagementSession, tmp_path: Path, qtbot: QtBot
) -> None:
    ask = tmp_path / "a.onboard-ask"
    sent(consultant, ask, qtbot)
    with qtbot.waitSignal(owner.problem, timeout=20_000) as told:
        owner.accept_questions(ask, "AAAA-BBBB-CCC")
    assert told.args[0].endswith(".")
    assert not owner.clients()


def test_the_list_of_clients_sends_and_tells_the_code_once(
    consultant: EngagementSession,
    tmp_path: Path,
    show: Show,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "q.onboard-ask"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    consultant.leave_client()
    page = WizardWindow(consultant)
    show(page)
    key = consultant.clients()[0].id
    part(page, QPushButton, f"send-{key}").click()
    dialog = page.window().findChild(SendQuestionsDialog)
    assert dialog is not None
    settle()
    assert checks.all_findings(dialog) == []
    part(dialog, QCheckBox, "send-business")
    dialog._which.set_value("some")
    dialog._on_which("some")
    dialog.yes.click()
    assert dialog.error.text()  # nothing is ticked
    part(dialog, QCheckBox, "send-business").click()
    with qtbot.waitSignal(consultant.invited, timeout=20_000) as told:
        dialog.yes.click()
    settle()
    code = page.window().findChild(CodeDialog)
    assert code is not None
    assert part(code, QLabel, "phone-code").text() == told.args[0]
    assert checks.all_findings(code) == []
    assert consultant.untold_code == (told.args[0], path.name)
    code.yes.click()
    assert consultant.untold_code is None
    assert path.read_bytes().find(str(told.args[0]).encode()) < 0


def test_the_owner_opens_them_with_the_code(
    consultant: EngagementSession,
    owner: EngagementSession,
    tmp_path: Path,
    show: Show,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "q.onboard-ask"
    code = sent(consultant, path, qtbot)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page = ClientsPage(owner)
    show(page)
    part(page, QPushButton, "open-questions").click()
    dialog = page.window().findChild(OpenQuestionsDialog)
    assert isinstance(dialog, QDialog)
    part(dialog, QLineEdit, "asked-code").setText(code.lower())
    with qtbot.waitSignal(owner.place_changed, timeout=20_000):
        dialog.yes.click()
    assert shown(owner).engagement.client.name == "Corner Dental"


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress,
    show: Show,
    consultant: EngagementSession,
    owner: EngagementSession,
    tmp_path: Path,
    qtbot: QtBot,
    dark: bool,
    scale: float,
) -> None:
    dress(dark=dark, scale=scale)
    ask, reply = tmp_path / "a.onboard-ask", tmp_path / "a.onboard-reply"
    accepted(owner, ask, sent(consultant, ask, qtbot), qtbot)
    for key in shown(owner).path.questions[:4]:
        owner.answer_unknown(key, later=False, words="in my own words " * 8)
    came_back(consultant, owner, reply, qtbot)
    page = AnswersPage(consultant)
    show(page)
    assert faults(page) == []
    alone = AlonePage(owner)
    alone.show_snapshot(shown(owner))
    show(alone)
    assert faults(alone) == []


def test_the_window_leads_to_the_answers_and_away(
    consultant: EngagementSession, owner: EngagementSession, tmp_path: Path, qtbot: QtBot
) -> None:
    ask, reply = tmp_path / "a.onboard-ask", tmp_path / "a.onboard-reply"
    accepted(owner, ask, sent(consultant, ask, qtbot), qtbot)
    owner.answer_unknown(shown(owner).path.questions[0], later=False)
    window = WizardWindow(consultant)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    consultant.leave_client()
    came_back(consultant, owner, reply, qtbot)
    assert window.shown_name == "answers"
    part(window.shown, QPushButton, "leave-answers").click()
    assert window.shown_name == "clients"


def test_ticks_stay_where_the_page_is_built_anew(
    consultant: EngagementSession,
    owner: EngagementSession,
    tmp_path: Path,
    show: Show,
    qtbot: QtBot,
) -> None:
    ask, reply = tmp_path / "a.onboard-ask", tmp_path / "a.onboard-reply"
    accepted(owner, ask, sent(consultant, ask, qtbot), qtbot)
    key = shown(owner).path.questions[0]
    owner.answer_unknown(key, later=False)
    came_back(consultant, owner, reply, qtbot)
    page = AnswersPage(consultant)
    show(page)
    part(page, QCheckBox, f"take-answer/{key}").click()
    again = AnswersPage(consultant)
    show(again)
    assert not part(again, QCheckBox, f"take-answer/{key}").isChecked()
    part(again, QPushButton, "leave-answers").click()
    assert consultant.review is None


def test_questions_that_arrive_take_nobody_away_from_what_is_typed(
    consultant: EngagementSession,
    owner: EngagementSession,
    tmp_path: Path,
    show: Show,
    qtbot: QtBot,
) -> None:
    """What is typed for one client never lands with another."""
    ask = tmp_path / "a.onboard-ask"
    code = sent(consultant, ask, qtbot)
    with_client(owner, "Own Bakery")
    own = shown(owner).engagement.id
    window = WizardWindow(owner)
    show(window, 1120, 760)
    part(window.shown, QLineEdit, "email").setText("typed@example.com")
    owner.accept_questions(ask, code)
    qtbot.waitUntil(lambda: not owner.is_busy)
    settle()
    assert shown(owner).engagement.id == own
    other = next(entry.id for entry in owner.clients() if entry.id != own)
    owner.open_client(other)
    assert shown(owner).engagement.client.email == ""
    owner.open_client(own)
    assert shown(owner).engagement.client.email == "typed@example.com"


def test_another_key_of_the_firm_is_asked_about(
    consultant: EngagementSession,
    owner: EngagementSession,
    show: Show,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    window = WizardWindow(owner)
    show(window, 1120, 760)
    asked: list[bool] = []
    owner.accept_questions = lambda *_, is_new_key_known=False: asked.append(is_new_key_known)  # type: ignore[method-assign]
    owner.other_key.emit(tmp_path / "a.onboard-ask", "CODE", "Another key.")
    dialog = window.findChild(OtherKeyDialog)
    assert dialog is not None
    settle()
    assert checks.all_findings(dialog) == []
    dialog.yes.click()
    assert asked == [True]
