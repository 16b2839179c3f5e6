"""The firm's store on PostgreSQL keeps what the store on a laptop keeps, by the same code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import test_store_audit as audit
import test_store_round_trip as round_trip
import test_store_windows as windows
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from server_kit import Server
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from store_kit import FakeClock, add, an_answer, an_engagement, get, save

from onboard.engagement import Client
from onboard.errors import UserFacingError
from onboard.interview.answers import Answers
from onboard.store.firm_workspace import open_firm_workspace
from onboard.store.models import APPEND_ONLY, Base
from onboard.store.server import server_engine
from onboard.store.server_address import read_address
from onboard.store.workspace import SqlWorkspace

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture
def open_store(open_firm: Any) -> Any:
    return open_firm


@pytest.fixture
def workspace(open_store: Any) -> SqlWorkspace:
    return open_store()  # type: ignore[no-any-return]


engagement = audit.engagement
test_every_change_leaves_one_event = audit.test_every_change_leaves_one_event
test_a_removed_answer_is_gone = round_trip.test_a_removed_answer_is_gone_and_the_others_stay
test_an_unknown_client_is_told = round_trip.test_an_unknown_client_is_told_in_a_sentence
test_the_desk_lists_the_last_changed_first = round_trip.test_the_desk_lists_the_last_changed_first
test_the_firm_profile_comes_back = round_trip.test_the_firm_profile_comes_back
test_a_pack_is_kept_under_its_hash_once = round_trip.test_a_pack_is_kept_under_its_hash_once
test_papers_are_found_by_their_hash = round_trip.test_papers_are_appended_and_found_by_their_hash
test_secrets_are_replaced_by_name = round_trip.test_secrets_are_replaced_by_name
test_leaving_without_commit_keeps_nothing = round_trip.test_leaving_without_commit_keeps_nothing
test_the_second_of_two_windows_is_told = windows.test_the_second_of_two_windows_is_told
test_a_save_in_between_is_noticed = windows.test_a_unit_that_read_first_notices_a_save_in_between
test_threads_may_share_a_workspace = windows.test_threads_may_share_a_workspace


def test_the_tables_are_those_of_the_models(server: Server) -> None:
    engine = server_engine(read_address(server.address("ready")))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_the_server_refuses_to_change_what_was_recorded(
    workspace: SqlWorkspace, engagement: Any, server: Server, database: str
) -> None:
    engine = server_engine(read_address(server.address(database)))
    for row in APPEND_ONLY:
        table = row.__tablename__
        column = row.__table__.columns.keys()[-1]
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):  # noqa: S608
            with engine.connect() as connection:
                rows = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
                if rows:
                    with pytest.raises(DBAPIError, match="is append-only"):
                        connection.execute(text(statement))
        with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(f"TRUNCATE {table} CASCADE"))
    engine.dispose()
    assert workspace.verify() == []


def test_whoever_runs_the_server_reads_nothing_in_clear(
    workspace: SqlWorkspace, server: Server, database: str
) -> None:
    said = (
        "Zahnarzt Quietwater",
        "backup drive is in the drawer",
        "too dear this year",
        "%PDF-1.7",
    )
    answers = Answers([an_answer("backups", "drawer", words=said[1])])
    client = add(workspace, an_engagement(client=Client(said[0]), answers=answers))
    save(workspace, replace(client, corrections=(said[2],)))
    with workspace.unit_of_work() as work:
        work.papers.put(client.id, "A-1", "consultant", said[3].encode())
        work.secrets.put("signing-key", b"drawer key")
        work.commit()
    dump = server.dump(database)
    assert "COPY public.agreement_paper" in dump
    for words in (*said, "drawer"):
        assert words not in dump
        assert words.encode().hex() not in dump
    log = (server.folder / "log").read_text(encoding="utf-8")
    assert not [words for words in said if words in log]


def test_another_key_is_told_at_the_door(open_firm: Any, server: Server, database: str) -> None:
    workspace = open_firm()
    address = read_address(server.address(database))
    with pytest.raises(UserFacingError) as caught:
        open_firm_workspace(address, bytes(32), FakeClock(), workspace.path)
    assert caught.value.message_id == "firm-store.other-key"


def test_erasing_leaves_the_chain_whole(workspace: SqlWorkspace) -> None:
    client = add(workspace, an_engagement(answers=Answers([an_answer("people", 6)])))
    workspace.erase_client(client.id)
    with pytest.raises(UserFacingError, match="erased"):
        get(workspace, client.id)
    assert workspace.verify() == []


def test_a_copy_is_the_servers_own_work(workspace: SqlWorkspace) -> None:
    with pytest.raises(UserFacingError, match="server"):
        workspace.backup(workspace.path.with_name("copy.db"))
