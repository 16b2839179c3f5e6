"""Single values in the JSON of the two files, and back: strictly, in one form only."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from onboard.canonical import canonical_bytes
from onboard.content.model import AnswerKind, ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.interview.answers import AnswerValue
from onboard.interview.validation import AnswerProblem, validate
from onboard.recommendation.estate import Holding

FIRST_YEAR, LAST_YEAR = 2000, 2199
_MOST_PIECES = 100_000
_AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,6})?")


class Misshapen(ValueError):
    """A value that this program cannot have written. Says nothing of the content."""


def clean(text: str) -> str:
    """Without the signs that move or hide others on a terminal; lines and tabs stay."""
    return "".join(sign for sign in text if sign in "\n\t" or not _is_hidden(sign))


def _is_hidden(sign: str) -> bool:
    """Controls, signs that turn or join others, line separators, and what stands for nothing."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def cleaned(text: str) -> str:
    """A text as it came. Raises `Misshapen` when it is not clean."""
    if clean(text) != text:
        raise Misshapen("control characters")
    return text


def raw_of(value: AnswerValue | None) -> object:
    """A value in JSON; rows of a table as objects."""
    match value:
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case tuple():
            return [dict(part) if isinstance(part, tuple) else part for part in value]
        case _:
            return value


def value_from(pack: ContentPack, key: QuestionId, raw: object) -> AnswerValue:
    """The value behind JSON, by the rules of the pack; other spellings of it are refused.

    Raises:
        Misshapen: no such question, not one of its options, or not as `raw_of` writes it.
    """
    question = pack.content.questions.get(key)
    if question is None:
        raise Misshapen("no such question")
    given = raw
    if question.kind is AnswerKind.MONEY:
        if not isinstance(raw, str) or _AMOUNT.fullmatch(raw) is None:
            raise Misshapen("no amount")
        given = Decimal(raw)
    try:
        value = validate(pack, key, given)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise Misshapen("no value") from error
    if isinstance(value, AnswerProblem):
        raise Misshapen("not offered")
    if canonical_bytes(raw_of(value)) != canonical_bytes(raw):
        raise Misshapen("another spelling")
    return value


def checked_holding(pack: ContentPack, holding: Holding) -> Holding:
    """A holding by the rules of the pack. Raises `Misshapen`."""
    item = pack.content.items.get(ItemId(holding.item))
    if item is None or (holding.offer and holding.offer not in item.offers):
        raise Misshapen("no such item")
    for count in (holding.quantity, holding.capacity):
        if count is not None and not 0 <= count <= _MOST_PIECES:
            raise Misshapen("no count")
    return holding


def day_from(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Misshapen("no day") from error
    if found.isoformat() != text or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Misshapen("no day")
    return found


def moment_from(text: str) -> datetime | None:
    """A moment with its time zone; None for an empty text."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        in_one_form = found.isoformat() == text and found.utcoffset() is not None
    except (ValueError, OverflowError) as error:
        raise Misshapen("no moment") from error
    if not in_one_form or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Misshapen("no moment")
    return found
