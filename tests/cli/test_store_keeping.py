"""store backup, backups, restore, verify --paper, log, erase, passphrase, recovery-code."""

from __future__ import annotations

import csv
import getpass
import io
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_kit import Run, everything_below

from onboard import bootstrap, locations
from onboard.engagement import Client
from onboard.keychain.custody import KeyCustody
from onboard.locations import DEFAULT_PACK
from onboard.store.engine import connect

PASSPHRASE = "a passphrase of several words"
Types = Callable[..., None]


class Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """What somebody will type: at prompts unseen, and in lines."""

    def will(*unseen: str, lines: str = "") -> None:
        answers: Iterator[str] = iter(unseen)
        monkeypatch.setattr(sys, "stdin", Terminal(lines))
        monkeypatch.setattr(getpass, "getpass", lambda _: next(answers))

    return will


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of a person's own with a passphrase and one client; no --home is needed for it."""
    folder = tmp_path / "own"
    monkeypatch.setattr(locations, "personal_home", lambda: folder)
    opened = bootstrap.open_application(bootstrap.home(None), passphrase=PASSPHRASE)
    opened.service.new_client(Client("Example Office"), DEFAULT_PACK)
    (tmp_path / "code").write_text(opened.new_recovery_code)
    opened.close()
    return folder


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    opened = bootstrap.open_application(bootstrap.home(tmp_path / "home"))
    opened.service.new_client(Client("Example Office"), DEFAULT_PACK)
    opened.close()
    return tmp_path / "home"


def test_a_copy_without_a_path_goes_to_the_daily_ones_and_is_listed(run: Run, trial: Path) -> None:
    assert run("--home", trial, "store", "backup").code == 0
    said = run("--home", trial, "store", "backups", "--json").json
    assert [Path(each["path"]).parent for each in said["copies"]] == [trial / "backups"]
    assert said["last_good"]
    told = run("--home", trial, "store", "backups").out
    assert told.startswith("1 copy in")
    assert "Last good backup" in told


def test_a_restore_tells_both_sides_and_does_nothing_without_a_yes(
    run: Run, trial: Path, tmp_path: Path, types: Types
) -> None:
    copy = tmp_path / "monday.db"
    run("--home", trial, "store", "backup", copy)
    opened = bootstrap.open_application(bootstrap.home(trial))
    opened.service.new_client(Client("Second Office"), DEFAULT_PACK)
    opened.close()
    before = everything_below(trial)
    command = ("--home", trial, "store", "restore", copy)
    said = run(*command)  # nobody can be asked
    assert said.code == 1
    assert "1 client," in said.out
    assert "2 clients" in said.out
    types(lines="no\n")
    assert run(*command).code == 1
    left = everything_below(trial)
    assert left["store.db"] == before["store.db"]
    types(lines="Yes\n")
    assert run(*command).code == 0
    told = run(*command, "--yes")
    assert told.code == 0
    assert "is kept as" in told.out
    opened = bootstrap.open_application(bootstrap.home(trial))
    assert [each.client_name for each in opened.service.clients()] == ["Example Office"]
    opened.close()
    assert len(list(trial.glob("store.replaced-*.db"))) == 2
    assert run("--home", trial, "store", "verify").code == 0


