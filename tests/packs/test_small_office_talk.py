"""The talk of the shipped pack: kind replies, ways to look, ranges, flags, trades and rules."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from onboard.case_file import read_case
from onboard.content.conditions import reads
from onboard.content.loader import load_pack
from onboard.content.model import Depth, FlagKind, Question, RuleStatus, SameAs
from onboard.content.pack import ContentPack
from onboard.firm import FirmProfile
from onboard.interview.validation import column_options
from onboard.locations import DEFAULT_PACK, packs
from onboard.snapshot import EngagementSnapshot, derive

DAY = date(2026, 11, 21)
HEAD = "pack: small-office-it\non: 2026-11-21\nclient: {name: A, owner: B, email: a@example.com}\n"


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(packs() / DEFAULT_PACK)


@pytest.fixture
def answered(pack: ContentPack, tmp_path: Path):  # type: ignore[no-untyped-def]
    def one(answers: str) -> EngagementSnapshot:
        path = tmp_path / "case.yaml"
        path.write_text(f"{HEAD}answers:\n{answers}", encoding="utf-8")
        case = read_case(path, pack, DAY)
        return derive(pack, FirmProfile(), case.engagement, DAY)

    return one


def contradictions(snapshot: EngagementSnapshot) -> list[str]:
    wanted = FlagKind.CONTRADICTION.value
    return [flag.text for flag in snapshot.flags if flag.kind == wanted]


def test_a_system_without_its_version_is_no_answer(pack: ContentPack) -> None:
    """S1.7: "Windows 11" alone does not say until when it gets fixes."""
    systems = column_options(pack, pack.content.questions["computers"].columns["system"])
    assert "not-sure" in systems
    named = [name for name in systems.values() if name.startswith("Windows 11")]
    assert named
    assert [name for name in named if not re.search(r"\d\dH\d|LTSC", name)] == []


def test_versions_are_asked_with_the_way_to_look(pack: ContentPack) -> None:
    for question in pack.content.questions.values():
        if any(column.lifecycle for column in question.columns.values()):
            assert question.help, question.ask


def test_replies_are_short(pack: ContentPack) -> None:
    """A reply of two sentences is kind; a third one is an argument."""
    questions = pack.content.questions
    replies = [
        option.reply
        for question in questions.values()
        for option in question.options.values()
        if option.reply
    ]
    assert len(replies) >= 12
    assert questions["last-restore"].options["never-needed"].reply
    assert questions["day-without"].options["paper"].reply
    assert [text for text in replies if len(re.findall(r"[.!?](?:\s|$)", text)) > 2] == []


def test_people_new_to_computers_get_other_steps(pack: ContentPack) -> None:
    questions = pack.content.questions.values()
    told = [question for question in questions if question.help_for]
    assert len(told) >= 5
    assert all("people-new" in reads(part.when) for each in told for part in each.help_for)


def test_a_guess_lies_between_the_least_and_the_most(pack: ContentPack) -> None:
    def ranged(question: Question) -> bool:
        return question.unsure.low is not None or question.unsure.high is not None

    found = {key: each for key, each in pack.content.questions.items() if ranged(each)}
    assert {"people", "sites", "away-people"} <= set(found)
    for key, question in found.items():
        unsure = question.unsure
        assert not isinstance(unsure.assume, SameAs), key
        assert unsure.low <= unsure.assume <= unsure.high, key  # type: ignore[operator]


def test_optional_sections_wait_until_they_are_opened(pack: ContentPack, answered) -> None:  # type: ignore[no-untyped-def]
    extra = {section.id for section in pack.content.sections if section.optional}
    about_help = {"pain-numbers", "relationship", "practice", "chances", "working-well"}
    assert extra == {"costs", "minutes"} | about_help
    path = answered("  people: 4\n").path
    sections = {pack.content.questions[key].section for key in (*path.questions, *path.maybe)}
    assert not sections & extra
    costs = [each for each in pack.content.questions.values() if each.section == "costs"]
    assert len(costs) == 7


@pytest.mark.parametrize(
    ("both", "one"),
    [
        ("  people: 4\n  logins: 6\n", "  logins: 6\n"),
        ("  people: 4\n  away-people: 5\n", "  away-people: 5\n"),
        (
            "  people: 2\n  staff:\n    - {role: office, ease: new, count: 3}\n",
            "  staff:\n    - {role: office, ease: new, count: 3}\n",
        ),
        ("  must-never-stop: [payment]\n  card-payments: none\n", "  card-payments: none\n"),
        ("  must-never-stop: [website]\n  website: none\n", "  website: none\n"),
        ("  must-never-stop: [program]\n  program-where: none\n", "  program-where: none\n"),
        ("  provider-now: nobody\n  updates: it-person\n", "  updates: it-person\n"),
        ("  provider-now: nobody\n  backup: it-person\n", "  backup: it-person\n"),
        ("  server: none\n  files-where: [on-server]\n", "  files-where: [on-server]\n"),
        ("  server: none\n  mail-where: own-server\n", "  mail-where: own-server\n"),
        ("  website: shows\n  card-payments: [web-shop]\n", "  card-payments: [web-shop]\n"),
        ("  backup: none\n  last-restore: year\n", "  last-restore: year\n"),
    ],
)
def test_two_answers_that_do_not_fit_are_asked_about(answered, both: str, one: str) -> None:  # type: ignore[no-untyped-def]
    assert len(contradictions(answered(both))) == 1
    assert contradictions(answered(one)) == []


def test_a_computer_that_serves_others_is_one_server(answered) -> None:  # type: ignore[no-untyped-def]
    rows = "  servers:\n    - {system: normal-windows, age: new, count: 1}\n"
    line = answered(f"  server: old-pc\n{rows}").bill.by_item["server"]
    assert line.required == 1


def test_an_office_past_its_date_raises_the_risk_of_old_holes(answered) -> None:  # type: ignore[no-untyped-def]
    def raised(version: str) -> bool:
        rows = f"  office-programs:\n    - {{version: {version}, count: 2}}\n"
        told = answered(rows).register.by_id["unpatched-hole"].raised_by
        return "Some Office programs get no more fixes." in told

    assert raised("office-2021")
    assert not raised("subscription")
    assert not raised("office-2024")


def test_ten_trades_explain_what_is_billed_and_bought(pack: ContentPack) -> None:
    """S3.4."""
    trades = pack.content.trades
    assert trades is not None
    assert len(trades.kinds) >= 10
    for kind, trade in trades.kinds.items():
        assert {"b1-maker-time", "backup", "endpoint-protection"} <= set(trade.analogies), kind
    texts = [question.ask for question in pack.in_words_of("health").content.questions.values()]
    assert any("patients" in text for text in texts)
    assert not any("{" in text for text in texts)


def test_what_is_proposed_is_not_called_law(pack: ContentPack, answered) -> None:  # type: ignore[no-untyped-def]
    rules = pack.content.rules
    assert rules["hipaa-proposal"].status is RuleStatus.PROPOSED
    assert rules["pci-p2pe"].status is RuleStatus.CONTRACT
    assert rules["cyber-essentials"].status is RuleStatus.SCHEME
    told = answered("  business-kind: health\n  private-data: [health]\n").rules
    assert {"hipaa-security", "hipaa-proposal"} <= set(told)
    assert "ftc-safeguards" not in told


def test_what_is_asked_of_everybody_names_no_product_at_first(pack: ContentPack) -> None:
    first = [
        question
        for question in pack.content.questions.values()
        if question.section == "business" and question.depth is Depth.CORE
    ]
    names = re.compile(r"Windows|Microsoft|Google|antivirus|firewall|server|backup", re.I)
    assert [question.ask for question in first if names.search(question.ask)] == []
