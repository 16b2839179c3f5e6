"""The second pack, of another field: what works for it shows that the engine knows no field."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onboard import bootstrap
from onboard.case_file import Case, read_case
from onboard.content.advice import advice
from onboard.content.loader import load_pack
from onboard.content.model import AnswerKind, ItemId, Level, PriceBasis, RiskId, Tier
from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.firm import FirmProfile
from onboard.interview.validation import AnswerProblem
from onboard.locations import DEFAULT_PACK, packs
from onboard.order_check import check_order
from onboard.papers.promises import terms
from onboard.snapshot import EngagementSnapshot, derive

DAY = date(2026, 11, 22)
SAMPLES = Path(__file__).parent / "samples"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(packs() / "accounting-practice")


def sample(pack: ContentPack, name: str) -> Case:
    return read_case(SAMPLES / name, pack, DAY)


def snapshot(pack: ContentPack, case: Case, *decisions: Decision) -> EngagementSnapshot:
    engagement = replace(case.engagement, decisions=decisions)
    return derive(pack, case.firm or FirmProfile(), engagement, case.on)


def test_the_pack_is_small_whole_and_lacks_nothing_an_author_is_told_of(pack: ContentPack) -> None:
    content = pack.content
    assert 15 <= len(content.questions) <= 20
    assert {question.kind for question in content.questions.values()} == set(AnswerKind)
    assert 12 <= len(content.items) <= 18
    assert 6 <= len(content.risks) <= 8
    assert sum(not clause.optional for clause in content.clauses.values()) == 12
    assert advice(pack) == ()


def test_no_price_pretends_to_be_more_than_an_estimate(pack: ContentPack) -> None:
    for item in pack.content.items.values():
        steps = [step.price for step in item.cheaper.values()]
        for price in (*(offer.price for offer in item.offers.values()), *steps):
            if price.high:
                assert price.basis is PriceBasis.ESTIMATE
                assert price.source == "Estimate, 2026-11; to be priced before quoting"
            else:
                assert price.basis is PriceBasis.FREE


def test_the_restaurants_lines_follow_from_its_answers(pack: ContentPack) -> None:
    first = snapshot(pack, sample(pack, "accounting.yaml"))
    assert first.path.is_done
    assert not first.urgent
    bought = {str(line.item): line.line.quantity for line in first.lines if line.line.is_bought}
    assert bought["catch-up"] == 5
    assert bought["bank-feed"] == 3
    assert bought["sales-tax-report"] == 12
    assert bought["owner-return"] == bought["sign-permission"] == 2
    assert "book-program" not in bought
    assert first.tiers[ItemId("payroll-check")] is Tier.MUST


def test_from_answers_to_an_agreement_that_can_be_signed(pack: ContentPack, tmp_path: Path) -> None:
    """Through a real store: facts in by verbs, a no with a cheaper step, a paper without a gap."""
    case = sample(pack, "accounting.yaml")
    assert case.firm is not None
    application = bootstrap.open_application(bootstrap.home(tmp_path / "home"))
    service = application.service
    service.save_firm(case.firm)
    facts = service.new_client(case.engagement.client, "accounting-practice")
    assert facts.pack.sha256 == pack.sha256
    for key, answer in case.engagement.answers.items():
        kept = service.record_answer(facts.id, key, answer.value)
        assert not isinstance(kept, AnswerProblem), str(kept)
    service.set_estate(facts.id, case.engagement.estate)
    plan = service.snapshot(service.engagement(facts.id))
    no = Decision(
        ItemId("records-safe"),
        Choice.DECLINE,
        reason="too dear this year",
        initials="OO",
        cheaper=("pictures-each-month",),
        made_on=plan.line_by_item[ItemId("records-safe")].fingerprint,
    )
    service.decide_all(facts.id, (no, Decision(EVERY_LINE, Choice.ACCEPT)))
    service.initial_clause(facts.id, "c-read", "OO")

    decided = service.snapshot(service.engagement(facts.id))
    papers = decided.register.by_id[RiskId("papers-lost")]
    levels = [papers.recommended.level, papers.chosen.level, papers.today.level]
    assert levels == [Level.LOW, Level.MODERATE, Level.HIGH]

    prepared = application.desk.prepare(facts.id)
    application.close()
    assert prepared.agreement.open_points == ()
    text = prepared.agreement.data.decode("utf-8")
    for said in (
        "Olga Owner and Omar Owner, both together",
        "USD 140",
        "Employment tax recordkeeping",
        "A due date is like an order at the pass.",
        "You take a picture of each bill",
    ):
        assert said in text, said
    printed = json.dumps(json.loads(text)["document"], ensure_ascii=False)
    other_field = re.findall(r"\b(?:laptop|server|virus|password|backup|IT)s?\b", printed)
    assert other_field == []


def test_a_talk_each_month_is_promised_only_when_it_was_ticked(pack: ContentPack) -> None:
    case = sample(pack, "accounting.yaml")
    titles = {filled.id for filled in terms(snapshot(pack, case)).clauses}
    assert "o-talk" not in titles
    ticked = replace(case, engagement=replace(case.engagement, clauses_taken=("o-talk",)))
    assert "o-talk" in {filled.id for filled in terms(snapshot(pack, ticked)).clauses}


def test_pay_for_new_people_drags_in_their_papers(pack: ContentPack) -> None:
    case = sample(pack, "accounting.yaml")
    check = check_order(pack, FirmProfile(), case.engagement, case.on)
    assert [(entry.item, entry.quantity) for entry in check.understood] == [
        ("payroll-run", 3),
        ("books-review", 1),
    ]
    missing = {str(part.line.item): part for part in check.missing}
    assert {name: part.extra for name, part in missing.items()} == {"starter-papers": 3}
    assert any("3 × Working out the pay" in text for text in missing["starter-papers"].because)
    pay = check.with_order.bill.by_item[ItemId("payroll-run")]
    assert (pay.required, pay.on_hand, pay.ordered, pay.quantity) == (11, 8, 3, 0)
    assert {"due-date-list", "records-safe"} <= {line.item for line in check.missing_today}


def test_keeping_and_checking_the_books_do_not_go_together(pack: ContentPack) -> None:
    """Shown with its reason, and taken off by nobody."""
    ordered = snapshot(pack, sample(pack, "accounting.yaml"))
    told = [flag.told for flag in ordered.flags]
    assert any("We do not check our own books for pay." in text for text in told), told
    assert {"bookkeeping", "books-review"} <= {line.item for line in ordered.lines}


def test_unknown_everywhere_gives_a_long_honest_list(pack: ContentPack) -> None:
    result = snapshot(pack, sample(pack, "accounting-unknown.yaml"))
    assert result.path.is_done
    assert len(result.lines) == len(pack.content.items) - 1, "all but checking what we keep"
    assert len([tier for tier in result.tiers.values() if tier is Tier.MUST]) >= 9
    assert not result.urgent, "nobody said so"
    assert result.to_find_out
    assert not result.contradictions
    asked = set(pack.questions_in_order) - {"new-staff"}  # belongs to an order, and there is none
    assert {entry.question for entry in result.assumptions} == asked
    for entry in result.assumptions:
        assert entry.who
        assert entry.say
    assert len(result.register.risks) == len(pack.content.risks)
    assert result.line_by_item[ItemId("payroll-run")].line.to_confirm


def test_the_line_of_work_changes_words_and_nothing_else(pack: ContentPack) -> None:
    case = sample(pack, "accounting.yaml")
    food = snapshot(pack, case)
    other = next(iter(set(pack.content.questions["line-of-work"].options) - {"food"}))
    answers = case.engagement.answers
    key = next(key for key in answers if key == "line-of-work")
    changed = replace(case.engagement, answers=answers.with_(replace(answers[key], value=other)))
    elsewhere = derive(pack, FirmProfile(), changed, case.on)
    assert food.analogy("bookkeeping") != elsewhere.analogy("bookkeeping")
    assert [line.item for line in food.lines] == [line.item for line in elsewhere.lines]


# ---- the code knows no pack

SHARED = {
    "anything-else", "backup", "bad-day", "business", "computer", "computers", "desktop", "devices",
    "first-month", "laptop", "macbook", "maker-time", "minutes", "money", "notebook", "office",
    "pains", "passwords", "people", "places", "points", "printer", "provider", "safe-switch",
    "server", "support", "surface", "switch", "visits", "warranty", "website", "windows", "work",
    "workstation", "would-act",
}  # fmt: skip
"""Ids of the shipped pack that are everyday words and mean other things in the code, too."""


def _names_of_the_shipped_pack() -> frozenset[str]:
    content = load_pack(packs() / DEFAULT_PACK).content
    words = [word for item in content.items.values() for word in item.words]
    counts = [count for question in content.questions.values() for count in question.counts]
    return frozenset(
        {
            *content.questions, *content.items, *content.risks, *content.clauses,
            *content.needs, *content.flags, *content.rules, *content.populations,
            *(section.id for section in content.sections), *counts,
            *(word for word in (*words, *content.order_words) if re.fullmatch(r"[a-z-]{6,}", word)),
        }
    )  # fmt: skip


def _said_in_code(path: Path) -> Iterator[tuple[int, str]]:
    """Every name and every word of a string, but for docstrings, which may give examples."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in told:
                yield from ((node.lineno, word) for word in re.findall(r"[a-z0-9.-]+", text))
            case ast.Name(id=name) | ast.Attribute(attr=name) if "_" in name:
                yield node.lineno, name.strip("_").replace("_", "-")


@pytest.mark.parametrize("package", ["onboard", "ui"])
def test_the_code_names_nothing_of_the_shipped_pack(package: str) -> None:
    """`DEFAULT_PACK` names the pack itself; no question, line, risk, clause or count is named."""
    names = _names_of_the_shipped_pack() - SHARED
    found = [
        f"{path.relative_to(ROOT)}:{line} {word}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for line, word in _said_in_code(path)
        if word in names or (word == DEFAULT_PACK and path.name != "locations.py")
    ]
    assert found == []
