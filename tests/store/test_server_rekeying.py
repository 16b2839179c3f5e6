"""Changing the firm's key: who stays goes on, who left opens nothing, and a kill loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import test_server_members as joining
from server_kit import Server
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session
from store_kit import FakeClock, add, an_engagement, get, save
from test_server_load import all_at_once
from test_server_members import Come, code_for, refused

from onboard.engagement import Client
from onboard.firm import FirmProfile
from onboard.keychain.custody import KeyCustody
from onboard.safekeeping.firm_server import FirmServer
from onboard.store import firm_workspace
from onboard.store import members as members_module
from onboard.store.firm_key import OwnKey, wrap_for
from onboard.store.ids import IdMaker
from onboard.store.members import Members
from onboard.store.models import DataKeyRow, EventRow, FirmRow, MemberRow
from onboard.store.records import to_bytes
from onboard.store.roles import Role
from onboard.store.server import server_engine
from onboard.store.server_address import read_address
from onboard.store.vault import Place, SealBroken, Vault
from onboard.store.workspace import SqlWorkspace

pytestmark = pytest.mark.xdist_group("server")
come = joining.come
REKEYER = Path(__file__).with_name("store_rekeyer.py")


def firm_key_of(members: Members) -> bytes:
    """The firm's key itself, as somebody with plans of their own copies it while they may."""
    transaction = members._begin()
    try:
        return members._own_key.firm_key(transaction.session)
    finally:
        transaction.close()


def opened_by(firm_key: bytes, server: Server, database: str) -> int:
    """How many of the keys that lie on the server this key of the firm opens."""
    vault, opened = Vault(firm_key), 0
    engine = server_engine(read_address(server.address(database)))
    with Session(engine) as session:
        for row in session.scalars(select(DataKeyRow)):
            try:
                vault.admit(row.id, row.wrapped)
            except SealBroken:
                continue
            opened += 1
    engine.dispose()
    return opened


def kinds(workspace: SqlWorkspace) -> list[str]:
    transaction = workspace.begin()
    try:
        return list(transaction.session.scalars(select(EventRow.kind).order_by(EventRow.sequence)))
    finally:
        transaction.close()


def test_who_stays_goes_on_and_who_left_opens_nothing(
    come: Come, server: Server, database: str
) -> None:
    ana, anas = come("ana")
    old = add(ana, an_engagement(client=Client("Old")))
    for name, role in (("ben", Role.CONSULTANT), ("eve", Role.READER)):
        anas.admit(code_for(come, name), role)
    ben, _ = come("ben")
    eve, eves = come("eve")
    copied = firm_key_of(eves)
    assert opened_by(copied, server, database) == 3  # the firm's own, and two of the client
    anas.remove(f"eve{database}")
    assert opened_by(copied, server, database) == 0
    assert get(ben, old.id) == old  # with the program open all the while
    assert refused(lambda: get(eve, old.id)) == "firm-store.let-go"
    his = add(ben, an_engagement(client=Client("His")))
    hers = add(ana, an_engagement(client=Client("Hers")))
    anew, _ = come("ana")
    for workspace in (ana, ben, anew, come("ben")[0]):
        assert get(workspace, his.id) == his
        assert get(workspace, hers.id) == hers
        assert workspace.verify() == []
    assert opened_by(copied, server, database) == 0
    assert refused(lambda: get(eve, hers.id)) == "firm-store.let-go"
    assert {"member-removed", "firm-rekeyed"} <= set(kinds(ana))


def test_a_newcomer_is_let_in_to_the_key_of_now(come: Come) -> None:
    ana, anas = come("ana")
    client = add(ana, an_engagement())
    _, seconds = come("ana")
    anas.rekey()
    seconds.admit(code_for(come, "ben"), Role.CONSULTANT)  # by a program that was open before
    assert get(come("ben")[0], client.id) == client


def test_whoever_reads_while_the_key_is_changed_reads_to_the_end(come: Come) -> None:
    ana, anas = come("ana")
    first, second = (add(ana, an_engagement()) for _ in range(2))
    reader, _ = come("ana")
    with reader.unit_of_work() as work:
        work.engagements.get(first.id)
        anas.rekey()
        assert work.engagements.get(second.id) == second
    assert get(reader, second.id) == second


