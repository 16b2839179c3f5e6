"""The whole road in the window: by gestures, by the keyboard alone, and after a restart."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import Client
from onboard.firm import FirmProfile
from onboard.flow import Place, Stop
from onboard.locations import DEFAULT_PACK
from onboard.pdf.verify import verify_pdf
from onboard.ports import KnownPaper
from tests.ui.road.hands import CheckingWalker, KeyboardWalker, StrayWindows
from ui import background
from ui.page_stack import PAGES
from ui.session import EngagementSession
from ui.walk import Walker, walk_sample
from ui.widgets.text_fields import LineField
from ui.wizard_window import WizardWindow

Open = Callable[..., WizardWindow]
BESIDE = {"waiting", "order", "alone", "received", "answers", "keeping"}
"""Pages that are not on the way from the list of clients to the signed paper."""


def _to_questions(walker: Walker) -> None:
    """Past the first pages of a file."""
    while walker.window.shown_name != Stop.QUESTIONS.value:
        walker.next()


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    sessions: list[EngagementSession] = []

    def opened(*, size: tuple[int, int] = (1120, 760)) -> WizardWindow:
        session = EngagementSession(bootstrap.home(tmp_path / "home"))
        sessions.append(session)
        window = WizardWindow(session)
        qtbot.addWidget(window)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        window.windowHandle().requestActivate()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield opened
    for session in sessions:
        session.close()


@pytest.mark.parametrize(
    ("dark", "scale"),
    [
        (False, 1.0),
        (True, 2.0),
        *(pytest.param(*look, marks=pytest.mark.soak) for look in ((False, 2.0), (True, 1.0))),
    ],
)
def test_every_page_of_the_sample_is_readable_and_the_paper_is_signed(
    open_window: Open, dress: Callable[..., None], qapp: QApplication, dark: bool, scale: float
) -> None:
    """S0.10, S0.12: by gestures; nothing is cut, pale, nameless or too small to hit."""
    dress(dark=dark, scale=scale)
    window = open_window()
    walker = CheckingWalker(window)
    stray = StrayWindows()
    qapp.installEventFilter(stray)
    pdf = walk_sample(walker)
    qapp.removeEventFilter(stray)
    assert not stray.found
    assert not walker.findings, "\n".join(walker.findings)
    paper = window.session.snapshot.engagement.signed_paper  # type: ignore[union-attr]
    assert paper is not None
    known = KnownPaper(dict(paper.certificates), hashlib.sha256(pdf).hexdigest())
    result = verify_pdf(pdf, known=known)
    assert result.status == "unchanged", result.changes
    assert result.identity_known
    assert [signature.role for signature in result.signatures] == ["consultant", "owner"]
    assert set(PAGES) - BESIDE <= {
        name.split("-")[0].replace("question", "questions") for name in walker.seen
    }


def test_the_whole_road_is_done_with_the_keyboard_alone(open_window: Open) -> None:
    """S0.12: an owner without a mouse leaves with a paper signed by both."""
    window = open_window()
    window.session.open()
    walker = KeyboardWalker(window)
    walker.settle()
    walker.click("advise")
    walker.click("your-firm")
    walker.type_into("name", "Example IT Partners")
    walker.type_into("consultant", "Alex Reed")
    walker.click("done")
    walker.click("new-client")
    walker.type_into("business", "Example Bakery")
    walker.type_into("owner", "Robin Baker")
    walker.click("start")
    assert window.shown_name == Stop.WELCOME.value
    walker.type_into("order", "3 PCs")
    walker.next()
    assert window.shown_name == Stop.HAVE.value
    walker.next()
    assert window.shown_name == Stop.TASKS.value
    walker.next()
    _answer_by_keyboard(walker)
    assert window.shown_name == Stop.CHECK.value
    walker.next()
    walker.next()
    assert window.shown_name == Stop.DECISIONS.value
    _say_yes(walker)
    walker.next()
    assert window.shown_name == Stop.TOGETHER.value
    walker.next()
    walker.click("heard-yes")
    walker.next()
    assert window.shown.findChild(QWidget, "panel-consultant") is None  # initials first
    for field in window.shown.findChildren(LineField):
        if field.objectName().startswith("initials-"):
            walker.type_into(field.objectName(), "RB")
            QTest.keyClick(field, Qt.Key.Key_Tab)
            walker.settle()
            break
    _sign_typed(walker, "consultant")
    _sign_typed(walker, "owner")
    assert window.shown_name == Stop.FINISH.value
    assert window.session.paper is not None
    assert verify_pdf(window.session.paper).status == "unchanged"


def _answer_by_keyboard(walker: KeyboardWalker) -> None:
    session = walker.window.session
    answered = 0
    while session.place is not None and session.place.stop is Stop.QUESTIONS:
        question = session.shipped_pack().content.questions[session.place.question]  # type: ignore[index]
        kind = question.kind.value
        if kind in ("choice", "multiple"):
            walker.click(f"option-{next(iter(question.options))}")
        elif kind == "number":
            walker.type_into("number", str(max(question.low, 1)))
        elif kind == "text":
            walker.type_into("answer", "Nothing more")
        else:
            walker.click("dont-know")
        walker.next()
        answered += 1
    assert answered > 20


def _say_yes(walker: KeyboardWalker) -> None:
    for tier in ("must", "should", "could"):
        for _ in range(3):
            if walker.window.shown.findChild(QWidget, f"yes-to-all-{tier}") is None:
                break
            walker.click(f"yes-to-all-{tier}")
    snapshot = walker.window.session.snapshot
    assert snapshot is not None
    assert not snapshot.open_lines


def _sign_typed(walker: KeyboardWalker, role: str) -> None:
    panel = walker.find(QWidget, f"panel-{role}")
    walker.click("type-instead", panel)
    walker.click("consent", panel)
    walker.click("sign", panel)
    walker.settle()
    walker.settle()


def _with_new_client(window: WizardWindow) -> Walker:
    window.session.open()
    walker = Walker(window, None)
    walker.settle()
    walker.click("advise")
    walker.click("new-client")
    walker.type_into("business", "Example Bakery")
    walker.type_into("owner", "Robin Baker")
    walker.click("start")
    return walker


def test_the_same_question_comes_up_again_after_a_restart(open_window: Open) -> None:
    """Save and return: every answer is on disk before the next question shows."""
    window = open_window()
    walker = _with_new_client(window)
    _to_questions(walker)
    for _ in range(5):
        walker.click("dont-know")
        walker.next()
    place, client = window.session.place, window.session.snapshot.engagement.id  # type: ignore[union-attr]
    window.session.close()
    window.close()
    again = open_window()
    again.session.open()
    other = Walker(again, None)
    other.settle()
    other.click(f"client-{client}")
    assert again.session.place == place
    assert again.shown_name == Stop.QUESTIONS.value


def test_going_back_and_changing_ones_mind_twice_brings_everything_back(
    open_window: Open,
) -> None:
    """TRAP-3: answers off the path do not count and are not lost."""
    window = open_window()
    session = window.session
    _with_new_client(window)
    for question, raw in (
        ("server", "windows"),
        ("servers", [{"system": "ws-2016", "age": "old", "count": 1}]),
        ("server", "none"),
    ):
        assert session.answer(question, raw) == ""  # type: ignore[arg-type]
    assert session.snapshot is not None
    assert "servers" in session.snapshot.path.set_aside
    session.answer("server", "windows")  # type: ignore[arg-type]
    assert "servers" not in session.snapshot.path.set_aside
    assert session.snapshot.engagement.answers["servers"].value  # type: ignore[index]


def test_next_without_an_answer_says_what_is_missing_and_stays(open_window: Open) -> None:
    window = open_window()
    walker = _with_new_client(window)
    _to_questions(walker)
    place = window.session.place
    QTest.keyClick(window.next, Qt.Key.Key_Space)
    background.wait_for_all()
    assert window.session.place == place
    error = walker.find(QWidget, "error")
    assert error.isVisible()
    assert "I don’t know" in error.property("text")


def test_a_paper_with_open_lines_shows_them_and_no_place_to_sign(open_window: Open) -> None:
    """S0.7, TRAP-5: nothing counts by silence."""
    window = open_window()
    walker = _with_new_client(window)
    window.session.go(Place(Stop.SIGN))
    walker.settle()
    assert window.shown.findChild(QWidget, "panel-consultant") is None
    assert walker.find(QWidget, "hindrances").isVisible()
    walker.click("to-decisions")
    assert window.shown_name == Stop.DECISIONS.value


def test_words_without_a_pick_are_kept(open_window: Open) -> None:
    """S2.11: what the owner writes is kept as he writes it, also before he has picked an answer."""
    window = open_window()
    walker = _with_new_client(window)
    walker.next()
    walker.next()
    walker.next()
    question = window.session.place.question  # type: ignore[union-attr]
    walker.type_into("words", "the till, on Saturdays")
    window.go_back()
    walker.settle()
    answer = window.session.snapshot.engagement.answers[question]  # type: ignore[union-attr,index]
    assert answer.words == "the till, on Saturdays"
    assert answer.state.value == "later"


def test_a_half_signed_paper_can_be_read_and_finished_after_a_restart(open_window: Open) -> None:
    """S0.10: the owner reads what he signs, also on another day."""
    window = open_window()
    window.session.open()
    walker = Walker(window, None)
    walker.settle()
    service, desk = window.session.application.service, window.session.application.desk
    service.save_firm(FirmProfile(name="Example IT Partners", consultant="Alex Reed"))
    facts = service.new_client(Client("Example Bakery", "Robin Baker"), DEFAULT_PACK)
    service.decide(facts.id, Decision(EVERY_LINE, Choice.ACCEPT))
    service.initial_clause(facts.id, "b1-maker-time", "RB")
    desk.sign(facts.id, "consultant", "Alex Reed", prepared=desk.prepare(facts.id))
    window.session.open_client(facts.id)
    walker.settle()
    walker.settle()
    assert window.shown_name == Stop.SIGN.value
    walker.click("as-text")
    assert "Example Bakery" in walker.find(QTextBrowser, "paper").toPlainText()
    panel = walker.find(QWidget, "panel-owner")
    walker.click("type-instead", panel)
    walker.find(QWidget, "consent", panel).setChecked(True)  # type: ignore[attr-defined]
    walker.click("sign", panel)
    walker.settle()
    walker.settle()
    assert window.shown_name == Stop.FINISH.value
    assert window.later.text() == "Close this client"
    walker.click("later", window)
    assert window.shown_name == "clients"
