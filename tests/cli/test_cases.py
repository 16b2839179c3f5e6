"""ask, recommend and check-order: what they print, and in which shape."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from cli_kit import ALL_ACCEPTED, DEMO, T1, Run, written

from onboard.decisions import Choice
from onboard.tables.reading import read_table

LINE = {
    "item", "name", "offer", "required", "on_hand", "quantity", "tier", "once", "monthly",
    "yearly", "price_basis", "because", "required_by", "covers", "frameworks",
}  # fmt: skip
MONEY = {"low", "high", "currency"}


def test_ask_leads_to_the_end_and_names_each_question(run: Run, tmp_path: Path) -> None:
    """T3, design "The command line": the next question, until done."""
    given: dict[str, str] = {}
    left: list[int] = []
    for _ in range(80):
        lines = "".join(f"  {key}: {{unknown: true}}\n" for key in given)
        text = f"pack: small-office-it\non: 2026-11-21\nanswers:\n{lines}" if given else ""
        file = written(tmp_path, text or "pack: small-office-it\n")
        said = run("ask", file, "--json")
        assert said.code == 0
        question = said.json
        if question["done"]:
            break
        keys = {"id", "section", "ask", "why", "kind", "options", "at_most_left", "set_aside"}
        assert keys <= set(question)
        assert question["id"] not in given
        left.append(question["at_most_left"])
        given[question["id"]] = ""
    else:
        raise AssertionError("the path has no end")
    assert len(given) >= 25
    assert left[0] >= len(given) - 5
    assert left == sorted(left, reverse=True)  # "at most" never goes up
    assert run("ask", file).out.startswith("All questions are answered.")


def test_ask_says_what_is_set_aside(run: Run, tmp_path: Path) -> None:
    """TRAP-3: an answer off the path is named, not dropped."""
    text = "answers: {server: none, servers: [{system: ws-2016, age: old, count: 1}]}\n"
    file = written(tmp_path, text)
    assert run("ask", file, "--json").json["set_aside"] == ["servers"]
    assert "servers" in run("ask", file).out


def test_recommend_as_json_has_the_promised_shape(run: Run) -> None:
    said = run("recommend", T1, "--format", "json")
    assert said.code == 0
    data = said.json
    promised = {"pack", "on", "complete", "lines", "risks", "assumptions", "flags", "totals"}
    assert promised <= set(data)
    assert (data["pack"], data["on"]) == ("small-office-it", "2026-11-21")
    for line in data["lines"]:
        assert set(line) >= LINE, line["item"]
        assert line["tier"] in ("must", "should", "could")
        assert line["because"], line["item"]
        for name in ("once", "monthly", "yearly"):
            assert set(line[name]) == MONEY
    for risk in data["risks"]:
        assert {"risk", "name", "today", "recommended", "chosen"} <= set(risk)
    for guess in data["assumptions"]:
        assert {"question", "assumed", "ask", "who"} <= set(guess)
    for flag in data["flags"]:
        assert {"kind", "text", "answers"} <= set(flag)
    seats = next(line for line in data["lines"] if line["item"] == "endpoint-protection")
    assert (seats["required"], seats["on_hand"], seats["quantity"]) == (11, 8, 3)
    assert seats["yearly"] == {"low": "105", "high": "105", "currency": "USD"}


def test_decisions_change_what_is_chosen_and_not_what_is_recommended(
    run: Run, tmp_path: Path
) -> None:
    decisions = written(tmp_path, ALL_ACCEPTED, "d.yaml")
    nothing = run("recommend", T1, "--format", "json").json["totals"]
    everything = run("recommend", T1, "--decisions", decisions, "--format", "json").json["totals"]
    assert nothing["recommended"] == everything["recommended"] == everything["chosen"]
    assert nothing["chosen"]["first_year"]["high"] == "0"


def test_each_format_reaches_the_same_lines(run: Run, tmp_path: Path) -> None:
    outs = {name: tmp_path / f"plan.{name}" for name in ("text", "json", "csv")}
    for name, path in outs.items():
        said = run("recommend", T1, "--format", name, "--out", path)
        assert (said.code, said.out) == (0, "")
        assert str(path) in said.err
    data = json.loads(outs["json"].read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO(outs["csv"].read_bytes().decode(), newline="")))
    assert [row["item"] for row in rows] == [line["item"] for line in data["lines"]]
    text = outs["text"].read_text(encoding="utf-8")
    flat = " ".join(text.split())
    assert all(line["name"] in flat for line in data["lines"])
    assert "3 × Virus protection" in flat
    assert run("recommend", T1).out == text
    assert "\r\n" in outs["csv"].read_bytes().decode()


def test_check_order_by_id_and_by_words_comes_to_the_same(run: Run, tmp_path: Path) -> None:
    """T1, S0.5."""
    text = T1.read_text(encoding="utf-8").replace("order:", "# order:")
    file = written(tmp_path, text)
    by_id = run(
        "check-order", file, "--add", "workstation=3", "--add", "office-suite=3", "--json"
    ).json
    words = run("check-order", file, "--add", "3 PCs", "--add", "3 Microsoft Office", "--json").json
    from_file = run("check-order", T1, "--json").json
    assert {"order", "missing", "missing_today"} <= set(by_id)
    assert by_id["missing"] == words["missing"] == from_file["missing"]
    assert by_id["missing_today"] == words["missing_today"]
    assert [entry["item"] for entry in words["order"]] == ["workstation", "office-suite"]
    assert [entry["quantity"] for entry in words["order"]] == [3, 3]
    missing = {line["item"]: line for line in by_id["missing"]}
    assert len(missing) == 15
    assert all(line["without_it"] and set(line) >= LINE for line in missing.values())
    assert (missing["endpoint-protection"]["quantity"], missing["switch"]["quantity"]) == (3, 1)
    assert not {line["item"] for line in by_id["missing_today"]} & set(missing)


def test_check_order_in_words_tells_what_why_and_what_else(run: Run) -> None:
    """T1, S0.7 to S0.9."""
    said = " ".join(run("check-order", T1).out.split())
    assert "Understood: 3 PCs = 3 × Desktop computer" in said
    assert "3 × Virus protection (must have; you need 11, you have 8)" in said
    assert "without it: A new computer without protection" in said
    assert "Missing today already, whatever you order:" in said


def test_words_that_nobody_understands_are_told(run: Run, tmp_path: Path) -> None:
    """TRAP-5: what is not understood is not dropped in silence."""
    text = T1.read_text(encoding="utf-8").replace("3 Microsoft Office", "2 flux capacitors")
    said = run("check-order", written(tmp_path, text))
    assert 'Not understood: "2 flux capacitors". It was left out.' in said.out
    assert run("check-order", T1, "--add", "2 flux capacitors").code == 2


@pytest.mark.parametrize("added", ["workstation=0", "workstation=-1", "workstation=x", "=3"])
def test_an_add_that_is_no_order_is_refused(run: Run, added: str) -> None:
    said = run("check-order", T1, "--add", added)
    assert (said.code, said.out) == (2, "")
    assert "is not understood" in said.sentence


def test_the_sample_files_of_the_demo_work_as_input(run: Run) -> None:
    """The README's first example."""
    said = run(
        "recommend", DEMO / "answers.yaml", "--decisions", DEMO / "decisions.yaml", "--format",
        "json",
    )  # fmt: skip
    data: dict[str, Any] = said.json
    assert data["complete"]
    positions = {line["item"]: line["decision"]["position"] for line in data["lines"]}
    assert positions["offsite-copy"] == "declined"
    assert positions["ups"] == Choice.LATER.value
    assert "open" not in positions.values()


def test_a_workbook_says_what_the_table_says(run: Run, tmp_path: Path) -> None:
    for kind in ("csv", "xlsx"):
        out = tmp_path / f"plan.{kind}"
        assert run("recommend", T1, "--format", kind, "--out", out).code == 0
    read = read_table(tmp_path / "plan.xlsx")
    assert [row[:6] for row in read] == [row[:6] for row in read_table(tmp_path / "plan.csv")]
    assert len(read) > 5
