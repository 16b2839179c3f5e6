"""rebuild and verify of a chain, as typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_kit import Run

Papers = dict[str, bytes]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from onboard.sample import make_sample

    folder = tmp_path_factory.mktemp("demo")
    make_sample(folder)
    return folder


def test_the_sample_comes_back_from_its_paper_alone(run: Run, demo: Path, tmp_path: Path) -> None:
    """The same check number, into an empty store, and what did not come back is said."""
    from onboard import bootstrap
    from onboard.pdf.paper import read_data

    paper = demo / "agreement.pdf"
    said = run("--home", tmp_path / "new", "rebuild", paper)
    assert said.code == 0, said.err
    data = read_data(paper.read_bytes())
    assert f"the same check number as in the paper: {data['facts_sha256']}" in said.out
    for lost in ("private note", "record of each single change", "kept answers", "logo"):
        assert lost in said.out
    assert "other words" not in said.out
    assert run("--home", tmp_path / "new", "store", "verify").code == 0
    known = run("--home", tmp_path / "new", "verify", paper, "--json")
    assert (known.code, known.json["identity_known"]) == (0, True)
    twice = run("--home", tmp_path / "new", "rebuild", paper)
    assert twice.code == 2
    assert "in the store already" in twice.err
    was, back = (_only(bootstrap.home(home)) for home in (demo / "home-1", tmp_path / "new"))
    assert (back.id, back.client, back.estate, back.order, back.decisions) == (
        was.id,
        was.client,
        was.estate,
        was.order,
        was.decisions,
    )
    assert back.papers[0].digest == was.papers[0].digest
    assert back.signed_paper is not None


def _only(place):  # type: ignore[no-untyped-def]
    from onboard import bootstrap

    opened = bootstrap.open_application(place)
    try:
        (client,) = opened.service.clients()
        return opened.service.engagement(client.id)
    finally:
        opened.close()


@pytest.mark.parametrize("spoil", ["altered", "half", "unsigned", "garbage"])
def test_what_is_not_whole_brings_nothing_back(
    run: Run, demo: Path, tmp_path: Path, papers: Papers, spoil: str
) -> None:
    """One sentence says why; the store stays empty."""
    pdf = (demo / "agreement.pdf").read_bytes()
    middle = len(pdf) // 3
    files = {
        "altered": pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :],
        "half": papers["half"],
        "unsigned": papers["unsigned"],
        "garbage": b"garbage",
    }
    file = tmp_path / "paper.pdf"
    file.write_bytes(files[spoil])
    said = run("--home", tmp_path / "new", "rebuild", file)
    assert said.code == 2
    assert "nothing was brought back" in said.err
    assert "Traceback" not in said.err
    from onboard import bootstrap

    opened = bootstrap.open_application(bootstrap.home(tmp_path / "new"))
    try:
        assert list(opened.service.clients()) == []
    finally:
        opened.close()


def test_a_chain_of_one_first_paper_is_whole(run: Run, demo: Path, tmp_path: Path) -> None:
    paper = demo / "agreement.pdf"
    said = run("--home", tmp_path / "h", "verify", "--chain", paper)
    assert said.code == 0
    assert "This is the first paper of the chain." in said.out
    twice = run("--home", tmp_path / "h", "verify", paper, paper, "--json")
    assert twice.code == 1
    assert [row["place"] for row in twice.json["papers"]] == ["first", "not-linked"]
    assert not twice.json["whole"]
    missing = run("--home", tmp_path / "h", "verify", paper, tmp_path / "none.pdf")
    assert missing.code == 2
