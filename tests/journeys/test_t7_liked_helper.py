"""T7: the owner likes a helper who fails (S4.1, S4.6 to S4.14), from answers to the signed file."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Pdf
from sqlalchemy import select

from onboard.content.model import ChainStage, QuestionId
from onboard.engagement import Client
from onboard.errors import UserFacingError
from onboard.interview.answers import AnswerState
from onboard.interview.validation import AnswerProblem
from onboard.papers.agreement import compose
from onboard.papers.evidence import Occasion
from onboard.pdf.paper import read_data
from onboard.present_helper import present_helper
from onboard.report import facts_data, recommendation_data
from onboard.store.models import EventRow
from onboard.store.vault import Place
from tests.journeys.journey_kit import START, Journey, section_of, words_of

SECTIONS = ("relationship", "practice", "chances", "pain-numbers", "minutes")
TOLD: dict[str, Any] = {
    "people": 9,
    "logins": 9,
    "budget-month": 900,
    "pains": ["slow-help", "were-down"],
    "backup": "usb-always-in",
    "provider-now": "friend",
    "trust-helper": "yes",
    "results-helper": "seldom",
    "cover-helper": "nobody",
    "written-helper": "head",
    "chances": [
        {"when": "2026-03-02", "promised": "A new disk", "happened": "not-kept", "times": 1},
        {"when": "2026-05-18", "promised": "A call back", "happened": "late", "times": 3},
    ],
    "would-act": "One more Friday without anybody to reach.",
    "mood": "They joke about it, and not in a good way.",
    "pains-measured": [
        {
            "pain": "slow-help",
            "often": "weekly",
            "last": "2026-11-13",
            "today": "2 days",
            "target": "2 hours",
            "by-when": "2027-03-31",
        }
    ],
    "process-measured": [
        {"step": "patching", "written": "no", "who": "Ben", "often": "now and then"}
    ],
    "helper-outcome": "stay-with-conditions",
}  # fmt: skip
CODE = "blue-kettle-7"
SECRET = "Quillfeather said he would rather fish"


@pytest.fixture
def talk(journey: Journey) -> Journey:
    """A client who has told all of the above."""
    journey.begin(Client("A Print Shop", "The Owner", role="Owner", authority="I own it."))
    service = journey.application.service
    service.open_questions(journey.id, [*SECTIONS, *TOLD])
    for key, value in TOLD.items():
        _tell(journey, key, value)
    return journey


def _tell(journey: Journey, key: str, value: object) -> None:
    kept = journey.application.service.record_answer(journey.id, QuestionId(key), value)
    assert not isinstance(kept, AnswerProblem), str(kept)


def test_the_chain_is_drawn_from_answers_alone_and_each_link_cites_its_own(talk: Journey) -> None:
    """S4.11: price, what is not paid for, what fails; take an answer away and its link is gone."""
    snapshot = talk.snapshot
    view = present_helper(snapshot)
    assert view is not None
    assert {link.stage for link in view.chain} == set(ChainStage)
    for link in view.chain:
        assert link.cites
        for key, said in link.cites:
            assert snapshot.engagement.answers[key].state is AnswerState.GIVEN
            assert said
    unknown = talk.application.service
    cited = {key for link in view.chain for key, _ in link.cites}
    for key in cited:
        unknown.record_unknown(talk.id, key)
    left = present_helper(talk.snapshot)
    assert left is None or left.chain == ()


def test_trust_and_results_are_weighed_apart_and_the_bond_comes_first(talk: Journey) -> None:
    """S4.6: liking somebody and getting results are two things; both are said."""
    view = present_helper(talk.snapshot)
    assert view is not None
    first, rest = view.weighed.split(".", 1)
    assert "like and trust" in first
    assert "results" in rest
    _tell(talk, "results-helper", "yes")
    other = present_helper(talk.snapshot)
    assert other is not None
    assert other.weighed not in ("", view.weighed)
    talk.application.service.record_unknown(talk.id, QuestionId("trust-helper"))
    nothing = present_helper(talk.snapshot)
    assert nothing is not None
    assert nothing.weighed == ""


def test_pains_and_ways_of_working_stand_item_by_item_and_empty_ones_stay_empty(
    talk: Journey,
) -> None:
    """S4.1, S4.7: eight pains with number, target and day; four steps, written, who, how often."""
    view = present_helper(talk.snapshot)
    assert view is not None
    tables = {table.question: table for table in view.tables}
    pains = tables[QuestionId("pains-measured")]
    assert len(pains.rows) == 8
    assert "2 hours" in pains.rows[0]
    assert "2 days" in pains.rows[0]
    assert all(set(row[1:]) == {""} for row in pains.rows[1:]), "nothing is filled in for them"
    steps = tables[QuestionId("process-measured")]
    assert len(steps.rows) == 4
    assert sum(any(row[1:]) for row in steps.rows) == 1


def test_staying_with_conditions_and_switching_safely_are_full_outcomes(talk: Journey) -> None:
    """S4.8, S4.12, S4.13: each with a list of steps, every one dated and somebody's."""
    for outcome, words in (
        ("stay-with-conditions", ("target", "review")),
        ("switch-safely", ("password", "web", "licen", "cop", "letter", "90 days")),
    ):
        _tell(talk, "helper-outcome", outcome)
        view = present_helper(talk.snapshot)
        assert view is not None
        assert view.outcome is not None
        assert len(view.outcome.checklist) >= 10
        text = " ".join(step.text for step in view.outcome.checklist).casefold()
        assert all(word in text for word in words), (outcome, text)
        assert all(step.by and step.who for step in view.outcome.checklist)


