"""Which colleague: sealed into the record of changes, and told from there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import test_server_members as joining
from server_kit import Server
from store_kit import add, an_answer, an_engagement, save
from test_server_members import Come, code_for

from onboard.bootstrap import home, open_application
from onboard.cli.main import main
from onboard.engagement import Client
from onboard.interview.answers import Answers
from onboard.locations import DEFAULT_PACK
from onboard.store.records import event_bytes, event_from, to_bytes
from onboard.store.roles import Role
from onboard.store.workspace import SqlWorkspace

pytestmark = pytest.mark.xdist_group("server")
come = joining.come


def test_each_change_tells_which_colleague(come: Come, server: Server, database: str) -> None:
    ana, anas = come("ana")
    client = add(ana, an_engagement())
    anas.admit(code_for(come, "ben"), Role.CONSULTANT)
    ben, _ = come("ben")
    save(ben, replace(client, answers=Answers().with_(an_answer("people", 6))))
    told = [(each.kind, each.subject, each.login) for each in ana.history(client.id)]
    assert told[0] == ("engagement-added", "", f"ana{database}")
    assert told[-1] == ("answer-saved", "people", f"ben{database}")
    assert {each.actor for each in ana.history(client.id)} == {"consultant"}
    assert ana.verify() == []
    rows = server.sql("SELECT encode(payload, 'escape') || actor FROM event", database)
    assert f"ben{database}" not in rows


def test_changes_of_before_names_were_kept_still_stand(come: Come, database: str) -> None:
    ana, _ = come("ana")
    client = add(ana, an_engagement())
    before = ana._who
    ana._who = replace(before, login="")  # as it was written until then
    client = save(ana, replace(client, corrections=("one",)))
    ana._who = before
    save(ana, replace(client, corrections=("one", "two")))
    logins = [each.login for each in ana.history(client.id)]
    assert logins[-2:] == ["", f"ana{database}"]
    assert ana.verify() == []


def test_on_a_laptop_nothing_is_added(workspace: SqlWorkspace) -> None:
    payload = {"question": "people", "value": 6}
    assert event_bytes(payload, "") == to_bytes(payload)
    assert event_from(event_bytes(payload, "")) == (payload, "")
    assert event_from(event_bytes(payload, "ben")) == (payload, "ben")
    client = add(workspace, an_engagement())
    assert {each.login for each in workspace.history(client.id)} == {""}


def test_the_record_names_the_colleague_in_words(
    come: Come,
    server: Server,
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(*words: str) -> str:
        assert main(["--home", str(tmp_path / "ana"), *words]) == 0
        return capsys.readouterr().out

    login = f"ana{database}"
    monkeypatch.setenv("ONBOARD_DATABASE_URL", server.address(database, login))
    opened = open_application(home(tmp_path / "ana"))
    opened.service.new_client(Client("A Dental Office"), DEFAULT_PACK)
    opened.close()
    assert re.search(rf"{login}, ", run("store", "log", "A Dental Office"))
    told = json.loads(run("store", "log", "A Dental Office", "--json"))
    assert {each["login"] for each in told["events"]} == {login}
    table = tmp_path / "log.csv"
    run("store", "log", "A Dental Office", "--csv", str(table))
    assert login in table.read_text(encoding="utf-8-sig")
