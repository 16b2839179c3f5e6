"""A paper's data alone makes the file again, and the same paper of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_engine_properties import DAY, engagements, the_pack

from onboard.content.model import ItemId, QuestionId
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import ClauseEdit, Client, Engagement, EngagementId, Installed, Remark
from onboard.firm import Earning, FirmProfile, OwnPrice
from onboard.interview.answers import Answer, AnswerState, How
from onboard.papers.agreement import Agreement, compose
from onboard.papers.evidence import Occasion, RefusedPaper
from onboard.pdf import facts_check
from onboard.pdf.facts_check import facts_hold
from onboard.rebuilding import compares, read_back
from onboard.report.facts_back import engagement_from
from onboard.sample import sample_case
from onboard.snapshot import derive
from onboard.wording import speaking

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
OCCASION = Occasion(
    "EA-20261121-000000-1",
    AT,
    7,
    "ab" * 32,
    device="Linux 6",
    refused=(RefusedPaper("EA-20261120-000000-1", "Dana Rivers", DAY, "Too dear"),),
)
FIRM = FirmProfile(
    name="Example IT Partners",
    consultant="Alex Reed",
    tax_percent=Decimal("8.25"),
    own_prices=(
        OwnPrice("endpoint-protection", "good", Decimal("41.50"), "year"),
        OwnPrice("phishing-exercise", "good", Decimal("7777.77"), "year"),
    ),
    earnings=(Earning("licence", True, "Partner Circle", Decimal("12.345")),),
)


def composed(facts: Engagement, firm: FirmProfile = FIRM, on: date = DAY) -> Agreement:
    pack = the_pack().in_language(facts.client.language)
    with speaking(pack.language):
        return compose(derive(pack, firm, facts, on), OCCASION)


def expect_same(paper: Agreement) -> Engagement:
    """The facts out of the attachment give the same hash and the same paper."""
    data = json.loads(paper.data)
    read = read_back(data, the_pack())
    facts_sha256, is_same_facts, is_same_paper = compares(data, read, the_pack(), None)
    assert facts_sha256 == data["facts_sha256"]
    assert (is_same_facts, is_same_paper) == (True, True)
    return read.engagement


@cache
def the_sample() -> tuple[Engagement, FirmProfile]:
    case = sample_case(the_pack(), DAY)
    assert case.firm is not None
    facts = case.engagement
    answers = facts.answers
    for answer in facts.answers.values():
        answers = answers.with_(replace(answer, at=AT))
    more = {
        "id": EngagementId("01990000-0000-7000-8000-000000000001"),
        "answers": answers,
        "heard_confirmed": AT,
        "corrections": ("We are eight, not seven.",),
        "installed": (Installed(ItemId("mfa"), 8, DAY, None, "EA-1", True, AT),),
        "clause_edits": (
            *facts.clause_edits,
            ClauseEdit("p1", "owner", "Another text", at=AT),
        ),
    }
    return replace(facts, **more), case.firm


def test_the_sample_comes_back_whole() -> None:
    facts, firm = the_sample()
    back = expect_same(composed(facts, firm))
    path = derive(the_pack(), firm, facts, DAY).path.questions
    on_path = {key: answer for key, answer in facts.answers.items() if key in path}
    assert dict(back.answers) == on_path
    same = ("id", "client", "pack", "created", "estate", "order", "decisions", "clause_edits",
            "clause_initials", "clauses_taken", "opened", "remarks", "corrections", "installed",
            "heard_confirmed", "next_step", "alone")  # fmt: skip
    assert {name: getattr(back, name) for name in same} == {
        name: getattr(facts, name) for name in same
    }


def test_a_spanish_file_comes_back_in_spanish() -> None:
    facts, firm = the_sample()
    spanish = replace(facts, client=replace(facts.client, language="es"))
    assert expect_same(composed(spanish, firm)).client.language == "es"


choices = st.sampled_from(list(Choice))


@st.composite
def decided(draw: st.DrawFn) -> Engagement:
    """Generated facts with words, decisions and remarks of their own."""
    facts = draw(engagements())
    answers = facts.answers
    for answer in facts.answers.values():
        if answer.state is AnswerState.PRIVATE:
            answers = answers.with_(replace(answer, sealed="SEALED-AND-PRIVATE", how=How.ALONE))
        elif draw(st.booleans()):
            answers = answers.with_(replace(answer, words="in my words", at=AT))
    items = draw(st.lists(st.sampled_from(sorted(the_pack().content.items)), max_size=6))
    made = [
        Decision(
            ItemId(item),
            draw(choices),
            reason="a reason",
            by=draw(st.none() | st.just(date(2027, 1, 31))),
            until=draw(st.none() | st.just(date(2027, 5, 31))),
            at=AT,
        )
        for item in items
    ]
    section = the_pack().content.sections[0].id
    return replace(
        facts,
        answers=answers,
        decisions=(Decision(EVERY_LINE, Choice.ACCEPT, at=AT), *made),
        remarks=(Remark(section, "There is more.", AT),),
        private_note="NOTE-FOR-MYSELF",
    )


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(facts=decided())
def test_generated_files_come_back_and_hide_what_is_private(facts: Engagement) -> None:
    paper = composed(facts)
    text = (paper.data + paper.table).decode("utf-8")
    for hidden in ("NOTE-FOR-MYSELF", "SEALED-AND-PRIVATE", "12.345"):
        assert hidden not in text
    back = expect_same(paper)
    assert back.private_note == ""
    assert all(one.sealed == "" for one in back.answers.values())


def test_prices_for_other_clients_and_margins_are_not_attached() -> None:
    paper = composed(replace(the_sample()[0], private_note="NOTE-FOR-MYSELF")).data.decode()
    for hidden in ("7777.77", "12.345", "NOTE-FOR-MYSELF"):
        assert hidden not in paper
    assert "41.50" in paper


def test_what_the_owner_keeps_to_himself_is_not_attached_and_not_named() -> None:
    facts, firm = the_sample()
    key = QuestionId("trust-helper")
    sealed = Answer(key, AnswerState.PRIVATE, how=How.ALONE, at=AT, sealed="SEALED-AND-PRIVATE")
    private = replace(facts, answers=facts.answers.with_(sealed))
    paper = composed(private, firm)
    data = json.loads(paper.data)
    assert "SEALED-AND-PRIVATE" not in paper.data.decode()
    assert key not in data["facts"]["answers"]
    expect_same(paper)


def _sample_data() -> dict[str, Any]:
    facts, firm = the_sample()
    data: dict[str, Any] = json.loads(composed(facts, firm).data)
    return data


@pytest.mark.parametrize(
    "spoil",
    [
        lambda facts: facts.pop("estate"),
        lambda facts: facts.update(created="yesterday"),
        lambda facts: facts.update(answers={"no-such-question": facts["answers"]["people"]}),
        lambda facts: facts["answers"]["people"].update(value="many"),
        lambda facts: facts["answers"]["people"].update(state="private"),
        lambda facts: facts["estate"][0].update(item="no-such-item"),
        lambda facts: facts["estate"][0].update(quantity="8"),
        lambda facts: facts["decisions"][1].update(choice="maybe"),
        lambda facts: facts["decisions"][1].update(more="x"),
        lambda facts: facts.update(order=7),
        lambda facts: facts.update(id=5),
        lambda facts: facts.update(id="no-uuid"),
    ],
)
def test_data_that_we_would_not_write_is_refused(spoil: Any) -> None:
    data = _sample_data()
    spoil(data["facts"])
    with pytest.raises(ValueError, match=r"."):
        engagement_from(data, the_pack())


def test_a_client_without_words_comes_back() -> None:
    start = Engagement(
        id=EngagementId(""),
        client=Client(""),
        pack=the_sample()[0].pack,
        created=DAY,
    )
    assert expect_same(composed(start)) == start


def of_the_sample() -> dict[str, Any]:
    facts, firm = the_sample()
    data: dict[str, Any] = json.loads(composed(facts, firm).data)
    return data


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_an_answer_and_no_failure(on: str) -> None:
    data = of_the_sample()
    assert facts_hold(data, None, the_pack()) is True
    assert facts_hold(data | {"on": on}, None, the_pack()) is False


@pytest.mark.parametrize(
    "named",
    [
        {"reference": "EA-20261120-000000-1", "digest": "00" * 32, "number": 1},
        {"reference": "x", "digest": 7, "number": 10**5000},
        "EA-20261120-000000-1",
        {},
    ],
)
def test_a_paper_that_only_its_data_calls_an_amendment_is_none(named: object) -> None:
    """It would be compared by less: the paper before it need not be at hand."""
    assert facts_hold(of_the_sample() | {"amends": named}, None, the_pack()) is False


def test_nothing_is_worked_out_from_a_number_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quantity of thousands of digits took longer than any answer may."""
    data = of_the_sample()
    assert facts_hold(data, None, the_pack())
    asked: list[object] = []
    monkeypatch.setattr(facts_check, "read_back", lambda *given: asked.append(given))
    data["facts"]["estate"][0]["quantity"] = 10**100
    assert facts_hold(data, None) is False
    assert asked == []
