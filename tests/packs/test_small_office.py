"""The shipped pack against the worked examples, the traps, and its own promises of size."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onboard.case_file import Case, read_case, read_decisions
from onboard.content.conditions import ALWAYS
from onboard.content.lint import COMPUTED_BLANKS
from onboard.content.loader import load_pack
from onboard.content.model import (
    ClauseId,
    CompanionKind,
    Depth,
    FlagKind,
    ItemId,
    PriceBasis,
    QuestionId,
    RiskId,
    Tier,
)
from onboard.content.pack import ContentPack
from onboard.content.parts import PLACEHOLDER
from onboard.decisions import Choice, Decision, Position
from onboard.firm import FirmProfile
from onboard.interview.answers import Answers
from onboard.locations import DEFAULT_PACK, packs, resources
from onboard.order_check import check_order
from onboard.papers.promises import terms
from onboard.risk.tiers import is_at_least
from onboard.snapshot import EngagementSnapshot, derive

DAY = date(2026, 11, 21)
SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(packs() / DEFAULT_PACK)


def sample(pack: ContentPack, name: str) -> Case:
    return read_case(SAMPLES / name, pack, DAY)


def snapshot(pack: ContentPack, case: Case, *decisions: Decision) -> EngagementSnapshot:
    engagement = case.engagement
    if decisions:
        engagement = replace(engagement, decisions=decisions)
    return derive(pack, case.firm or FirmProfile(), engagement, case.on)


PER_COMPUTER = ("endpoint-protection", "patch-rmm", "backup-endpoint", "disk-encryption")
PER_PERSON = (
    "mfa", "password-manager", "email-filter", "backup-cloud-suite", "awareness-training",
    "support-plan",
)  # fmt: skip
PER_NEW_COMPUTER = ("monitor-kit", "warranty", "setup-labour", "documentation")


def test_t1_three_pcs_lack_exactly_these_lines(pack: ContentPack) -> None:
    """S0.4 to S0.8: required, on hand, to buy; nothing else appears because of the order."""
    case = sample(pack, "t1.yaml")
    check = check_order(pack, FirmProfile(), case.engagement, case.on)
    found = {
        part.line.item: (part.line.line.required, part.line.line.on_hand, part.extra)
        for part in check.missing
    }
    expected = {name: (11, 8, 3) for name in (*PER_COMPUTER, *PER_PERSON)}
    expected |= {name: (3, 0, 3) for name in PER_NEW_COMPUTER}
    expected["switch"] = (28, 24, 1)
    assert found == expected
    ordered = {line.item: (line.line.required, line.line.ordered) for line in check.ordered}
    assert ordered == {"workstation": (3, 3), "office-suite": (11, 3)}
    assert check.with_order.bill.get("os-upgrade") is None
    assert {"restore-test", "ups"} <= {line.item for line in check.missing_today}


def test_t1_tiers(pack: ContentPack) -> None:
    tiers = snapshot(pack, sample(pack, "t1.yaml")).tiers
    for name in ("endpoint-protection", "patch-rmm", "backup-endpoint", "mfa"):
        assert tiers[ItemId(name)] is Tier.MUST
    assert is_at_least(tiers[ItemId("disk-encryption")], Tier.SHOULD)


def test_t1_replacing_old_computers_needs_no_more_seats(pack: ContentPack) -> None:
    case = sample(pack, "t1-replace.yaml")
    check = check_order(pack, FirmProfile(), case.engagement, case.on)
    found = {part.line.item: part.extra for part in check.missing}
    new = dict.fromkeys(PER_NEW_COMPUTER, 3)
    assert found == {**new, "data-move": 3, "drive-disposal": 3}


def test_t2_levels_of_the_declined_seat(pack: ContentPack) -> None:
    """S0.15, S0.16: start, harm, likelihood, impact, level, and the price of a year."""
    case = sample(pack, "t1.yaml")

    def rating(*decisions: Decision) -> tuple[str, ...]:
        rated = snapshot(pack, case, *decisions).register.by_id[RiskId("new-pc-no-guard")].chosen
        parts = (rated.start, rated.harm, rated.likelihood, rated.impact, rated.level)
        return tuple(part.value for part in parts)

    def decision(line: str, choice: Choice, **more: object) -> Decision:
        return Decision(ItemId(line), choice, **more)  # type: ignore[arg-type]

    seats = decision("endpoint-protection", Choice.ACCEPT)
    fixes = decision("patch-rmm", Choice.ACCEPT)
    refused = decision("endpoint-protection", Choice.DECLINE, reason="too dear", initials="O")
    softened = replace(refused, cheaper=("built-in-protection",))
    assert rating(refused) == ("high", "high", "high", "high", "high")
    assert rating(seats) == ("high", "moderate", "moderate", "high", "moderate")
    assert rating(seats, fixes) == ("moderate", "moderate", "moderate", "high", "moderate")
    assert rating(softened) == ("high", "moderate", "moderate", "high", "moderate")
    line = snapshot(pack, case).line_by_item[ItemId("endpoint-protection")]
    assert line.line.cost.yearly.low == line.line.cost.yearly.high == 105
    assert len(line.leaving_out.cheaper) == 2


def test_t8_the_old_machine_is_fenced_and_not_replaced(pack: ContentPack) -> None:
    """S1.7 with S0.15."""
    result = snapshot(pack, sample(pack, "t8.yaml"))
    for name in ("network-segmentation", "image-backup", "spare-equipment", "legacy-acceptance"):
        assert result.line_by_item[ItemId(name)].line.quantity == 1
    bought = {line.item for line in result.lines}
    assert not {"workstation", "os-upgrade", "esu", "drive-disposal"} & bought
    assert result.bill.by_item[ItemId("endpoint-protection")].required == 5
    assert "legacy-machine" in result.register.by_id


def test_t3_unknown_everywhere_gives_a_long_list(pack: ContentPack) -> None:
    result = snapshot(pack, sample(pack, "unknown.yaml"))
    assert result.path.is_done
    assert len(result.lines) >= 50
    assert len([tier for tier in result.tiers.values() if tier is Tier.MUST]) >= 15
    assert not result.urgent, "nobody said so"
    assert result.to_find_out
    assert not [flag for flag in result.flags if flag.kind == FlagKind.CONTRADICTION.value]


def test_new_computers_do_not_stand_in_for_the_upgrade_of_old_ones(pack: ContentPack) -> None:
    case = read_case(resources() / "demo" / "answers.yaml", pack, DAY)
    assert snapshot(pack, case).bill.by_item[ItemId("os-upgrade")].quantity == 1


def test_the_demo_client_has_decided_every_line(pack: ContentPack) -> None:
    demo = resources() / "demo"
    case = read_case(demo / "answers.yaml", pack, DAY)
    result = snapshot(pack, read_decisions(demo / "decisions.yaml", case, pack))
    assert result.path.is_done
    assert not result.open_lines
    refused = result.line_by_item[ItemId("offsite-copy")]
    assert refused.settled.position is Position.DECLINED
    assert refused.tier is Tier.MUST


def test_the_pack_has_its_size(pack: ContentPack) -> None:
    content = pack.content
    assert len(content.questions) >= 45
    assert len(content.items) >= 55
    assert len(content.risks) >= 18
    assert len(content.clauses) >= 34
    offered = {key for key, clause in content.clauses.items() if clause.optional}
    assert "b6-report-faults" in offered
    assert len(content.clauses) - len(offered) >= 27
    extra = {section.id for section in content.sections if section.optional}
    asked = {k: q for k, q in content.questions.items() if q.section not in extra}
    core = [key for key, question in asked.items() if question.depth is Depth.CORE]
    assert 35 <= len(core) <= 42
    assert 30 <= sum(asked[key].ask_if == ALWAYS for key in core) <= 36
    first = content.questions[pack.questions_in_order[0]]
    assert "stopped for a day" in first.ask


@pytest.mark.parametrize("name", ["t1.yaml", "t1-replace.yaml", "t8.yaml"])
def test_the_normal_road_is_short_and_ends_with_the_open_question(
    pack: ContentPack, name: str
) -> None:
    """What a sample leaves open is answered as the demo's owner did, and nothing extra is asked."""
    case = sample(pack, name)
    demo = read_case(resources() / "demo" / "answers.yaml", pack, DAY).engagement
    told = {**demo.answers, **case.engagement.answers}
    questions = pack.content.questions
    extra = {section.id for section in pack.content.sections if section.optional}
    asked = [key for key in told if questions[key].section not in extra]
    core = Answers(told[key] for key in asked if questions[key].depth is Depth.CORE)
    path = derive(pack, FirmProfile(), replace(case.engagement, answers=core), DAY).path
    assert not path.maybe
    assert len(path.questions) <= 43
    assert path.questions[-1] == "anything-else"


