"""Factories and a clock for the tests of the store."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.interview.answers import Answer, AnswerState, AnswerValue
from onboard.store.engine import connect
from onboard.store.firm_workspace import open_firm_workspace
from onboard.store.server_address import read_address
from onboard.store.workspace import SqlWorkspace, open_workspace

ROOT_KEY = bytes(range(32))
PACK = PackPin("tiny", "1.0.0", "ab" * 32)
START = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

_numbers = itertools.count(1)


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self._now = START

    def now(self) -> datetime:
        return self._now

    def move(self, minutes: int) -> None:
        self._now += timedelta(minutes=minutes)


def open_place(place: str) -> SqlWorkspace:
    """The store in a file, or on a server where it is the address of one."""
    if place.startswith("postgresql:"):
        address = read_address(place)
        beside = Path(address.server) / "store.db"  # in the folder of its socket, gone with it
        return open_firm_workspace(address, ROOT_KEY, FakeClock(), beside)
    return open_workspace(Path(place), ROOT_KEY, FakeClock())


def an_engagement(**facts: Any) -> Engagement:
    """A small engagement with an id of its own; state only what matters."""
    start = Engagement(
        id=EngagementId(str(uuid.UUID(int=0x0190_0000_0000_7000_8000 << 48 | next(_numbers)))),
        client=Client("A Dental Office", owner="The Owner"),
        pack=PACK,
        created=date(2026, 11, 21),
    )
    return replace(start, **facts)


def an_answer(question: str, value: AnswerValue, **facts: Any) -> Answer:
    return Answer(question, AnswerState.GIVEN, value, **facts)  # type: ignore[arg-type]


def add(workspace: SqlWorkspace, engagement: Engagement) -> Engagement:
    with workspace.unit_of_work() as work:
        work.packs.put(PACK.id, PACK.version, PACK.sha256, b"the pack")
        work.engagements.add(engagement)
        work.commit()
    return engagement


def save(workspace: SqlWorkspace, engagement: Engagement) -> Engagement:
    """Save, and return the engagement as the store now has it."""
    with workspace.unit_of_work() as work:
        work.engagements.save(engagement)
        work.commit()
    return replace(engagement, version=engagement.version + 1)


def get(workspace: SqlWorkspace, engagement_id: EngagementId) -> Engagement:
    with workspace.unit_of_work() as work:
        return work.engagements.get(engagement_id)


def tamper(path: Path, change: Callable[[Any], object]) -> None:
    """Change the file as somebody with the key but without manners would: without triggers."""
    connection = connect(path, ROOT_KEY, wal=True)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        change(connection)
        for _name, sql in triggers:
            connection.execute(sql)
    finally:
        connection.close()
