"""agreement, sign, verify, demo: one paper through its stages, and what each exit code means."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cli_kit import ALL_ACCEPTED, T1, Run, everything_below, written

from onboard.agreement.document import from_data
from onboard.canonical import canonical_bytes, digest
from onboard.locations import DEFAULT_PACK, packs
from onboard.pdf.names import BILL_FILE
from onboard.pdf.paper import attached_stream, open_paper
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.rendition import page_size

Papers = dict[str, bytes]


def kept(folder: Path, pdf: bytes, name: str = "paper.pdf") -> Path:
    path = folder / name
    path.write_bytes(pdf)
    return path


@pytest.mark.parametrize(
    ("stage", "code", "status", "roles"),
    [
        ("unsigned", 1, "incomplete", []),
        ("half", 1, "incomplete", ["consultant"]),
        ("signed", 0, "unchanged", ["consultant", "owner"]),
    ],
)
def test_verify_says_how_far_a_paper_is(
    run: Run, papers: Papers, tmp_path: Path, stage: str, code: int, status: str, roles: list[str]
) -> None:
    """TRAP-11: a half-signed copy is never taken for a signed one."""
    said = run("--home", tmp_path / "none", "verify", kept(tmp_path, papers[stage]), "--json")
    assert said.code == code
    data = said.json
    assert set(data) >= {"status", "signatures", "changes", "data_matches_paper"}
    assert data["status"] == status
    assert [signature["role"] for signature in data["signatures"]] == roles
    for signature in data["signatures"]:
        assert {"who", "role", "when", "proof"} <= set(signature)
    assert bool(data["changes"]) == (code != 0)
    assert not (tmp_path / "none").exists()  # looking needs no store, so none is made


def test_a_paper_signed_here_is_known_here_and_only_here(
    run: Run, papers: Papers, tmp_path: Path
) -> None:
    folder = Path(papers["folder"].decode())
    paper = kept(tmp_path, papers["signed"])
    here = run("--home", folder / "home", "verify", paper)
    assert here.code == 0
    assert "with keys that this computer knows" in here.out
    assert "The Owner, the owner, signed on" in here.out
    there = run("--home", tmp_path / "else", "verify", paper)
    assert there.code == 0
    assert there.out.startswith("Unchanged since signing; identity not known on this computer.")


def test_a_paper_cut_back_to_the_first_signature_is_told_where_it_was_signed(
    run: Run, papers: Papers, tmp_path: Path
) -> None:
    folder = Path(papers["folder"].decode())
    said = run("--home", folder / "home", "verify", kept(tmp_path, papers["half"]), "--json")
    assert said.code == 1
    assert said.json["status"] == "altered"


def test_an_altered_paper_exits_1(run: Run, papers: Papers, tmp_path: Path) -> None:
    """TRAP-11: one byte inside, one byte behind."""
    pdf = papers["signed"]
    middle = len(papers["unsigned"]) // 2
    inside = pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]
    for altered in (inside, pdf + b"%more\n"):
        said = run("--home", tmp_path / "h", "verify", kept(tmp_path, altered), "--json")
        assert said.code in (1, 2)
        assert said.json["status"] in ("altered", "unreadable")
        assert said.json["changes"]
    assert said.code == 1


@pytest.mark.parametrize("content", [b"", b"garbage", b"%PDF-1.7\n%%EOF\n", b"PK\x03\x04" * 50])
def test_a_file_that_is_no_paper_exits_2(run: Run, tmp_path: Path, content: bytes) -> None:
    said = run("--home", tmp_path / "h", "verify", kept(tmp_path, content), "--json")
    assert (said.code, said.json["status"]) == (2, "unreadable")
    assert said.json["signatures"] == []
    assert run("--home", tmp_path / "h", "verify", tmp_path / "paper.pdf").code == 2


def test_a_missing_paper_exits_2(run: Run, tmp_path: Path) -> None:
    said = run("--home", tmp_path / "h", "verify", tmp_path / "none.pdf")
    assert said.code == 2
    assert "could not be opened" in said.out
    signing = run("--home", tmp_path / "h", "sign", tmp_path / "none.pdf", "--as", "owner",
                  "--name", "N")  # fmt: skip
    assert signing.code == 2
    assert "could not be opened" in signing.err
    assert not (tmp_path / "h").exists()


def test_the_owner_cannot_sign_first(run: Run, papers: Papers, tmp_path: Path) -> None:
    """Design: refused with one sentence; the file stands as it was."""
    paper = kept(tmp_path, papers["unsigned"])
    said = run("--home", tmp_path / "h", "sign", paper, "--as", "owner", "--name", "The Owner")
    assert said.code != 0
    assert "consultant" in said.err.strip().splitlines()[-1]
    assert paper.read_bytes() == papers["unsigned"]


@pytest.mark.parametrize(("stage", "role"), [("half", "consultant"), ("signed", "owner")])
def test_nobody_signs_twice(
    run: Run, papers: Papers, tmp_path: Path, stage: str, role: str
) -> None:
    paper = kept(tmp_path, papers[stage])
    said = run("--home", tmp_path / "h", "sign", paper, "--as", role, "--name", "Again")
    assert said.code != 0
    assert "Traceback" not in said.err
    assert paper.read_bytes() == papers[stage]


def test_open_points_are_named_and_bar_signing(run: Run, tmp_path: Path) -> None:
    """TRAP-5, S0.7: an offer that is only preselected is not accepted."""
    pdf = tmp_path / "open.pdf"
    said = run("--home", tmp_path / "h", "agreement", T1, "--out", pdf)
    assert said.code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "This agreement cannot be signed yet:" in said.err
    assert " lines are not decided yet: " in said.err
    before = pdf.read_bytes()
    signing = run("--home", tmp_path / "h", "sign", pdf, "--as", "consultant", "--name", "A")
    assert signing.code != 0
    assert pdf.read_bytes() == before


NO_INK = (
    "", "{}", "[]", "[[]]", "[[[1, 2]]]", '"x"', "[[[1, 2, 3, NaN]]]x", "[" * 2000,
    "[[[1e99, 2, 3, 1]]]",
)  # fmt: skip


@pytest.mark.parametrize("ink", NO_INK)
def test_an_ink_file_that_is_none_signs_nothing(
    run: Run, papers: Papers, tmp_path: Path, ink: str
) -> None:
    paper = kept(tmp_path, papers["unsigned"])
    file = written(tmp_path, ink, "ink.json")
    said = run("--home", tmp_path / "h", "sign", paper, "--as", "consultant", "--name", "A",
               "--ink", file)  # fmt: skip
    assert said.code == 2
    assert "is not a list of strokes" in said.err
    assert paper.read_bytes() == papers["unsigned"]


def test_a_full_disk_while_signing_leaves_the_paper_unsigned(
    run: Run, papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRAP-6."""
    from onboard.errors import UserFacingError

    def full(path: Path, _data: bytes) -> None:
        raise UserFacingError("cli.cannot-write", name=path.name)

    paper = kept(tmp_path, papers["unsigned"])
    monkeypatch.setattr("onboard.cli.sign_commands.write_checked", full)
    said = run("--home", tmp_path / "h", "sign", paper, "--as", "consultant", "--name", "A")
    assert said.code == 2
    assert "could not be written" in said.err
    assert paper.read_bytes() == papers["unsigned"]
    # What was not written is not remembered either: signing again starts from a clean paper.
    monkeypatch.undo()
    again = run("--home", tmp_path / "h", "sign", paper, "--as", "consultant", "--name", "A")
    assert again.code == 0


