"""T5: the owner wants to pay a fifth less (S2.1): what leaves is said in order and written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboard.case_file import read_case
from onboard.content.loader import load_pack
from onboard.content.model import QuestionId, Tier
from onboard.content.pack import ContentPack
from onboard.decisions import Choice, Decision, Position
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, AnswerState
from onboard.locations import DEFAULT_PACK, packs
from onboard.papers.promises import terms
from onboard.price_cut import cuts
from onboard.report import recommendation_data
from onboard.snapshot import EngagementSnapshot, derive

DAY = date(2026, 11, 21)
T1 = Path(__file__).parent.parent / "packs" / "samples" / "t1.yaml"
PACK = load_pack(packs() / DEFAULT_PACK)


@pytest.fixture(scope="module")
def snapshot() -> EngagementSnapshot:
    return derive(PACK, FirmProfile(), read_case(T1, PACK, DAY).engagement, DAY)


def test_a_fifth_less_names_what_leaves_the_least_grave_first(snapshot: EngagementSnapshot) -> None:
    steps = cuts(snapshot, 20)
    assert steps[-1].percent >= 20
    tiers = [list(reversed(Tier)).index(cut.line.tier) for cut in steps]
    assert tiers == sorted(tiers), "no protection leaves before a comfort"
    whole = snapshot.bill.total.first_year.high
    assert steps[-1].total.first_year.high <= whole * 8 // 10 + 1
    assert all(cut.leaves for cut in steps if not cut.offer)
    data = recommendation_data(snapshot)["cuts"]
    assert [row["item"] for row in data[: len(steps)]] == [cut.line.item for cut in steps]


def test_help_that_leaves_takes_its_promises_with_it(snapshot: EngagementSnapshot) -> None:
    steps = cuts(snapshot, 95)
    support = next(cut for cut in steps if cut.line.item == "support-plan" and not cut.offer)
    assert "How soon we start" in support.promises
    facts = replace(
        snapshot.engagement,
        decisions=(Decision(support.line.item, Choice.DECLINE, reason="too dear"),),
    )
    declined = derive(PACK, FirmProfile(), facts, DAY)
    assert "p9-answer-times" not in {filled.id for filled in terms(declined).clauses}
    assert "p9-answer-times" in {filled.id for filled in terms(snapshot).clauses}


def test_each_line_that_leaves_writes_an_acceptance(snapshot: EngagementSnapshot) -> None:
    for cut in cuts(snapshot, 40):
        assert cut.writes_acceptance is not bool(cut.offer)
        assert cut.needs_initials is (cut.line.tier is Tier.MUST and not cut.offer)


def _facts(pack: ContentPack, people: int, laptops: int, kind: str) -> EngagementSnapshot:
    base = read_case(T1, pack, DAY).engagement
    answers = base.answers
    for key, value in (("people", people), ("logins", people), ("away-people", laptops)):
        answers = answers.with_(Answer(QuestionId(key), AnswerState.GIVEN, value))
    answers = answers.with_(Answer(QuestionId("business-kind"), AnswerState.GIVEN, kind))
    return derive(pack, FirmProfile(), replace(base, answers=answers), DAY)


@settings(max_examples=3, deadline=None)
@given(
    people=st.integers(1, 60),
    laptops=st.integers(0, 20),
    kind=st.sampled_from(["health", "shop", "make", "legal", "other"]),
)
def test_cuts_only_go_down_and_no_companion_leaves_in_silence(
    people: int, laptops: int, kind: str
) -> None:
    snapshot = _facts(PACK, people, laptops, kind)
    steps = cuts(snapshot, 45)
    totals = [snapshot.bill.total.first_year.high, *(cut.total.first_year.high for cut in steps)]
    assert totals == sorted(totals, reverse=True)
    percents = [cut.percent for cut in steps]
    assert percents == sorted(percents)
    gone: set[str] = set()
    decisions: tuple[Decision, ...] = ()
    for cut in steps:
        if cut.offer:
            made = Decision(cut.line.item, Choice.OFFER, offer=cut.offer)
        else:
            gone |= {cut.line.item, *cut.falls}
            made = Decision(cut.line.item, Choice.DECLINE, reason="too dear", initials="TO")
        decisions = (*decisions, made)
    facts = replace(snapshot.engagement, decisions=decisions)
    decided = derive(PACK, FirmProfile(), facts, DAY)  # certified: no companion is missing unsaid
    refused = (Position.DECLINED, Position.FALLS_WITH)
    left = {line.item for line in decided.chosen.to_buy}
    assert not left & gone
    for item in gone & set(decided.settlement.lines):
        assert decided.settlement.lines[item].position in (*refused, Position.COMES_WITH), item
