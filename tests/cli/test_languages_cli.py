"""The command line in another language, and a catalogue for a pack."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_kit import Run

from onboard import locations, wording
from onboard.pdf.paper import open_paper

ANSWERS = locations.resources() / "demo" / "answers.yaml"


def test_a_file_names_its_language(run: Run, tmp_path: Path) -> None:
    text = ANSWERS.read_text(encoding="utf-8").replace("client:\n", "client:\n  language: es\n", 1)
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    told = run("recommend", str(file))
    assert told.code == 0
    assert "IMPRESCINDIBLE" in told.out
    paper = tmp_path / "a.pdf"
    assert run("agreement", str(file), "--out", str(paper)).code == 0
    assert open_paper(paper.read_bytes()).language == "es"


def test_the_option_goes_for_a_file_that_names_none(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("pack: small-office-it\nclient: {name: Made-up}\n", encoding="utf-8")
    asked = {
        language: run("--language", language, "ask", file, "--json").json
        for language in ("en", "es")
    }
    assert asked["en"]["id"] == asked["es"]["id"]
    assert asked["en"]["ask"] != asked["es"]["ask"]


def test_a_language_that_the_pack_lacks_is_refused(run: Run, tmp_path: Path) -> None:
    text = ANSWERS.read_text(encoding="utf-8").replace("client:\n", "client:\n  language: fr\n", 1)
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    told = run("recommend", str(file))
    assert told.code == 2
    assert "en, es" in told.err


def test_a_catalogue_is_written_and_renewed(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(locations.pack_template(), folder)
    first = run("pack", "translate", str(folder), "es")
    assert first.code == 0
    text = (folder / "es.po").read_text(encoding="utf-8")
    assert "0 of" in first.out
    (folder / "es.po").write_text(text.replace('msgstr ""', 'msgstr "dicho"', 2), encoding="utf-8")
    again = run("pack", "translate", str(folder), "es")
    assert "0 of" not in again.out
    assert run("pack", "check", str(folder), "--no-proofs").code == 1


@pytest.mark.parametrize("name", ["", "..", "spanish", "ES", "../es"])
def test_what_is_no_language_writes_nothing(run: Run, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(locations.pack_template(), folder)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert run("pack", "translate", str(folder), name).code == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("given", "environment", "expected"),
    [
        (["--language", "es"], {"LANG": "en_US.UTF-8"}, "es"),
        (["--language=es"], {}, "es"),
        ([], {"LANG": "es_MX.UTF-8"}, "es"),
        ([], {"LC_ALL": "C", "LANG": "es_MX.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "es_ES@euro"}, "es"),
        ([], {}, "en"),
        (["--language", "xx"], {}, "en"),
    ],
)
def test_the_language_that_is_wished(
    given: list[str], environment: dict[str, str], expected: str
) -> None:
    assert wording.known(wording.wished(given, environment)) == expected
