"""A firm with a time-stamp server: what is kept, remembered, chained and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from journey_kit import FIRM, Journey

from onboard import bootstrap
from onboard.content.model import QuestionId
from onboard.decisions import Choice
from onboard.engagement import Client
from onboard.errors import UserFacingError
from onboard.pdf.chain import verify_chain
from onboard.pdf.paper import read_data
from onboard.pdf.verify import verify_pdf
from onboard.wording import say
from tests.pdf.time_server import Served, serving


@pytest.fixture
def time_server(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "time"
    folder.mkdir()
    with serving(folder) as served:
        yield served


def configure(journey: Journey, served: Served) -> None:
    server = served.trusted
    firm = replace(FIRM, time_stamp_url=server.url, time_stamp_roots=server.roots)
    journey.application.service.save_firm(firm)


def test_a_stamped_paper_is_kept_renewed_amended_and_brought_back(
    journey: Journey, time_server: Served, tmp_path: Path
) -> None:
    """The server is down at first: that costs the stamp and nothing else."""
    journey.begin(Client("A Client", owner="The Owner"))
    configure(journey, time_server)
    journey.accept_the_rest()
    time_server.answer = lambda _: b"busy"
    desk = journey.application.desk
    told: list[UserFacingError] = []
    prepared = desk.prepare(journey.id)
    desk.sign(journey.id, "consultant", "Alex Reed", prepared=prepared, untimed=told.append)
    first = desk.sign(journey.id, "owner", "The Owner", untimed=told.append)
    assert [error.message_id for error in told] == ["stamp.not-understood"] * 2
    reference = prepared.agreement.reference
    assert read_data(first)["time_stamp_server"] == "127.0.0.1"
    found = verify_pdf(first, known=desk.known_paper(reference))
    assert (found.status, found.times.level) == ("unchanged", "B-B")
    assert found.changes == (say("verify.stamp-missing"),)
    with pytest.raises(UserFacingError):
        desk.renew(journey.id)
    assert desk.latest_paper(journey.id) == first

    time_server.answer = None
    facts = desk.renew(journey.id)
    renewed = desk.latest_paper(journey.id)
    assert renewed is not None
    assert renewed.startswith(first)
    assert facts.agreed_paper is not None
    known = desk.known_paper(reference)
    assert known is not None
    assert (known.sha256, known.stamps) == (facts.agreed_paper.pdf_sha256, 1)
    found = verify_pdf(renewed, known=known)
    assert (found.status, found.times.level) == ("unchanged", "B-LTA")
    assert found.changes == (say("verify.time-trusted"),)
    assert found.identity_known
    # The copy from before is whole in itself, but it lacks a stamp that is remembered here.
    older = verify_pdf(first, known=known)
    assert older.status == "altered"
    assert say("verify.stamp-removed") in older.changes
    assert journey.application.workspace.verify() == []

    desk.begin_amendment(journey.id)
    journey.application.service.record_answer(journey.id, QuestionId("people"), 6)
    for line in journey.snapshot.open_lines:
        journey.decide(line.item, Choice.ACCEPT)
    second = journey.sign_by_both()
    chain = verify_chain([renewed, second])
    assert chain.is_whole
    assert all(link.verification.times.level == "B-LTA" for link in chain.links)

    elsewhere = bootstrap.open_application(bootstrap.home(tmp_path / "elsewhere"))
    try:
        rebuilt = elsewhere.desk.rebuild(renewed, second)
        assert rebuilt.is_same_facts
        assert rebuilt.is_same_paper
        assert elsewhere.desk.known_paper(reference) == replace(known, roots=b"")
    finally:
        elsewhere.close()


def test_without_a_server_or_a_signed_paper_nothing_is_renewed(
    journey: Journey, time_server: Served
) -> None:
    journey.begin(Client("A Client", owner="The Owner"))
    configure(journey, time_server)
    desk = journey.application.desk
    with pytest.raises(UserFacingError) as early:
        desk.renew(journey.id)
    assert early.value.message_id == "renew.incomplete"
    assert time_server.asked == []
