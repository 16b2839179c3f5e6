"""Packs whose ways of working, helper, fit or explanations name what is not there: refused."""

from __future__ import annotations

import pytest
from tiny_pack import TEXTS

from onboard.content.loader import build_pack
from onboard.content.problems import PackInvalid, PackProblem

MORE = """\
questions:
  role:
    section: business
    ask: What should we be?
    why: We ask.
    kind: choice
    options: {adviser: Adviser, orders: Supplier}
    unsure: {assume: adviser, assumed_text: An adviser., who: you, say: Which?}
  helper:
    section: business
    ask: Who helps?
    why: We ask.
    kind: choice
    options: {nobody: Nobody, you: You, friend: A friend}
    unsure: {assume: nobody, assumed_text: Nobody., who: you, say: Who?}
  trust:
    section: business
    ask: Do you trust them?
    why: We ask.
    kind: choice
    options: {yes: "Yes", no: "No"}
    unsure: {assume: yes, assumed_text: You do., who: you, say: Do we?}
  fate:
    section: business
    ask: And then?
    why: We ask.
    kind: choice
    options: {stay: Stay, leave: Leave}
    unsure: {assume: stay, assumed_text: You stay., who: you, say: What now?}
  steps:
    section: business
    ask: Which steps are written?
    why: We ask.
    kind: table
    row_each: step
    columns:
      step: {label: Step, options: {start: Start, end: End}}
      who: {label: Who, kind: text}
      since: {label: Since, kind: date}
    unsure: {assumed_text: None., who: you, say: Which?}
  cash:
    section: business
    ask: What can you spend?
    why: We ask.
    kind: money
    unsure: {assumed_text: We leave it out., who: you, say: How much?}
  note:
    section: business
    ask: What else?
    why: We ask.
    kind: text
    unsure: {assumed_text: We leave it out., who: you, say: What is it?}
blanks:
  our-rate: {label: Our rate, source: firm, suggested: "100"}
working:
  question: role
  always: [p1-finish]
  models:
    adviser: {name: Adviser, price_basis: "By the hour, {our-rate}.", provider_does: We speak., client_does: You decide., consequence: We help., clauses: [p1-finish]}
    orders: {name: Supplier, price_basis: By the order., provider_does: We deliver., client_does: You plan., consequence: You call., clauses: [p1-finish]}
helper:
  question: helper
  nobody: [nobody]
  us: [you]
  private_sections: [business]
  trust: trust
  results: trust
  weighed: [{when: {trust: no}, text: You do not.}]
  tables: [steps]
  quoted: [note]
  would_act: note
  chain: [{stage: price, when: {helper: friend}, text: A friend helps., cites: [helper]}]
  outcome: fate
  outcomes:
    stay: {title: Stay, lead: You stay., checklist: [{text: Tell them., by: soon}]}
fit:
  title: Both of us
  lead: No mark.
  traits: [{name: Trust, question: trust, advice: Talk., provider: We talk.}]
explained:
  why-hours:
    question: role
    title: Why
    lead: Because of {our-rate}.
    parts: [{title: One, text: It takes time.}]
    analogy: role
    sums: [hours]
sums:
  hours: {name: Hours, story: They add up., per: year, source: S3, on: 2026-11-21, parts: [{text: Rate, multiply: [our-rate, people]}]}
budget: {once: cash, monthly: cash}
papers: {tried: p1-finish, leaving: [p1-finish], starts: {wish: our-rate}, expected: {tried-together: p1-finish}}
"""


def build(more: str = MORE) -> list[PackProblem]:
    try:
        build_pack({**TEXTS, "more.yaml": more})
    except PackInvalid as refusal:
        return list(refusal.problems)
    return []


def test_the_pack_of_this_file_is_sound() -> None:
    assert build() == []


