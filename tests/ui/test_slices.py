from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from conftest import Show
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.engagement import Client
from onboard.flow import Place, Stop
from ui.pages.decisions import DecisionsPage
from ui.pages.plan import PlanPage
from ui.session import EngagementSession
from ui.slices import BATCH, Placing, Slices
from ui.widgets.column import next_stop
from ui.widgets.decision_card import DecisionCard
from ui.widgets.line_card import LineCard


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    place = bootstrap.home(tmp_path / "home")
    opened = EngagementSession(place)
    opened.use(bootstrap.open_application(place))
    opened.new_client(Client(name="Corner Dental", owner="Olga Owner"))
    opened.set_order(["3 PCs"])
    yield opened
    opened.close()


def _bought(session: EngagementSession) -> list[str]:
    assert session.snapshot is not None
    return [line.item for line in session.snapshot.lines if line.line.is_bought]


def test_each_step_is_done_once_in_its_order(qtbot: QtBot) -> None:
    done: list[int] = []
    owner = QWidget()
    qtbot.addWidget(owner)
    slices = Slices(owner, owner)
    steps = [lambda n=number: done.append(n) for number in range(300)]
    slices.start(steps, at_once=3, then=lambda: done.append(-1))
    assert done == [0, 1, 2]
    assert not slices.is_done
    qtbot.waitUntil(lambda: slices.is_done)
    assert done == [*range(300), -1]


def test_what_is_left_can_be_done_at_once_or_left_undone(qtbot: QtBot) -> None:
    done: list[str] = []
    owner = QWidget()
    qtbot.addWidget(owner)
    slices = Slices(owner, owner)
    slices.start([lambda: done.append("old")] * 3, at_once=1, then=lambda: done.append("end"))
    slices.start([lambda: done.append("new")] * 2, at_once=0)
    assert done == ["old"]
    slices.finish()
    assert done == ["old", "new", "new"]
    assert slices.is_done


def test_what_is_built_is_seen_once_it_is_placed_and_not_before(qtbot: QtBot, show: Show) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    slices = Slices(page, page)
    show(page)
    part = QLabel("one")
    slices._steps.append(lambda: (part, partial(column.addWidget, part)))
    slices._build()  # and nothing goes on by itself: it was not started
    QApplication.processEvents()
    assert part.parentWidget() is page
    assert not part.isVisible()
    slices.finish()
    assert part.isVisible()
    assert column.indexOf(part) == 0


def test_what_is_built_and_not_placed_goes_with_its_page(qtbot: QtBot) -> None:
    page = QWidget()
    slices = Slices(page, page)
    built: list[QWidget] = []

    def build() -> Placing:
        part = QWidget()
        built.append(part)
        return part, part.show

    slices.start([build] * BATCH, at_once=0)
    slices._build()
    page.deleteLater()
    qtbot.waitUntil(lambda: bool(built) and not shiboken6.isValid(page))
    assert not any(shiboken6.isValid(part) for part in built)


@pytest.mark.parametrize("kind", [PlanPage, DecisionsPage])
def test_all_lines_stand_there_in_the_end(
    qtbot: QtBot, show: Show, session: EngagementSession, kind: type[PlanPage | DecisionsPage]
) -> None:
    page = kind(session)
    assert session.snapshot is not None
    page.show_snapshot(session.snapshot)
    show(page)
    assert not page.is_complete
    qtbot.waitUntil(lambda: page.is_complete, timeout=30_000)
    cards = {card.objectName() for card in page.findChildren(LineCard)}
    assert cards == {f"line-{item}" for item in _bought(session)}


def test_tab_goes_from_line_to_line_also_where_a_card_was_made_anew(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = DecisionsPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    assert session.snapshot is not None
    page.show_snapshot(session.snapshot)
    show(page)
    qtbot.waitUntil(lambda: page.is_complete, timeout=30_000)
    items = _bought(session)
    page.findChildren(QPushButton, f"yes-{items[1]}")[0].click()
    qtbot.waitUntil(lambda: page.is_complete, timeout=30_000)
    choosing = [f"yes-{item}" for item in _order_on_page(page)]
    stop: QWidget | None = page.findChildren(QPushButton, f"yes-{items[0]}")[0]
    met: list[str] = []
    for _ in range(2000):
        stop = next_stop(page, stop, is_forward=True)
        assert stop is not None
        name = stop.objectName()
        if name.startswith("yes-") and not name.startswith("yes-to-all"):
            met.append(name)
        if name == f"yes-{items[0]}":
            break
    assert met == [*choosing[choosing.index(f"yes-{items[0]}") + 1 :], *choosing[:1]]


def _order_on_page(page: DecisionsPage) -> list[str]:
    for _ in range(3):
        QApplication.processEvents()  # lays them out
    cards = sorted(page.findChildren(DecisionCard), key=lambda card: card.y())
    names = [card.objectName().removeprefix("line-") for card in cards]
    return [name for name in names if page.findChild(QPushButton, f"yes-{name}") is not None]


def test_a_decision_keeps_the_other_cards_and_the_focus(
    show: Show, session: EngagementSession
) -> None:
    page = DecisionsPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    assert session.snapshot is not None
    page.show_snapshot(session.snapshot)
    show(page)
    page.complete()
    before = page.findChildren(DecisionCard)
    first = session.snapshot.open_lines[0].item
    yes = page.findChild(QPushButton, f"yes-{first}")
    assert yes is not None
    yes.setFocus()
    yes.click()
    page.complete()
    after = page.findChildren(DecisionCard)
    assert len(set(map(id, before)) & set(map(id, after))) >= len(before) - 3
    focused = page.window().focusWidget()
    assert focused is not None
    assert focused.objectName() == f"yes-{first}"


def test_leaving_a_page_half_built_builds_it_to_its_end(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    from ui.wizard_window import WizardWindow

    window = WizardWindow(session)
    show(window, 1120, 760)
    session.go(Place(Stop.PLAN))
    plan = window.shown
    assert not plan.is_complete
    session.go(Place(Stop.WELCOME))
    qtbot.waitUntil(lambda: plan.is_complete, timeout=30_000)
    assert len(plan.findChildren(LineCard)) == len(_bought(session))
    window.close()
