"""Every wrong file is refused with one sentence, and nothing is changed by trying it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from handover_kit import (
    FIRM,
    START,
    TwoHomes,
    a_client,
    a_client_with,
    a_pack_of_ones_own,
    a_plain_reply,
    a_reply_saying,
    an_answer,
    answered,
    inside_ask,
    open_home,
    two_homes,
)

from onboard.canonical import canonical_bytes
from onboard.engagement import SignedPaper
from onboard.errors import UserFacingError
from onboard.handover.ask_file import new_firm_key, open_ask, seal_ask, sha256_of
from onboard.handover.frame import HEADER_BYTES, FileKind
from onboard.handover.parcel import packed, unpacked
from onboard.handover.reply_file import new_one_time_key, seal_reply
from onboard.handover.results import Invitation
from onboard.wording import say, speaking


@dataclass(frozen=True)
class Tried:
    """An open hand-over, a good answer to it, and both homes."""

    homes: TwoHomes
    mine: Any
    made: Invitation
    reply: bytes

    def refuses_ask(self, data: bytes, code: str = "") -> str:
        return refusal(lambda: self.homes.owner.handover.accept(data, code or self.made.code))

    def refuses_reply(self, data: bytes) -> str:
        return refusal(lambda: self.homes.firm.handover.read(data))


def refusal(attempt: Callable[[], object]) -> str:
    """The id of the one sentence, which can be said in both languages."""
    with pytest.raises(UserFacingError) as caught:
        attempt()
    error = caught.value
    for language in ("en", "es"):
        with speaking(language):
            assert "\n" not in str(error)
            assert 20 < len(say(error.message_id, arguments=error.arguments)) < 300
    return error.message_id


@pytest.fixture(scope="module")
def tried(shared_homes: TwoHomes) -> Tried:
    mine = a_client(shared_homes.firm, people=6)
    made = shared_homes.firm.handover.invite(mine.id)
    theirs = shared_homes.owner.handover.accept(made.data, made.code)
    answered(shared_homes.owner, theirs.id, people=8)
    return Tried(shared_homes, mine, made, shared_homes.owner.handover.reply(theirs.id).data)


# ---- the outside


FRAMES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda data: b"", "handover.no-"),
    "a PDF": (lambda data: b"%PDF-1.7\n" + data, "handover.no-"),
    "a zip": (lambda data: b"PK\x03\x04" + data, "handover.no-"),
    "a start alone": (lambda data: data[:4], "handover.no-"),
    "a newer version": (lambda data: data[:4] + b"\x02" + data[5:], "handover.too-new"),
    "an older version": (lambda data: data[:4] + b"\x00" + data[5:], "handover.damaged"),
    "an unknown kind": (lambda data: data[:5] + b"\x09" + data[6:], "handover.damaged"),
    "cut behind the kind": (lambda data: data[:6], "handover.damaged"),
    "cut in the header": (lambda data: data[:20], "handover.damaged"),
    "cut by one": (lambda data: data[:-1], "handover.damaged"),
    "cut in half": (lambda data: data[: len(data) // 2], "handover.damaged"),
    "one too many": (lambda data: data + b"\0", "handover.damaged"),
    "twice": (lambda data: data + data, "handover.damaged"),
}


@pytest.mark.parametrize("name", FRAMES)
def test_what_is_no_whole_file_is_refused(tried: Tried, name: str) -> None:
    change, expected = FRAMES[name]
    asked = expected + "ask" if expected.endswith("-") else expected
    replied = expected + "reply" if expected.endswith("-") else expected
    assert tried.refuses_ask(change(tried.made.data)) == asked
    assert tried.refuses_reply(change(tried.reply)) == replied


def test_a_huge_file_is_refused_before_anything_is_read(tried: Tried) -> None:
    assert tried.refuses_reply(tried.reply + bytes(3_000_000)) == "handover.too-large"
    assert tried.refuses_ask(tried.made.data + bytes(9_000_000)) == "handover.too-large"


def test_one_kind_for_the_other_is_told(tried: Tried) -> None:
    assert tried.refuses_ask(tried.reply) == "handover.not-ask"
    assert tried.refuses_reply(tried.made.data) == "handover.not-reply"


@pytest.mark.parametrize("code", ["", " ", "K7MW", "K7MW-3QPA-9XT!", "K7MW-3QPA-9XTC-1", "ñ" * 12])
def test_what_cannot_be_a_code_is_told(tried: Tried, code: str) -> None:
    attempt = lambda: tried.homes.owner.handover.accept(tried.made.data, code)  # noqa: E731
    assert refusal(attempt) == "handover.code-shape"


def test_another_code_opens_nothing(tried: Tried) -> None:
    other = tried.homes.firm.handover.invite(tried.mine.id)
    assert tried.refuses_ask(tried.made.data, other.code) == "handover.wrong-code"
    assert tried.refuses_ask(other.data, tried.made.code) == "handover.wrong-code"


def test_each_part_of_a_question_file_is_bound_to_the_others(tried: Tried) -> None:
    """A header of one with the body of another, under one code and one key."""
    body = open_ask(tried.made.data, tried.made.code).body
    with tried.homes.firm.workspace.unit_of_work() as work:
        key = work.secrets.get("key/hand-over")
    assert key is not None
    first, second = (seal_ask(body, tried.made.code, key) for _ in range(2))
    end = 6 + HEADER_BYTES[FileKind.ASK]
    assert tried.refuses_ask(first[:end] + second[end:]) == "handover.damaged"
    assert tried.refuses_ask(first[:-64] + second[-64:]) == "handover.damaged"


# ---- whose it is


def test_a_file_signed_with_another_key_of_the_same_firm_is_asked_about(tried: Tried) -> None:
    content = inside_ask(tried.made)
    forged = seal_ask(packed(canonical_bytes(content)), tried.made.code, new_firm_key())
    assert tried.refuses_ask(forged) == "handover.other-key"


def test_a_firm_with_a_new_computer_is_known_again_after_a_call(tmp_path: Path) -> None:
    homes = two_homes(tmp_path)
    first = homes.firm.handover.invite(a_client(homes.firm).id)
    homes.owner.handover.accept(first.data, first.code)
    renewed = open_home(tmp_path / "renewed", homes.clock)
    renewed.service.save_firm(FIRM)
    second = renewed.handover.invite(a_client(renewed, "Another").id)
    desk = homes.owner.handover
    assert refusal(lambda: desk.accept(second.data, second.code)) == "handover.other-key"
    assert len(homes.owner.service.clients()) == 1
    desk.accept(second.data, second.code, is_new_key_known=True)
    third = renewed.handover.invite(a_client(renewed, "A third").id)
    desk.accept(third.data, third.code)
    again = homes.firm.handover.invite(a_client(homes.firm, "A fourth").id)
    assert refusal(lambda: desk.accept(again.data, again.code)) == "handover.other-key"
    renewed.close()
    homes.close()


def test_files_are_not_opened_where_they_were_made(tried: Tried) -> None:
    homes = tried.homes
    attempt = lambda: homes.firm.handover.accept(tried.made.data, tried.made.code)  # noqa: E731
    assert refusal(attempt) == "handover.made-here"
    assert refusal(lambda: homes.owner.handover.read(tried.reply)) == "handover.own-reply"


def test_a_reply_to_another_store_belongs_there(tried: Tried, tmp_path: Path) -> None:
    other = open_home(tmp_path / "other", tried.homes.clock)
    assert refusal(lambda: other.handover.read(tried.reply)) == "handover.no-such-ask"
    other.close()


def test_a_reply_under_a_made_up_name_belongs_nowhere(tried: Tried) -> None:
    forged = tried.reply[:6] + bytes(32) + tried.reply[38:]
    assert tried.refuses_reply(forged) == "handover.no-such-ask"


def test_a_reply_is_bound_to_its_question_file(tried: Tried) -> None:
    """The answers of one client under the name of the other."""
    other = tried.homes.firm.handover.invite(a_client(tried.homes.firm, "Another").id)
    moved = tried.reply[:6] + bytes.fromhex(sha256_of(other.data)) + tried.reply[38:]
    assert tried.refuses_reply(moved) == "handover.damaged"


def test_a_reply_without_the_token_is_refused(tried: Tried) -> None:
    content = a_plain_reply(tried.made, token="00" * 32)
    assert tried.refuses_reply(a_reply_saying(tried.made, content)) == "handover.misshapen"


def test_a_reply_to_another_key_is_refused(tried: Tried) -> None:
    _, public = new_one_time_key()
    body = canonical_bytes(a_plain_reply(tried.made))
    data = seal_reply(body, public, sha256_of(tried.made.data))
    assert tried.refuses_reply(data) == "handover.damaged"


def test_the_sealed_key_cannot_be_spelled_in_two_ways(tried: Tried) -> None:
    """X25519 overlooks the top bit of a public key; the seal does not."""
    data = bytearray(tried.reply)
    data[6 + 32 + 31] ^= 0x80
    assert tried.refuses_reply(bytes(data)) == "handover.damaged"


# ---- late, used up, closed


def test_after_the_last_day_nothing_goes_in(tmp_path: Path) -> None:
    homes = two_homes(tmp_path)
    mine = a_client(homes.firm)
    made = homes.firm.handover.invite(mine.id, days=2)
    late = homes.firm.handover.invite(mine.id, days=2)
    theirs = homes.owner.handover.accept(made.data, made.code)
    answered(homes.owner, theirs.id, people=8)
    homes.clock.move(days=2)
    came = homes.owner.handover.reply(theirs.id)
    homes.firm.handover.read(came.data)
    homes.clock.move(days=1)
    assert refusal(lambda: homes.owner.handover.accept(late.data, late.code)) == "handover.ask-over"
    assert refusal(lambda: homes.owner.handover.reply(theirs.id)) == "handover.reply-over"
    assert refusal(lambda: homes.firm.handover.read(came.data)) == "handover.late"
    assert homes.owner.service.engagement(theirs.id).answers["people"].value == 8  # type: ignore[index]
    invited = homes.owner.handover.invited_by(theirs.id)
    assert invited is not None
    assert invited.is_over
    # Only now are the keys gone: the next hand-over clears them away.
    homes.firm.handover.invite(mine.id)
    with homes.firm.workspace.unit_of_work() as work:
        kept = work.handovers.by_ask(sha256_of(made.data))
    assert kept is not None
    assert kept.secrets is None
    assert refusal(lambda: homes.firm.handover.read(came.data)) == "handover.late"
    homes.close()


def test_a_review_that_waited_too_long_is_refused(tmp_path: Path) -> None:
    homes = two_homes(tmp_path)
    made = homes.firm.handover.invite(a_client(homes.firm).id, days=1)
    theirs = homes.owner.handover.accept(made.data, made.code)
    answered(homes.owner, theirs.id, people=8)
    review = homes.firm.handover.read(homes.owner.handover.reply(theirs.id).data)
    homes.clock.move(days=2)
    attempt = lambda: homes.firm.handover.merge(review, review.keys())  # noqa: E731
    assert refusal(attempt) == "handover.late"
    homes.close()


def test_nothing_goes_into_what_is_signed(tmp_path: Path) -> None:
    homes = two_homes(tmp_path)
    mine = a_client(homes.firm)
    made = homes.firm.handover.invite(mine.id)
    theirs = homes.owner.handover.accept(made.data, made.code)
    answered(homes.owner, theirs.id, people=8)
    review = homes.firm.handover.read(homes.owner.handover.reply(theirs.id).data)
    half = SignedPaper("A-1", "d", "p", consultant="Alex Reed")
    _with_paper(homes, mine.id, half)
    desk = homes.firm.handover
    assert refusal(lambda: desk.merge(review, review.keys())) == "engagement.half-signed"
    assert refusal(lambda: desk.invite(mine.id)) == "engagement.half-signed"
    # Refused as a whole: the hand-over is still open.
    assert desk.read(homes.owner.handover.reply(theirs.id).data).keys() == review.keys()
    homes.close()


def _with_paper(homes: TwoHomes, engagement_id: Any, paper: SignedPaper) -> None:
    from dataclasses import replace

    with homes.firm.workspace.unit_of_work() as work:
        facts = work.engagements.get(engagement_id)
        work.engagements.save(replace(facts, papers=(paper,)))
        work.commit()


def test_what_cannot_be_handed_over_is_told(tried: Tried) -> None:
    desk, mine = tried.homes.firm.handover, tried.mine.id
    assert refusal(lambda: desk.invite(mine, sections=["peple"])) == "handover.no-section"
    for days in (0, -1, 10_000):
        assert refusal(lambda days=days: desk.invite(mine, days=days)) == "handover.no-days"
    assert refusal(lambda: desk.reply(mine)) == "handover.not-asked"
    assert desk.invited_by(mine) is None
    long = a_client(tried.homes.firm, "Long")
    tried.homes.firm.service.record_answer(long.id, "people", 6, words="x" * 30_000)
    assert refusal(lambda: desk.invite(long.id)) == "handover.too-much"


# ---- the inside of an answer file, from somebody who may send one


def _deep(levels: int) -> bytes:
    return b'{"token":' + b"[" * levels + b"]" * levels + b"}"


BODIES: dict[str, bytes] = {
    "no text": b"\xff\xfe\x00",
    "no JSON": b"{",
    "a list": b"[]",
    "nothing": b"",
    "deep": _deep(100_000),
    "deep, not closed": b"[" * 500_000,
    "many": b'{"token":[' + b"{}," * 400_000 + b"{}]}",
    "many lists": b'{"token":[' + b"[]," * 400_000 + b"[]]}",
    "not a number": b'{"token":NaN}',
    "no end": b'{"token":-Infinity}',
    "a fraction": b'{"token":1.5}',
    "a power": b'{"token":1e400}',
    "a huge number": b'{"token":' + b"9" * 100_000 + b"}",
    "the same name twice": b'{"token":"a","token":"b"}',
    "half a character": b'{"token":"\\ud800"}',
    "an open text": b'{"token":"' + b"\\" * 9_999,
    "a long text": b'{"token":"' + b"x" * 30_000 + b'"}',
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_means_no_good_is_refused(tried: Tried, name: str) -> None:
    assert tried.refuses_reply(a_reply_saying(tried.made, BODIES[name])) == "handover.misshapen"


def _answers(**answers: Any) -> dict[str, Any]:
    return {"answers": {key.replace("_", "-"): each for key, each in answers.items()}}


def a_holding(**parts: Any) -> dict[str, Any]:
    return {"item": "ups", "quantity": 1, "until": "", "capacity": None, "offer": "", **parts}


TWO_ROWS = [{"role": "office", "ease": "well", "count": 1, "more": 2}]
CONTENTS: dict[str, dict[str, Any]] = {
    "an unknown question": _answers(peeple=an_answer(8)),
    "an option not offered": _answers(server=an_answer("cloud")),
    "yes for a number": _answers(people=an_answer(True)),
    "a text for a number": _answers(people=an_answer("8")),
    "a number for a choice": _answers(server=an_answer(1)),
    "yes for a choice": _answers(own_pcs=an_answer(True)),
    "too large a number": _answers(people=an_answer(10**12)),
    "below nothing": _answers(people=an_answer(-1)),
    "an object for a text": _answers(who_to_call=an_answer({"a": "b"})),
    "a long answer": _answers(who_to_call=an_answer("x" * 2001)),
    "hidden signs": _answers(who_to_call=an_answer("Sam\x1b[2J")),
    "hidden signs in words": _answers(people=an_answer(8, words="a\x00b")),
    "a list for a choice": _answers(server=an_answer(["none"])),
    "an option twice": _answers(private_data=an_answer(["ids", "ids"])),
    "none and more": _answers(rules_asked=an_answer(["none", "card-rules"])),
    "no day": _answers(pain_last=an_answer("yesterday")),
    "a day in another spelling": _answers(pain_last=an_answer("20261121")),
    "an amount that may mean two": _answers(it_spend=an_answer("1.234,5")),
    "an amount as a number": _answers(it_spend=an_answer(5)),
    "no amount": _answers(it_spend=an_answer("NaN")),
    "a column too many": _answers(staff=an_answer(TWO_ROWS)),
    "rows that are none": _answers(staff=an_answer(["office"])),
    "too many rows": _answers(staff=an_answer([{}] * 61)),
    "a value without an answer": _answers(people=an_answer(8, state="unknown")),
    "an answer without a value": _answers(people=an_answer(None)),
    "a private answer": _answers(trust_helper=an_answer(None, state="private")),
    "an unknown state": _answers(people=an_answer(8, state="signed")),
    "an unknown way": _answers(people=an_answer(8, how="by-mail")),
    "more than an answer": _answers(people={**an_answer(8), "sealed": "x"}),
    "less than an answer": _answers(people={"state": "given", "value": 8}),
    "no moment": _answers(people=an_answer(8, at="soon")),
    "a moment without a zone": _answers(people=an_answer(8, at="2026-11-21T09:30:00")),
    "a moment of long ago": _answers(people=an_answer(8, at="0001-01-01T00:00:00+00:00")),
    "answers in a list": {"answers": [an_answer(8)]},
    "a decision": {"decisions": []},
    "a note": {"private_note": "x"},
    "no token": {"token": ""},
    "a token in capitals": {"token": "AB" * 32},
    "an unknown item": {"estate": [a_holding(item="yacht")]},
    "less than nothing": {"estate": [a_holding(quantity=-1)]},
    "yes for a count": {"estate": [a_holding(quantity=True)]},
    "an offer that is none": {"estate": [a_holding(offer="x")]},
    "an order that is no text": {"order": [3]},
    "a remark to nothing": {"remarks": [{"section": "nowhere", "text": "x", "at": ""}]},
    "two remarks to one part": {"remarks": [{"section": "work", "text": "x", "at": ""}] * 2},
}  # fmt: skip


@pytest.mark.parametrize("name", CONTENTS)
def test_content_that_does_not_fit_is_refused(tried: Tried, name: str) -> None:
    content = a_plain_reply(tried.made, **CONTENTS[name])
    assert tried.refuses_reply(a_reply_saying(tried.made, content)) == "handover.misshapen"


def test_the_content_that_is_varied_here_is_a_good_one(tried: Tried) -> None:
    good = a_reply_saying(tried.made, a_plain_reply(tried.made))
    assert tried.homes.firm.handover.read(good).keys() == {"answer/people"}


def test_what_was_not_asked_is_refused(tried: Tried) -> None:
    made = tried.homes.firm.handover.invite(tried.mine.id, sections=["people"])
    answers = {"own-login": an_answer("each")}
    good = a_plain_reply(made, answers=answers)
    assert tried.homes.firm.handover.read(a_reply_saying(made, good)).keys() == {"answer/own-login"}
    remark = {"section": "money", "text": "x", "at": START.isoformat()}
    for more in (
        {"answers": {**answers, "people": an_answer(8)}},
        {"estate": []},
        {"order": ["a printer"]},
        {"remarks": [remark]},
    ):
        data = a_reply_saying(made, {**good, **more})
        assert tried.refuses_reply(data) == "handover.misshapen"


# ---- the inside of a question file, from a firm that means no good


def _changed(content: dict[str, Any], *path: str, to: Any) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(content))
    at = copy
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = to
    return copy


ASKS: dict[str, tuple[tuple[str, ...], Any, str]] = {
    "no day": (("ask", "until"), "soon", "handover.misshapen"),
    "the year 9999": (("ask", "until"), "9999-12-31", "handover.misshapen"),
    "a pack nobody has": (("ask", "pack", "sha256"), "ab" * 32, "handover.no-pack"),
    "a pack of another name": (("ask", "pack", "id"), "accounting", "handover.misshapen"),
    "a way out of the folder": (("ask", "pack", "id"), "../../etc", "handover.misshapen"),
    "another version": (("ask", "pack", "version"), "0.0.1", "handover.misshapen"),
    "no hash": (("ask", "pack", "sha256"), "x", "handover.misshapen"),
    "no key": (("lock", "key"), "", "handover.misshapen"),
    "more": (("ask", "private_note"), "x", "handover.misshapen"),
    "an unknown part": (("ask", "scope", "sections"), ["nowhere"], "handover.misshapen"),
    "an unknown question": (("ask", "scope", "questions"), ["nothing"], "handover.misshapen"),
    "opened twice": (("ask", "opened"), ["costs", "costs"], "handover.misshapen"),
    "a name that is none": (("ask", "client", "name"), 7, "handover.misshapen"),
    "a name that moves others": (("ask", "client", "name"), "A\x1b[2J", "handover.misshapen"),
}


@pytest.mark.parametrize("name", ASKS)
def test_a_question_file_that_does_not_fit_is_refused(tried: Tried, name: str) -> None:
    path, value, expected = ASKS[name]
    content = _changed(inside_ask(tried.made), *path, to=value)
    data = seal_ask(packed(canonical_bytes(content)), tried.made.code, new_firm_key())
    before = len(tried.homes.owner.service.clients())
    assert tried.refuses_ask(data) == expected
    assert len(tried.homes.owner.service.clients()) == before


@pytest.mark.parametrize(
    "body", [b"", b"\0\0\0", b"\xff\xff\xff\xff{}", b"\0\0\0\x02[]", b"x" * 50]
)
def test_a_body_without_its_parts_is_refused(tried: Tried, body: bytes) -> None:
    data = seal_ask(body, tried.made.code, new_firm_key())
    assert tried.refuses_ask(data) == "handover.misshapen"


def test_a_key_that_cannot_be_sealed_to_is_told_when_answering(tmp_path: Path) -> None:
    homes = two_homes(tmp_path)
    made = homes.firm.handover.invite(a_client(homes.firm).id)
    content = _changed(inside_ask(made), "lock", "key", to="00" * 32)
    data = seal_ask(packed(canonical_bytes(content)), made.code, new_firm_key())
    theirs = homes.owner.handover.accept(data, made.code)
    assert refusal(lambda: homes.owner.handover.reply(theirs.id)) == "handover.misshapen"
    homes.close()


def test_a_pack_that_came_along_is_the_one_that_is_named(tried: Tried) -> None:
    pack = a_pack_of_ones_own(tried.homes.firm.shelf)
    made = tried.homes.firm.handover.invite(a_client_with(tried.homes.firm, pack).id)
    text, brought = unpacked(open_ask(made.data, made.code).body)
    assert brought == pack.data
    shipped = tried.homes.firm.shelf.shipped("small-office-it").data
    for other in (brought[:-1], brought + b" ", b"{}", shipped, b"[]"):
        data = seal_ask(packed(text, other), made.code, new_firm_key())
        assert tried.refuses_ask(data, made.code) == "handover.misshapen"
    data = seal_ask(packed(text), made.code, new_firm_key())
    assert tried.refuses_ask(data, made.code) == "handover.no-pack"


@pytest.mark.parametrize(
    "name",
    ["Example IT", "example  it", "Exаmple IT", "ExampleIT", "Examp1e IT", "Exámple\u200b IT"],
)
def test_a_firm_that_looks_like_a_known_one_is_asked_about(tmp_path: Path, name: str) -> None:
    homes = two_homes(tmp_path)
    first = homes.firm.handover.invite(a_client(homes.firm).id)
    homes.owner.handover.accept(first.data, first.code)
    rival = open_home(tmp_path / "rival", homes.clock)
    rival.service.save_firm(replace(FIRM, name=name))
    second = rival.handover.invite(a_client(rival, "Another").id)
    with pytest.raises(UserFacingError) as caught:
        homes.owner.handover.accept(second.data, second.code)
    assert "another key than the one this computer knows for “Example IT”" in str(caught.value)
    rival.close()
    homes.close()


def test_a_firm_with_another_name_is_a_firm_of_its_own(tmp_path: Path) -> None:
    homes = two_homes(tmp_path)
    first = homes.firm.handover.invite(a_client(homes.firm).id)
    homes.owner.handover.accept(first.data, first.code)
    rival = open_home(tmp_path / "rival", homes.clock)
    rival.service.save_firm(replace(FIRM, name="Sample IT"))
    second = rival.handover.invite(a_client(rival, "Another").id)
    assert homes.owner.handover.accept(second.data, second.code)
    rival.close()
    homes.close()
