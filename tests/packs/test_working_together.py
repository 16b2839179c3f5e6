"""The shipped pack on working together: ways of working, the present helper, fit, makers' time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from onboard.case_file import read_case
from onboard.content.advice.texts import owner_texts
from onboard.content.conditions import evaluate, reads
from onboard.content.loader import load_pack
from onboard.content.model import ChainStage, ClausePart, ColumnKind, Doer, Section
from onboard.content.pack import ContentPack
from onboard.firm import FirmProfile
from onboard.locations import DEFAULT_PACK, packs
from onboard.papers.promises import terms
from onboard.present_helper import present_helper
from onboard.snapshot import EngagementSnapshot, derive

DAY = date(2026, 11, 22)
HEAD = "pack: small-office-it\non: 2026-11-22\nclient: {name: A, owner: B, email: a@example.com}\n"
Answered = Callable[..., EngagementSnapshot]


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(packs() / DEFAULT_PACK)


@pytest.fixture
def answered(pack: ContentPack, tmp_path: Path) -> Answered:
    def one(answers: str, **firm_terms: str) -> EngagementSnapshot:
        path = tmp_path / "case.yaml"
        path.write_text(f"{HEAD}answers:\n{answers}", encoding="utf-8")
        case = read_case(path, pack, DAY)
        return derive(pack, FirmProfile(terms=firm_terms), case.engagement, DAY)

    return one


# ---- ways of working


@pytest.mark.parametrize(
    ("answer", "role"),
    [
        ("department", "r0-department"),
        ("adviser", "r0-adviser"),
        ("orders", "r0-orders"),
        ("project", "r0-project"),
        ("{unknown: true}", "r0-adviser"),
    ],
)
def test_each_way_of_working_has_its_own_words_and_one_role(
    pack: ContentPack, answered: Answered, answer: str, role: str
) -> None:
    """S0.11, S3.10, S3.12; and the warning before an order stands in each."""
    agreed = {clause.id for clause in terms(answered(f"  role-wanted: {answer}\n")).clauses}
    assert {clause for clause in agreed if clause.startswith("r0-")} == {role}
    working = pack.content.working
    assert working is not None
    assert set(working.always) <= agreed
    assert "p8-clear-first" in working.always
    name = role.removeprefix("r0-")
    assert role in working.models[name].clauses
    assert set(working.models[name].clauses) <= agreed


def test_who_is_not_asked_gets_an_adviser(answered: Answered) -> None:
    agreed = {clause.id for clause in terms(answered("  people: 4\n")).clauses}
    assert {clause for clause in agreed if clause.startswith("r0-")} == {"r0-adviser"}


@pytest.mark.parametrize(
    ("answer", "promised"),
    [("department", True), ("adviser", True), ("orders", False), ("project", False)],
)
def test_nobody_who_does_not_watch_promises_to(
    answered: Answered, answer: str, promised: bool
) -> None:
    agreed = {clause.id for clause in terms(answered(f"  role-wanted: {answer}\n")).clauses}
    assert ("p12-look-ahead" in agreed) is promised
    assert ("r2-count" in agreed) is promised


def test_each_way_has_a_price_of_its_own_from_the_firm(pack: ContentPack) -> None:
    working, blanks = pack.content.working, pack.content.blanks
    assert working is not None
    assert set(working.models) == set(pack.content.questions["role-wanted"].options)
    for name, model in working.models.items():
        assert f"{{rate-{name}}}" in model.price_basis
        assert blanks[f"rate-{name}"].suggested
    meanings = {model.consequence for model in working.models.values()}
    assert len(meanings) == len(working.models)


# ---- the present helper


def test_every_bond_and_every_result_is_weighed_once(pack: ContentPack) -> None:
    """S4.6: sixteen pairs of answers, one sentence for each."""
    helper, questions = pack.content.helper, pack.content.questions
    assert helper is not None
    pairs = product(questions[helper.trust].options, questions[helper.results].options)
    for trust, results in pairs:
        facts = {helper.trust: trust, helper.results: results}
        fitting = [part for part in helper.weighed if evaluate(part.when, facts) is True]
        assert len(fitting) == 1, facts


def test_a_link_cites_the_answers_that_it_rests_on_and_no_others(pack: ContentPack) -> None:
    """S4.11: a chain of this case, never a story about helpers."""
    helper = pack.content.helper
    assert helper is not None
    assert len(helper.chain) >= 15
    assert {link.stage for link in helper.chain} == set(ChainStage)
    for link in helper.chain:
        behind = {pack.question_of_count.get(fact, fact) for fact in reads(link.when)}
        assert behind == set(link.cites), link.text


LIKED_AND_FAILING = """
  provider-now: friend
  risk-feeling: thrifty
  pains: [slow-help, were-down]
  trust-helper: yes
  results-helper: seldom
  cover-helper: nobody
  written-helper: head
  last-restore: never
  helper-outcome: stay-with-conditions
  would-act: "A third day without the diary."
