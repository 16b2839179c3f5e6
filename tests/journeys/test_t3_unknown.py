"""T3: the owner answers "I don't know" to everything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from journey_kit import DAY, Journey, section_of, words_of

from onboard.content.model import Tier
from onboard.engagement import Client
from onboard.interview.answers import AnswerState
from onboard.interview.assumptions import Why
from onboard.pdf.paper import read_data
from onboard.wording import day

MOST_QUESTIONS = 120


def answer_nothing(journey: Journey, state: AnswerState) -> int:
    """Follow the path to its end with the same answer; returns how many questions came."""
    journey.begin(Client("Example Shop", owner="The Owner", email="owner@example.com"))
    for asked in range(MOST_QUESTIONS):
        question = journey.snapshot.path.next
        if question is None:
            return asked
        journey.application.service.record_unknown(journey.id, question, state)
    raise AssertionError("the path has no end")


def test_i_dont_know_to_everything_ends_in_a_long_honest_signed_list(journey: Journey) -> None:
    """T3, S0.12, TRAP-1: never a clean sheet; every guess is named, dated and given to someone."""
    asked = answer_nothing(journey, AnswerState.UNKNOWN)
    snapshot = journey.snapshot
    assert 25 <= asked <= 60
    assert snapshot.path.is_done
    assert len([line for line in snapshot.lines if line.line.is_bought]) >= 40
    assert len(snapshot.lines_of(Tier.MUST)) >= 15
    assert not [flag for flag in snapshot.flags if flag.kind == "urgent"]
    assert [flag for flag in snapshot.flags if flag.kind == "to-find-out"]
    assert not [flag for flag in snapshot.flags if flag.kind == "contradiction"]
    unknown = [entry for entry in snapshot.assumptions if entry.why is Why.UNKNOWN]
    assert {entry.question for entry in unknown} == set(snapshot.path.questions)
    for entry in snapshot.assumptions:
        assert entry.assumed.strip(), entry.question
        assert entry.who.strip(), entry.question
        assert entry.say.strip(), entry.question

    journey.accept_the_rest()
    pdf = journey.sign_by_both()
    data, words = read_data(pdf), words_of(pdf)
    checked_by = day(DAY + timedelta(days=30))
    guesses = str(section_of(pdf, "Guesses to check"))
    assert len(data["assumptions"]) == len(snapshot.assumptions)
    for entry in snapshot.assumptions:
        assert entry.assumed in guesses, entry.question
        if entry.why is Why.UNKNOWN:
            assert entry.say in guesses, entry.question
            assert entry.who in guesses, entry.question
    assert guesses.count(checked_by) >= len(unknown)
    assert checked_by in words
    assert "You said you do not know" in words
    assert f"Guesses that we check together: {len(snapshot.assumptions)}" in words
    journey.expect_closed(pdf)


def test_ask_me_later_leads_to_the_same_bill_and_is_parked(journey: Journey, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """T3: "ask me later" counts as unknown until answered."""
    answer_nothing(journey, AnswerState.LATER)
    later = journey.snapshot
    other = Journey(tmp_path / "other")
    try:
        answer_nothing(other, AnswerState.UNKNOWN)
        unknown = other.snapshot
    finally:
        other.application.close()
    assert later.bill == unknown.bill
    assert later.register == unknown.register
    assert set(later.path.parked) == set(later.path.questions)
    assert unknown.path.parked == ()


def test_guesses_that_move_a_number_are_marked_on_the_line(journey: Journey) -> None:
    """T3: a line that rests on a guess says "to be confirmed"."""
    answer_nothing(journey, AnswerState.UNKNOWN)
    bought = [line for line in journey.snapshot.lines if line.line.is_bought]
    unsure = [line for line in bought if line.line.to_confirm]
    assert len(unsure) >= len(bought) / 2


@pytest.mark.parametrize("state", [AnswerState.UNKNOWN, AnswerState.LATER])
def test_every_question_may_be_left_open(journey: Journey, state: AnswerState) -> None:
    """T3, S0.12: no answer of any question is compulsory, and each can be found out later."""
    journey.begin(Client("Example Shop"))
    service = journey.application.service
    for question in journey.pack.questions_in_order:
        service.record_unknown(journey.id, question, state)
    assert len(journey.facts.answers) == len(journey.pack.content.questions)
    assert journey.snapshot.path.is_done
    assert journey.snapshot.bill.to_buy
