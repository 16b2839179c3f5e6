"""Pages and dialogs of what travels: questions, answers, papers, and an owner by himself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from onboard.content.parts import QuestionId
from onboard.errors import UserFacingError
from onboard.flow import Stop
from onboard.handover.review import Entry, EntryKind, ReplyReview, Side
from onboard.handover.values import Scope
from onboard.interview.answers import Answer, AnswerState, How
from onboard.wording import say
from tools.scenes.stage import Stage, State
from tools.scenes.texts import NAME, ORDER, PERSON, WORDS
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.send_questions import (
    CodeDialog,
    OpenQuestionsDialog,
    OtherKeyDialog,
    SendQuestionsDialog,
)
from ui.dialogs.sheet import Sheet
from ui.received_chain import ReceivedChain

EMPTY, TYPICAL, WORST, PROBLEM = State.EMPTY, State.TYPICAL, State.WORST, State.PROBLEM
HOME = {EMPTY: "typical", TYPICAL: "typical", WORST: "worst", PROBLEM: "typical"}
Show = Callable[[Stage], QWidget]
CODE = "7K4M-9XQ2-ZB6T"
"""Made up, in the form of a code that is told by phone."""


# ---- pages


def order(stage: Stage, state: State) -> QWidget:
    """An order as it is typed: nothing, two lines, many, and what nobody understands."""
    window = stage.window(HOME[state], "undecided", Stop.ORDER)
    texts = {EMPTY: "", TYPICAL: "3 PCs, 1 printer", WORST: "\n".join(ORDER)}
    stage.hands(window).find(QPlainTextEdit, "order-list").setPlainText(
        texts.get(state, "3 flux capacitors\na desktop computr")
    )
    window.shown.flush()
    return window


def tasks_problem(stage: Stage) -> QWidget:
    window = stage.window("typical", "undecided", Stop.TASKS)
    window.session.problem.emit(str(UserFacingError("store.disk-full")))
    return window


def alone(stage: Stage, state: State) -> QWidget:
    """An owner by himself; with whoever sent the questions where there is somebody."""
    from datetime import date

    from onboard.firm import Contact
    from onboard.handover.results import InvitedBy

    file = "open" if state is EMPTY else "undecided"
    window = stage.window("bare" if state is EMPTY else HOME[state], file, Stop.TASKS)
    session = window.session
    facts = session._engagement
    assert facts is not None
    session._engagement = replace(facts, alone=True)
    if state in (TYPICAL, WORST):
        firm = Contact(NAME, PERSON) if state is WORST else Contact("Example IT", "Alex Reed")
        session.invitation = InvitedBy(firm, Scope(), date(2031, 1, 31), is_over=False)
    assert session.place is not None
    session.go(session.place._replace(stop=Stop.SIGN, question=None))
    if state is PROBLEM:
        session.problem.emit(str(UserFacingError("cli.cannot-write", name="answers")))
    return window


def received(stage: Stage, state: State) -> QWidget:
    """A paper from a file: none yet, waiting for the owner, signed by both, changed."""
    window = stage.window(HOME[state])
    if state is not EMPTY:
        kind = {TYPICAL: "half", WORST: "signed", PROBLEM: "half"}[state]
        pdf = stage.homes.opened[HOME[state]].desk.latest_paper(
            stage.homes.files[HOME[state]][kind]  # type: ignore[arg-type]
        )
        assert pdf is not None
        if state is PROBLEM:
            pdf = pdf[: len(pdf) // 2] + b"X" + pdf[len(pdf) // 2 + 1 :]
        path = stage.homes.folder / "paper.pdf"
        path.write_bytes(pdf)
        window.session.open_received(path)
        stage.settle()
        found = window.session.received
        if state is WORST and found is not None:
            window.session.received = replace(
                found, saved_as=f"{NAME}.pdf", changes="EA-2026-0001", chain=_broken_chain()
            )
    window.show_page("received")
    return window


def _broken_chain() -> ReceivedChain:
    """Papers with long names, of which one is not the true one and another not to be read."""
    names = [f"{NAME}.pdf", f"{NAME} 2.pdf"]
    told = [
        f"{names[0]}. {say('cli.verify-altered')} {say('chain.unreadable')}",
        f"{names[1]}: EA-2026-0002. {say('cli.verify-unknown')} "
        f"{say('chain.other-digest', amends='EA-2026-0001')} {say('chain.other-key')}",
    ]
    return ReceivedChain(is_sound=False, verdict=say("chain.broken"), told=tuple(told))


def answers(stage: Stage, state: State) -> QWidget:
    """Answers that came back: none, some, long ones on both sides, and a disk that is full."""
    window = stage.window(HOME[state])
    session = window.session
    facts = stage.homes.files[HOME[state]]["undecided"]
    kinds = [] if state is EMPTY else list(EntryKind)
    entries = tuple(_entry(number, kind, state) for number, kind in enumerate(kinds))
    session.review = ReplyReview(
        "0" * 64,
        facts,  # type: ignore[arg-type]
        NAME if state is WORST else "Example Dental Office",
        Scope(),
        stage.homes.opened[HOME[state]].service.now().date(),
        entries,
    )
    session.review_changed.emit()
    if state is PROBLEM:
        stage.settle()
        session.problem.emit(str(UserFacingError("store.disk-full")))
    return window


def _entry(number: int, kind: EntryKind, state: State) -> Entry:
    is_worst = state is WORST
    text = WORDS if is_worst else "Six people"
    came = Side(text, WORDS if is_worst else "my son counted", PERSON if is_worst else "owner",
                How.ALONE)  # fmt: skip
    here = None if kind is EntryKind.NEW else Side("Five people", by="owner", how=How.TOGETHER)
    question = QuestionId(f"q{number}")
    return Entry(
        key=f"answer/{question}",
        kind=kind,
        title="¿Cuántas personas trabajan aquí?" if is_worst else "How many people work here?",
        section="people",
        question=question,
        here=here,
        came=came,
        may_take=kind is not EntryKind.DIFFERS or not is_worst,
        content=Answer(question, AnswerState.UNKNOWN),
        standing=None,
    )


# ---- dialogs


def send(stage: Stage, state: State) -> QWidget:
    window = stage.window(HOME[state])
    session = window.session
    key = stage.homes.files[HOME[state]]["undecided"]
    parts = session.parts_to_send(key)  # type: ignore[arg-type]
    name = NAME if state is WORST else "Example Dental Office"
    dialog = SendQuestionsDialog(window, name, parts)
    if state is not EMPTY:
        dialog._which.set_value("some")
        dialog._on_which("some")
    if state in (TYPICAL, WORST):
        for tick in list(dialog._ticks.values())[:2]:
            tick.setChecked(True)
        dialog._person.setText(PERSON if state is WORST else "Robin Baker")
    return _opened(stage, dialog, press=state is PROBLEM)


def code(stage: Stage, state: State) -> QWidget:
    window = stage.window(HOME[state])
    name = f"{NAME}.onboard-ask" if state is WORST else "questions.onboard-ask"
    return _opened(stage, CodeDialog(window, CODE, name))


def asked(stage: Stage, state: State) -> QWidget:
    window = stage.window(HOME[state])
    name = f"{NAME}.onboard-ask" if state is WORST else "questions.onboard-ask"
    dialog = OpenQuestionsDialog(window, name)
    if state in (TYPICAL, WORST):
        dialog._code.setText(CODE)
    return _opened(stage, dialog, press=state is PROBLEM)


def key(stage: Stage, state: State) -> QWidget:
    return _opened(
        stage,
        OtherKeyDialog(stage.window(HOME[state]), say("handover.other-key", firm="Example IT")),
    )


def preview(stage: Stage, state: State) -> QWidget:
    file = "open" if state is EMPTY else "undecided"
    window = stage.window("bare" if state is EMPTY else HOME[state], file, Stop.TASKS)
    return _opened(stage, PreviewDialog(window, window.session.booklet()))


def _opened(stage: Stage, dialog: Sheet, *, press: bool = False) -> QWidget:
    dialog.open()
    stage.settle()
    if press:
        dialog.yes.click()
    return dialog


def page_shows() -> dict[str, dict[State, Show]]:
    """The pages of this file in each state."""
    return {
        name: {state: _bound(show, state) for state in State}
        for name, show in (
            ("order", order),
            ("alone", alone),
            ("received", received),
            ("answers", answers),
        )
    }


def _bound(show: Callable[[Stage, State], QWidget], state: State) -> Show:
    return lambda stage: show(stage, state)
