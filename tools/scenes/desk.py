"""The list of very many clients, who is hit, and another version of a pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from PySide6.QtWidgets import QDialog, QWidget

from onboard.desk.attention import Marks
from onboard.desk.clients import Desk, FileCard, desk_of
from onboard.desk.overview import (
    Overview,
    Owned,
    Refusal,
    Shortfall,
    SignedLines,
    Stage,
    Step,
    System,
    Things,
)
from onboard.desk.pack_move import PackMove, ToCheck
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.errors import UserFacingError
from onboard.locations import DEFAULT_PACK
from tools.scenes.stage import Stage as Set
from tools.scenes.stage import State
from tools.scenes.texts import NAME, PERSON
from ui.dialogs.move_pack import MovePackDialog
from ui.dialogs.who_is_hit import WhoIsHitDialog
from ui.session import EngagementSession
from ui.wizard_window import WizardWindow

TODAY = date(2026, 11, 22)
CHANGED = datetime(2026, 11, 20, 15, 4, tzinfo=UTC)
MANY = 2_000
TRADES = ("Dental", "Bakery", "Law", "Garage", "Florist", "Café", "Optics", "Print", "Vet", "Books")
STAGES = (Stage.SIGNED, Stage.TALK, Stage.DECIDING, Stage.AMENDING, Stage.SIGNED)
LONG = "Which of the computers, tills and telephones does nobody look after at all, and since when?"


def many_shows() -> dict[State, Callable[[Set], QWidget]]:
    """The desk in its sizes; of a few clients "clients" has pictures."""
    return {
        State.TYPICAL: lambda stage: _desk(stage, "typical", _views(MANY)),
        State.WORST: lambda stage: _desk(stage, "worst", [_worst(n) for n in range(20)]),
    }


def hit(stage: Set, state: State) -> QWidget:
    """Nothing typed, a system, everything at once, a day that cannot be read."""
    views = [_worst(n) for n in range(20)] if state is State.WORST else _views(40)
    window = _desk(stage, "worst" if state is State.WORST else "typical", views)
    dialog = WhoIsHitDialog(window, window.session)
    if state is State.TYPICAL:
        dialog.product.setText("windows 10")
    if state is State.WORST:
        dialog.before.set_text("2031-12-31")
        dialog.product.setText(NAME[:20])
        dialog.product.setText("")
    if state is State.PROBLEM:
        dialog.product.setText("typewriter")
        dialog.before.set_text("some day soon")
    return _opened(stage, dialog, press=state is State.PROBLEM)


def move(stage: Set, state: State) -> QWidget:
    """The same again, a real change, a very great one, and one that cannot be worked out."""
    window = _desk(stage, "worst" if state is State.WORST else "typical", _views(3))
    session = window.session
    pins = [PackPin("it", "1.1.0", "9f2c77d0" * 8), PackPin("it", "1.0.0", "00c4e2aa" * 8)]
    name = NAME if state is State.WORST else "Café Chloé"
    session.pack_versions = lambda _: pins  # type: ignore[method-assign]

    def preview(_: EngagementId, to: PackPin) -> PackMove:
        if state is State.PROBLEM:
            raise UserFacingError("store.no-such-pack")
        return _moves(name, to)[state]

    session.preview_move = preview  # type: ignore[method-assign]
    client = replace(session.desk().clients[0], name=name)
    return _opened(stage, MovePackDialog(window, session, client), press=state is State.PROBLEM)


def _moves(name: str, to: PackPin) -> Mapping[State, PackMove]:
    facts = Engagement(EngagementId("x"), Client(name), to, TODAY)
    calm = PackMove(PackPin("it", "1.0.1", "aa" * 32), to, 64, (), (), (), (), (), (), (), facts)
    some = replace(
        calm,
        kept=61,
        to_check=(ToCheck("people", "How many people use a computer?", False),),  # type: ignore[arg-type]
        new=("Is there a paper list of telephone numbers?",),
        retired=("Is there a fax?",),
        stale=("Copy away from the building",),
    )
    asks = tuple(f"{LONG} ({number})" for number in range(1, 9))
    checks = tuple(ToCheck(f"q{n}", ask, n % 2 == 0) for n, ask in enumerate(asks))  # type: ignore[arg-type]
    worst = replace(
        calm, to_check=checks, new=asks, retired=asks, back=asks, stale=asks, gone=asks,
        not_sold=(NAME,),
    )  # fmt: skip
    return {State.EMPTY: calm, State.TYPICAL: some, State.WORST: worst}


def _opened(stage: Set, dialog: QDialog, *, press: bool = False) -> QDialog:
    dialog.open()
    stage.settle()
    if press:
        dialog.yes.click()  # type: ignore[attr-defined]
    return dialog


def desk_with(stage: Set, home: str, marks: Marks, *, is_worst: bool) -> WizardWindow:
    """A short list whose first client has these marks and is picked."""
    views = [_worst(0)] if is_worst else [*_views(3)]
    session: EngagementSession = stage.session(home)
    made = _made(views, marks)
    session.desk = lambda: made  # type: ignore[method-assign]
    session.pack_versions = lambda _: ()  # type: ignore[method-assign]
    return stage.show(session)


def _desk(stage: Set, home: str, views: Sequence[Overview]) -> WizardWindow:
    """The window on a list that is only made up: nothing of it stands in a store."""
    session: EngagementSession = stage.session(home)
    made = _made(views)
    session.desk = lambda: made  # type: ignore[method-assign]
    session.pack_versions = lambda _: ()  # type: ignore[method-assign]
    return stage.show(session)


def _made(views: Sequence[Overview], first: Marks | None = None) -> Desk:
    cards = [
        FileCard(
            EngagementId(f"file-{n}"),
            1,
            CHANGED - timedelta(hours=n),
            first if first is not None and n == 0 else Marks(),
            view,
        )
        for n, view in enumerate(views)
    ]
    held = Things((Owned("endpoint-protection", 8, date(2027, 4, 1)),), SignedLines())
    return desk_of(cards, {}, TODAY, lambda: {card.id: held for card in cards})


def _views(many: int) -> list[Overview]:
    return [_view(number) for number in range(many)]


def _view(number: int) -> Overview:
    """Every third is calm; the others need one thing or several."""
    stage = STAGES[number % len(STAGES)]
    is_signed = stage in (Stage.SIGNED, Stage.AMENDING)
    refusal = Refusal(
        "offsite-copy",
        "Copy away from the building",
        "must",
        TODAY + timedelta(days=number % 90 - 30),
        TODAY + timedelta(days=number % 90),
    )
    system = System("win-10-22h2", "Windows 10 22H2 Home/Pro/Enterprise", number % 7 + 1,
                    date(2025, 10, 14), date(2024, 10, 14))  # fmt: skip
    short = Shortfall("endpoint-protection", "Virus protection", 8, 8 + number % 5)
    return Overview(
        version=1,
        name=f"{TRADES[number % 10]} {number:04}",
        owner=("Robin Baker", "Chloé Ardent", "Óscar Peña")[number % 3],
        business="Shop or trade",
        stage=stage,
        alone=False,
        pack=DEFAULT_PACK,
        pack_version="1.0.0",
        pack_sha256="ab" * 32,
        signed_on=TODAY - timedelta(days=number % 120) if is_signed else None,
        step=Step("ask", "", None, 12) if not is_signed else Step("review", "", None, 0),
        refusals=(refusal,) if number % 3 == 0 else (),
        shortfalls=(short,) if number % 4 == 1 else (),
        systems=(system,) if number % 5 == 0 else (),
    )


def _worst(number: int) -> Overview:
    """Everything at once, with the longest names."""
    start = _view(30)
    return replace(
        start,
        name=f"{number} {NAME}",
        owner=PERSON,
        business=NAME,
        step=Step("agreed", LONG * 2, TODAY - timedelta(days=3), 0),
        refusals=start.refusals * 6,
        shortfalls=(Shortfall("x", NAME, 999_999, 1_000_000),) * 4,
        systems=(System("x", NAME, 1_000_000, TODAY, TODAY),) * 4,
        broken=(LONG, LONG),
    )