def test_the_signed_paper_carries_it_and_quotes_what_would_make_the_owner_act(
    talk: Journey,
) -> None:
    """S4.9: written beforehand, quoted where the review stands."""
    _finish(talk)
    pdf = talk.sign_by_both()
    talk.expect_closed(pdf)
    review = json.dumps(section_of(pdf, "When we look at this again"))
    assert TOLD["would-act"].rstrip(".") in review
    helper = json.dumps(section_of(pdf, "Who helps you today, and what comes next"))
    for word in ("A new disk", "2 hours", "Nobody stands in", "stay"):
        assert word in helper, word
    assert TOLD["mood"].rstrip(".") in helper
    assert not _marks(helper)
    data = read_data(pdf)["helper"]
    assert data["outcome"] == "stay-with-conditions"
    assert all(link["answers"] for link in data["chain"])
    assert not _marks(json.dumps(data))


def _finish(journey: Journey) -> None:
    journey.application.service.confirm_heard(journey.id)
    journey.accept_the_rest()


def _marks(text: str) -> list[str]:
    """Words that would put a mark on somebody."""
    return re.findall(
        r"\b(?:scor\w+|grad(?:e|ed|ing)\b|stars?\b|rating|rank\w*|\d+ ?/ ?10\b|out of ten)",
        text,
        re.IGNORECASE,
    )


# ---- what the owner keeps to himself (S4.14)


def _keep(journey: Journey, key: str, value: object, words: str = "") -> None:
    kept = journey.application.service.keep_private(
        journey.id, CODE, QuestionId(key), value, words=words
    )
    assert not isinstance(kept, AnswerProblem), str(kept)


def test_a_private_answer_is_nowhere_but_under_the_owners_code(
    talk: Journey, tmp_path: Path
) -> None:
    """Absent from paper, data, attachments, exports and the store's bytes; unknown to all rules."""
    _keep(talk, "stay-or-leave", SECRET, words=f"{SECRET} twice")
    _keep(talk, "results-helper", "no", words=SECRET)
    facts = talk.facts
    for key in ("stay-or-leave", "results-helper"):
        answer = facts.answers[QuestionId(key)]
        assert (answer.state, answer.value, answer.words) == (AnswerState.PRIVATE, None, "")
    snapshot = talk.snapshot
    assert "results-helper" not in facts_data(snapshot)["answers"]
    view = present_helper(snapshot)
    assert view is not None
    assert view.weighed == ""
    assert all(key != "results-helper" for link in view.chain for key, _ in link.cites)
    assert "results-helper" not in {entry.question for entry in snapshot.assumptions}
    data = json.dumps(recommendation_data(snapshot), default=str)
    agreement = compose(snapshot, Occasion("EA-TEST", START, 1, "0" * 64))
    sealed = facts.answers[QuestionId("stay-or-leave")].sealed
    for place in (data, agreement.data.decode(), agreement.table.decode()):
        assert "Quillfeather" not in place
        assert sealed not in place
    _finish(talk)
    pdf = talk.sign_by_both()
    assert "Quillfeather" not in words_of(pdf)
    with Pdf.open(io.BytesIO(pdf)) as opened:
        for name in opened.attachments:
            content = opened.attachments[name].get_file().read_bytes()
            assert b"Quillfeather" not in content
            assert sealed.encode() not in content
    assert b"Quillfeather" not in b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    )


