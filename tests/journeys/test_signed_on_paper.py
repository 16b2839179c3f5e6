"""A client's paper is printed, signed with a pen and brought back as a scan, days later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from journey_kit import DAY, FIRM, Journey
from scans import scanned, scanned_pdf, with_script
from test_signing_rules import refused

from onboard.decisions import EVERY_LINE, Choice
from onboard.engagement import Client, FileState
from onboard.pdf.paper import open_paper, read_data
from onboard.pdf.verify import verify_pdf
from onboard.ports import PenSigned
from onboard.signing.papers import PreparedPaper

SIGNED = PenSigned("The Owner", "Alex Reed", DAY + timedelta(days=1))


def printed(journey: Journey) -> PreparedPaper:
    """A client whose paper is printed to be signed with a pen."""
    journey.begin(Client("A Bakery", "The Owner"))
    journey.accept_the_rest()
    prepared = journey.application.desk.prepare(journey.id)
    journey.application.desk.print_to_sign(journey.id, prepared)
    return prepared


def test_a_print_waits_over_days_and_comes_back_signed(journey: Journey) -> None:
    """The facts are closed meanwhile; the sealed file holds the very print, and all goes on."""
    prepared = printed(journey)
    with refused("on-paper.waits"):
        journey.application.service.set_order(journey.id, ["another PC"])
    journey.reopen()
    journey.clock.go_to(DAY + timedelta(days=9))
    desk = journey.application.desk
    waiting = journey.facts.half_signed_paper
    assert waiting is not None
    assert waiting.is_on_paper
    assert desk.latest_paper(journey.id) == prepared.pdf
    with refused("on-paper.waits"):
        desk.sign(journey.id, "owner", "The Owner")
    with refused("on-paper.waits"):
        desk.take_back(journey.id, prepared.pdf)
    for scans, message_id in (([], "scan.none"), ([with_script()], "scan.active")):
        with refused(message_id):
            desk.bring_scan(journey.id, scans, SIGNED)
    for on, message_id in ((10, "on-paper.future"), (-1, "on-paper.too-early")):
        with refused(message_id):
            odd = replace(SIGNED, on=DAY + timedelta(days=on))
            desk.bring_scan(journey.id, [scanned()], odd)
    assert journey.facts.half_signed_paper == waiting
    sealed = desk.bring_scan(journey.id, [scanned(1), scanned_pdf(2)], SIGNED)

    record = journey.facts.signed_paper
    assert record is not None
    assert PenSigned(record.owner, record.consultant, record.signed_on or DAY) == SIGNED
    assert record.is_on_paper
    assert record.digest == prepared.agreement.digest
    known = desk.known_paper(record.reference)
    found = verify_pdf(sealed, known=known)
    assert (found.status, found.changes, found.identity_known) == ("unchanged", (), True)
    assert found.by_pen == SIGNED
    inside = open_paper(sealed).printed
    assert inside is not None
    assert inside.pdf == prepared.pdf
    journey.reopen()
    assert journey.application.desk.latest_paper(journey.id) == sealed
    assert journey.application.workspace.verify() == []
    (row,) = journey.application.service.clients()
    assert row.state is FileState.SIGNED
    with refused("engagement.signed"):
        journey.application.desk.prepare(journey.id)
    with refused("on-paper.none-waits"):
        journey.application.desk.bring_scan(journey.id, [scanned()], SIGNED)


def test_it_is_amended_and_both_come_back_from_paper_alone(
    journey: Journey, tmp_path: Path
) -> None:
    """The first on paper, its change signed in the file; the digests are those of the papers."""
    prepared = printed(journey)
    journey.clock.go_to(DAY + timedelta(days=2))
    desk = journey.application.desk
    first = desk.bring_scan(journey.id, [scanned()], SIGNED)
    bill = desk.baseline(journey.id)
    assert bill is not None
    assert bill.reference == prepared.agreement.reference
    desk.begin_amendment(journey.id)
    journey.application.service.set_order(journey.id, ["a label printer"])
    for item in journey.snapshot.line_by_item:
        journey.decide(item, Choice.ACCEPT)
    journey.accept_the_rest()
    second = desk.prepare(journey.id)
    assert second.agreement.open_points == ()
    desk.print_to_sign(journey.id, second)
    journey.reopen()
    desk = journey.application.desk
    signed = replace(SIGNED, on=DAY + timedelta(days=2))
    changed = desk.bring_scan(journey.id, [scanned(3)], signed)
    assert journey.facts.amending is None
    assert read_data(changed)["amends"]["digest"] == read_data(first)["digest"]

    elsewhere = Journey(tmp_path / "elsewhere")
    try:
        back = elsewhere.application.desk.rebuild(first, changed)
        assert back.is_same_facts
        assert back.is_same_paper
        assert [paper.digest for paper in back.engagement.papers] == [
            paper.digest for paper in journey.facts.papers
        ]
        assert [paper.signed_on for paper in back.engagement.papers] == [SIGNED.on, signed.on]
        assert all(paper.is_on_paper for paper in back.engagement.papers)
        reference = back.engagement.papers[0].reference
        known = elsewhere.application.desk.known_paper(reference)
        assert verify_pdf(first, known=known).identity_known
    finally:
        elsewhere.application.close()


def test_a_print_can_be_given_up_or_refused(journey: Journey) -> None:
    prepared = printed(journey)
    desk = journey.application.desk
    with refused("sign.consultant-signed"):
        desk.print_to_sign(journey.id, prepared)
    assert desk.withdraw(journey.id).half_signed_paper is None
    journey.decide(EVERY_LINE, Choice.LATER)
    again = desk.prepare(journey.id)
    with refused("seal.open-points"):
        desk.print_to_sign(journey.id, again)
    with refused("sign.outdated"):
        desk.print_to_sign(journey.id, prepared)
    journey.accept_the_rest()
    desk.print_to_sign(journey.id, desk.prepare(journey.id))
    desk.refuse(journey.id, "The Owner", "Too dear.")
    assert [paper.withdrawn for paper in journey.facts.papers] == [True, True]
    assert FIRM.consultant not in journey.facts.papers[-1].consultant


@pytest.mark.parametrize("name", ["", "A\u202eB"])
def test_names_that_cannot_be_read_are_not_taken(journey: Journey, name: str) -> None:
    printed(journey)
    journey.clock.go_to(DAY + timedelta(days=2))
    with refused("sign.no-name"):
        journey.application.desk.bring_scan(journey.id, [scanned()], replace(SIGNED, owner=name))


@pytest.mark.parametrize("others_name", ["Alex Reed", "Aléx  Reed"])
def test_a_strangers_paper_teaches_no_key_for_a_known_name(
    journey: Journey, tmp_path: Path, others_name: str
) -> None:
    """Nothing comes back, and whoever asks later is warned as before."""
    printed(journey)
    journey.clock.go_to(DAY + timedelta(days=2))
    journey.application.desk.bring_scan(journey.id, [scanned()], SIGNED)
    elsewhere = Journey(tmp_path / "elsewhere")
    try:
        reference = printed(elsewhere).agreement.reference
        elsewhere.clock.go_to(DAY + timedelta(days=2))
        theirs = replace(SIGNED, consultant=others_name)
        foreign = elsewhere.application.desk.bring_scan(elsewhere.id, [scanned()], theirs)
    finally:
        elsewhere.application.close()
    desk = journey.application.desk
    with refused("rebuild.stranger"):
        desk.rebuild(foreign)
    assert [each.id for each in journey.application.service.clients()] == [journey.id]
    found = verify_pdf(foreign, known=desk.known_paper(reference))
    assert found.status == "altered"
    assert any("“Alex Reed”" in line for line in found.changes)
