"""More papers: picked, saved and printed, from the plan and when all is signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LONG_NAME, LOOKS, a_session, faults, part, press, shown, with_client
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from onboard.papers.sheets.kinds import KINDS
from onboard.pdf.text import page_texts
from onboard.wording import say
from ui.dialogs import more_papers, print_paper
from ui.dialogs.more_papers import MorePapers
from ui.pages.plan import PlanPage
from ui.session import EngagementSession


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        with_client(opened)
        opened.set_order(["3 PCs"])
        yield opened


def _pick(papers: MorePapers, kind: str) -> None:
    kinds = part(papers, QComboBox, "extra-kind")
    kinds.setCurrentIndex(kinds.findData(kind))


def test_each_paper_is_offered_with_what_it_is_for(show: Show, session: EngagementSession) -> None:
    papers = MorePapers(session)
    show(papers)
    kinds = part(papers, QComboBox, "extra-kind")
    assert [kinds.itemData(place) for place in range(kinds.count())] == list(session.extras())
    assert set(KINDS) < set(session.extras())
    for kind in session.extras():
        _pick(papers, kind)
        texts = [made.text() for made in papers.findChildren(QLabel)]
        assert say(f"papers.{kind}-why") in texts
        is_table = kind == "supplier-sheet"
        assert part(papers, QPushButton, "print-extra").isEnabled() is not is_table


@pytest.mark.parametrize(
    ("kind", "says"), [("visit", "End of a visit"), ("supplier-sheet", "What is needed")]
)
def test_one_is_saved_by_keyboard_and_named(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    says: str,
) -> None:
    monkeypatch.setattr(more_papers, "ask_where", lambda _, __, name, ___: tmp_path / name)
    papers = MorePapers(session)
    show(papers)
    _pick(papers, kind)
    with qtbot.waitSignal(session.paper_saved, timeout=30_000) as saved:
        press(qtbot, papers, part(papers, QPushButton, "save-extra"))
    told = part(papers, QLabel, "extra-told")
    assert told.isVisible()
    name = saved.args[1]
    assert name in told.text()
    data = (tmp_path / name).read_bytes()
    text = " ".join(page_texts(data)) if name.endswith(".pdf") else data.decode("utf-8-sig")
    assert says in text
    _pick(papers, "review")
    assert not told.isVisible(), "that was said of another paper"


def test_one_is_printed(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(print_paper, "ask_printer", lambda *_: printer)
    papers = MorePapers(session)
    show(papers)
    _pick(papers, "when-it-breaks")
    with qtbot.waitSignal(session.paper_printed, timeout=30_000) as printed:
        part(papers, QPushButton, "print-extra").click()
    assert printed.args == ["extra"]
    assert (tmp_path / "printed.pdf").stat().st_size > 1_000


def test_a_change_of_mind_writes_nothing(
    show: Show, session: EngagementSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(more_papers, "ask_where", lambda *_: None)
    monkeypatch.setattr(print_paper, "ask_printer", lambda *_: None)
    papers = MorePapers(session)
    show(papers)
    part(papers, QPushButton, "save-extra").click()
    part(papers, QPushButton, "print-extra").click()
    assert not session.is_busy


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_it_can_be_read_and_used_on_the_plan(
    dress: Dress, show: Show, tmp_path: Path, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    for session in a_session(tmp_path):
        with_client(session, LONG_NAME)
        page = PlanPage(session)
        page.show_snapshot(shown(session))
        show(page)
        assert faults(page) == []
        assert part(page, QPushButton, "save-extra").isVisible()
