"""Killed at any moment: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from store_kit import ROOT_KEY, FakeClock, add, an_engagement, get

from onboard.store.workspace import open_workspace

WRITER = Path(__file__).with_name("store_writer.py")
KILLS = 500 if os.environ.get("SOAK") else 20


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_program_is_killed(store_path: Path) -> None:
    workspace = open_workspace(store_path, ROOT_KEY, FakeClock())
    engagement = add(workspace, an_engagement())
    workspace.close()
    chance = random.Random(20261121)  # noqa: S311 - only picks moments
    acknowledged = 0
    for _ in range(KILLS):
        acknowledged = _write_until_killed(store_path, engagement.id, chance, acknowledged)
        workspace = open_workspace(store_path, ROOT_KEY, FakeClock())
        kept = get(workspace, engagement.id)
        assert acknowledged <= kept.version <= acknowledged + 1
        newest = kept.answers[f"q{kept.version % 40}"]  # type: ignore[index]
        assert newest.value == kept.version
        with workspace.unit_of_work() as work:
            # One event for each save and one for the start: neither is there without the other.
            assert work.engagements.audit_head(engagement.id).sequence == kept.version + 1
        assert workspace.verify() == []
        workspace.close()
        acknowledged = kept.version
    assert acknowledged > KILLS


def _write_until_killed(path: Path, whose: str, chance: random.Random, before: int) -> int:
    """Kill the writer at some moment after some saves; the last number it said."""
    program = subprocess.Popen(
        [sys.executable, WRITER, path, whose, "100000"], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    heard = before
    for _ in range(chance.randint(1, 25)):
        heard = int(program.stdout.readline())
    for _ in range(chance.randint(0, 60_000)):
        pass  # the writer goes on meanwhile, so that the kill falls anywhere within a save
    program.kill()
    rest = program.stdout.read()  # communicate() would pass over what readline() had buffered
    program.wait()
    program.stdout.close()
    whole = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return int(whole[-1]) if whole else heard
