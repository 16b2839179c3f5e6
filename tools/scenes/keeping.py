"""The page that keeps a store safe, its dialogs, and the lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from onboard.errors import UserFacingError
from onboard.wording import moment, say, say_count
from tools.scenes.stage import Stage, State
from tools.scenes.texts import NAME
from ui.dialogs.keeping import EraseDialog, HistoryDialog, RestoreDialog
from ui.dialogs.passphrase import PassphraseDialog, SecretDialog
from ui.dialogs.recovery_code import NewCodeDialog, TypedBackDialog
from ui.lock_screen import LockScreen
from ui.session import EngagementSession
from ui.widgets.keeping_parts import WaysPart
from ui.wizard_window import WizardWindow

if TYPE_CHECKING:
    from ui.dialogs.sheet import Sheet

EMPTY, TYPICAL, WORST, PROBLEM = State.EMPTY, State.TYPICAL, State.WORST, State.PROBLEM
HOME = {EMPTY: "typical", TYPICAL: "typical", WORST: "worst", PROBLEM: "typical"}
CODE = "7K4M9X-Q2ZB6T-HD3W5R-PNC8VA-2JYEF6-GS41QH-7"
"""Made up, in the form of a recovery code."""
AT = datetime(2026, 11, 20, 17, 45, tzinfo=UTC)
FILE = "onboard-3fa2c1d0-2026-11-20.db"

Show = Callable[[Stage], QWidget]


def keeping_shows() -> dict[str, dict[State, Show]]:
    """The page in its four states, and what stands here while it is locked."""
    return {
        "keeping": {
            EMPTY: lambda stage: _page(stage.locked(stage.homes.opened["new"].home)),
            TYPICAL: lambda stage: _page(stage.window("typical")),
            WORST: _worst_page,
            PROBLEM: _page_problem,
        },
        "keeping-ways": {
            TYPICAL: lambda stage: _ways(stage, frozenset({"keyring", "passphrase", "recovery"})),
            WORST: lambda stage: _ways(stage, frozenset({"keyring", "recovery"})),
        },
        "lock": {
            TYPICAL: lambda stage: _lock(stage, ""),
            WORST: lambda stage: _lock(stage, "keys.recovery-wrong"),
            PROBLEM: lambda stage: _lock(stage, "keys.passphrase-wrong"),
        },
    }


def _page(window: WizardWindow) -> WizardWindow:
    window.show_page("keeping")
    return window


def _worst_page(stage: Stage) -> QWidget:
    window = _page(stage.window("worst"))
    older = say_count("erase.older-copies", 7)
    window.session.keeping_changed.emit(f"{say('erase.done')}\n{older}")
    return window


def _page_problem(stage: Stage) -> QWidget:
    window = _page(stage.window("typical"))
    error = UserFacingError("store.outside-older", file="agreement.pdf", found=41, expected=57)
    window.session.store_checked.emit([str(error)])
    return window


def _ways(stage: Stage, ways: frozenset[str]) -> QWidget:
    """As in a home of a person's own; the homes here are all for trying out."""
    verbs = {"ways_in": lambda _: ways, "is_code_checked": lambda _: "passphrase" in ways}
    for name, stands_in in verbs.items():
        real = getattr(EngagementSession, name)
        setattr(EngagementSession, name, stands_in)
        stage.later(lambda name=name, real=real: setattr(EngagementSession, name, real))  # type: ignore[misc]
    protected = EngagementSession.is_protected
    EngagementSession.is_protected = property(lambda _: True)  # type: ignore[assignment,method-assign]
    stage.later(lambda: setattr(EngagementSession, "is_protected", protected))
    window = _page(stage.window("typical"))
    assert window.shown.findChild(WaysPart) is not None
    return window


def _lock(stage: Stage, problem: str) -> QWidget:
    screen = LockScreen()
    screen.resize(900, 640)
    screen.show()
    stage.later(screen.put_away)
    if problem:
        screen.field.setText("twelve lettres")
        screen.answered(str(UserFacingError(problem)))
    return screen


