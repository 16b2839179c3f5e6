"""From the consultant to the owner and back: what travels, what stays, and what comes of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from handover_kit import (
    FIRM,
    TwoHomes,
    a_client,
    a_client_with,
    a_pack_of_ones_own,
    answered,
    inside_ask,
    inside_reply,
)

from onboard.content.model import ItemId
from onboard.errors import UserFacingError
from onboard.handover.phone_code import signs_of
from onboard.handover.review import EntryKind
from onboard.interview.answers import AnswerState, How, Sureness
from onboard.ports import HandoverState
from onboard.recommendation.estate import Holding
from onboard.typed_code import ALPHABET


def test_the_owner_answers_alone_and_the_consultant_takes_it_over(homes: TwoHomes) -> None:
    """T4: the owner answers at home, then the consultant finishes."""
    mine = a_client(homes.firm, people=6, server="none")
    homes.firm.service.set_order(mine.id, ["3 PCs"])
    made = homes.firm.handover.invite(mine.id)
    homes.clock.move(hours=5)
    theirs = homes.owner.handover.accept(made.data, made.code)
    assert theirs.client.name == "A Dental Office"
    assert theirs.client.owner == "Dana Rivers"
    assert dict(theirs.answers) == dict(homes.firm.service.engagement(mine.id).answers)
    assert [wish.item for wish in theirs.order] == ["workstation"]
    homes.owner.service.record_answer(
        theirs.id, "people", 8, words="with my sister", sure=Sureness.SHOWN
    )
    homes.owner.service.record_unknown(theirs.id, "sites")
    homes.owner.service.record_unknown(theirs.id, "backup", AnswerState.LATER)
    homes.owner.service.set_estate(theirs.id, (Holding(ItemId("ups"), 2, date(2027, 3, 31)),))
    homes.owner.service.remark(theirs.id, "security", "A strange call last week.")
    homes.clock.move(hours=1)
    came = homes.owner.handover.reply(theirs.id)
    review = homes.firm.handover.read(came.data)
    assert {entry.key: entry.kind for entry in review.entries} == {
        "answer/people": EntryKind.DIFFERS,
        "answer/sites": EntryKind.NEW,
        "answer/backup": EntryKind.NEW,
        "remark/security": EntryKind.NEW,
        "estate": EntryKind.NEW,
    }
    (people,) = [entry for entry in review.entries if entry.key == "answer/people"]
    assert people.here is not None
    assert (people.here.text, people.came.text) == ("6 people", "8 people")
    assert (people.here.how, people.came.how) == (How.TOGETHER, How.ALONE)
    assert people.came.words == "with my sister"
    done = homes.firm.handover.merge(review, review.keys())
    assert done.answers["people"].value == 8  # type: ignore[index]
    assert done.answers["people"].how is How.ALONE  # type: ignore[index]
    assert done.answers["people"].sure is Sureness.BELIEVED  # type: ignore[index]
    assert done.answers["sites"].state is AnswerState.UNKNOWN  # type: ignore[index]
    assert done.estate == (Holding(ItemId("ups"), 2, date(2027, 3, 31)),)
    assert [wish.words for wish in done.order] == ["3 PCs"]
    assert done.remarks[0].text == "A strange call last week."
    assert homes.firm.service.engagement(mine.id) == done
    assert homes.firm.workspace.verify() == homes.owner.workspace.verify() == []


def test_reading_changes_nothing(homes: TwoHomes) -> None:
    mine = a_client(homes.firm, people=6)
    made = homes.firm.handover.invite(mine.id)
    theirs = homes.owner.handover.accept(made.data, made.code)
    answered(homes.owner, theirs.id, people=8)
    came = homes.owner.handover.reply(theirs.id)
    before = homes.firm.service.engagement(mine.id)
    with homes.firm.workspace.unit_of_work() as work:
        head = work.engagements.audit_head(mine.id)
    assert homes.firm.handover.read(came.data) == homes.firm.handover.read(came.data)
    assert homes.firm.service.engagement(mine.id) == before
    with homes.firm.workspace.unit_of_work() as work:
        assert work.engagements.audit_head(mine.id) == head


def test_the_code_is_easy_to_tell_and_to_type(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    made = homes.firm.handover.invite(mine.id)
    assert re.fullmatch(f"([{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}", made.code)
    assert not set("ILOU") & set(made.code)
    assert made.code != homes.firm.handover.invite(mine.id).code
    spelled = made.code.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert signs_of(spelled) == signs_of(made.code)
    assert homes.owner.handover.accept(made.data, spelled).client.name == "A Dental Office"


def test_the_same_file_twice_is_the_same_client(homes: TwoHomes) -> None:
    mine = a_client(homes.firm, people=6)
    made = homes.firm.handover.invite(mine.id)
    first = homes.owner.handover.accept(made.data, made.code)
    changed = answered(homes.owner, first.id, people=8)
    assert homes.owner.handover.accept(made.data, made.code) == changed
    assert len(homes.owner.service.clients()) == 1
    homes.clock.move(days=60)
    assert homes.owner.handover.accept(made.data, made.code) == changed


def test_one_person_is_asked_some_parts(homes: TwoHomes) -> None:
    """T9: the office manager answers one part, finance another."""
    mine = a_client(homes.firm, people=6, budget_month="300", server="nas", nas_count=1)
    homes.firm.service.set_order(mine.id, ["3 PCs"])
    homes.firm.service.remark(mine.id, "business", "Opened in 1998.")
    homes.firm.service.remark(mine.id, "people", "Two leave in May.")
    made = homes.firm.handover.invite(mine.id, sections=["chances", "people"], person=" Sam  Lee ")
    assert made.file_name == "A-Dental-Office-Sam-Lee-2026-11-21.onboard-ask"
    theirs = homes.owner.handover.accept(made.data, made.code)
    assert set(theirs.answers) == set()
    assert theirs.order == ()
    assert [each.section for each in theirs.remarks] == ["people"]
    assert theirs.opened == ("chances",)
    by = homes.owner.handover.invited_by(theirs.id)
    assert by is not None
    assert by.firm == FIRM.contact
    assert by.scope.sections == ("people", "chances")
    assert {"leaver-logins", "chances"} <= set(by.scope.questions)
    assert "people" not in by.scope.questions
    assert (by.scope.person, by.is_over, by.until) == ("Sam Lee", False, date(2026, 12, 21))
    answered(homes.owner, theirs.id, own_login="each", people=9)
    homes.owner.service.set_order(theirs.id, ["a printer"])
    came = homes.owner.handover.reply(theirs.id)
    assert came.file_name == "A-Dental-Office-Sam-Lee-2026-11-21.onboard-reply"
    review = homes.firm.handover.read(came.data)
    assert review.keys() == {"answer/own-login"}
    done = homes.firm.handover.merge(review, review.keys())
    assert done.answers["own-login"].by == "Sam Lee"  # type: ignore[index]
    assert done.answers["people"].value == 6  # type: ignore[index]
    assert [wish.words for wish in done.order] == ["3 PCs"]


def test_two_people_answer_two_parts_of_one_client(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    manager = homes.firm.handover.invite(mine.id, sections=["people"], person="Sam")
    finance = homes.firm.handover.invite(mine.id, sections=["money"], person="Robin")
    for made, question, value in ((finance, "it-spend", "900"), (manager, "own-login", "each")):
        local = homes.owner.handover.accept(made.data, made.code)
        answered(homes.owner, local.id, **{question: value})
        review = homes.firm.handover.read(homes.owner.handover.reply(local.id).data)
        homes.firm.handover.merge(review, review.keys())
    whole = homes.firm.service.engagement(mine.id)
    assert {key: answer.by for key, answer in whole.answers.items()} == {
        "it-spend": "Robin",
        "own-login": "Sam",
    }


def test_a_pack_that_is_not_shipped_travels_along(homes: TwoHomes) -> None:
    pack = a_pack_of_ones_own(homes.firm.shelf)
    mine = a_client_with(homes.firm, pack)
    made = homes.firm.handover.invite(mine.id)
    theirs = homes.owner.handover.accept(made.data, made.code)
    assert homes.owner.service.pack(theirs).sha256 == pack.sha256
    assert homes.owner.service.snapshot(theirs).path.next is not None
    shipped = homes.firm.handover.invite(a_client(homes.firm).id)
    assert len(shipped.data) < 20_000 < len(made.data)


def test_answers_may_be_sent_again_until_some_were_received(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    made = homes.firm.handover.invite(mine.id)
    theirs = homes.owner.handover.accept(made.data, made.code)
    answered(homes.owner, theirs.id, people=8)
    first = homes.owner.handover.reply(theirs.id)
    answered(homes.owner, theirs.id, sites=2)
    second = homes.owner.handover.reply(theirs.id)
    assert homes.firm.handover.read(first.data).keys() == {"answer/people"}
    review = homes.firm.handover.read(second.data)
    assert homes.firm.handover.handed_out(mine.id)[0].state is HandoverState.OPEN
    homes.firm.handover.merge(review, ())
    assert homes.firm.handover.handed_out(mine.id)[0].state is HandoverState.RECEIVED
    third = homes.owner.handover.reply(theirs.id)
    for late in (first, second, third):
        with pytest.raises(UserFacingError) as caught:
            homes.firm.handover.read(late.data)
        assert caught.value.message_id == "handover.received"
    with pytest.raises(UserFacingError) as caught:
        homes.firm.handover.merge(review, review.keys())
    assert caught.value.message_id == "handover.received"
    assert len(homes.firm.service.engagement(mine.id).answers) == 0


def test_an_answer_file_without_answers_can_be_read(homes: TwoHomes) -> None:
    mine = a_client(homes.firm, people=6)
    made = homes.firm.handover.invite(mine.id)
    theirs = homes.owner.handover.accept(made.data, made.code)
    review = homes.firm.handover.read(homes.owner.handover.reply(theirs.id).data)
    assert review.entries == ()


def test_the_reply_holds_what_was_changed_and_nothing_else(homes: TwoHomes) -> None:
    mine = a_client(homes.firm, people=6, sites=1)
    made = homes.firm.handover.invite(mine.id)
    theirs = homes.owner.handover.accept(made.data, made.code)
    answered(homes.owner, theirs.id, people=8)
    homes.owner.service.note(theirs.id, "my own note")
    content = inside_reply(homes, made, homes.owner.handover.reply(theirs.id).data)
    assert set(content) == {"token", "answers", "estate", "order", "remarks"}
    assert set(content["answers"]) == {"people"}
    assert (content["estate"], content["order"], content["remarks"]) == (None, None, [])


def test_lengths_tell_little(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    made = homes.firm.handover.invite(mine.id)
    theirs = homes.owner.handover.accept(made.data, made.code)
    answered(homes.owner, theirs.id, own_login="each")
    short = homes.owner.handover.reply(theirs.id)
    answered(homes.owner, theirs.id, own_login="some", leaver_logins="nobody-left")
    assert len(homes.owner.handover.reply(theirs.id).data) == len(short.data)


def test_a_question_file_names_the_client_and_the_firm(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    homes.firm.service.set_client(mine.id, replace(mine.client, language="es", email="d@x.test"))
    content = inside_ask(homes.firm.handover.invite(mine.id, days=3))["ask"]
    assert content["client"] == {
        "name": "A Dental Office",
        "owner": "Dana Rivers",
        "language": "es",
    }
    assert content["firm"]["phone"] == FIRM.phone
    assert content["until"] == "2026-11-24"
