"""What a pack may say beyond questions, lines and risks, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tiny_pack import TEXTS

from onboard.content.loader import build_pack
from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.firm import FirmProfile
from onboard.flow import Place, Stop, resume
from onboard.interview.answers import Answer, Answers, AnswerState, AnswerValue
from onboard.papers.promises import terms
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.report import insurer_data, recommendation_data, rule_data
from onboard.snapshot import EngagementSnapshot, derive

DAY = date(2026, 11, 21)


def pack_with(**changes: tuple[str, str] | str) -> ContentPack:
    """The smallest pack with one text replaced in a file, or a file more."""
    texts = dict(TEXTS)
    for name, change in changes.items():
        file = f"{name}.yaml"
        if isinstance(change, str):
            texts[file] = change
        else:
            assert change[0] in texts[file]
            texts[file] = texts[file].replace(*change)
    return build_pack(texts)


def said(**values: AnswerValue | AnswerState) -> Answers:
    """Answers by question; a state alone is a shrug of an earlier day."""
    earlier = datetime(2026, 11, 1, 9, tzinfo=UTC)
    return Answers(
        Answer(QuestionId(name.replace("_", "-")), value, at=earlier)
        if isinstance(value, AnswerState)
        else Answer(QuestionId(name.replace("_", "-")), AnswerState.GIVEN, value, at=earlier)
        for name, value in values.items()
    )


def snapshot(pack: ContentPack, answers: Answers, **facts: object) -> EngagementSnapshot:
    engagement = Engagement(
        EngagementId("x"), Client("A Shop", "The Owner"), PackPin(pack.id, "1", "2"), DAY, answers
    )
    return derive(pack, FirmProfile(), replace(engagement, **facts), DAY)  # type: ignore[arg-type]


EXTRA = (
    "  - {id: business, title: Your business}\n",
    "  - {id: business, title: Your business}\n  - {id: extra, title: More, optional: true}\n",
)
EXTRA_QUESTION = """
questions:
  mood:
    section: extra
    ask: Do you like your helper?
    why: To stay is fine too.
    kind: choice
    options: {yes: Yes, no: No}
    unsure: {assume: yes, assumed_text: We plan as if so., who: you, say: Do I?}
