"""Opening the store of a firm on its server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from onboard.ports import Clock
from onboard.store.members import Entry, Members, enter
from onboard.store.migrate import bring_server_up_to_date
from onboard.store.roles import Role
from onboard.store.server import Password, refuse_old_server, server_engine
from onboard.store.server_address import ServerAddress
from onboard.store.site import ServerSite
from onboard.store.workspace import SqlWorkspace


def enter_firm(
    address: ServerAddress,
    own_key: bytes,
    clock: Clock,
    path: Path,
    *,
    password: Password | None = None,
) -> tuple[SqlWorkspace, Members]:
    """Open the firm's store with a person's own key; make or upgrade its tables where needed.

    `path` is where a store of one's own would lie: the folder with this person's keys.

    Raises:
        UserFacingError: the server cannot be reached or trusted, refuses this user, holds a store
            of a newer program, or nobody of the firm has let this person in yet.
    """
    keys: list[bytes] = []

    def find(engine: Engine) -> Entry:
        entry = enter(engine, own_key, clock)
        keys.append(entry.root_key)
        return entry

    workspace = _open(address, find, clock, path, password)
    return workspace, Members(workspace.begin, keys[0], clock)


def open_firm_workspace(
    address: ServerAddress,
    root_key: bytes,
    clock: Clock,
    path: Path,
    *,
    password: Password | None = None,
    role: Role = Role.MANAGER,
) -> SqlWorkspace:
    """Open the firm's store with the firm's key itself. Raises as `enter_firm`."""
    return _open(address, lambda _engine: Entry(root_key, role), clock, path, password)


def _open(
    address: ServerAddress,
    find: Callable[[Engine], Entry],
    clock: Clock,
    path: Path,
    password: Password | None,
) -> SqlWorkspace:
    engine = server_engine(address, password)
    try:
        refuse_old_server(engine, address.server)
        bring_server_up_to_date(engine)
        entry = find(engine)
        site = ServerSite(engine, path)
        return SqlWorkspace(site, entry.root_key, clock, "consultant", entry.role)
    except BaseException:
        engine.dispose()
        raise
