"""A pack of odds and ends: what the shipped one hardly uses, for comparing engine and proofs."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from onboard.content.loader import build_pack
from onboard.content.pack import ContentPack

DAY = date(2026, 11, 21)


def question(kind: str, assume: Any = None, **more: Any) -> dict[str, Any]:
    unsure = {"assumed_text": "We guess.", "who": "you", "say": "What is it?"}
    if assume is not None:
        unsure["assume"] = assume
    return {"section": "business", "ask": "A", "why": "B", "kind": kind, "unsure": unsure, **more}


def options(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "Words")


def item(**more: Any) -> dict[str, Any]:
    price = {"low": 1, "high": 2, "per": "once", "basis": "estimate", "source": "none", "on": DAY}
    offers = {"good": {"name": "G", "price": price}, "best": {"name": "B", "price": price}}
    offers["best"] |= {"includes": more.pop("best_brings", [])}
    return {
        "name": "Thing", "kind": "hardware", "unit": "one", "counting": "One.", "without": "No.",
        "plain": {"issue": "I", "benefit": "B", "risk": "R"},
        "offers": offers, "recommended": "good", **more,
    }  # fmt: skip


def because(**more: Any) -> dict[str, Any]:
    return {"because": "B", **more}


def needs(target: str, kind: str, **more: Any) -> dict[str, Any]:
    return because(item=target, kind=kind, **more)


def risk(start: str, harm: str, impact: str, **more: Any) -> dict[str, Any]:
    levels = {"start": start, "harm": harm, "impact": impact}
    return {"name": "R", "story": "S", "kind": "accident", "reason": "R", **levels, **more}


QUESTIONS = {
    "people": question("number", 5, low=0, high=40),
    "guests": question(
        "number", {"same_as": "people"}, low=0, high=9, ask_if={"people": {"more_than": 2}}
    ),
    "mood": question(
        "choice", "bad", options=options("good", "bad", "odd"), if_not_asked="odd",
        ask_if={"any": [{"guests": {"at_least": 3}}, {"later": "yes"}]},
    ),
    "colour": question("choice", options=options("red", "blue"), depth="more"),
    "later": question("choice", "no", options=options("yes", "no")),
    "kinds": question(
        "multiple", ["b"], options=options("none", "a", "b", "c"), none_option="none",
        ask_if={"not": {"mood": "good"}}, if_not_asked=["a", "b"],
    ),
    "income": question("money", 40),
    "since": question("date"),
    "note": question("text"),
    "devices": question(
        "table",
        {"all-there": {"same_as": "people"}, "desks": 2, "old-ones": {"same_as": "guests"},
         "broken-cellar": 1},
        ask_if={"not": {"kinds": "c"}},
        columns={
            "kind": {"label": "Kind", "options": options("desk", "lap"), "may_be_empty": True},
            "since": {"label": "Since", "kind": "date"},
            "place": {"label": "Place", "kind": "text"},
            "system": {"label": "System", "options": options("strange"), "lifecycle": ["os"]},
            "count": {"label": "How many", "kind": "number", "low": 2, "high": 30},
            "broken": {
                "label": "Broken", "kind": "number", "low": 1, "high": 30, "may_be_empty": True,
            },
        },
        counts={
            "all-there": {"sum": "count"},
            "desks": {"sum": "count", "where": {"kind": ["desk"]}},
            "old-ones": {"sum": "count", "where": {"kind": ["desk", "lap"]},
                         "support": {"system": ["ended", "ends-soon"]}},
            "broken-cellar": {"sum": "broken", "where": {"place": ["cellar"]}},
        },
    ),
    "replaced": question("number", 1, low=0, high=20, with_order=True, if_not_asked=0),
    "hobby": question(
        "choice", "yes", section="extra", options=options("yes", "no"), if_not_asked="no"
    ),
    "hours": question("number", 10, section="extra", low=0, high=60, ask_if={"hobby": "yes"}),
}  # fmt: skip

POPULATIONS = {
    "one": {"add": [1]},
    "folk": {"add": ["people", "guests"], "less": ["replaced"], "at_least": 1},
    "machines": {"add": ["all-there", {"ordered": "box"}], "less": ["leaving"], "times": 2},
    "leaving": {"add": ["replaced", {"ended": "box"}], "at_most": "boxes"},
    "boxes": {"add": [{"ordered": "box"}, {"owned": "rack"}]},
}

BAD_OR_RED = {"any": [{"mood": "bad"}, {"colour": "red"}]}

ITEMS = {
    "box": item(
        capacity=2, pack_of=3,
        requires=[
            needs("guard", "protective", covers="machines"),
            needs("cable", "inseparable", each=3, only_new=True),
            needs("rack", "inseparable", one_for_every=4),
            needs("paper", "protective", covers="one", when=BAD_OR_RED),
        ],
    ),
    "rack": item(
        capacity=8, spare_percent=15, said_owned=[{"when": {"mood": "good"}, "covers": "folk"}],
        requires=[
            needs("cable", "protective", each=1),
            needs("paper", "inseparable", covers="one", only_new=True),
        ],
    ),
    "bundle": item(
        requires=[needs("box", "protective", one_for_every=3, when={"note": {"known": True}})],
        includes=[{"item": "guard", "units": 2, "over": "machines"}, {"item": "cable"}],
        best_brings=[{"item": "paper"}, {"item": "guard", "over": "folk"}],
    ),
    "guard": item(
        spare_percent=10,
        said_owned=[
            {"when": {"not": {"colour": "red"}}, "covers": "one"},
            {"when": {"kinds": "b"}, "covers": "boxes"},
        ],
        requires=[needs("paper", "protective", one_for_every=5, only_new=True)],
    ),
    "cable": item(pack_of=5),
    "paper": item(),
}  # fmt: skip

NEEDS = {
    "guards": because(item="guard", covers=["folk", "machines"]),
    "folk-boxes": because(item="box", when={"kinds": ["a", "c"]}, covers=["folk"]),
    "more-boxes": because(
        item="box", when={"old-ones": {"at_least": 2}},
        quantity={"add": ["old-ones"], "less": ["desks"], "times": 2, "at_least": 1},
    ),
    "racks": because(
        item="rack", quantity={"add": ["broken-cellar", "hours"]}, when={"not": {"hobby": "no"}}
    ),
    "bundles": because(
        item="bundle", quantity={"add": ["guests"], "at_most": "people"},
        when={"income": {"at_least": 50}},
    ),
    "papers": because(
        item="paper", quantity={"add": [1]},
        when={"since": {"known": True}, "colour": {"is_not": "blue"}},
    ),
}  # fmt: skip

RISKS = {
    "fire": risk(
        "low", "high", "high",
        when={"not": {"colour": "blue"}},
        up=[
            because(when={"people": {"less_than": 4}}),
            because(when={"note": "cellar"}),
            because(when={"income": {"at_most": 12}}),
        ],
        impact_up=[because(when={"mood": {"one_of": ["bad", "odd"]}, "machines": {"at_least": 3}})],
        measures=[
            {"item": "rack", "lowers": "start", "main": True},
            {"item": "paper", "lowers": "harm"},
        ],
    ),
    "flood": risk(
        "very-low", "very-high", "moderate",
        up=[because(when={"kinds": {"includes_any": ["b", "c"]}})],
        measures=[{"item": "guard", "lowers": "start", "main": True}],
    ),
}  # fmt: skip

FLAG = {
    "any": [{"hobby": "yes"}, {"replaced": {"at_least": 2}}, {"not": {"since": {"known": True}}}]
}


def odd_pack() -> ContentPack:
    whole = {
        "format": 1,
        "pack": {"id": "odd", "version": "1.0.0", "title": "Odd", "checked_on": DAY},
        "sections": [
            {"id": "business", "title": "Business"},
            {"id": "extra", "title": "More", "optional": True},
        ],
        "not_legal_advice": "None.",
        "questions": QUESTIONS,
        "populations": {key: {"name": key, **part} for key, part in POPULATIONS.items()},
        "items": ITEMS,
        "needs": NEEDS,
        "risks": RISKS,
        "flags": {"strange": {"kind": "urgent", "when": FLAG, "text": "T"}},
        "clauses": {
            "p1": {
                "side": "provider", "part": "promise", "title": "T", "text": "T", "source": "S",
                "when": {"not": {"mood": "good", "later": "yes"}},
            }
        },
        "lifecycle": {
            name: {"name": name, "kind": "os", "source": "none", "support_end": end}
            for name, end in (
                ("past", date(2020, 1, 1)), ("soon", date(2027, 3, 1)), ("far", date(2035, 1, 1)),
            )
        },
    }  # fmt: skip
    return build_pack({"pack.yaml": json.dumps(whole, default=str)})
