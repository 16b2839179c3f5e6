"""No tampering of a signed paper is ever told to be the unchanged paper."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace

import pytest
from attacks import REGIONS, Attack, Rivals, all_attacks, flipped, rivals
from paper_factory import AT, CONSULTANT, OWNER, Stages
from updates import UPDATES, appearances_to_be_made_again, sealed_with, updated

from onboard.pdf.keys import load_key
from onboard.pdf.seal import seal_paper
from onboard.pdf.told import verification_text
from onboard.pdf.verify import verify_pdf
from onboard.ports import KnownPaper

ATTACKS = tuple(all_attacks())


@pytest.fixture(scope="session")
def other(stages: Stages) -> Rivals:
    return rivals(stages)


def remembered(stages: Stages) -> KnownPaper:
    return KnownPaper(
        {
            "consultant": load_key(stages.consultant_key, AT).fingerprint,
            "owner": load_key(stages.owner_key, AT).fingerprint,
        },
        hashlib.sha256(stages.signed).hexdigest(),
    )


def test_there_are_enough_of_them_and_each_has_a_name_of_its_own() -> None:
    assert len({(each.family, each.name) for each in ATTACKS}) == len(ATTACKS)
    assert len(ATTACKS) > 100
    assert len(REGIONS) > 30


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(
            each,
            id=f"{each.family}: {each.name}",
            marks=pytest.mark.soak if each.is_long else (),
        )
        for each in ATTACKS
    ],
)
def test_a_tampering_is_caught(stages: Stages, other: Rivals, attack: Attack) -> None:
    pdf = attack.make(stages, other)
    assert pdf != stages.signed
    found = verify_pdf(pdf)
    told = verification_text(found)
    if attack.needs_memory:
        assert found.status == "unchanged", "it is a true paper of somebody else"
        assert not found.identity_known
        assert "identity not known" in told[0]
    elif attack.is_only_incomplete:
        assert found.status == "incomplete"
        assert "has not signed yet." in told[-1]
        assert len(found.signatures) < 2
    else:
        assert found.status in ("altered", "unreadable")
    assert all(len(line) < 300 and "Error" not in line for line in told)
    # Where the paper is known nothing passes, not even a true paper that lacks a signature.
    if attack.needs_memory or attack.is_only_incomplete:
        assert verify_pdf(pdf, known=remembered(stages)).status == "altered"


@pytest.mark.soak
@pytest.mark.parametrize("change", UPDATES, ids=lambda each: each.__name__)
def test_a_half_signed_paper_is_guarded_just_so(stages: Stages, change: object) -> None:
    assert verify_pdf(updated(stages.half, change)).status in ("altered", "unreadable")


def test_what_signing_takes_back_leaves_the_paper_whole(stages: Stages) -> None:
    pdf = sealed_with(stages.half, OWNER, stages.owner_key, appearances_to_be_made_again)
    assert b"/NeedAppearances" not in pdf
    assert verify_pdf(pdf).status == "unchanged"


def _places(pdf: bytes, count: int, seed: int) -> list[tuple[int, int]]:
    dice = random.Random(seed)  # noqa: S311
    return [(dice.randrange(len(pdf)), dice.randrange(8)) for _ in range(count)]


def test_a_sample_of_single_bits_is_caught(stages: Stages) -> None:
    for place, bit in _places(stages.signed, 12, 7):
        found = verify_pdf(flipped(stages.signed, place, bit))
        assert found.status in ("altered", "unreadable"), (place, bit)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(8))
def test_thousands_of_single_bits_are_caught(stages: Stages, seed: int) -> None:
    for place, bit in _places(stages.signed, 500, seed):
        found = verify_pdf(flipped(stages.signed, place, bit))
        assert found.status in ("altered", "unreadable"), (place, bit)


@pytest.mark.parametrize(
    "name", ["The Consultant", "The  Consultant", "Thе Consultant", "The Consu1tant"]
)
def test_a_consultant_of_a_known_name_with_another_key_is_told(
    stages: Stages, other: Rivals, name: str
) -> None:
    own = load_key(stages.consultant_key, AT).fingerprint
    half = seal_paper(stages.unsigned, replace(CONSULTANT, name=name), other.consultant_key)
    known = KnownPaper(consultants={"The Consultant": [own]})
    found = verify_pdf(half, known=known)
    assert found.status == "altered"
    told = "another key than the one this computer knows for “The Consultant”"
    assert told in found.changes[0]


def test_a_consultant_with_the_known_key_or_another_name_is_no_stranger(stages: Stages) -> None:
    own = load_key(stages.consultant_key, AT).fingerprint
    for known in ({"The Consultant": ["00", own]}, {"Somebody Else": ["00"]}):
        assert verify_pdf(stages.signed, known=KnownPaper(consultants=known)).status == "unchanged"
