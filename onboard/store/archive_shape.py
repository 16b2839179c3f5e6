"""What the rows of a client in a file must be, before any of them is put into a store."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime

import sqlalchemy as sa

from onboard.errors import UserFacingError
from onboard.store.models import Base
from onboard.store.row_codec import Misshapen, Value, ids
from onboard.store.vault import KEY_BYTES

_PURPOSES = ("client", "paper")
_ONCE = ("client", "engagement")
REMEMBERED = "remembered"
"""No table of the store: what the firm's secrets know of this client's papers."""
_SEVERAL = ("data_key", "event", "pack_version", REMEMBERED)
LUGGAGE = "luggage"
"""No table either: what travels beside the rows of a client who is taken along."""
_WORKED_OUT = ("overview", "overview_things")
"""What the desk shows of a file; each store works it out for itself."""
Tables = dict[str, list[dict[str, Value]]]


def table_of(name: str) -> sa.Table:
    return Base.metadata.tables[name]


def of_engagements() -> list[sa.Table]:
    """Whatever belongs to an engagement, also what was added since this was written."""
    tables = (table for table in Base.metadata.sorted_tables if table.name not in _WORKED_OUT)
    return [table for table in tables if "engagement_id" in table.c]


def whole_client(tables: Tables) -> uuid.UUID:
    """The engagement of these tables, if they are one client's and nobody else's.

    Raises:
        Misshapen: they are not.
        UserFacingError: "archive.too-new", there are tables that this program does not know.
    """
    if not set(tables) <= {*Base.metadata.tables, REMEMBERED, LUGGAGE}:
        raise UserFacingError("archive.too-new")
    allowed = {*_ONCE, *_SEVERAL, LUGGAGE, *(table.name for table in of_engagements())}
    if not set(_ONCE) | {"data_key", "event"} <= set(tables) <= allowed:
        raise Misshapen("other tables")
    if any(len(tables[name]) != 1 for name in _ONCE):
        raise Misshapen("not one client")
    (client,), (row,) = tables["client"], tables["engagement"]
    (engagement,) = ids([row], "id")
    for table in of_engagements():
        if ids(tables.get(table.name, []), "engagement_id") - {engagement}:
            raise Misshapen("another's rows")
    if ids(tables["event"], "chain_id") != {engagement}:
        raise Misshapen("another's events")
    if ids([row], "client_id") != ids([client], "id"):
        raise Misshapen("another's client")
    keys = {row.get("id"): row for row in tables["data_key"]}
    named = [client.get("key_id"), client.get("paper_key_id")]
    purposes = [keys[each].get("purpose") if each in keys else None for each in named]
    if len(keys) != len(_PURPOSES) or purposes != list(_PURPOSES):
        raise Misshapen("other keys")
    ids(tables["data_key"], "id")
    for key in (row.get("wrapped") for row in tables["data_key"]):
        if not isinstance(key, bytes) or len(key) != KEY_BYTES:
            raise Misshapen("no key")
    for pack in tables.get("pack_version", []):
        content = pack.get("content")
        if not isinstance(content, bytes) or sha256_of(content) != pack.get("sha256"):
            raise Misshapen("another pack")
    return engagement


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def refuse_unfitting(table: sa.Table, rows: list[dict[str, Value]]) -> None:
    """Values of another type than the column's: SQLite would take them."""
    for row in rows:
        if not set(row) <= set(table.c.keys()):
            raise UserFacingError("archive.too-new")
        for name, value in row.items():
            column = table.c[name]
            may_stand = column.nullable if value is None else type(value) is _kind(column)
            if not may_stand:
                raise Misshapen("another type")


def _kind(column: sa.Column[object]) -> type:
    kind = column.type
    if isinstance(kind, sa.types.TypeDecorator):
        return datetime  # the only one that we have
    return kind.python_type


def checked_memory(value: Value) -> bytes:
    """What is remembered of a paper, if it has the shape that signing gives it."""
    if not isinstance(value, bytes):
        raise Misshapen("no memory")
    told = json.loads(value)
    certificates = told["certificates"]
    texts = [told["sha256"], *certificates.keys(), *certificates.values()]
    if not all(isinstance(text, str) for text in texts) or type(told.get("stamps", 0)) is not int:
        raise Misshapen("no memory")
    return value
