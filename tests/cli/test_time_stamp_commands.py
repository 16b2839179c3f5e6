"""sign --timestamp-url, renew, and what verify says of the times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_kit import Run

from tests.pdf.time_server import NAME, Served, serving


@pytest.fixture
def time_server(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "time"
    folder.mkdir()
    with serving(folder) as served:
        yield served


def test_a_paper_is_signed_in_time_and_renewed(
    run: Run, papers: dict[str, bytes], time_server: Served, tmp_path: Path
) -> None:
    home, paper, roots = tmp_path / "h", tmp_path / "paper.pdf", tmp_path / "roots.pem"
    paper.write_bytes(papers["half"])
    roots.write_bytes(time_server.trusted.roots)
    asked = ("--timestamp-url", time_server.server.url, "--timestamp-roots", roots)
    signing = ("--home", home, "sign", paper, "--as", "owner", "--name", "The Owner")
    assert run(*signing, *asked).code == 0
    assert run("--home", home, "renew", paper, *asked).code == 0
    said = run("--home", home, "verify", paper, "--json")
    assert said.code == 0
    time = said.json["time"]
    assert time["level"] == "B-LTA"
    assert [(each["of"], each["by"]) for each in time["stamps"]] == [
        ("owner", NAME),
        ("paper", NAME),
        ("paper", NAME),
    ]
    assert {each["valid"] for each in time["stamps"]} == {True}
    assert {each["trusted"] for each in time["stamps"]} == {None}
    told = run("--home", home, "verify", paper).out
    assert "stamped the whole paper with the time" in told
    assert "not checked against the world" in told
    stamped = paper.read_bytes()
    time_server.answer = lambda _: b"busy"
    refused = run("--home", home, "renew", paper, *asked)
    assert refused.code == 2
    assert "127.0.0.1" in refused.err
    assert paper.read_bytes() == stamped


def test_a_server_that_is_no_help_is_told_and_the_paper_is_signed(
    run: Run, papers: dict[str, bytes], time_server: Served, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(papers["half"])
    time_server.answer = lambda _: b"busy"
    signing = ("--home", tmp_path / "h", "sign", paper, "--as", "owner", "--name", "The Owner")
    said = run(*signing, "--timestamp-url", time_server.server.url)
    assert said.code == 0
    assert "onboard renew" in said.err
    assert run("--home", tmp_path / "h", "verify", paper, "--json").json["time"]["level"] == "B-B"


def test_what_cannot_be_asked_is_refused_before_anything_is_signed(
    run: Run, papers: dict[str, bytes], tmp_path: Path
) -> None:
    paper, no_roots = tmp_path / "paper.pdf", tmp_path / "roots.pem"
    paper.write_bytes(papers["signed"])
    no_roots.write_bytes(b"-----BEGIN CERTIFICATE-----\nno\n")
    renew = ("--home", tmp_path / "h", "renew", paper)
    for more in (
        (),
        ("--timestamp-url", "ftp://user:geheim@127.0.0.1/"),
        ("--timestamp-url", "http://user:geheim@127.0.0.1/"),
        ("--timestamp-roots", no_roots),
        ("--timestamp-url", "http://127.0.0.1/", "--timestamp-roots", no_roots),
    ):
        said = run(*renew, *more)
        assert said.code == 2
        assert "geheim" not in said.err + said.out
    assert paper.read_bytes() == papers["signed"]