def test_whoever_starts_while_the_key_is_changed_comes_in(
    come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, anas = come("ana")
    client = add(ana, an_engagement())
    changes = [anas.rekey]

    def enter_late(*given: Any) -> Any:
        entry = members_module.enter(*given)
        if changes:
            changes.pop()()  # between reading the own row and reading the firm's key
        return entry

    monkeypatch.setattr(firm_workspace, "enter", enter_late)
    assert get(come("ana")[0], client.id) == client
    assert changes == []


def test_clients_taken_in_at_the_same_time_are_everybodys(come: Come) -> None:
    ana, anas = come("ana")
    anas.admit(code_for(come, "ben"), Role.CONSULTANT)
    at_work = [come("ben")[0] for _ in range(3)]
    made = []

    def work(number: int) -> None:
        if number == 3:
            for _ in range(5):
                anas.rekey()
            return
        made.extend(add(at_work[number], an_engagement()) for _ in range(6))

    assert all_at_once(work, 4) == []
    assert len(made) == 18
    for workspace in (ana, come("ana")[0], come("ben")[0]):
        assert [get(workspace, each.id) for each in made] == made
        assert workspace.verify() == []


def test_an_erased_client_stays_erased(come: Come, server: Server, database: str) -> None:
    ana, anas = come("ana")
    gone, kept = (add(ana, an_engagement()) for _ in range(2))
    ana.erase_client(gone.id)
    anas.rekey()
    destroyed = "SELECT count(*) FROM data_key WHERE wrapped IS NULL"
    assert server.sql(destroyed, database).strip() == "1"
    assert refused(lambda: get(come("ana")[0], gone.id)) == "store.client-erased"
    assert get(come("ana")[0], kept.id) == kept


def test_a_kill_in_the_middle_loses_nothing(come: Come, server: Server, database: str) -> None:
    ana, anas = come("ana")
    client = add(ana, an_engagement())
    before = firm_key_of(anas)
    engine = server_engine(read_address(server.address(database)))
    address = server.address(database, f"ana{database}")
    with engine.connect() as connection:
        # The data keys are written by then, the members' are not.
        connection.execute(text("SELECT 1 FROM member FOR UPDATE"))
        command = [sys.executable, str(REKEYER), address, b"ana".ljust(32, b"-").hex()]
        path = os.pathsep.join(sys.path)
        with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}) as rekeyer:
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            while server.sql(waiting, database).strip() == "0":
                assert rekeyer.poll() is None
            os.kill(rekeyer.pid, signal.SIGKILL)
        connection.rollback()
    engine.dispose()
    assert firm_key_of(anas) == before
    assert opened_by(before, server, database) == 3
    for workspace in (ana, come("ana")[0]):
        assert get(workspace, client.id) == client
        assert workspace.verify() == []
    assert "firm-rekeyed" not in kinds(ana)
    anas.rekey()  # and again, to the end
    assert opened_by(before, server, database) == 0
    assert get(come("ana")[0], client.id) == client


def test_a_key_that_the_server_slips_in_is_not_taken(
    come: Come, server: Server, database: str
) -> None:
    """Whoever runs the server can wrap a key of their own for all. Nothing is sealed to it."""
    ana, _ = come("ana")
    theirs = bytes(range(32))
    engine = server_engine(read_address(server.address(database)))
    with Session(engine) as session:
        for member in session.scalars(select(MemberRow)):
            wrap_for(member, theirs)
        firm = session.scalars(select(FirmRow)).one()
        session.get_one(DataKeyRow, firm.key_id).wrapped = Vault(theirs).new_key(firm.key_id)
        session.commit()
    engine.dispose()
    assert refused(lambda: add(ana, an_engagement())) == "firm-store.other-key"
    assert opened_by(theirs, server, database) == 1  # the one that they made


@pytest.fixture
def owners(server: Server, database: str) -> Iterator[Session]:
    """What whoever runs the server can do with its tables."""
    engine = server_engine(read_address(server.address(database)))
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_a_member_that_the_server_slips_in_gets_no_key(come: Come, owners: Session) -> None:
    """It says that it was admitted; nobody who has the firm's key ever did so."""
    ana, anas = come("ana")
    client = add(ana, an_engagement())
    ghost, theirs = OwnKey(b"ghost".ljust(32, b"-")), os.urandom(32)
    at = FakeClock().now()
    row = MemberRow(id=IdMaker(FakeClock())(), login="ghost", public_key=ghost.public, asked_at=at)
    wrap_for(row, theirs)
    row.role, row.admitted_at = "manager", at
    owners.add(row)
    owners.commit()
    anas.rekey()
    owners.refresh(row)
    assert (row.wrapped, row.role, row.admitted_at) == (None, None, None)
    assert get(come("ana")[0], client.id) == client


def test_the_row_of_a_leaver_that_is_put_back_gets_no_key(
    come: Come, owners: Session, database: str
) -> None:
    _, anas = come("ana")
    anas.admit(code_for(come, "ben"), Role.CONSULTANT)
    his = select(MemberRow).where(MemberRow.login == f"ben{database}")
    row = owners.scalars(his).one()
    was = {each.key: getattr(row, each.key) for each in MemberRow.__mapper__.column_attrs}
    owners.rollback()
    anas.remove(f"ben{database}")
    owners.execute(insert(MemberRow).values(was))
    owners.commit()
    anas.rekey()
    assert owners.scalars(his.execution_options(populate_existing=True)).one().wrapped is None


