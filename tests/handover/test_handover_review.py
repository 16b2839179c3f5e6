"""What came beside what stands here: what is new, the same, different, or newer here."""

from __future__ import annotations

from datetime import date

import pytest
from handover_kit import (
    TwoHomes,
    a_client,
    a_plain_reply,
    a_reply_saying,
    an_answer,
    answered,
    inside_ask,
)

from onboard.content.model import ItemId
from onboard.engagement import Engagement
from onboard.errors import UserFacingError
from onboard.handover.results import Invitation
from onboard.handover.review import Entry, EntryKind, ReplyReview
from onboard.interview.answers import AnswerState
from onboard.recommendation.estate import Holding

CODE = "my own words 7"


def handed_over(homes: TwoHomes, mine: Engagement) -> tuple[Invitation, Engagement]:
    made = homes.firm.handover.invite(mine.id)
    return made, homes.owner.handover.accept(made.data, made.code)


def kinds(review: ReplyReview) -> dict[str, str]:
    return {entry.key: entry.kind.value for entry in review.entries}


def entry(review: ReplyReview, key: str) -> Entry:
    return next(each for each in review.entries if each.key == key)


def test_what_was_changed_on_both_sides_is_told_by_what_is_newer(homes: TwoHomes) -> None:
    mine = a_client(homes.firm, people=6, sites=1, server="none", logins=4)
    homes.firm.service.record_unknown(mine.id, "backup", AnswerState.LATER)
    homes.firm.service.record_unknown(mine.id, "work-hours")
    _, theirs = handed_over(homes, mine)
    homes.clock.move(hours=1)
    answered(homes.firm, mine.id, sites=2)  # before the owner answered
    homes.clock.move(hours=1)
    answered(homes.owner, theirs.id, people=8, sites=3, server="none", backup="cloud", logins=5)
    answered(homes.owner, theirs.id, work_hours=["office"], own_pcs="yes")
    homes.clock.move(hours=1)
    answered(homes.firm, mine.id, logins=6)  # after the owner answered
    review = homes.firm.handover.read(homes.owner.handover.reply(theirs.id).data)
    assert kinds(review) == {
        "answer/people": "differs",
        "answer/sites": "differs",
        "answer/server": "same",
        "answer/backup": "new",
        "answer/logins": "newer-here",
        "answer/work-hours": "differs",
        "answer/own-pcs": "new",
    }
    assert review.keys(EntryKind.NEW) == {"answer/backup", "answer/own-pcs"}
    newer = entry(review, "answer/logins")
    assert newer.here is not None
    assert newer.here.at is not None
    assert newer.came.at is not None
    assert newer.here.at > newer.came.at


def test_only_what_was_chosen_is_taken(homes: TwoHomes) -> None:
    mine = a_client(homes.firm, people=6, sites=1)
    _, theirs = handed_over(homes, mine)
    answered(homes.owner, theirs.id, people=8, sites=3, logins=9)
    homes.clock.move(hours=1)
    answered(homes.firm, mine.id, sites=2)
    review = homes.firm.handover.read(homes.owner.handover.reply(theirs.id).data)
    done = homes.firm.handover.merge(review, {"answer/logins"})
    values = {key: answer.value for key, answer in done.answers.items()}
    assert values == {"people": 6, "sites": 2, "logins": 9}


def test_what_is_newer_here_is_overwritten_when_it_was_chosen(homes: TwoHomes) -> None:
    """TRAP-9: an older answer never takes a newer one away by itself."""
    mine = a_client(homes.firm, sites=1)
    _, theirs = handed_over(homes, mine)
    answered(homes.owner, theirs.id, sites=3)
    homes.clock.move(hours=1)
    answered(homes.firm, mine.id, sites=2)
    review = homes.firm.handover.read(homes.owner.handover.reply(theirs.id).data)
    assert kinds(review) == {"answer/sites": "newer-here"}
    done = homes.firm.handover.merge(review, ["answer/sites"])
    assert done.answers["sites"].value == 3  # type: ignore[index]


def test_what_changed_since_it_was_looked_at_is_looked_at_again(homes: TwoHomes) -> None:
    mine = a_client(homes.firm, sites=1)
    _, theirs = handed_over(homes, mine)
    answered(homes.owner, theirs.id, sites=3, people=8)
    data = homes.owner.handover.reply(theirs.id).data
    review = homes.firm.handover.read(data)
    answered(homes.firm, mine.id, sites=2)
    with pytest.raises(UserFacingError) as caught:
        homes.firm.handover.merge(review, review.keys())
    assert caught.value.message_id == "handover.changed-here"
    kept = homes.firm.service.engagement(mine.id)
    assert {key: answer.value for key, answer in kept.answers.items()} == {"sites": 2}
    done = homes.firm.handover.merge(homes.firm.handover.read(data), ["answer/people"])
    assert done.answers["people"].value == 8  # type: ignore[index]


