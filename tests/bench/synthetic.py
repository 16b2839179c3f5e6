"""A made-up pack of any size, loaded through the real loader, with the joints of a real one.

Every third question has a gate, items need companions and populations, risks have measures, so that
routing, counting and weighing all have work to do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from onboard.content.loader import build_pack
from onboard.content.pack import ContentPack

QUESTIONS = 100
ITEMS = 200
PACK_ID = "synthetic"
_SECTIONS = 8
_POPULATIONS = 20
_RISKS = 40
_IN_ONE_FILE = 500
_DAY = "2026-11-21"

Part = dict[str, object]


def synthetic_pack(questions: int = QUESTIONS, items: int = ITEMS) -> ContentPack:
    """A pack of so many questions and items.

    Raises:
        PackInvalid: the numbers are too small for the joints that are made.
    """
    return build_pack(pack_texts(questions, items))


def rules_pack(size: int) -> ContentPack:
    """A pack of so many items and as many rules, none of which always applies."""
    texts = pack_texts(QUESTIONS, size)
    parts = json.loads(texts.pop("items.yaml"))
    for number, need in enumerate(parts["needs"].values()):
        need["when"] = {
            _choice_near(number, QUESTIONS): ["yes", "some"],
            _number_near(number + 5, QUESTIONS): {"at_least": 3},
        }
    for name, entries in parts.items():  # in several files, for none may grow too long
        keys = list(entries)
        for start in range(0, size, _IN_ONE_FILE):
            some = {key: entries[key] for key in keys[start : start + _IN_ONE_FILE]}
            texts[f"{name}-{start}.yaml"] = json.dumps({name: some}, indent=1) + "\n"
    return build_pack(texts)


def write_pack(folder: Path) -> None:
    """Leave the pack as files in `folder`/synthetic, for a shelf to find."""
    target = folder / PACK_ID
    target.mkdir(parents=True)
    for name, text in pack_texts().items():
        (target / name).write_text(text, encoding="utf-8")


def pack_texts(questions: int = QUESTIONS, items: int = ITEMS) -> dict[str, str]:
    """The files of the pack. JSON is YAML too, and is written without a thought for quoting."""
    sections = [{"id": f"part-{n}", "title": f"Part {n}"} for n in range(_SECTIONS)]
    parts: dict[str, Part] = {
        "pack.yaml": {
            "format": 1,
            "pack": {"id": PACK_ID, "version": "1.0.0", "title": "Made up", "checked_on": _DAY},
            "sections": sections,
            "not_legal_advice": "This is not legal advice.",
        },
        "questions.yaml": {
            "questions": {_question_id(n): _question(n, questions) for n in range(questions)},
            "populations": {f"group-{n}": _population(n, questions) for n in range(_POPULATIONS)},
        },
        "items.yaml": {
            "items": {f"item-{n}": _item(n, items) for n in range(items)},
            "needs": {f"need-{n}": _need(n, questions) for n in range(items)},
        },
        "risks.yaml": {
            "risks": {f"risk-{n}": _risk(n, questions, items) for n in range(_RISKS)},
            "flags": {f"flag-{n}": _flag(n, questions) for n in range(_SECTIONS)},
            "clauses": {"p1-finish": _clause()},
        },
    }
    return {name: json.dumps(part, indent=1) + "\n" for name, part in parts.items()}


def replies(pack: ContentPack) -> Iterator[tuple[str, object]]:
    """A sound reply to each question, in order; gates are opened."""
    for key in pack.questions_in_order:
        question = pack.content.questions[key]
        if question.options:
            yield key, next(iter(question.options))
        else:
            yield key, 7


def _question_id(number: int) -> str:
    return f"question-{number}"


def _is_number(number: int) -> bool:
    return number % 5 == 0


def _choice_near(number: int, questions: int) -> str:
    """A question with options, to compare with."""
    near = number % questions
    return _question_id(near - 1 if _is_number(near) and near else near or 1)


def _number_near(number: int, questions: int) -> str:
    near = number % questions
    return _question_id(near - near % 5)


def _question(number: int, questions: int) -> Part:
    made: Part = {
        "section": f"part-{number * _SECTIONS // questions}",
        "ask": f"How do you do the thing with number {number}?",
        "why": "It decides what is needed, and how much of it.",
        "kind": "number" if _is_number(number) else "choice",
        "depth": "more" if number % 4 == 3 else "core",
        "unsure": {
            "assume": 3 if _is_number(number) else "no",
            "assumed_text": "We plan with care.",
            "who": "your supplier",
            "say": "How do we do that?",
        },
    }
    if not _is_number(number):
        made["options"] = {"yes": "Yes, always", "some": "Some of us do", "no": "No, never"}
    if number % 3 == 2:
        gate = _choice_near(number - 2, questions)
        made["ask_if"] = {gate: ["yes", "some"]}
    return made


def _population(number: int, questions: int) -> Part:
    own = _number_near(number * 5, questions)
    before = [f"group-{number - 1}"] if number % 4 == 3 else []
    return {"name": f"things of group {number}", "add": [own, *before]}


def _item(number: int, items: int) -> Part:
    made: Part = {
        "name": f"Thing {number}",
        "kind": ("hardware", "licence", "service", "task")[number % 4],
        "unit": "one of it",
        "counting": "One for each place.",
        "plain": {"issue": "It is old.", "benefit": "It works.", "risk": "It stops."},
        "without": "Work stops for a day.",
        "offers": {name: _offer(number, name) for name in ("good", "better", "best")},
        "recommended": "better",
        "words": [f"gadget {number}"],
    }
    needed = number + 7
    if number % 2 == 0 and needed < items:
        way: Part = {"each": 1} if number % 4 else {"covers": f"group-{number % _POPULATIONS}"}
        because = "It does not run alone."
        made["requires"] = [
            {"item": f"item-{needed}", "kind": "protective", "because": because, **way}
        ]
    return made


def _offer(number: int, name: str) -> Part:
    low = 20 + number + {"good": 0, "better": 30, "best": 60}[name]
    price = {"low": low, "high": low + 25, "per": ("once", "month", "year")[number % 3]}
    return {
        "name": f"The {name} one",
        "price": {**price, "basis": "estimate", "source": "none", "on": _DAY},
    }


def _need(number: int, questions: int) -> Part:
    made: Part = {"item": f"item-{number}", "because": "You told us so."}
    if number % 2:
        made["covers"] = [f"group-{number % _POPULATIONS}"]
    else:
        made["quantity"] = {"add": [_number_near(number, questions), 1]}
    if number % 3 == 0:
        made["when"] = {_choice_near(number, questions): ["yes", "some"]}
    return made


def _risk(number: int, questions: int, items: int) -> Part:
    per_risk = items // _RISKS
    measures = [
        {
            "item": f"item-{number * per_risk + n}",
            "lowers": "start" if n % 2 else "harm",
            "main": n == 0,
        }
        for n in range(per_risk)
    ]
    worse = {"when": {_choice_near(number * 2, questions): "no"}, "because": "Nothing stops it."}
    return {
        "name": f"Trouble {number}",
        "story": "Something breaks. Work stops for a day.",
        "kind": "attack" if number % 2 else "accident",
        "start": ("low", "moderate", "high")[number % 3],
        "harm": ("moderate", "high")[number % 2],
        "impact": ("low", "moderate", "high", "very-high")[number % 4],
        "reason": "It is common.",
        "up": [worse],
        "measures": measures,
    }


def _flag(number: int, questions: int) -> Part:
    return {
        "kind": "urgent",
        "when": {_choice_near(number * 9, questions): "no"},
        "text": "Do this today.",
    }


def _clause() -> Part:
    return {
        "side": "provider",
        "part": "promise",
        "title": "We finish",
        "text": "{firm-name} finishes what it starts.",
        "source": "S2.5",
    }
