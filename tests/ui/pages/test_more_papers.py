"""More papers: picked, saved and printed, from the plan and when all is signed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LONG_NAME, LOOKS, a_session, faults, part, press, shown, with_client
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from onboard.papers.sheets.kinds import KINDS
from onboard.papers.supplier_sheet import COLUMNS
from onboard.pdf.text import page_texts
from onboard.wording import say
from ui.dialogs import more_papers, print_paper
from ui.dialogs.more_papers import MorePapers
from ui.dialogs.supplier import SupplierDialog
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


def test_a_sheet_that_a_supplier_filled_in_is_read_back(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What he left out and what he cannot do is named, and nothing here changes."""
    papers, elsewhere = MorePapers(session), MorePapers(session)
    show(papers)
    assert not part(papers, QPushButton, "read-supplier").isVisible()
    _pick(papers, "supplier-sheet")
    sheet = tmp_path / "What we need.csv"
    with qtbot.waitSignal(session.paper_saved, timeout=30_000):
        session.save_extra("supplier-sheet", sheet)
    head, first, second, *rest = csv.reader(io.StringIO(sheet.read_text("utf-8-sig")))
    answer = list(COLUMNS).index("answer")
    need = list(COLUMNS).index("need")
    for row in (second, *rest):
        row[answer] = "yes"
    second[answer] = "no"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, second, *rest])
    monkeypatch.setattr(more_papers, "ask_which", lambda *_: sheet)
    before = shown(session)
    with qtbot.waitSignal(session.supplier_read, timeout=30_000):
        press(qtbot, papers, part(papers, QPushButton, "read-supplier"))
    assert elsewhere.window().findChild(SupplierDialog) is None
    dialog = part(papers.window(), SupplierDialog, "supplier-dialog")
    texts = "\n".join(made.text() for made in dialog.findChildren(QLabel))
    assert f"•  {first[need]}" in texts
    assert say("answers.missing") in texts
    assert second[need] in texts
    assert say("answers.leaves") in texts
    assert faults(dialog) == []
    press(qtbot, dialog, part(dialog, QPushButton, "sheet-yes"))
    assert shown(session) is before


def test_a_file_that_is_no_such_sheet_is_one_sentence(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    monkeypatch.setattr(more_papers, "ask_which", lambda *_: other)
    papers = MorePapers(session)
    show(papers)
    _pick(papers, "supplier-sheet")
    with qtbot.waitSignal(session.problem, timeout=30_000) as told:
        part(papers, QPushButton, "read-supplier").click()
    assert told.args == [say("answers.no-sheet", name="other.csv")]
    assert papers.window().findChild(SupplierDialog) is None
