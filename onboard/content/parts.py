"""What every part of a pack is made of: ids, texts, conditions, and a strict base."""

from __future__ import annotations

import re
from typing import Annotated, NewType

from pydantic import BaseModel, ConfigDict, PlainValidator, StringConstraints

from onboard.content.condition_text import parse_condition
from onboard.content.conditions import Condition

QuestionId = NewType("QuestionId", str)
ItemId = NewType("ItemId", str)
RiskId = NewType("RiskId", str)
ClauseId = NewType("ClauseId", str)

PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")
"""A name in a text that something else stands for."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9.]+)*$", max_length=48)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
When = Annotated[Condition, PlainValidator(parse_condition)]


class PackPart(BaseModel):
    """Frozen, and unknown keys are refused: a typing error must not be dropped in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
