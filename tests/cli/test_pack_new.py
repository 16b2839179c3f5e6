"""pack new, and working with a pack that lies anywhere: `--pack DIR`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_kit import Run, everything_below, written

from onboard.content.loader import load_pack
from onboard.locations import pack_template

ANSWERS = """pack: my-firm
on: 2026-11-22
client: {name: Example Workshop}
answers:
  people: 12
  helper: {unknown: true}
"""


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    made = tmp_path / "packs" / "my-firm"
    assert run("pack", "new", made).code == 0
    return made


def test_a_new_pack_has_nothing_to_find(run: Run, folder: Path) -> None:
    said = run("pack", "check", folder, "--json")
    assert (said.code, said.json["findings"]) == (0, [])
    pack = load_pack(folder)
    assert pack.id == "my-firm"
    content = pack.content
    parts = (content.questions, content.items, content.risks, content.clauses)
    assert [len(part) for part in parts] == [4, 3, 1, 2]


def test_editors_find_the_schema_and_authors_find_notes_in_each_file(folder: Path) -> None:
    schema = json.loads((folder / "pack.schema.json").read_text(encoding="utf-8"))
    for path in folder.glob("*.yaml"):
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        assert first == "# yaml-language-server: $schema=./pack.schema.json"
        assert rest[0].startswith("# ")
        tops = {line.partition(":")[0] for line in rest if line[:1].isalpha()}
        assert tops <= set(schema["properties"]), path.name


def test_the_id_may_differ_from_the_folder(run: Run, tmp_path: Path) -> None:
    said = run("pack", "new", tmp_path / "My Work", "--id", "house-calls")
    assert said.code == 0
    assert said.out.startswith("The pack house-calls is in ")
    assert load_pack(tmp_path / "My Work").id == "house-calls"
    assert "my-pack" not in (tmp_path / "My Work" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("bad", ["My Work", "-x", "a--b", "a" * 49, "../x", ""])
def test_an_id_that_is_none_is_refused_and_nothing_is_made(
    run: Run, tmp_path: Path, bad: str
) -> None:
    said = run("pack", "new", tmp_path / "new", f"--id={bad}")
    assert said.code == 2
    assert "--id" in said.sentence
    assert everything_below(tmp_path) == {}


def test_what_is_there_already_is_never_written_over(run: Run, folder: Path) -> None:
    before = everything_below(folder)
    said = run("pack", "new", folder)
    assert said.code == 2
    assert "is not empty" in said.sentence
    assert everything_below(folder) == before
    file = written(folder.parent, "a file", "file")
    assert run("pack", "new", file, "--id", "other").code == 2
    assert file.read_text(encoding="utf-8") == "a file"


def test_answers_are_planned_with_a_pack_from_any_folder(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    answers = written(tmp_path, ANSWERS)
    asked = run("ask", answers, "--pack", folder)
    assert "In how many places do people work?" in asked.out
    plan = run("recommend", answers, "--pack", folder, "--format", "json").json
    assert plan["pack"] == "my-firm"
    assert {line["item"]: line["quantity"] for line in plan["lines"]} == {
        "aid-box": 2,
        "aid-course": 2,
        "box-check": 2,
    }
    order = run("check-order", answers, "--pack", folder, "--add", "3 first aid boxes")
    assert "Understood: 3 first aid boxes = 3 × First aid box" in order.out
    pdf = tmp_path / "paper.pdf"
    assert run("agreement", answers, "--pack", folder, "--out", pdf).code == 0
    assert pdf.read_bytes().startswith(b"%PDF")


def test_answers_for_another_pack_are_not_bent_to_fit(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    answers = written(tmp_path, ANSWERS.replace("my-firm", "her-firm"))
    said = run("recommend", answers, "--pack", folder)
    assert said.code == 2
    assert "her-firm" in said.sentence
    assert "my-firm" in said.sentence


def test_the_template_itself_is_checked_too() -> None:
    assert load_pack(pack_template()).id == "my-pack"


def test_a_preview_needs_the_program_with_its_window(run: Run, folder: Path) -> None:
    said = run("pack", "preview", folder, "helper", "--out", folder / "x.png")
    assert said.code == 2
    assert "window" in said.sentence
    assert not (folder / "x.png").exists()
