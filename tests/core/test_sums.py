"""Every sum recomputed by hand, and the alarm on what costs little beside a stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tiny_pack import TEXTS

from onboard.case_file import read_case
from onboard.content.loader import build_pack, load_pack
from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, Answers, AnswerState, AnswerValue
from onboard.locations import DEFAULT_PACK, packs
from onboard.report import recommendation_data
from onboard.snapshot import EngagementSnapshot, derive

DAY = date(2026, 11, 21)
T1 = Path(__file__).parent.parent / "packs" / "samples" / "t1.yaml"


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(packs() / DEFAULT_PACK)


def told(
    pack: ContentPack, firm: FirmProfile | None = None, **values: AnswerValue | None
) -> EngagementSnapshot:
    """T1 with other answers; None is "I don't know"."""
    facts = read_case(T1, pack, DAY).engagement
    answers = facts.answers
    for name, value in values.items():
        key = QuestionId(name.replace("_", "-"))
        state = AnswerState.UNKNOWN if value is None else AnswerState.GIVEN
        answers = answers.with_(Answer(key, state, value))
    return derive(pack, firm or FirmProfile(), replace(facts, answers=answers), DAY)


def amount(snapshot: EngagementSnapshot, name: str) -> tuple[str, str]:
    found = next(each for each in snapshot.reckonings if each.id == name)
    return str(found.amount.low), str(found.amount.high)


CHECK_CASE = {
    "logins": 9,  # and three new people: twelve who stop
    "hour_cost": Decimal("37.36"),
    "share_stopped": 70,
    "yearly_income": Decimal(1_500_000),
    "gross_margin": 60,
    "sales_lost": 50,
}


def test_the_hour_of_a_stop_is_what_the_sources_reckon(pack: ContentPack) -> None:
    """12 × 37.36 × 0.7 = 313.82; 1,500,000 / 2,080 × 0.6 × 0.5 = 216.35; together 530.17."""
    assert amount(told(pack, **CHECK_CASE), "hour-of-stop") == ("313.82", "530.17")


def test_the_hour_of_the_worked_example(pack: ContentPack) -> None:
    """T2: 11 × 37.36 × 0.7 = 287.67."""
    assert amount(told(pack), "hour-of-stop")[0] == "287.67"


def test_time_lost_and_the_rise_for_each_person_and_day(pack: ContentPack) -> None:
    """12 people × 15 minutes × 240 days × 37.36 ÷ 60 = 26,899.20 a year."""
    snapshot = told(pack, **CHECK_CASE, minutes_lost=15, work_days=240, it_spend=Decimal(2_000))
    assert amount(snapshot, "time-lost") == ("26899.20", "26899.20")
    year = snapshot.bill.total.a_year
    low, high = (
        (end - 2_000) / snapshot.facts.count("people") / 240 for end in (year.low, year.high)
    )
    assert amount(snapshot, "rise-per-person") == (f"{low:.2f}", f"{high:.2f}")


def test_what_is_not_told_is_left_out_and_named_never_guessed(pack: ContentPack) -> None:
    snapshot = told(pack, yearly_income=None)
    (stop,) = [each for each in snapshot.reckonings if each.id == "hour-of-stop"]
    assert stop.amount.low == stop.amount.high
    assert len(stop.left_out) == 1
    assert "rise-per-person" not in {each.id for each in snapshot.reckonings}
    assert recommendation_data(snapshot)["beside"] == []


def test_each_bar_is_an_answer(pack: ContentPack) -> None:
    snapshot = told(pack, cost_payroll=Decimal(400_000), cost_rooms=Decimal(30_000))
    bars = {
        bar["question"]: bar["amount"]["low"] for bar in recommendation_data(snapshot)["beside"]
    }
    assert bars == {"cost-payroll": "400000", "cost-rooms": "30000"}


def test_no_sum_of_money_is_carried_into_another_currency(pack: ContentPack) -> None:
    snapshot = told(pack, FirmProfile(currency="EUR"), **CHECK_CASE, cost_payroll=Decimal(9))
    assert snapshot.reckonings == ()
    assert recommendation_data(snapshot)["beside"] == []
    assert snapshot.alarming == frozenset()


def test_three_seats_for_105_alarm_beside_an_hour_for_287(pack: ContentPack) -> None:
    """T2, S0.16: 3 × 35 = 105 a year is below 287.67, and the risk is high."""
    snapshot = told(pack)
    assert "endpoint-protection" in snapshot.alarming
    texts = [flag.text for flag in snapshot.flags if flag.kind == "small-price-large-harm"]
    (text,) = [text for text in texts if "Virus protection" in text]
    assert "$105" in text
    assert "$287.67" in text
    rich = told(pack, hour_cost=Decimal(10))
    assert "endpoint-protection" not in rich.alarming, "77.00 an hour is less than 105"


def test_a_guess_counts_from_the_least_to_the_most_and_is_named(pack: ContentPack) -> None:
    snapshot = told(pack, share_stopped=None)
    (stop,) = [each for each in snapshot.reckonings if each.id == "hour-of-stop"]
    unsure = pack.content.questions[QuestionId("share-stopped")].unsure
    assert unsure.low is not None
    assert stop.is_guessed
    assert stop.amount.low == (11 * Decimal("37.36") * unsure.low / 100).quantize(Decimal("0.01"))
    (flag,) = [f.text for f in snapshot.flags if "Virus protection" in f.text and "$105" in f.text]
    assert "guesses" in flag


def test_what_costs_nothing_or_has_no_price_yet_raises_no_alarm(pack: ContentPack) -> None:
    snapshot = told(pack)
    free = {line.item for line in snapshot.bill.lines if line.is_bought and line.cost.is_zero}
    assert free
    assert not free & snapshot.alarming


SUMS = """
sums:
  rise:
    name: More than last year
    story: A sum.
    per: year
    source: The owner
    on: 2026-11-21
    parts:
      - {text: Less what it was, multiply: [plan-year], minus: [people], divide: [2]}
      - {text: A share of it, multiply: [plan-year], divide: [people]}
"""


def test_what_is_taken_off_or_divides_never_turns_a_range_around() -> None:
    pack = build_pack(
        {
            **TEXTS,
            "sums.yaml": SUMS,
            "questions.yaml": TEXTS["questions.yaml"].replace(
                "unsure: {assume: 5,", "unsure: {assume: 5, low: 2, high: 9,"
            ),
        }
    )
    answers = Answers([Answer(QuestionId("people"), AnswerState.UNKNOWN)])
    facts = Engagement(EngagementId("x"), Client("A"), PackPin("t", "1", "2"), DAY, answers)
    (rise,) = derive(pack, FirmProfile(), facts, DAY).reckonings
    less, share = rise.figures
    year = derive(pack, FirmProfile(), facts, DAY).bill.total.a_year  # five seats for 35
    assert (year.low, year.high) == (175, 175)
    assert (less.amount.low, less.amount.high) == (Decimal("83.00"), Decimal("86.50"))
    assert (share.amount.low, share.amount.high) == (Decimal("19.44"), Decimal("87.50"))
