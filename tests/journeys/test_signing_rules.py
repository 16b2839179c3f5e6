"""A paper is signed only while it says the facts, and each paper stays itself."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onboard import bootstrap, locations
from onboard.agreement.document import ClauseText
from onboard.cli.main import main
from onboard.content.model import ClauseId, QuestionId
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import ClauseEdit, Client, EngagementId, FileState
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.interview.answers import Sureness
from onboard.pdf.verify import verify_pdf
from onboard.wording import say

FIRM = FirmProfile(name="Example IT Partners", consultant="Alex Reed")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[bootstrap.Application]:
    application = bootstrap.open_application(bootstrap.home(tmp_path / "home"))
    application.service.save_firm(FIRM)
    yield application
    application.close()


def a_client(opened: bootstrap.Application, name: str) -> str:
    facts = opened.service.new_client(Client(name, "The Owner"), locations.DEFAULT_PACK)
    opened.service.decide(facts.id, Decision(EVERY_LINE, Choice.ACCEPT))
    opened.service.initial_clause(facts.id, "b1-maker-time", "TO")
    return facts.id


def refused(message_id: str) -> pytest.RaisesExc[UserFacingError]:
    return pytest.RaisesExc(UserFacingError, check=lambda error: error.message_id == message_id)


def test_a_paper_laid_out_before_a_change_is_not_signed(opened: bootstrap.Application) -> None:
    """S0.10: what is signed is what was decided."""
    client = a_client(opened, "A Bakery")
    prepared = opened.desk.prepare(client)  # type: ignore[arg-type]
    opened.service.record_answer(client, QuestionId("people"), 5)  # type: ignore[arg-type]
    with refused("sign.outdated"):
        opened.desk.sign(client, "consultant", "Alex Reed", prepared=prepared)  # type: ignore[arg-type]


def test_one_client_s_paper_is_not_signed_for_another(opened: bootstrap.Application) -> None:
    first, second = a_client(opened, "A Bakery"), a_client(opened, "A Printer")
    prepared = opened.desk.prepare(first)  # type: ignore[arg-type]
    with refused("sign.outdated"):
        opened.desk.sign(second, "consultant", "Alex Reed", prepared=prepared)  # type: ignore[arg-type]


def test_while_a_paper_waits_for_the_owner_no_other_is_laid_out(
    opened: bootstrap.Application,
) -> None:
    """TRAP-11: half-signed papers do not multiply; taking it back opens the file again."""
    client = a_client(opened, "A Bakery")
    prepared = opened.desk.prepare(client)  # type: ignore[arg-type]
    opened.desk.sign(client, "consultant", "Alex Reed", prepared=prepared)  # type: ignore[arg-type]
    with refused("engagement.half-signed"):
        opened.desk.prepare(client)  # type: ignore[arg-type]
    opened.desk.withdraw(client)  # type: ignore[arg-type]
    opened.service.record_answer(client, QuestionId("people"), 5)  # type: ignore[arg-type]
    assert opened.desk.prepare(client).agreement.reference != prepared.agreement.reference  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", "   ", "A\u202eB", "A\u200bB", "x" * 200])
def test_a_name_that_cannot_be_read_signs_nothing(opened: bootstrap.Application, name: str) -> None:
    client = a_client(opened, "A Bakery")
    prepared = opened.desk.prepare(client)  # type: ignore[arg-type]
    with refused("sign.no-name"):
        opened.desk.sign(client, "consultant", name, prepared=prepared)  # type: ignore[arg-type]


def test_two_papers_of_one_day_are_known_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Signing a second client's paper does not make the first one look changed."""
    home = str(tmp_path / "home")
    papers = []
    for number, name in enumerate(("A Bakery", "A Printer")):
        case = tmp_path / f"{number}.yaml"
        case.write_text(
            f"pack: small-office-it\non: 2026-11-21\nclient: {{name: {name}, owner: The Owner}}\n"
            "firm: {name: Example IT Partners, consultant: Alex Reed}\nanswers: {people: 5}\n"
        )
        yes = tmp_path / "yes.yaml"
        yes.write_text("decisions: [{line: all, choice: accept}]\ninitials: {b1-maker-time: TO}\n")
        paper = str(tmp_path / f"{number}.pdf")
        assert main(["agreement", str(case), "--decisions", str(yes), "--out", paper]) == 0
        for role in ("consultant", "owner"):
            assert main(["--home", home, "sign", paper, "--as", role, "--name", "Some One"]) == 0
        papers.append(paper)
    for paper in papers:
        capsys.readouterr()
        assert main(["--home", home, "verify", paper]) == 0
        assert "keys that this computer knows" in capsys.readouterr().out