def test_a_trial_paper_says_that_it_is_not_protected(papers: Papers) -> None:
    """Design: a footer in PDFs of a throw-away home."""
    from onboard.pdf.text import page_texts

    assert (
        "Trial copy: the data behind this paper is not protected" in page_texts(papers["signed"])[0]
    )


def test_the_demo_leaves_a_signed_paper_and_its_data(run: Run, tmp_path: Path, demo: Path) -> None:
    """Design: `onboard demo` uses a throw-away home under its folder and asks nothing."""
    out = demo
    names = {"agreement.pdf", "agreement-unsigned.pdf", "recommendation.json", "order-check.json",
             "bill.csv"}  # fmt: skip
    assert names <= {path.name for path in out.iterdir()}
    known = run("--home", out / "home-1", "verify", out / "agreement.pdf", "--json")
    assert (known.code, known.json["identity_known"]) == (0, True)
    assert json.loads((out / "order-check.json").read_text(encoding="utf-8"))["missing"]
    first = (out / "agreement.pdf").read_bytes()
    assert run("--home", out / "home-1", "store", "verify").code == 0
    assert run("demo", "--out", written(tmp_path, "", "a-file")).code == 2
    assert (out / "agreement.pdf").read_bytes() == first


def in_a_process(*arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    """As typed: the console script's module, in a process of its own, with a home of its own."""
    environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    return subprocess.run(
        [sys.executable, "-m", "ui", *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[2],
        check=False,
    )


def test_as_typed_exit_codes_reach_the_shell_and_no_qt_is_loaded(
    papers: Papers, tmp_path: Path
) -> None:
    """Design "The command line": all of it works headless."""
    home = tmp_path / "person"
    home.mkdir()
    paper = kept(tmp_path, papers["signed"])
    assert in_a_process("verify", paper, home=home).returncode == 0
    assert in_a_process("verify", kept(tmp_path, b"x", "x.pdf"), home=home).returncode == 2
    missing = in_a_process("recommend", tmp_path / "no.yaml", home=home)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert len(missing.stderr.strip().splitlines()) == 1
    plan = in_a_process("recommend", T1, "--format", "json", home=home)
    assert plan.returncode == 0
    assert json.loads(plan.stdout)["lines"]
    assert plan.stderr == ""
    assert everything_below(home) == {}
    code = (
        f"import sys, ui.__main__ as entry; entry.main(['ask', {str(T1)!r}]);"
        "print('PySide6' in sys.modules)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert asked.stdout.strip().endswith("False")


def test_without_keychain_and_terminal_the_choices_are_named(tmp_path: Path) -> None:
    """Design: a command that needs the store and finds neither exits non-zero."""
    home = tmp_path / "person"
    home.mkdir()
    said = in_a_process("store", "backup", tmp_path / "b.db", home=home)
    assert said.returncode == 2
    assert "Traceback" not in said.stderr
    decisions = written(tmp_path, ALL_ACCEPTED, "d.yaml")
    pdf = tmp_path / "a.pdf"
    assert (
        in_a_process("agreement", T1, "--decisions", decisions, "--out", pdf, home=home).returncode
        == 0
    )
    before = pdf.read_bytes()
    signing = in_a_process("sign", pdf, "--as", "consultant", "--name", "A", home=home)
    assert signing.returncode == 2
    for choice in ("keychain", "passphrase", "--home"):
        assert choice in signing.stderr
    assert pdf.read_bytes() == before
    assert everything_below(home) == {}


def a_yes_for_a_no(data: dict[str, Any]) -> None:
    made = data["facts"]["decisions"][0]
    made["choice"] = "decline" if made["choice"] != "decline" else "accept"


def another_sum(data: dict[str, Any]) -> None:
    data["totals"]["agreed"]["once"]["high"] = "1.00"


def another_answer(data: dict[str, Any]) -> None:
    data["facts"]["answers"]["people"]["value"] = 60


@pytest.mark.parametrize("change", [a_yes_for_a_no, another_sum, another_answer])
def test_answers_and_sums_inside_have_to_be_those_of_the_pages(
    run: Run, papers: Papers, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    """Whoever seals could put others beside pages that are true, sign them, and be believed."""
    true = open_paper(papers["unsigned"])
    data = json.loads(json.dumps(true.data))
    change(data)
    data["digest"] = digest({key: data[key] for key in data if key != "digest"})
    document = replace(from_data(data["document"]), language=true.language)
    table = attached_stream(true.files[BILL_FILE]).data
    at = datetime.fromisoformat(data["made_at"])
    size = page_size(true)
    assert size is not None
    forged = PdfPrinter(size).render(document, canonical_bytes(data), table, at=at)
    again = PdfPrinter(size).render(document, canonical_bytes(true.data), table, at=at)
    assert again == papers["unsigned"], "only what was changed is another"
    said = run("--home", tmp_path / "none", "verify", kept(tmp_path, forged), "--json")
    assert (said.code, said.json["status"]) == (1, "altered")
    assert said.json["data_matches_paper"] is False
    assert "are not those that its pages say" in said.json["changes"][0]


def test_a_paper_with_a_firms_own_questions_is_checked_with_them(run: Run, tmp_path: Path) -> None:
    """Without them only the words of the pages are compared, and that is said."""
    own = tmp_path / "own-pack"
    shutil.copytree(packs() / DEFAULT_PACK, own)
    texts = own / "pack.yaml"
    said = texts.read_text("utf-8").replace("IT for a small office", "IT as our firm sees it")
    texts.write_text(said, encoding="utf-8")
    decisions = written(tmp_path, ALL_ACCEPTED, "decisions.yaml")
    paper = tmp_path / "paper.pdf"
    made = run("agreement", T1, "--decisions", decisions, "--pack", own, "--out", paper)
    assert made.code == 0, made.err

    without = run("--home", tmp_path / "none", "verify", paper, "--json").json
    assert without["data_matches_paper"] is None
    assert any("made with other questions" in each for each in without["changes"])
    for many in ((), ("--chain",)):
        said = run("--home", tmp_path / "none", "verify", *many, paper, "--pack", own, "--json")
        found = said.json["papers"][0] if many else said.json
        assert found["data_matches_paper"]
        assert not any("questions" in each for each in found["changes"])
    shipped = packs() / DEFAULT_PACK
    other = run("--home", tmp_path / "none", "verify", paper, "--pack", shipped)
    assert other.code == 2
    assert "are not those that this paper was made with" in other.sentence
