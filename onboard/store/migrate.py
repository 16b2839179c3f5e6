"""Bring the tables of a store to the form this program knows, or refuse a newer form."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlcipher3 import dbapi2

from onboard.errors import UserFacingError
from onboard.store.backup import back_up
from onboard.store.engine import HeldKey, connect, local_engine

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


_MOVING = 0x6F6E626F617264  # "onboard"


class MigrationBroken(Exception):
    """A step left references to rows that do not exist; it was rolled back."""


def bring_up_to_date(path: Path, root_key: bytes, *, migrations: Path = MIGRATIONS) -> None:
    """Create or upgrade the tables, in one transaction; a kill leaves the old form or the new.

    An existing store is copied first, beside the file, as `store.before-<revision>.db`.

    Raises:
        UserFacingError: "store.too-new" when a newer program wrote the file.
    """
    scripts = ScriptDirectory.from_config(_config(migrations))
    head = scripts.get_current_head()
    # Foreign keys cannot be switched off inside a transaction, hence an engine of its own.
    key = HeldKey(root_key)
    engine = local_engine(path, key, foreign_keys=False)
    try:
        with engine.connect() as connection:
            current = current_revision(connection)
        if current is not None and current not in _known(scripts):
            raise UserFacingError("store.too-new")
        if current == head:
            return
        if current is not None:
            _copy_before(path, root_key, str(head))
        move(engine, "head", migrations=migrations)
    finally:
        engine.dispose()
        key.drop()


def bring_server_up_to_date(engine: Engine) -> None:
    """Create or upgrade the tables of a firm's store, once, however many start at the same time.

    A copy of before is the server's own work (docs/firm-store.md).

    Raises:
        UserFacingError: "store.too-new"; "firm-store.not-allowed" for whoever may not change
            tables.
    """
    scripts = ScriptDirectory.from_config(_config(MIGRATIONS))
    head = scripts.get_current_head()
    with engine.connect() as connection:
        current = current_revision(connection)
    if current is not None and current not in _known(scripts):
        raise UserFacingError("store.too-new")
    if current != head:
        move(engine, "head")


def refuse_newer(path: Path, root_key: bytes) -> None:
    """Raises "store.too-new" when a newer program wrote the file; changes nothing."""
    connection = connect(path, root_key)
    try:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except dbapi2.OperationalError as error:  # the table is not there
        raise UserFacingError("store.no-clients-in-it") from error
    finally:
        connection.close()
    if found is None or found[0] not in _known(ScriptDirectory.from_config(_config(MIGRATIONS))):
        raise UserFacingError("store.too-new")


def _known(scripts: ScriptDirectory) -> set[str]:
    return {step.revision for step in scripts.walk_revisions()}


def current_revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def move(engine: Engine, revision: str, *, migrations: Path = MIGRATIONS) -> None:
    """Run the steps up, or down for a revision below, on an engine without foreign keys."""
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        is_file = engine.dialect.name == "sqlite"
        if not is_file:  # the second to come waits, and then finds nothing left to do
            connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
            connection.exec_driver_sql("SET LOCAL statement_timeout = '15min'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MOVING})")
        config = _config(migrations)
        config.attributes["connection"] = connection
        goes_down = revision == "base" or revision.startswith("-")
        (command.downgrade if goes_down else command.upgrade)(config, revision)
        if not is_file:  # the server itself refuses what refers to nothing
            return
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise MigrationBroken(f"{len(broken)} rows refer to nothing, as in {broken[0][0]}")


def _copy_before(path: Path, root_key: bytes, head: str) -> None:
    """Opened and checked before the first step runs: an upgrade without a way back does not."""
    back_up(path, path.with_name(f"{path.stem}.before-{head}{path.suffix}"), root_key)


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
