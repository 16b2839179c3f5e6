"""The twelve traps seen in other products, each shown not to be in this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onboard import bootstrap
from onboard.case_file import read_case
from onboard.content.conditions import evaluate
from onboard.content.loader import load_pack
from onboard.content.model import AnswerKind, CompanionKind, ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Choice, Decision, Position
from onboard.engagement import Engagement
from onboard.errors import UserFacingError
from onboard.files import write_checked
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, AnswerState, AnswerValue
from onboard.locations import DEFAULT_PACK, packs, resources
from onboard.pdf.paper import read_data
from onboard.recommendation.estate import OrderedItem
from onboard.recommendation.money import Money
from onboard.risk.grids import rank
from onboard.snapshot import EngagementSnapshot, derive
from onboard.store import backup
from onboard.store.findings import finding
from tests.journeys.journey_kit import DAY, FIRM, SAMPLES, Journey, table_of, words_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(packs() / DEFAULT_PACK)


@pytest.fixture
def journey(tmp_path: Path) -> Iterator[Journey]:
    travelled = Journey(tmp_path / "home")
    yield travelled
    travelled.application.close()


def facts_of(pack: ContentPack, name: str) -> Engagement:
    return read_case(SAMPLES / name, pack, DAY).engagement


def seen(pack: ContentPack, facts: Engagement) -> EngagementSnapshot:
    return derive(pack, FIRM, facts, DAY)


def told(facts: Engagement, question: str, value: AnswerValue | None) -> Engagement:
    state = AnswerState.UNKNOWN if value is None else AnswerState.GIVEN
    answer = Answer(QuestionId(question), state, value)
    return replace(facts, answers=facts.answers.with_(answer))


def outcome(snapshot: EngagementSnapshot) -> dict[str, Any]:
    """The list and the levels, as a client would compare them."""
    return {
        **{line.item: (line.quantity, line.required) for line in snapshot.bill.lines},
        **{risk.risk: (risk.inherent, risk.today) for risk in snapshot.register.risks},
        "flags": [flag.text for flag in snapshot.flags],
    }


def worst(snapshot: EngagementSnapshot) -> int:
    return sum(rank(risk.today.level) for risk in snapshot.register.risks)


DECIDING = (
    "backup", "last-restore", "sign-in-step", "pc-protection", "updates", "pay-check",
    "passwords", "admin-passwords", "leaver-logins", "people", "hurts-after",
)  # fmt: skip


@pytest.mark.parametrize("question", DECIDING)
def test_trap_01_i_dont_know_moves_the_list_or_the_levels(pack: ContentPack, question: str) -> None:
    """TRAP-1: a "don't know" is never as good as the best answer, and it is named."""
    row = pack.content.questions[question]
    values: list[Any] = list(row.options) if row.options else [1]
    if row.kind is AnswerKind.MULTIPLE:
        values = [(value,) for value in values]
    moved = False
    for base in ("t8.yaml", "unknown.yaml"):
        facts = facts_of(pack, base)
        unknown = seen(pack, told(facts, question, None))
        known = [seen(pack, told(facts, question, value)) for value in values]
        moved = moved or any(outcome(each) != outcome(unknown) for each in known)
        assert worst(unknown) >= min(worst(each) for each in known)
        assert question in [entry.question for entry in unknown.assumptions]
        assert all(question not in [e.question for e in each.assumptions] for each in known)
    assert moved


def test_trap_02_a_computed_value_never_overwrites_a_given_one(pack: ContentPack) -> None:
    """TRAP-2: "as many logins as people" stands only until somebody says how many."""
    facts = told(told(facts_of(pack, "t8.yaml"), "people", 9), "logins", 4)
    before = dict(facts.answers)
    snapshot = seen(pack, facts)
    assert snapshot.facts["logins"] == 4
    assert outcome(snapshot)["mfa"][1] == 4
    assert dict(snapshot.engagement.answers) == before
    guessed = seen(pack, told(facts, "logins", None))
    assert guessed.facts["logins"] == 9
    assert guessed.engagement.answers[QuestionId("logins")].value is None
    for key, answer in facts.answers.items():
        if answer.state is AnswerState.GIVEN and isinstance(answer.value, (int, str)):
            assert snapshot.facts[key] == answer.value, key


def test_trap_03_answers_off_the_path_rest_and_come_back(journey: Journey) -> None:
    """TRAP-3: changing one's mind twice restores everything; off-path answers reach no paper."""
    journey.tell("t8.yaml")
    service, question = journey.application.service, QuestionId("server")
    service.record_answer(journey.id, question, "windows")
    rows = [{"system": "ws-2016", "age": "old", "count": 2}]
    service.record_answer(journey.id, QuestionId("servers"), rows, words="two under the desk")
    with_server = journey.snapshot
    assert "server-backup" in with_server.bill.by_item or "server" in with_server.bill.by_item
    service.record_answer(journey.id, question, "none")
    without = journey.snapshot
    assert "servers" in without.path.set_aside
    assert "server" not in without.bill.by_item
    assert without.facts["servers"] != 1
    journey.accept_the_rest()
    prepared = journey.application.desk.prepare(journey.id)
    assert b"two under the desk" not in prepared.agreement.data
    assert "two under the desk" not in words_of(prepared.pdf)
    assert "servers" not in read_data(prepared.pdf)["facts"]["answers"]
    assert not {"server", "server-backup"} & set(table_of(prepared.pdf))
    service.record_answer(journey.id, question, "windows")
    back = journey.snapshot
    assert back.engagement.answers[QuestionId("servers")].words == "two under the desk"
    assert back.bill == with_server.bill
    assert back.path == with_server.path


