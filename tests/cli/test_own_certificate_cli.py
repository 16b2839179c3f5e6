"""sign --certificate, as typed: the password comes from outside, a wrong one loses nothing."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_kit import ALL_ACCEPTED, T1, Run, everything_below, written
from own_keys import PASSWORD, Authority

VARIABLE = "ONBOARD_CERTIFICATE_PASSWORD"


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from onboard.cli.main import main

    folder = tmp_path_factory.mktemp("half")
    decisions = written(folder, ALL_ACCEPTED, "decisions.yaml")
    out, home = folder / "agreement.pdf", ["--home", str(folder / "home")]
    made = ["agreement", str(T1), "--decisions", str(decisions), "--out", str(out)]
    assert main([*home, *made]) == 0
    assert main([*home, "sign", str(out), "--as", "consultant", "--name", "The Consultant"]) == 0
    return out


@pytest.fixture
def paper(half: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "agreement.pdf"
    copied.write_bytes(half.read_bytes())
    return copied


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority(datetime.now(UTC))


def test_the_owner_signs_with_a_certificate_of_his_own(
    run: Run, paper: Path, tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, before = tmp_path / "own.p12", paper.read_bytes()
    own.write_bytes(authority.key("O. Owner").pkcs12)
    home = ["--home", tmp_path / "home"]
    command = [*home, "sign", paper, "--as", "owner", "--name", "The Owner", "--certificate", own]
    asked = run(*command)
    assert asked.code == 2
    assert VARIABLE in asked.err
    monkeypatch.setenv(VARIABLE, "a wrong one")
    wrong = run(*command)
    assert wrong.code == 2
    assert "password does not open" in wrong.err
    assert paper.read_bytes() == before
    monkeypatch.setenv(VARIABLE, PASSWORD)
    said = run(*command)
    assert said.code == 0, said.err
    assert "Certificate of O. Owner, issued by An Example Authority" in said.err
    assert "The certificate says O. Owner, and the signature says The Owner." in said.err
    roots = tmp_path / "roots.pem"
    roots.write_bytes(authority.roots)
    told = run(*home, "verify", paper, "--signer-roots", roots, "--json").json
    owner = told["signatures"][1]
    assert (owner["proof"], owner["trusted"]) == ("certificate", True)
    assert owner["certificate"]["name"] == "O. Owner"
    plain = run(*home, "verify", paper)
    assert plain.code == 0
    assert "not checked against a list" in plain.out
    for kept in everything_below(tmp_path).values():
        assert PASSWORD.encode() not in kept


def test_a_terminal_is_asked_for_the_password(
    run: Run, paper: Path, tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.p12"
    own.write_bytes(authority.key("The Owner").pkcs12)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: PASSWORD)
    said = run(
        *("--home", tmp_path / "home", "sign", paper, "--as", "owner", "--name", "the  owner"),
        *("--certificate", own),
    )
    assert said.code == 0, said.err
    assert "The certificate says" not in said.err
