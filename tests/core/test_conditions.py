"""Three-valued conditions: the truth tables of DMN, monotony in what is known, and reasons.

The tables are those of the DMN 1.x specification (Friendly Enough Expression Language, conjunction,
disjunction, negation), typed in as true, false and not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.content.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Comparison,
    Condition,
    Fact,
    Missing,
    Not,
    Operator,
    Truth,
    evaluate,
    evaluate_plainly,
    reads,
    reasons,
)

T, F, U = True, False, None
FACT_OF: Mapping[Truth, Fact] = {T: "yes", F: "no", U: Missing.UNKNOWN}


def is_yes(fact: str) -> Comparison:
    return Comparison(fact, Operator.IS, "yes")


def both(combine: type[All] | type[AnyOf], left: Truth, right: Truth) -> Truth:
    facts = {"left": FACT_OF[left], "right": FACT_OF[right]}
    return evaluate(combine((is_yes("left"), is_yes("right"))), facts)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (T, T, T), (T, F, F), (T, U, U),
        (F, T, F), (F, F, F), (F, U, F),
        (U, T, U), (U, F, F), (U, U, U),
    ],
)  # fmt: skip
def test_conjunction(left: Truth, right: Truth, expected: Truth) -> None:
    assert both(All, left, right) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (T, T, T), (T, F, T), (T, U, T),
        (F, T, T), (F, F, F), (F, U, U),
        (U, T, T), (U, F, U), (U, U, U),
    ],
)  # fmt: skip
def test_disjunction(left: Truth, right: Truth, expected: Truth) -> None:
    assert both(AnyOf, left, right) is expected


@pytest.mark.parametrize(("part", "expected"), [(T, F), (F, T), (U, U)])
def test_negation(part: Truth, expected: Truth) -> None:
    assert evaluate(Not(is_yes("part")), {"part": FACT_OF[part]}) is expected


def test_nothing_to_hold_holds_and_nothing_to_choose_from_does_not() -> None:
    assert evaluate(ALWAYS, {}) is True
    assert evaluate(AnyOf(()), {}) is False


@pytest.mark.parametrize(
    ("operator", "value", "fact", "expected"),
    [
        (Operator.IS, "none", "none", T),
        (Operator.IS, "none", "usb", F),
        (Operator.IS_NOT, "none", "usb", T),
        (Operator.IS_NOT, "none", "none", F),
        (Operator.ONE_OF, frozenset({"none", "usb"}), "usb", T),
        (Operator.ONE_OF, frozenset({"none", "usb"}), "cloud", F),
        (Operator.INCLUDES, "health", frozenset({"health", "pay"}), T),
        (Operator.INCLUDES, "health", frozenset({"pay"}), F),
        (Operator.INCLUDES_ANY, frozenset({"health", "cards"}), frozenset({"cards"}), T),
        (Operator.INCLUDES_ANY, frozenset({"health", "cards"}), frozenset({"pay"}), F),
        (Operator.AT_LEAST, 3, 3, T),
        (Operator.AT_LEAST, 3, 2, F),
        (Operator.AT_MOST, 3, 3, T),
        (Operator.AT_MOST, 3, 4, F),
        (Operator.MORE_THAN, 3, 4, T),
        (Operator.MORE_THAN, 3, 3, F),
        (Operator.LESS_THAN, 3, 2, T),
        (Operator.LESS_THAN, 3, 3, F),
        (Operator.AT_LEAST, Decimal("37.36"), Decimal("37.36"), T),
        (Operator.LESS_THAN, date(2026, 1, 1), date(2025, 12, 31), T),
        (Operator.KNOWN, True, "usb", T),
        (Operator.KNOWN, False, "usb", F),
    ],
)
def test_comparisons(operator: Operator, value: object, fact: Fact, expected: Truth) -> None:
    assert evaluate(Comparison("it", operator, value), {"it": fact}) is expected


COMPARING = [operator for operator in Operator if operator is not Operator.KNOWN]


@pytest.mark.parametrize("operator", COMPARING)
def test_an_unknown_fact_decides_no_comparison(operator: Operator) -> None:
    """Trap 1: "I don't know" is never the same as "no"."""
    comparison = Comparison("it", operator, 3)
    assert evaluate(comparison, {"it": Missing.UNKNOWN}) is None
    assert evaluate(comparison, {}) is None


@pytest.mark.parametrize("operator", COMPARING)
def test_every_comparison_with_a_question_not_asked_is_false(operator: Operator) -> None:
    assert evaluate(Comparison("it", operator, 3), {"it": Missing.NOT_ASKED}) is False


@pytest.mark.parametrize("missing", list(Missing))
def test_whether_a_fact_is_known_is_always_known(missing: Missing) -> None:
    assert evaluate(Comparison("it", Operator.KNOWN, True), {"it": missing}) is False
    assert evaluate(Comparison("it", Operator.KNOWN, False), {"it": missing}) is True


# ---- what must hold for any condition

NAMES = ("a", "b", "c", "d", "e")
comparisons: st.SearchStrategy[Condition] = st.builds(
    Comparison,
    st.sampled_from(NAMES),
    st.sampled_from([Operator.IS, Operator.IS_NOT, Operator.AT_LEAST, Operator.LESS_THAN]),
    st.integers(0, 3),
)
conditions = st.recursive(
    comparisons,
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(All, st.lists(parts, max_size=4).map(tuple)),
        st.builds(AnyOf, st.lists(parts, max_size=4).map(tuple)),
    ),
    max_leaves=12,
)
facts_in_full = st.fixed_dictionaries(
    {name: st.one_of(st.integers(0, 3), st.just(Missing.NOT_ASKED)) for name in NAMES}
)
hidden = st.frozensets(st.sampled_from(NAMES))


def without(facts: Mapping[str, Fact], names: frozenset[str]) -> dict[str, Fact]:
    return {key: Missing.UNKNOWN if key in names else fact for key, fact in facts.items()}


@given(conditions, facts_in_full, hidden)
def test_what_is_decided_stays_decided_when_more_is_learned(
    condition: Condition, facts: dict[str, Fact], unknown: frozenset[str]
) -> None:
    """Kleene: learning a fact may decide an open condition, never overturn a decided one."""
    before = evaluate(condition, without(facts, unknown))
    assert before in (None, evaluate(condition, facts))


@given(conditions, facts_in_full)
def test_full_knowledge_decides_everything(condition: Condition, facts: dict[str, Fact]) -> None:
    assert evaluate(condition, facts) is not None


@given(conditions, facts_in_full, hidden)
def test_the_cited_reasons_alone_force_the_outcome(
    condition: Condition, facts: dict[str, Fact], unknown: frozenset[str]
) -> None:
    """S0.13: what is shown as the reason is the whole reason."""
    known = without(facts, unknown)
    outcome = evaluate(condition, known)
    if outcome is None:
        return
    cited = {comparison.fact for comparison in reasons(condition, known, outcome)}
    only_cited = {key: known[key] for key in cited}
    assert evaluate(condition, only_cited) is outcome


@given(conditions, facts_in_full)
def test_only_facts_that_it_reads_matter(condition: Condition, facts: dict[str, Fact]) -> None:
    others = frozenset(NAMES) - reads(condition)
    assert evaluate(condition, without(facts, others)) is evaluate(condition, facts)


@given(conditions, conditions, facts_in_full, hidden)
def test_de_morgan(
    left: Condition, right: Condition, facts: dict[str, Fact], unknown: frozenset[str]
) -> None:
    known = without(facts, unknown)
    neither = evaluate(Not(AnyOf((left, right))), known)
    assert neither is evaluate(All((Not(left), Not(right))), known)


ORDERING = [
    Operator.IS,
    Operator.AT_LEAST,
    Operator.AT_MOST,
    Operator.MORE_THAN,
    Operator.LESS_THAN,
]
words = st.sampled_from(["yes", "no", "some"])
sets_of_words = st.frozensets(words, min_size=1)
numbers = st.integers(0, 3) | st.decimals(0, 3, places=1)
comparisons_by_kind: dict[str, st.SearchStrategy[Condition]] = {
    "word": st.builds(Comparison, st.just("word"), st.just(Operator.ONE_OF), sets_of_words)
    | st.builds(
        Comparison, st.just("word"), st.sampled_from([Operator.IS, Operator.IS_NOT]), words
    ),
    "words": st.builds(Comparison, st.just("words"), st.just(Operator.INCLUDES), words)
    | st.builds(Comparison, st.just("words"), st.just(Operator.INCLUDES_ANY), sets_of_words),
    "number": st.builds(
        Comparison,
        st.just("number"),
        st.sampled_from(ORDERING),
        numbers,
    ),
    "known": st.builds(
        Comparison,
        st.sampled_from(["word", "words", "number"]),
        st.just(Operator.KNOWN),
        st.booleans(),
    ),
}
conditions_of_every_kind = st.recursive(
    st.one_of(*comparisons_by_kind.values()),
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(All, st.lists(parts, max_size=4).map(tuple)),
        st.builds(AnyOf, st.lists(parts, max_size=4).map(tuple)),
    ),
    max_leaves=12,
)
missing_facts = st.sampled_from(Missing)
facts_of_every_kind = st.fixed_dictionaries(
    {},
    optional={
        "word": words | missing_facts,
        "words": sets_of_words | missing_facts,
        "number": numbers | missing_facts,
    },
)


@given(conditions_of_every_kind, facts_of_every_kind)
def test_the_quick_way_says_what_the_plain_way_says(
    condition: Condition, facts: dict[str, Fact]
) -> None:
    """Known, unknown, not asked, and facts that nobody names."""
    assert evaluate(condition, facts) is evaluate_plainly(condition, facts)


def test_equal_conditions_that_are_not_the_same_keep_their_own_test() -> None:
    """1 and True are equal in Python; a test is shared by what is the same."""
    is_known = Comparison("it", Operator.KNOWN, True)
    assert evaluate(Comparison("it", Operator.KNOWN, 1), {"it": "yes"}) is False
    assert evaluate(is_known, {"it": "yes"}) is True


# ---- as an author writes them


def parsed(raw: object, *multiple: str) -> Condition:
    from onboard.content.condition_text import _condition

    return _condition(raw, frozenset(multiple))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"server": "none"}, Comparison("server", Operator.IS, "none")),
        ({"data": "health"}, Comparison("data", Operator.INCLUDES, "health")),
        ({"server": ["a", "b"]}, Comparison("server", Operator.ONE_OF, frozenset("ab"))),
        ({"data": ["a", "b"]}, Comparison("data", Operator.INCLUDES_ANY, frozenset("ab"))),
        ({"people": {"at_least": 3}}, Comparison("people", Operator.AT_LEAST, 3)),
        ({"not": {"server": "none"}}, Not(Comparison("server", Operator.IS, "none"))),
        (
            {"people": {"at_least": 3, "less_than": 9}},
            All((Comparison("people", Operator.AT_LEAST, 3),
                 Comparison("people", Operator.LESS_THAN, 9))),
        ),
        (
            {"server": "none", "any": [{"people": 1}, {"people": 2}]},
            All((Comparison("server", Operator.IS, "none"),
                 AnyOf((Comparison("people", Operator.IS, 1),
                        Comparison("people", Operator.IS, 2))))),
        ),
    ],
)  # fmt: skip
def test_authors_write_conditions_as_mappings(raw: object, expected: Condition) -> None:
    assert parsed(raw, "data") == expected


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("server", "a condition is a mapping"),
        ({}, "a condition is a mapping"),
        ({"any": []}, "needs a list of conditions"),
        ({"all": {"a": 1}}, "needs a list of conditions"),
        ({"people": {}}, "compared with nothing"),
        ({"people": {"atleast": 3}}, "'atleast' is no comparison"),
        ({"people": {"at_least": "three"}}, "needs a number"),
        ({"people": {"at_least": True}}, "needs a number"),
        ({"people": {"known": "yes"}}, "needs true or false"),
        ({"people": {"one_of": "a"}}, "needs a list"),
        ({"people": []}, "needs a list"),
        ({"people": None}, "no plain value"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused(raw: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parsed(raw)
