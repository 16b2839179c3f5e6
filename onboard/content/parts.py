"""What every part of a pack is made of: ids, texts, conditions, bounds, and a strict base."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NewType

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from onboard.content.condition_text import parse_condition
from onboard.content.conditions import Condition

QuestionId = NewType("QuestionId", str)
ItemId = NewType("ItemId", str)
RiskId = NewType("RiskId", str)
ClauseId = NewType("ClauseId", str)

_NAME = r"[a-z][a-z0-9]*(?:-[a-z0-9.]+)*"

PLACEHOLDER = re.compile(rf"\{{({_NAME})\}}")
"""A name in a text that something else stands for."""
BRACED = re.compile(r"\{([^{}\n]*)\}")
"""What may have been meant as one: `{hour_rate}` names nothing and would be printed as it is."""

MOST_UNITS = 1_000_000
"""More of a thing than any small firm has; sums over it stay far from what decimals can hold."""
MOST_NUMBER = 1_000_000_000
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


class Spoken:
    """Marks a text that people read: it is said in each language of the pack."""


Name = Annotated[str, StringConstraints(pattern=rf"^{_NAME}$", max_length=48)]
Cited = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
"""Where something comes from: the same in every language."""
Text = Annotated[Cited, Spoken()]
MaybeText = Annotated[str, Spoken()]
"""A text that may be missing."""
When = Annotated[Condition, PlainValidator(parse_condition)]
Units = Annotated[int, Field(ge=0, le=MOST_UNITS)]
"""So many pieces, or times: never less than none."""
Some = Annotated[int, Field(ge=1, le=MOST_UNITS)]
"""So many pieces, or times: one at least."""
Number = Annotated[int, Field(ge=-MOST_NUMBER, le=MOST_NUMBER)]
Amount = Annotated[Decimal, Field(ge=0, le=MOST_NUMBER)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]


def _filled(word: str) -> str:
    if not word.strip():
        raise ValueError("a word is expected, and this is empty")
    return word


Word = Annotated[str, StringConstraints(max_length=200), AfterValidator(_filled)]
"""A word as people write it, to be found in what they say."""


def expecting(expected: str) -> WrapValidator:
    """Where one of several shapes may stand: one sentence in place of one for each shape."""

    def checked(raw: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        try:
            return handler(raw)
        except ValidationError:
            raise ValueError(f"{expected} is expected here") from None

    return WrapValidator(checked)


class PackPart(BaseModel):
    """Frozen, and unknown keys are refused: a typing error must not be dropped in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