def test_every_protective_line_has_a_cheaper_step(pack: ContentPack) -> None:
    items = pack.content.items
    protective = {
        part.item
        for item in items.values()
        for part in item.requires
        if part.kind is CompanionKind.PROTECTIVE
    }
    assert [name for name in sorted(protective) if not items[name].cheaper] == []


def test_every_blank_of_a_core_clause_is_filled(pack: ContentPack) -> None:
    content = pack.content
    for clause in content.clauses.values():
        if not clause.core:
            continue
        for name in PLACEHOLDER.findall(clause.text):
            assert name in COMPUTED_BLANKS or content.blanks[name].suggested, name


def test_amounts_in_clauses_say_what_they_are_for(pack: ContentPack) -> None:
    """A firm writes "USD 120", an owner says 2,500: the clause adds the hour and the month."""
    demo = resources() / "demo"
    case = read_case(demo / "answers.yaml", pack, DAY)
    filled = {clause.id: clause.text for clause in terms(snapshot(pack, case)).clauses}
    assert "Each month I set aside $2,500, or" in filled[ClauseId("c1-budget")]
    for clause in ("b1-maker-time", "a2-signed-no"):
        assert "billed by the hour at USD 120." in filled[ClauseId(clause)]
    assert filled[ClauseId("s1-who-signs")].count("Dana Rivers") == 2
    without = replace(case, firm=None)
    suggested = {clause.id: clause.text for clause in terms(snapshot(pack, without)).clauses}
    assert "billed by the hour at our rate, which" in suggested[ClauseId("b1-maker-time")]
    assert "Price of an hour of that help: no charge." in suggested[ClauseId("p11-your-keys")]


