"""Packs that would crash a plan or quietly mean something else: each is refused, with its code."""

from __future__ import annotations

import pytest
from tiny_pack import TEXTS

from onboard import amounts
from onboard.content.lint.bounds import MOST_MONEY, MOST_ROWS
from onboard.content.lint.kinds import KINDS
from onboard.content.loader import build_pack
from onboard.content.misshapen import known_names
from onboard.content.model import AnswerKind
from onboard.content.problems import PackInvalid, PackProblem
from onboard.interview import validation

MORE = """\
questions:
  worries:
    section: business
    ask: What worries you?
    why: We ask.
    kind: multiple
    options: {fire: Fire, theft: Theft, loss: Loss}
    ask_if: {backup: usb}
    if_not_asked: fire
    unsure: {assume: theft, assumed_text: We take theft., who: you, say: What is it?}
  rent:
    section: business
    ask: What is the rent?
    why: We ask.
    kind: money
    unsure: {assume: 100, assumed_text: We take 100., who: you, say: What is it?}
  start:
    section: business
    ask: When did you start?
    why: We ask.
    kind: date
    unsure: {assumed_text: We leave it out., who: you, say: When was it?}
  note:
    section: business
    ask: What else?
    why: We ask.
    kind: text
    unsure: {assumed_text: We leave it out., who: you, say: What is it?}
  desks:
    section: business
    ask: How many desks?
    why: We ask.
    kind: number
    unsure: {assume: {same_as: people}, assumed_text: One each., who: you, say: How many?}
  machines:
    section: business
    ask: Which machines?
    why: We ask.
    kind: table
    columns:
      system: {label: System, options: {other: Other}, lifecycle: [desktop]}
      note: {label: Note, kind: text}
      count: {label: How many, kind: number}
    counts:
      all-machines: {sum: count}
      old-machines: {sum: count, where: {system: [win-7, other]}, support: {system: [ended]}}
    unsure: {assume: {all-machines: {same_as: desks}, old-machines: 1}, assumed_text: One each., who: you, say: Which?}
  more-machines:
    section: business
    ask: Which other machines?
    why: We ask.
    kind: table
    columns: {count: {label: How many, kind: number}}
    counts: {others: {sum: count}}
    unsure: {assume: {others: 0}, assumed_text: None., who: you, say: Which?}
populations:
  places: {name: places, add: [desks, 2], less: [others], at_most: all-machines}
lifecycle:
  win-7: {name: Windows 7, kind: desktop, support_end: 2020-01-14, source: S1}
flags:
  some: {kind: urgent, text: Look., when: {worries: fire}}
sums:
  stop:
    name: A stop
    story: Work stands still.
    per: hour
    source: S1
    on: 2026-11-21
    parts: [{text: Rent, multiply: [rent, people, 12], divide: [30]}]
comparison: {title: Beside, questions: [rent]}
trades: {question: backup, words: {folk: people}, kinds: {usb: {words: {folk: guests}}}}
glossary: {disk: A place for files.}
"""


def build(more: str = MORE) -> list[PackProblem]:
    try:
        build_pack({**TEXTS, "more.yaml": more})
    except PackInvalid as refusal:
        return list(refusal.problems)
    return []


def test_the_pack_of_this_file_is_sound() -> None:
    assert build() == []


WHEN = "when: {worries: fire}"

