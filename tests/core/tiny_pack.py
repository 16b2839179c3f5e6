"""The smallest pack worth loading: three questions, two items, one risk, one clause."""

from __future__ import annotations

from onboard.content.loader import build_pack
from onboard.content.pack import ContentPack

TEXTS = {
    "pack.yaml": """\
format: 1
pack: {id: tiny, version: 1.0.0, title: Tiny, checked_on: 2026-11-21}
sections:
  - {id: business, title: Your business}
not_legal_advice: "This is not legal advice."
order_words: {tower: computer}
""",
    "questions.yaml": """\
questions:
  people:
    section: business
    ask: How many people work here?
    why: Each one needs a place.
    kind: number
    high: 50
    unsure: {assume: 5, assumed_text: We plan for five., who: you, say: How many are we?}
  backup:
    section: business
    ask: Do you keep copies?
    why: Disks die.
    kind: choice
    options: {none: No, usb: On a stick}
    unsure: {assume: none, assumed_text: We plan as if not., who: you, say: Are there copies?}
  stick-place:
    section: business
    ask: Where is the stick?
    why: A fire takes both.
    kind: choice
    options: {here: Here, away: Somewhere else}
    ask_if: {backup: usb}
    unsure: {assume: here, assumed_text: We plan as if here., who: you, say: Where is it?}
populations:
  users: {name: people, add: [people]}
""",
    "items.yaml": """\
items:
  computer:
    name: Desktop computer
    kind: hardware
    unit: one computer
    counting: One for each desk.
    plain: {issue: Old ones are slow., benefit: Work goes faster., risk: It may fail.}
    without: People wait.
    offers:
      standard:
        name: Plain
        price: {low: 700, high: 900, per: once, basis: estimate, source: none, on: 2026-11-21}
    recommended: standard
    words: [pc, desktop]
    requires:
      - {item: guard, kind: protective, covers: users, because: Each one is protected.}
  guard:
    name: Virus guard
    kind: licence
    unit: one seat
    counting: One for each computer.
    plain: {issue: Thieves try., benefit: It stops most., risk: Files are lost.}
    without: One bad mail may lock all files.
    offers:
      standard:
        name: Seat
        price: {low: 35, high: 35, per: year, basis: estimate, source: none, on: 2026-11-21}
    recommended: standard
    words: [antivirus]
needs:
  guard-for-all: {item: guard, covers: [users], because: Everyone is protected.}
""",
    "risks.yaml": """\
risks:
  locked-files:
    name: Files locked by thieves
    story: A bad mail locks the files. The thieves want money.
    kind: attack
    start: high
    harm: high
    impact: high
    reason: It is common.
    measures: [{item: guard, lowers: harm, main: true}]
clauses:
  p1-finish:
    side: provider
    part: promise
    title: We finish
    text: "{firm-name} finishes what it starts."
    source: S2.5
""",
}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The texts with one change; a change that changes nothing is a mistake in the test."""
    assert TEXTS[file].count(old) == 1, f"{old!r} stands {TEXTS[file].count(old)} times in {file}"
    return {**TEXTS, file: TEXTS[file].replace(old, new)}


def tiny_pack() -> ContentPack:
    return build_pack(TEXTS)
