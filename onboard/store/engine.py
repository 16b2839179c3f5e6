"""Connections to the encrypted file: SQLCipher behind SQLAlchemy's plain sqlite dialect."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlcipher3 import dbapi2

from onboard.errors import UserFacingError
from onboard.store.faults import explain
from onboard.store.vault import derive_key

BUSY_SECONDS = 5.0


class HeldKey:
    """The keys of an engine, in one place that can be emptied.

    What listens to an engine lives in circles that may stay in memory for as long as the program
    runs, so it must not hold a key itself.
    """

    def __init__(self, root_key: bytes) -> None:
        self._root = root_key
        self._file = derive_key(root_key, "sqlcipher")

    @property
    def root(self) -> bytes:
        self._refuse_dropped()
        return self._root

    @property
    def file(self) -> bytes:
        self._refuse_dropped()
        return self._file

    def drop(self) -> None:
        """From now on the engine opens nothing any more."""
        self._root = self._file = b""

    def _refuse_dropped(self) -> None:
        if not self._root:
            raise UserFacingError("store.shut")


def local_engine(
    path: Path, key: HeldKey, *, foreign_keys: bool = True, wal: bool = True
) -> Engine:
    """An engine whose every connection is keyed, checked and set for safety.

    The dialect "pysqlcipher" is not used: its default pool crashes the interpreter with threads,
    and it carries the key in a URL. `foreign_keys=False` is for migrations only: rebuilding a
    table with them on deletes its children.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=dbapi2,
        connect_args={"timeout": BUSY_SECONDS},
        hide_parameters=True,  # otherwise a failed INSERT prints client names into a traceback
    )

    @event.listens_for(engine, "connect", insert=True)
    def prepare(connection: DBAPIConnection, _record: object) -> None:
        try:
            unlock(connection, key.file, foreign_keys=foreign_keys, wal=wal)
        except dbapi2.Error as error:
            told = explain(error, path, key.root)
            if told is None:
                raise
            raise told from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that has read cannot start writing after somebody else's commit;
        # whoever means to write says so at once and then waits its turn.
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    @event.listens_for(engine, "handle_error")
    def tell(context: ExceptionContext) -> None:
        told = explain(context.original_exception, path, key.root)
        if told is not None:
            raise told from context.original_exception

    return engine


def connect(path: Path, root_key: bytes, *, wal: bool = False) -> Any:
    """One bare connection, in autocommit, for what cannot run inside a transaction.

    Faults of the database come as the driver's own errors.
    """
    connection = dbapi2.connect(str(path), timeout=BUSY_SECONDS)
    try:
        unlock(connection, derive_key(root_key, "sqlcipher"), foreign_keys=True, wal=wal)
    except BaseException:
        connection.close()
        raise
    return connection


def empty_log(path: Path, root_key: bytes) -> None:
    """Bring what stands in the log into the file, as far as nobody is reading."""
    connection = connect(path, root_key, wal=True)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def unlock(connection: DBAPIConnection, file_key: bytes, *, foreign_keys: bool, wal: bool) -> None:
    """Hand over the key first, then prove that the file is encrypted, then the settings.

    The order matters: journal_mode before the key writes a plaintext header, and no key at all
    silently makes a plaintext file.
    """
    driver = cast("Any", connection)
    driver.isolation_level = None
    cursor = driver.cursor()
    try:
        cursor.execute("PRAGMA cipher_log_level = NONE")
        cursor.execute(f"PRAGMA key = \"x'{file_key.hex()}'\"")
        cursor.execute("SELECT count(*) FROM sqlite_master")  # a wrong key fails here
        if cursor.execute("PRAGMA cipher_status").fetchone() != ("1",):
            raise RuntimeError("the store would not be encrypted")
        settings = [
            f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
            "synchronous = FULL",  # NORMAL loses the last answers when the power fails
            "trusted_schema = OFF",
            "recursive_triggers = ON",  # otherwise INSERT OR REPLACE walks round the triggers
            "secure_delete = ON",
        ]
        if wal:
            settings.insert(0, "journal_mode = WAL")
        for setting in settings:
            cursor.execute(f"PRAGMA {setting}")
    finally:
        cursor.close()
