"""Opening the store of a firm on its server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from onboard.errors import UserFacingError
from onboard.ports import Clock
from onboard.store.firm_key import OwnKey, login_of
from onboard.store.known_firm import refuse_another
from onboard.store.members import Entry, Members, enter
from onboard.store.migrate import bring_server_up_to_date
from onboard.store.roles import Role
from onboard.store.server import Password, refuse_old_server, server_engine
from onboard.store.server_address import ServerAddress
from onboard.store.site import ServerSite
from onboard.store.who import Who
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
            of a newer program, shows another firm than before, or nobody of the firm has let this
            person in yet.
    """
    own = OwnKey(own_key)
    workspace = _open(address, lambda engine: enter(engine, own, clock), clock, path, password)
    try:
        refuse_another(path.parent, address.label, own_key, workspace.firm_data_key())
    except BaseException:
        workspace.close()
        raise
    return workspace, Members(workspace.begin, workspace.clear_up, own, clock)


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

    def find(engine: Engine) -> Entry:
        with Session(engine) as session:
            return Entry(root_key, role, login_of(session))

    return _open(address, find, clock, path, password)


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
        try:
            return _entered(engine, find, clock, path)
        except UserFacingError as error:
            if error.message_id != "firm-store.other-key":
                raise
            # A colleague may have changed the firm's key between the two readings of it.
            return _entered(engine, find, clock, path)
    except BaseException:
        engine.dispose()
        raise


def _entered(
    engine: Engine, find: Callable[[Engine], Entry], clock: Clock, path: Path
) -> SqlWorkspace:
    entry = find(engine)
    who = Who("consultant", entry.role, entry.login, entry.own_key)
    return SqlWorkspace(ServerSite(engine, path), entry.root_key, clock, who)
