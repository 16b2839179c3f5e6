"""A small sound pack, and the same with one defect each, for the proofs to find."""

from __future__ import annotations

from typing import Any

from tests.core.tiny_pack import TEXTS

UNSURE = "assumed_text: We guess., who: you, say: What is it?"
EXTRA = """\
populations:
  desks: {name: desks, add: [people, {ordered: computer}]}
flags:
  stick-near: {kind: urgent, when: {stick-place: here}, text: It is near.}
"""
SOUND = {
    **TEXTS,
    "questions.yaml": TEXTS["questions.yaml"].replace("    high: 50", "    low: 1\n    high: 50"),
    "items.yaml": TEXTS["items.yaml"].replace("covers: users", "covers: desks"),
    "extra.yaml": EXTRA,
}


def planted(*changes: tuple[str, str, str]) -> dict[str, str]:
    """The sound pack with some texts changed: (file, old, new)."""
    texts = dict(SOUND)
    for file, old, new in changes:
        assert texts[file].count(old) == 1, f"{old!r} stands {texts[file].count(old)} times"
        texts[file] = texts[file].replace(old, new)
    return texts


def added(text: str, *changes: tuple[str, str, str]) -> dict[str, str]:
    return {**planted(*changes), "more.yaml": text}


LEAVING = f"""\
questions:
  leaving:
    section: business
    ask: How many go?
    why: They are replaced.
    kind: number
    if_not_asked: 0
    with_order: true
    unsure: {{assume: 0, {UNSURE}}}
"""
MACHINES = """\
questions:
  machines:
    section: business
    ask: Which are there?
    why: Old ones are replaced.
    kind: table
    columns:
      age: {label: Age, options: {old: Old, new: New}}
      system: {label: System, options: {odd: Odd, fine: Fine}}
      count: {label: How many, kind: number, low: 1, high: 20}
    counts:
      machines-there: {sum: count}
      machines-old: {sum: count, where: {age: [old]}}
      machines-odd: {sum: count, where: {system: [odd]}}
    unsure:
      assume: {machines-there: 1, machines-old: 0, machines-odd: 0}
      assumed_text: We plan for one.
      who: you
      say: Which are there?
needs:
  new-ones:
    item: computer
    quantity: {add: [machines-old, machines-odd]}
    because: They are old.
"""
ROOM = "populations:\n  room: {name: rooms, add: [60]}\n"
WANTED = "populations:\n  wanted: {name: wanted, add: [{ordered: computer}]}\n"
NOBODY = """\
needs:
  none: {item: guard, quantity: {add: [people], less: [users]}, because: B}
"""
GUARD_FOR_ALL = "  guard-for-all: {item: guard, covers: [users], because: Everyone is protected.}"
FOR_USERS, FOR_DESKS = "covers: [users],", "covers: [desks],"
ADD = "add: [people, {ordered: computer}]"
COVERS = "kind: protective, covers: desks,"
UPS = """\
    up:
      - {when: {stick-place: here}, because: B}
      - {when: {people: {at_least: 17}}, because: B}
    measures:"""
MEASURES, SOURCE, NEAR = "    measures:", "    source: S2.5", "{stick-place: here}"

FEWER_GUARDS: dict[str, dict[str, str]] = {
    "a slip about what leaves makes new computers vanish": added(
        LEAVING,
        ("extra.yaml", ADD, f"{ADD}, less: [leaving]"),
        ("items.yaml", FOR_USERS, FOR_DESKS),
    ),
    "one machine is counted under two heads": added(
        MACHINES,
        ("extra.yaml", ADD, "add: [machines-there, {ordered: computer}]"),
        ("items.yaml", FOR_USERS, FOR_DESKS),
    ),
}
"""New computers without a guard each."""

NO_GROWTH = {
    "a limit hides computers": added(
        ROOM, ("extra.yaml", ADD, f"{ADD}, at_most: room"), ("items.yaml", FOR_USERS, FOR_DESKS)
    ),
}
"""Ordering a computer more brings no guard more."""

ORDER_LOWERS = {
    "an order takes people away": planted(
        ("questions.yaml", "add: [people]}", "add: [people], less: [{ordered: computer}]}"),
        ("items.yaml", COVERS, "kind: protective, covers: users,"),
    ),
    "a need ends as soon as something is ordered": added(
        WANTED, ("items.yaml", FOR_USERS, f"{FOR_USERS} when: {{wanted: {{at_most: 2}}}},")
    ),
}
"""Ordering a computer more brings fewer guards."""

RISK_OPEN = {
    "a measure for some answers only": planted(
        ("items.yaml", FOR_USERS, f"{FOR_USERS} when: {{backup: none}},")
    ),
    "a risk is high only where its measure is not asked for": planted(
        ("items.yaml", FOR_USERS, f"{FOR_USERS} when: {{people: {{less_than: 20}}}},"),
        ("risks.yaml", "start: high", "start: low"),
        ("risks.yaml", MEASURES, UPS),
    ),
    "the measure only comes with what is bought new": planted(
        ("items.yaml", GUARD_FOR_ALL, "  all: {item: computer, covers: [users], because: B}"),
        ("items.yaml", COVERS, f"{COVERS} only_new: true,"),
    ),
}
"""The risk is high, and no guard is on the bill."""

NEVER: list[tuple[str, tuple[Any, ...], dict[str, str]]] = [
    (
        "unreachable",
        ("questions", "stick-place", "ask_if"),
        planted(("questions.yaml", "{backup: usb}", "{all: [{backup: usb}, {backup: none}]}")),
    ),
    (
        "never-fires",
        ("flags", "stick-near", "when"),
        planted(("extra.yaml", NEAR, "{people: {more_than: 9, at_most: 9}}")),
    ),
    (
        "never-fires",
        ("flags", "stick-near", "when"),
        planted(("extra.yaml", NEAR, "{all: [{stick-place: here}, {backup: none}]}")),
    ),
    (
        "never-fires",
        ("risks", "locked-files", "up", 0, "when"),
        planted(("risks.yaml", MEASURES, UPS.replace(NEAR, "{users: {less_than: 1}}"))),
    ),
    (
        "never-fires",
        ("clauses", "p1-finish", "when"),
        planted(("risks.yaml", SOURCE, f"{SOURCE}\n    when: {{desks: {{at_most: 0}}}}")),
    ),
    (
        "never-fires",
        ("items", "computer", "requires", 0, "when"),
        planted(
            ("items.yaml", COVERS, f"{COVERS} when: {{stick-place: away, backup: none}},"),
        ),
    ),
    ("never-fires", ("needs", "none", "when"), added(NOBODY)),
]
"""What no answers bring about: code, place, texts."""
