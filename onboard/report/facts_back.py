"""The way back of `facts_data`: an engagement and its firm out of the data of a paper.

The file comes from outside. Whatever does not have exactly the shape that this program writes, or
names what the pack does not know, is refused as a whole.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from onboard.content.model import AnswerKind, QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Decision
from onboard.engagement import (
    ClauseEdit,
    ClauseInitials,
    Client,
    Ending,
    Engagement,
    EngagementId,
    Installed,
    NextStep,
    PackPin,
    Remark,
)
from onboard.firm import Earning, FirmProfile, OwnPrice
from onboard.interview.answers import Answer, Answers, AnswerState, AnswerValue, How, Sureness
from onboard.interview.validation import AnswerProblem, validate
from onboard.recommendation.estate import Holding, OrderedItem

T = TypeVar("T")
Data = Mapping[str, Any]


def pin_of(data: Data) -> PackPin:
    """The pack that a paper was made with.

    Raises:
        ValueError: the data does not say.
    """
    names = [data.get(key) for key in ("pack", "pack_version", "pack_sha256")]
    if not all(isinstance(name, str) and name for name in names):
        raise ValueError("no pack is named")
    return PackPin(*(str(name) for name in names))


def engagement_from(data: Data, pack: ContentPack) -> Engagement:
    """All that a paper's data says of a client, without its papers.

    Raises:
        ValueError: it is not what `facts_data` writes, or not for this pack.
    """
    try:
        return _engagement(data, pack)
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"not the facts of a paper: {error}") from error


def firm_from(data: Data) -> FirmProfile:
    """The firm as far as the paper rests on it.

    Raises:
        ValueError: as for `engagement_from`.
    """
    try:
        card, more = data["firm"], data["facts"]["firm"]
        return FirmProfile(
            name=_text(card["name"]),
            consultant=_text(card["consultant"]),
            email=_text(card["email"]),
            phone=_text(card["phone"]),
            currency=_text(more["currency"]),
            tax_percent=Decimal(_text(more["tax_percent"])),
            tax_name=_text(more["tax_name"]),
            terms={_text(key): _text(value) for key, value in more["terms"].items()},
            own_prices=_each(OwnPrice, more["own_prices"]),
            earnings=_each(Earning, more["earnings"]),
        )
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"not the firm of a paper: {error}") from error


def _engagement(data: Data, pack: ContentPack) -> Engagement:
    told = data["facts"]
    items = pack.content.items
    decisions = _each(Decision, told["decisions"])
    estate, installed = _each(Holding, told["estate"]), _each(Installed, told["installed"])
    order = _each(OrderedItem, told["order"])
    named = [holding.item for holding in estate] + [entry.line for entry in installed]
    named += [wanted.item for wanted in order if wanted.item is not None]
    named += [made.line for made in decisions if made.line != EVERY_LINE]
    unknown = [item for item in named if item not in items]
    if unknown:
        raise ValueError(f"the pack has no item {unknown[0]}")
    step = told["next_step"]
    return Engagement(
        id=_identity(told["id"]),
        client=revive(Client, data["client"]),
        pack=pin_of(data),
        created=date.fromisoformat(told["created"]),
        answers=Answers(_answer(pack, key, raw) for key, raw in told["answers"].items()),
        opened=_texts(told["opened"]),
        alone=bool(told["alone"]),
        estate=estate,
        installed=installed,
        order=order,
        decisions=decisions,
        endings=_each(Ending, told["endings"]),
        clause_edits=_each(ClauseEdit, told["clause_edits"]),
        clause_initials=_each(ClauseInitials, told["clause_initials"]),
        clauses_taken=_texts(told["clauses_taken"]),
        remarks=_each(Remark, told["remarks"]),
        next_step=None if step is None else revive(NextStep, step),
        heard_confirmed=_moment(told["heard_confirmed"]),
        corrections=_texts(told["corrections"]),
    )


def _identity(value: Any) -> EngagementId:
    """The id of a file that a store kept, or none for one that was only written."""
    name = _text(value)
    if name and str(uuid.UUID(name)) != name:
        raise ValueError("no id of a file")
    return EngagementId(name)


def _answer(pack: ContentPack, name: str, raw: Data) -> Answer:
    key = QuestionId(name)
    if key not in pack.content.questions:
        raise ValueError(f"the pack has no question {name}")
    state = AnswerState(raw["state"])
    if state is AnswerState.PRIVATE:
        raise ValueError("a paper holds no private answer")
    value = _value(pack, key, raw["value"]) if state is AnswerState.GIVEN else None
    return Answer(
        key,
        state,
        value,
        words=_text(raw["words"]),
        by=_text(raw["by"]),
        how=How(raw["how"]),
        sure=Sureness(raw["sure"]),
        at=_moment(raw["at"]),
    )


def _value(pack: ContentPack, key: QuestionId, raw: Any) -> AnswerValue:
    match pack.content.questions[key].kind:
        case AnswerKind.MONEY:
            raw = Decimal(_text(raw))
        case AnswerKind.TABLE:
            raw = [dict(row) for row in raw]
        case _:
            pass
    value = validate(pack, key, raw)
    if isinstance(value, AnswerProblem):
        raise ValueError(str(value))
    return value


def revive(kind: type[T], data: Data) -> T:
    """A flat dataclass out of what `canonical.plain` made of it: empty fields were left out."""
    hints, known = _hints(kind), {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    unknown = set(data) - set(known)
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    values = {name: _typed(hints[name], value) for name, value in data.items()}
    for name, field in known.items():
        if name not in values and field.default is MISSING and field.default_factory is MISSING:
            values[name] = None if _may_be_none(hints[name]) else ""
    return kind(**values)


@lru_cache(maxsize=32)
def _hints(kind: type[Any]) -> dict[str, Any]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is no dataclass")
    return {name: _bare(hint) for name, hint in get_type_hints(kind).items()}


def _bare(hint: Any) -> Any:
    """What a NewType stands for."""
    return getattr(hint, "__supertype__", hint)


def _may_be_none(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType) and type(None) in get_args(hint)


def _typed(hint: Any, value: Any) -> Any:
    if _may_be_none(hint):
        if value is None:
            return None
        (hint,) = (_bare(part) for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return _texts(value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is Decimal:
        return Decimal(_text(value))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if type(value) is not hint:
        raise ValueError(f"{value!r} is no {hint.__name__}")
    return value


def _each(kind: type[T], rows: Any) -> tuple[T, ...]:
    if not isinstance(rows, list):
        raise ValueError(f"no list of {kind.__name__}")
    return tuple(revive(kind, row) for row in rows)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise ValueError("no list of texts")
    return tuple(_text(value) for value in values)


def _moment(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(_text(value))
