from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_kit import ALL_ACCEPTED, T1, Run, Said, everything_below, written

from onboard.cli.main import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process; a refusal of the arguments counts as its exit code."""

    def one(*arguments: object) -> Said:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        return Said(code, said.out, said.err)

    return one


@pytest.fixture(autouse=True)
def _nothing_of_the_persons_own_is_touched() -> Iterator[None]:
    home = Path(os.environ["HOME"])
    before = everything_below(home)
    yield
    assert everything_below(home) == before


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The stages of one paper, made by the commands once a run: keys are slow to make."""
    folder = tmp_path_factory.mktemp("papers")
    decisions = written(folder, ALL_ACCEPTED, "decisions.yaml")
    pdf = folder / "agreement.pdf"
    home = ("--home", str(folder / "home"))
    stages: dict[str, bytes] = {}
    made = [*home, "agreement", str(T1), "--decisions", str(decisions), "--out", str(pdf)]
    assert main(made) == 0
    stages["unsigned"] = pdf.read_bytes()
    assert main(["sign", str(pdf), "--as", "consultant", "--name", "Alex Reed", *home]) == 0
    stages["half"] = pdf.read_bytes()
    assert main([*home, "sign", str(pdf), "--as", "owner", "--name", "The Owner"]) == 0
    stages["signed"] = pdf.read_bytes()
    stages["folder"] = str(folder).encode()
    return stages


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `demo` leaves, made once a run; whoever changes something in it copies it first."""
    out = tmp_path_factory.mktemp("demo") / "demo"
    assert main(["demo", "--out", str(out)]) == 0
    return out
