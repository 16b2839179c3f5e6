"""What counts for a line: decisions go stale, run out, and fall with what they belong to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from onboard import locations
from onboard.case_file import Case, read_case
from onboard.content.loader import load_pack
from onboard.content.model import ItemId
from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Choice, Decision, Position
from onboard.engagement import Engagement
from onboard.firm import FirmProfile, OwnPrice
from onboard.papers.open_points import open_points
from onboard.papers.promises import terms
from onboard.recommendation.estate import Holding
from onboard.snapshot import EngagementSnapshot, derive

SAMPLES = Path(__file__).parent.parent / "packs" / "samples"
SUITE, PROTECTION = ItemId("office-suite"), ItemId("endpoint-protection")


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(locations.packs() / locations.DEFAULT_PACK)


@pytest.fixture(scope="module")
def t1(pack: ContentPack) -> Case:
    return read_case(SAMPLES / "t1.yaml", pack, date(2026, 11, 21))


def seen(
    pack: ContentPack,
    facts: Engagement,
    *decisions: Decision,
    firm: FirmProfile | None = None,
    on: date = date(2026, 11, 21),
) -> EngagementSnapshot:
    return derive(pack, firm or FirmProfile(), replace(facts, decisions=decisions), on)


def test_a_price_change_of_the_chosen_offer_asks_again(pack: ContentPack, t1: Case) -> None:
    """S2.3: a yes to one price is no yes to another."""
    facts = replace(t1.engagement, estate=(), order=())
    cheap = FirmProfile(own_prices=(OwnPrice(SUITE, "best", Decimal(20), "month"),))
    dear = FirmProfile(own_prices=(OwnPrice(SUITE, "best", Decimal(500), "month"),))
    before = seen(pack, facts, firm=cheap)
    mark = before.line_by_item[SUITE].fingerprint
    yes = Decision(SUITE, Choice.OFFER, offer="best", made_on=mark)
    assert seen(pack, facts, yes, firm=cheap).line_by_item[SUITE].settled.position is (
        Position.ACCEPTED
    )
    assert seen(pack, facts, yes, firm=dear).line_by_item[SUITE].settled.position is Position.STALE


def test_the_same_price_written_differently_is_no_change(pack: ContentPack, t1: Case) -> None:
    facts = replace(t1.engagement, estate=(), order=())
    marks = {
        seen(pack, facts, firm=FirmProfile(own_prices=(OwnPrice(SUITE, "best", amount, "month"),)))
        .line_by_item[SUITE]
        .fingerprint
        for amount in (Decimal("39"), Decimal("39.00"))
    }
    assert len(marks) == 1


def test_a_no_that_has_run_out_is_asked_again(pack: ContentPack, t1: Case) -> None:
    """S0.15: an acceptance expires and comes back."""
    no = Decision(PROTECTION, Choice.DECLINE, reason="dear", until=date(2026, 12, 1))
    now = seen(pack, t1.engagement, no).line_by_item[PROTECTION].settled
    assert now.position is Position.DECLINED
    later = seen(pack, t1.engagement, no, on=date(2026, 12, 2)).line_by_item[PROTECTION].settled
    assert later.position is Position.STALE


def test_a_later_whose_day_has_passed_is_asked_again(pack: ContentPack, t1: Case) -> None:
    wait = Decision(PROTECTION, Choice.LATER, by=date(2026, 12, 1))
    later = seen(pack, t1.engagement, wait, on=date(2026, 12, 2)).line_by_item[PROTECTION]
    assert later.needs_decision


def test_before_any_decision_every_line_to_buy_is_open(pack: ContentPack, t1: Case) -> None:
    """TRAP-5: nothing falls away or comes along while nobody has said anything."""
    snapshot = seen(pack, replace(t1.engagement, estate=()))
    bought = [line for line in snapshot.lines if line.line.is_bought]
    assert bought
    assert {line.settled.position for line in bought} == {Position.OPEN}


def test_one_yes_to_everything_settles_everything(pack: ContentPack, t1: Case) -> None:
    snapshot = seen(pack, t1.engagement, Decision(EVERY_LINE, Choice.ACCEPT))
    assert not snapshot.open_lines


def test_what_belongs_to_a_refused_line_falls_and_names_it(pack: ContentPack, t1: Case) -> None:
    facts = t1.engagement
    everything = Decision(EVERY_LINE, Choice.ACCEPT)
    no = Decision(ItemId("ups"), Choice.DECLINE, reason="dear")
    settled = seen(pack, facts, everything, no).line_by_item[ItemId("ups-battery")].settled
    assert settled.position is Position.FALLS_WITH
    assert settled.with_line == "ups"


def test_owning_what_nobody_asks_for_breaks_nothing(pack: ContentPack) -> None:
    """A thing in the estate without a line of its own still needs what it needs."""
    case = read_case(SAMPLES / "unknown.yaml", pack, date(2026, 11, 21))
    facts = replace(case.engagement, estate=(Holding(ItemId("voip-seat"), 3),))
    for order in ((), case.engagement.order):
        assert seen(pack, replace(facts, order=order)).lines


def test_prices_of_another_currency_are_not_called_free(pack: ContentPack, t1: Case) -> None:
    """No conversion, no zero: the price is to be confirmed, and nothing is signed before."""
    firm = FirmProfile(name="Firm", currency="EUR")
    snapshot = seen(pack, t1.engagement, Decision(EVERY_LINE, Choice.ACCEPT), firm=firm)
    priced = [line.line for line in snapshot.lines if line.line.is_bought]
    assert any(not line.unit_price.is_confirmed for line in priced)
    points = open_points(snapshot, terms(snapshot))
    assert any("EUR" in point for point in points)


def test_replacing_more_computers_than_are_bought_takes_no_protection_away(
    pack: ContentPack, t1: Case
) -> None:
    """S0.7: a slip in one number must not silence the list."""
    from onboard.content.model import QuestionId
    from onboard.interview.answers import Answer, AnswerState

    slip = Answer(QuestionId("replaced-computers"), AnswerState.GIVEN, 30)
    facts = replace(t1.engagement, answers=t1.engagement.answers.with_(slip))
    line = seen(pack, facts).bill.get(PROTECTION)
    assert line is not None
    assert line.required >= 8
