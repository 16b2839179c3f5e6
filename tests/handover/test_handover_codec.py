"""Bodies of both files come back as they were written, whatever was answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboard import locations
from onboard.canonical import canonical_bytes
from onboard.content.model import AnswerKind, ColumnKind, ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import PackPin, Remark
from onboard.errors import UserFacingError
from onboard.firm import Contact
from onboard.handover import codec, strict_json
from onboard.handover.padding import emptied, filled_up
from onboard.handover.parcel import packed, unpacked
from onboard.handover.values import Ask, ClientCard, Lock, Scope, Told
from onboard.interview.answers import Answer, Answers, AnswerState, How, Sureness
from onboard.interview.validation import AnswerProblem, column_options, validate
from onboard.packs import PackShelf
from onboard.recommendation.estate import Holding

PACK: ContentPack = PackShelf(locations.packs()).shipped("small-office-it")
PIN = PackPin(PACK.id, PACK.version, PACK.sha256)

signs = st.characters(exclude_categories=("Cc", "Cf", "Co", "Cs", "Zl", "Zp")) | st.sampled_from(
    "\n\t"
)
"""What hides or turns other signs is taken out on the way in; that has tests of its own."""
texts = st.text(signs, max_size=60)
zones = st.sampled_from([UTC, timezone(timedelta(hours=-6)), timezone(timedelta(hours=5.5))])
moments = st.none() | st.datetimes(
    min_value=datetime(2000, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2199, 12, 30),  # noqa: DTZ001
    timezones=zones,
).map(lambda moment: moment.replace(fold=0))
days = st.dates(date(2000, 1, 1), date(2199, 12, 31))


def raw_answers(key: str) -> st.SearchStrategy[Any]:
    """What a person may give to one question."""
    question = PACK.content.questions[key]
    match question.kind:
        case AnswerKind.CHOICE:
            return st.sampled_from(sorted(question.options))
        case AnswerKind.MULTIPLE:
            return st.lists(st.sampled_from(sorted(question.options)), min_size=1, max_size=4)
        case AnswerKind.NUMBER:
            return st.integers(question.low, question.high)
        case AnswerKind.MONEY:
            return st.decimals(0, 10**9, places=2) | st.integers(0, 10**9).map(Decimal)
        case AnswerKind.DATE:
            return st.dates()
        case AnswerKind.TEXT:
            return texts
        case AnswerKind.TABLE:
            return st.lists(st.fixed_dictionaries(_cells(key)), max_size=3)


def _cells(key: str) -> dict[str, st.SearchStrategy[Any]]:
    found: dict[str, st.SearchStrategy[Any]] = {}
    for name, column in PACK.content.questions[key].columns.items():
        match column.kind:
            case ColumnKind.NUMBER:
                found[name] = st.integers(column.low, column.high)
            case ColumnKind.TEXT:
                found[name] = texts
            case ColumnKind.DATE:
                found[name] = st.dates().map(str)
            case ColumnKind.CHOICE:
                found[name] = st.sampled_from(sorted(column_options(PACK, column)))
    return found


@st.composite
def answers_of(draw: st.DrawFn) -> Answer:
    key = QuestionId(draw(st.sampled_from(PACK.questions_in_order)))
    state = draw(st.sampled_from([AnswerState.GIVEN, AnswerState.UNKNOWN, AnswerState.LATER]))
    value = None
    if state is AnswerState.GIVEN:
        read = validate(PACK, key, draw(raw_answers(key)))
        if isinstance(read, AnswerProblem):
            state = AnswerState.UNKNOWN
        else:
            value = read
    return Answer(
        question=key,
        state=state,
        value=value,
        words=draw(texts),
        by=draw(texts),
        how=draw(st.sampled_from(How)),
        sure=draw(st.sampled_from(Sureness)),
        at=draw(moments),
    )


@st.composite
def holdings(draw: st.DrawFn) -> Holding:
    item = draw(st.sampled_from(sorted(PACK.content.items)))
    return Holding(
        item=ItemId(item),
        quantity=draw(st.none() | st.integers(0, 500)),
        until=draw(st.none() | days),
        capacity=draw(st.none() | st.integers(0, 48)),
        offer=draw(st.sampled_from(["", *PACK.content.items[item].offers])),
    )


sections = sorted(PACK.section_by_id)
answers = st.lists(answers_of(), max_size=8).map(Answers)
remarks = st.lists(
    st.builds(Remark, section=st.sampled_from(sections), text=texts, at=moments),
    max_size=3,
    unique_by=lambda remark: remark.section,
).map(tuple)
estates = st.lists(holdings(), max_size=3).map(tuple)
orders = st.lists(texts, max_size=3).map(tuple)
locks = st.builds(
    Lock, key=st.binary(min_size=32, max_size=32), token=st.binary(min_size=32, max_size=32)
)
asks = st.builds(
    Ask,
    until=days,
    pack=st.just(PIN),
    client=st.builds(ClientCard, texts, texts, texts),
    firm=st.builds(Contact, texts, texts, texts, texts),
    scope=st.builds(Scope, person=texts),
    opened=st.lists(st.sampled_from(sections), max_size=3, unique=True).map(tuple),
    answers=answers,
    estate=estates,
    order=orders,
    remarks=remarks,
)
as_told_alone = answers.map(
    lambda given: Answers(
        replace(answer, how=How.ALONE, sure=Sureness.BELIEVED) for answer in given.values()
    )
)
"""An answer file is always read as told alone and believed, whatever it says of itself."""
tolds = st.builds(
    Told,
    answers=as_told_alone,
    estate=st.none() | estates,
    order=st.none() | orders,
    remarks=remarks,
)


def exactly(value: Ask | Told) -> list[str]:
    """As text, so that 1 and Decimal(1) are not the same."""
    by_key = sorted(value.answers.values(), key=lambda answer: answer.question)
    fields = [name for name in type(value).__slots__ if name != "answers"]
    return [repr(by_key), *(repr(getattr(value, name)) for name in fields)]


@settings(deadline=None, max_examples=80)
@given(ask=asks, lock=locks, pack=st.binary(max_size=50))
def test_a_question_file_comes_back_exactly(ask: Ask, lock: Lock, pack: bytes) -> None:
    text, brought = unpacked(packed(codec.ask_file_bytes(ask, lock), pack))
    assert brought == pack
    assert codec.pin_from(text) == PIN
    found, opened = codec.ask_file_from(text, PACK)
    assert exactly(found) == exactly(ask)
    assert opened == lock
    assert exactly(codec.ask_from(codec.ask_bytes(ask), PACK)) == exactly(ask)
    assert codec.lock_from(codec.lock_bytes(lock)) == lock


@settings(deadline=None, max_examples=80)
@given(told=tolds, token=st.binary(min_size=32, max_size=32))
def test_an_answer_file_comes_back_exactly(told: Told, token: bytes) -> None:
    data = codec.reply_bytes(told, token)
    found, shown = codec.reply_from(data, PACK, Scope())
    assert exactly(found) == exactly(told)
    assert shown == token
    assert codec.reply_bytes(found, shown) == data


@given(plain=st.binary(max_size=3000), block=st.sampled_from([16, 1024, 4096]))
def test_padding_comes_off_again(plain: bytes, block: int) -> None:
    filled = filled_up(plain, block)
    assert len(filled) % block == 0
    assert emptied(filled) == plain


@pytest.mark.parametrize("filled", [b"", b"\0\0", b"x", b"x\0"])
def test_what_was_not_filled_up_is_noticed(filled: bytes) -> None:
    with pytest.raises(ValueError, match="filled"):
        emptied(filled)


plain_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(content=st.dictionaries(texts, plain_json, max_size=4))
def test_plain_json_is_read_as_it_is(content: dict[str, Any]) -> None:
    data = canonical_bytes(content)
    try:
        assert strict_json.read(data) == content
    except strict_json.Refused as refused:
        assert str(refused) == "too deep"  # noqa: PT017


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_whatever_comes_is_read_or_refused(data: bytes) -> None:
    try:
        assert isinstance(strict_json.read(data), dict)
    except strict_json.Refused:
        return


@pytest.mark.parametrize("size", [strict_json.MOST_BYTES + 1, 30_000_000])
def test_what_nobody_would_open_is_not_made(size: int) -> None:
    with pytest.raises(UserFacingError) as caught:
        packed(b"x" * size)
    assert caught.value.message_id == "handover.too-much"
