"""What was worked out before a decision is kept after it, and nothing that rests on other facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import cast

import pytest

from onboard import locations, wording
from onboard.advice import Advice
from onboard.case_file import read_case
from onboard.content.loader import load_pack
from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import Choice, Decision
from onboard.engagement import Engagement, SignedPaper
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, AnswerState
from onboard.report import recommendation_data
from onboard.snapshot import EngagementSnapshot, derive

SAMPLES = Path(__file__).parent.parent / "packs" / "samples"
DAY = date(2026, 11, 21)
FIRM = FirmProfile()
RESTS_ON = frozenset({"answers", "order", "owned", "opened", "is_alone"})


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(locations.packs() / locations.DEFAULT_PACK)


@pytest.fixture(params=["t1", "t1-replace", "t8", "unknown"])
def facts(request: pytest.FixtureRequest, pack: ContentPack) -> Engagement:
    return read_case(SAMPLES / f"{request.param}.yaml", pack, DAY).engagement


@pytest.fixture
def other_tongue() -> Iterator[Callable[[], None]]:
    yield lambda: wording.speak("es")
    wording.speak("en")


def whole(snapshot: EngagementSnapshot) -> dict[str, object]:
    """Computes all parts, and returns what an export tells of them."""
    for part in Advice.parts():
        getattr(snapshot, part)
    return recommendation_data(snapshot)


def drawn(snapshot: EngagementSnapshot, seed: int) -> tuple[Decision, ...]:
    """A decision for about every second line, of any kind."""
    draw = Random(seed)  # noqa: S311
    made = []
    for line in snapshot.lines:
        if draw.random() < 0.5:
            continue
        choice = draw.choice([Choice.ACCEPT, Choice.DECLINE, Choice.LATER, Choice.OFFER])
        offers = list(snapshot.pack.content.items[line.item].offers)
        made.append(
            Decision(
                line.item,
                choice,
                offer=draw.choice(offers) if choice is Choice.OFFER else "",
                reason="dear" if choice is Choice.DECLINE else "",
                until=DAY + timedelta(30) if choice is Choice.DECLINE else None,
                by=DAY + timedelta(30) if choice is Choice.LATER else None,
                made_on=line.fingerprint,
            )
        )
    return tuple(made)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_decided_upon_what_was_computed_is_as_computed_anew(
    pack: ContentPack, facts: Engagement, seed: int
) -> None:
    before = derive(pack, FIRM, facts, DAY)
    whole(before)
    decided = replace(facts, decisions=drawn(before, seed), private_note="x", version=9)
    after = derive(pack, FIRM, decided, DAY, before)
    assert after.bill is before.bill, "it was computed again"
    assert whole(after) == whole(derive(pack, FIRM, decided, DAY))
    assert [after.because(line) for line in after.lines] == [
        before.because(before.line_by_item[line.item]) for line in after.lines
    ]


def _answered(facts: Engagement) -> Engagement:
    nobody_knows = Answer(QuestionId("people"), AnswerState.UNKNOWN)
    return replace(facts, answers=facts.answers.with_(nobody_knows))


@pytest.mark.parametrize(
    "changed",
    [
        _answered,
        lambda facts: replace(facts, order=facts.order[:-1]),
        lambda facts: replace(facts, estate=facts.estate[:-1]),
        lambda facts: replace(facts, opened=(*facts.opened, "more")),
        lambda facts: replace(facts, alone=True),
        lambda facts: replace(facts, alone=True, papers=(SignedPaper("A", "d", "p", "c"),)),
    ],
    ids=["answer", "order", "estate", "opened", "alone", "alone and signed"],
)
def test_nothing_stays_that_rests_on_other_facts(
    pack: ContentPack, changed: Callable[[Engagement], Engagement]
) -> None:
    facts = read_case(SAMPLES / "t1.yaml", pack, DAY).engagement
    is_signed = bool(changed(facts).papers)
    before = derive(pack, FIRM, replace(facts, alone=True) if is_signed else facts, DAY)
    whole(before)
    after = derive(pack, FIRM, changed(facts), DAY, before)
    assert not set(Advice.parts()) & set(vars(after))
    assert whole(after) == whole(derive(pack, FIRM, changed(facts), DAY))


def test_nothing_stays_on_another_day_of_another_firm_or_pack_or_language(
    pack: ContentPack, other_tongue: Callable[[], None]
) -> None:
    facts = read_case(SAMPLES / "t1.yaml", pack, DAY).engagement
    before = derive(pack, FIRM, facts, DAY)
    whole(before)
    again = replace(pack)
    for made in (
        derive(pack, FIRM, facts, DAY + timedelta(1), before),
        derive(pack, FirmProfile(name="Other"), facts, DAY, before),
        derive(again, FIRM, facts, DAY, before),
    ):
        assert not set(Advice.parts()) & set(vars(made))
    other_tongue()
    assert not set(Advice.parts()) & set(vars(derive(pack, FIRM, facts, DAY, before)))


class _Watched:
    """Facts that tell what was read of them."""

    def __init__(self, facts: Engagement) -> None:
        self._facts = facts
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.read.add(name)
        return getattr(self._facts, name)


def test_advice_reads_no_fact_but_those_it_is_said_to_rest_on(
    pack: ContentPack, facts: Engagement
) -> None:
    """Whoever computes a part from another fact has to name that fact in `Advice`."""
    watched = _Watched(facts)
    advice = Advice(pack, FIRM, cast(Engagement, watched), DAY)
    for part in Advice.parts():
        getattr(advice, part)
    assert watched.read == RESTS_ON