def test_maker_time_is_billed_only_with_the_owner_s_initials(
    opened: bootstrap.Application,
) -> None:
    """S3.2: the clause bars signing by any road until it is initialled, or struck."""
    client = a_client(opened, "A Bakery")
    opened.service.initial_clause(client, "b1-maker-time", "")  # type: ignore[arg-type]
    prepared = opened.desk.prepare(client)  # type: ignore[arg-type]
    (point,) = prepared.agreement.open_points
    assert "initials beside" in point
    with refused("seal.open-points"):
        opened.desk.sign(client, "consultant", "Alex Reed", prepared=prepared)  # type: ignore[arg-type]
    struck = ClauseEdit(ClauseId("b1-maker-time"), "owner", struck=True)
    opened.service.edit_clause(client, struck)  # type: ignore[arg-type]
    assert opened.desk.prepare(client).agreement.open_points == ()  # type: ignore[arg-type]


def test_an_optional_clause_is_in_the_paper_only_when_the_owner_ticked_it(
    opened: bootstrap.Application,
) -> None:
    """S3.9: nothing is ticked beforehand, and a tick can be taken back."""
    client = a_client(opened, "A Studio")
    title = "tell the maker about a fault"

    def stands() -> bool:
        document = opened.desk.prepare(client).agreement.document  # type: ignore[arg-type]
        blocks = (block for section in document.sections for block in section.blocks)
        clauses = [block for block in blocks if isinstance(block, ClauseText)]
        return any(title in clause.title.casefold() for clause in clauses)

    assert not stands()
    opened.service.take_clause(client, "b6-report-faults", True)  # type: ignore[arg-type]
    assert stands()
    opened.service.take_clause(client, "b6-report-faults", False)  # type: ignore[arg-type]
    assert not stands()


def test_what_insurers_ask_says_how_each_answer_is_known(opened: bootstrap.Application) -> None:
    client = a_client(opened, "A Practice")
    service = opened.service
    key = QuestionId("sign-in-step")
    service.record_answer(client, key, "all", sure=Sureness.SHOWN)  # type: ignore[arg-type]
    document = opened.desk.prepare(client).agreement.document  # type: ignore[arg-type]
    assert "It was shown to us." in str(document)
    service.record_answer(client, key, "all", words="as I said")  # type: ignore[arg-type]
    kept = service.engagement(client).answers[key]  # type: ignore[arg-type]
    assert kept.sure is Sureness.SHOWN, "other words are no other answer"


def test_a_refusal_to_sign_is_kept_with_its_reason_and_stands_in_the_next_paper(
    opened: bootstrap.Application,
) -> None:
    """Nobody is pressed: the reason is kept, facts may change, and the next paper names it."""
    client = a_client(opened, "A Bakery")
    first = opened.desk.prepare(client)  # type: ignore[arg-type]
    opened.desk.sign(client, "consultant", "Alex Reed", prepared=first)  # type: ignore[arg-type]
    facts = opened.desk.refuse(client, "Robin  Baker", " Too dear for this year. ")  # type: ignore[arg-type]
    kept = facts.papers[-1]
    assert (kept.refused_by, kept.refused_because) == ("Robin Baker", "Too dear for this year.")
    assert kept.refused_at is not None
    assert facts.half_signed_paper is None
    with refused("sign.consultant-first"):
        opened.desk.sign(client, "owner", "Robin Baker")  # type: ignore[arg-type]
    opened.service.record_answer(client, QuestionId("people"), 5)  # type: ignore[arg-type]
    second = opened.desk.prepare(client)  # type: ignore[arg-type]
    told = json.loads(second.agreement.data)
    assert [each["reference"] for each in told["refused"]] == [first.agreement.reference]
    words = json.dumps(told["document"], ensure_ascii=False)
    assert "Too dear for this year." in words
    assert "Too dear for this year." not in json.dumps(json.loads(first.agreement.data))
    opened.desk.sign(client, "consultant", "Alex Reed", prepared=second)  # type: ignore[arg-type]
    signed = opened.desk.sign(client, "owner", "Robin Baker")  # type: ignore[arg-type]
    assert verify_pdf(signed).status == "unchanged"
    opened.desk.begin_amendment(client)  # type: ignore[arg-type]
    later = json.loads(opened.desk.prepare(client).agreement.data)  # type: ignore[arg-type]
    assert later["refused"] == [], "what was settled by a signed paper is not told again"


