"""Files changed at random: none is accepted, and none brings the program down."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from handover_kit import TwoHomes, a_client, answered, inside_ask, inside_reply

from onboard.canonical import canonical_bytes
from onboard.errors import UserFacingError
from onboard.handover.ask_file import new_firm_key, seal_ask, sha256_of
from onboard.handover.parcel import packed
from onboard.handover.reply_file import seal_reply
from onboard.handover.results import Invitation

SEED = 20261122
SAMPLE, ALL = 300, 3000
MUTATIONS = [
    pytest.param(SAMPLE, id="sample"),
    pytest.param(ALL, id="all", marks=pytest.mark.soak),
]


class HandedOver:
    """One hand-over with its answer, and what both sides hold."""

    def __init__(self, homes: TwoHomes) -> None:
        self.homes = homes
        self.mine = a_client(homes.firm, people=6, server="none", it_spend="900.50")
        self.made: Invitation = homes.firm.handover.invite(self.mine.id)
        theirs = homes.owner.handover.accept(self.made.data, self.made.code)
        answered(homes.owner, theirs.id, people=8, private_data=["ids"], pain_last="2026-11-01")
        homes.owner.service.set_order(theirs.id, ["3 PCs"])
        homes.owner.service.remark(theirs.id, "work", "Nothing more.")
        self.reply = homes.owner.handover.reply(theirs.id).data
        self.key = bytes.fromhex(inside_ask(self.made)["lock"]["key"])


@pytest.fixture(scope="module")
def handed(shared_homes: TwoHomes) -> HandedOver:
    return HandedOver(shared_homes)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The same with a few bits, bytes or pieces changed, moved, cut out or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(changed) or 1)
        size = chance.randint(1, 40)
        match chance.randrange(7):
            case 0 | 1 if changed:
                changed[at] ^= 1 << chance.randrange(8)
            case 2 if changed:
                changed[at] = chance.randrange(256)
            case 3:
                del changed[at : at + size]
            case 4:
                changed[at:at] = chance.randbytes(size)
            case 5:
                changed[at : at + size] = changed[at : at + size][::-1]
            case _:
                del changed[at:]
    return bytes(changed)


def is_refused(attempt: Callable[..., object], *given: object) -> bool:
    """Whether it was, with one sentence; any other way to fail fails the test."""
    refusals: list[str] = []
    try:
        attempt(*given)
    except UserFacingError as error:
        refusals.append(str(error))
    assert not any("\n" in each for each in refusals)
    return bool(refusals)


@pytest.mark.parametrize("count", MUTATIONS)
def test_no_changed_file_is_accepted(handed: HandedOver, count: int) -> None:
    chance = random.Random(SEED)  # noqa: S311
    homes, made = handed.homes, handed.made
    before = homes.firm.service.engagement(handed.mine.id)
    clients = homes.owner.service.clients()
    tried = 0
    while tried < count:
        ask, reply = mutated(made.data, chance), mutated(handed.reply, chance)
        if ask == made.data or reply == handed.reply:
            continue
        tried += 1
        assert is_refused(homes.owner.handover.accept, ask, made.code)
        assert is_refused(homes.firm.handover.read, reply)
    assert homes.owner.service.clients() == clients
    assert homes.firm.service.engagement(handed.mine.id) == before
    assert homes.firm.handover.read(handed.reply).entries


@pytest.mark.parametrize(
    "bits", [pytest.param(1, id="one"), pytest.param(8, id="all", marks=pytest.mark.soak)]
)
def test_no_single_bit_of_the_outside_is_without_meaning(handed: HandedOver, bits: int) -> None:
    """Bits of each byte of magic, version, kind and headers, and of the seal at the end."""
    homes, made = handed.homes, handed.made
    tries: list[tuple[bytes, Callable[..., object], tuple[str, ...]]] = [
        (made.data, homes.owner.handover.accept, (made.code,)),
        (handed.reply, homes.firm.handover.read, ()),
    ]
    for data, attempt, more in tries:
        for place in [*range(6 + 92), *range(len(data) - 64, len(data))]:
            for bit in range(bits):
                changed = bytearray(data)
                changed[place] ^= 1 << (place + bit) % 8
                assert is_refused(attempt, bytes(changed), *more)


@pytest.mark.parametrize("count", MUTATIONS)
def test_changed_content_under_a_good_seal_never_breaks_the_reader(
    handed: HandedOver, count: int
) -> None:
    """From somebody who holds the code: what is refused is refused with a sentence."""
    chance = random.Random(SEED)  # noqa: S311
    body = canonical_bytes(inside_reply(handed.homes, handed.made, handed.reply))
    asked = canonical_bytes(inside_ask(handed.made))
    homes, made = handed.homes, handed.made
    refused = 0
    for number in range(count):
        refused += is_refused(homes.firm.handover.read, a_sealed(handed, mutated(body, chance)))
        if number % 50 == 0:  # stretching the code takes its time
            again = seal_ask(packed(mutated(asked, chance)), made.code, new_firm_key())
            refused += is_refused(homes.owner.handover.accept, again, made.code)
    assert refused > count * 0.8


def a_sealed(handed: HandedOver, body: bytes) -> bytes:
    return seal_reply(body, handed.key, sha256_of(handed.made.data))


def test_structures_at_random_never_break_the_reader(handed: HandedOver) -> None:
    """Whole values in the place of others, each of another type."""
    chance = random.Random(SEED)  # noqa: S311
    good = inside_reply(handed.homes, handed.made, handed.reply)
    strange: list[Any] = [None, True, 0, -1, "", "x", [], {}, [[]], {"a": {}}, 10**14, "2026-01-01"]
    for _ in range(SAMPLE):
        content = json.loads(json.dumps(good))
        at = content
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            key = chance.choice(keys)
            if isinstance(at[key], (dict, list)) and at[key] and chance.random() < 0.8:
                at = at[key]
                continue
            at[key] = chance.choice(strange)
            break
        is_refused(handed.homes.firm.handover.read, a_sealed(handed, canonical_bytes(content)))
    assert handed.homes.firm.handover.read(a_sealed(handed, canonical_bytes(good))).entries
