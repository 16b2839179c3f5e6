"""The pack's conditions in the expression language of zen-engine (Rust, bench only)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from onboard.content.conditions import All, AnyOf, Comparison, Condition, Fact, Not, Operator
from tests.bench.same_rules import literal, plain

_SIGNS = {
    Operator.AT_LEAST: ">=",
    Operator.AT_MOST: "<=",
    Operator.MORE_THAN: ">",
    Operator.LESS_THAN: "<",
}


def expression(condition: Condition) -> str:
    """One condition. Where zen would stop at a fact without a value, it is asked for first."""
    match condition:
        case Comparison():
            return _comparison(condition)
        case Not(part):
            return f"not ({expression(part)})"
        case All(parts):
            return " and ".join(f"({expression(part)})" for part in parts) or "true"
        case AnyOf(parts):
            return " or ".join(f"({expression(part)})" for part in parts) or "false"
        case _:
            assert_never(condition)


def context(facts: Mapping[str, Fact]) -> dict[str, object]:
    return {_name(name): plain(fact) for name, fact in facts.items()}


def ways(conditions: Sequence[Condition]) -> dict[str, Callable[[dict[str, object]], list[bool]]]:
    """Three ways of asking zen for the truth of all conditions; everything is compiled before."""
    import zen

    texts = [expression(condition) for condition in conditions]
    compiled = [zen.compile_expression(text) for text in texts]
    together = zen.compile_expression(f"[{', '.join(texts)}]")
    decision = zen.ZenEngine().create_decision(json.dumps(_graph(texts)))
    keys = [f"rule{number}" for number in range(len(texts))]

    def decided(context: dict[str, object]) -> list[bool]:
        result = decision.evaluate(context)["result"]
        return [result[key] for key in keys]

    return {
        "together": together.evaluate,
        "decision": decided,
        "one-by-one": lambda context: [each.evaluate(context) for each in compiled],
    }


def _graph(texts: Sequence[str]) -> dict[str, object]:
    """A decision model: input, one node of expressions, output."""
    lines = [
        {"id": f"line{number}", "key": f"rule{number}", "value": text}
        for number, text in enumerate(texts)
    ]
    contents: dict[str, dict[str, object]] = {
        "input": {},
        "expression": {"expressions": lines},
        "output": {},
    }
    return {
        "nodes": [
            {"id": kind, "name": kind, "type": f"{kind}Node", "content": content}
            | {"position": {"x": 0, "y": 0}}
            for kind, content in contents.items()
        ],
        "edges": [
            {"id": "first", "sourceId": "input", "targetId": "expression"},
            {"id": "last", "sourceId": "expression", "targetId": "output"},
        ],
    }


def _name(fact: str) -> str:
    return fact.replace("-", "_")


def _comparison(comparison: Comparison) -> str:
    name, operator = _name(comparison.fact), comparison.operator
    value = literal(comparison.value)
    match operator:
        case Operator.KNOWN:
            return f"{name} {'!=' if comparison.value else '=='} null"
        case Operator.IS:
            return f"{name} == {value}"
        case Operator.IS_NOT:
            return f"({name} != null and {name} != {value})"
        case Operator.ONE_OF:
            return f"{name} in {value}"
        case Operator.INCLUDES:
            return f"({name} != null and {value} in {name})"
        case Operator.INCLUDES_ANY:
            return f"({name} != null and some({name}, # in {value}))"
        case _:
            return f"({name} != null and {name} {_SIGNS[operator]} {value})"