"""


def test_who_likes_a_helper_who_fails_gets_a_plan_to_stay(answered: Answered) -> None:
    """T7, S4.6 to S4.12."""
    view = present_helper(answered(LIKED_AND_FAILING))
    assert view is not None
    assert "Keep it" in view.weighed
    assert {link.stage for link in view.chain} == set(ChainStage)
    assert "Nobody is named for the days your helper is away." in {x.text for x in view.chain}
    assert view.would_act == "A third day without the diary."
    assert view.outcome is not None
    assert len(view.outcome.checklist) >= 10


def test_without_answers_nothing_is_drawn(answered: Answered) -> None:
    view = present_helper(answered("  provider-now: firm\n  cover-helper: {unknown: true}\n"))
    assert view is not None
    assert view.chain == ()
    assert view.weighed == ""
    assert view.outcome is None


def test_nobody_helps_yet_so_nothing_is_weighed(answered: Answered) -> None:
    assert present_helper(answered("  provider-now: nobody\n  pains: [slow-help]\n")) is None


@pytest.mark.parametrize(
    ("outcome", "topics"),
    [
        (
            "stay-with-conditions",
            ["target", "by when", "holidays", "on paper", "30, 60 and 90", "twice", "thank you"],
        ),
        (
            "switch-safely",
            [
                "logins", "master password", "web address", "licence", "full copy", "contract",
                "notes on your systems", "from afar", "side by side", "kind letter",
                "named contact", "right to leave", "last bill",
            ],
        ),
    ],
)  # fmt: skip
def test_both_ways_on_have_every_step(pack: ContentPack, outcome: str, topics: list[str]) -> None:
    """S4.8, S4.12, S4.13."""
    helper = pack.content.helper
    assert helper is not None
    steps = helper.outcomes[outcome].checklist
    assert len(steps) >= 10
    told = " ".join(f"{step.by}: {step.text}" for step in steps)
    assert [topic for topic in topics if topic not in told] == []
    assert set(helper.outcomes) == set(pack.content.questions[helper.outcome].options)


def test_the_one_who_is_left_is_given_no_step_of_the_change(pack: ContentPack) -> None:
    """S4.14: where we are the helper, "us" would be the one whom the owner leaves."""
    helper = pack.content.helper
    assert helper is not None
    steps = helper.outcomes["switch-safely"].checklist
    assert [step.text for step in steps if step.who is Doer.US] == []
    early = [step for step in steps if step.by == "before you tell anyone"]
    assert len(early) >= 6
    assert {step.who for step in early} == {Doer.YOU}


def test_what_is_about_a_helper_may_stay_with_the_owner(pack: ContentPack) -> None:
    private = pack.may_be_private
    helper = pack.content.helper
    assert helper is not None
    assert {helper.trust, helper.results, helper.outcome, *helper.tables} <= private
    assert helper.would_act in private


# ---- tables with a row for each thing


def test_the_eight_pains_have_a_row_each_and_stay_empty_where_nobody_knows(
    pack: ContentPack, answered: Answered
) -> None:
    """S4.1."""
    question = pack.content.questions["pains-measured"]
    assert question.row_each == "pain"
    pains = list(question.columns["pain"].options)
    assert pains == [
        "slow-help", "slow-fix", "no-plan", "many-faults", "lost-files", "were-down", "virus",
        "break-in",
    ]  # fmt: skip
    assert set(pains) <= set(pack.content.questions["pains"].options)
    told = (
        "    - {pain: slow-help, often: weekly, last: 2026-11-02, today: 1 day, target: 4 hours,"
        " by-when: 2027-03-01}\n    - {pain: virus}\n"
    )
    snapshot = answered(f"  provider-now: firm\n  pains-measured:\n{told}")
    view = present_helper(snapshot)
    assert view is not None
    (table,) = view.tables
    rows = {row[0]: row[1:] for row in table.rows}
    assert list(rows) == list(question.columns["pain"].options.values())
    known = rows.pop("Slow answers")
    assert "Weekly" in known
    assert "4 hours" in known
    assert {cell for row in rows.values() for cell in row} == {""}


def test_the_days_of_promises_are_days(pack: ContentPack) -> None:
    assert pack.content.questions["chances"].columns["when"].kind is ColumnKind.DATE


def test_the_numbers_of_today_are_a_baseline(pack: ContentPack) -> None:
    def section(key: str) -> Section:
        return pack.section_by_id[pack.content.questions[key].section]

    assert section("pains-measured").baseline
    for key in ("pains-measured", "process-measured", "helper-outcome", "fit-calm", "maker-hours"):
        assert section(key).optional, key


# ---- fit


def test_both_sides_look_at_themselves_seven_times(pack: ContentPack) -> None:
    """S1.2, S1.15."""
    fit = pack.content.fit
    assert fit is not None
    assert len(fit.traits) == 7
    assert len({trait.question for trait in fit.traits}) == 7
    for trait in fit.traits:
        assert trait.provider.startswith("We "), trait.name
        assert not any("score" in text for text in (trait.advice, trait.provider))


def test_nobody_is_marked(pack: ContentPack) -> None:
    parts = ("fit", "helper", "working", "explained")
    marking = re.compile(r"\b(scores?|grades?|graded|marks?|rating|ranked|points for)\b", re.I)
    texts = [text for place, text in owner_texts(pack.content) if place[0] in parts]
    assert len(texts) > 100
    assert [text for text in texts if marking.search(text)] == []


# ---- time with makers


def test_we_call_before_we_go_on_guessing(answered: Answered) -> None:
    """S3.7."""
    said = {clause.id: clause.text for clause in terms(answered("  people: 4\n")).clauses}
    told = said["b1-maker-time"]  # type: ignore[index]
    assert "we call the maker at the latest after 30 minutes of our own tries" in told
    assert "tell you before we pass 60 minutes" in told


def test_the_page_explains_what_a_call_to_a_maker_takes(pack: ContentPack) -> None:
    """S3.3, S3.5, S3.6."""
    page = pack.content.explained["maker-time"]
    assert page.analogy == "b1-maker-time"
    assert pack.content.clauses["b1-maker-time"].part is ClausePart.BILLING
    assert len(page.parts) == 7
    for part in page.parts:
        assert 2 <= len(re.findall(r"[.!?](?:\s|$)", part.text)) <= 3, part.title
    trades = pack.content.trades
    assert trades is not None
    kinds = set(pack.content.questions[trades.question].options) - {"other"}
    assert {kind for kind in kinds if pack.analogy(kind, "b1-maker-time")} == kinds


def test_both_choices_show_what_they_cost(answered: Answered) -> None:
    """S3.6: our hours are billed; yours cost pay, and at worst our mending as well."""
    snapshot = answered("  maker-hours: 10\n  hour-cost: 40\n", **{"hour-rate": "USD 120"})
    sums = {each.id: each.amount for each in snapshot.reckonings}
    we, you = sums["maker-we-call"], sums["maker-you-call"]
    assert (we.low, we.high) == (Decimal(1200), Decimal(1200))
    assert (you.low, you.high) == (Decimal(400), Decimal(1600))


def test_no_hours_told_no_sum_shown(answered: Answered) -> None:
    snapshot = answered("  people: 4\n", **{"hour-rate": "USD 120"})
    assert not {each.id for each in snapshot.reckonings} & {"maker-we-call", "maker-you-call"}
