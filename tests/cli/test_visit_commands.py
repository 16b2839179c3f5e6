"""visit, bill-question, dates: what follows signing, for scripts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_kit import Run

from onboard.cli.main import main
from onboard.visiting.calendar_file import read_events
from onboard.visiting.view import PULSE, SCALE
from onboard.wording import say


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("visits")
    assert main(["demo", "--out", str(folder)]) == 0
    return next(path.parent for path in folder.rglob("store.db"))


@pytest.fixture
def home(made_home: Path, tmp_path: Path) -> Path:
    shutil.copytree(made_home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def client(run: Run, home: Path) -> str:
    name = run("clients", "--home", home, "--json").json["clients"][0]["name"]
    assert isinstance(name, str)
    return name


def test_a_visit_from_the_first_word_to_the_last(run: Run, home: Path, client: str) -> None:
    def visit(deed: str, *more: object) -> str:
        said = run("visit", deed, "--home", home, client, *more)
        assert said.code == 0, said.err
        return said.out

    nothing = run("visit", "close", "--home", home, client)
    assert (nothing.code, "no such visit" in nothing.err) == (2, True)
    visit("begin", "--present", "The Owner", "Sam")
    shown = json.loads(visit("show", "--json"))
    assert shown["present"] == ["The Owner", "Sam"]
    assert {each["number"] for each in shown["promises"]} >= {"P1", "B1"}
    visit("check", "P1", "kept")
    note = run("visit", "check", "--home", home, client, "P2", "broken")
    assert (note.code, "needs a short note" in note.err) == (2, True)
    early = run("visit", "close", "--home", home, client)
    assert "Is there anything else?" in early.err
    for point in shown["points"]:
        visit("point", point["key"], "--done")
    visit("point", "A longer cable", "--new", "--by", "2099-01-31")
    visit("pulse", "Sam", "clear=mostly")
    visit("anything-else", "We move in May")
    visit("close")
    assert "A longer cable – by" in visit("show")
    assert "closed" in visit("list")
    closed = run("visit", "check", "--home", home, client, "P1", "kept")
    assert "is closed" in closed.err


def test_a_doubt_is_answered_with_signed_words(run: Run, home: Path, client: str) -> None:
    ask = ("bill-question", "ask", "--home", home, client, "--minutes", 45)
    told = run(*ask, "--on", "2026-01-05", "--doubt", "So long?", "--json").json
    assert told["maker_time"]["initials"]
    assert told["maker_time"]["reference"]
    assert told["days"] == 15
    assert told["steps"]
    wrong = run(*ask, "--on", "2099-01-05", "--doubt", "So long?")
    assert wrong.code == 2
    settle = ("bill-question", "settle", "--home", home, client, told["id"])
    assert run(*settle, "agreed", "--note", "Read together").code == 0
    listed = run("bill-question", "list", "--home", home, client, "--json").json["questions"]
    assert [(each["outcome"], each["note"]) for each in listed] == [("agreed", "Read together")]


def test_the_days_of_all_clients_are_one_file(
    run: Run, home: Path, client: str, tmp_path: Path
) -> None:
    path = tmp_path / "days.ics"
    said = run("dates", "--home", home, "--out", path)
    assert said.code == 0, said.err
    events = read_events(path.read_bytes())
    assert str(len(events)) in said.out
    assert events
    assert all(event.summary.endswith(client) for event in events)
    one = run("dates", "--home", home, "--client", client, "--with-details", "--out", path)
    assert one.code == 0
    assert {event.uid for event in read_events(path.read_bytes())} == {one.uid for one in events}
    assert run("dates", "--home", home, "--out", tmp_path / "no" / "days.ics").code == 2


def test_the_help_names_each_question_and_word() -> None:
    told = say("cli.help-visit-pulse-said")
    assert all(name in told for name in (*PULSE, *SCALE))
