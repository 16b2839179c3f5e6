"""A visit, a doubt about a bill and the days for a calendar; all of it is made up."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from onboard.engagement import EngagementId
from onboard.interview.answers import Answer
from onboard.snapshot import EngagementSnapshot
from onboard.visiting.bill import BillReading
from onboard.visiting.pains import pains
from onboard.visiting.points import OpenPoint, open_points
from onboard.visiting.promises import SignedPromise
from onboard.visiting.view import VisitView, visit_view
from onboard.visits.entries import Kept, PointState
from onboard.visits.folding import REVIEW, VISIT, BillQuestion, Checked, Point, Visit
from onboard.wording import say
from tools.scenes.stage import Stage, State
from tools.scenes.texts import NAME, WORDS
from ui.dialogs.begin_visit import BeginVisitDialog
from ui.dialogs.bill import BillDialog
from ui.dialogs.dates import DatesDialog
from ui.dialogs.sheet import Sheet
from ui.dialogs.visit import VisitDialog
from ui.verbs.visits import VisitAtHand

EMPTY, TYPICAL, WORST, PROBLEM = State.EMPTY, State.TYPICAL, State.WORST, State.PROBLEM
HOME = {EMPTY: "typical", TYPICAL: "typical", WORST: "worst", PROBLEM: "typical"}
TODAY = date(2027, 2, 20)
CLIENT = EngagementId("a-client")
FEW, MANY = 3, 12
PROMISE = SignedPromise(
    "P1",
    "We finish before we leave",
    "When we visit, we stay until the agreed job is done. If it cannot be done that day, we tell "
    "you why, what works for now, and when we will be back.",
    "A-2026-11-21-1f0c",
)
CLAUSE = SignedPromise(
    "B1",
    "Time with a maker’s support counts",
    "At times we call the maker of a product. That time is work for you and is billed by the hour.",
    "A-2026-11-21-1f0c",
    initials="TO",
)

SHEETS: dict[str, type[Sheet]] = {
    "begin-visit": BeginVisitDialog,
    "visit": VisitDialog,
    "bill": BillDialog,
    "dates": DatesDialog,
}


def begin(stage: Stage, state: State) -> QWidget:
    window = stage.window(HOME[state])
    name = NAME if state is WORST else "Café Chloé"
    dialog = BeginVisitDialog(window, name, TODAY)
    if state in (TYPICAL, WORST):
        dialog.present.setText("Olga Owner, Sam at the front" if state is TYPICAL else WORDS)
    return _opened(stage, dialog, press=state is PROBLEM)


def visit(stage: Stage, state: State) -> QWidget:
    """Nothing to ask, a few of each, very many with long words, and one that cannot be closed."""
    window = stage.window(HOME[state], "undecided")
    snapshot = window.session.snapshot
    assert snapshot is not None
    name = NAME if state is WORST else "Café Chloé"
    at_hand = VisitAtHand(CLIENT, name, TODAY, _view(snapshot, state))
    dialog = VisitDialog(window, window.session, at_hand)
    if state is PROBLEM:
        dialog.closing.box.setChecked(True)
    return _opened(stage, dialog, press=state is PROBLEM)


def _view(snapshot: EngagementSnapshot, state: State) -> VisitView:
    if state is EMPTY:
        return visit_view(Visit("v", VISIT, TODAY, ("Olga Owner",)), snapshot, (), (), ())
    number = MANY if state is WORST else FEW
    words = WORDS if state is WORST else "Order a longer cable"
    points = (*open_points(snapshot, ())[:number], OpenPoint("own:1", words, TODAY))
    promises = tuple(
        SignedPromise(f"P{n}", PROMISE.title, PROMISE.text, PROMISE.reference)
        for n in range(1, number)
    )
    answers: dict[object, Answer] = dict(snapshot.engagement.answers.items())
    made = Visit(
        "v",
        REVIEW,
        TODAY,
        ("Olga Owner", "Sam at the front"),
        checked={"P1": Checked("P1", PROMISE.title, Kept.BROKEN, words)},
        points={points[0].key: Point(points[0].key, "", PointState.DATED, date(2027, 4, 1))},
        pulses={"Sam": {"soon-enough": "mostly", "clear": "partly"}},
        anything_else="We move in May." if state is not PROBLEM else None,
    )
    return visit_view(made, snapshot, promises, points, pains(snapshot.pack, answers)[:number])  # type: ignore[arg-type]


def bill(stage: Stage, state: State) -> QWidget:
    """Nothing typed, the signed words, long ones, and what is missing."""
    window = stage.window(HOME[state])
    name = NAME if state is WORST else "Café Chloé"
    dialog = BillDialog(window, window.session, CLIENT, name)
    if state in (TYPICAL, WORST):
        doubt = WORDS if state is WORST else "Why an hour on the phone?"
        dialog.on.set_text("2026-02-17")
        dialog.minutes.setText("45")
        dialog.doubt.setPlainText(doubt)
        question = BillQuestion("b", date(2026, 2, 17), 45, doubt, TODAY)
        steps = tuple(
            say(key, day="17 February 2026", minutes=45, doubt=doubt)
            for key in ("bill.step-line", "bill.step-doubt", "bill.step-clause", "bill.step-end")
        )
        dialog._show(BillReading(question, CLAUSE, PROMISE, 15, steps))
    return _opened(stage, dialog, press=state is PROBLEM)


def dates(stage: Stage, state: State) -> QWidget:
    """For all clients, for one, for one with a long name; nothing in it can be wrong."""
    window = stage.window(HOME[state])
    names = {EMPTY: "", TYPICAL: "Café Chloé", WORST: NAME, PROBLEM: ""}
    dialog = DatesDialog(window, names[state])
    dialog.details.box.setChecked(state is TYPICAL)
    if state is PROBLEM:
        dialog._tell(say("cli.cannot-write", name="dates.ics"))
    return _opened(stage, dialog)


SHOWS = (begin, visit, bill, dates)


def _opened(stage: Stage, dialog: QDialog, *, press: bool = False) -> QDialog:
    dialog.open()
    stage.settle()
    if press:
        dialog.yes.click()  # type: ignore[attr-defined]
    return dialog
