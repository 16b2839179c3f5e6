"""clients, who-is-hit, pack move: the desk for scripts."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from cli_kit import Run

from onboard import bootstrap, locations
from onboard.bootstrap import Application
from onboard.content.loader import load_pack
from onboard.content.pack import ContentPack
from onboard.engagement import Client, PackPin
from onboard.locations import DEFAULT_PACK
from onboard.sample import sample_case

WINDOWS = "Windows 10 22H2"


def older_pack(folder: Path) -> ContentPack:
    """The shipped pack as it may have been: another version, one question in other words."""
    made = folder / DEFAULT_PACK
    shutil.copytree(locations.packs() / DEFAULT_PACK, made)
    identity = made / "pack.yaml"
    text = identity.read_text(encoding="utf-8")
    assert "version: 1.0.0" in text
    identity.write_text(text.replace("version: 1.0.0", "version: 0.9.0"), encoding="utf-8")
    return load_pack(made)


def fill(opened: Application, old: ContentPack) -> None:
    """One client with the sample's facts on the older pack, one with nothing, one away."""
    service = opened.service
    case = sample_case(service.shipped_pack(DEFAULT_PACK), opened.clock.now().date())
    made = service.new_client(Client("Café Zoë", "Óscar"), DEFAULT_PACK)
    facts = replace(case.engagement, id=made.id, client=made.client, version=made.version)
    pin = PackPin(old.id, old.version, old.sha256)
    with opened.workspace.unit_of_work() as work:
        work.packs.put(old.id, old.version, old.sha256, old.data)
        work.engagements.save(replace(facts, pack=pin, papers=()))
        work.commit()
    service.new_client(Client("Blue Door Bakery"), DEFAULT_PACK)
    away = service.new_client(Client("Gone Fishing"), DEFAULT_PACK)
    opened.book.archive(away.id)


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    opened = bootstrap.open_application(bootstrap.home(folder / "home"))
    fill(opened, older_pack(folder))
    opened.close()
    return folder / "home"


@pytest.fixture
def home(made_home: Path, tmp_path: Path) -> Path:
    shutil.copytree(made_home, tmp_path / "home")
    return tmp_path / "home"


def names(run: Run, home: Path, *options: str) -> list[str]:
    said = run("clients", "--home", home, "--json", *options)
    assert said.code == 0, said.err
    return [client["name"] for client in said.json["clients"]]


def test_the_list_says_what_each_needs(run: Run, home: Path) -> None:
    said = run("--home", home, "clients")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "Café Zoë, Óscar – Ready to sign"
    assert lines[1].startswith("  Next: ")
    assert "1 must-have declined" in lines[2]
    assert "Blue Door Bakery – Not begun" in lines
    assert "Gone Fishing" not in said.out


def test_a_search_a_filter_and_an_order(run: Run, home: Path) -> None:
    assert names(run, home, "--search", "CAFE oscar") == ["Café Zoë"]
    assert names(run, home, "--filter", "must") == ["Café Zoë"]
    assert names(run, home, "--filter", "prices") == []
    assert names(run, home, "--stage", "new") == ["Blue Door Bakery"]
    assert names(run, home, "--sort", "name") == ["Blue Door Bakery", "Café Zoë"]
    assert run("--home", home, "clients", "--search", "nobody").out == "No client matches.\n"
    assert run("--home", home, "clients", "--filter", "love").code == 2


def test_archived_is_out_of_sight_and_comes_back(run: Run, home: Path) -> None:
    assert names(run, home, "--archived") == ["Gone Fishing"]
    said = run("--home", home, "clients", "--archive", "blue door bakery")
    assert (said.code, "Nothing was deleted" in said.out) == (0, True)
    assert names(run, home) == ["Café Zoë"]
    assert run("--home", home, "clients", "--bring-back", "Gone Fishing").code == 0
    assert names(run, home) == ["Café Zoë", "Gone Fishing"]
    unknown = run("--home", home, "clients", "--archive", "Nobody")
    assert unknown.code == 2
    assert "Nobody" in unknown.err


def test_the_data_has_what_a_script_needs(run: Run, home: Path) -> None:
    first = run("--home", home, "clients", "--json").json["clients"][0]
    assert first["stage"] == "ready"
    assert first["needs"]["must"] == 1
    assert first["pack"] == {"id": DEFAULT_PACK, "version": "0.9.0"}
    assert {each["line"] for each in first["refusals"]} >= {"offsite-copy"}


def test_who_is_hit(run: Run, home: Path) -> None:
    said = run("--home", home, "who-is-hit", "windows 10")
    assert said.code == 0
    assert said.out.splitlines()[:2] == ["1 client is hit", "Café Zoë"]
    found = run("--home", home, "who-is-hit", "--before", "2025-12-31", "--json").json["clients"]
    assert [(each["name"], each["hits"][0]["id"]) for each in found] == [
        ("Café Zoë", "win-10-22h2")
    ]
    assert run("--home", home, "who-is-hit", "typewriter").out == "0 clients are hit\n"
    for wrong in ((), ("--before", "soon")):
        refused = run("--home", home, "who-is-hit", *wrong)
        assert refused.code == 2
        assert "Nothing was looked up" in refused.err


def test_a_file_is_moved_and_moved_back(run: Run, home: Path) -> None:
    move = ("--home", home, "pack", "move", "Café Zoë")
    preview = run(*move)
    assert preview.code == 0
    assert preview.out.splitlines()[0] == "From version 0.9.0 to version 1.0.0"
    assert "Add --yes" in preview.out
    assert run(*move, "--json").json["from"] == "0.9.0", "nothing was moved by looking"
    said = run(*move, "--yes")
    assert said.code == 0
    assert "is now on version 1.0.0" in said.out
    assert len(said.out.splitlines()) == 1
    assert "already" in run(*move).err
    unknown = run(*move, "--to", "7.7.7")
    assert "0.9.0" in unknown.err
    back = run(*move, "--to", "0.9.0", "--yes", "--json").json
    assert (back["done"], back["to"]) == (True, "0.9.0")
    assert run(*move).code == 0


def test_a_home_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    for command in (("clients",), ("who-is-hit", "x"), ("pack", "move", "x")):
        said = run("--home", tmp_path / "none", *command)
        assert said.code == 2
        assert not (tmp_path / "none").exists()
