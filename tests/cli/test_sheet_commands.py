"""paper and specification-answers: each kind is written, and a filled sheet is read back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from cli_kit import DEMO, T1, Run, written

from onboard.cli.sheet_commands import KINDS
from onboard.papers.sheets import kinds
from onboard.pdf.text import page_texts

ANSWERS, DECISIONS = DEMO / "answers.yaml", DEMO / "decisions.yaml"


def test_the_command_offers_what_can_be_made() -> None:
    assert set(KINDS) == {*kinds.KINDS, kinds.SUPPLIER_SHEET}


def test_each_kind_is_written(run: Run, tmp_path: Path) -> None:
    for kind in KINDS:
        out = tmp_path / f"{kind}.out"
        said = run("paper", kind, ANSWERS, "--decisions", DECISIONS, "--out", out)
        assert said.code == 0, said.err
        if kind == kinds.SUPPLIER_SHEET:
            assert out.read_bytes().startswith(b"\xef\xbb\xbfLine,")
        else:
            assert "Example Dental Office" in " ".join(page_texts(out.read_bytes()))


def test_a_kind_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    said = run("paper", "love-letter", ANSWERS, "--out", tmp_path / "x.pdf")
    assert said.code == 2
    assert "love-letter" in said.err
    assert not list(tmp_path.iterdir())


def test_a_paper_that_the_pack_does_not_cover_is_refused(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "pack: accounting-practice\nclient: {name: A Shop}\nanswers: {}\n")
    said = run("paper", "insurer", file, "--out", tmp_path / "x.pdf")
    assert said.code == 2
    assert "was not made" in said.sentence
    assert not (tmp_path / "x.pdf").exists()


def _filled(run: Run, folder: Path) -> tuple[Path, list[list[str]]]:
    out = folder / "sheet.csv"
    assert run("paper", "supplier-sheet", T1, "--out", out).code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows[1:]:
        row[7] = "yes"
    return out, rows


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def test_a_filled_sheet_is_read_back(run: Run, tmp_path: Path) -> None:
    """S0.20."""
    path, rows = _filled(run, tmp_path)
    _write(path, rows)
    fine = run("specification-answers", T1, path)
    assert fine.code == 0
    assert "nothing was changed" in fine.out
    rows[1][7] = "no"
    rows[2][2] = "77"
    gone = rows.pop(3)
    rows.append(["more", "Something more", *[""] * 10])
    _write(path, rows)
    said = run("specification-answers", T1, path)
    assert said.code == 1
    for words in (gone[1], "Something more", "77", f"No: {rows[1][1]}."):
        assert words in said.out
    data = run("specification-answers", T1, path, "--json").json
    assert data["missing"] == [gone[0]]
    assert data["open"][0]["line"] == rows[1][0]
    assert data["open"][0]["without"]
    assert not data["all_yes"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b\n1,2\n", b"PK\x03\x04"])
def test_a_file_that_is_no_sheet_is_refused(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    said = run("specification-answers", T1, path)
    assert said.code == 2
    assert "sheet.csv" in said.sentence


def test_a_sheet_that_is_missing_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("specification-answers", T1, tmp_path / "none.csv").code == 2
