from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from server_kit import Server
from store_kit import ROOT_KEY, FakeClock

from onboard.store.firm_workspace import open_firm_workspace
from onboard.store.migrate import bring_server_up_to_date
from onboard.store.server import server_engine
from onboard.store.server_address import read_address
from onboard.store.workspace import SqlWorkspace, open_workspace

Reopen = Callable[[], SqlWorkspace]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def open_store(store_path: Path, clock: FakeClock) -> Iterator[Reopen]:
    """Opens the store anew, as another start of the program would: nothing is remembered."""
    opened: list[SqlWorkspace] = []

    def open_one() -> SqlWorkspace:
        opened.append(open_workspace(store_path, ROOT_KEY, clock))
        return opened[-1]

    yield open_one
    for workspace in opened:
        workspace.close()


@pytest.fixture
def workspace(open_store: Reopen) -> SqlWorkspace:
    return open_store()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL of our own, with a database "ready" that has the tables and nothing in them."""
    made = Server()
    try:
        made.make()
        made.sql("CREATE DATABASE ready")
        engine = server_engine(read_address(made.address("ready")))
        bring_server_up_to_date(engine)
        engine.dispose()
        yield made
    finally:
        made.close()


@pytest.fixture
def database(server: Server) -> str:
    return server.new_database(template="ready")


@pytest.fixture
def open_firm(server: Server, database: str, clock: FakeClock, tmp_path: Path) -> Iterator[Reopen]:
    """As `open_store`, on the server: each call is another colleague's program."""
    opened: list[SqlWorkspace] = []

    def open_one() -> SqlWorkspace:
        address = read_address(server.address(database))
        opened.append(open_firm_workspace(address, ROOT_KEY, clock, tmp_path / "store.db"))
        return opened[-1]

    yield open_one
    for workspace in opened:
        workspace.close()
