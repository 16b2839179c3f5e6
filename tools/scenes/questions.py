"""A question of each kind in its states, and what stands around one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from onboard.content.parts import QuestionId
from onboard.flow import Stop
from tools.scenes.stage import Scene, Stage, State
from ui.wizard_window import WizardWindow

KINDS = {
    "choice": "backup",
    "multiple": "private-data",
    "number": "people",
    "money": "hour-cost",
    "date": "pain-last",
    "text": "line-of-business-app",
    "table": "computers",
}
"""A question of each kind, by the name of the kind."""
ROWS_EACH = "pains-measured"
"""A table whose rows are given."""


def question_scenes() -> Iterator[Scene]:
    for kind, key in {**KINDS, "rows": ROWS_EACH}.items():
        yield Scene(f"question-{kind}", State.EMPTY, _ask("bare", "open", key))
        yield Scene(f"question-{kind}", State.TYPICAL, _answered(kind, key))
        yield Scene(f"question-{kind}", State.WORST, _ask("worst", "undecided", key))
        yield Scene(f"question-{kind}", State.PROBLEM, _wrong(kind, key))
    yield Scene("question-unknown", State.TYPICAL, _ask("typical", "undecided", "last-restore"))
    yield Scene("question-unknown", State.WORST, _shrug)
    yield Scene("question-against", State.PROBLEM, _ask("typical", "against", "logins"))
    yield Scene("question-private", State.EMPTY, _ask("bare", "open", "trust-helper"))
    yield Scene("question-private", State.TYPICAL, _ask("typical", "private", "trust-helper"))
    yield Scene("question-private", State.WORST, _ask("worst", "private", "trust-helper"))
    yield Scene("question-why", State.TYPICAL, _opened("typical"))
    yield Scene("question-why", State.WORST, _opened("worst"))


def _ask(home: str, file: str, key: str) -> Callable[[Stage], WizardWindow]:
    return lambda stage: stage.window(home, file, Stop.QUESTIONS, key)


def _answered(kind: str, key: str) -> Callable[[Stage], QWidget]:
    """As the sample answers; where it says nothing, typed and not yet saved."""

    def show(stage: Stage) -> QWidget:
        window = stage.window("typical", "undecided", Stop.QUESTIONS, key)
        if kind == "date":
            stage.hands(window).find(QLineEdit, "date").setText("2026-05-19")
        if kind == "text":
            stage.hands(window).find(QWidget, "answer").setPlainText("Molar 7")  # type: ignore[attr-defined]
        return window

    return show


def _wrong(kind: str, key: str) -> Callable[[Stage], QWidget]:
    """What cannot be read where one types, and on without an answer where one picks."""

    def show(stage: Stage) -> QWidget:
        if kind in ("choice", "multiple", "text"):
            window = stage.window("bare", "open", Stop.QUESTIONS, key)
            _put_on_path(stage, window, key)
            window.go_next()
            return window
        window = stage.window("typical", "undecided", Stop.QUESTIONS, key)
        hands = stage.hands(window)
        match kind:
            case "number":
                hands.type_into("number", "quite a few")
            case "money":
                hands.find(QLineEdit, "amount").setText("forty or so")
            case "date":
                hands.find(QLineEdit, "date").setText("some day in May")
            case "rows":
                hands.find(QLineEdit, "cell-1-last").setText("in May")
            case _:
                hands.find(QPushButton, "add-row").click()
                hands.find(QWidget, "cell-4-count").setValue(7)  # type: ignore[attr-defined]
        window.shown.flush()
        return window

    return show


def _put_on_path(stage: Stage, window: WizardWindow, key: str) -> None:
    """A question that is not asked by itself can be left without an answer."""
    snapshot = window.session.snapshot
    assert snapshot is not None
    if QuestionId(key) not in snapshot.path.questions:
        window.session.open_questions(key)
        stage.settle()


def _shrug(stage: Stage) -> QWidget:
    """I don't know, said to a question with much to explain, in the longest file."""
    window = stage.window("worst", "ready", Stop.QUESTIONS, "last-restore")
    stage.hands(window).click("ask-later")
    return window


def _opened(home: str) -> Callable[[Stage], QWidget]:
    def show(stage: Stage) -> QWidget:
        window = stage.window(home, "undecided", Stop.QUESTIONS, "sign-in-step")
        for name in ("why", "glossary"):
            found = window.shown.findChild(QPushButton, name)
            if found is not None and found.isVisible():
                found.click()
        return window

    return show
