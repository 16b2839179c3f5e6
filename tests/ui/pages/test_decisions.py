from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show, wheel_over
from page_kit import LOOKS, a_session, faults, part, settle, shown, with_client
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from onboard.decisions import Choice, Decision
from ui.pages.decisions import DecisionsPage
from ui.session import EngagementSession
from ui.widgets.forms import PickList


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        with_client(opened)
        opened.set_order(["3 PCs"])
        yield opened


def _page(session: EngagementSession, show: Show) -> DecisionsPage:
    page = DecisionsPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    return page


def _focus(page: QWidget) -> str:
    focused = page.window().focusWidget()
    return focused.objectName() if focused is not None else ""


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = _page(session, show)
    assert faults(page) == []
    assert not page.leave()
    assert faults(page) == []


def test_next_open_line_goes_on_from_line_to_line_and_round(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    waiting = [line.item for line in shown(session).open_lines]
    jump = part(page, QPushButton, "next-open-line")
    visited = []
    for _ in waiting:
        jump.click()
        settle()
        visited.append(_focus(page).removeprefix("yes-"))
        assert not part(page, QPushButton, _focus(page)).visibleRegion().isEmpty()
    assert visited == waiting
    jump.click()
    assert _focus(page) == f"yes-{waiting[0]}"
    part(page, QPushButton, f"yes-{waiting[0]}").click()
    jump.click()
    still = {line.item for line in shown(session).open_lines}
    assert _focus(page).removeprefix("yes-") in still


def test_open_lines_are_told_once_before_going_on(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    error = part(page, QLabel, "error")
    assert not page.leave()
    assert error.isVisible()
    assert f"{len(shown(session).open_lines)} lines are still open" in error.text()
    assert page.leave()
    assert not page.leave()  # told again the next time one comes by
    first = shown(session).open_lines[0]
    part(page, QPushButton, f"yes-{first.item}").click()
    assert not error.isVisible()
    assert not page.leave()
    session.decide(
        *(
            Decision(line.item, Choice.ACCEPT, made_on=line.fingerprint)
            for line in shown(session).open_lines
        )
    )
    while shown(session).open_lines:  # a yes may bring a line of its own
        line = shown(session).open_lines[0]
        session.decide(Decision(line.item, Choice.ACCEPT, made_on=line.fingerprint))
    assert page.leave()
    assert not part(page, QPushButton, "next-open-line").isVisible()


def test_each_line_says_why_it_is_there(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    line = next(line for line in shown(session).open_lines if shown(session).because(line))
    because = shown(session).because(line)[0]
    fold = part(page, QPushButton, f"because-{line.item}")
    card = part(page, QWidget, f"line-{line.item}")
    assert not [
        made for made in card.findChildren(QLabel) if because in made.text() and made.isVisible()
    ]
    fold.click()
    assert [
        made for made in card.findChildren(QLabel) if because in made.text() and made.isVisible()
    ]


def test_a_wheel_that_passes_over_an_offer_decides_nothing(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    offers = [box for box in page.findChildren(PickList) if box.count() > 1]
    assert offers
    part(page, QPushButton, "next-open-line").setFocus()
    for box in offers:
        assert not wheel_over(box)
    assert shown(session).engagement.decisions == ()