def test_the_owner_reads_them_again_with_the_code_after_a_restart(talk: Journey) -> None:
    _keep(talk, "results-helper", "no", words=SECRET)
    _keep(
        talk,
        "chances",
        [{"when": "2026-01-05", "promised": SECRET, "happened": "late", "times": 2}],
    )
    talk.reopen()
    service = talk.application.service
    seen = service.seen_with(talk.id, CODE)
    opened = seen.answers[QuestionId("results-helper")]
    assert (opened.value, opened.words) == ("no", SECRET)
    assert SECRET in str(seen.answers[QuestionId("chances")].value)
    view = present_helper(service.snapshot(seen))
    assert view is not None
    assert view.weighed != ""
    assert any(key == "results-helper" for link in view.chain for key, _ in link.cites)
    assert talk.facts.answers[QuestionId("results-helper")].value is None, "a look saves nothing"


@pytest.mark.parametrize("code", ["blue-kettle-8", "BLUE-KETTLE-7", "something else"])
def test_another_code_opens_nothing_and_seals_nothing_beside_it(talk: Journey, code: str) -> None:
    _keep(talk, "results-helper", "no", words=SECRET)
    before = talk.facts
    service = talk.application.service
    for attempt in (
        lambda: service.seen_with(talk.id, code),
        lambda: service.keep_private(talk.id, code, QuestionId("trust-helper"), "no"),
    ):
        with pytest.raises(UserFacingError) as refused:
            attempt()
        assert refused.value.message_id == "private.wrong-code"
    assert talk.facts == before


def test_a_short_code_and_a_question_about_something_else_are_refused(talk: Journey) -> None:
    service = talk.application.service
    with pytest.raises(UserFacingError) as refused:
        service.keep_private(talk.id, "seven77", QuestionId("results-helper"), "no")
    assert refused.value.message_id == "private.code-short"
    with pytest.raises(UserFacingError) as refused:
        service.keep_private(talk.id, CODE, QuestionId("people"), 4)
    assert refused.value.message_id == "private.not-here"


def test_a_sealed_answer_does_not_open_in_another_file_or_for_another_question(
    talk: Journey,
) -> None:
    _keep(talk, "results-helper", "no")
    sealed = talk.facts.answers[QuestionId("results-helper")].sealed
    from onboard.keychain.owner_code import TypedCode

    code = TypedCode(CODE)
    assert code.open(sealed, f"{talk.id}/results-helper")
    for place in (f"{talk.id}/trust-helper", "another-file/results-helper"):
        with pytest.raises(UserFacingError):
            code.open(sealed, place)
    for broken in (sealed[:-4] + "AAAA", sealed[:20], "", "not base64!"):
        with pytest.raises(UserFacingError):
            code.open(broken, f"{talk.id}/results-helper")


def test_a_private_answer_is_not_written_over_in_silence(talk: Journey) -> None:
    _keep(talk, "results-helper", "no")
    service = talk.application.service
    for attempt in (
        lambda: service.record_answer(talk.id, QuestionId("results-helper"), "yes"),
        lambda: service.record_unknown(talk.id, QuestionId("results-helper")),
    ):
        with pytest.raises(UserFacingError) as refused:
            attempt()
        assert refused.value.message_id == "private.kept"
    with pytest.raises(UserFacingError) as refused:
        service.drop_private(talk.id, QuestionId("results-helper"), "another-code")
    assert refused.value.message_id == "private.wrong-code"
    service.drop_private(talk.id, QuestionId("results-helper"), CODE)
    _tell(talk, "results-helper", "yes")
    assert talk.facts.answers[QuestionId("results-helper")].value == "yes"


