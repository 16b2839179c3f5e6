"""Killed at any moment: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from server_kit import Server
from store_kit import add, an_engagement, get, open_place

from onboard.engagement import EngagementId

WRITER = Path(__file__).with_name("store_writer.py")
KILLS = 500 if os.environ.get("SOAK") else 20


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_program_is_killed(store_path: Path) -> None:
    kill_and_look(str(store_path))


@pytest.mark.slow
@pytest.mark.xdist_group("server")
def test_nothing_acknowledged_is_lost_on_the_server(server: Server, database: str) -> None:
    kill_and_look(server.address(database))


def kill_and_look(place: str) -> None:
    workspace = open_place(place)
    engagement = add(workspace, an_engagement())
    workspace.close()
    chance = random.Random(20261121)  # noqa: S311 - only picks moments
    acknowledged = 0
    with _writer() as writer:
        for _ in range(KILLS):
            acknowledged = _one_kill(writer, place, engagement.id, chance, acknowledged)
    assert acknowledged > KILLS


def _one_kill(
    writer: subprocess.Popen[str], place: str, whose: EngagementId, chance: random.Random, last: int
) -> int:
    acknowledged = _write_until_killed(writer, place, whose, chance, last)
    workspace = open_place(place)
    kept = get(workspace, whose)
    assert acknowledged <= kept.version <= acknowledged + 1
    newest = kept.answers[f"q{kept.version % 40}"]  # type: ignore[index]
    assert newest.value == kept.version
    with workspace.unit_of_work() as work:
        # One event for each save and one for the start: neither is there without the other.
        assert work.engagements.audit_head(whose).sequence == kept.version + 1
    assert workspace.verify() == []
    workspace.close()
    return kept.version


def _write_until_killed(
    writer: subprocess.Popen[str], place: str, whose: str, chance: random.Random, before: int
) -> int:
    """Kill the writer at some moment after some saves; the last number it said."""
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write(f"{place} {whose} 100000\n")
    writer.stdin.flush()
    child = int(writer.stdout.readline())
    heard = before
    for _ in range(chance.randint(1, 25)):
        heard = int(writer.stdout.readline())
    for _ in range(chance.randint(0, 60_000)):
        pass  # the writer goes on meanwhile, so that the kill falls anywhere within a save
    os.kill(child, signal.SIGKILL)
    while (said := writer.stdout.readline()) != "ended\n":
        heard = int(said)
    return heard


@contextlib.contextmanager
def _writer() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, WRITER, "--ready"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        yield writer
