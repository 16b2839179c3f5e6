"""T9: the office manager answers one part, finance another; each on a machine of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from handover_kit import TwoHomes, a_client, answered, inside_ask, open_home

from onboard.content.model import QuestionId
from onboard.errors import UserFacingError
from onboard.handover.review import EntryKind


def test_two_people_answer_their_parts_and_neither_sees_the_others(
    homes: TwoHomes, tmp_path: Path
) -> None:
    firm = homes.firm
    mine = a_client(firm, logins=6, hour_cost=40)
    for_manager = firm.handover.invite(mine.id, sections=["people"], person="Sam, office manager")
    for_finance = firm.handover.invite(mine.id, sections=["money"], person="Kim, finance")
    assert for_manager.code != for_finance.code
    assert set(inside_ask(for_manager)["ask"]["answers"]) == {"logins"}
    assert set(inside_ask(for_finance)["ask"]["answers"]) == {"hour-cost"}

    finance = open_home(tmp_path / "finance", homes.clock)
    try:
        manager = homes.owner
        with pytest.raises(UserFacingError):
            manager.handover.accept(for_finance.data, for_manager.code)
        with_sam = manager.handover.accept(for_manager.data, for_manager.code)
        with_kim = finance.handover.accept(for_finance.data, for_finance.code)
        answered(manager, with_sam.id, logins=8, own_login="each")
        answered(finance, with_kim.id, hour_cost=55)
        homes.clock.move(hours=3)
        from_sam = manager.handover.reply(with_sam.id)
        from_kim = finance.handover.reply(with_kim.id)
    finally:
        finance.close()

    # Finance comes back first, and meanwhile the consultant has asked the owner about people.
    review = firm.handover.read(from_kim.data)
    assert {entry.key for entry in review.entries} == {"answer/hour-cost"}
    firm.handover.merge(review, review.keys())
    answered(firm, mine.id, logins=7)
    review = firm.handover.read(from_sam.data)
    kinds = {entry.key: entry.kind for entry in review.entries}
    assert kinds["answer/own-login"] is EntryKind.NEW
    (logins,) = [entry for entry in review.entries if entry.key == "answer/logins"]
    assert logins.here is not None
    assert (logins.here.text, logins.came.text) == ("7 people", "8 people")
    assert logins.came.by == "Sam, office manager"
    done = firm.handover.merge(review, {"answer/own-login"})
    answers = done.answers
    assert answers[QuestionId("logins")].value == 7, "the newer one here stands"
    assert answers[QuestionId("own-login")].by == "Sam, office manager"
    assert answers[QuestionId("hour-cost")].value == 55
    assert answers[QuestionId("hour-cost")].by == "Kim, finance"
    with pytest.raises(UserFacingError) as again:
        firm.handover.read(from_sam.data)
    assert again.value.message_id == "handover.received"
    assert firm.workspace.verify() == []
