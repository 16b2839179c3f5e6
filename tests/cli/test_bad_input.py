"""Whatever is wrong, the answer is one sentence and a code: no traceback, nothing changed."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from cli_kit import T1, Run, everything_below, written

from onboard.locations import DEFAULT_PACK, packs


@pytest.mark.parametrize("command", ["ask", "recommend", "check-order"])
def test_a_missing_file_is_told(run: Run, tmp_path: Path, command: str) -> None:
    said = run(command, tmp_path / "nowhere.yaml")
    assert (said.code, said.out) == (2, "")
    assert 'The file "nowhere.yaml" could not be opened.' in said.sentence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [b\n", "bad.yaml:2"),
        ("{{{{", "bad.yaml:1"),
        ("- 1\n", "does not have the parts"),
        ("", "does not have the parts"),
        ("a: &x 1\nb: *x\n", "not allowed"),
        ("answers: !!python/object:os.system {}\n", "tags with !"),
        ("pack: small-ofice-it\n", 'Did you mean "small-office-it"?'),
        ("answrs: {}\n", 'Did you mean "answers"?'),
        ("answers: {peple: 4}\n", 'Did you mean "people"?'),
        ("answers: {backup: cluod}\n", 'Did you mean "cloud"?'),
        ("answers: {people: many}\n", "“many” is not a whole number"),
        ("answers: {people: 99999}\n", "99999 does not fit"),
        ("answers: [people]\n", '"answers" needs names and values'),
        ("answers: {people: {words: six}}\n", "has no value"),
        ("answers: {people: {value: 6, sure: veryfied}}\n", 'Did you mean "verified"?'),
        ("answers: {people: {value: 6, words: [a]}}\n", '"words" needs one piece of text'),
        ("client: 3\n", '"client" needs names and values'),
        ("client: {name: [a, b]}\n", '"name" needs one piece of text'),
        ("client: {nme: A}\n", 'Did you mean "name"?'),
        ("estate: {item: ups}\n", '"estate" needs a list'),
        ("estate: 7\n", '"estate" needs a list'),
        ("estate: [ups]\n", '"estate" needs names and values'),
        ("estate: [{item: upz}]\n", 'Did you mean "ups"?'),
        ("estate: [{item: ups, quantity: -1}]\n", '"-1" is not a number'),
        ("estate: [{item: ups, until: 31/12/2026}]\n", "is not a date"),
        ("order: {a: 1}\n", "write each line of the order as text"),
        ("order: [3]\n", "write each line of the order as text"),
        ("on: tomorrow\n", '"tomorrow" is not a date'),
        ("firm: Example IT\n", '"firm" needs names and values'),
        ("firm: {terms: [a]}\n", '"terms" needs names and values'),
        ("firm: {terms: {hour-rat: x}}\n", 'Did you mean "hour-rate"?'),
        ("firm: {own_prices: {item: ups}}\n", '"own_prices" needs a list'),
        ("firm: {own_prices: [{item: ups, amount: nan}]}\n", "is not a number"),
        ("firm: {name: {a: b}}\n", '"name" needs one piece of text'),
    ],
)
def test_a_slip_in_an_answers_file_is_told_with_its_place(
    run: Run, tmp_path: Path, text: str, told: str
) -> None:
    said = run("recommend", written(tmp_path, text, "bad.yaml"))
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert "inside the program" not in said.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("decisions: 5\n", '"decisions" needs a list'),
        ("decisions: {ups: accept}\n", '"decisions" needs a list'),
        ("decisions: [ups]\n", '"decisions" needs names and values'),
        ("decisions: [{line: upz, choice: accept}]\n", 'Did you mean "ups"?'),
        ("decisions: [{line: ups, choice: declne}]\n", 'Did you mean "decline"?'),
        ("decisions: [{line: ups, chioce: accept}]\n", 'Did you mean "choice"?'),
        ("decisions: [{line: ups}]\n", "is not one of: accept, offer, decline, later"),
        ("decisions: [{line: ups, choice: decline, cheaper: 5}]\n", '"5" is not one of'),
        ("decisions: [{line: ups, choice: later, by: soon}]\n", '"soon" is not a date'),
        ("decisions: [{line: patch-rmm, choice: offer, offer: god}]\n", 'Did you mean "good"?'),
        ("decisions: [{line: ups, choice: decline, reason: [a]}]\n", '"reason" needs one piece'),
        ("clauses: [x]\n", '"clauses" needs names and values'),
        ("clauses: {b1-maker-tim: {struck: true}}\n", 'Did you mean "b1-maker-time"?'),
        ("clauses: {b1-maker-time: struck}\n", '"clauses" needs names and values'),
        ("clauses: {b1-maker-time: {struck: true, by: onwer}}\n", 'Did you mean "owner"?'),
        ("initials: DR\n", '"initials" needs names and values'),
        ("desicions: []\n", 'Did you mean "decisions"?'),
    ],
)
def test_a_slip_in_a_decisions_file_is_told(run: Run, tmp_path: Path, text: str, told: str) -> None:
    said = run("recommend", T1, "--decisions", written(tmp_path, text, "bad.yaml"))
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert "inside the program" not in said.err


def test_an_empty_reason_is_no_reason(run: Run, tmp_path: Path) -> None:
    """TRAP-5: `reason:` with nothing behind it does not turn into words of the owner."""
    text = "decisions:\n  - {line: all, choice: accept}\n  - line: endpoint-protection\n"
    text += "    choice: decline\n    reason:\n    initials:\n"
    decisions = written(tmp_path, text, "d.yaml")
    said = run(
        "--home", tmp_path, "agreement", T1, "--decisions", decisions, "--out", tmp_path / "a.pdf"
    )
    assert said.code == 0
    assert "is declined without a reason in the owner’s words" in said.err
    assert "without the owner’s initials" in said.err


def test_every_slip_of_a_file_comes_at_once(run: Run, tmp_path: Path) -> None:
    text = "answrs: {}\nestate:\n  - {item: upz, quantity: many}\non: never\n"
    said = run("ask", written(tmp_path, text))
    assert [line.split(":")[1] for line in said.err.splitlines()[1:]].count("3") == 2
    assert len(said.err.splitlines()) == 5


@pytest.mark.parametrize("bad", [b"\xff\xfe\x00", b"answers: \x00\n", b"{" * 50_000])
def test_bytes_that_are_no_text_are_told(run: Run, tmp_path: Path, bad: bytes) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(bad)
    said = run("recommend", path)
    assert said.code == 2
    assert "inside the program" not in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["ask"],
        ["recommend", T1, "--format", "xlsx"],
        ["recommend", T1, "--format", "odt"],
        ["sign", "x.pdf", "--as", "notary", "--name", "N"],
        ["agreement", T1],
        ["store"],
        ["pack"],
        ["--home"],
    ],
)
def test_arguments_that_do_not_fit_are_refused_in_one_sentence(
    run: Run, arguments: list[object]
) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.sentence


@pytest.mark.parametrize("command", ["recommend", "agreement"])
def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path, command: str) -> None:
    said = run("--home", tmp_path, command, T1, "--out", tmp_path / "nowhere" / "plan.out")
    assert said.code == 2
    assert 'The file "plan.out" could not be written.' in said.err
    assert everything_below(tmp_path) == {}


def test_a_full_disk_leaves_the_older_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRAP-6: a half-written file never takes the place of a good one."""
    out = written(tmp_path, "as it was", "plan.json")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    said = run("recommend", T1, "--format", "json", "--out", out)
    assert said.code == 2
    assert "What was there before is still there." in said.sentence
    assert everything_below(tmp_path) == {"plan.json": b"as it was"}


def test_a_pack_of_the_future_is_refused_by_its_number(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / DEFAULT_PACK
    shutil.copytree(packs() / DEFAULT_PACK, folder)
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(text.replace("format: 1", "format: 9"), encoding="utf-8")
    said = run("pack", "check", folder)
    assert said.code != 0
    assert "format 9" in said.sentence
    assert "Update the program" in said.sentence


def test_what_a_client_said_never_reaches_a_fault_report(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Style 54: not in the report, not on the screen, though the error itself says it."""
    secret = "Dana Rivers keeps the password under the keyboard"

    def broken(*_: object) -> str:
        name = secret
        raise RuntimeError(f"cannot lay out {name}") from ValueError(secret)

    monkeypatch.setattr("onboard.cli.texts.plan", broken)
    said = run("--home", tmp_path, "recommend", T1)
    assert said.code == 70
    assert "RuntimeError" in said.sentence
    report = (tmp_path / "onboard-fault.txt").read_text(encoding="utf-8")
    assert "in broken" in report
    assert "builtins.ValueError" in report
    for word in ("Dana", "password", "keyboard"):
        assert word not in report + said.err + said.out
    assert str(tmp_path) not in report