def test_a_change_in_which_nothing_differs_tells_no_difference(
    opened: bootstrap.Application,
) -> None:
    client = a_client(opened, "A Bakery")
    prepared = opened.desk.prepare(client)  # type: ignore[arg-type]
    opened.desk.sign(client, "consultant", "Alex Reed", prepared=prepared)  # type: ignore[arg-type]
    opened.desk.sign(client, "owner", "The Owner")  # type: ignore[arg-type]
    opened.desk.begin_amendment(client)  # type: ignore[arg-type]
    draft = opened.desk.prepare(client).agreement  # type: ignore[arg-type]
    words = json.dumps(json.loads(draft.data)["document"], ensure_ascii=False)
    assert say("amend.nothing-yet") in words
    assert "+$0" not in words
    assert draft.open_points, "there is nothing to sign"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 2001])
def test_a_refusal_without_a_reason_changes_nothing(
    opened: bootstrap.Application, reason: str
) -> None:
    client = a_client(opened, "A Bakery")
    prepared = opened.desk.prepare(client)  # type: ignore[arg-type]
    opened.desk.sign(client, "consultant", "Alex Reed", prepared=prepared)  # type: ignore[arg-type]
    with refused("sign.no-reason"):
        opened.desk.refuse(client, "Robin Baker", reason)  # type: ignore[arg-type]
    assert opened.service.engagement(client).half_signed_paper is not None  # type: ignore[arg-type]


def test_nothing_is_refused_while_no_paper_waits(opened: bootstrap.Application) -> None:
    with refused("sign.nothing-waits"):
        opened.desk.refuse(a_client(opened, "A Bakery"), "Robin Baker", "No")  # type: ignore[arg-type]


def test_the_paper_says_who_signs_by_what_right_and_how_that_is_known(
    opened: bootstrap.Application,
) -> None:
    client = a_client(opened, "A Bakery")
    facts = opened.service.engagement(client)  # type: ignore[arg-type]
    who = replace(facts.client, authority="I own the business.", identity="id-seen")
    opened.service.set_client(client, who)  # type: ignore[arg-type]
    told = json.loads(opened.desk.prepare(client).agreement.data)  # type: ignore[arg-type]
    words = json.dumps(told["document"], ensure_ascii=False)
    seen = say("agreement.identity-id-seen", owner="The Owner", consultant="Alex Reed")
    assert seen in words
    assert "The Owner: I own the business." in words
    assert told["client"]["identity"] == "id-seen"
    assert told["device"]
    assert platform.node() not in told["device"], "what kind of computer, not which one"


def test_the_list_of_clients_says_how_far_each_file_is(opened: bootstrap.Application) -> None:
    def state() -> FileState:
        (listed,) = opened.service.clients()
        assert listed.owner == "The Owner"
        return listed.state

    client = EngagementId(a_client(opened, "A Bakery"))
    assert state() is FileState.OPEN
    opened.handover.invite(client)
    assert state() is FileState.ASKED
    opened.desk.sign(client, "consultant", "Alex Reed", prepared=opened.desk.prepare(client))
    assert state() is FileState.HALF_SIGNED
    opened.desk.withdraw(client)
    assert state() is FileState.ASKED
    opened.desk.sign(client, "consultant", "Alex Reed", prepared=opened.desk.prepare(client))
    opened.desk.sign(client, "owner", "The Owner")
    assert state() is FileState.SIGNED
    opened.desk.begin_amendment(client)
    assert state() is FileState.AMENDING
