"""What fits now and what waits (S1.3): a budget takes no line away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboard.budget import MONTHS_AHEAD, Phase, Phases, phases
from onboard.case_file import read_case
from onboard.content.loader import load_pack
from onboard.content.model import CompanionKind, ItemId, QuestionId
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, AnswerState
from onboard.locations import DEFAULT_PACK, packs
from onboard.papers.phases import phases_section
from onboard.recommendation.bill import Source
from onboard.recommendation.money import total
from onboard.report import recommendation_data
from onboard.snapshot import EngagementSnapshot, derive

DAY = date(2026, 11, 21)
T1 = Path(__file__).parent.parent / "packs" / "samples" / "t1.yaml"
PACK = load_pack(packs() / DEFAULT_PACK)


def _with_budget(
    once: int | None, monthly: int | None, *, accepted: bool = True
) -> EngagementSnapshot:
    facts = read_case(T1, PACK, DAY).engagement
    answers = facts.answers
    for key, value in (("budget-now", once), ("budget-month", monthly)):
        answers = answers.without(QuestionId(key))
        if value is not None:
            given = Answer(QuestionId(key), AnswerState.GIVEN, Decimal(value))
            answers = answers.with_(given)
    decisions = (Decision(EVERY_LINE, Choice.ACCEPT),) if accepted else ()
    told = replace(facts, answers=answers, decisions=decisions)
    return derive(PACK, FirmProfile(), told, DAY)


def _found(snapshot: EngagementSnapshot) -> Phases:
    found = phases(snapshot)
    assert found is not None
    return found


def _all(found: Phases) -> list[Phase]:
    return [found.now, *found.later]


def test_without_a_budget_nothing_is_put_in_an_order() -> None:
    snapshot = _with_budget(None, None)
    assert phases(snapshot) is None
    assert phases_section(snapshot).blocks == ()
    assert recommendation_data(snapshot)["budget"] is None


def test_a_large_budget_begins_with_everything_at_once() -> None:
    snapshot = _with_budget(1_000_000, 1_000_000)
    found = _found(snapshot)
    assert found.later == ()
    assert found.now.cost == snapshot.chosen_total


def test_a_small_one_keeps_every_line_and_says_from_when() -> None:
    snapshot = _with_budget(400, 700)
    found = _found(snapshot)
    assert found.later
    days = [phase.on for phase in found.later if phase.on is not None]
    assert days == sorted(days)
    assert all(day > DAY and day.day == 1 for day in days)
    told = [line.item for phase in _all(found) for line in phase.lines]
    assert sorted(told) == sorted(line.item for line in snapshot.chosen.to_buy)


def test_before_anything_is_decided_the_recommended_lines_are_placed() -> None:
    snapshot = _with_budget(400, 700, accepted=False)
    told = [line.item for phase in _all(_found(snapshot)) for line in phase.lines]
    assert sorted(told) == sorted(line.item for line in snapshot.bill.to_buy)


def test_a_declined_line_and_what_falls_with_it_are_not_placed() -> None:
    snapshot = _with_budget(9_000, 9_000)
    decisions = (
        *snapshot.engagement.decisions,
        Decision(ItemId("support-plan"), Choice.DECLINE, reason="later"),
    )
    refused = derive(PACK, FirmProfile(), replace(snapshot.engagement, decisions=decisions), DAY)
    told = {line.item for phase in _all(_found(refused)) for line in phase.lines}
    assert "support-plan" not in told
    assert told == {line.item for line in refused.chosen.to_buy}


def test_what_never_fits_is_said_so_and_a_waiting_must_is_named() -> None:
    snapshot = _with_budget(0, 1)
    found = _found(snapshot)
    last = found.later[-1]
    assert last.on is None
    assert last.musts
    text = str(phases_section(snapshot).blocks)
    assert "Not within three years" in text
    assert last.musts[0].line.name in text


def test_a_part_that_was_not_told_limits_nothing() -> None:
    monthly_only = _found(_with_budget(None, 1_000_000))
    assert monthly_only.later == ()
    once_only = _found(_with_budget(1_000_000, None))
    assert once_only.later == ()


def test_another_currency_than_the_packs_is_not_converted() -> None:
    snapshot = _with_budget(500, 500)
    foreign = derive(PACK, FirmProfile(currency="EUR"), snapshot.engagement, DAY)
    assert phases(foreign) is None


def _begins(found: Phases) -> list[tuple[int, Phase]]:
    """Months from the start, and what begins then."""
    return [
        ((phase.on.year - DAY.year) * 12 + phase.on.month - DAY.month, phase)
        for phase in _all(found)
        if phase.on is not None
    ]


@settings(max_examples=12, deadline=None)
@given(once=st.integers(0, 12_000), monthly=st.integers(0, 3_000))
def test_no_month_pays_more_than_there_is_and_nothing_is_lost(once: int, monthly: int) -> None:
    """Paid month by month: what is bought once, the month's prices, and yearly ones when due."""
    snapshot = _with_budget(once, monthly)
    found = _found(snapshot)
    begun = _begins(found)
    purse = Decimal(once)
    for month in range(MONTHS_AHEAD + 1):
        running = [phase.cost for start, phase in begun if start <= month]
        each_month = sum((cost.monthly.high for cost in running), Decimal(0))
        twelfths = sum((cost.yearly.high / 12 for cost in running), Decimal(0))
        assert each_month + twelfths <= monthly
        for start, phase in begun:
            purse -= phase.cost.once.high if start == month else 0
            is_due = start <= month and (month - start) % 12 == 0
            purse -= phase.cost.yearly.high if is_due else 0
        assert purse >= 0, month
        purse += monthly - each_month
    lines = [line for phase in _all(found) for line in phase.lines]
    assert len(lines) == len({line.item for line in lines})
    whole = total((phase.cost for phase in _all(found)), snapshot.currency)
    assert whole == snapshot.chosen_total