def test_a_manager_that_the_server_made_up_counts_for_none(
    come: Come, owners: Session, database: str
) -> None:
    """Or the last one who has the key could go, and all would be lost."""
    _, anas = come("ana")
    row = MemberRow(
        id=IdMaker(FakeClock())(),
        login="ghost",
        public_key=OwnKey(b"ghost".ljust(32, b"-")).public,
        asked_at=FakeClock().now(),
        role="manager",
        wrapped=b"-" * 120,
    )
    owners.add(row)
    owners.commit()
    name = f"ana{database}"
    assert refused(lambda: anas.remove(name)) == "firm-store.last-manager"
    assert refused(lambda: anas.change_role(name, Role.READER)) == "firm-store.last-manager"


def test_another_firm_under_the_same_address_is_not_opened(
    come: Come, owners: Session, server: Server, database: str, tmp_path: Path
) -> None:
    """Whoever runs the server wraps a key of their own for all, and shows a firm made with it."""
    _, anas = come("ana")
    anas.rekey()
    come("ana")  # a change of the key makes no other firm
    theirs = os.urandom(32)
    row = owners.scalars(select(MemberRow)).one()
    wrap_for(row, theirs)
    firm = owners.scalars(select(FirmRow)).one()
    vault = Vault(theirs)
    owners.get_one(DataKeyRow, firm.key_id).wrapped = vault.new_key(firm.key_id)
    place = Place("firm", "body", str(firm.id), firm.key_id)
    firm.body = vault.seal(to_bytes(FirmProfile()), place)
    owners.commit()
    assert refused(lambda: come("ana")) == "firm-store.another-firm"
    setting = FirmServer(tmp_path, KeyCustody(), is_protected=False, environment={})
    setting.keep(server.address(database, f"ana{database}"))
    come("ana")  # the person has said so


def test_a_key_put_in_a_managers_own_row_is_handed_to_nobody(come: Come, owners: Session) -> None:
    _, anas = come("ana")
    code = code_for(come, "ben")
    own = owners.scalars(select(MemberRow).where(MemberRow.wrapped.is_not(None))).one()
    wrap_for(own, os.urandom(32))
    owners.commit()
    assert refused(lambda: anas.admit(code, Role.READER)) == "firm-store.other-key"
    assert refused(anas.rekey) == "firm-store.other-key"


def test_only_a_manager_changes_the_key(come: Come, database: str) -> None:
    ana, anas = come("ana")
    anas.admit(code_for(come, "ben"), Role.CONSULTANT)
    ben, bens = come("ben")
    assert refused(bens.rekey) == "firm-store.manager-needed"
    ben.role = Role.MANAGER  # as a program that was tampered with would
    assert refused(bens.rekey) == "firm-store.manager-needed"
    anas.change_role(f"ben{database}", Role.MANAGER)
    assert refused(bens.rekey) == "firm-store.not-allowed"  # the server knows better
    assert ana.verify() == []


def test_a_role_holds_from_the_next_start(come: Come, database: str) -> None:
    ana, anas = come("ana")
    client = add(ana, an_engagement())
    anas.admit(code_for(come, "ben"), Role.CONSULTANT)
    assert refused(lambda: anas.change_role("nobody", Role.READER)) == "firm-store.no-such-member"
    alone = refused(lambda: anas.change_role(f"ana{database}", Role.READER))
    assert alone == "firm-store.last-manager"
    anas.change_role(f"ben{database}", Role.READER)
    ben, _ = come("ben")
    changed = replace(client, corrections=("his",))
    assert refused(lambda: save(ben, changed)) == "firm-store.reader"
    anas.change_role(f"ben{database}", Role.MANAGER)
    anas.change_role(f"ana{database}", Role.CONSULTANT)
    # Her program still takes her for a manager; the list does not.
    assert refused(anas.rekey) == "firm-store.manager-needed"
    assert refused(lambda: anas.remove(f"ben{database}")) == "firm-store.manager-needed"


def test_a_manager_who_leaves_takes_nothing_along(
    come: Come, server: Server, database: str
) -> None:
    ana, anas = come("ana")
    client = add(ana, an_engagement())
    anas.admit(code_for(come, "ben"), Role.MANAGER)
    ben, _ = come("ben")
    copied = firm_key_of(anas)
    anas.remove(f"ana{database}")
    assert opened_by(copied, server, database) == 0
    assert get(ben, client.id) == client
    assert refused(anas.rekey) == "firm-store.let-go"
