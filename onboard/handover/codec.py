"""The bodies of both files as canonical JSON, and back, piece by piece and strictly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from pydantic import ValidationError

from onboard.canonical import canonical_bytes
from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import PackPin, Remark
from onboard.errors import UserFacingError
from onboard.firm import Contact
from onboard.handover import strict_json
from onboard.handover.forms import (
    AnswerForm,
    AskFileForm,
    AskForm,
    HoldingForm,
    LockForm,
    Part,
    RemarkForm,
    ReplyForm,
)
from onboard.handover.single import (
    Misshapen,
    checked_holding,
    clean,
    cleaned,
    day_from,
    moment_from,
    value_from,
)
from onboard.handover.values import Ask, ClientCard, Lock, Scope, Told
from onboard.handover.written import answers_raw, ask_raw, estate_raw, lock_raw, remarks_raw
from onboard.interview.answers import Answer, Answers, AnswerState, How, Sureness
from onboard.recommendation.estate import Holding

T = TypeVar("T")
Word = TypeVar("Word", bound=Enum)


# ---- out


def ask_bytes(ask: Ask) -> bytes:
    """What a question file says, without its lock."""
    return canonical_bytes(ask_raw(ask))


def ask_file_bytes(ask: Ask, lock: Lock) -> bytes:
    return canonical_bytes({"lock": lock_raw(lock), "ask": ask_raw(ask)})


def lock_bytes(lock: Lock) -> bytes:
    return canonical_bytes(lock_raw(lock))


def reply_bytes(told: Told, token: bytes) -> bytes:
    estate, order = told.estate, told.order
    return canonical_bytes(
        {
            "token": token.hex(),
            "answers": answers_raw(told.answers),
            "remarks": remarks_raw(told.remarks),
            "estate": None if estate is None else estate_raw(estate),
            "order": None if order is None else [clean(words) for words in order],
        }
    )


# ---- in


def pin_from(data: bytes) -> PackPin:
    """The pack that a question file names, to be found before the rest is read."""
    return _or_misshapen(lambda: _pin(AskFileForm.model_validate(strict_json.read(data)).ask))


def ask_file_from(data: bytes, pack: ContentPack) -> tuple[Ask, Lock]:
    """What a question file says.

    Raises:
        UserFacingError: "handover.misshapen", something in it does not fit the pack, or our form.
    """

    def read() -> tuple[Ask, Lock]:
        raw = AskFileForm.model_validate(strict_json.read(data))
        return _ask(raw.ask, pack), _lock(raw.lock)

    return _or_misshapen(read)


def ask_from(data: bytes, pack: ContentPack) -> Ask:
    """As `ask_file_from`, for what the store kept of it."""
    return _or_misshapen(lambda: _ask(AskForm.model_validate(strict_json.read(data)), pack))


def lock_from(data: bytes) -> Lock:
    return _or_misshapen(lambda: _lock(LockForm.model_validate(strict_json.read(data))))


def reply_from(data: bytes, pack: ContentPack, scope: Scope) -> tuple[Told, bytes]:
    """What an answer file says, and the token that it shows.

    Raises:
        UserFacingError: "handover.misshapen", as above, or for what was not asked.
    """

    def read() -> tuple[Told, bytes]:
        raw = ReplyForm.model_validate(strict_json.read(data))
        if not scope.is_all and (raw.estate is not None or raw.order is not None):
            raise Misshapen("not asked")
        told = Told(
            answers=_as_told_alone(_answers(raw.answers, pack, scope)),
            estate=None if raw.estate is None else _estate(raw.estate, pack),
            order=None if raw.order is None else tuple(cleaned(words) for words in raw.order),
            remarks=_remarks(raw.remarks, pack, scope),
        )
        return told, bytes.fromhex(raw.token)

    return _or_misshapen(read)


def _as_told_alone(answers: Answers) -> Answers:
    """Whatever the file says: nobody here was there, and nobody has looked."""
    return Answers(
        replace(answer, how=How.ALONE, sure=Sureness.BELIEVED) for answer in answers.values()
    )


def _or_misshapen(read: Callable[[], T]) -> T:
    try:
        return read()
    except (strict_json.Refused, Misshapen, ValidationError):
        # Without the cause: what pydantic says may repeat what a person wrote.
        raise UserFacingError("handover.misshapen") from None


def _pin(raw: AskForm) -> PackPin:
    return PackPin(raw.pack.id, raw.pack.version, raw.pack.sha256)


def _lock(raw: LockForm) -> Lock:
    return Lock(bytes.fromhex(raw.key), bytes.fromhex(raw.token))


def _ask(raw: AskForm, pack: ContentPack) -> Ask:
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
        firm=Contact(**_texts(raw.firm)),
        scope=scope,
        opened=_known(raw.opened, {**questions, **sections}),
        answers=_answers(raw.answers, pack, scope),
        estate=_estate(raw.estate, pack),
        order=tuple(cleaned(words) for words in raw.order),
        remarks=_remarks(raw.remarks, pack, scope),
    )


def _texts(raw: Part) -> dict[str, str]:
    return {name: cleaned(value) for name, value in raw.model_dump().items()}


def _known(names: list[str], known: Mapping[str, object]) -> tuple[str, ...]:
    if len(set(names)) < len(names) or not set(names) <= set(known):
        raise Misshapen("no such name")
    return tuple(names)


def _answers(raw: Mapping[str, AnswerForm], pack: ContentPack, scope: Scope) -> Answers:
    return Answers(_answer(QuestionId(key), each, pack, scope) for key, each in raw.items())


def _answer(key: QuestionId, raw: AnswerForm, pack: ContentPack, scope: Scope) -> Answer:
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


def _one_of(kind: type[Word], text: str) -> Word:
    try:
        return kind(text)
    except ValueError as error:  # never: the model names the same words
        raise Misshapen("no such word") from error


def _estate(raw: list[HoldingForm], pack: ContentPack) -> tuple[Holding, ...]:
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


def _remarks(raw: list[RemarkForm], pack: ContentPack, scope: Scope) -> tuple[Remark, ...]:
    _known([each.section for each in raw], pack.section_by_id)
    if not all(scope.has_section(each.section) for each in raw):
        raise Misshapen("not asked")
    return tuple(Remark(each.section, cleaned(each.text), moment_from(each.at)) for each in raw)