REFUSED = [
    ("working:\n  question: role", "working:\n  question: note", "dangling", "choice question"),
    ("    orders: {name: Supplier", "    suppliers: {name: Supplier", "dangling", "suppliers"),
    ("always: [p1-finish]", "always: [p1-finnish]", "dangling", "p1-finish"),
    ("clauses: [p1-finish]}\n    orders", "clauses: [p9]}\n    orders", "dangling", "p9"),
    ("By the hour, {our-rate}.", "By the hour, {our_rate}.", "dangling", "our_rate"),
    ("helper:\n  question: helper", "helper:\n  question: note", "dangling", "choice question"),
    ("nobody: [nobody]", "nobody: [noone]", "dangling", "noone"),
    ("us: [you]", "us: [we]", "dangling", "we"),
    ("private_sections: [business]", "private_sections: [trade]", "dangling", "trade"),
    ("  trust: trust", "  trust: steps", "dangling", "choice question"),
    ("weighed: [{when: {trust: no}", "weighed: [{when: {trusts: no}", "dangling", "trust"),
    ("tables: [steps]", "tables: [note]", "kind", "no table"),
    ("quoted: [note]", "quoted: [notes]", "dangling", "note"),
    ("would_act: note", "would_act: notes", "dangling", "note"),
    ("cites: [helper]", "cites: [helpers]", "dangling", "helper"),
    ("stage: price", "stage: prize", "shape", "price"),
    ("cites: [helper]", "cites: []", "shape", ""),
    ("when: {helper: friend}", "when: {helper: uncle}", "dangling", "uncle"),
    ("outcome: fate", "outcome: steps", "dangling", "choice question"),
    ("  outcomes:\n    stay:", "  outcomes:\n    go:", "dangling", "go"),
    ("question: trust, advice", "question: note, advice", "dangling", "choice question"),
    (
        "    question: role\n    title",
        "    question: note\n    title",
        "dangling",
        "choice question",
    ),
    ("cites: [helper]", "cites: [trust]", "not-cited", "helper"),
    (
        "options: {adviser: Adviser, ",
        "options: {project: Job, adviser: Adviser, ",
        "missing",
        "project",
    ),
    ("analogy: role", "analogy: tale", "dangling", "tale"),
    ("sums: [hours]", "sums: [hour]", "dangling", "hours"),
    ("Because of {our-rate}.", "Because of {rate}.", "dangling", "rate"),
    ("row_each: step", "row_each: stop", "dangling", "step"),
    ("row_each: step", "row_each: who", "kind", "no options"),
    ("    row_each: step\n", "", "kind", "needs columns and counts"),
    ("budget: {once: cash", "budget: {once: note", "kind", "no question about money"),
    ("monthly: cash}", "monthly: wages}", "dangling", "wages"),
    ("multiply: [our-rate", "multiply: [our-rates", "dangling", "our-rates"),
    ("tried: p1", "tried: p7", "dangling", "p7-finish"),
    ("leaving: [p1", "leaving: [p7", "dangling", "p7-finish"),
    ("{wish: our-rate}", "{wish: our-wish}", "dangling", "our-wish"),
    ("{wish: our-rate}", "{wishes: our-rate}", "shape", "wishes"),
    ("{tried-together: p1", "{tried-together: p7", "dangling", "p7-finish"),
]


@pytest.mark.parametrize(("old", "new", "code", "told"), REFUSED)
def test_what_is_not_there_is_refused_with_its_place(
    old: str, new: str, code: str, told: str
) -> None:
    assert MORE.count(old) == 1, f"{old!r} stands {MORE.count(old)} times"
    found = build(MORE.replace(old, new))
    mine = [problem for problem in found if problem.code == code]
    assert mine, found
    assert any(told in problem.text for problem in mine), found
    assert all(problem.file == "more.yaml" and problem.line for problem in mine)


def test_a_warning_that_may_be_left_out_does_not_stand_in_every_way() -> None:
    loose = "clauses:\n  p2: {side: provider, part: promise, title: We warn, text: We warn., optional: true, source: S0}\n"
    found = build(MORE.replace("always: [p1-finish]", "always: [p2]") + loose)
    assert [problem.code for problem in found] == ["may-leave"]


@pytest.mark.parametrize("more", ["when: {role: adviser}", "rests_on: [guard]"])
def test_a_warning_that_stands_only_at_times_does_not_either(more: str) -> None:
    clause = f"  p2: {{side: provider, part: promise, title: We warn, text: We warn., {more}, source: S0}}"
    found = build(MORE.replace("always: [p1-finish]", "always: [p2]") + f"clauses:\n{clause}\n")
    assert "may-leave" in {problem.code for problem in found}
