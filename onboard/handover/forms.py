"""The form of the JSON in both files: its names and types, before the pack is asked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from onboard.handover.strict_json import LONGEST_TEXT

Short = Annotated[str, Field(max_length=2000)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Hex32 = Annotated[str, Field(pattern="^[0-9a-f]{64}$", max_length=64)]
Wish = Annotated[str, Field(max_length=200)]
Wishes = Annotated[list[Wish], Field(max_length=200)]
"""An owner's shopping list; longer ones would take minutes to read."""
Names = Annotated[list[Short], Field(max_length=2000)]


class Part(BaseModel):
    """Unknown names are refused, types are exact, and no message repeats what was read."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class AnswerForm(Part):
    state: Literal["given", "unknown", "later"]
    value: JsonValue = None
    words: Text
    by: Short
    how: Literal["alone", "together", "imported"]
    sure: Literal["believed", "shown", "verified"]
    at: Short


class HoldingForm(Part):
    item: Short
    quantity: int | None
    until: Short
    capacity: int | None
    offer: Short


class RemarkForm(Part):
    section: Short
    text: Text
    at: Short


class PackForm(Part):
    id: Short
    version: Short
    sha256: Hex32


class FirmForm(Part):
    name: Short
    consultant: Short
    phone: Short
    email: Short


class ClientForm(Part):
    name: Short
    owner: Short
    language: Short


class ScopeForm(Part):
    sections: Names
    questions: Names
    person: Short


class ToldForm(Part):
    answers: Annotated[dict[str, AnswerForm], Field(max_length=2000)]
    remarks: Annotated[list[RemarkForm], Field(max_length=500)]


class AskForm(ToldForm):
    until: Short
    pack: PackForm
    client: ClientForm
    firm: FirmForm
    scope: ScopeForm
    opened: Names
    estate: Annotated[list[HoldingForm], Field(max_length=1000)]
    order: Wishes


class LockForm(Part):
    key: Hex32
    token: Hex32


class AskFileForm(Part):
    lock: LockForm
    ask: AskForm


class ReplyForm(ToldForm):
    token: Hex32
    estate: Annotated[list[HoldingForm], Field(max_length=1000)] | None
    order: Wishes | None