def test_a_yearly_price_is_due_at_once_and_not_by_twelfths() -> None:
    """Nothing to spend now, and plenty each month: what is paid by the year waits for its money."""
    found = _found(_with_budget(0, 100_000))
    assert found.now.cost.yearly.is_zero
    assert found.now.cost.once.is_zero
    assert not found.now.cost.monthly.is_zero


def test_what_was_put_off_begins_on_its_day_at_the_earliest() -> None:
    snapshot = _with_budget(1_000_000, 1_000_000)
    decisions = (
        *snapshot.engagement.decisions,
        Decision(ItemId("restore-test"), Choice.LATER, by=date(2027, 3, 15)),
    )
    later = derive(PACK, FirmProfile(), replace(snapshot.engagement, decisions=decisions), DAY)
    found = _found(later)
    day = next(phase.on for phase in _all(found) if "restore-test" in {x.item for x in phase.lines})
    assert day == date(2027, 4, 1)


def test_cheaper_steps_that_were_taken_are_paid_now() -> None:
    snapshot = _with_budget(1_000_000, 1_000_000)
    step = next(iter(PACK.content.items["support-plan"].cheaper))
    decisions = (
        *snapshot.engagement.decisions,
        Decision(ItemId("support-plan"), Choice.DECLINE, reason="dear", cheaper=(step,)),
    )
    taken = derive(PACK, FirmProfile(), replace(snapshot.engagement, decisions=decisions), DAY)
    found = _found(taken)
    assert found.steps == taken.settlement.steps_cost
    assert not found.steps.is_zero
    assert found.now.cost == taken.chosen_total


def test_a_budget_in_other_money_is_told_so_in_the_paper() -> None:
    snapshot = _with_budget(500, 500)
    foreign = derive(PACK, FirmProfile(currency="EUR"), snapshot.engagement, DAY)
    assert "another currency" in str(phases_section(foreign).blocks)


@settings(max_examples=8, deadline=None)
@given(once=st.integers(0, 9_000), monthly=st.integers(100, 2_500))
def test_no_part_begins_after_its_whole_and_no_companion_before_all_that_call_for_it(
    once: int, monthly: int
) -> None:
    found = _found(_with_budget(once, monthly))
    never = date.max
    begins = {line.item: phase.on or never for phase in _all(found) for line in phase.lines}
    for phase in _all(found):
        for line in phase.lines:
            parts = line.line.contributions
            whole = [
                begins[part.origin]  # type: ignore[index]
                for part in parts
                if part.kind is CompanionKind.INSEPARABLE and part.origin in begins
            ]
            assert not whole or begins[line.item] <= min(whole), line.item
            if all(part.source is Source.COMPANION for part in parts):
                callers = [begins[part.origin] for part in parts if part.origin in begins]  # type: ignore[index]
                assert not callers or begins[line.item] >= min(callers), line.item


@pytest.mark.parametrize("once", [300, 900])
def test_more_money_brings_must_haves_forward(once: int) -> None:
    """More money brings no must-have to a later day."""
    small, large = _found(_with_budget(once, 900)), _found(_with_budget(once * 4, 1_800))
    later = {line.item for phase in large.later for line in phase.musts}
    earlier = {line.item for line in small.now.musts}
    assert not later & earlier


@pytest.mark.parametrize(("once", "monthly"), [(300, 900), (900, 1500), (3000, 900)])
def test_protection_does_not_wait_for_dear_computers(
    once: int, monthly: int, tmp_path: Path
) -> None:
    """S0, S0.16: who knows nothing yet has all computers to replace, and protection comes first."""
    file = tmp_path / "a.yaml"
    file.write_text(
        "pack: small-office-it\n"
        f"answers: {{budget-now: {once}, budget-month: {monthly}}}\n"
        'open: [budget-now, budget-month]\norder: ["3 PCs"]\n',
        encoding="utf-8",
    )
    facts = read_case(file, PACK, DAY).engagement
    found = _found(derive(PACK, FirmProfile(), facts, DAY))
    begins = {line.item: phase.on or date.max for phase in _all(found) for line in phase.lines}
    assert begins[ItemId("endpoint-protection")] < begins[ItemId("workstation")]
