"""A fault in the program is told in the window, and no page stays half drawn."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.engagement import Client
from onboard.errors import UserFacingError
from onboard.flow import Place, Stop
from onboard.signing.desk import SigningDesk
from ui import background
from ui.__main__ import _teller
from ui.pages.plan import PlanPage
from ui.session import EngagementSession
from ui.wizard_window import WizardWindow

SECRET = "The owner's own words"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[WizardWindow]:
    session = EngagementSession(bootstrap.home(tmp_path / "home"))
    session.use(bootstrap.open_application(bootstrap.home(tmp_path / "home")))
    session.new_client(Client("Example Bakery", "Robin Baker"))
    window = WizardWindow(session)
    qtbot.addWidget(window)
    window.resize(1120, 760)
    with qtbot.waitExposed(window):
        window.show()
    session.go(Place(Stop.WELCOME))
    yield window
    session.close()


def _breaks(*_: object) -> None:
    raise RuntimeError(SECRET)


def _texts(part: QWidget) -> str:
    return "\n".join(made.text() for made in part.findChildren(QLabel) if made.isVisible())


@pytest.mark.parametrize("where", ["build", "show_snapshot"])
def test_a_page_that_cannot_be_drawn_is_told_and_comes_up_again_when_it_can(
    window: WizardWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(PlanPage, where, _breaks)
        window.session.go(Place(Stop.PLAN))
        assert "RuntimeError" in _texts(window.problem)
        assert "unchanged" in _texts(window.problem)
        assert "cannot be shown" in _texts(window.shown)
        report = (tmp_path / "home" / "onboard-fault.txt").read_text(encoding="utf-8")
        assert "_breaks" in report
        assert SECRET not in report + _texts(window)
        window.go_back()
        assert window.shown_name == Stop.CHECK.value
    window.session.go(Place(Stop.PLAN))
    assert isinstance(window.shown, PlanPage)
    assert not window.problem.isVisible()


def test_a_change_that_cannot_be_drawn_is_told(
    window: WizardWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.go(Place(Stop.PLAN))
    monkeypatch.setattr(PlanPage, "show_snapshot", _breaks)
    window.session.set_order(["3 PCs"])
    assert "RuntimeError" in _texts(window.problem)
    assert "cannot be shown" in _texts(window.shown)
    assert window.session.snapshot is not None
    assert len(window.session.snapshot.engagement.order) == 1


def test_what_nobody_caught_in_a_gesture_is_told(
    window: WizardWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    tell: Callable[..., None] = _teller(window.session)
    try:
        _breaks()
    except RuntimeError:
        tell(*sys.exc_info())
    assert "RuntimeError" in _texts(window.problem)
    assert capsys.readouterr().err == ""


def test_a_paper_that_cannot_be_laid_out_says_so_and_can_be_tried_again(
    window: WizardWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise UserFacingError("ui.unsound-qt")

    with monkeypatch.context() as broken:
        broken.setattr(SigningDesk, "prepare", refuses)
        window.session.go(Place(Stop.SIGN))
        background.wait_for_all()
        assert str(UserFacingError("ui.unsound-qt")) in _texts(window.shown)
        assert "being laid out" not in _texts(window.shown)
        assert not window.problem.isVisible()
    again = window.shown.findChild(QPushButton, "lay-out-again")
    assert again is not None
    again.click()
    background.wait_for_all()
    assert window.shown.findChild(QWidget, "paper") is not None
    assert window.shown.findChild(QWidget, "paper-failed") is None
