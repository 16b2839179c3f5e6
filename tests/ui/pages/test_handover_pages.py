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
from ui.dialogs.send_questions import CodeDialog, OpenQuestionsDialog, SendQuestionsDialog
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
    with qtbot.waitSignal(consultant.review_changed, timeout=20_000):
        consultant.read_reply(path)


def test_the_whole_way_there_and_back(
    consultant: EngagementSession,
    owner: EngagementSession,
    tmp_path: Path,
    show: Show,
    qtbot: QtBot,
) -> None:
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
    value = shown(consultant).engagement.answers[key].value
    assert value in ((options[1],), options[1])


def test_who_was_asked_about_a_part_sees_that_part_alone(
    consultant: EngagementSession, owner: EngagementSession, tmp_path: Path, qtbot: QtBot
) -> None:
    sections = dict(consultant.parts_to_send(shown(consultant).engagement.id))
    chosen = tuple(sections)[1]
    ask = tmp_path / "part.onboard-ask"
    accepted(owner, ask, sent(consultant, ask, qtbot, (chosen,)), qtbot)
    assert owner.asked_sections == {chosen}
    owner.go(Place(Stop.TASKS))
    snapshot = shown(owner)
    assert owner.place is not None
    titles = [step.id for step in rail_steps(snapshot, owner.place, owner.asked_sections)]
    assert titles == ["tasks", "questions", "sign"]
    questions = snapshot.pack.content.questions
    mine = [key for key in snapshot.path.questions if questions[key].section == chosen]
    owner.go(Place(Stop.QUESTIONS, mine[-1]))
    owner.go_next()
    assert owner.place == Place(Stop.SIGN)


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
    page = ClientsPage(consultant)
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
    code.yes.click()
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