def test_other_changes_meanwhile_do_not_matter(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    _, theirs = handed_over(homes, mine)
    answered(homes.owner, theirs.id, people=8)
    review = homes.firm.handover.read(homes.owner.handover.reply(theirs.id).data)
    homes.firm.service.note(mine.id, "called them")
    done = homes.firm.handover.merge(review, review.keys())
    assert (done.answers["people"].value, done.private_note) == (8, "called them")  # type: ignore[index]


def test_an_answer_kept_private_here_is_not_written_over(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    _, theirs = handed_over(homes, mine)
    homes.firm.service.keep_private(mine.id, CODE, "trust-helper", "no")
    answered(homes.owner, theirs.id, trust_helper="yes", people=8)
    review = homes.firm.handover.read(homes.owner.handover.reply(theirs.id).data)
    assert not entry(review, "answer/trust-helper").may_take
    assert review.keys() == {"answer/people"}
    with pytest.raises(UserFacingError) as caught:
        homes.firm.handover.merge(review, ["answer/trust-helper"])
    assert caught.value.message_id == "private.kept"
    done = homes.firm.handover.merge(review, review.keys())
    assert done.answers["trust-helper"].state is AnswerState.PRIVATE  # type: ignore[index]


def test_lists_and_remarks_are_single_entries(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    homes.firm.service.set_estate(mine.id, (Holding(ItemId("ups"), 1),))
    homes.firm.service.set_order(mine.id, ["3 PCs"])
    homes.firm.service.remark(mine.id, "work", "Here first.")
    _, theirs = handed_over(homes, mine)
    unknown = Holding(ItemId("ups"), None, date(2027, 3, 31))
    homes.owner.service.set_estate(theirs.id, (unknown,))
    homes.owner.service.set_order(theirs.id, ["4 PCs", "a printer"])
    homes.owner.service.remark(theirs.id, "work", "There later.")
    data = homes.owner.handover.reply(theirs.id).data
    review = homes.firm.handover.read(data)
    assert kinds(review) == {"estate": "differs", "order": "differs", "remark/work": "differs"}
    assert entry(review, "order").came.text == "4 PCs; a printer"
    assert "31 March 2027" in entry(review, "estate").came.text
    homes.clock.move(minutes=1)
    homes.firm.service.set_estate(mine.id, (Holding(ItemId("ups"), 2),))
    homes.firm.service.set_order(mine.id, [])
    homes.firm.service.remark(mine.id, "work", "Here last.")
    again = homes.firm.handover.read(data)
    assert kinds(again) == {"estate": "newer-here", "order": "new", "remark/work": "newer-here"}
    done = homes.firm.handover.merge(again, ["order", "estate"])
    assert [wish.quantity for wish in done.order] == [4, 1]
    assert done.estate == (unknown,)
    assert done.remarks[0].text == "Here last."


def test_a_clock_that_runs_ahead_makes_nothing_newer(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    made, _ = handed_over(homes, mine)
    homes.clock.move(hours=1)
    answered(homes.firm, mine.id, people=6)
    homes.clock.move(hours=-1)
    ahead = an_answer(8, at="2027-06-01T00:00:00+00:00")
    content = a_plain_reply(made, answers={"people": ahead})
    review = homes.firm.handover.read(a_reply_saying(made, content))
    assert kinds(review) == {"answer/people": "newer-here"}


def test_a_key_that_is_none_is_a_mistake_of_the_caller(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    _, theirs = handed_over(homes, mine)
    answered(homes.owner, theirs.id, people=8)
    data = homes.owner.handover.reply(theirs.id).data
    with pytest.raises(KeyError):
        homes.firm.handover.merge(homes.firm.handover.read(data), ["answer/nothing"])
    assert homes.firm.handover.read(data).keys() == {"answer/people"}


def test_entries_come_in_the_order_of_the_questions(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    _, theirs = handed_over(homes, mine)
    answered(homes.owner, theirs.id, moving="no", own_pcs="yes", people=8)
    homes.owner.service.remark(theirs.id, "people", "One leaves.")
    review = homes.firm.handover.read(homes.owner.handover.reply(theirs.id).data)
    assert list(kinds(review)) == [
        "answer/people",
        "answer/own-pcs",
        "remark/people",
        "answer/moving",
    ]


def test_the_same_answers_are_asked_in_the_language_of_the_client(homes: TwoHomes) -> None:
    from dataclasses import replace

    mine = a_client(homes.firm)
    homes.firm.service.set_client(mine.id, replace(mine.client, language="es"))
    made, theirs = handed_over(homes, mine)
    assert inside_ask(made)["ask"]["client"]["language"] == "es"
    assert homes.owner.service.pack(theirs).language == "es"
    answered(homes.owner, theirs.id, server="none")
    homes.owner.service.set_order(theirs.id, ["3 computadoras"])
    review = homes.firm.handover.read(homes.owner.handover.reply(theirs.id).data)
    done = homes.firm.handover.merge(review, review.keys())
    assert done.answers["server"].value == "none"  # type: ignore[index]
    assert done.order[0].item == "workstation"
