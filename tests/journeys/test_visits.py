"""After signing: a visit with each promise, a doubt about a bill, and the days for a calendar."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from journey_kit import Journey

from onboard.content.model import QuestionId
from onboard.decisions import Choice
from onboard.desk.attention import Attention
from onboard.engagement import ClauseEdit, EngagementId
from onboard.errors import UserFacingError
from onboard.interview.answers import Answer, AnswerState
from onboard.papers.promises import clause_by_number, terms
from onboard.pdf.paper import read_data
from onboard.visiting.calendar_file import read_events, write_calendar
from onboard.visits.entries import BillOutcome, Kept
from onboard.visits.folding import REVIEW, Written

LATER, REFUSED = "offsite-copy", "ups"
DAY = date(2027, 2, 20)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, EngagementId, bytes]:
    journey = Journey(tmp_path_factory.mktemp("visits") / "home")
    journey.tell("t1.yaml")
    journey.answer(
        QuestionId("minutes-lost"), Answer(QuestionId("minutes-lost"), AnswerState.GIVEN, 25)
    )
    said = {"initials": "TO", "name": "The Owner", "role": "Owner", "authority": "I own it."}
    journey.decide(REFUSED, Choice.DECLINE, reason="later", until=date(2027, 5, 1), **said)
    journey.decide(LATER, Choice.LATER, by=date(2027, 3, 1))
    journey.accept_the_rest()
    paper = journey.sign_by_both()
    journey.application.close()
    return journey.folder, journey.id, paper


@pytest.fixture
def made(
    signed: tuple[Path, EngagementId, bytes], tmp_path: Path
) -> Iterator[tuple[Journey, bytes]]:
    folder, key, paper = signed
    shutil.copytree(folder, tmp_path / "home")
    journey = Journey(tmp_path / "home")
    journey.id = key
    journey.clock.go_to(DAY)
    yield journey, paper
    journey.application.close()


def hold_review(journey: Journey) -> None:
    """A review that found a promise broken and left one point with a day."""
    book, key = journey.application.visits, journey.id
    visit = book.begin(key, DAY, ["The Owner"], REVIEW).id
    book.check(key, visit, "P1", Kept.BROKEN, "The job of 3 February was left half done")
    points = {one.point.key: None for one in book.view(key, visit).points}
    book.write_down(key, visit, Written(points=points, anything_else=""))
    book.add_point(key, visit, "Order a longer cable", DAY + timedelta(10))
    book.close(key, visit)


def refused(deed: object, *given: object, **more: object) -> str:
    with pytest.raises(UserFacingError) as caught:
        deed(*given, **more)  # type: ignore[operator]
    return caught.value.message_id


def test_a_review_closes_only_when_all_is_settled_and_asked(made: tuple[Journey, bytes]) -> None:
    """S1.16: promises are checked, open points done or dated, and "anything else?" answered."""
    journey, paper = made
    book, key = journey.application.visits, journey.id
    assert refused(book.begin, key, DAY, [" "]) == "visit.nobody-there"
    visit = book.begin(key, DAY, ["The Owner", "Sam at the front"], REVIEW).id
    view = book.view(key, visit)
    document = str(read_data(paper)["document"])
    assert [each.promise.number for each in view.promises][:2] == ["P1", "P2"]
    for each in view.promises:
        assert each.promise.text in document or repr(each.promise.text)[1:-1] in document
    keys = [each.point.key for each in view.points]
    assert {f"later:{LATER}", f"no:{REFUSED}"} <= set(keys)
    assert any(one.startswith("install:") for one in keys)

    assert refused(book.check, key, visit, "P1", Kept.BROKEN) == "visit.note-needed"
    assert refused(book.check, key, visit, "P99", Kept.KEPT) == "visit.no-promise"
    book.check(key, visit, "P1", Kept.BROKEN, "The job of 3 February was left half done")
    book.check(key, visit, "P2", Kept.KEPT)
    assert refused(book.close, key, visit) == "visit.not-yet"
    assert len(book.view(key, visit).missing) == 2
    assert refused(book.settle_point, key, visit, keys[0], DAY - timedelta(1)) == "visit.day-past"
    assert refused(book.settle_point, key, visit, "later:none", None) == "visit.no-point"
    for one in keys:
        by = DAY + timedelta(30) if one == f"later:{LATER}" else None
        book.settle_point(key, visit, one, by)
    book.add_point(key, visit, "Order a longer cable", DAY + timedelta(10))
    assert refused(book.close, key, visit) == "visit.not-yet"
    book.anything_else(key, visit, "")
    book.pulse(key, visit, "Sam at the front", {"soon-enough": "partly", "clear": "mostly"})
    assert refused(book.pulse, key, visit, "Sam", {"clear": "9"}) == "visit.pulse-wrong"

    pain = next(one for one in book.view(key, visit).pains if one.pain.key == "minutes-lost")
    assert pain.pain.first == "25 minutes"
    assert book.measure(key, visit, "minutes-lost", "a lot") is not None
    assert book.measure(key, visit, "minutes-lost", 10) is None
    book.private_note(key, visit, "Looked tired of it")
    book.close(key, visit)

    journey.reopen()
    book = journey.application.visits
    shown = book.view(key, visit)
    assert shown.visit.is_closed
    assert {one.pain.key: one.today for one in shown.pains}["minutes-lost"] == "10 minutes"
    assert shown.visit.pulses["Sam at the front"]["clear"] == "mostly"
    assert shown.visit.private_note == "Looked tired of it"
    assert refused(book.anything_else, key, visit, "more") == "visit.closed"
    assert journey.application.workspace.verify() == []


def test_a_broken_promise_presses_on_the_desk_until_it_is_kept(
    made: tuple[Journey, bytes],
) -> None:
    journey, _ = made
    hold_review(journey)
    book, key = journey.application.visits, journey.id
    client = journey.application.book.renew_all().by_id[key]
    assert Attention.BROKEN in client.needs
    assert Attention.REVIEW not in client.needs, "the review was held"
    assert client.view is not None
    assert client.view.broken == (
        "We finish before we leave: The job of 3 February was left half done",
    )
    visit = book.begin(key, DAY + timedelta(days=30), ["The Owner"])
    assert refused(book.close, key, visit.id) == "visit.to-come"
    points = {one.point.text: one.point.by for one in book.view(key, visit.id).points}
    assert points["Order a longer cable"] == DAY + timedelta(10), "it waits since the last visit"
    book.check(key, visit.id, "P1", Kept.KEPT)
    client = journey.application.book.renew_all().by_id[key]
    assert Attention.BROKEN not in client.needs


def test_a_doubt_about_a_bill_quotes_signed_words_alone(made: tuple[Journey, bytes]) -> None:
    """T6, S3.8: the clause with its initials and reference, the limit, and what became of it."""
    journey, paper = made
    book, key = journey.application.visits, journey.id
    data = read_data(paper)
    assert refused(book.ask_bill, key, DAY, 0, "why?") == "bill.cannot-be"
    assert refused(book.ask_bill, key, DAY + timedelta(1), 45, "why?") == "bill.cannot-be"
    question = book.ask_bill(key, DAY - timedelta(3), 45, "Why an hour on the phone?")
    reading = book.read_bill(key, question.id)
    assert reading.maker_time is not None
    assert (reading.maker_time.number, reading.maker_time.initials) == ("B1", "TO")
    assert reading.maker_time.reference == data["reference"]
    assert reading.speak_up is not None
    assert "within 15 days" in reading.speak_up.text
    assert (reading.days, reading.last_day) == (15, DAY + timedelta(12))
    assert any("45 minutes" in step for step in reading.steps)
    assert book.bills(key)[0].outcome is BillOutcome.OPEN
    book.settle_bill(key, question.id, BillOutcome.CORRECTED, "15 minutes taken off")
    assert (book.bills(key)[0].outcome, book.bills(key)[0].note) == (
        BillOutcome.CORRECTED,
        "15 minutes taken off",
    )
    assert refused(book.settle_bill, key, "none", BillOutcome.OPEN) == "bill.none"


def test_the_days_of_a_client_keep_their_ids_when_they_move(
    made: tuple[Journey, bytes], tmp_path: Path
) -> None:
    journey, _ = made
    hold_review(journey)
    book, key = journey.application.visits, journey.id
    path = tmp_path / "days.ics"
    days = book.days(key)
    assert write_calendar(path, days, journey.clock.now()) == len(days)
    before = read_events(path.read_bytes())
    kinds = {each.kind for each in days}
    assert {"review-due", "no-ends", "later", "review", "point"} <= kinds
    assert all("longer cable" not in event.summary for event in before), "only names were asked for"
    assert {each.on for each in days if each.kind == "review-due"} == {DAY + timedelta(365)}
    visit = book.begin(key, DAY, ["The Owner"]).id
    waits = next(each for each in days if each.kind == "point" and each.on == DAY + timedelta(10))
    book.settle_point(key, visit, waits.key.removeprefix("point:"), DAY + timedelta(20))
    write_calendar(path, book.days(with_details=True), journey.clock.now())
    after = {event.uid: event for event in read_events(path.read_bytes())}
    assert {event.uid for event in before} <= set(after)
    moved = [event for event in after.values() if "longer cable" in event.summary]
    assert [event.on for event in moved] == [DAY + timedelta(20)]


def test_an_amendment_changes_what_a_visit_asks_of(made: tuple[Journey, bytes]) -> None:
    """The newest signed words count; a promise that was struck is asked of no more."""
    journey, _ = made
    service, desk, book, key = (
        journey.application.service,
        journey.application.desk,
        journey.application.visits,
        journey.id,
    )
    visit = book.begin(key, DAY, ["The Owner"], REVIEW).id
    before = {one.promise.number: one.promise for one in book.view(key, visit).promises}
    numbered = clause_by_number(terms(journey.snapshot))
    reworded, struck = numbered["P1"].id, numbered["P2"].id
    desk.begin_amendment(key)
    words = "We answer each call within the hour."
    service.edit_clause(key, ClauseEdit(reworded, "consultant", words))
    service.edit_clause(key, ClauseEdit(struck, "consultant", struck=True))
    assert {one.promise.text for one in book.view(key, visit).promises} == {
        one.text for one in before.values()
    }, "a draft is no promise"
    second = journey.sign_by_both()
    after = {one.promise.number: one.promise for one in book.view(key, visit).promises}
    assert after["P1"].text == words
    assert after["P1"].reference == read_data(second)["reference"]
    assert "P2" not in after
    unchanged = set(after) - {"P1"}
    assert {number: after[number] for number in unchanged} == {
        number: before[number] for number in unchanged
    }
    book.check(key, visit, "P1", Kept.KEPT)
    assert refused(book.check, key, visit, "P2", Kept.KEPT) == "visit.no-promise"
