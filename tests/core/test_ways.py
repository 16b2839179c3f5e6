"""Ways of working, the firm's own interest, maker's time, fit and the next step."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from onboard.agreement.clauses import BlankValue, fill_text
from onboard.case_file import read_case, read_decisions
from onboard.content.loader import load_pack
from onboard.content.model import AnswerKind, ItemId, QuestionId
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import NextStep
from onboard.errors import UserFacingError
from onboard.firm import Earning, FirmProfile, OwnPrice
from onboard.interview.answers import Answer, AnswerState
from onboard.locations import DEFAULT_PACK, packs
from onboard.next_step import checked_step, next_step
from onboard.papers.agreement import compose
from onboard.papers.evidence import Occasion
from onboard.papers.explained import explanations
from onboard.papers.promises import terms
from onboard.papers.ways import ways
from onboard.papers.wordings import earns_text, whole_amount
from onboard.report import recommendation_data
from onboard.snapshot import EngagementSnapshot, derive
from tests.journeys.journey_kit import START

DAY = date(2026, 11, 21)
T1 = Path(__file__).parent.parent / "packs" / "samples" / "t1.yaml"
PACK = load_pack(packs() / DEFAULT_PACK)


def _told(firm: FirmProfile | None = None, **answers: object) -> EngagementSnapshot:
    facts = read_case(T1, PACK, DAY).engagement
    said = facts.answers
    for key, value in answers.items():
        name = QuestionId(key.replace("_", "-"))
        said = said.with_(Answer(name, AnswerState.GIVEN, value))  # type: ignore[arg-type]
    return derive(PACK, firm or FirmProfile(), replace(facts, answers=said), DAY)


# ---- ways of working (S0.11, S3.10, S3.12)


@pytest.mark.parametrize("way", ["orders", "adviser", "department", "project"])
def test_each_way_has_its_price_its_clauses_and_its_consequence(way: str) -> None:
    firm = FirmProfile(terms={"hour-rate": "USD 111", f"rate-{way}": "USD 222"})
    snapshot = _told(firm, role_wanted=way)
    agreed = terms(snapshot)
    offered = {each.id: each for each in ways(snapshot, agreed)}
    assert set(offered) == {"orders", "adviser", "department", "project"}
    mine = offered[way]
    assert mine.is_chosen
    assert not mine.is_guess
    assert sum(each.is_chosen for each in offered.values()) == 1
    assert len({each.price_basis for each in offered.values()}) == 4
    assert len({each.consequence for each in offered.values()}) == 4
    assert "USD 222" in f"{mine.price_basis} {mine.consequence} {mine.provider_does}"
    standing = {filled.id for filled in agreed.clauses}
    roles = {"orders", "adviser", "department", "project"}
    assert {f"r0-{each}" for each in roles} & standing == {f"r0-{way}"}


@pytest.mark.parametrize("way", ["orders", "adviser", "department", "project", None])
def test_none_of_them_drops_the_warning_before_an_order(way: str | None) -> None:
    snapshot = _told(role_wanted=way) if way else _told()
    clause = next(filled for filled in terms(snapshot).clauses if filled.id == "p8-clear-first")
    assert "before we order" in clause.text
    data = recommendation_data(snapshot)["working"]
    assert "p8-clear-first" in data["clauses"]


def test_a_way_that_nobody_chose_is_named_as_a_guess() -> None:
    snapshot = _told()
    stands = next(each for each in ways(snapshot, terms(snapshot)) if each.is_chosen)
    assert stands.is_guess
    assert snapshot.way_is_open
    assert not _told(role_wanted="orders").way_is_open


def test_the_warning_cannot_be_struck_or_changed(tmp_path: Path) -> None:
    answers, decisions = tmp_path / "a.yaml", tmp_path / "d.yaml"
    answers.write_text("pack: small-office-it\n", encoding="utf-8")
    for edit in ("{struck: true, by: owner}", "{text: Nothing., by: consultant}"):
        decisions.write_text(f"clauses:\n  p8-clear-first: {edit}\n", encoding="utf-8")
        with pytest.raises(UserFacingError) as refused:
            read_decisions(decisions, read_case(answers, PACK, DAY), PACK)
        assert "stands in every way" in str(refused.value)


def test_a_way_whose_promise_has_gone_is_told_and_bars_signing() -> None:
    snapshot = _told(role_wanted="department")
    decisions = (
        Decision(EVERY_LINE, Choice.ACCEPT),
        Decision(ItemId("support-plan"), Choice.DECLINE, reason="dear", initials="TO"),
    )
    facts = replace(snapshot.engagement, decisions=decisions)
    without = derive(PACK, FirmProfile(), facts, DAY)
    mine = next(each for each in ways(without, terms(without)) if each.is_chosen)
    assert "How soon we start" in mine.missing
    assert "p9-answer-times" not in recommendation_data(without)["working"]["clauses"]
    points = compose(without, Occasion("EA-TEST", START, 1, "0" * 64)).open_points
    assert any("Your IT department" in point for point in points)
    adviser = derive(PACK, FirmProfile(), replace(_told(role_wanted="adviser").engagement,
                                                  decisions=decisions), DAY)  # fmt: skip
    points = compose(adviser, Occasion("EA-TEST", START, 1, "0" * 64)).open_points
    assert not any("adviser" in point for point in points)


@pytest.mark.parametrize("way", ["orders", "project"])
def test_ways_without_watching_promise_no_times_and_no_looking_ahead(way: str) -> None:
    standing = {filled.id for filled in terms(_told(role_wanted=way)).clauses}
    assert not standing & {"p9-answer-times", "p12-look-ahead", "r2-count"}


# ---- whether the firm earns (S1.11)


def test_a_line_says_whether_we_earn_and_never_how_much() -> None:
    firm = FirmProfile(
        earnings=(
            Earning("hardware", True),
            Earning("licence", False, "Circle of Makers"),
            Earning("endpoint-protection", True, "Shield Club"),
        )
    )
    snapshot = _told(firm)
    assert earns_text(snapshot, ItemId("workstation")) == "We earn when you buy this."
    suite = earns_text(snapshot, ItemId("office-suite"))
    assert suite.startswith("We earn nothing")
    assert "Circle of Makers" in suite
    shield = earns_text(snapshot, ItemId("endpoint-protection"))
    assert shield.startswith("We earn when")
    assert "Shield Club" in shield
    assert earns_text(snapshot, ItemId("setup-labour")) == ""
    rows = {row["item"]: row["earns"] for row in recommendation_data(snapshot)["lines"]}
    assert rows["endpoint-protection"] == {"margin": True, "scheme": "Shield Club"}
    assert rows["setup-labour"] == {"margin": None, "scheme": ""}
    paper = compose(snapshot, Occasion("EA-TEST", START, 1, "0" * 64)).data.decode()
    assert "Circle of Makers" in paper
    assert "we have not said if we earn" in paper


def test_what_an_item_leaves_open_its_kind_says() -> None:
    firm = FirmProfile(earnings=(Earning("licence", True), Earning("mfa", None, "Key Club")))
    assert firm.earning("mfa", "licence") == Earning("mfa", True, "Key Club")


def test_a_firm_that_said_nothing_says_that_it_said_nothing() -> None:
    paper = compose(_told(), Occasion("EA-TEST", START, 1, "0" * 64)).data.decode()
    assert "We have not said here on which lines we earn" in paper


# ---- the maker's support time (S3.2 to S3.8)


def test_both_sides_of_the_call_have_their_cost_by_hand() -> None:
    """12 hours × 120 = 1,440 if we call; 12 × 37.36 = 448.32, at most + 1,440, if they call."""
    firm = FirmProfile(terms={"hour-rate": "USD 120 an hour"})
    snapshot = _told(firm, maker_hours=12, hour_cost=Decimal("37.36"), business_kind="legal")
    page = next(each for each in explanations(snapshot, terms(snapshot)) if each.id == "maker-time")
    costs = {each.id: each.amount for each in page.sums}
    assert (costs["maker-we-call"].low, costs["maker-we-call"].high) == (1440, 1440)
    you = costs["maker-you-call"]
    assert (you.low, you.high) == (Decimal("448.32"), Decimal("1888.32"))
    assert "law library" in page.analogy
    told = " ".join(text for _, text in page.parts).casefold()
    for topic in ("cause", "version", "copy", "patches", "30 minutes", "60 minutes"):
        assert topic in told, topic


def test_without_our_rate_its_side_is_left_out_and_said_so() -> None:
    page = explanations(_told(maker_hours=12), terms(_told(maker_hours=12)))[0]
    assert [each.id for each in page.sums] == ["maker-you-call"]
    assert page.not_reckoned
    vague = _told(FirmProfile(terms={"hour-rate": "80 to 120"}), maker_hours=12)
    assert "maker-we-call" not in {each.id for each in vague.reckonings}


def test_the_clause_names_when_we_must_call_and_when_you_hear(
    ) -> None:  # fmt: skip
    firm = FirmProfile(terms={"escalate-minutes": "20 minutes", "maker-minutes": "45 minutes"})
    snapshot = _told(firm)
    clause = next(filled for filled in terms(snapshot).clauses if filled.id == "b1-maker-time")
    assert "20 minutes" in clause.text
    assert "45 minutes" in clause.text
    assert clause.clause.initials


# ---- fit (S1.2, S1.15)


def test_seven_traits_each_with_one_advice_and_ours_beside_it_and_no_mark() -> None:
    fit = PACK.content.fit
    assert fit is not None
    assert len(fit.traits) == 7
    for trait in fit.traits:
        question = PACK.content.questions[trait.question]
        assert question.kind is AnswerKind.CHOICE
        assert trait.advice
        assert trait.provider
        assert PACK.section_by_id[question.section].optional
        for option in question.options.values():
            assert not re.search(r"\d", f"{option.label} {option.heard} {option.reply}")
    assert not marks(fit.model_dump_json())


def marks(text: str) -> list[str]:
    """Words that put a mark on somebody, save where it is said that there is none."""
    plain = re.sub(r"no (?:total|score|mark|grade)[^.\"]*", "", text, flags=re.IGNORECASE)
    found: list[str] = re.findall(
        r"\b(?:scor\w+|grad(?:e|es|ed|ing)\b|out of ten|\d+ ?/ ?10\b|percentile)",
        plain,
        re.IGNORECASE,
    )
    return found


def test_no_score_or_grade_of_owner_or_provider_in_paper_or_data() -> None:
    fit = PACK.content.fit
    assert fit is not None
    options = {trait.question: next(iter(PACK.content.questions[trait.question].options))
               for trait in fit.traits}  # fmt: skip
    snapshot = _told(
        provider_now="friend", trust_helper="yes", results_helper="seldom",
        **{key.replace("-", "_"): value for key, value in options.items()},
    )  # fmt: skip
    data = recommendation_data(snapshot)
    assert not marks(json.dumps(data["helper"]))
    assert not {"score", "grade", "rating", "total_fit"} & set(json.dumps(data).split('"'))
    paper = json.loads(compose(snapshot, Occasion("EA-TEST", START, 1, "0" * 64)).data)
    assert not marks(json.dumps(paper["document"]["sections"]))
    assert marks("Your score is 7/10"), "the search finds what it looks for"


# ---- the next step


def test_the_talk_never_ends_without_a_next_step_and_a_day() -> None:
    snapshot = _told()
    assert next_step(snapshot).on >= DAY
    assert snapshot.open_lines
    assert str(len(snapshot.open_lines)) in next_step(snapshot).text
    decided = replace(snapshot.engagement, decisions=(Decision(EVERY_LINE, Choice.ACCEPT),))
    after = next_step(derive(PACK, FirmProfile(), decided, DAY))
    assert after.text != next_step(snapshot).text
    put_off = (
        Decision(EVERY_LINE, Choice.ACCEPT),
        Decision(ItemId("restore-test"), Choice.LATER, by=DAY + timedelta(days=40)),
    )
    later = derive(PACK, FirmProfile(), replace(snapshot.engagement, decisions=put_off), DAY)
    assert next_step(later).on == DAY + timedelta(days=40)


def test_the_agreed_step_stands_in_the_paper() -> None:
    snapshot = _told()
    step = NextStep("We bring the boxes", date(2026, 12, 9), "us")
    agreed = derive(PACK, FirmProfile(), replace(snapshot.engagement, next_step=step), DAY)
    paper = compose(agreed, Occasion("EA-TEST", START, 1, "0" * 64))
    text = paper.data.decode()
    assert "We bring the boxes. By" in text
    assert recommendation_data(agreed)["next_step"] == {
        "text": "We bring the boxes",
        "on": "2026-12-09",
        "who": "us",
    }


def test_a_step_is_one_sentence_from_today_on() -> None:
    wordy = checked_step(NextStep("Meet\n\nP99. We owe  nothing " + "x" * 400, DAY), DAY)
    assert "\n" not in wordy.text
    assert len(wordy.text) <= 300
    with pytest.raises(UserFacingError):
        checked_step(NextStep("Meet", DAY - timedelta(days=1)), DAY)
    with pytest.raises(UserFacingError):
        checked_step(NextStep("  ", DAY), DAY)
    passed = replace(_told().engagement, next_step=NextStep("Meet", DAY))
    later = derive(PACK, FirmProfile(), passed, DAY + timedelta(days=2))
    points = compose(later, Occasion("EA-TEST", START, 1, "0" * 64)).open_points
    assert any("has passed" in point for point in points)


def test_rates_in_other_money_are_not_taken() -> None:
    for rate in ("EUR 110", "110 €", "£90", "90 GBP an hour"):
        foreign = _told(FirmProfile(terms={"hour-rate": rate}), maker_hours=10)
        assert "maker-we-call" not in {each.id for each in foreign.reckonings}, rate
    own = _told(FirmProfile(terms={"hour-rate": "USD 110"}), maker_hours=10)
    assert "maker-we-call" in {each.id for each in own.reckonings}


def test_sums_over_lines_without_a_price_say_so() -> None:
    foreign = _told(FirmProfile(currency="EUR"))
    paper = compose(foreign, Occasion("EA-TEST", START, 1, "0" * 64)).data.decode()
    assert "not priced yet" in paper
    own = OwnPrice("workstation", "better", Decimal(900), "once")
    partly = _told(FirmProfile(currency="EUR", own_prices=(own,)))
    shown = whole_amount(partly, partly.bill.total.once)
    assert "without a price" in shown or "not priced" in shown


# ---- files


def test_files_carry_earnings_private_answers_and_the_next_step(tmp_path: Path) -> None:
    answers = tmp_path / "a.yaml"
    answers.write_text(
        "pack: small-office-it\n"
        "answers:\n  trust-helper: {private: true}\n  people: 4\n"
        "open: [relationship]\n"
        "firm:\n  earns:\n    hardware: yes\n    mfa: {margin: no, scheme: Club}\n",
        encoding="utf-8",
    )
    decisions = tmp_path / "d.yaml"
    decisions.write_text(
        "next_step: {text: Call the bank, on: 2026-12-01, who: you}\n", encoding="utf-8"
    )
    case = read_decisions(decisions, read_case(answers, PACK, DAY), PACK)
    assert case.engagement.answers[QuestionId("trust-helper")].state is AnswerState.PRIVATE
    assert case.firm is not None
    assert case.firm.earning("workstation", "hardware") == Earning("workstation", True)
    assert case.firm.earning("mfa", "licence") == Earning("mfa", False, "Club")
    assert case.engagement.next_step == NextStep("Call the bank", date(2026, 12, 1), "you")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("answers:\n  people: {private: true}\n", "cannot be private"),
        ("answers:\n  trust-helper: {private: true, value: yes}\n", "trust-helper"),
        ("firm:\n  earns: {hardwear: yes}\n", "hardware"),
        ("firm:\n  earns: {hardware: {margin: much}}\n", "margin"),
        ("firm:\n  earns: {hardware: {scheme: Gold 15% back}}\n", "without what it brings"),
    ],
)
def test_what_is_wrong_in_them_is_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"pack: small-office-it\n{text}", encoding="utf-8")
    with pytest.raises(UserFacingError) as refused:
        read_case(file, PACK, DAY)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("next_step: soon\n", "next_step"),
        ("next_step: {on: 2026-12-01}\n", "text"),
        ("next_step: {text: Call, who: everyone}\n", "everyone"),
        ("next_step: {text: Call, on: soon}\n", "soon"),
        ("next_step: {text: Call, on: 2020-01-01}\n", "in the past"),
    ],
)
def test_a_next_step_that_cannot_be_read_is_refused(tmp_path: Path, text: str, told: str) -> None:
    answers, decisions = tmp_path / "a.yaml", tmp_path / "d.yaml"
    answers.write_text("pack: small-office-it\n", encoding="utf-8")
    decisions.write_text(text, encoding="utf-8")
    with pytest.raises(UserFacingError) as refused:
        read_decisions(decisions, read_case(answers, PACK, DAY), PACK)
    assert told in str(refused.value)


def test_what_there_was_besides_is_read_and_printed(tmp_path: Path) -> None:
    """S2.8: the owner's words at the end of a part stand in the paper."""
    file = tmp_path / "a.yaml"
    file.write_text(
        'pack: small-office-it\nanswers: {people: 3}\nremarks: {business: "We close in August."}\n',
        encoding="utf-8",
    )
    snapshot = derive(PACK, FirmProfile(), read_case(file, PACK, DAY).engagement, DAY)
    paper = compose(snapshot, Occasion("EA-TEST", START, 1, "0" * 64)).data.decode()
    assert "You also said: “We close in August.”" in paper
    file.write_text("pack: small-office-it\nremarks: {busines: x}\n", encoding="utf-8")
    with pytest.raises(UserFacingError) as refused:
        read_case(file, PACK, DAY)
    assert "business" in str(refused.value)


def test_a_blank_at_the_end_of_a_sentence_has_one_full_stop() -> None:
    values = {"since": BlankValue("since 1987.")}
    assert fill_text("We work {since}. Help comes.", values) == "We work since 1987. Help comes."
    assert fill_text("We work {since}", values) == "We work since 1987."
