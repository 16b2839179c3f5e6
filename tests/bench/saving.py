"""Saving an answer beside the raw driver, on the laptop's store and on PostgreSQL; opening a store.

The raw side does by hand what a save does in the database and for its seals: the same statements in
the same order, as many values sealed and hashed under the same keys, as durable. Both take turns in
one process, each on a store of its own, so that a slow moment of the disk meets both.
"""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tests.bench.engine import NOT_MEASURED

if TYPE_CHECKING:
    from onboard.engagement import EngagementId
    from onboard.store.workspace import SqlWorkspace
    from tests.bench.cases import Samples

KEY = bytes(range(32))
SAVES, WARM = 60, 10
CLIENTS = 200
OPENINGS = 12
MISSING = f"{NOT_MEASURED}no PostgreSQL is installed"

_READ = (
    "SELECT client_id, pack_id, pack_version, pack_sha256, created_on, changed_at, version, id,"
    " key_id, body FROM engagement WHERE id = {}"
)
_KNOWN = "SELECT version FROM engagement WHERE id = {}"
_HEAD = "SELECT sequence, hash FROM event WHERE chain_id = {} ORDER BY sequence DESC LIMIT 1"
_ANSWER = (
    "INSERT INTO answer (engagement_id, question_id, id, key_id, body) VALUES ({}, {}, {}, {}, {})"
)
_VERSION = "UPDATE engagement SET changed_at = {}, version = {} WHERE id = {} AND version = {}"
_EVENT = (
    "INSERT INTO event (chain_id, sequence, at, actor, kind, key_id, payload, payload_sha256,"
    " previous, hash) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})"
)


class Ticking:
    def now(self) -> datetime:
        return datetime.now(UTC)


# ---- saving


def saving_laptop(samples: Samples, folder: Path) -> None:
    """One answer after the other in the encrypted file."""
    from onboard.store.engine import connect
    from onboard.store.workspace import open_workspace

    ours = open_workspace(folder / "ours.db", KEY, Ticking())
    other = open_workspace(folder / "raw.db", KEY, Ticking())
    client = _with_client(other)
    keys = _keys(other, client)
    other.close()
    driver = connect(folder / "raw.db", KEY, wal=True)
    raw = Raw(
        driver.execute, "?", keys, begin="BEGIN", write="BEGIN IMMEDIATE", by=lambda id: id.hex
    )
    _in_turn(samples, ours, raw)
    driver.close()
    ours.close()


def saving_server(samples: Samples, folder: Path) -> None:
    """One answer after the other on a PostgreSQL of this computer that writes to the disk."""
    from tests.server_kit import Server

    try:
        server = Server(is_durable=True)
    except AssertionError:
        samples.add(MISSING, 0)
        return
    try:
        server.make()
        _on_server(samples, server.address(server.new_database()), server, folder)
    finally:
        server.close()


def _on_server(samples: Samples, address: str, server: Any, folder: Path) -> None:
    import psycopg

    from onboard.store.firm_workspace import open_firm_workspace
    from onboard.store.server_address import read_address

    def opened(at: str) -> SqlWorkspace:
        return open_firm_workspace(read_address(at), KEY, Ticking(), folder / "store.db")

    ours, beside = opened(address), server.address(server.new_database())
    other = opened(beside)
    client = _with_client(other)
    keys = _keys(other, client)
    other.close()
    with psycopg.connect(beside, autocommit=True) as driver:
        raw = Raw(
            cast("Any", driver.execute),
            "%s",
            keys,
            begin="BEGIN ISOLATION LEVEL REPEATABLE READ",
            write="BEGIN ISOLATION LEVEL READ COMMITTED",
            by=lambda id: id,
            lock="SELECT pg_advisory_xact_lock(%s)",
        )
        _in_turn(samples, ours, raw)
    ours.close()


@dataclass(frozen=True)
class Raw:
    """The same work by hand."""

    run: Callable[..., Any]
    mark: str
    keys: Keys
    begin: str
    write: str
    by: Callable[[uuid.UUID], object]
    """An id as the driver takes it."""
    lock: str = ""

    def save(self, number: int, plain: bytes) -> None:
        run, keys, id = self.run, self.keys, self.by(self.keys.client)
        run(self.begin)
        run(self._sql(_KNOWN), (id,)).fetchall()
        run("ROLLBACK")
        run(self.write)
        if self.lock:
            run(self.lock, (number + 1,)).fetchall()
        version = run(self._sql(_READ), (id,)).fetchall()[0][6]
        sequence, previous = run(self._sql(_HEAD), (id,)).fetchall()[0]
        now, own = datetime.now(UTC), uuid.uuid4()
        body = keys.seal(plain, "answer", str(own))
        mine, key = self.by(own), self.by(keys.key)
        run(self._sql(_ANSWER), (id, f"q{number}", mine, key, body))
        at = now if self.lock else now.replace(tzinfo=None).isoformat(" ")
        run(self._sql(_VERSION), (at, version + 1, id, version))
        payload = keys.seal(plain, "event", f"{keys.client}/{sequence + 1}")
        inner = hashlib.sha256(payload).digest()
        told = now.isoformat(timespec="microseconds")
        link = hashlib.sha256(b"".join((told.encode(), inner, previous))).digest()
        event = (id, sequence + 1, told, "consultant", "answer-saved", key, payload, inner)
        run(self._sql(_EVENT), (*event, previous, link))
        run("COMMIT")

    def _sql(self, statement: str) -> str:
        return statement.replace("{}", self.mark)


