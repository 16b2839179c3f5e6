"""Language, colours, size and movement: chosen in one place, kept for the next start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Dress
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from onboard import bootstrap, wording
from onboard.engagement import Client
from tests.ui import checks
from ui import settings, theme, tokens, tongue
from ui.dialogs.look import LookDialog
from ui.session import EngagementSession
from ui.settings import FILE_NAME, Look, Settings
from ui.widgets.busy_bar import BusyBar
from ui.wizard_window import WizardWindow


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, dress: Dress) -> Iterator[WizardWindow]:
    place = bootstrap.home(tmp_path / "home")
    session = EngagementSession(place)
    session.use(bootstrap.open_application(place))
    made = WizardWindow(session, settings=Settings(tmp_path))
    qtbot.addWidget(made)
    made.resize(1120, 760)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    tongue.speak("en")
    theme.apply(_app(), dark=False)
    session.close()


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _dialog(window: WizardWindow) -> LookDialog:
    window.open_look()
    found = window.findChild(LookDialog)
    assert found is not None
    return found


def _choose(dialog: LookDialog, name: str, value: str) -> None:
    field = dialog.findChild(QComboBox, f"look-{name}")
    assert field is not None
    field.setCurrentIndex(field.findData(value))
    assert field.currentData() == value


def test_what_is_chosen_holds_at_once_and_at_the_next_start(
    window: WizardWindow, tmp_path: Path
) -> None:
    dialog = _dialog(window)
    assert checks.all_findings(dialog) == []
    _choose(dialog, "language", "es")
    _choose(dialog, "scheme", "dark")
    _choose(dialog, "scale", "1.5")
    for name in ("contrast", "still"):
        tick = dialog.findChild(QCheckBox, f"look-{name}")
        assert tick is not None
        tick.click()
    dialog.yes.click()
    assert wording.spoken() == "es"
    assert window.next.text() == wording.say("ui.next", language="es")
    assert theme.Theme.tokens is tokens.DARK_CONTRAST
    assert theme.Theme.scale == 1.5
    assert QGuiApplication.styleHints().cursorFlashTime() == 0
    kept = Settings(tmp_path).look()
    assert kept == Look("es", "dark", 1.5, contrast=True, still=True)
    assert (tmp_path / FILE_NAME).is_file()


def test_the_list_of_clients_leads_there(window: WizardWindow) -> None:
    """Before any file is open, and while the store is locked, there is no footer."""
    assert not window.footer.isVisible()
    button = window.shown.findChild(QPushButton, "look")
    assert button is not None
    button.click()
    assert window.findChild(LookDialog) is not None


def test_nothing_changes_when_it_is_left(window: WizardWindow, tmp_path: Path) -> None:
    dialog = _dialog(window)
    _choose(dialog, "scheme", "dark")
    dialog.no.click()
    assert theme.Theme.tokens is tokens.LIGHT
    assert not (tmp_path / FILE_NAME).exists()


def test_with_a_client_the_language_is_the_clients(window: WizardWindow, tmp_path: Path) -> None:
    window.session.new_client(Client("Panadería", "Rosa"))
    dialog = _dialog(window)
    _choose(dialog, "language", "es")
    dialog.yes.click()
    snapshot = window.session.snapshot
    assert snapshot is not None
    assert snapshot.engagement.client.language == "es"
    assert snapshot.pack.language == "es"
    window.session.leave_client()
    assert wording.spoken() == "en"
    assert Settings(tmp_path).look().language == ""  # that of the client is no wish of this person


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"scale": "huge", "scheme": "pink", "language": "../x"}',
        '{"scale": 9, "contrast": "maybe", "still": 1}',
        "\x00\x01 no file",
        "[" * 3000,
        '{"language": "' + "e" * 9000 + '"}',
    ],
)
def test_a_changed_file_of_wishes_is_read_with_care(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    assert Settings(tmp_path).look() == Look()


def test_a_file_of_wishes_never_runs_anything(tmp_path: Path) -> None:
    """Qt's own settings build Python objects out of such a line; these are not read by it."""
    planted = tmp_path / "planted"
    line = "language=@Variant(\\0\\0\\0\\x7f\\0\\0\\0\\x18PySide::PyObjectWrapper\\0)"
    (tmp_path / "look.ini").write_text(f"[General]\n{line}\n", encoding="utf-8")
    (tmp_path / FILE_NAME).write_text(line, encoding="utf-8")
    assert Settings(tmp_path).look() == Look()
    assert not planted.exists()
    source = Path(settings.__file__).read_text(encoding="utf-8")
    assert "QSettings" not in source


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder", encoding="utf-8")
    kept = Settings(tmp_path / "taken")
    kept.keep_changed(Look(), Look(scheme="dark"))
    assert kept.look() == Look()


def test_where_nothing_may_move_a_word_stands_in_place_of_the_bar(
    qtbot: QtBot, dress: Callable[..., None]
) -> None:
    made = BusyBar("Working")
    qtbot.addWidget(made)
    made.show()
    bar = made.findChild(QProgressBar)
    assert bar is not None
    assert bar.isVisible()
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    theme.apply(_app(), dark=False, still=True)
    made.name("Working")
    assert not bar.isVisible()
    assert made.accessibleName() == "Working"
    theme.apply(_app(), dark=False)
