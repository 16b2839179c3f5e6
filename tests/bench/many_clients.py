"""A store with very many clients, made in seconds: one real file, its rows copied under new keys.

Only what the desk does not read is left out: the records of changes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from onboard.desk.overview import Overview, Things
from onboard.desk.record import things_to_bytes, to_bytes
from onboard.engagement import Client, Engagement
from onboard.store.models import (
    AnswerRow,
    ClientRow,
    DataKeyRow,
    EngagementRow,
    OverviewRow,
    ThingsRow,
)
from onboard.store.reading import loose_facts
from onboard.store.records import to_bytes as record_bytes
from onboard.store.vault import Place

if TYPE_CHECKING:
    from onboard.store.transaction import Transaction
    from onboard.store.workspace import SqlWorkspace

FIRST = ("Ada", "Björn", "Chloé", "Dalia", "Émile", "Fatima", "Grace", "Héctor", "Ines", "Jürgen")
TRADES = ("Dental", "Bakery", "Law", "Garage", "Florist", "Café", "Optics", "Print", "Vet", "Books")
IN_ONE_GO = 5_000


def name_of(number: int) -> str:
    return f"{TRADES[number % 10]} {FIRST[number // 10 % 10]} {number:04}"


def fill(
    workspace: SqlWorkspace,
    facts: Engagement,
    view: Overview,
    things: Things,
    clients: int,
    answers: int,
) -> None:
    """So many files like `facts`, each with so many answers and the overview under its own name."""
    transaction = workspace.begin()
    try:
        transaction.begin_write()
        rows: dict[type[Any], list[dict[str, Any]]] = {}
        for number in range(clients):
            for table, row in _file(transaction, workspace, facts, view, things, number, answers):
                rows.setdefault(table, []).append(row)
            if number % (IN_ONE_GO // answers) == 0:
                _write(transaction, rows)
        _write(transaction, rows)
        transaction.commit()
    finally:
        transaction.close()


def _write(transaction: Transaction, rows: dict[type[Any], list[dict[str, Any]]]) -> None:
    for table in (DataKeyRow, ClientRow, EngagementRow, OverviewRow, ThingsRow, AnswerRow):
        if rows.get(table):
            transaction.session.execute(insert(table.__table__), rows.pop(table))


def _file(
    transaction: Transaction,
    workspace: SqlWorkspace,
    facts: Engagement,
    view: Overview,
    things: Things,
    number: int,
    answers: int,
) -> Iterator[tuple[type[Any], dict[str, Any]]]:
    vault, now = transaction._vault, transaction.now()
    make = transaction.make_id
    key, own, file = make(), make(), make()
    wrapped = vault.new_key(key)
    purpose = {"purpose": "client", "wrapped": wrapped, "created_at": now}
    yield DataKeyRow, {"id": key, **purpose}

    def sealed(table: type[Any], row: uuid.UUID, plain: bytes) -> dict[str, Any]:
        place = Place(table.__tablename__, "body", str(row), key)
        return {"id": row, "key_id": key, "body": vault.seal(plain, place)}

    client = Client(name_of(number), f"{FIRST[number % 7]} Owner")
    belongs = {"firm_id": workspace._firm_id, "paper_key_id": key}
    yield ClientRow, {**sealed(ClientRow, own, record_bytes(client)), **belongs}
    pin = {f"pack_{name}": getattr(facts.pack, name) for name in ("id", "version", "sha256")}
    yield (
        EngagementRow,
        {
            **sealed(EngagementRow, file, record_bytes(loose_facts(facts))),
            **pin,
            "client_id": own,
            "created_on": facts.created,
            "changed_at": now,
            "version": view.version,
        },
    )
    mine = replace(view, name=client.name, owner=client.owner)
    for table, plain in ((OverviewRow, to_bytes(mine)), (ThingsRow, things_to_bytes(things))):
        yield table, {**sealed(table, make(), plain), "engagement_id": file}
    for place, answer in enumerate(_cycle(facts, answers)):
        row = sealed(AnswerRow, make(), record_bytes(answer))
        yield AnswerRow, {**row, "engagement_id": file, "question_id": f"{place}-{answer.question}"}


def _cycle(facts: Engagement, count: int) -> Iterator[Any]:
    told = list(facts.answers.values())
    for number in range(count):
        yield told[number % len(told)]