"""


def test_an_optional_section_is_asked_only_when_it_was_opened() -> None:
    pack = pack_with(pack=EXTRA, extra=EXTRA_QUESTION)
    answers = said(people=5, backup="none")
    closed = snapshot(pack, answers)
    assert closed.path.is_done
    assert "mood" not in {guess.question for guess in closed.assumptions}
    for name in ("extra", "mood"):
        assert snapshot(pack, answers, opened=(name,)).path.next == "mood"
    told = snapshot(pack, said(people=5, backup="none", mood="no"))
    assert "mood" in told.path.questions, "an answer that was given counts"


def test_words_and_comparisons_follow_the_line_of_work() -> None:
    pack = pack_with(
        pack=("order_words:", "trades:\n  question: backup\n  words: {customers: customers}\n"
              "  kinds:\n    usb: {words: {customers: patients}, analogies: {people: As in a ward.}}\n"
              "order_words:"),
        questions=("ask: How many people work here?", 'ask: "How many serve {customers}?"'),
    )  # fmt: skip
    key = QuestionId("people")
    plain = snapshot(pack, said())
    assert plain.pack.content.questions[key].ask == "How many serve customers?"
    assert plain.analogy("people") == ""
    ward = snapshot(pack, said(backup="usb"))
    assert ward.pack.content.questions[key].ask == "How many serve patients?"
    assert ward.analogy("people") == "As in a ward."
    assert ward.pack == pack, "the pin stays"
    assert ward.pack.content.questions[key].kind is pack.content.questions[key].kind


BOUNDED = ("unsure: {assume: 5,", "unsure: {assume: 5, low: 2, high: 9,")


def test_an_open_number_makes_the_price_a_range_and_an_answer_closes_it() -> None:
    pack = pack_with(questions=BOUNDED)
    open_one = snapshot(pack, said(people=AnswerState.UNKNOWN, backup="none"))
    line = open_one.bill.by_item[ItemId("guard")]
    span = open_one.span(line)
    assert (line.quantity, span.low, span.high) == (5, 2, 9)
    assert (span.cost.yearly.low, span.cost.yearly.high) == (2 * 35, 9 * 35)
    data = recommendation_data(open_one)
    (guard,) = [row for row in data["lines"] if row["item"] == "guard"]
    assert guard["between"] == [2, 9]
    assert guard["yearly"] == {"low": "70", "high": "315", "currency": "USD"}
    assert data["totals"]["recommended"]["yearly"] == guard["yearly"], "sums equal their parts"
    known = snapshot(pack, said(people=5, backup="none"))
    assert not known.span(known.bill.by_item[ItemId("guard")]).is_open


def test_seats_that_nobody_counted_may_be_enough_or_none() -> None:
    pack = pack_with()
    owned = (Holding(ItemId("guard"), None),)
    found = snapshot(pack, said(people=5, backup="none"), estate=owned)
    span = found.span(found.bill.by_item[ItemId("guard")])
    assert (span.low, span.high) == (0, 5)


def test_lines_that_do_not_go_together_stay_and_are_told_with_both_reasons() -> None:
    pack = pack_with(
        items=("    words: [antivirus]", "    words: [antivirus]\n    excludes: [{item: computer, because: One does the job of the other.}]"),
    )  # fmt: skip
    order = (OrderedItem("2 pcs", ItemId("computer"), 2),)
    found = snapshot(pack, said(people=5, backup="none"), order=order)
    (flag,) = [flag for flag in found.flags if flag.kind == "contradiction"]
    assert "One does the job of the other." in flag.text
    assert "Each one is protected. “Desktop computer” is there" in flag.text
    assert "You want to buy 2 × Desktop computer." in flag.text
    assert {"guard", "computer"} <= set(found.bill.by_item)


def test_somebody_else_does_it_where_the_condition_holds() -> None:
    pack = pack_with(
        items=("    words: [antivirus]", "    words: [antivirus]\n    who_if: [{when: {people: {at_most: 2}}, who: you, because: You are few.}]"),
    )  # fmt: skip
    few = snapshot(pack, said(people=2, backup="none")).bill.by_item[ItemId("guard")]
    many = snapshot(pack, said(people=3, backup="none")).bill.by_item[ItemId("guard")]
    assert (few.who.value, few.who_because) == ("you", "You are few.")
    assert (many.who.value, many.who_because) == ("us", "")


@pytest.mark.parametrize(("until", "due"), [(date(2026, 11, 20), 3), (date(2026, 11, 21), 0)])
def test_what_has_run_out_is_counted_and_asks_for_a_new_term(until: date, due: int) -> None:
    pack = pack_with(
        items=("needs:\n", "needs:\n  renew: {item: computer, quantity: {add: [{ended: computer}]}, tier: should, because: It has run out.}\n")
    )  # fmt: skip
    estate = (Holding(ItemId("computer"), 3, until),)
    line = snapshot(pack, said(people=1, backup="none"), estate=estate).bill.get("computer")
    assert (line.quantity if line else 0) == due


def test_help_and_hard_words_fit_those_who_read_them() -> None:
    pack = pack_with(
        questions=("why: Disks die.", "why: Disks die.\n    help: Look.\n    help_for: [{when: {people: {at_most: 2}}, text: We look with you.}]"),
        words="glossary: {stick: A small disk., IT: Computers.}\n",
    )  # fmt: skip
    key = QuestionId("backup")
    assert snapshot(pack, said(people=9)).help_of(key) == "Look."
    assert snapshot(pack, said(people=1)).help_of(key) == "We look with you."
    assert snapshot(pack, said(people=1)).words_of(key) == {"stick": "A small disk."}


def test_rules_are_told_with_how_binding_they_are_and_only_where_they_may_apply() -> None:
    rule = """
rules:
  many-people:
    name: A rule
    status: proposed
    when: {people: {at_least: 4}}
    text: It asks for a plan.
    source: A page
    on: 2026-11-21
    items: [guard]
