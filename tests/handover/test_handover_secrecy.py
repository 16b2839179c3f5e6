"""What never travels, and where nothing of what travels may be read."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from handover_kit import (
    FIRM,
    PACK,
    TwoHomes,
    a_client,
    a_plain_reply,
    a_reply_saying,
    an_answer,
    answered,
    inside_ask,
    inside_reply,
)

from onboard.content.model import ItemId
from onboard.decisions import Choice, Decision
from onboard.engagement import ClauseEdit, Client, EngagementId, NextStep
from onboard.errors import UserFacingError
from onboard.firm import Earning, OwnPrice
from onboard.handover.ask_file import open_ask, sha256_of
from onboard.handover.results import Invitation
from onboard.store.engine import connect

HIDDEN = "Zwetschgendatschi"
SHOWN = "Powidltascherl"
CODE = "my own words 7"


def texts_of(value: object) -> Iterator[str]:
    match value:
        case dict():
            for key, item in value.items():
                yield str(key)
                yield from texts_of(item)
        case list():
            for item in value:
                yield from texts_of(item)
        case _:
            yield str(value)


def plant(homes: TwoHomes) -> EngagementId:
    """A file of the firm with something hidden in every place that is not for the other side."""
    service = homes.firm.service
    other = service.new_client(Client(f"{HIDDEN} other", owner=HIDDEN, email=HIDDEN), PACK)
    service.record_answer(other.id, "people", 7, words=HIDDEN)
    service.record_answer(other.id, "who-to-call", HIDDEN)
    service.note(other.id, HIDDEN)
    margins = (Earning("licence", True, f"{HIDDEN} scheme", Decimal("17.31")),)
    prices = (OwnPrice("ups", "good", Decimal("4711.42"), "once"),)
    terms = {"hour-rate": f"{HIDDEN} rate"}
    service.save_firm(replace(FIRM, earnings=margins, own_prices=prices, terms=terms))
    mine = service.new_client(
        Client(
            "A Dental Office",
            owner="Dana",
            email=f"{HIDDEN}@example.com",
            role=HIDDEN,
            authority=HIDDEN,
        ),
        PACK,
    )
    service.record_answer(mine.id, "people", 6, words=SHOWN)
    service.keep_private(mine.id, CODE, "would-act", f"{HIDDEN} act", words=HIDDEN)
    service.keep_private(mine.id, CODE, "process-helper", f"{HIDDEN} process")
    service.note(mine.id, f"{HIDDEN} note")
    service.keep_corrections(mine.id, [f"{HIDDEN} corrected"])
    service.edit_clause(mine.id, ClauseEdit("p7-listen", "owner", f"{HIDDEN} clause"))
    service.initial_clause(mine.id, "b1-maker-time", "ZD")
    service.agree_next_step(mine.id, NextStep(f"{HIDDEN} step", homes.clock.now().date(), "us"))
    service.decide(mine.id, Decision(ItemId("ups"), Choice.DECLINE, reason=f"{HIDDEN} no"))
    return mine.id


def sealed_texts(homes: TwoHomes, engagement_id: EngagementId) -> list[str]:
    answers = homes.firm.service.engagement(engagement_id).answers.values()
    found = [answer.sealed for answer in answers if answer.sealed]
    assert len(found) == 2
    return found


def test_no_hidden_thing_stands_in_the_question_file(homes: TwoHomes) -> None:
    mine = plant(homes)
    for made in (
        homes.firm.handover.invite(mine),
        homes.firm.handover.invite(mine, sections=["business", "practice", "chances"]),
    ):
        body = open_ask(made.data, made.code).body
        assert SHOWN.encode() in body
        for never in (HIDDEN, "17.31", "4711", CODE, "sealed", '"private"', "ups"):
            assert never.encode() not in body, never
        for sealed in sealed_texts(homes, mine):
            assert sealed.encode() not in body
        asked = inside_ask(made)["ask"]
        assert set(asked["answers"]) == {"people"}
        assert "would-act" not in list(texts_of({**asked, "scope": None}))


def test_only_the_scope_travels(homes: TwoHomes) -> None:
    mine = a_client(homes.firm, people=6, who_to_call=HIDDEN, own_pcs="yes")
    homes.firm.service.remark(mine.id, "security", HIDDEN)
    homes.firm.service.set_order(mine.id, [HIDDEN])
    made = homes.firm.handover.invite(mine.id, sections=["people"])
    assert HIDDEN.encode() not in open_ask(made.data, made.code).body
    assert set(inside_ask(made)["ask"]["answers"]) == {"own-pcs"}


def test_no_hidden_thing_stands_in_the_answer_file(homes: TwoHomes) -> None:
    mine = a_client(homes.firm)
    made = homes.firm.handover.invite(mine.id)
    service = homes.owner.service
    theirs = homes.owner.handover.accept(made.data, made.code).id
    other = service.new_client(Client(f"{HIDDEN} other"), PACK)
    service.record_answer(other.id, "who-to-call", HIDDEN)
    service.record_answer(theirs, "who-to-call", SHOWN)
    service.keep_private(theirs, CODE, "would-act", f"{HIDDEN} act")
    service.record_answer(theirs, "trust-helper", "no")
    service.keep_private(theirs, CODE, "trust-helper", "no", words=HIDDEN)
    service.note(theirs, HIDDEN)
    service.decide(theirs, Decision(ItemId("ups"), Choice.DECLINE, reason=HIDDEN))
    content = inside_reply(homes, made, homes.owner.handover.reply(theirs).data)
    texts = list(texts_of(content))
    assert SHOWN in texts
    assert not any(HIDDEN in text for text in texts)
    assert set(content["answers"]) == {"who-to-call"}


def test_the_files_themselves_are_unreadable(homes: TwoHomes) -> None:
    made, reply = a_full_hand_over(homes)
    for data in (made.data, reply):
        for readable in (SHOWN, "A Dental Office", "Dana", FIRM.phone, "people", PACK, made.code):
            assert readable.encode() not in data


def test_the_store_keeps_the_keys_sealed_and_then_not_at_all(homes: TwoHomes) -> None:
    made, reply = a_full_hand_over(homes)
    lock = inside_ask(made)["lock"]
    code = made.code.replace("-", "")
    for home in (homes.firm, homes.owner):
        for value in columns(home):
            for secret in (SHOWN, code, made.code, lock["token"], lock["key"]):
                assert secret.encode() not in value
                assert secret.encode().hex().encode() not in value
    kept = secrets_of(homes.firm)
    assert len(kept) == 1
    assert kept[0] is not None
    review = homes.firm.handover.read(reply)
    homes.firm.handover.merge(review, review.keys())
    assert secrets_of(homes.firm) == [None]
    with homes.firm.workspace.unit_of_work() as work:
        handover = work.handovers.by_ask(sha256_of(made.data))
    assert handover is not None
    assert handover.secrets is None
    assert lock["token"].encode() not in handover.content


def test_nothing_of_answers_is_said_in_logs_or_refusals(
    homes: TwoHomes, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    made, reply = a_full_hand_over(homes)
    review = homes.firm.handover.read(reply)
    said: list[str] = []
    wrong = [
        a_plain_reply(made, answers={"who-to-call": an_answer(f"{HIDDEN}\x1b")}),
        a_plain_reply(made, answers={HIDDEN: an_answer(1)}),
        a_plain_reply(made, answers={"server": an_answer(HIDDEN)}),
        a_plain_reply(made, remarks=[{"section": HIDDEN, "text": HIDDEN, "at": HIDDEN}]),
    ]
    for content in wrong:
        with pytest.raises(UserFacingError) as caught:
            homes.firm.handover.read(a_reply_saying(made, content))
        chain: BaseException | None = caught.value
        while chain is not None:
            said += [str(chain), repr(chain), json.dumps(getattr(chain, "arguments", {}))]
            chain = None if chain.__suppress_context__ else chain.__context__ or chain.__cause__
    homes.firm.handover.merge(review, review.keys())
    out = capsys.readouterr()
    for text in (*said, caplog.text, out.out, out.err):
        assert HIDDEN not in text
        assert SHOWN not in text


def test_an_erased_client_leaves_nothing_to_answer_with(homes: TwoHomes) -> None:
    made, reply = a_full_hand_over(homes)
    (mine,) = homes.firm.service.clients()
    homes.firm.workspace.erase_client(mine.id)
    with pytest.raises(UserFacingError, match="erased on request"):
        homes.firm.handover.read(reply)
    (theirs,) = homes.owner.service.clients()
    homes.owner.workspace.erase_client(theirs.id)
    with pytest.raises(UserFacingError, match="erased on request"):
        homes.owner.handover.accept(made.data, made.code)
    for home in (homes.firm, homes.owner):
        homes.clock.move(days=40)
        a_client(home, "Next")
        home.handover.invite(home.service.clients()[0].id)
        assert home.workspace.verify() == []


def a_full_hand_over(homes: TwoHomes) -> tuple[Invitation, bytes]:
    mine = a_client(homes.firm, people=6)
    made = homes.firm.handover.invite(mine.id)
    theirs = homes.owner.handover.accept(made.data, made.code)
    answered(homes.owner, theirs.id, who_to_call=SHOWN)
    return made, homes.owner.handover.reply(theirs.id).data


def secrets_of(home: object) -> list[bytes | None]:
    return [row[0] for row in rows_of(home, "SELECT secrets FROM handover")]


def columns(home: object) -> Iterator[bytes]:
    for (table,) in rows_of(home, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in rows_of(home, f"SELECT * FROM {table}"):  # noqa: S608
            for value in row:
                yield value if isinstance(value, bytes) else str(value).encode()


def rows_of(home: object, sql: str) -> list[tuple[object, ...]]:
    from onboard.bootstrap import Application
    from onboard.keychain.custody import KeyCustody

    assert isinstance(home, Application)
    key = KeyCustody().unlock_for_home(home.home.folder)
    connection = connect(home.home.store, key, wal=True)
    try:
        found: list[tuple[object, ...]] = connection.execute(sql).fetchall()
        return found
    finally:
        connection.close()
