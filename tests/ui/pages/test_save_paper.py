"""The booklet from the welcome page and the list for any supplier from the plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Show
from page_kit import a_session, part, shown, with_client
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from onboard.pdf.text import page_texts
from ui.dialogs import save_paper
from ui.page import Page
from ui.pages.plan import PlanPage
from ui.pages.welcome import WelcomePage
from ui.session import EngagementSession


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        with_client(opened)
        opened.set_order(["3 PCs"])
        yield opened


@pytest.mark.parametrize(
    ("kind", "page_kind", "says"),
    [("booklet", WelcomePage, "All questions"), ("spec", PlanPage, "What is needed")],
)
def test_a_paper_is_saved_and_named(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    page_kind: type[Page],
    says: str,
) -> None:
    monkeypatch.setattr(save_paper, "ask_where", lambda _, __, name, *___: tmp_path / name)
    page = page_kind(session)
    page.show_snapshot(shown(session))
    show(page)
    with qtbot.waitSignal(session.paper_saved, timeout=30_000) as saved:
        part(page, QPushButton, f"save-{kind}").click()
    told = part(page, QLabel, f"{kind}-saved")
    assert told.isVisible()
    name = saved.args[1]
    assert name in told.text()
    assert says in " ".join(page_texts((tmp_path / name).read_bytes()))


def test_nothing_is_written_where_no_name_is_given(
    show: Show, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save_paper, "ask_where", lambda *_: None)
    page = PlanPage(session)
    page.show_snapshot(shown(session))
    show(page)
    part(page, QPushButton, "save-spec").click()
    assert not session.is_busy