REFUSED = [
    # ---- numbers that lead back to themselves, through whatever leads on
    ("at_most: all-machines", "at_most: places", "cycle", "places → places"),
    ("{same_as: people}", "{same_as: desks}", "cycle", "desks → desks"),
    ("{same_as: people}", "{same_as: all-machines}", "cycle", "all-machines → desks → all-machines"),
    ("{same_as: people}", "{same_as: places}", "cycle", "desks → places"),
    ("less: [others]", "less: [places]", "cycle", "places → places"),
    ("ask_if: {backup: usb}", "ask_if: {worries: {known: true}}", "cycle", "worries → worries"),
    ("kind: number\n    unsure: {assume: {same_as: people}", "kind: number\n    ask_if: {places: {at_least: 1}}\n    unsure: {assume: {same_as: people}", "cycle", "desks → places"),
    ("{same_as: people}", "{same_as: backup}", "kind", "no number question"),
    ("{same_as: people}", "{same_as: machines}", "kind", "no number question"),
    ("{all-machines: {same_as: desks}", "{all-machines: {same_as: worries}", "kind", "no number question"),
    ("unsure: {assume: theft,", "unsure: {assume: {same_as: people},", "kind", "same_as stands for a number"),
    # ---- what each kind may be compared with
    (WHEN, "when: {worries: {is: fire}}", "kind", "goes with includes, includes_any, known"),
    (WHEN, "when: {worries: {at_least: 2}}", "kind", "is no number"),
    (WHEN, "when: {backup: {includes: usb}}", "kind", "not with includes"),
    (WHEN, "when: {backup: {includes_any: [usb]}}", "kind", "not with includes_any"),
    (WHEN, "when: {people: {includes: 3}}", "kind", "not with includes"),
    (WHEN, "when: {places: {includes_any: [3]}}", "kind", "not with includes_any"),
    (WHEN, "when: {people: ten}", "kind", '"ten" is no whole number'),
    (WHEN, "when: {people: true}", "kind", "no whole number"),
    (WHEN, "when: {people: {at_least: 1.5}}", "kind", "no whole number"),
    (WHEN, "when: {places: many}", "kind", "no whole number"),
    (WHEN, "when: {all-machines: [1, two]}", "kind", "no whole number"),
    (WHEN, "when: {rent: high}", "kind", "no whole number"),
    (WHEN, "when: {machines: {at_least: 1}}", "kind", "is a table"),
    (WHEN, "when: {note: 3}", "kind", "is text"),
    (WHEN, "when: {note: {includes: x}}", "kind", "not with includes"),
    (WHEN, "when: {start: 2026-01-01}", "kind", "goes with known"),
    (WHEN, "when: {people: [[1]]}", "shape", "plain values"),
    (WHEN, "when: {people: [{a: 1}]}", "shape", "plain values"),
    (WHEN, "when: {worries: flood}", "dangling", "not one of the answers"),
    # ---- what stands for a missing answer
    ("if_not_asked: fire", "if_not_asked: flood", "dangling", '"flood"'),
    ("if_not_asked: fire", "if_not_asked: 3", "kind", "a list of options"),
    ("assume: theft,", "assume: [theft, flood],", "dangling", '"flood"'),
    ("assume: theft,", "assume: {theft: 1},", "kind", "belong to a table"),
    ("assume: 100,", "assume: much,", "kind", "a whole number"),
    ("assume: 100,", "assume: true,", "shape", "is expected here"),
    ("unsure: {assumed_text: We leave", "unsure: {assume: today, assumed_text: We leave", "kind", "nothing can stand for a date"),
    ("kind: number\n    unsure: {assume: {same_as: people}", "kind: number\n    if_not_asked: few\n    unsure: {assume: {same_as: people}", "kind", "a whole number"),
    ("old-machines: 1}", "old-machines: few}", "kind", "a whole number"),
    # ---- names that mean two things, and tables
    ("counts: {others: {sum: count}}", "counts: {all-machines: {sum: count}}", "twice", 'the table "machines"'),
    ("  places: {name", "  plan-year: {name", "twice", "language of packs"),
    ("all-machines: {sum: count}", "all-machines: {sum: note}", "kind", "no numbers to add up"),
    ("where: {system: [win-7, other]}", "where: {system: [win-8]}", "dangling", "win-8"),
    ("where: {system: [win-7, other]}", "where: {count: [many]}", "kind", "holds numbers"),
    ("support: {system: [ended]}", "support: {note: [ended]}", "kind", "no lifecycle products"),
    ("lifecycle: [desktop]", "lifecycle: [dekstop]", "dangling", 'Did you mean "desktop"?'),
    ("count: {label: How many, kind: number}\n", "count: {label: How many, kind: number, low: 9, high: 8}\n", "range", "low is above high"),
    # ---- sums, comparisons, words
    ("multiply: [rent,", "multiply: [backup,", "kind", '"backup" is no number'),
    ("questions: [rent]", "questions: [people]", "kind", "no question about money"),
    ("words: {folk: people}", "words: {answer: people, folk: people}", "twice", "{answer}"),
    ("words: {folk: people}", "words: {firm-name: people, folk: people}", "twice", "{firm-name}"),
    ("glossary: {disk:", 'glossary: {"":', "shape", "empty"),
    ("multiply: [rent, people, 12]", "multiply: [-1]", "shape", "multiply: a name or a whole number"),
    ("multiply: [rent, people, 12]", "multiply: [1.5]", "shape", "multiply: a name or a whole number"),
    ("divide: [30]", "divide: [0]", "shape", "divide: a name or a whole number"),
    ("add: [desks, 2]", "add: [desks, -2]", "shape", "add: a name, a whole number"),
    ("less: [others]", "less: [-3]", "shape", "less: a name, a whole number"),
    ("less: [others]", "less: [{orderd: computer}]", "shape", "{ordered: …}"),
    # ---- numbers and days that nothing could hold
    ("add: [desks, 2]", "times: 1000001, add: [desks, 2]", "shape", "1000000"),
    ("multiply: [rent, people, 12]", "multiply: [9999999999]", "shape", "up to a million"),
    ("multiply: [rent, people, 12]", "multiply: [rent, rent, rent]", "range", "too large"),
    ("add: [desks, 2], less: [others], at_most: all-machines", "times: 1000000, add: [desks, 1000000]", "range", "larger than 1,000,000,000"),
    ("kind: number}\n    counts", "kind: number, high: 9999999999}\n    counts", "shape", "1000000000"),
    ("on: 2026-11-21", "on: 1999-12-31", "shape", "2000-01-01"),
    ("on: 2026-11-21", "on: 2200-01-01", "shape", "2199-12-31"),
    ("glossary:", "support_soon_days: 999999\nglossary:", "shape", "3660"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "part_of_text"), REFUSED)