def test_a_locked_laptop_is_told_as_yes_and_raises_no_risk(pack: ContentPack) -> None:
    case = sample(pack, "t8.yaml")

    def raised(value: str) -> tuple[str, ...]:
        answers = case.engagement.answers
        answer = replace(answers[QuestionId("laptop-locked")], value=value)
        engagement = replace(case.engagement, answers=answers.with_(answer))
        register = derive(pack, FirmProfile(), engagement, DAY).register
        return register.by_id[RiskId("lost-laptop")].raised_by

    told = "Not all disks of your laptops are locked."
    assert told not in raised("yes")
    assert told in raised("no")


def test_each_guess_reads_without_its_question(pack: ContentPack) -> None:
    texts = [question.unsure.assumed_text for question in pack.content.questions.values()]
    begin = re.compile(r"We (plan (a|as|to|with|without)|count) ")
    assert [text for text in texts if not begin.match(text)] == []
    assert len(set(texts)) == len(texts)
    vague = re.compile(r"\b(as if (it|they|this|that|there is none)|this out|of them)\b")
    assert [text for text in texts if vague.search(text)] == []


def test_what_raises_a_risk_is_one_present_fact(pack: ContentPack) -> None:
    """The program may say "We guess: " before it, so it neither hedges nor looks back."""
    texts = [
        part.because for risk in pack.content.risks.values() for part in (*risk.up, *risk.impact_up)
    ]
    unfit = re.compile(r"\b(may|might|could|would|was|were|told)\b")
    assert [text for text in texts if unfit.search(text)] == []
    assert [text for text in texts if not re.fullmatch(r"[A-Z][^.]*\.", text)] == []


def test_a_product_past_its_date_is_never_on_offer(pack: ContentPack) -> None:
    ended = [
        product.name
        for product in pack.content.lifecycle.values()
        if product.support_end is not None and product.support_end < DAY
    ]
    offers = " ".join(
        offer.name for item in pack.content.items.values() for offer in item.offers.values()
    )
    assert "Windows 11 Pro" in offers
    assert [name for name in ended if name in offers] == []


def test_prices_say_where_they_come_from(pack: ContentPack) -> None:
    for item in pack.content.items.values():
        for offer in item.offers.values():
            if offer.price.basis is PriceBasis.FREE:
                assert offer.price.high == 0
            if offer.price.basis is PriceBasis.ESTIMATE:
                assert "to be priced" in offer.price.source


UNEXPLAINED = re.compile(r"\b(EDR|MDR|RMM|RTO|RPO|SLA|MDM|DNS|SPF|DKIM|DMARC|PoE|VLAN|TPM|BEC)\b")


def test_owner_texts_hold_no_unexplained_acronyms(pack: ContentPack) -> None:
    content = pack.content
    texts = [f"{question.ask} {question.why}" for question in content.questions.values()]
    for item in content.items.values():
        texts += [item.name, item.counting, item.without]
        texts += [item.plain.issue, item.plain.benefit, item.plain.risk]
    texts += [clause.text for clause in content.clauses.values()]
    texts += [f"{risk.name} {risk.story}" for risk in content.risks.values()]
    assert [text for text in texts if UNEXPLAINED.search(text)] == []
