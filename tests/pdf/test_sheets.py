"""Short papers beside the agreement: what stands in each, for full, empty and odd files."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pikepdf import Pdf

from onboard.agreement.document import Document, to_data
from onboard.budget import phases
from onboard.case_file import read_case, read_decisions
from onboard.content.loader import load_pack
from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import Position
from onboard.engagement import ClauseEdit, Client, SignedPaper
from onboard.errors import UserFacingError
from onboard.firm import Earning, FirmProfile
from onboard.interview.answers import Answer, Answers, AnswerState
from onboard.locations import DEFAULT_PACK, packs
from onboard.papers.promises import clause_by_number, terms
from onboard.papers.review import FIRST_REVIEW_AFTER, check_date
from onboard.papers.sheets.agreed import as_agreed
from onboard.papers.sheets.kinds import KINDS, compose_sheet, offered
from onboard.pdf.plain import sheet_pdf
from onboard.pdf.text import page_texts
from onboard.pdf.verify import verify_pdf
from onboard.snapshot import EngagementSnapshot, derive
from onboard.wording import day, say, speaking

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 21)
DEMO = Path(__file__).parents[2] / "resources" / "demo"
PACK = load_pack(packs() / DEFAULT_PACK)
FIRM = FirmProfile(
    name="Example IT Partners",
    consultant="Alex Reed",
    email="hello@example.com",
    phone="555 0100",
    terms={"start-all-stopped": "17 minutes", "hour-rate": "USD 123"},
    earnings=(Earning("licence", True, "Club of Margins", Decimal(31)),),
)
LONG = "The Very Old and Very Friendly Family Practice for Teeth of the Upper Valley, " * 3


def _snapshot(pack: ContentPack = PACK, firm: FirmProfile = FIRM) -> EngagementSnapshot:
    case = read_decisions(
        DEMO / "decisions.yaml", read_case(DEMO / "answers.yaml", pack, DAY), pack
    )
    return derive(pack, firm, case.engagement, DAY)


@pytest.fixture(scope="module")
def snapshot() -> EngagementSnapshot:
    return _snapshot()


def _empty() -> EngagementSnapshot:
    facts = _snapshot().engagement
    bare = replace(
        facts,
        client=Client(""),
        answers=Answers(),
        estate=(),
        order=(),
        decisions=(),
        remarks=(),
        clause_initials=(),
        next_step=None,
    )
    return derive(PACK, FirmProfile(), bare, DAY)


def _unknown() -> EngagementSnapshot:
    nothing = (Answer(key, AnswerState.UNKNOWN) for key in PACK.content.questions)
    facts = replace(_snapshot().engagement, answers=Answers(nothing), decisions=())
    return derive(PACK, FIRM, facts, DAY)


def _long() -> EngagementSnapshot:
    facts = replace(_snapshot().engagement, client=Client(LONG, owner=LONG, role=LONG))
    firm = replace(
        FIRM, name=LONG, consultant=LONG, phone="5" * 80, email=f"{'m' * 90}@example.com"
    )
    return derive(PACK, firm, facts, DAY)


def _words(document: Document) -> str:
    """All that stands in a sheet, on one line."""
    return " ".join(json.dumps(to_data(document), ensure_ascii=False).split())


def _drawn(document: Document) -> str:
    return " ".join(" ".join(page_texts(sheet_pdf(document, AT))).split())


def _flat(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)[1:-1]


# ---- each of them


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", [_snapshot, _empty, _unknown, _long])
def test_each_sheet_can_be_drawn_from_any_file(kind: str, make: object) -> None:
    """Empty, unknown and very long files make pages too; nothing is left to a failure."""
    assert callable(make)
    snapshot = make()
    document = compose_sheet(kind, snapshot)
    pdf = sheet_pdf(document, AT)
    text = " ".join(page_texts(pdf))
    assert say(f"papers.{kind}-title")[:12] in " ".join(text.split())
    with Pdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert b"pdfaid:part" in opened.Root.Metadata.read_bytes()
        assert not opened.attachments
    for page in page_texts(pdf):
        assert len(page.split()) > 20, "a page with next to nothing on it"


@pytest.mark.parametrize("kind", KINDS)
def test_none_can_pass_for_an_agreement_and_equal_input_gives_equal_bytes(
    kind: str, snapshot: EngagementSnapshot
) -> None:
    document = compose_sheet(kind, snapshot)
    pdf = sheet_pdf(document, AT)
    assert pdf == sheet_pdf(document, AT)
    assert verify_pdf(pdf).status == "unreadable"


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_said_in_spanish_without_a_word_of_english_frame(kind: str) -> None:
    pack = PACK.in_language("es")
    with speaking("es"):
        case = read_case(DEMO / "answers.yaml", pack, DAY)
        snapshot = derive(pack, FIRM, case.engagement, DAY)
        document = compose_sheet(kind, snapshot)
        text = _drawn(document)
        assert document.language == "es"
        assert say(f"papers.{kind}-title") in text
    for key in (f"papers.{kind}-title", "sheets.by-hand", "sheets.col-done"):
        assert f" {say(key, language='en')} " not in text


MOST_PAGES = {
    "when-it-breaks": 1,
    "letter": 1,
    "supplier-list": 1,
    "visit": 2,
    "maker-calls": 2,
    "safe-switch": 2,
}


@pytest.mark.parametrize("kind", MOST_PAGES)
def test_the_short_ones_stay_short(kind: str, snapshot: EngagementSnapshot) -> None:
    assert len(page_texts(sheet_pdf(compose_sheet(kind, snapshot), AT))) <= MOST_PAGES[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_private_stands_in_any(kind: str) -> None:
    """S1.15, S4.14: private notes, margins and what the owner keeps to himself."""
    plain = _snapshot()
    facts = plain.engagement
    helper = PACK.content.helper
    assert helper is not None
    kept = [
        key
        for key in facts.answers
        if PACK.content.questions[key].section in helper.private_sections
    ]
    assert QuestionId("would-act") in kept
    answers = facts.answers
    for key in kept:
        answers = answers.with_(Answer(key, AnswerState.PRIVATE, sealed="SEALED-WORDS"))
    facts = replace(facts, answers=answers, private_note="NOTE-OF-THE-CONSULTANT")
    text = _words(compose_sheet(kind, derive(PACK, FIRM, facts, DAY)))
    secrets = ("SEALED-WORDS", "NOTE-OF-THE-CONSULTANT", "Club of Margins", "31")
    for secret in secrets[:3]:
        assert secret not in text
    for told in ("One more day without the diary", "He is kind and knows us", "on a Sunday once"):
        assert told not in text
    assert say("agreement.earns") not in text


# ---- what must stand in each


def test_a_visit_ends_with_each_point_done_or_dated(snapshot: EngagementSnapshot) -> None:
    """S2.5, S2.8, S2.9."""
    document = compose_sheet("visit", snapshot)
    text = _words(document)
    for line in snapshot.lines:
        if line.settled.position is Position.ACCEPTED and line.line.who.value == "us":
            assert _flat((line.chosen or line.line).name) in text
    assert "Battery for power cuts" in text
    assert day(date(2027, 1, 31)) in text
    assert day(check_date(snapshot)) in text
    for key in ("sheets.else-title", "sheets.by-hand", "sheets.tried-restart"):
        assert say(key) in text
    assert "Dana Rivers" in text
    assert "Alex Reed" in text


def test_the_engineer_gets_every_promise_and_each_test(snapshot: EngagementSnapshot) -> None:
    """S3.1: with the numbers and words of the agreement."""
    text = _words(compose_sheet("engineer", snapshot))
    for number, filled in clause_by_number(terms(snapshot)).items():
        if not number.startswith("C"):
            assert _flat(filled.text) in text, number
    for line in snapshot.lines:
        item = snapshot.pack.content.items[line.item]
        if line.settled.position is Position.ACCEPTED and line.chosen and line.chosen.is_bought:
            assert _flat(item.done_means) in text
            assert _flat(item.test) in text
    assert "Please do not change anything on Mondays." in text
    assert "Two locked USB disks" in text, "what was chosen instead of a refused line"
    assert "We had a strange call from a bank last week." in text


def test_a_struck_promise_is_none_and_a_changed_one_reads_as_changed(
    snapshot: EngagementSnapshot,
) -> None:
    edits = (
        ClauseEdit("p2-room", "owner", struck=True),
        ClauseEdit("p9-answer-times", "consultant", text="We start when we can."),
    )
    facts = replace(snapshot.engagement, clause_edits=edits)
    changed = derive(PACK, FIRM, facts, DAY)
    room = clause_by_number(terms(snapshot))["P2"].clause.title
    assert _flat(room) not in _words(compose_sheet("engineer", changed))
    assert _flat(room) not in _words(compose_sheet("review", changed))
    page = _words(compose_sheet("when-it-breaks", changed))
    assert "We start when we can." in page
    assert "17 minutes" not in page


def test_when_it_breaks_says_what_we_do_by_when_and_whom_to_call(
    snapshot: EngagementSnapshot,
) -> None:
    """S1.12, S1.13: times as in the agreement, each suggestion told as one."""
    text = _words(compose_sheet("when-it-breaks", snapshot))
    for words in ("17 minutes", "555 0100", "hello@example.com", "Alex Reed", "(P9"[1:]):
        assert words in text
    assert "2 hours (suggested)" in text
    assert "17 minutes (suggested)" not in text
    assert say("sheets.calm") in text
    for word in ("disaster", "criminal", "ruin", "fault of yours"):
        assert word not in text


def test_where_no_times_are_agreed_none_are_named() -> None:
    facts = _snapshot().engagement
    role = Answer(QuestionId("role-wanted"), AnswerState.GIVEN, "orders")
    ordered = replace(facts, answers=facts.answers.with_(role))
    text = _words(compose_sheet("when-it-breaks", derive(PACK, FIRM, ordered, DAY)))
    assert say("sheets.no-times") in text
    assert "17 minutes" not in text


def test_who_calls_the_maker_is_read_before_any_work(snapshot: EngagementSnapshot) -> None:
    """S3.2, S3.6."""
    text = _words(compose_sheet("maker-calls", snapshot))
    clause = next(
        filled
        for filled in clause_by_number(terms(snapshot)).values()
        if filled.id == "b1-maker-time"
    )
    assert _flat(clause.text) in text
    assert "☒ Yes, but ask me after a set time" in text
    assert say("sheets.maker-read") in text
    assert text.count("USD 123") >= 1
    open_text = _words(compose_sheet("maker-calls", _empty()))
    assert "☒" not in open_text
    assert say("sheets.maker-open") in open_text


def test_the_first_90_days_name_a_contact_the_talks_and_how_to_leave(
    snapshot: EngagementSnapshot,
) -> None:
    """S4.8."""
    text = _words(compose_sheet("first-90-days", snapshot))
    for words in (
        "Alex Reed",
        "555 0100",
        day(DAY + FIRST_REVIEW_AFTER),
        say("sheets.leave-title"),
    ):
        assert words in text
    keys = next(
        filled
        for filled in clause_by_number(terms(snapshot)).values()
        if filled.id == "p11-your-keys"
    )
    assert _flat(keys.text) in text
    found = phases(snapshot)
    assert found is not None
    for line in found.now.lines:
        name = (line.chosen or line.line).name
        waits = line.settled.position is Position.LATER
        assert waits or _flat(name) in text


def test_a_safe_switch_has_every_step_and_the_licences_of_the_file(
    snapshot: EngagementSnapshot,
) -> None:
    """S4.13."""
    document = compose_sheet("safe-switch", snapshot)
    text = _words(document)
    helper = PACK.content.helper
    assert helper is not None
    for step in helper.outcomes["switch-safely"].checklist:
        assert _flat(step.text) in text
    assert day(date(2027, 3, 31)) in text
    assert FIRM.name not in text


def test_the_letter_is_kind_and_tells_no_fault(snapshot: EngagementSnapshot) -> None:
    """S4.13: no answer about the helper is in it."""
    text = _words(compose_sheet("letter", snapshot))
    assert "Thank you for all you have done for Example Dental Office." in text
    assert "Dana Rivers" in text
    assert FIRM.name not in text
    for told in ("fault", "slow", "missing", "Friday", "late", "disk"):
        assert told not in text


@pytest.mark.parametrize("is_offered", [True, False])
def test_a_letter_of_farewell_is_offered_only_to_who_may_leave(is_offered: bool) -> None:
    facts = _snapshot().engagement
    helper = PACK.content.helper
    assert helper is not None
    outcomes = {key: entry.leaves for key, entry in helper.outcomes.items()}
    said = next(key for key, leaves in outcomes.items() if leaves is is_offered)
    given = Answer(QuestionId(helper.outcome), AnswerState.GIVEN, said)
    derived = derive(PACK, FIRM, replace(facts, answers=facts.answers.with_(given)), DAY)
    assert ("letter" in offered(derived)) is is_offered
    assert compose_sheet("letter", derived), "whoever asks for it by name has it"


def test_a_page_for_emergencies_without_a_number_says_so(snapshot: EngagementSnapshot) -> None:
    quiet = derive(PACK, replace(FIRM, phone=""), snapshot.engagement, DAY)
    assert _flat(say("sheets.no-phone")) in _words(compose_sheet("when-it-breaks", quiet))
    assert _flat(say("sheets.no-phone")) not in _words(compose_sheet("when-it-breaks", snapshot))


@pytest.mark.parametrize("kind", ["safe-switch", "letter"])
def test_where_we_are_the_helper_it_is_in_no_paper_of_ours(kind: str) -> None:
    """S4.14: unless the owner sits alone at his own computer."""
    facts = _snapshot().engagement
    ours = Answer(QuestionId("provider-now"), AnswerState.GIVEN, "you")
    facts = replace(facts, answers=facts.answers.with_(ours))
    with_us = derive(PACK, FIRM, facts, DAY)
    assert kind not in offered(with_us)
    with pytest.raises(UserFacingError):
        compose_sheet(kind, with_us)
    alone = derive(PACK, FIRM, replace(facts, alone=True), DAY)
    assert compose_sheet(kind, alone)


def test_the_list_for_an_owner_names_our_numbers_and_no_firm(snapshot: EngagementSnapshot) -> None:
    """S0.17."""
    text = _words(compose_sheet("supplier-list", snapshot))
    assert say("sheets.we-promise", number="P8") in text
    assert FIRM.name not in text
    assert "1.E" in text


def test_the_sheet_for_an_insurer_says_how_each_answer_is_known(
    snapshot: EngagementSnapshot,
) -> None:
    """It never fills in the form, and says so on every page."""
    document = compose_sheet("insurer", snapshot)
    text = _words(document)
    for entry in PACK.content.insurers.values():
        assert _flat(entry.ask) in text
    for words in ("Believed", "Shown", "Not known", "Dana Rivers", say("sheets.insurer-warning")):
        assert words in text
    drawn = page_texts(sheet_pdf(document, AT))
    assert all(say("sheets.insurer-foot") in page for page in drawn)
    unknown = _words(compose_sheet("insurer", _unknown()))
    for sure in ("believed", "shown", "verified"):
        assert f'"{say(f"sheets.sure-{sure}")}"' not in unknown


def test_the_insurer_is_told_by_whom_and_when() -> None:
    facts = _snapshot().engagement
    key = QuestionId("backup")
    dated = replace(facts.answers[key], by="Ida Office", at=AT)
    told = replace(facts, answers=facts.answers.with_(dated))
    text = _words(compose_sheet("insurer", derive(PACK, FIRM, told, DAY)))
    assert f"Ida Office, {day(DAY)}" in text


def test_a_review_sets_the_first_day_beside_today(snapshot: EngagementSnapshot) -> None:
    """S1.16, S2.13, S2.14."""
    text = _words(compose_sheet("review", snapshot))
    for words in (
        "2 days to an answer",
        say("sheets.first-day"),
        say("sheets.no-until", day=day(date(2027, 5, 21))),
        say("sheets.later-by", day=day(date(2027, 1, 31))),
        day(DAY + FIRST_REVIEW_AFTER),
        "One more day without the diary",
        "Kept",
    ):
        assert words in text
    for number, filled in clause_by_number(terms(snapshot)).items():
        if number[0] in "PC":
            assert _flat(filled.clause.title) in text


def test_a_signed_file_keeps_the_words_that_were_signed(snapshot: EngagementSnapshot) -> None:
    """What the firm says later does not change what both have signed."""
    paper = SignedPaper("EA-1", "d", "s", "Alex Reed", "Dana Rivers", signed_at=AT)
    facts = replace(snapshot.engagement, papers=(paper,))
    dearer = replace(FIRM, terms={"start-all-stopped": "3 days"}, phone="555 0199")
    later = derive(PACK, dearer, facts, date(2027, 2, 1))
    signed = {"firm": {"name": FIRM.name, "consultant": "", "terms": dict(FIRM.terms)}}
    agreed = as_agreed(later, signed)
    assert agreed.on == DAY
    text = _words(compose_sheet("when-it-breaks", agreed))
    assert "17 minutes" in text
    assert "3 days" not in text
    assert "555 0199" in text
    assert "EA-1" in text
    assert as_agreed(snapshot, None) is snapshot
    for odd in (None, {}, {"firm": "x"}, {"firm": {"terms": "x"}}):
        assert as_agreed(later, odd).firm.terms == dearer.terms


def test_a_pack_that_lacks_what_a_sheet_needs_is_not_offered_it() -> None:
    pack = load_pack(packs() / "accounting-practice")
    facts = replace(_empty().engagement, client=Client("A Shop"))
    bare = derive(pack, FIRM, facts, DAY)
    kinds = offered(bare)
    assert "visit" in kinds
    for kind in KINDS:
        if kind in kinds:
            assert page_texts(sheet_pdf(compose_sheet(kind, bare), AT))
        else:
            with pytest.raises(UserFacingError):
                compose_sheet(kind, bare)


def test_each_pack_says_which_of_its_clauses_a_sheet_quotes() -> None:
    """Two packs promise the way out in clauses of other names; both stand on the sheet."""
    pack = load_pack(packs() / "accounting-practice")
    other = derive(pack, FIRM, replace(_empty().engagement, client=Client("A Shop")), DAY)
    for told in (other, _snapshot()):
        text = _flat(_words(compose_sheet("first-90-days", told)))
        clauses = told.pack.content.clauses
        for key in told.pack.content.papers.leaving:
            assert _flat(clauses[key].text.partition("{")[0]) in text
        assert say("sheets.leave-none") not in text
