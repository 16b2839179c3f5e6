"""What can go wrong on the way to the firm's server, each told in one sentence."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from server_kit import Server
from store_kit import ROOT_KEY, FakeClock, add, an_engagement, get, save

from onboard.errors import UserFacingError
from onboard.store.firm_workspace import open_firm_workspace
from onboard.store.server import SETTINGS
from onboard.store.server_address import read_address
from onboard.store.workspace import SqlWorkspace

pytestmark = pytest.mark.xdist_group("server")
SECRET = "a pass word: 100% / @ home"


@pytest.fixture(scope="module")
def person(server: Server) -> str:
    server.sql(f"CREATE ROLE ana LOGIN PASSWORD '{SECRET}'")
    server.sql("ALTER ROLE ana SUPERUSER")
    return "ana"


def told(address: str, password: str | None = None) -> str:
    """The sentence at the door; the password stands neither in it nor in what led to it."""
    with pytest.raises(UserFacingError) as caught:
        _open(address, password)
    chain: BaseException | None = caught.value
    while chain is not None:
        for secret in (SECRET, "wrong-one"):
            assert secret not in str(chain)
            assert secret not in repr(chain)
        chain = chain.__cause__
    return caught.value.message_id


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept beside a store lands there."""
    monkeypatch.chdir(tmp_path)


def _open(address: str, password: str | None = None) -> SqlWorkspace:
    return open_firm_workspace(
        read_address(address), ROOT_KEY, FakeClock(), Path("store.db"), password=lambda: password
    )


def test_a_server_that_proves_itself_is_taken(server: Server, database: str, person: str) -> None:
    verified = f"?sslmode=verify-full&sslrootcert={server.root_file}"
    address = f"postgresql://{person}@127.0.0.1:{server.port}/{database}{verified}"
    workspace = _open(address, SECRET)
    client = add(workspace, an_engagement())
    assert get(workspace, client.id) == client
    workspace.close()


def test_a_certificate_that_is_not_trusted(server: Server, database: str, person: str) -> None:
    for more, sentence in (
        (f"?sslmode=verify-full&sslrootcert={server.folder}/stranger.crt", "not-trusted"),
        ("?sslmode=verify-full&sslrootcert=system", "not-trusted"),
        ("?sslmode=verify-full&sslrootcert=/nowhere/root.crt", "no-root-file"),
    ):
        address = f"postgresql://{person}@127.0.0.1:{server.port}/{database}{more}"
        assert told(address, SECRET) == f"firm-store.{sentence}"
    other_name = f"postgresql://{person}@localhost:{server.port}/{database}"
    verified = f"?sslmode=verify-full&sslrootcert={server.root_file}"
    assert told(other_name + verified, SECRET) == "firm-store.not-trusted"


def test_a_wrong_password_and_a_wrong_name(server: Server, database: str, person: str) -> None:
    here = f"127.0.0.1:{server.port}"
    for user in (person, f"{person}:wrong-one", "nobody", "nobody:wrong-one"):
        assert told(f"postgresql://{user}@{here}/{database}") == "firm-store.wrong-password"
    assert told(f"postgresql://{person}@{here}/none", SECRET) == "firm-store.no-database"


def test_a_server_that_does_not_answer(server: Server) -> None:
    from server_kit import free_port

    assert told(f"postgresql://ana@127.0.0.1:{free_port()}/firm") == "firm-store.unreachable"
    assert told(f"postgresql://ana@/firm?host={server.folder}/none") == "firm-store.unreachable"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ana@db.example.com/firm?sslmode=require",
        "postgresql://ana@db.example.com/firm?sslmode=verify-ca",
        "postgresql://ana@db.example.com/firm?sslmode=disable",
        "postgresql://ana@/firm?host=localhost,db.example.com&sslmode=prefer",
    ],
)
def test_no_server_elsewhere_without_proof(address: str) -> None:
    assert told(address) == "firm-store.tls-needed"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mysql://ana@db.example.com/firm",
        "postgresql+psycopg2://ana@db.example.com/firm",
        "postgresql://ana@db.example.com",
        "postgresql://ana@localhost/firm?hostaddr=192.0.2.1",
        "postgresql://ana@localhost/firm?service=other",
        f"postgresql:/ana:{SECRET}@localhost/firm",
    ],
)
def test_what_is_no_address_is_said_so(address: str) -> None:
    assert told(address) == "firm-store.address-unclear"


def test_proof_is_asked_for_where_nothing_is_said() -> None:
    far = read_address("postgresql://ana:pw@db.example.com/firm")
    assert dict(far.url.query) == {"sslmode": "verify-full", "sslrootcert": "system"}
    assert "pw" not in repr(far)
    assert far.url.password is None
    assert not dict(read_address("postgresql://ana@127.0.0.1/firm").url.query)
    moved = read_address("postgresql://ana@127.0.0.1/firm", {"PGHOSTADDR": "192.0.2.1"})
    assert moved.url.query["sslmode"] == "verify-full"


def test_a_cut_connection_loses_nothing(open_firm: Any, server: Server, database: str) -> None:
    workspace = open_firm()
    client = save(workspace, add(workspace, an_engagement()))
    with workspace.unit_of_work() as work:
        work.engagements.save(replace(client, corrections=("half",)))
        server.cut_all(database)
        with pytest.raises(UserFacingError) as caught:
            work.commit()
    assert caught.value.message_id == "firm-store.cut"
    assert get(workspace, client.id) == client
    assert save(workspace, replace(client, corrections=("again",))).version == 2
    server.cut_all(database)
    assert get(workspace, client.id).corrections == ("again",)
    assert workspace.verify() == []


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_server_that_restarts_loses_nothing(open_firm: Any, server: Server, how: str) -> None:
    workspace = open_firm()
    client = save(workspace, add(workspace, an_engagement()))
    server.stop(how)
    try:
        with pytest.raises(UserFacingError) as caught:
            save(workspace, replace(client, corrections=("typed",)))
        assert caught.value.message_id in ("firm-store.unreachable", "firm-store.cut")
    finally:
        server.start()
    assert save(workspace, replace(client, corrections=("typed",))).version == 2
    assert workspace.verify() == []


def test_nobody_waits_for_long_behind_a_colleague(
    open_firm: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hold ends with the transaction, or with the connection of whoever lost the network."""
    monkeypatch.setitem(SETTINGS, "lock_timeout", "200ms")
    mine, hers = open_firm(), open_firm()
    client = add(mine, an_engagement())
    holding = hers.begin()
    holding.begin_write()
    holding.hold(uuid.UUID(client.id))
    with pytest.raises(UserFacingError) as caught:
        save(mine, replace(client, corrections=("mine",)))
    assert caught.value.message_id == "firm-store.busy"
    other = add(mine, an_engagement())
    assert save(mine, replace(other, corrections=("another file",))).version == 1
    holding.close()
    assert save(mine, replace(client, corrections=("mine",))).version == 1


def test_a_newer_store_is_refused(server: Server, database: str) -> None:
    server.sql("UPDATE alembic_version SET version_num = '9999'", database)
    assert told(server.address(database)) == "store.too-new"


def test_a_colleague_may_not_change_tables(server: Server, person: str) -> None:
    server.sql("CREATE ROLE plain LOGIN")
    empty = server.new_database()
    assert told(server.address(empty, "plain")) == "firm-store.not-allowed"
