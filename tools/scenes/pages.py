"""Every page of the wizard in its states."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QLineEdit, QWidget

from onboard.errors import UserFacingError
from onboard.flow import Stop
from tools.scenes.checkout import page_shows as away_shows
from tools.scenes.desk import many_shows
from tools.scenes.firm_store import firm_shows
from tools.scenes.keeping import keeping_shows
from tools.scenes.stage import Scene, Stage, State
from tools.scenes.texts import NAME, PERSON
from tools.scenes.travel import page_shows, tasks_problem
from ui.pages.plan import PlanPage
from ui.session import EngagementSession
from ui.widgets.own_price import OwnPriceCard
from ui.wizard_window import WizardWindow

EMPTY, TYPICAL, WORST, PROBLEM = State.EMPTY, State.TYPICAL, State.WORST, State.PROBLEM
CODE = "7K4M-9XQ2-ZB6T-HD3W-5RPN-C8VA-2JYE-F6GS"
"""Made up, in the form of a recovery code."""

Show = Callable[[Stage], QWidget]


def page_scenes() -> Iterator[Scene]:
    """All pages; those of a file first in the four states that they all have."""
    pages = {
        **_first_pages(),
        **_file_pages(),
        **page_shows(),
        **away_shows(),
        **_rooms(),
        **keeping_shows(),
        **firm_shows(),
    }
    for page, shows in pages.items():
        for state, show in shows.items():
            yield Scene(page, state, show)


# ---- before a file is open


def _first_pages() -> dict[str, dict[State, Show]]:
    return {
        "clients": {
            EMPTY: lambda stage: stage.window("new"),
            TYPICAL: lambda stage: stage.window("typical"),
            WORST: lambda stage: stage.window("worst"),
            PROBLEM: _cannot_be_opened,
        },
        "clients-many": many_shows(),
        "clients-opening": {
            EMPTY: lambda stage: stage.locked(stage.homes.opened["new"].home),
            WORST: lambda stage: stage.locked(stage.homes.opened["new"].home),
        },
        "clients-first-time": {
            EMPTY: lambda stage: _asks(stage, "new"),
            WORST: lambda stage: _asks(stage, "new", problem="keys.passphrase-short"),
            PROBLEM: _two_passphrases,
        },
        "clients-passphrase": {
            EMPTY: lambda stage: _asks(stage, "needs-secret"),
            WORST: lambda stage: _asks(stage, "needs-secret", problem="keys.passphrase-wrong"),
            PROBLEM: lambda stage: _asks(stage, "needs-secret", problem="keys.passphrase-wrong"),
        },
        "clients-code": {TYPICAL: _code, WORST: _code},
        "clients-new": {
            EMPTY: lambda stage: _form(stage, "typical"),
            TYPICAL: lambda stage: _form(stage, "typical", "Example Bakery", "Robin Baker"),
            WORST: lambda stage: _form(stage, "worst", NAME, PERSON),
            PROBLEM: lambda stage: _form(stage, "typical", press=True),
        },
        "firm": {
            EMPTY: lambda stage: _firm(stage, "new"),
            TYPICAL: lambda stage: _firm(stage, "typical"),
            WORST: lambda stage: _firm(stage, "worst"),
            PROBLEM: _firm_problem,
        },
    }


def _cannot_be_opened(stage: Stage) -> QWidget:
    """A home whose keys are there and whose store is not."""
    import shutil

    from onboard import bootstrap

    source = stage.homes.opened["new"].home
    place = bootstrap.home(stage.homes.folder / "lost")
    place.folder.mkdir(exist_ok=True)
    shutil.copy(source.keys, place.keys)
    for part in source.folder.iterdir():
        if part.name not in (source.store.name, "lost") and part.is_file():
            shutil.copy(part, place.folder / part.name)
    for part in place.folder.glob(f"{place.store.name}*"):
        part.unlink()
    window = stage.locked(place)
    window.session.open()
    return window


def _asks(stage: Stage, secret: str, problem: str = "") -> QWidget:
    window = stage.locked(stage.homes.opened["new"].home)
    session = window.session
    session.waits_for = secret
    session.locked.emit(secret)
    stage.settle()
    if problem:
        session.problem.emit(str(UserFacingError(problem, least=10)))
    return window


def _two_passphrases(stage: Stage) -> QWidget:
    window = _asks(stage, "new")
    assert isinstance(window, WizardWindow)
    hands = stage.hands(window)
    hands.type_into("passphrase", "twelve letters")
    hands.type_into("passphrase-again", "twelve lettres")
    hands.click("open")
    return window


def _code(stage: Stage) -> QWidget:
    window = stage.locked(stage.homes.opened["new"].home)
    window.session.unread_code = CODE
    window.session.recovery_code.emit(CODE)
    stage.settle()
    stage.hands(window).click("copy")
    return window


def _form(stage: Stage, home: str, name: str = "", owner: str = "", *, press: bool = False):  # type: ignore[no-untyped-def]
    window = stage.window(home)
    hands = stage.hands(window)
    if window.shown.findChild(QWidget, "advise") is not None:
        hands.click("advise")
    hands.click("new-client")
    hands.type_into("business", name)
    hands.type_into("owner", owner)
    if press:
        hands.click("start")
    return window


def _firm(stage: Stage, home: str) -> WizardWindow:
    window = stage.window(home)
    if window.shown.findChild(QWidget, "advise") is not None:
        stage.hands(window).click("advise")
    stage.hands(window).click("your-firm")
    return window


def _firm_problem(stage: Stage) -> QWidget:
    """Each kind of field with something in it that cannot be read."""
    window = _firm(stage, "typical")
    hands = stage.hands(window)
    hands.type_into("tax-percent", "a fifth")
    hands.type_into("scheme-licence", "Partner Circle, 12 % back")
    hands.type_into("percent-licence", "some")
    for amount in ("cheap", "12 or 13"):
        hands.click("add-price")
        card = window.shown.findChildren(OwnPriceCard)[-1]
        card.thing_list.setCurrentIndex(1)
        hands.type_into("amount", amount, card)
    window.shown.flush()
    return window


# ---- the pages of a file


def _file_pages() -> dict[str, dict[State, Show]]:
    pages: dict[str, dict[State, Show]] = {}
    for stop in Stop:
        if stop in (Stop.QUESTIONS, Stop.SIGN, Stop.FINISH, Stop.ORDER):
            continue
        pages[stop.value] = {
            EMPTY: _at(stop, "bare", "open"),
            TYPICAL: _at(stop, "typical", "undecided"),
            WORST: _at(stop, "worst", "undecided"),
        }
    pages["welcome"][PROBLEM] = _welcome_problem
    pages["have"][PROBLEM] = _have_problem
    pages["tasks"][PROBLEM] = tasks_problem
    pages["check"][PROBLEM] = _at(Stop.CHECK, "typical", "against")
    pages["plan"][PROBLEM] = _broken
    pages["decisions"][PROBLEM] = _undecided
    pages["together"][PROBLEM] = lambda stage: _told(stage, Stop.TOGETHER, "store.disk-full")
    pages["heard"][PROBLEM] = _unheard
    pages["decisions-done"] = {
        TYPICAL: _at(Stop.DECISIONS, "typical", "ready"),
        WORST: _at(Stop.DECISIONS, "worst", "ready"),
    }
    pages["heard-confirmed"] = {
        TYPICAL: _at(Stop.HEARD, "typical", "ready"),
        WORST: _at(Stop.HEARD, "worst", "ready"),
    }
    pages["sign"] = {
        EMPTY: _at(Stop.SIGN, "bare", "open"),
        TYPICAL: _at(Stop.SIGN, "typical", "ready"),
        WORST: _at(Stop.SIGN, "worst", "ready"),
        PROBLEM: _without_consent,
    }
    pages["sign-owner"] = {
        TYPICAL: _at(Stop.SIGN, "typical", "half"),
        WORST: lambda stage: _typed_name(stage, "worst"),
    }
    pages["sign-pen"] = {
        TYPICAL: _at(Stop.SIGN, "typical", "pen"),
        WORST: _at(Stop.SIGN, "worst", "pen"),
    }
    pages["sign-words"] = {TYPICAL: lambda stage: _as_words(stage, "typical"),
                           WORST: lambda stage: _as_words(stage, "worst")}  # fmt: skip
    pages["sign-paper"] = {EMPTY: _preparing, PROBLEM: _no_paper}
    pages["sign-busy"] = {PROBLEM: _sealing}
    pages["finish"] = {
        EMPTY: _at(Stop.FINISH, "bare", "open"),
        TYPICAL: _at(Stop.FINISH, "typical", "signed"),
        WORST: lambda stage: _looked_at(stage, "worst"),
        PROBLEM: lambda stage: _told(stage, Stop.FINISH, "cli.cannot-write", "signed"),
    }
    return pages


def _at(stop: Stop, home: str, file: str) -> Show:
    return lambda stage: stage.window(home, file, stop)


def _welcome_problem(stage: Stage) -> QWidget:
    """No name, and an order of which nothing is understood."""
    window = stage.window("typical", "undecided", Stop.WELCOME)
    before = window.session.snapshot
    assert before is not None
    order = [entry.words for entry in before.engagement.order]
    stage.later(lambda: window.session.set_order(order))
    window.session.set_order([*order, "3 flux capacitors", "a desktop computr"])
    stage.settle()
    name = stage.hands(window).find(QLineEdit, "name")
    name.setText("")
    window.go_next()
    return window


def _have_problem(stage: Stage) -> QWidget:
    """Letters for a number, and a day that is none."""
    window = stage.window("typical", "undecided", Stop.HAVE)
    hands = stage.hands(window)
    hands.type_into("number", "a few", hands.find(QWidget, "have-printer"))
    hands.type_into("date", "next spring", hands.find(QWidget, "have-endpoint-protection"))
    window.go_next()
    return window


def _broken(stage: Stage) -> QWidget:
    """A page that cannot be drawn, for whatever reason."""
    real = PlanPage.show_snapshot

    def breaks(*_: object) -> None:
        raise RuntimeError("a fault of the program")

    PlanPage.show_snapshot = breaks  # type: ignore[method-assign]
    stage.later(lambda: setattr(PlanPage, "show_snapshot", real))
    return stage.window("typical", "undecided", Stop.PLAN)


def _undecided(stage: Stage) -> QWidget:
    """On without a decision, and a next step on a day that is past."""
    window = stage.window("typical", "undecided", Stop.DECISIONS)
    window.go_next()
    hands = stage.hands(window)
    hands.type_into("date", "2020-01-01", hands.find(QWidget, "next-step"))
    hands.click("next-save")
    return window


def _told(stage: Stage, stop: Stop, message: str, file: str = "undecided") -> QWidget:
    """What the window itself tells, above any page."""
    window = stage.window("typical", file, stop)
    window.session.problem.emit(str(UserFacingError(message, name="agreement.pdf")))
    return window


def _unheard(stage: Stage) -> QWidget:
    window = stage.window("typical", "undecided", Stop.HEARD)
    window.go_next()
    return window


def _panel(stage: Stage, window: WizardWindow, role: str) -> QWidget:
    return stage.hands(window).find(QWidget, f"panel-{role}")


def _without_consent(stage: Stage) -> QWidget:
    window = stage.window("typical", "ready", Stop.SIGN)
    hands = stage.hands(window)
    panel = _panel(stage, window, "consultant")
    hands.click("type-instead", panel)
    hands.click("sign", panel)
    return window


def _typed_name(stage: Stage, home: str) -> QWidget:
    window = stage.window(home, "half", Stop.SIGN)
    stage.hands(window).click("type-instead", _panel(stage, window, "owner"))
    return window


def _as_words(stage: Stage, home: str) -> QWidget:
    session = stage.session(home)
    session.reads_as_text = True
    return stage.show(session, stage.homes.files[home]["ready"], Stop.SIGN)


def _preparing(stage: Stage) -> QWidget:
    """While the paper is laid out: the work is asked for, and never comes."""
    real = EngagementSession.prepare_paper
    EngagementSession.prepare_paper = lambda *_: None  # type: ignore[method-assign]
    stage.later(lambda: setattr(EngagementSession, "prepare_paper", real))
    window = stage.window("typical", "ready", Stop.SIGN)
    window.session.busy_changed.emit(True)
    return window


def _no_paper(stage: Stage) -> QWidget:
    def refuses(*_: object) -> None:
        raise UserFacingError("paper.cannot-draw", characters="“字”")

    desk = stage.homes.opened["typical"].desk
    real = desk.prepare
    desk.prepare = refuses  # type: ignore[method-assign,assignment]
    stage.later(lambda: setattr(desk, "prepare", real))
    return stage.window("typical", "ready", Stop.SIGN)


def _sealing(stage: Stage) -> QWidget:
    window = stage.window("typical", "ready", Stop.SIGN)
    panel = _panel(stage, window, "consultant")
    panel.set_busy(True)  # type: ignore[attr-defined]
    window.session.busy_changed.emit(True)
    return window


def _looked_at(stage: Stage, home: str) -> QWidget:
    window = stage.window(home, "signed", Stop.FINISH)
    stage.settle()
    stage.hands(window).click("look")
    return window


# ---- the two rooms


def _rooms() -> dict[str, dict[State, Show]]:
    return {
        "waiting": {
            EMPTY: lambda stage: _owner_screen(stage, "new"),
            TYPICAL: lambda stage: _owner_screen(stage, "typical"),
            WORST: lambda stage: _owner_screen(stage, "worst"),
            PROBLEM: _screen_problem,
        },
        "consultant": {
            EMPTY: lambda stage: _consultant(stage, "bare", "open"),
            TYPICAL: lambda stage: _consultant(stage, "typical", "undecided"),
            WORST: lambda stage: _consultant(stage, "worst", "undecided"),
            PROBLEM: lambda stage: _consultant(stage, "typical", "against"),
        },
    }


def _owner_screen(stage: Stage, home: str) -> WizardWindow:
    window = stage.window(home)
    return stage.show(window.session, follows=window)


def _screen_problem(stage: Stage) -> QWidget:
    window = _owner_screen(stage, "typical")
    window.session.problem.emit(str(UserFacingError("store.disk-full")))
    return window


def _consultant(stage: Stage, home: str, file: str) -> QWidget:
    window = stage.window(home, file, Stop.CHECK)
    window.change_room()
    return window
