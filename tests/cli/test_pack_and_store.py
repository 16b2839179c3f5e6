"""pack check, pack schema, store verify, store backup, and where `--home` may stand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_kit import Run, everything_below, written

from onboard import bootstrap
from onboard.engagement import Client
from onboard.locations import DEFAULT_PACK, packs
from onboard.store.engine import connect


def a_pack(folder: Path) -> Path:
    copy = folder / DEFAULT_PACK
    shutil.copytree(packs() / DEFAULT_PACK, copy)
    return copy


def a_home(folder: Path) -> Path:
    """A throw-away home with one client."""
    home = folder / "home"
    opened = bootstrap.open_application(bootstrap.home(home))
    opened.service.new_client(Client("Example Office"), DEFAULT_PACK)
    opened.close()
    return home


def test_the_shipped_pack_is_fine(run: Run) -> None:
    said = run("pack", "check")
    assert said.code == 0
    assert said.out.startswith("small-office-it ")
    assert run("pack", "check", "--json").json == {"findings": [], "proved": True}
    quick = run("pack", "check", "--json", "--no-proofs").json
    assert quick == {"findings": [], "proved": False}
    assert run("pack", "check", packs() / DEFAULT_PACK).code == 0


def test_a_broken_pack_names_file_line_and_nearest_name(run: Run, tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    text = (pack / "needs.yaml").read_text(encoding="utf-8")
    line = text.splitlines().index("    item: legacy-acceptance") + 1
    broken = text.replace("item: legacy-acceptance", "item: legacy-aceptance")
    (pack / "needs.yaml").write_text(broken, encoding="utf-8")
    said = run("pack", "check", pack, "--json")
    assert said.code == 1
    finding = next(each for each in said.json["findings"] if "aceptance" in each["text"])
    assert set(finding) == {"file", "line", "code", "text"}
    assert finding["file"] == "needs.yaml"
    assert abs(finding["line"] - line) <= 2
    assert "legacy-acceptance" in finding["text"]
    assert f"needs.yaml:{finding['line']}" in run("pack", "check", pack).out


@pytest.mark.parametrize("make", [True, False])
def test_a_folder_without_a_pack_is_told(run: Run, tmp_path: Path, make: bool) -> None:
    folder = tmp_path / "empty"
    if make:
        folder.mkdir()
    said = run("pack", "check", folder)
    assert said.code == 2
    assert "content pack" in said.sentence


def test_the_schema_is_one_for_editors(run: Run) -> None:
    said = run("pack", "schema")
    assert said.code == 0
    assert "questions" in said.json["properties"]
    assert said.json["additionalProperties"] is False


@pytest.mark.parametrize("behind", [True, False])
def test_home_stands_before_or_behind_the_command(run: Run, tmp_path: Path, behind: bool) -> None:
    home = a_home(tmp_path)
    option = ["--home", home]
    command = ["store", "verify"]
    said = run(*(command + option if behind else option + command))
    assert said.code == 0
    assert said.out == "The store is whole, and so is its record of changes.\n"
    assert f"the data in {home} is not protected" in said.err
    between = run("store", "--home", home, "verify")
    assert between.code == 0


def test_a_home_that_holds_nothing_is_not_filled_by_looking(run: Run, tmp_path: Path) -> None:
    for command in (["store", "verify"], ["store", "backup", tmp_path / "b.db"]):
        said = run("--home", tmp_path / "none", *command)
        assert said.code == 2
        assert "Traceback" not in said.err
    assert everything_below(tmp_path) == {}


def test_a_backup_is_read_back_and_opens(run: Run, tmp_path: Path) -> None:
    """TRAP-6: the copy is a whole store of its own."""
    home = a_home(tmp_path)
    copy = tmp_path / "backups" / "monday.db"
    said = run("store", "backup", copy, "--home", home)
    assert said.code == 0
    assert str(copy) in said.out
    other = tmp_path / "other"
    shutil.copytree(home, other)
    shutil.copyfile(copy, other / "store.db")
    for ending in ("-wal", "-shm"):
        (other / f"store.db{ending}").unlink(missing_ok=True)
    opened = bootstrap.open_application(bootstrap.home(other))
    assert [each.client_name for each in opened.service.clients()] == ["Example Office"]
    opened.close()


def test_a_backup_cannot_be_written_where_a_file_stands_in_the_way(
    run: Run, tmp_path: Path
) -> None:
    home = a_home(tmp_path)
    blocked = written(tmp_path, "a file", "folder")
    said = run("--home", home, "store", "backup", blocked / "b.db")
    assert said.code == 2
    assert "Traceback" not in said.err
    assert blocked.read_text(encoding="utf-8") == "a file"
    onto_itself = run("--home", home, "store", "backup", home / "store.db")
    assert onto_itself.code == 2
    assert run("--home", home, "store", "verify").code == 0


def test_a_damaged_store_is_told_and_left_as_it_is(run: Run, tmp_path: Path) -> None:
    home = a_home(tmp_path)
    store = home / "store.db"
    data = bytearray(store.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = b"\0" * 4096
    store.write_bytes(bytes(data))
    said = run("--home", home, "store", "verify")
    assert said.code in (1, 2)
    assert "Traceback" not in said.err + said.out
    assert (said.out + said.err).strip()


def test_a_store_of_the_future_is_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    """TRAP-9: an older program never opens, and so never thins out, newer data."""
    home = a_home(tmp_path)
    from onboard.keychain.custody import KeyCustody

    connection = connect(home / "store.db", KeyCustody().unlock_for_home(home))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = (home / "store.db").read_bytes()
    said = run("--home", home, "store", "verify")
    assert said.code == 2
    refusal = said.err.strip().splitlines()[-1]
    assert "newer" in refusal
    assert "Traceback" not in said.err
    assert (home / "store.db").read_bytes() == before


@pytest.mark.parametrize("gone", ["store.db", "store.keys"])
def test_a_home_that_lost_a_part_is_told_which(run: Run, tmp_path: Path, gone: str) -> None:
    home = a_home(tmp_path)
    for path in home.iterdir():
        if path.name.startswith(gone):
            path.unlink()
    before = everything_below(home)
    said = run("--home", home, "store", "verify")
    assert said.code == 2
    assert "Put" in said.err
    assert everything_below(home) == before


def test_each_entry_of_a_control_list_names_the_lines_that_serve_it(run: Run) -> None:
    said = run("pack", "coverage", "--json")
    assert said.code == 0
    served = said.json["coverage"]
    assert "mfa" in served["nist-csf-2.0"]["PR.AA-03"]
    assert set(served) == {"nist-csf-2.0", "cisa-cpg-2.0", "cyber-essentials", "cis-v8.1"}
    assert all(served["cyber-essentials"].values()), "no basic control is left without a line"
    assert "i1: " in run("pack", "coverage").out
