"""JSON Schema of a pack, so that editors complete names and flag typing errors."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from onboard.content.conditions import Operator
from onboard.content.model import PackContent
from onboard.content.pack import ContentPack

_CONDITION = "#/$defs/Condition"
_MARKER = "x-condition"


class _PackSchema(GenerateJsonSchema):
    """Conditions are read by our own parser, so their schema is put in by name."""

    def function_plain_schema(
        self, schema: core_schema.PlainValidatorFunctionSchema
    ) -> JsonSchemaValue:
        return {_MARKER: True}  # a $ref that pydantic does not know makes it fail

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def pack_schema(pack: ContentPack | None = None) -> dict[str, Any]:
    """Draft-07 schema; with a pack, its own facts are offered in conditions.

    Every file of a pack holds only some of the parts, so nothing is required at the top.
    """
    generated = PackContent.model_json_schema(
        schema_generator=_PackSchema, ref_template="#/$defs/{model}"
    )
    schema = _replaced(generated)
    assert isinstance(schema, dict)  # noqa: S101  (a mapping stays one)
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema.pop("required", None)
    schema.setdefault("$defs", {})["Condition"] = _condition(pack)
    return schema


def _condition(pack: ContentPack | None) -> dict[str, Any]:
    again = {"$ref": _CONDITION}
    compared = {
        "type": "object",
        "properties": {operator.value: {} for operator in Operator},
        "additionalProperties": False,
    }
    anything = {"anyOf": [{"type": ["string", "integer", "boolean"]}, {"type": "array"}, compared]}
    properties: dict[str, Any] = {
        "all": {"type": "array", "items": again},
        "any": {"type": "array", "items": again},
        "not": again,
    }
    if pack is None:
        return {"type": "object", "properties": properties, "additionalProperties": anything}
    for key, question in pack.content.questions.items():
        options = sorted(question.options)
        one: dict[str, Any] = {"enum": options} if options else {}
        chosen = {"anyOf": [one, {"type": "array", "items": one}, compared]}
        properties[key] = {**(chosen if options else anything), "description": question.ask}
    for name in (*pack.question_of_count, *pack.content.populations):
        properties[name] = anything
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _replaced(value: Any) -> Any:
    if isinstance(value, dict):
        if _MARKER in value:
            return {"$ref": _CONDITION}
        return {key: _replaced(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_replaced(part) for part in value]
    return value
