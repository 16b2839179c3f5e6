"""The bodies of both files as canonical JSON, and back, piece by piece and strictly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from onboard.canonical import canonical_bytes
from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import PackPin, Remark
from onboard.errors import UserFacingError
from onboard.handover import strict_json
from onboard.handover.single import (
    Misshapen,
    checked_holding,
    clean,
    cleaned,
    day_from,
    moment_from,
    raw_of,
    value_from,
)
from onboard.handover.values import Ask, ClientCard, FirmCard, Lock, Scope, Told
from onboard.interview.answers import Answer, Answers, AnswerState, How, Sureness
from onboard.recommendation.estate import Holding

T = TypeVar("T")

Short = Annotated[str, Field(max_length=2000)]
Text = Annotated[str, Field(max_length=strict_json.LONGEST_TEXT)]
Hex32 = Annotated[str, Field(pattern="^[0-9a-f]{64}$", max_length=64)]
Names = Annotated[list[Short], Field(max_length=2000)]


class _Part(BaseModel):
    """Unknown names are refused, types are exact, and no message repeats what was read."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class _Answer(_Part):
    state: Literal["given", "unknown", "later"]
    value: JsonValue = None
    words: Text
    by: Short
    how: Literal["alone", "together", "imported"]
    sure: Literal["believed", "shown", "verified"]
    at: Short


class _Holding(_Part):
    item: Short
    quantity: int | None
    until: Short
    capacity: int | None
    offer: Short


class _Remark(_Part):
    section: Short
    text: Text
    at: Short


class _Pack(_Part):
    id: Short
    version: Short
    sha256: Hex32


class _Firm(_Part):
    name: Short
    consultant: Short
    phone: Short
    email: Short


class _Client(_Part):
    name: Short
    owner: Short
    language: Short


class _Scope(_Part):
    sections: Names
    questions: Names
    person: Short


class _Told(_Part):
    answers: Annotated[dict[str, _Answer], Field(max_length=2000)]
    remarks: Annotated[list[_Remark], Field(max_length=500)]


class _Ask(_Told):
    until: Short
    pack: _Pack
    client: _Client
    firm: _Firm
    scope: _Scope
    opened: Names
    estate: Annotated[list[_Holding], Field(max_length=1000)]
    order: Annotated[list[Text], Field(max_length=1000)]


class _Lock(_Part):
    key: Hex32
    token: Hex32


class _AskFile(_Part):
    lock: _Lock
    ask: _Ask


class _Reply(_Told):
    token: Hex32
    estate: Annotated[list[_Holding], Field(max_length=1000)] | None
    order: Annotated[list[Text], Field(max_length=1000)] | None


# ---- out


def ask_bytes(ask: Ask) -> bytes:
    """What a question file says, without its lock."""
    return canonical_bytes(_ask_raw(ask))


def ask_file_bytes(ask: Ask, lock: Lock) -> bytes:
    return canonical_bytes({"lock": _lock_raw(lock), "ask": _ask_raw(ask)})


def lock_bytes(lock: Lock) -> bytes:
    return canonical_bytes(_lock_raw(lock))


def reply_bytes(told: Told, token: bytes) -> bytes:
    estate, order = told.estate, told.order
    return canonical_bytes(
        {
            "token": token.hex(),
            "answers": _answers_raw(told.answers),
            "remarks": _remarks_raw(told.remarks),
            "estate": None if estate is None else _estate_raw(estate),
            "order": None if order is None else [clean(words) for words in order],
        }
    )


def _lock_raw(lock: Lock) -> dict[str, str]:
    return {"key": lock.key.hex(), "token": lock.token.hex()}


def _ask_raw(ask: Ask) -> dict[str, Any]:
    firm, client, pin = ask.firm, ask.client, ask.pack
    texts = {
        "pack": {"id": pin.id, "version": pin.version, "sha256": pin.sha256},
        "client": {"name": client.name, "owner": client.owner, "language": client.language},
        "firm": {
            "name": firm.name,
            "consultant": firm.consultant,
            "phone": firm.phone,
            "email": firm.email,
        },
    }
    return {
        **{part: _cleaned_all(values) for part, values in texts.items()},
        "until": ask.until.isoformat(),
        "scope": {
            "sections": list(ask.scope.sections),
            "questions": list(ask.scope.questions),
            "person": clean(ask.scope.person),
        },
        "opened": list(ask.opened),
        "answers": _answers_raw(ask.answers),
        "estate": _estate_raw(ask.estate),
        "order": [clean(words) for words in ask.order],
        "remarks": _remarks_raw(ask.remarks),
    }


def _cleaned_all(values: Mapping[str, str]) -> dict[str, str]:
    return {name: clean(value) for name, value in values.items()}


def _answers_raw(answers: Answers) -> dict[str, Any]:
    return {
        answer.question: {
            "state": answer.state.value,
            "value": raw_of(answer.value),
            "words": clean(answer.words),
            "by": clean(answer.by),
            "how": answer.how.value,
            "sure": answer.sure.value,
            "at": _moment(answer.at),
        }
        for answer in answers.values()
    }


def _estate_raw(estate: Iterable[Holding]) -> list[dict[str, Any]]:
    return [
        {
            "item": holding.item,
            "quantity": holding.quantity,
            "until": holding.until.isoformat() if holding.until else "",
            "capacity": holding.capacity,
            "offer": holding.offer,
        }
        for holding in estate
    ]


def _remarks_raw(remarks: Iterable[Remark]) -> list[dict[str, str]]:
    return [
        {"section": remark.section, "text": clean(remark.text), "at": _moment(remark.at)}
        for remark in remarks
    ]


def _moment(at: datetime | None) -> str:
    """A moment without a zone means nothing elsewhere, so it stays behind."""
    return at.isoformat() if at is not None and at.utcoffset() is not None else ""


