"""A client who is taken along, who is out, and who came back: pages and the dialog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from onboard.desk.attention import Copy, Marks
from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.handing_over.bringing_back import ReturnReview
from onboard.handing_over.returning import ReturnEntry
from onboard.handover.review import EntryKind, Side
from onboard.interview.answers import How
from onboard.wording import say
from tools.scenes.stage import Stage, State
from tools.scenes.tables import CODE
from tools.scenes.texts import NAME, PERSON, WORDS
from ui.dialogs.sheet import Sheet
from ui.dialogs.take_along import TakeAlongDialog

EMPTY, TYPICAL, WORST, PROBLEM = State.EMPTY, State.TYPICAL, State.WORST, State.PROBLEM
HOME = {EMPTY: "typical", TYPICAL: "typical", WORST: "worst", PROBLEM: "typical"}
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def take_along(stage: Stage, state: State) -> QWidget:
    """What it means, the code of the file, a long name with its code, and a full disk."""
    window = stage.window(HOME[state])
    name = NAME if state is WORST else "Example Bakery"
    dialog = TakeAlongDialog(window, window.session, EngagementId("e"), name)
    if state in (TYPICAL, WORST):
        dialog.saved("", CODE)
    if state is PROBLEM:
        dialog.saved(str(UserFacingError("store.disk-full")), "")
    dialog.open()
    stage.settle()
    return dialog


def back(stage: Stage, state: State) -> QWidget:
    """What came back: nothing, some things, long ones with barred papers, and a late save."""
    window = stage.window(HOME[state])
    session = window.session
    kinds = [] if state is EMPTY else list(EntryKind)
    entries = [_entry(number, kind, state) for number, kind in enumerate(kinds)]
    if state in (TYPICAL, WORST):
        entries.insert(0, _papers(state))
    session.review = ReturnReview(
        "0" * 64,
        stage.homes.files[HOME[state]]["undecided"],  # type: ignore[arg-type]
        NAME if state is WORST else "Example Dental Office",
        PERSON,
        AT,
        tuple(entries),
        (),
        None,  # type: ignore[arg-type]
        None,  # type: ignore[arg-type]
    )
    session.refused = set(session.review.keys(EntryKind.NEWER_HERE))
    session.review_changed.emit()
    if state is PROBLEM:
        stage.settle()
        session.problem.emit(str(UserFacingError("checkout.changed-here", title="Next step")))
    return window


def _papers(state: State) -> ReturnEntry:
    bar = say("checkout.signed-on-both") if state is WORST else ""
    text = say("checkout.paper-signed", reference="A-2026-11-20-7K4M", owner=PERSON, day="20.11.")
    return ReturnEntry(
        "papers", EntryKind.DIFFERS if bar else EntryKind.NEW, say("checkout.papers"), "", None,
        Side(text) if bar else None, Side(text), not bar, bar,
    )  # fmt: skip


def _entry(number: int, kind: EntryKind, state: State) -> ReturnEntry:
    is_worst = state is WORST
    came = Side(say("checkout.choice-decline"), WORDS if is_worst else "too dear this year",
                PERSON if is_worst else "Dana Rivers", How.ALONE, at=AT)  # fmt: skip
    here = None if kind is EntryKind.NEW else Side(say("checkout.choice-accept"), by="Dana", at=AT)
    line = NAME if is_worst else "Copy away from the building"
    bar = say("checkout.closed") if is_worst and kind is EntryKind.DIFFERS else ""
    title = say("checkout.decision", line=line)
    return ReturnEntry(
        f"decision/{number}", kind, title, "", None, here, came, may_take=not bar, why=bar
    )


def away(stage: Stage, state: State) -> QWidget:
    """The list where somebody has a copy of the first client, or where the client is the copy."""
    from tools.scenes.desk import desk_with

    copies = (Copy(PERSON if state is WORST else "ben", AT, is_here=state is EMPTY),)
    copies *= 3 if state is WORST else 1
    window = desk_with(stage, HOME[state], Marks(copies=copies), is_worst=state is WORST)
    window.session.is_at_server = lambda: True  # type: ignore[method-assign]
    window.session.desk_changed.emit()
    if state is PROBLEM:
        stage.settle()
        window.session.problem.emit(str(UserFacingError("checkout.merged-before")))
    return window


def page_shows() -> dict[str, dict[State, Callable[[Stage], QWidget]]]:
    """In the four states each."""
    return {
        name: {state: _bound(show, state) for state in State}
        for name, show in (("answers-back", back), ("clients-away", away))
    }


def _bound(show: Callable[[Stage, State], QWidget], state: State) -> Callable[[Stage], QWidget]:
    return lambda stage: show(stage, state)


SHEETS: dict[str, type[Sheet]] = {"take-along": TakeAlongDialog}
SHOWS = (take_along,)
