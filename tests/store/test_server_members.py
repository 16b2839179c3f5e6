"""Joining and leaving a firm, and what each role may do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from server_kit import Server
from store_kit import FakeClock, add, an_engagement, get, save
from test_server_load import all_at_once

from onboard.bootstrap import Application, home, open_application
from onboard.cli.main import main
from onboard.content.model import QuestionId
from onboard.engagement import Client
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.locations import DEFAULT_PACK
from onboard.store.firm_workspace import enter_firm
from onboard.store.members import Members
from onboard.store.roles import Role
from onboard.store.server_address import read_address
from onboard.store.workspace import SqlWorkspace

pytestmark = pytest.mark.xdist_group("server")
Come = Callable[[str], tuple[SqlWorkspace, Members]]
GUIDE = Path(__file__).parents[2] / "docs" / "firm-store.md"


@pytest.fixture
def come(server: Server, database: str, tmp_path: Path) -> Iterator[Come]:
    """Somebody starts the program, each with a login and a key of their own."""
    opened: list[SqlWorkspace] = []
    for name in ("ana", "ben", "eve"):
        server.sql(f"DROP ROLE IF EXISTS {name}{database}")
        server.sql(f"CREATE ROLE {name}{database} LOGIN")

    def one(name: str, key: bytes = b"") -> tuple[SqlWorkspace, Members]:
        address = read_address(server.address(database, f"{name}{database}"))
        own_key = key or name.encode().ljust(32, b"-")
        workspace, members = enter_firm(address, own_key, FakeClock(), tmp_path / "store.db")
        opened.append(workspace)
        return workspace, members

    parts = re.findall(r"```sql\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    for name in ("firm_manager", "firm_consultant", "firm_reader"):
        server.sql(f"DO $$ BEGIN CREATE ROLE {name}; EXCEPTION WHEN duplicate_object THEN END $$")
    server.sql(parts[-1], database)
    for name, group in (("ana", "manager"), ("ben", "consultant"), ("eve", "reader")):
        server.sql(f"GRANT firm_{group} TO {name}{database}")
    yield one
    for workspace in opened:
        workspace.close()


def code_for(come: Come, name: str) -> str:
    with pytest.raises(UserFacingError) as caught:
        come(name)
    assert caught.value.message_id == "firm-store.ask-a-manager"
    return str(caught.value.arguments["code"])


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserFacingError) as caught:
        act()
    return caught.value.message_id


def test_a_role_that_nobody_knows_lets_nobody_in(come: Come, server: Server, database: str) -> None:
    _, members = come("ana")
    code = code_for(come, "ben")
    members.admit(code, Role.READER)
    server.sql("UPDATE member SET role = 'boss' WHERE role = 'reader'", database)
    assert code_for(come, "ben") == code
    assert [each.role for each in members.all()] == [Role.MANAGER, None]
    members.change_role(f"ben{database}", Role.READER)
    come("ben")


def test_a_colleague_joins_by_a_code_and_leaves(come: Come, database: str) -> None:
    manager, members = come("ana")
    client = add(manager, an_engagement())
    code = code_for(come, "ben")
    assert code == code_for(come, "ben")
    wrong = code.replace(code[0], "Z" if code[0] != "Z" else "Y")
    assert refused(lambda: members.admit(wrong, Role.CONSULTANT)) == "firm-store.no-such-code"
    assert members.admit(code.lower(), Role.CONSULTANT).login == f"ben{database}"
    hers, her_members = come("ben")
    assert get(hers, client.id) == client
    assert save(hers, replace(client, corrections=("hers",))).version == 1
    assert refused(lambda: her_members.admit(code, Role.MANAGER)) == "firm-store.manager-needed"
    assert refused(lambda: members.remove(f"ana{database}")) == "firm-store.last-manager"
    assert refused(lambda: members.remove("nobody")) == "firm-store.no-such-member"
    members.remove(f"ben{database}")
    assert code_for(come, "ben") == code
    assert manager.verify() == []


def test_the_whole_way_by_commands(
    come: Come,
    server: Server,
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(name: str, *words: str) -> tuple[int, str]:
        monkeypatch.setenv("ONBOARD_DATABASE_URL", server.address(database, f"{name}{database}"))
        code = main(["--home", str(tmp_path / name), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    assert run("ana", "firm", "members")[0] == 0
    refusal, told = run("ben", "clients")
    assert refusal != 0
    code = _code_in(told)
    assert run("ana", "firm", "admit", code)[0] == 0
    assert run("ben", "clients")[0] == 0
    assert "consultant" in run("ana", "firm", "members")[1]
    copied, told = run("ana", "store", "backup", str(tmp_path / "copy.db"))
    assert copied != 0
    assert "server" in told
    assert not (tmp_path / "copy.db").exists()
    assert run("ana", "store", "verify")[0] == 0
    assert run("ana", "firm", "remove", f"ben{database}")[0] == 0
    assert run("ben", "clients")[0] == refusal
    assert not (tmp_path / "ben" / "store.db").exists()


def _code_in(told: str) -> str:
    found = re.search(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", told)
    assert found is not None
    return found[0]


def test_another_key_under_the_same_name_is_not_let_in(come: Come, server: Server) -> None:
    """Whoever runs the server can let anybody log in, and still gives them no key."""
    come("ana")
    with pytest.raises(UserFacingError) as caught:
        come("ana", bytes(32))  # type: ignore[call-arg]
    assert caught.value.message_id == "firm-store.ask-a-manager"


def test_a_key_moved_to_another_row_opens_nothing(
    come: Come, server: Server, database: str
) -> None:
    come("ana")
    code_for(come, "ben")
    taken = "SELECT wrapped FROM member WHERE wrapped IS NOT NULL"
    server.sql(f"UPDATE member SET role = 'manager', wrapped = ({taken})", database)  # noqa: S608
    assert refused(lambda: come("ben")) == "firm-store.other-key"


def test_without_members_but_with_clients_no_new_key_is_made(
    come: Come, server: Server, database: str
) -> None:
    come("ana")
    server.sql("DELETE FROM member", database)
    code_for(come, "ana")


def test_a_reader_changes_nothing(come: Come, server: Server, database: str) -> None:
    manager, members = come("ana")
    client = add(manager, an_engagement())
    members.admit(code_for(come, "eve"), Role.READER)
    reader, _ = come("eve")
    assert get(reader, client.id) == client
    changed = replace(client, corrections=("eve's",))
    assert refused(lambda: save(reader, changed)) == "firm-store.reader"
    assert refused(lambda: reader.erase_client(client.id)) == "firm-store.manager-needed"
    reader.role = Role.MANAGER  # as a program that was tampered with would
    assert refused(lambda: save(reader, changed)) == "firm-store.not-allowed"
    assert get(manager, client.id) == client


def test_a_consultant_neither_erases_nor_speaks_for_the_firm(come: Come) -> None:
    manager, members = come("ana")
    client = add(manager, an_engagement())
    members.admit(code_for(come, "ben"), Role.CONSULTANT)
    hers, _ = come("ben")

    def rename() -> None:
        with hers.unit_of_work() as work:
            work.firm.save(FirmProfile(name="Hers"))
            work.commit()

    assert refused(rename) == "firm-store.manager-needed"
    assert refused(lambda: hers.erase_client(client.id)) == "firm-store.manager-needed"
    hers.role = Role.MANAGER
    assert refused(rename) == "firm-store.not-allowed"
    assert refused(lambda: hers.erase_client(client.id)) == "firm-store.not-allowed"
    assert get(manager, client.id) == client
    manager.erase_client(client.id)
    assert refused(lambda: get(hers, client.id)) == "store.client-erased"
    assert manager.verify() == []


def _application(folder: Path, address: str) -> Application:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONBOARD_DATABASE_URL", address)
        return open_application(home(folder), clock=FakeClock())


def test_two_people_in_one_file(tmp_path: Path, server: Server, database: str, come: Come) -> None:
    """Different answers of two stand side by side; the same one is not overwritten unseen."""
    ana = _application(tmp_path / "ana", server.address(database, f"ana{database}"))
    assert ana.members is not None
    ben_at = server.address(database, f"ben{database}")
    with pytest.raises(UserFacingError) as caught:
        _application(tmp_path / "ben", ben_at)
    ana.members.admit(str(caught.value.arguments["code"]), Role.CONSULTANT)
    ben = _application(tmp_path / "ben", ben_at)
    file = ana.service.new_client(Client("Shared"), DEFAULT_PACK)
    seen = ben.service.engagement(file.id)
    people, sites = QuestionId("people"), QuestionId("sites")
    ana.service.record_answer(file.id, people, 6, seen=file)
    ben.service.record_answer(file.id, sites, 2, seen=seen)
    told = refused(lambda: ben.service.record_answer(file.id, people, 7, seen=seen))
    assert told == "store.answered-meanwhile"
    now = ben.service.engagement(file.id)
    assert [now.answers[key].value for key in (people, sites)] == [6, 2]
    ben.service.record_answer(file.id, people, 7, seen=now)
    assert ana.service.engagement(file.id).answers[people].value == 7

    def both(number: int) -> None:
        who = (ana, ben)[number]
        for count in range(8):
            who.service.remark(file.id, f"{number}-{count}", "said")

    assert all_at_once(both, 2) == []
    assert len(ana.service.engagement(file.id).remarks) == 16
    assert ana.workspace.verify() == []
    for each in (ana, ben):
        each.close()
