"""Deliberately broken packs, one fault each: the checker tells it, with its file and line."""

from __future__ import annotations

import pytest
from tiny_pack import TEXTS

from onboard.content.advice import advice
from onboard.content.advice.texts import reading_grade
from onboard.content.loader import build_pack
from onboard.content.problems import PackInvalid, PackProblem

SOUND = {
    **TEXTS,
    "items.yaml": TEXTS["items.yaml"].replace(
        "    words: [", "    done_means: It works.\n    test: Try it.\n    exclusions: [Training.]\n    words: ["
    ),
}  # fmt: skip


def found(texts: dict[str, str]) -> list[PackProblem]:
    """What bars a pack, or what it lacks when it can be used."""
    try:
        return list(advice(build_pack(texts)))
    except PackInvalid as refusal:
        return list(refusal.problems)


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert old in SOUND[file]
    return {**SOUND, file: SOUND[file].replace(old, new, 1)}


BROKEN = [
    # ---- what bars a pack
    ("questions.yaml", "add: [people]", "add: [peeple]", "dangling"),
    ("questions.yaml", "ask_if: {backup: usb}", "ask_if: {backup: tape}", "dangling"),
    ("questions.yaml", "ask_if: {backup: usb}", "ask_if: {stick-place: here}", "cycle"),
    ("questions.yaml", "assume: 5,", "", "missing"),
    ("questions.yaml", "assume: 5,", "assume: 5, low: 8,", "range"),
    ("questions.yaml", "assume: none,", "assume: none, low: 1,", "kind"),
    ("items.yaml", "issue: Old ones are slow., ", "", "shape"),
    ("items.yaml", "benefit: It stops most., ", "", "shape"),
    ("items.yaml", "    counting: One for each computer.\n", "", "shape"),
    ("items.yaml", "basis: estimate, ", "", "shape"),
    ("items.yaml", ", on: 2026-11-21", "", "shape"),
    ("items.yaml", "item: guard, kind: protective", "item: gard, kind: protective", "dangling"),
    ("items.yaml", "covers: users, because", "because", "shape"),
    ("items.yaml", "{item: guard, covers: [users]", "{item: guard, quantity: {add: [{owned: gard}]}", "dangling"),
    ("items.yaml", "    exclusions: [Training.]\n", "    excludes: [{item: tent, because: No.}]\n", "dangling"),
    ("items.yaml", "    exclusions: [Training.]\n", "    frameworks: {nist: [a-1]}\n", "dangling"),
    ("items.yaml", "    exclusions: [Training.]\n", "    who_if: [{when: {people: {at_least: 90}}, who: you, because: No.}]\n", "range"),
    ("risks.yaml", "{item: guard, lowers", "{item: gard, lowers", "dangling"),
    ("risks.yaml", "{firm-name} finishes", "{frim-name} finishes", "dangling"),
    ("pack.yaml", "order_words:", "common: [gard]\norder_words:", "dangling"),
    ("pack.yaml", "order_words:", "common: [computer]\norder_words:", "dangling"),
    ("pack.yaml", "order_words:", "trades: {question: people, kinds: {}}\norder_words:", "dangling"),
    ("pack.yaml", "order_words:", "insurers: {i1: {ask: Safe?, items: [gard]}}\norder_words:", "dangling"),
    ("pack.yaml", "  - {id: business, title: Your business}\n", "  - {id: business, title: Your business}\n  - {id: business, title: Again}\n", "twice"),
    ("pack.yaml", "order_words: {tower: computer}", "order_words: {'': computer}", "shape"),
    ("questions.yaml", "name: people, add: [people]", "name: people, add: [people], at_most: users", "cycle"),
    ("questions.yaml", "ask_if: {backup: usb}", "ask_if: {people: ten}", "kind"),
    ("questions.yaml", "ask_if: {backup: usb}", "ask_if: {backup: {includes: usb}}", "kind"),
    ("questions.yaml", "ask_if: {backup: usb}", "ask_if: {backup: usb}\n    if_not_asked: nowhere", "dangling"),
    ("questions.yaml", "high: 50", "high: 9999999999", "shape"),
    ("items.yaml", "    exclusions: [Training.]\n", "    excludes: [{item: computer, because: No.}]\n", "cycle"),
    ("items.yaml", "    exclusions: [Training.]\n", "    cheaper: {less: {text: Less., price: {low: 9, high: 1, per: once, basis: own, source: S1, on: 2026-11-21}, who: us, lowers: [{risk: locked-files, part: harm}], leaves: Some.}}\n", "range"),
    ("items.yaml", "low: 700, high: 900", "low: 700, high: 9999999999", "shape"),
    ("items.yaml", "on: 2026-11-21}", "on: 1026-11-21}", "shape"),
    ("risks.yaml", "{firm-name} finishes", "{firm_name} finishes", "dangling"),
    ("risks.yaml", "title: We finish", "title: 'We, {firm-name}, finish'", "dangling"),
    # ---- what a pack lacks that can be used
    ("questions.yaml", "ask_if: {backup: usb}", "ask_if: {all: [{backup: usb}, {backup: none}]}", "unreachable"),
    ("items.yaml", "covers: [users], because", "covers: [users], when: {people: {less_than: 0}}, because", "never-fires"),
    ("items.yaml", "covers: [users], because", "covers: [users], when: {all: [{people: {less_than: 4}}, {people: {at_least: 6}}]}, because", "never-fires"),
    ("items.yaml", "covers: [users], because", "covers: [users], when: {all: [{stick-place: here}, {backup: none}]}, because", "never-fires"),
    ("items.yaml", "covers: [users], because", "covers: [users], when: {not: {stick-place: here}}, because", "careless-not"),
    ("items.yaml", "      - {item: guard, kind: protective, covers: users, because: Each one is protected.}\n", "      - {item: computer, kind: protective, covers: users, because: Each one is protected.}\n", "cycle"),
    ("items.yaml", "    test: Try it.\n", "", "no-test"),
    ("items.yaml", "    done_means: It works.\n", "", "no-done-means"),
    ("items.yaml", "    exclusions: [Training.]\n", "", "no-exclusions"),
    ("items.yaml", "Old ones are slow.", "Insufficient computational capacity necessitates immediate organisational modernisation of all installations.", "hard-to-read"),
    ("items.yaml", "Old ones are slow.", "The SSD is old.", "acronym"),
    ("questions.yaml", "why: Each one needs a place.", "why: Each of the {patients} counts.", "placeholder"),
    ("questions.yaml", "why: Each one needs a place.", "why: Each of the {our_people} counts.", "placeholder"),
    ("risks.yaml", "clauses:", "flags: {bare: {kind: urgent, when: {backup: none}, text: No copies.}}\nclauses:", "no-if-unknown"),
    ("risks.yaml", "clauses:", "flags: {bare: {kind: urgent, when: {not: {backup: usb}}, text: No copies.}}\nclauses:", "no-if-unknown"),
    ("risks.yaml", "clauses:", "flags: {odd: {kind: contradiction, when: {backup: none}, text: No., if_unknown: Ask.}}\nclauses:", "kind"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code"), BROKEN)
def test_each_fault_is_told_with_its_file(file: str, old: str, new: str, code: str) -> None:
    before = {(part.code, part.text) for part in found(SOUND)}
    fresh = [
        part for part in found(changed(file, old, new)) if (part.code, part.text) not in before
    ]
    assert code in {part.code for part in fresh}
    first = next(part for part in fresh if part.code == code)
    assert first.file == file
    place = SOUND[file][: SOUND[file].index(old)].count("\n") + 1
    assert abs(first.line - place) <= 20, "the line is near the fault"


def test_the_list_of_faults_is_long_enough() -> None:
    assert len(BROKEN) >= 20


def test_a_question_that_nothing_reads_must_say_what_it_is_kept_for() -> None:
    extra = """
  colour:
    section: business
    ask: Which colour do you like?
    why: We ask.
    kind: choice
    options: {red: Red, blue: Blue}
    unsure: {assume: red, assumed_text: We take red., who: you, say: Which colour?}
"""
    texts = changed("questions.yaml", "\npopulations:", f"{extra}populations:")
    assert "colour" in _idle(texts)
    kept = {
        **texts,
        "questions.yaml": texts["questions.yaml"].replace(
            "why: We ask.", "why: We ask.\n    informs: the review"
        ),
    }
    assert "colour" not in _idle(kept)


def _idle(texts: dict[str, str]) -> str:
    return " ".join(part.text for part in found(texts) if part.code == "idle-question")


def test_an_item_that_only_stands_in_the_catalogue_is_told() -> None:
    lone = TEXTS["items.yaml"].split("  guard:")[0].replace("computer:", "lamp:", 1)
    lone = lone[: lone.index("    requires:")].replace("words: [pc, desktop]", "words: [lamp]")
    codes = {(part.code, part.file) for part in found({**SOUND, "more.yaml": lone})}
    assert ("never-recommended", "more.yaml") in codes


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat.", -2, 2),
        ("Each computer and each server shows green in our list.", 3, 7),
        ("Organisational transformation necessitates considerable institutional reconsideration.", 20, 60),
        ("", 0, 0),
    ],
)  # fmt: skip
def test_the_reading_grade_orders_texts_as_a_reader_would(
    text: str, low: float, high: float
) -> None:
    assert low <= reading_grade(text) <= high
