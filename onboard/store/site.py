"""Where a store lies: in a file of this computer, or on a firm's server."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from onboard.errors import UserFacingError
from onboard.store import backup, checkup
from onboard.store.engine import HeldKey, empty_log, local_engine
from onboard.store.findings import Finding
from onboard.store.server import let_go_of_old_rows


class Site(Protocol):
    """What differs between the two; the tables and all that is done on them do not."""

    @property
    def engine(self) -> Engine: ...

    @property
    def path(self) -> Path:
        """The file; on a server, where it would lie here (its folder holds this person's keys)."""

    def check(self) -> list[Finding]:
        """What is wrong below the rows: pages, tables, references."""

    def back_up(self, target: Path) -> None: ...

    def after_erasing(self) -> None:
        """Let no page keep a key that was just destroyed, as far as this program can."""

    def close(self) -> None: ...


class FileSite:
    """One encrypted file."""

    def __init__(self, path: Path, root_key: bytes) -> None:
        self._path = path
        self._root_key = root_key
        self._held_key = HeldKey(root_key)
        self._engine = local_engine(path, self._held_key)

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def path(self) -> Path:
        return self._path

    def check(self) -> list[Finding]:
        return checkup.check_file(self._path, self._root_key)

    def back_up(self, target: Path) -> None:
        backup.back_up(self._path, target, self._root_key)

    def after_erasing(self) -> None:
        # The log still holds the page with the wrapped key; fold it in and empty it.
        empty_log(self._path, self._root_key)

    def close(self) -> None:
        self._engine.dispose()
        self._held_key.drop()
        self._root_key = b""


class ServerSite:
    """A database on a PostgreSQL server. Its pages and its copies are the server's own work."""

    def __init__(self, engine: Engine, path: Path) -> None:
        # What is read belongs together, whoever saves meanwhile; whoever writes says otherwise.
        self._engine = engine.execution_options(isolation_level="REPEATABLE READ")
        self._path = path

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def path(self) -> Path:
        return self._path

    def check(self) -> list[Finding]:
        return []

    def back_up(self, target: Path) -> None:
        raise UserFacingError("firm-store.copies-by-server")

    def after_erasing(self) -> None:
        let_go_of_old_rows(self._engine)

    def close(self) -> None:
        self._engine.dispose()