def test_a_new_machine_takes_the_backup_with_the_recovery_code(
    run: Run, own: Path, tmp_path: Path, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "usb" / "monday.db"
    types(PASSPHRASE)
    assert run("store", "backup", copy).code == 0
    new = tmp_path / "new"
    monkeypatch.setattr(locations, "personal_home", lambda: new)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    refused = run("store", "restore", copy, "--yes")
    assert refused.code == 2
    assert not new.exists()
    types((tmp_path / "code").read_text().lower())
    said = run("store", "restore", copy, "--yes")
    assert said.code == 0, said.err
    assert "Nothing stands here yet" in said.out
    types(PASSPHRASE)
    assert run("store", "verify").code == 0


def test_the_passphrase_is_changed_and_a_slip_changes_nothing(
    run: Run, own: Path, types: Types
) -> None:
    types(PASSPHRASE, PASSPHRASE, "the next passphrase", "the next passfrase")
    said = run("store", "passphrase")
    assert said.code == 2
    assert "not the same" in said.err
    types(PASSPHRASE, PASSPHRASE, "the next passphrase", "the next passphrase")
    assert run("store", "passphrase").code == 0
    assert KeyCustody().unlock(own / "store.keys", passphrase="the next passphrase")


def test_a_new_recovery_code_is_typed_back_and_the_old_one_is_over(
    run: Run, own: Path, tmp_path: Path, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(PASSPHRASE, "no code", "no code", "no code")
    said = run("store", "recovery-code")
    assert said.code == 0
    assert "makes a new one" in said.err
    old = (tmp_path / "code").read_text()
    types(old)  # the prompt takes both
    refused = run("store", "verify")
    assert refused.code == 2
    assert "newer code" in refused.err
    shown: list[str] = []
    monkeypatch.setattr(sys, "stdin", Terminal())
    from onboard.cli import common

    real = common.tell_code

    def told(opened: object, code: str) -> None:
        shown.append(code)
        answers = iter([code])
        monkeypatch.setattr(getpass, "getpass", lambda _: next(answers))
        real(opened, code)  # type: ignore[arg-type]

    monkeypatch.setattr(common, "tell_code", told)
    monkeypatch.setattr(getpass, "getpass", lambda _: PASSPHRASE)
    said = run("store", "recovery-code")
    assert "The code is right" in said.err
    assert shown[0] not in said.out
    assert KeyCustody().is_code_checked(own / "store.keys")
    assert KeyCustody().unlock(own / "store.keys", recovery_code=shown[0])


@pytest.mark.parametrize("command", ["passphrase", "recovery-code"])
def test_a_trial_folder_has_no_ways_in_to_change(run: Run, trial: Path, command: str) -> None:
    said = run("--home", trial, "store", command)
    assert said.code == 2
    assert "trying out" in said.err


def test_what_was_done_is_told_as_text_json_and_table(
    run: Run, trial: Path, tmp_path: Path
) -> None:
    text = run("--home", trial, "store", "log", "example office")
    assert "File begun (consultant)" in text.out
    events = run("--home", trial, "store", "log", "Example Office", "--json").json["events"]
    assert events[0]["kind"] == "engagement-added"
    table = tmp_path / "log.csv"
    assert run("--home", trial, "store", "log", "Example Office", "--csv", table).code == 0
    rows = list(csv.reader(table.read_text("utf-8-sig").splitlines()))
    assert rows[1][3] == "File begun"
    assert "Example Office" not in text.out + table.read_text("utf-8-sig")
    assert run("--home", trial, "store", "log", "Nobody").code == 2


def test_erasing_says_what_goes_and_waits_for_a_yes(run: Run, trial: Path, types: Types) -> None:
    run("--home", trial, "store", "backup")
    command = ("--home", trial, "store", "erase", "Example Office")
    said = run(*command)
    assert said.code == 1
    for word in ("What goes", "What stays", "The signed papers stay"):
        assert word in said.out
    opened = bootstrap.open_application(bootstrap.home(trial))
    key = opened.service.clients()[0].id
    opened.close()
    types(lines="yes\n")
    said = run(*command)
    assert said.code == 0
    assert "One backup of ours still holds" in said.out
    assert str(trial / "backups") in said.out
    events = run("--home", trial, "store", "log", key, "--json").json["events"]
    assert events[-1]["kind"] == "client-erased"
    assert run("--home", trial, "store", "erase", key, "--with-papers", "--yes").code == 0
    assert run("--home", trial, "store", "erase", key, "--with-papers", "--yes").code == 2
    assert run("--home", trial, "store", "verify").code == 0


def test_a_signed_paper_from_elsewhere_finds_an_older_store(
    run: Run, tmp_path: Path, demo: Path
) -> None:
    """The owner's copy is compared with the record: whole, rolled back, and changed."""
    home, paper = tmp_path / "home", demo / "agreement.pdf"
    shutil.copytree(demo / "home-1", home)
    said = run("--home", home, "store", "verify", "--paper", paper)
    assert said.code == 0, said.out
    assert "It fits the signed paper." in said.out
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(paper.read_bytes()[:-2000])
    assert "altered.pdf" in run("--home", home, "store", "verify", "--paper", altered).out
    key = KeyCustody().unlock_for_home(home)
    connection = connect(home / "store.db", key, wal=True)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DROP TRIGGER event_refuses_delete")
    connection.execute("DROP TRIGGER agreement_paper_refuses_delete")
    connection.execute("DELETE FROM event WHERE sequence > 3")
    connection.execute("DELETE FROM agreement_paper")
    connection.close()
    assert run("--home", home, "store", "verify").code == 0  # by itself nothing shows
    found = run("--home", home, "store", "verify", "--paper", paper)
    assert found.code == 1
    assert "The store is older than the signed paper agreement.pdf" in found.out
    assert run("--home", home, "store", "verify", "--paper", tmp_path / "no.pdf").code == 2


def test_erasing_names_the_client_and_knows_an_unknown_id_before_it_asks(
    run: Run, trial: Path
) -> None:
    asked = run("store", "erase", "Example Office", "--home", str(trial))
    assert asked.out.startswith("Client: Example Office\n")
    unknown = "0190a0a0-0000-7000-8000-000000000000"
    refused = run("store", "erase", unknown, "--home", str(trial))
    assert refused.code != 0
    assert "Nothing was done" not in refused.out
    assert refused.out == ""


def test_a_name_can_move_nothing_on_the_terminal(run: Run, trial: Path) -> None:
    opened = bootstrap.open_application(bootstrap.home(trial))
    opened.service.new_client(Client("Bad\x1b[2J\nName\u202e", "O\x1bwner"), DEFAULT_PACK)
    opened.close()
    for words in (("clients",), ("who-is-hit", "--before", "2099-01-01")):
        told = run(*words, "--home", str(trial)).out
        assert not {"\x1b", "\u202e"} & set(told)
    assert "Bad [2J Name" in run("clients", "--home", str(trial)).out


def test_a_blank_product_and_a_pack_without_versions_are_told(run: Run, trial: Path) -> None:
    blank = run("who-is-hit", " ", "--home", str(trial))
    assert "name a product or a day" in blank.err
    moved = run("pack", "move", "Example Office", "--to", "9.9", "--home", str(trial))
    assert "–" not in moved.err
    assert "no version “9.9”" in moved.err