"""
    pack = pack_with(rules=rule)
    (told,) = rule_data(snapshot(pack, said(people=4, backup="none")))
    assert (told["status"], told["lines"]) == ("proposed", ["guard"])
    assert rule_data(snapshot(pack, said(people=3, backup="none"))) == []
    assert rule_data(snapshot(pack, said(people=AnswerState.UNKNOWN, backup="none"))) == []


def test_insurers_are_shown_how_sure_an_answer_is() -> None:
    pack = pack_with(
        insurers="insurers: {i1: {ask: Are there copies?, items: [guard], questions: [backup]}}\n"
    )
    (given,) = insurer_data(snapshot(pack, said(people=4, backup="none")))
    assert given["answers"][0]["sure"] == "believed"
    (shrug,) = insurer_data(snapshot(pack, said(people=4, backup=AnswerState.UNKNOWN)))
    assert shrug["answers"][0]["sure"] == "not known"


def test_an_optional_clause_stands_only_when_it_was_ticked() -> None:
    pack = pack_with(risks=("    title: We finish\n", "    title: We finish\n    optional: true\n"))
    offered = terms(snapshot(pack, said()))
    assert [filled.id for filled in offered.offered] == ["p1-finish"]
    assert offered.clauses == ()
    taken = terms(snapshot(pack, said(), clauses_taken=("p1-finish",)))
    assert [filled.id for filled in taken.clauses] == ["p1-finish"]


def test_what_nobody_knew_on_an_earlier_day_comes_first() -> None:
    pack = pack_with()
    shrugged = snapshot(pack, said(people=AnswerState.UNKNOWN))
    assert shrugged.path.next == "backup"
    assert resume(shrugged) == Place(Stop.QUESTIONS, QuestionId("people"))
    today = Answers(
        replace(answer, at=datetime(2026, 11, 21, 9, tzinfo=UTC))
        for answer in shrugged.engagement.answers.values()
    )
    assert resume(snapshot(pack, today)) == Place(Stop.QUESTIONS, QuestionId("backup"))


def test_two_answers_contradict_each_other_and_a_guess_contradicts_none() -> None:
    flag = """
flags:
  many-without-copies:
    kind: contradiction
    when: {all: [{people: {at_least: 4}}, {backup: none}]}
    text: Are both right?
"""
    pack = pack_with(flags=flag)
    (told,) = snapshot(pack, said(people=9, backup="none")).contradictions
    assert set(told.answers) == {"people", "backup"}
    assert snapshot(pack, said(people=9, backup=AnswerState.UNKNOWN)).contradictions == ()
    assert snapshot(pack, said(people=AnswerState.UNKNOWN, backup="none")).contradictions == ()


SAID = [
    ("said_owned: [{when: {backup: usb}, covers: users}]", 4),
    (
        "said_owned: [{when: {backup: usb}, covers: users}, {when: {people: {at_least: 1}}, covers: users}]",
        4,
    ),
]


@pytest.mark.parametrize(("line", "there"), SAID)
def test_what_was_said_to_be_there_counts_once_until_it_is_looked_at(line: str, there: int) -> None:
    pack = pack_with(items=("    words: [antivirus]", f"    words: [antivirus]\n    {line}"))
    found = snapshot(pack, said(people=4, backup="usb"))
    guard = found.bill.by_item[ItemId("guard")]
    assert (guard.on_hand, guard.quantity, guard.to_confirm) == (there, 0, True)
    assert (found.span(guard).low, found.span(guard).high) == (0, 4)
    listed = snapshot(pack, said(people=4, backup="usb"), estate=(Holding(ItemId("guard"), 1),))
    assert listed.bill.by_item[ItemId("guard")].quantity == 3, "what is listed goes first"
    shrug = snapshot(pack, said(people=AnswerState.UNKNOWN, backup=AnswerState.UNKNOWN))
    assert shrug.bill.by_item[ItemId("guard")].quantity == 5, "a guess owns nothing"


def test_a_word_of_capitals_is_no_other_word() -> None:
    pack = pack_with(
        questions=("ask: Do you keep copies?", "ask: Is it copied?"),
        words="glossary: {IT: Computers.}\n",
    )
    assert snapshot(pack, said()).words_of(QuestionId("backup")) == {}
