"""Twenty colleagues at once: each has a file of their own, and all share one."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from store_kit import add, an_answer, an_engagement, get, save

from onboard.engagement import Client, Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.store.workspace import SqlWorkspace

pytestmark = pytest.mark.xdist_group("server")

COLLEAGUES = 20
ROUNDS = 25 if os.environ.get("SOAK") else 3
PDF = b"%PDF-1.7 " + bytes(200_000)


@pytest.mark.slow
def test_twenty_colleagues_lose_nothing(open_firm: Any) -> None:
    first = open_firm()
    shared = add(first, an_engagement(client=Client("Shared")))
    colleagues = [open_firm() for _ in range(COLLEAGUES)]
    own = [add(each, an_engagement()) for each in colleagues]

    def work(number: int) -> None:
        mine, engagement = colleagues[number], own[number]
        for count in range(1, ROUNDS + 1):
            answers = engagement.answers.with_(an_answer("people", count))
            engagement = save(mine, replace(engagement, answers=answers))
            _until_it_is_in(mine, shared.id, f"{number}-{count}")
            with mine.unit_of_work() as unit:
                if count % 3 == 0:
                    unit.papers.put(shared.id, f"A-{number}-{count}", "consultant", PDF)
                unit.secrets.put("signing-key", bytes([number]))
                unit.engagements.log(engagement.id, "agreement-prepared")
                unit.commit()

    assert all_at_once(work, COLLEAGUES) == []
    assert [get(first, each.id).version for each in own] == [ROUNDS] * COLLEAGUES
    kept = get(first, shared.id)
    wanted = {f"{number}-{count}" for number in range(COLLEAGUES) for count in range(1, ROUNDS + 1)}
    assert set(kept.corrections) == wanted
    assert kept.version == len(kept.corrections) == COLLEAGUES * ROUNDS
    assert first.verify() == []


def test_tables_are_made_once_however_many_start(server: Any) -> None:
    from store_kit import open_place

    address = server.address(server.new_database())
    opened: list[SqlWorkspace] = []
    assert all_at_once(lambda _number: opened.append(open_place(address)), 6) == []
    client = add(opened[0], an_engagement())
    assert [get(each, client.id).version for each in opened] == [0] * 6
    for each in opened:
        each.close()


def _until_it_is_in(mine: SqlWorkspace, whose: EngagementId, said: str) -> None:
    """As a person does it: told of somebody else's change, look again and say it once more."""
    while True:
        now: Engagement = get(mine, whose)
        try:
            save(mine, replace(now, corrections=(*now.corrections, said)))
        except UserFacingError as error:
            if error.message_id not in ("store.changed-meanwhile", "firm-store.busy"):
                raise
        else:
            return


def all_at_once(work: Callable[[int], None], many: int) -> list[BaseException]:
    failures: list[BaseException] = []
    gate = threading.Barrier(many)

    def run(number: int) -> None:
        try:
            gate.wait(60)
            work(number)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures
