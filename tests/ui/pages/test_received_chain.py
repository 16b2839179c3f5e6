"""An amendment from a file, and the papers that it changes, checked together in the window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Dress, Show
from page_kit import LOOKS, a_session, faults, part, press, settle
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from onboard import canonical
from onboard.pdf.paper import read_data
from onboard.pdf.printer import PdfPrinter
from onboard.ports import SigningKey
from tests.pdf.paper_factory import AT, CONSULTANT, OWNER, TABLE, its_data, small_document
from ui.pages.received import ReceivedPage
from ui.session import EngagementSession
from ui.widgets.notes import Banner

PRINTER = PdfPrinter()


@pytest.fixture(scope="module")
def keys() -> tuple[SigningKey, SigningKey]:
    consultant, owner = (PRINTER.new_key(seal.name, "Example", AT) for seal in (CONSULTANT, OWNER))
    return consultant, owner


def a_paper(
    keys: tuple[SigningKey, SigningKey],
    reference: str,
    changes: bytes | None = None,
    *,
    is_half: bool = False,
) -> bytes:
    """A small signed paper that says it changes another one."""
    document = replace(small_document(), reference=reference)
    told: dict[str, Any] = json.loads(its_data(document))
    del told["digest"]
    if changes is not None:
        before = read_data(changes)
        told["amends"] = {"reference": before["reference"], "digest": before["digest"]}
    told["digest"] = canonical.digest(told)
    pdf = PRINTER.render(document, canonical.canonical_bytes(told), TABLE, at=AT)
    half = PRINTER.seal(pdf, CONSULTANT, keys[0])
    return half if is_half else PRINTER.seal(half, OWNER, keys[1])


@pytest.fixture(scope="module")
def papers(
    keys: tuple[SigningKey, SigningKey], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Three papers in a row; the newest one signed by both, and by the consultant only."""
    first = a_paper(keys, "EA-2026-0001")
    second = a_paper(keys, "EA-2026-0002", first)
    middle = len(first) // 3
    made = {
        "first": first,
        "changed": first[:middle] + bytes([first[middle] ^ 1]) + first[middle + 1 :],
        "second": second,
        "third": a_paper(keys, "EA-2026-0003", second),
        "half": a_paper(keys, "EA-2026-0002", first, is_half=True),
    }
    folder = tmp_path_factory.mktemp("papers")
    for name, pdf in made.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
    return {name: folder / f"{name}.pdf" for name in made}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    yield from a_session(tmp_path)


@pytest.fixture
def page(
    session: EngagementSession, papers: dict[str, Path], show: Show, qtbot: QtBot
) -> ReceivedPage:
    return opened(session, papers["second"], show, qtbot)


def opened(session: EngagementSession, path: Path, show: Show, qtbot: QtBot) -> ReceivedPage:
    page = ReceivedPage(session)
    show(page)
    with qtbot.waitSignal(
        session.received_changed,
        timeout=30_000,
        check_params_cb=lambda: session.received is not None,
    ):
        session.open_received(path)
    settle()
    return page


def add(page: ReceivedPage, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose a file with the page's own button."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(page.session.received_changed, timeout=30_000):
        press(qtbot, page, part(page, QPushButton, "earlier"))
    settle()


def verdict(page: ReceivedPage) -> str:
    return part(page, Banner, "received-chain").accessibleName()


def test_both_papers_are_checked_together(
    page: ReceivedPage,
    papers: dict[str, Path],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "EA-2026-0001" in part(page, QLabel, "received-changes").text()
    add(page, papers["first"], qtbot, monkeypatch)
    assert "The chain is whole: 2 papers" in verdict(page)
    assert "names it by its true check number" in verdict(page)
    assert page.findChild(QPushButton, "earlier") is None
    assert part(page, QPushButton, "pick-paper").hasFocus()
    assert part(page, Banner, "received-chain").property("kind") == "note"


def test_each_paper_asks_for_the_one_before_it(
    session: EngagementSession,
    papers: dict[str, Path],
    show: Show,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(session, papers["third"], show, qtbot)
    add(page, papers["second"], qtbot, monkeypatch)
    assert "EA-2026-0001" in part(page, QLabel, "received-changes").text()
    assert part(page, QPushButton, "earlier").hasFocus()
    assert "The one before them is missing here" in verdict(page)
    assert part(page, Banner, "received-chain").property("kind") == "note"
    add(page, papers["first"], qtbot, monkeypatch)
    assert "The chain is whole: 3 papers" in verdict(page)


def test_a_changed_earlier_paper_is_told(
    page: ReceivedPage,
    papers: dict[str, Path],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add(page, papers["changed"], qtbot, monkeypatch)
    assert "The chain is not whole" in verdict(page)
    assert "Do not rely on it" in verdict(page)
    assert part(page, Banner, "received-chain").property("kind") == "problem"


def test_another_paper_is_refused_and_nothing_is_lost(
    page: ReceivedPage,
    papers: dict[str, Path],
    session: EngagementSession,
    qtbot: QtBot,
) -> None:
    received = session.received
    assert received is not None
    with qtbot.waitSignal(session.problem, timeout=10_000) as told:
        session.add_earlier(received, papers["third"])
    assert "third.pdf" in told.args[0]
    assert "EA-2026-0001" in told.args[0]
    assert session.received is received
    assert page.findChild(Banner, "received-chain") is None


def test_a_paper_that_waits_for_the_owner_is_no_fault_of_the_chain(
    session: EngagementSession,
    papers: dict[str, Path],
    show: Show,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(session, papers["half"], show, qtbot)
    add(page, papers["first"], qtbot, monkeypatch)
    assert "still waits for a signature" in verdict(page)
    assert part(page, Banner, "received-chain").property("kind") == "note"
    assert session.received is not None
    assert session.received.waits_for_owner


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress,
    show: Show,
    session: EngagementSession,
    papers: dict[str, Path],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    dark: bool,
    scale: float,
) -> None:
    dress(dark=dark, scale=scale)
    page = opened(session, papers["third"], show, qtbot)
    add(page, papers["second"], qtbot, monkeypatch)
    assert faults(page) == []