# ---- in


def pin_from(data: bytes) -> PackPin:
    """The pack that a question file names, to be found before the rest is read."""
    return _or_misshapen(lambda: _pin(_AskFile.model_validate(strict_json.read(data)).ask))


def ask_file_from(data: bytes, pack: ContentPack) -> tuple[Ask, Lock]:
    """What a question file says.

    Raises:
        UserFacingError: "handover.misshapen", something in it does not fit the pack, or our form.
    """

    def read() -> tuple[Ask, Lock]:
        raw = _AskFile.model_validate(strict_json.read(data))
        return _ask(raw.ask, pack), _lock(raw.lock)

    return _or_misshapen(read)


def ask_from(data: bytes, pack: ContentPack) -> Ask:
    """As `ask_file_from`, for what the store kept of it."""
    return _or_misshapen(lambda: _ask(_Ask.model_validate(strict_json.read(data)), pack))


def lock_from(data: bytes) -> Lock:
    return _or_misshapen(lambda: _lock(_Lock.model_validate(strict_json.read(data))))


def reply_from(data: bytes, pack: ContentPack, scope: Scope) -> tuple[Told, bytes]:
    """What an answer file says, and the token that it shows.

    Raises:
        UserFacingError: "handover.misshapen", as above, or for what was not asked.
    """

    def read() -> tuple[Told, bytes]:
        raw = _Reply.model_validate(strict_json.read(data))
        if not scope.is_all and (raw.estate is not None or raw.order is not None):
            raise Misshapen("not asked")
        told = Told(
            answers=_answers(raw.answers, pack, scope),
            estate=None if raw.estate is None else _estate(raw.estate, pack),
            order=None if raw.order is None else tuple(cleaned(words) for words in raw.order),
            remarks=_remarks(raw.remarks, pack, scope),
        )
        return told, bytes.fromhex(raw.token)

    return _or_misshapen(read)


def _or_misshapen(read: Callable[[], T]) -> T:
    try:
        return read()
    except (strict_json.Refused, Misshapen, ValidationError):
        # Without the cause: what pydantic says may repeat what a person wrote.
        raise UserFacingError("handover.misshapen") from None


def _pin(raw: _Ask) -> PackPin:
    return PackPin(raw.pack.id, raw.pack.version, raw.pack.sha256)


def _lock(raw: _Lock) -> Lock:
    return Lock(bytes.fromhex(raw.key), bytes.fromhex(raw.token))


def _ask(raw: _Ask, pack: ContentPack) -> Ask:
    pin = _pin(raw)
    if (pin.id, pin.version, pin.sha256) != (pack.id, pack.version, pack.sha256):
        raise Misshapen("another pack")
    questions, sections = pack.content.questions, pack.section_by_id
    scope = Scope(
        sections=_known(raw.scope.sections, sections),
        questions=tuple(QuestionId(key) for key in _known(raw.scope.questions, questions)),
        person=cleaned(raw.scope.person),
    )
    if not scope.is_all and (raw.estate or raw.order):
        raise Misshapen("not asked")
    return Ask(
        until=day_from(raw.until),
        pack=pin,
        client=ClientCard(**_texts(raw.client)),
        firm=FirmCard(**_texts(raw.firm)),
        scope=scope,
        opened=_known(raw.opened, {**questions, **sections}),
        answers=_answers(raw.answers, pack, scope),
        estate=_estate(raw.estate, pack),
        order=tuple(cleaned(words) for words in raw.order),
        remarks=_remarks(raw.remarks, pack, scope),
    )


def _texts(raw: _Part) -> dict[str, str]:
    return {name: cleaned(value) for name, value in raw.model_dump().items()}


def _known(names: list[str], known: Mapping[str, object]) -> tuple[str, ...]:
    if len(set(names)) < len(names) or not set(names) <= set(known):
        raise Misshapen("no such name")
    return tuple(names)


def _answers(raw: Mapping[str, _Answer], pack: ContentPack, scope: Scope) -> Answers:
    return Answers(_answer(QuestionId(key), each, pack, scope) for key, each in raw.items())


def _answer(key: QuestionId, raw: _Answer, pack: ContentPack, scope: Scope) -> Answer:
    if not scope.has(pack, key):
        raise Misshapen("not asked")
    state = _one_of(AnswerState, raw.state)
    if state is not AnswerState.GIVEN and raw.value is not None:
        raise Misshapen("a value without an answer")
    return Answer(
        question=key,
        state=state,
        value=value_from(pack, key, raw.value) if state is AnswerState.GIVEN else None,
        words=cleaned(raw.words),
        by=cleaned(raw.by),
        how=_one_of(How, raw.how),
        sure=_one_of(Sureness, raw.sure),
        at=moment_from(raw.at),
    )


E_ = TypeVar("E_", bound=Enum)


def _one_of(kind: type[E_], text: str) -> E_:
    try:
        return kind(text)
    except ValueError as error:  # never: the model names the same words
        raise Misshapen("no such word") from error


def _estate(raw: list[_Holding], pack: ContentPack) -> tuple[Holding, ...]:
    return tuple(
        checked_holding(
            pack,
            Holding(
                item=ItemId(each.item),
                quantity=each.quantity,
                until=day_from(each.until) if each.until else None,
                capacity=each.capacity,
                offer=each.offer,
            ),
        )
        for each in raw
    )


def _remarks(raw: list[_Remark], pack: ContentPack, scope: Scope) -> tuple[Remark, ...]:
    _known([each.section for each in raw], pack.section_by_id)
    if not all(scope.has_section(each.section) for each in raw):
        raise Misshapen("not asked")
    return tuple(Remark(each.section, cleaned(each.text), moment_from(each.at)) for each in raw)