def test_each_is_refused_in_one_sentence(old: str, new: str, code: str, part_of_text: str) -> None:
    assert old in MORE
    found = build(MORE.replace(old, new, 1))
    told = [part for part in found if part.code == code and part_of_text in part.text]
    assert len(told) == 1, found
    assert {part.file for part in found} == {"more.yaml"}
    assert code != "shape" or found == told, "nothing else is blamed for a wrong shape"


def test_one_option_alone_is_a_list_in_a_multiple_choice() -> None:
    worries = build_pack({**TEXTS, "more.yaml": MORE}).content.questions["worries"]
    assert (worries.if_not_asked, worries.unsure.assume) == (("fire",), ("theft",))


@pytest.mark.parametrize(("length", "codes"), [(47, set()), (52, {"range"})])
def test_a_chain_of_numbers_has_an_end(length: int, codes: set[str]) -> None:
    chain = "populations:\n  n0: {name: n, add: [people]}\n" + "".join(
        f"  n{number}: {{name: n, add: [n{number - 1}]}}\n" for number in range(1, length)
    )
    assert {part.code for part in build(chain)} == codes


def test_companions_cannot_multiply_without_end() -> None:
    items = TEXTS["items.yaml"].replace(
        "covers: users, because: Each", "each: 900000, because: Each"
    )
    texts = {**TEXTS, "items.yaml": items}
    build_pack(texts)
    chain = items.replace(
        "    words: [antivirus]\n",
        "    requires: [{item: bag, kind: protective, each: 2, because: No.}]\n",
    )
    bag = TEXTS["items.yaml"].split("  guard:")[0].replace("computer:", "bag:", 1)
    bag = bag[: bag.index("    requires:")].replace("words: [pc, desktop]", "words: [bag]")
    with pytest.raises(PackInvalid) as caught:
        build_pack({**texts, "items.yaml": chain, "more.yaml": bag})
    assert [part.code for part in caught.value.problems] == ["range"]


def test_each_kind_of_answer_has_its_rules() -> None:
    assert set(KINDS) == set(AnswerKind)


def test_the_bounds_are_those_of_the_interview() -> None:
    assert MOST_ROWS >= validation.MAX_ROWS
    assert MOST_MONEY >= amounts.LARGEST


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("sums", "stop"), "parts"),
        (("sums", "stop", "parts", 0), "multiply"),
        (("rules", "r"), "status"),
        (("insurers", "i"), "items"),
        (("frameworks", "f"), "entries"),
        (("trades", "kinds", "usb"), "analogies"),
        (("alarm",), "level"),
        (("comparison",), "questions"),
        (("items", "offers", "offers", "good", "price"), "basis"),
        (("questions", "unsure", "unsure", "assume"), "same_as"),
    ],
)  # fmt: skip
def test_the_names_of_every_part_are_known(path: tuple[str | int, ...], name: str) -> None:
    assert name in known_names(path)