def test_trap_04_names_stay_as_text(journey: Journey) -> None:
    """TRAP-4: who decided and who signed does not follow later changes of a card."""
    journey.tell("t8.yaml")
    journey.decide("ups", Choice.DECLINE, reason="no", name="Old Owner", role="Owner")
    journey.accept_the_rest()
    service = journey.application.service
    service.set_client(journey.id, replace(journey.facts.client, owner="New Owner"))
    assert journey.snapshot.line_by_item[ItemId("ups")].settled.decision is not None
    pdf = journey.sign_by_both()
    service.save_firm(FirmProfile(name="Renamed Ltd", consultant="Somebody Else"))
    journey.reopen()
    paper = journey.facts.papers[-1]
    assert (paper.consultant, paper.owner) == (FIRM.consultant, "New Owner")
    kept = {decision.line: decision.name for decision in journey.facts.decisions}
    assert kept[ItemId("ups")] == "Old Owner"
    stored = journey.application.desk.latest_paper(journey.id)
    assert stored == pdf
    assert "Somebody Else" not in words_of(pdf)
    assert "Old Owner" in words_of(pdf)


def test_trap_05_nothing_is_accepted_by_silence(journey: Journey) -> None:
    """TRAP-5: preselected offers buy nothing, open lines bar signing, a default is no yes."""
    journey.tell("t8.yaml")
    snapshot = journey.snapshot
    assert all(line.line.offer for line in snapshot.open_lines)
    assert snapshot.open_lines
    assert not snapshot.chosen.to_buy
    assert snapshot.chosen_total.first_year.is_zero
    desk = journey.application.desk
    prepared = desk.prepare(journey.id)
    said = f"{len(snapshot.open_lines)} lines are not decided yet"
    assert any(point.startswith(said) for point in prepared.agreement.open_points)
    with pytest.raises(UserFacingError):
        desk.sign(journey.id, "consultant", FIRM.consultant, prepared=prepared)
    later = snapshot.open_lines[0].item
    journey.accept_the_rest()
    journey.decide(later, Choice.LATER)
    points = desk.prepare(journey.id).agreement.open_points
    assert len(points) == 1
    assert "without a date" in points[0]


def test_trap_06_exports_are_read_back_before_anyone_says_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRAP-6: bytes that come back different are never called written."""
    target = tmp_path / "plan.csv"
    write_checked(target, b"first")
    read = Path.read_bytes

    def rotten(path: Path) -> bytes:
        return b"rotten" if path.name.endswith(".part") else read(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", rotten)
        with pytest.raises(UserFacingError) as refused:
            write_checked(target, b"second")
    assert refused.value.message_id == "cli.read-back-failed"
    assert target.read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.csv"]


def test_trap_06_a_backup_that_does_not_open_is_no_backup(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRAP-6: the copy is opened and counted; a bad one leaves the older copy."""
    copy = tmp_path / "copy.db"
    journey.application.workspace.backup(copy)
    first = copy.read_bytes()
    found = [finding("store.backup-not-verified")]
    with monkeypatch.context() as patched:
        patched.setattr(backup, "check_file", lambda *_: found)
        with pytest.raises(UserFacingError) as refused:
            journey.application.workspace.backup(copy)
    assert refused.value.message_id == "store.backup-not-verified"
    assert copy.read_bytes() == first
    assert not list(tmp_path.glob("*.part"))


def test_trap_07_protection_comes_with_the_thing_and_is_no_option(pack: ContentPack) -> None:
    """TRAP-7: ordering anything drags in whatever protects it; a no is an acceptance."""
    empty = replace(facts_of(pack, "unknown.yaml"), estate=())
    checked = 0
    for key, item in pack.content.items.items():
        order = (OrderedItem(f"2 x {key}", ItemId(key), 2),)
        snapshot = seen(pack, replace(empty, order=order))
        for rule in item.requires:
            if rule.kind is CompanionKind.PROTECTIVE and evaluate(rule.when, snapshot.facts):
                checked += 1
                line = snapshot.bill.by_item[ItemId(rule.item)]
                assert line.quantity + line.ordered + line.on_hand >= 1, (key, rule.item)
    assert checked >= 20
    facts = facts_of(pack, "t1.yaml")
    no = Decision(ItemId("endpoint-protection"), Choice.DECLINE, reason="dear", initials="TO")
    yes = Decision(EVERY_LINE, Choice.ACCEPT)
    snapshot = seen(pack, replace(facts, decisions=(yes, no)))
    seats = snapshot.line_by_item[ItemId("endpoint-protection")]
    assert seats.settled.position is Position.DECLINED
    assert seats.line.quantity == 3  # what is recommended does not change by a no


