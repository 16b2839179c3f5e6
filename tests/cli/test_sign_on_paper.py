"""sign --on-paper and what verify says of it, as typed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cli_kit import ALL_ACCEPTED, T1, Run, written
from scans import scanned, scanned_pdf

from onboard import bootstrap


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    from onboard.cli.main import main

    folder = tmp_path_factory.mktemp("unsigned")
    decisions = written(folder, ALL_ACCEPTED, "decisions.yaml")
    out = folder / "agreement.pdf"
    made = ["agreement", str(T1), "--decisions", str(decisions), "--out", str(out)]
    assert main(["--home", str(folder / "home"), *made]) == 0
    return out.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, unsigned: bytes) -> Path:
    (tmp_path / "agreement.pdf").write_bytes(unsigned)
    (tmp_path / "1.png").write_bytes(scanned(1))
    (tmp_path / "2.pdf").write_bytes(scanned_pdf(1))
    return tmp_path


def typed(folder: Path, *scans: str, **other: str) -> list[str | Path]:
    today = datetime.now(UTC).date().isoformat()
    said = {"owner": "The Owner", "consultant": "The Consultant", "on": today} | other
    rest = [part for key, value in said.items() if value for part in (f"--{key}", value)]
    out = ["--out", folder / "sealed.pdf"]
    pages = [folder / each for each in scans]
    command = ["--home", folder / "home", "sign", folder / "agreement.pdf"]
    return [*command, "--on-paper", *pages, *rest, *out]


def test_a_print_and_its_scan_become_one_sealed_file(
    run: Run, folder: Path, unsigned: bytes
) -> None:
    said = run(*typed(folder, "1.png", "2.pdf"))
    assert said.code == 0, said.err
    assert "sealed together" in said.out
    assert (folder / "agreement.pdf").read_bytes() == unsigned
    sealed = folder / "sealed.pdf"
    known = run("--home", folder / "home", "verify", sealed)
    assert known.code == 0
    assert known.out.startswith("Signed on paper, scan kept.\nThe seal is by a key")
    there = run("--home", folder / "other", "verify", sealed, "--json").json
    assert (there["status"], there["identity_known"]) == ("unchanged", False)
    assert [(each["role"], each["proof"], each["valid"]) for each in there["signatures"]] == [
        ("consultant", "self-made", True),
        ("consultant", "wet-ink", None),
        ("owner", "wet-ink", None),
    ]
    assert date.fromisoformat(there["signatures"][2]["when"])
    spanish = run("--language", "es", "verify", sealed)
    assert spanish.out.startswith("Firmado en papel; se guarda el escaneo.")
    back = run("--home", folder / "other", "rebuild", sealed)
    assert back.code == 0, back.err
    assert "the same check number as in the paper" in back.out
    assert "nothing proves that the strokes are by The Owner" in back.out
    for home, is_known in (("home", True), ("third", False)):
        bootstrap.open_application(bootstrap.home(folder / home)).close()
        checked = run("--home", folder / home, "store", "verify", "--paper", sealed)
        assert checked.code == 1
        knows = "knows" if is_known else "does not know"
        assert f"with a key that this store {knows}." in checked.out
        assert "sealed by the consultant alone" in checked.out
        assert "fits" not in checked.out
    again = run(*typed(folder, "1.png"))
    assert again.code == 2
    assert "was signed here already" in again.err


@pytest.mark.parametrize(
    ("scans", "other", "told"),
    [
        (["gone.png"], {}, "gone.png"),
        (["notes.txt"], {}, "no PDF, PNG or JPEG"),
        (["agreement.pdf"], {}, "not a scan"),
        (["1.png"], {"on": "yesterday"}, "date was not understood"),
        (["1.png"], {"on": "2999-01-01"}, "after today"),
        (["1.png"], {"on": "2020-01-01"}, "the day the paper was made"),
        (["1.png"], {"owner": ""}, "also give --owner"),
        (["1.png"], {"as": "owner"}, "goes without --as"),
    ],
)
def test_what_cannot_be_sealed_is_said_in_one_sentence(
    run: Run, folder: Path, scans: list[str], other: dict[str, str], told: str
) -> None:
    (folder / "notes.txt").write_text("nothing")
    said = run(*typed(folder, *scans, **other))
    assert said.code == 2
    assert told in said.err
    assert "Traceback" not in said.err
    assert not (folder / "sealed.pdf").exists()


def test_somebody_has_to_sign(run: Run, folder: Path) -> None:
    said = run("--home", folder / "home", "sign", folder / "agreement.pdf")
    assert said.code == 2
    assert "Say who signs" in said.sentence
