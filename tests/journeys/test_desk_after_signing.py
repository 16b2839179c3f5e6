"""The desk on a signed file: months pass, prices move, a new pack comes; the paper stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from journey_kit import FIRM, Journey

from onboard import locations
from onboard.content.loader import load_pack
from onboard.content.model import ItemId
from onboard.decisions import Choice, Position
from onboard.desk.attention import Attention
from onboard.desk.clients import Desk, DeskClient
from onboard.desk.overview import Stage
from onboard.engagement import PackPin
from onboard.errors import UserFacingError
from onboard.firm import OwnPrice
from onboard.locations import DEFAULT_PACK

REFUSED, DEARER = "ups", "offsite-copy"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Journey, bytes]]:
    journey = Journey(tmp_path_factory.mktemp("desk") / "home")
    journey.tell("t1.yaml")
    said = {"initials": "TO", "name": "The Owner", "role": "Owner", "authority": "I own it."}
    until = date(2027, 5, 21)
    journey.decide(REFUSED, Choice.DECLINE, reason="later", until=until, **said)
    journey.accept_the_rest()
    paper = journey.sign_by_both()
    yield journey, paper
    journey.application.close()


def look(journey: Journey) -> tuple[Desk, DeskClient]:
    desk = journey.application.book.renew_all()
    return desk, desk.by_id[journey.id]


def test_months_pass_and_the_desk_says_so_by_itself(
    signed: tuple[Journey, bytes], tmp_path: Path
) -> None:
    """One road: signed, a review due, a no over, dearer, offered anew, moved, moved back."""
    journey, paper = signed
    book, service = journey.application.book, journey.application.service
    _, client = look(journey)
    assert client.stage is Stage.SIGNED
    assert not {Attention.REVIEW, Attention.ENDED, Attention.PRICES} & set(client.needs)

    journey.clock.go_to(date(2027, 2, 20))
    desk = book.desk()
    assert Attention.REVIEW in desk.by_id[journey.id].needs
    book.reviewed(journey.id)
    assert Attention.REVIEW not in book.desk().by_id[journey.id].needs

    journey.clock.go_to(date(2027, 5, 1))
    assert Attention.ENDING in book.desk().by_id[journey.id].needs
    journey.clock.go_to(date(2027, 5, 22))
    assert Attention.ENDED in book.desk().by_id[journey.id].needs
    told = " ".join(book.details(book.desk(), book.desk().by_id[journey.id]))
    assert "ended on 21 May 2027" in told

    offer = journey.snapshot.line_by_item[ItemId(DEARER)].line.offer
    own = OwnPrice(DEARER, offer, Decimal(299), "month")
    service.save_firm(replace(FIRM, own_prices=(own,)))
    desk = book.desk()
    dearer = desk.by_id[journey.id]
    assert dearer.needs[Attention.PRICES] == 1
    assert "$299 a month today" in " ".join(book.details(desk, dearer))
    _, again = look(journey)
    assert again.needs[Attention.PRICES] == 1, "also once it is worked out with this price list"

    _is_offered_anew(journey, paper)
    _is_moved_and_moved_back(journey, paper, tmp_path)


def _is_offered_anew(journey: Journey, paper: bytes) -> None:
    opened = journey.application.book.begin_reoffer(journey.id)
    assert opened.amending is not None
    line = journey.snapshot.line_by_item[ItemId(REFUSED)]
    assert line.settled.position is Position.STALE, "what has ended is asked again"
    assert line.settled.decision is not None
    assert line.settled.decision.reason == "later", "with what was said then"
    assert journey.application.book.begin_reoffer(journey.id).amending == opened.amending
    assert look(journey)[1].stage is Stage.AMENDING
    journey.application.desk.withdraw_amendment(journey.id)
    assert journey.application.desk.latest_paper(journey.id) == paper


def _is_moved_and_moved_back(journey: Journey, paper: bytes, folder: Path) -> None:
    """Signed is closed: the move is the draft of a change, and goes with it."""
    made = folder / DEFAULT_PACK
    shutil.copytree(locations.packs() / DEFAULT_PACK, made)
    identity = made / "pack.yaml"
    text = identity.read_text(encoding="utf-8")
    identity.write_text(text.replace("version: 1.0.0", "version: 2.0.0"), encoding="utf-8")
    new = load_pack(made)
    with journey.application.workspace.unit_of_work() as work:
        work.packs.put(new.id, new.version, new.sha256, new.data)
        work.commit()
    book, before = journey.application.book, journey.facts
    assert [pin.version for pin in book.versions(before.pack)] == ["2.0.0"]
    to = PackPin(new.id, new.version, new.sha256)
    preview = book.preview_move(journey.id, to)
    assert (preview.kept, preview.to_check, preview.retired) == (len(before.answers), (), ())
    assert journey.facts == before, "nothing was changed by looking"
    book.move(journey.id, to)
    moved = journey.facts
    assert moved.amending is not None
    assert moved.pack == to
    assert moved.agreed_facts().pack == before.pack
    assert journey.application.desk.latest_paper(journey.id) == paper
    book.move(journey.id, before.pack)
    assert journey.facts.pack == before.pack
    journey.application.desk.withdraw_amendment(journey.id)
    assert replace(journey.facts, version=0) == replace(before, version=0)
    with pytest.raises(UserFacingError) as refused:
        book.move(journey.id)
    assert refused.value.message_id == "move.newest"
    assert journey.facts.amending is None, "a move to nowhere begins no change"
    assert journey.application.workspace.verify() == []
