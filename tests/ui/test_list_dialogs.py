"""Lists, bills and whole clients as files: looked at first, told as they went."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Show
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from onboard import bootstrap
from onboard.engagement import Client
from onboard.interview.answers import How
from onboard.tables.reading import read_table
from onboard.wording import say
from ui import background
from ui.dialogs.client_file import BRING, ClientFileDialog
from ui.dialogs.list_intake import ListDialog, bring_list
from ui.dialogs.save_bill import SaveBill
from ui.session import EngagementSession

LIST = """Computer name;Serial number;OS;Type
A;S1;Windows 11 Pro 23H2;Laptop
B;S2;Windows 10 Pro;Kiosk
"""


def a_session(folder: Path) -> EngagementSession:
    place = bootstrap.home(folder)
    session = EngagementSession(place)
    session.use(bootstrap.open_application(place))
    return session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    made = a_session(tmp_path / "home")
    made.new_client(Client("Example Bakery", "Robin Baker"))
    yield made
    made.close()


@pytest.fixture
def window(show: Show) -> QWidget:
    return show(QWidget(), 900, 640)


def settle() -> None:
    assert background.wait_for_all()


def pick(monkeypatch: pytest.MonkeyPatch, path: Path, how: str = "getOpenFileName") -> None:
    monkeypatch.setattr(QFileDialog, how, staticmethod(lambda *_: (str(path), "")))


def brought(window: QWidget, session: EngagementSession, kind: str, told: list[str]) -> ListDialog:
    bring_list(window, session, kind, told.append)
    settle()
    (dialog,) = window.findChildren(ListDialog)
    assert isinstance(dialog, ListDialog)
    return dialog


def choose(dialog: QWidget, name: str, data: object) -> None:
    made = dialog.findChild(QComboBox, name)
    assert isinstance(made, QComboBox)
    made.setCurrentIndex(made.findData(data))


def test_computers_are_looked_at_then_taken(
    window: QWidget, session: EngagementSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    pick(monkeypatch, file)
    told: list[str] = []
    dialog = brought(window, session, "computers", told)
    before = session.snapshot
    choose(dialog, "word-0", "machine-pc")
    assert session.snapshot is before, "looking changes nothing"
    dialog.yes.click()
    assert told == ["2 computers were counted."]
    assert session.snapshot is not None
    facts = session.snapshot.engagement
    answer = facts.answers["computers"]  # type: ignore[index]
    assert answer.how is How.IMPORTED
    assert [device.serial for device in facts.devices] == ["S1", "S2"]


def test_what_was_typed_stays_until_somebody_says_otherwise(
    window: QWidget, session: EngagementSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.answer("computers", [{"kind": "laptop", "system": "win-11-23h2", "count": 2}])  # type: ignore[arg-type]
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    pick(monkeypatch, file)
    told: list[str] = []
    dialog = brought(window, session, "computers", told)
    dialog.yes.click()
    assert dialog.error.text() == say("intake.say-there")
    assert not told
    dialog._there.set_value("add")
    dialog.yes.click()
    assert session.snapshot is not None
    (row,) = session.snapshot.engagement.answers["computers"].value  # type: ignore[index, union-attr, misc]
    assert dict(row)["count"] == 3  # type: ignore[arg-type]


def test_a_price_list_needs_its_columns_and_remembers_them(
    window: QWidget, session: EngagementSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("Thing,Worth\nworkstation,900\n", encoding="utf-8")
    pick(monkeypatch, file)
    told: list[str] = []
    dialog = brought(window, session, "prices", told)
    dialog.yes.click()
    assert dialog.error.text() == say("prices.say-columns")
    choose(dialog, "column-item", 0)
    choose(dialog, "column-price", 1)
    dialog.yes.click()
    firm = session.firm()
    assert firm is not None
    assert [price.item for price in firm.own_prices] == ["workstation"]
    again = session.foreign_list("prices", read_table(file))
    assert again.columns == {"item": 0, "price": 1}


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_the_bill_is_saved_and_told(
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    part = show(SaveBill(session), 600, 300)
    path = tmp_path / f"bill.{kind}"
    pick(monkeypatch, path, "getSaveFileName")
    choose(part, "bill-kind", kind)
    part.findChild(QPushButton, "save-bill").click()
    settle()
    assert part.findChild(QLabel, "bill-told").text() == say("paper.saved-as", name=path.name)
    if kind == "json":
        assert json.loads(path.read_bytes())["lines"]
    else:
        assert read_table(path)[0][0] == "item"


def test_a_client_goes_into_a_file_and_comes_out_of_it(
    window: QWidget,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "a.onboard-client"
    pick(monkeypatch, path, "getSaveFileName")
    clients = [(each.id, each.client_name) for each in session.clients()]
    dialog = ClientFileDialog(window, session, clients)
    dialog.open()
    dialog.yes.click()
    settle()
    code = dialog.findChild(QLabel, "archive-code").text()
    dialog.yes.click()
    other = a_session(tmp_path / "elsewhere")
    there = ClientFileDialog(window, other, ())
    there.open()
    assert there.which.value() == BRING
    there.yes.click()
    assert there.error.text() == say("client-file.no-file")
    there.take_file(path)
    there._code.setText("K7MW" * 6)
    there.yes.click()
    settle()
    assert there.error.text() == say("archive.wrong-code")
    there._code.setText(code.lower())
    there.yes.click()
    settle()
    assert "Example Bakery" in there.findChild(QLabel, "client-file-told").text()
    assert [each.client_name for each in other.clients()] == ["Example Bakery"]
    there.yes.click()
    other.close()