def test_nothing_is_due_for_a_helper_who_is_not_there(talk: Journey) -> None:
    _tell(talk, "provider-now", "nobody")
    assert present_helper(talk.snapshot) is None


def test_days_in_a_table_must_be_days(talk: Journey) -> None:
    kept = talk.application.service.record_answer(
        talk.id,
        QuestionId("pains-measured"),
        [{"pain": "virus", "last": "last summer"}],
    )
    assert isinstance(kept, AnswerProblem)
    assert "2026-11-30" in str(kept)


def test_the_private_note_is_in_no_paper_and_can_be_kept_after_signing(talk: Journey) -> None:
    """S1.15: the consultant's view is a private note."""
    service = talk.application.service
    service.note(talk.id, SECRET)
    data = json.dumps(recommendation_data(talk.snapshot), default=str)
    assert "Quillfeather" not in data
    _finish(talk)
    pdf = talk.sign_by_both()
    assert "Quillfeather" not in words_of(pdf)
    assert "Quillfeather" not in json.dumps(read_data(pdf))
    service.note(talk.id, f"{SECRET}, still")
    assert talk.facts.private_note == f"{SECRET}, still"


def test_the_store_file_itself_is_no_plain_database(talk: Journey, tmp_path: Path) -> None:
    _keep(talk, "results-helper", "no", words=SECRET)
    talk.application.close()
    for path in tmp_path.rglob("store.db"):
        with pytest.raises(sqlite3.DatabaseError):
            sqlite3.connect(path).execute("select * from answer").fetchall()
    talk.application = talk._open()


def test_the_length_of_a_seal_tells_nothing_of_the_answer(talk: Journey) -> None:
    for key in ("trust-helper", "results-helper", "helper-outcome"):
        lengths = set()
        for option in talk.pack.content.questions[key].options:
            _keep(talk, key, option)
            lengths.add(len(talk.facts.answers[QuestionId(key)].sealed))
        assert len(lengths) == 1, key


@pytest.mark.parametrize("code", ["11111111", "abababab", "12345678", "qwertyui", "Password1"])
def test_a_code_that_anyone_would_try_is_refused(talk: Journey, code: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        talk.application.service.keep_private(talk.id, code, QuestionId("trust-helper"), "no")
    assert refused.value.message_id == "private.code-easy"


def test_one_seal_that_does_not_open_hides_no_other(talk: Journey) -> None:
    _keep(talk, "results-helper", "no")
    _keep(talk, "trust-helper", "yes")
    service = talk.application.service
    facts = talk.facts
    broken = replace(facts.answers[QuestionId("trust-helper")], sealed="AAAA")
    with talk.application.workspace.unit_of_work() as work:
        work.engagements.save(replace(facts, answers=facts.answers.with_(broken)))
        work.commit()
    seen = service.seen_with(talk.id, CODE)
    assert seen.answers[QuestionId("results-helper")].value == "no"
    assert seen.answers[QuestionId("trust-helper")].state is AnswerState.PRIVATE


def test_a_seal_that_was_taken_back_is_nowhere_any_more(talk: Journey) -> None:
    """Also not in the record of changes, which is for good."""
    _keep(talk, "results-helper", "no", words=SECRET)
    sealed = talk.facts.answers[QuestionId("results-helper")].sealed
    talk.application.service.drop_private(talk.id, QuestionId("results-helper"), None)
    with talk.application.workspace.unit_of_work() as work:
        events = _payloads(work)
    assert any("answer-saved" in event or "results-helper" in event for event in events)
    assert not any(sealed in event for event in events)


def _payloads(work: Any) -> list[str]:
    """Every payload of the record of changes, opened with the store's keys."""
    transaction = work._transaction
    opened = []
    for row in transaction.session.scalars(select(EventRow)).all():
        transaction.need_key(row.key_id)
        place = Place("event", "payload", f"{row.chain_id}/{row.sequence}", row.key_id)
        opened.append(f"{row.kind} {transaction._vault.unseal(row.payload, place).decode()}")
    return opened
