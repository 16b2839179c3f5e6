"""The JSON Schema for editors: it can be made, and it knows the pack's own questions."""

from __future__ import annotations

import json

from onboard import locations
from onboard.content.loader import load_pack
from onboard.content.schema import pack_schema


def _references(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(_references(part) for part in value.values()))
    if isinstance(value, list):
        return set().union(*(_references(part) for part in value))
    return set()


def test_every_reference_of_the_schema_leads_somewhere() -> None:
    schema = pack_schema()
    known = {f"#/$defs/{name}" for name in schema["$defs"]}
    assert "#/$defs/Condition" in _references(schema)
    assert _references(schema) <= known
    assert "required" not in schema
    json.dumps(schema)


def test_with_a_pack_its_questions_and_answers_are_offered_in_conditions() -> None:
    pack = load_pack(locations.packs() / locations.DEFAULT_PACK)
    condition = pack_schema(pack)["$defs"]["Condition"]
    assert set(pack.content.questions) <= set(condition["properties"])
    assert "usb-always-in" in json.dumps(condition["properties"]["backup"])
    assert condition["additionalProperties"] is False
