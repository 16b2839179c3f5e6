"""Saying no, or later: laid out at once, with buttons and sentences that say what is so."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Dress, Show
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from onboard import bootstrap
from onboard.content.model import Tier
from onboard.engagement import Client
from onboard.sample import sample_case
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.wording import say
from tests.ui import checks
from ui import phrases
from ui.dialogs.decline import DeclineDialog, LaterDialog
from ui.session import EngagementSession

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngagementSnapshot]:
    place = bootstrap.home(tmp_path_factory.mktemp("dialogs") / "home")
    session = EngagementSession(place)
    session.use(bootstrap.open_application(place))
    session.new_client(Client("Example Bakery", "Robin Baker"))
    case = sample_case(session.shipped_pack(), session.application.clock.now().date())
    for key, answer in case.engagement.answers.items():
        if answer.value is not None:
            assert session.answer(key, answer.value) == ""
    assert session.snapshot is not None
    yield session.snapshot
    session.close()


@pytest.fixture
def parent(show: Show) -> QWidget:
    return show(QWidget(), 1120, 760)


def _dialog(
    parent: QWidget, snapshot: EngagementSnapshot, line: PlanLine, kind: type = DeclineDialog
) -> DeclineDialog | LaterDialog:
    made: DeclineDialog | LaterDialog = kind(parent, snapshot, line)
    made.open()
    return made


def _longest_step(snapshot: EngagementSnapshot) -> PlanLine:
    def length(line: PlanLine) -> int:
        return max((len(option.text) for option in line.leaving_out.cheaper), default=0)

    return max((line for line in snapshot.lines if line.line.is_bought), key=length)


def _texts(dialog: QWidget) -> str:
    return "\n".join(made.text() for made in dialog.findChildren(QLabel))


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_cut_when_it_first_shows(
    dress: Dress, parent: QWidget, snapshot: EngagementSnapshot, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    dialog = _dialog(parent, snapshot, _longest_step(snapshot))
    QTest.qWaitForWindowExposed(dialog)
    area = dialog.findChild(QScrollArea)
    assert area.widget().width() <= area.viewport().width()
    assert checks.all_findings(dialog) == []
    dialog.yes.click()
    QTest.qWaitForWindowExposed(dialog)
    assert dialog.error.isVisible()
    assert checks.all_findings(dialog) == []
    dialog.reject()


def test_all_that_is_needed_is_told_at_once_and_marked(
    parent: QWidget, snapshot: EngagementSnapshot
) -> None:
    must = next(line for line in snapshot.lines if line.tier is Tier.MUST and line.line.is_bought)
    dialog = _dialog(parent, snapshot, must)
    assert isinstance(dialog, DeclineDialog)
    captions = _texts(dialog).split("\n")
    for key in ("dialog.reason", "dialog.initials"):
        assert say("dialog.needed", caption=say(key)) in captions
    dialog.yes.click()
    reason, initials = say("dialog.reason-missing"), say("dialog.initials-missing")
    assert dialog.error.text() == f"{reason}\n{initials}"
    assert dialog.focusWidget() is dialog.reason
    assert dialog.reason.property("problem")
    assert dialog.initials.property("problem")
    dialog.reason.setPlainText("too dear")
    assert dialog.error.text() == initials
    assert not dialog.reason.property("problem")
    dialog.initials.setText("RB")
    assert not dialog.error.isVisible()
    assert not dialog.initials.property("problem")
    dialog.reject()


def test_only_must_haves_need_initials(parent: QWidget, snapshot: EngagementSnapshot) -> None:
    line = next(
        line for line in snapshot.lines if line.tier is not Tier.MUST and line.line.is_bought
    )
    dialog = _dialog(parent, snapshot, line)
    assert isinstance(dialog, DeclineDialog)
    assert say("dialog.initials") in _texts(dialog).split("\n")
    dialog.yes.click()
    assert dialog.error.text() == say("dialog.reason-missing")
    assert not dialog.initials.property("problem")
    dialog.reject()


def test_today_and_with_it_are_two_things(parent: QWidget, snapshot: EngagementSnapshot) -> None:
    line = _longest_step(snapshot)
    plain = snapshot.pack.content.items[line.item].plain
    dialog = _dialog(parent, snapshot, line)
    said = [made.text() for made in dialog.findChildren(QLabel)]
    assert said[said.index("Today") + 1] == plain.issue
    assert said[said.index("With it") + 1] == plain.benefit
    assert dialog.yes.text() == "Say no"
    dialog.reject()


def test_the_button_says_whether_a_step_is_taken(
    parent: QWidget, snapshot: EngagementSnapshot
) -> None:
    dialog = _dialog(parent, snapshot, _longest_step(snapshot))
    assert isinstance(dialog, DeclineDialog)
    key, tick = next(iter(dialog._steps.items()))
    assert dialog.yes.text() == say("dialog.decline-yes")
    tick.box.click()
    assert dialog.yes.text() == say("dialog.decline-with-step")
    QApplication.processEvents()
    assert checks.clipped(dialog) == []
    assert dialog.decision.cheaper == (key,)
    tick.box.click()
    assert dialog.yes.text() == say("dialog.decline-yes")
    dialog.reject()


def test_each_thing_that_could_happen_says_its_risk_with_and_without(
    parent: QWidget, snapshot: EngagementSnapshot
) -> None:
    stays = next(
        line
        for line in snapshot.lines
        if line.line.is_bought
        and any(not part.is_worse for part in line.leaving_out.consequences[:3])
    )
    dialog = _dialog(parent, snapshot, stays)
    part = next(part for part in stays.leaving_out.consequences if not part.is_worse)
    said = [made.text() for made in dialog.findChildren(QLabel)]
    shown = stays.leaving_out.consequences[:3]
    assert f"•  {stays.leaving_out.without}" in said
    for each in shown:
        left, instead = (say(f"level.{a.value}") for a in (each.without_line, each.with_line))
        told = said[said.index(f"•  {each.story}") + 1]
        assert told.startswith(f"Risk without it: {left}. Risk with it: {instead}")
        assert ("one step of several" in told) == (not each.is_worse)
    assert part in stays.leaving_out.consequences
    dialog.reject()


def test_the_price_of_one_piece_is_said_once(parent: QWidget, snapshot: EngagementSnapshot) -> None:
    bought = [line for line in snapshot.lines if line.line.is_bought]
    one = next(line for line in bought if line.line.quantity == 1 and not line.line.cost.is_zero)
    dialog = _dialog(parent, snapshot, one)
    assert _texts(dialog).count(phrases.amount(one.line.unit_price.amount)) == 1
    assert phrases.price_basis(one) in _texts(dialog)
    dialog.reject()
    many = replace(one, line=replace(one.line, quantity=2))
    dialog = _dialog(parent, snapshot, many)
    assert phrases.price_note(one) in _texts(dialog)
    dialog.reject()


def test_a_day_that_is_put_right_takes_the_sentence_away(
    parent: QWidget, snapshot: EngagementSnapshot
) -> None:
    line = next(line for line in snapshot.lines if line.line.is_bought)
    dialog = _dialog(parent, snapshot, line, LaterDialog)
    dialog.yes.click()
    assert dialog.error.text() == say("dialog.later-no-day")
    field = dialog.by.first_focus()  # type: ignore[union-attr]
    QTest.keyClicks(field, snapshot.on.replace(year=snapshot.on.year + 1, day=1).isoformat())
    assert not dialog.error.isVisible()
    dialog.reject()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_day_to_fill_in_is_in_sight_at_once(
    dress: Dress, parent: QWidget, snapshot: EngagementSnapshot, scale: float
) -> None:
    dress(scale=scale)
    for line in snapshot.lines[:12]:
        dialog = _dialog(parent, snapshot, line, LaterDialog)
        assert isinstance(dialog, LaterDialog)
        QTest.qWaitForWindowExposed(dialog)
        view = dialog.findChild(QScrollArea).viewport()
        top = dialog.by.mapTo(view, dialog.by.rect().topLeft()).y()
        assert top + dialog.by.height() <= view.height()
        dialog.reject()


def test_a_no_that_saves_little_is_asked_twice_in_numbers(
    parent: QWidget, snapshot: EngagementSnapshot
) -> None:
    """T2, S0.16."""
    item = sorted(snapshot.alarming)[0]
    dialog = _dialog(parent, snapshot, snapshot.line_by_item[item])
    assert isinstance(dialog, DeclineDialog)
    dialog.reason.setPlainText("too dear")
    dialog.initials.setText("RB")
    dialog.yes.click()
    assert dialog.isVisible(), "asked once more"
    stop = snapshot.reckonings[0].amount
    assert f"{stop.low:,.2f}".rstrip("0").rstrip(".") in dialog.error.text()
    assert phrases.line_price(snapshot.line_by_item[item]) in dialog.error.text()
    assert dialog.yes.text() == say("dialog.decline-still")
    assert checks.all_findings(dialog) == []
    dialog.yes.click()
    assert not dialog.isVisible()
    assert dialog.decision.reason == "too dear"


def test_a_no_without_such_a_harm_is_asked_once(
    parent: QWidget, snapshot: EngagementSnapshot
) -> None:
    line = next(
        line
        for line in snapshot.lines
        if line.line.is_bought and line.item not in snapshot.alarming
    )
    dialog = _dialog(parent, snapshot, line)
    assert isinstance(dialog, DeclineDialog)
    dialog.reason.setPlainText("not now")
    dialog.initials.setText("RB")
    dialog.yes.click()
    assert not dialog.isVisible()


def test_a_shown_dialog_stays_while_nobody_in_python_holds_it(
    parent: QWidget, snapshot: EngagementSnapshot
) -> None:
    """It is its window's; the garbage collector has no say in it, whatever Tab has asked for."""
    shown = _dialog(parent, snapshot, _longest_step(snapshot), LaterDialog)
    for _ in range(6):
        QTest.keyClick(shown, Qt.Key.Key_Tab)
    QApplication.processEvents()
    del shown
    gc.unfreeze()
    for _ in range(3):
        gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = parent.findChildren(LaterDialog)
    assert [dialog.isVisible() for dialog in found] == [True]
    found[0].reject()


def test_the_program_never_asks_qt_for_its_focus_chain() -> None:
    """PySide6 takes what these give for a child of whom it asked, and deletes or loses it."""
    asked = re.compile(r"\.(nextInFocusChain|previousInFocusChain|buddy|group)\(\)")
    found = [
        f"{file.name}: {line.strip()}"
        for folder in ("ui", "tools", "tests/ui")
        for file in (ROOT / folder).rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if asked.search(line) and "match.group()" not in line
    ]
    assert found == []