@dataclass(frozen=True)
class Keys:
    client: uuid.UUID
    key: uuid.UUID
    seal_under: Callable[[bytes, Any], bytes]

    def seal(self, plain: bytes, table: str, row: str) -> bytes:
        from onboard.store.vault import Place

        return self.seal_under(plain, Place(table, "body", row, self.key))


def _in_turn(samples: Samples, ours: SqlWorkspace, raw: Raw) -> None:
    from onboard.interview.answers import Answer, AnswerState
    from onboard.store.records import to_bytes

    client = _with_client(ours)
    for number in range(SAVES + WARM):
        answer = Answer(
            cast("Any", f"q{number}"), AnswerState.GIVEN, number, words="About so many."
        )
        name = "save" if number >= WARM else "warming"
        with samples.time(f"{name}-ours"), ours.unit_of_work() as work:
            facts = work.engagements.get(client)
            work.engagements.save(replace(facts, answers=facts.answers.with_(answer)))
            work.commit()
        plain = to_bytes(answer)
        with samples.time(f"{name}-raw"):
            raw.save(number, plain)
    if ours.verify():
        raise RuntimeError("what was saved is not whole")


def _with_client(workspace: SqlWorkspace, name: str = "Made-up Ltd") -> EngagementId:
    from onboard.engagement import Client, Engagement, EngagementId, PackPin

    pin = PackPin("tiny", "1.0.0", "ab" * 32)
    key = EngagementId(str(uuid.uuid4()))
    with workspace.unit_of_work() as work:
        work.packs.put(pin.id, pin.version, pin.sha256, b"the pack")
        work.engagements.add(Engagement(key, Client(name), pin, datetime.now(UTC).date()))
        work.commit()
    return key


def _keys(workspace: SqlWorkspace, client: EngagementId) -> Keys:
    """The client's own key, as the store has it at hand."""
    from onboard.store.engagements import engagement_row
    from onboard.store.vault import seal

    transaction = workspace.begin()
    row = engagement_row(transaction, client)
    key = transaction.plain_key(row.key_id)
    found = Keys(row.id, row.key_id, lambda plain, place: seal(key, plain, place))
    transaction.close()
    return found


# ---- opening


def opening(samples: Samples, folder: Path) -> None:
    """The encrypted store, and the same tables in a plain file; each until the clients are read."""
    from onboard.store.engine import connect
    from onboard.store.workspace import open_workspace

    sealed, plain = folder / "sealed.db", folder / "plain.db"
    made = open_workspace(sealed, KEY, Ticking())
    for number in range(CLIENTS):
        _with_client(made, f"Made-up {number}")
    made.close()
    with connect(sealed, KEY) as connection:
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
        connection.execute("DETACH DATABASE plain")
    connection.close()
    shutil.copystat(sealed, plain)
    for number in range(OPENINGS):
        suffix = "" if number else "-first"
        with samples.time(f"open-sealed{suffix}"):
            _until_read(open_workspace(sealed, KEY, Ticking()))
        with _without_encryption(), samples.time(f"open-plain{suffix}"):
            _until_read(open_workspace(plain, KEY, Ticking()))


def _until_read(workspace: SqlWorkspace) -> None:
    with workspace.unit_of_work() as work:
        if len(work.engagements.list()) != CLIENTS:
            raise RuntimeError("not all clients are there")
    workspace.close()


@contextmanager
def _without_encryption() -> Iterator[None]:
    """As `onboard.store.engine` opens a file, but for the key of the file; the same driver."""
    from onboard.store import engine, workspace

    def plainly(connection: Any, _key: bytes, *, foreign_keys: bool, wal: bool) -> None:
        connection.isolation_level = None
        connection.execute("SELECT count(*) FROM sqlite_master")
        connection.execute("PRAGMA journal_mode = WAL")
        for setting in ("synchronous = FULL", "trusted_schema = OFF", "recursive_triggers = ON"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    unlock, refuse = engine.unlock, workspace.refuse_foreign_file
    engine.unlock = plainly
    workspace.refuse_foreign_file = lambda _: None
    try:
        yield
    finally:
        engine.unlock, workspace.refuse_foreign_file = unlock, refuse


CASES: dict[str, Callable[[Samples, Path], None]] = {
    "saving-laptop": saving_laptop,
    "saving-server": saving_server,
    "opening": opening,
}