def test_trap_08_totals_leave_alternatives_out_and_equal_their_parts(pack: ContentPack) -> None:
    """TRAP-8: one offer a line counts, the chosen one; three offers are never added up."""
    facts = replace(facts_of(pack, "t1.yaml"), decisions=(Decision(EVERY_LINE, Choice.ACCEPT),))
    plain = seen(pack, facts)
    for name in ("once", "monthly", "yearly"):
        parts = [getattr(line.cost, name) for line in plain.bill.lines]
        total: Money = getattr(plain.bill.total, name)
        assert sum(part.low for part in parts) == total.low
        assert sum(part.high for part in parts) == total.high
    other = Decision(ItemId("endpoint-protection"), Choice.OFFER, offer="better")
    swapped = seen(pack, replace(facts, decisions=(*facts.decisions, other)))
    assert swapped.bill.total == plain.bill.total
    assert plain.chosen.total.yearly.high - swapped.chosen.total.yearly.high == 105
    assert swapped.chosen.total.monthly.high - plain.chosen.total.monthly.high == 3 * 15


def test_trap_09_an_older_reading_never_erases_a_newer_one(journey: Journey) -> None:
    """TRAP-9: whoever saves what he read before somebody else saved is refused."""
    journey.tell("t1-replace.yaml")
    old = journey.facts
    journey.application.service.record_answer(journey.id, QuestionId("people"), 9)
    newer = journey.facts
    assert newer.version > old.version
    workspace = journey.application.workspace
    with pytest.raises(UserFacingError) as refused, workspace.unit_of_work() as work:
        work.engagements.save(told(old, "people", 7))
    assert refused.value.message_id == "store.changed-meanwhile"
    assert journey.facts == newer
    other_window = bootstrap.open_application(bootstrap.home(journey.folder), clock=journey.clock)
    other_window.service.record_answer(journey.id, QuestionId("sites"), 2)
    journey.application.service.record_answer(journey.id, QuestionId("people"), 10)
    both = other_window.service.engagement(journey.id).answers
    other_window.close()
    assert (both[QuestionId("sites")].value, both[QuestionId("people")].value) == (2, 10)


def test_trap_10_numbers_do_not_spin() -> None:
    """TRAP-10: nothing in the window animates a value."""
    sources = sorted((ROOT / "ui").rglob("*.py"))
    assert len(sources) > 20
    spinning = re.compile(r"Q(Property|Variant|Sequential|Parallel)Animation|QTimeLine|QMovie")
    found = [path.name for path in sources if spinning.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_trap_11_signed_is_closed_and_half_signed_is_withdrawn_first(journey: Journey) -> None:
    """TRAP-11: no edit between the two signatures; taking back is a recorded act."""
    journey.tell("t8.yaml")
    journey.accept_the_rest()
    service, desk = journey.application.service, journey.application.desk
    desk.sign(journey.id, "consultant", "Alex Reed", prepared=desk.prepare(journey.id))
    with pytest.raises(UserFacingError) as refused:
        service.record_answer(journey.id, QuestionId("people"), 12)
    assert refused.value.message_id == "engagement.half-signed"
    desk.withdraw(journey.id)
    assert journey.facts.papers[-1].withdrawn
    service.record_answer(journey.id, QuestionId("people"), 12)
    with pytest.raises(UserFacingError) as too_late:
        desk.sign(journey.id, "owner", "The Owner")
    assert too_late.value.message_id == "sign.consultant-first"
    assert journey.facts.signed_paper is None
    assert journey.application.workspace.verify() == []


GIANTS = re.compile(
    r"264[,.]?000|100[,.]?000 an hour|netdiligence|\bitic\b|ponemon|\bibm\b"
    r"|[45][,.]\d+ million|average (cost of a )?breach",
    re.IGNORECASE,
)


def test_trap_12_no_averages_of_giants() -> None:
    """TRAP-12: no text that an owner sees frightens with the losses of large firms."""
    folders = (packs() / DEFAULT_PACK, resources() / "locale", resources() / "demo")
    files = [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".yaml", ".po", ".md")
    ]
    assert len(files) > 12
    found = [
        (path.name, match.group(0))
        for path in files
        for match in GIANTS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_trap_12_the_owners_own_numbers_are_the_only_ones(pack: ContentPack) -> None:
    """TRAP-12: prices aside, no sentence of the pack names a sum of thousands of dollars."""
    sums = re.compile(r"\$ ?\d{1,3}(,\d{3})+|\d{1,3}(,\d{3})+ dollars")
    texts = [f"{risk.story} {risk.reason}" for risk in pack.content.risks.values()]
    for item in pack.content.items.values():
        texts += [item.without, item.plain.issue, item.plain.benefit, item.plain.risk]
    assert len(texts) > 200
    assert [text for text in texts if sums.search(text)] == []
    assert date(2026, 11, 21) == DAY