# ---- dialogs


def _opened(stage: Stage, dialog: QDialog, *, press: bool = False) -> QDialog:
    dialog.open()
    stage.settle()
    if press:
        dialog.yes.click()  # type: ignore[attr-defined]
    return dialog


def _above(stage: Stage, state: State) -> WizardWindow:
    return stage.window(HOME[state])


def passphrase(stage: Stage, state: State) -> QWidget:
    dialog = PassphraseDialog(_above(stage, state), has_one=state is not EMPTY)
    if state is PROBLEM and dialog._present is not None:
        dialog._present.setText("what it was before")
        dialog._new.setText("twelve letters")
        dialog._again.setText("twelve lettres")
    return _opened(stage, dialog, press=state in (WORST, PROBLEM))


def secret(stage: Stage, state: State) -> QWidget:
    dialog = SecretDialog(_above(stage, state), FILE if state is not WORST else f"{NAME}.db")
    if state is WORST:
        _opened(stage, dialog)
        dialog.answered(str(UserFacingError("keys.recovery-wrong")))
        return dialog
    return _opened(stage, dialog, press=state is PROBLEM)


def new_code(stage: Stage, state: State) -> QWidget:
    return _opened(stage, NewCodeDialog(_above(stage, state), CODE))


def typed_back(stage: Stage, state: State) -> QWidget:
    why = str(UserFacingError("keys.recovery-typing-error"))
    dialog = TypedBackDialog(_above(stage, state), lambda _: why)
    dialog.field.setText({TYPICAL: CODE, WORST: CODE * 2}.get(state, ""))
    return _opened(stage, dialog, press=state in (WORST, PROBLEM))


def restore(stage: Stage, state: State) -> QWidget:
    clients = say_count("keeping.clients", 1 if state is TYPICAL else 1400)
    what = say("keeping.newest", clients=clients, when=moment(AT))
    replaced = {
        EMPTY: say("keeping.would-replace-nothing"),
        PROBLEM: say("keeping.would-replace-unknown"),
    }
    told = [
        say("keeping.would-bring", when=moment(AT), what=what),
        replaced.get(state, say("keeping.would-replace", what=what)),
    ]
    name = f"{NAME}.db" if state is WORST else FILE
    return _opened(stage, RestoreDialog(_above(stage, state), name, told))


def erase(stage: Stage, state: State) -> QWidget:
    name = NAME if state is WORST else "Example Bakery"
    dialog = EraseDialog(_above(stage, state), name)
    if state in (WORST, PROBLEM):
        dialog._go.setChecked(state is WORST)
        dialog.accept()
    return _opened(stage, dialog, press=state in (WORST, PROBLEM))


def history(stage: Stage, state: State) -> QWidget:
    what = {
        EMPTY: [say("log.engagement-added")],
        WORST: [say("log.about", what=say("log.answer-saved"), subject=NAME)] * 60,
    }
    usual = [say(f"log.{kind}") for kind in ("engagement-added", "answer-saved", "paper-signed")]
    lines = [
        say("log.line", when=moment(AT), what=each, who=say("log.who-consultant"))
        for each in what.get(state, usual)
    ]
    name = NAME if state is WORST else "Example Bakery"
    dialog = HistoryDialog(_above(stage, state), name, lines)
    if state is PROBLEM:
        dialog._tell(str(UserFacingError("cli.cannot-write", name="log.csv")))
    return _opened(stage, dialog)


SHEETS: dict[str, type[Sheet]] = {
    "passphrase": PassphraseDialog,
    "secret": SecretDialog,
    "new-code": NewCodeDialog,
    "typed-back": TypedBackDialog,
    "restore": RestoreDialog,
    "erase": EraseDialog,
    "history": HistoryDialog,
}
SHOWS = (passphrase, secret, new_code, typed_back, restore, erase, history)
