"""The rail ticks only what one has been past and what is complete."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onboard.content.loader import load_pack
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.firm import FirmProfile
from onboard.flow import Place, Stop, is_done, passed
from onboard.locations import DEFAULT_PACK, packs
from onboard.sample import sample_case
from onboard.snapshot import EngagementSnapshot, derive

DAY = date(2026, 11, 22)
PACK = load_pack(packs() / DEFAULT_PACK)
FULL = sample_case(PACK, DAY).engagement
PIN = PackPin(PACK.id, PACK.version, PACK.sha256)
NEW = Engagement(EngagementId("1"), Client("Corner Dental", "Olga"), PIN, DAY)


def _ticked(facts: Engagement, place: Place) -> set[Stop]:
    snapshot: EngagementSnapshot = derive(PACK, FirmProfile(), facts, DAY)
    return {
        stop
        for stop in Stop
        if stop is not place.stop and stop in passed(place, snapshot) and is_done(stop, snapshot)
    }


def test_nothing_ahead_is_ticked_from_the_start() -> None:
    assert _ticked(NEW, Place(Stop.WELCOME)) == set()
    assert Stop.TOGETHER not in _ticked(FULL, Place(Stop.QUESTIONS))
    undecided = replace(FULL, decisions=(), heard_confirmed=None)
    assert Stop.TOGETHER not in _ticked(undecided, Place(Stop.DECISIONS))
    assert Stop.TOGETHER in _ticked(undecided, Place(Stop.HEARD))


def test_the_parts_are_ticked_once_one_is_past_them() -> None:
    assert Stop.TASKS in _ticked(NEW, Place(Stop.QUESTIONS))
    assert Stop.QUESTIONS not in _ticked(NEW, Place(Stop.PLAN)), "passed, and not complete"


def test_what_was_done_stays_ticked_when_one_goes_back() -> None:
    ticked = _ticked(FULL, Place(Stop.WELCOME))
    assert Stop.TASKS in ticked
    assert Stop.PLAN in ticked
