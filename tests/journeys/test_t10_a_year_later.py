"""T10: a year later there is growth, one no has expired, and prices changed (S0.3, S0.4, S0.19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from journey_kit import FIRM, Journey, words_of

from onboard.cli.main import main
from onboard.content.model import ItemId, QuestionId
from onboard.decisions import Choice, Position
from onboard.engagement import Client, Engagement
from onboard.errors import UserFacingError
from onboard.firm import OwnPrice
from onboard.order_check import check_order
from onboard.pdf.chain import verify_chain
from onboard.pdf.paper import read_data
from onboard.pdf.verify import verify_pdf
from onboard.report.difference import Back, Change

WIDER, EXPIRED, DEARER, SEATS = "patch-rmm", "ups", "offsite-copy", "endpoint-protection"
SIGNER = {"name": "The Owner", "role": "Owner", "authority": "I own the business."}
LATER = date(2027, 11, 21)


class Year:
    """The first paper, and what is left of it a year later."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.first = _signed_first(journey)
        self.signed_facts = journey.facts


def _signed_first(journey: Journey) -> bytes:
    """Eight computers, no order; two refusals of different length."""
    journey.tell("t1.yaml")
    service, key = journey.application.service, journey.id
    service.set_order(key, [])
    service.set_estate(key, tuple(one for one in journey.facts.estate if one.item != WIDER))
    said = {"initials": "TO", **SIGNER}
    journey.decide(WIDER, Choice.DECLINE, reason="we do it by hand", **said)
    journey.decide(EXPIRED, Choice.DECLINE, reason="later", until=date(2027, 5, 21), **said)
    journey.accept_the_rest()
    return journey.sign_by_both()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    journey = Journey(tmp_path_factory.mktemp("t10") / "home")
    yield Year(journey)
    journey.application.close()


def refused(call: object) -> str:
    with pytest.raises(UserFacingError) as caught:
        call()  # type: ignore[operator]
    return caught.value.message_id


def exactly(facts: Engagement) -> Engagement:
    return replace(facts, version=0)


def test_a_year_later_in_the_order_in_which_it_happens(year: Year, tmp_path: Path) -> None:
    """One road: installed, asked again, drafted, withdrawn, drafted again, signed, verified."""
    journey, first, key = year.journey, year.first, year.journey.id

    _baseline_is_kept(year)
    _installed_once_and_taken_back(year)

    journey.clock.go_to(LATER)
    service = journey.application.service
    again = service.asked_again(journey.facts)
    assert "computers" in {each.question for each in again}
    assert all(each.lines or each.for_insurers for each in again)
    assert all(each.today is None for each in again)
    back = {each.decision.line: each for each in service.acceptances(journey.facts)}
    assert (back[ItemId(EXPIRED)].is_over, back[ItemId(EXPIRED)].ends) == (True, date(2027, 5, 21))
    assert (back[ItemId(WIDER)].is_over, back[ItemId(WIDER)].is_due) == (False, True)
    assert back[ItemId(WIDER)].ends == LATER
    assert back[ItemId(WIDER)].decision.name == "The Owner"

    _withdrawing_brings_the_signed_state_back(year)
    service, desk = journey.application.service, journey.application.desk  # after another start

    price = OwnPrice(DEARER, "good", Decimal(29), "month")
    offer = journey.snapshot.line_by_item[ItemId(DEARER)].line.offer
    service.save_firm(replace(FIRM, own_prices=(replace(price, offer=offer),)))
    desk.begin_amendment(key)
    assert refused(lambda: desk.begin_amendment(key)) == "amend.open"
    answered = service.record_answer(
        key, QuestionId("computers"), [{"kind": "desktop", "system": "win-11-25h2", "count": 8}]
    )
    assert isinstance(answered, Engagement)
    service.set_order(key, ["3 PCs"])
    today = {each.question: each for each in service.asked_again(journey.facts)}
    new = today[QuestionId("computers")].today
    assert new is not None
    assert new.at is not None
    assert new.at.date() == LATER

    # Nothing of the first paper's "yes to all the rest" covers what is new or has changed.
    open_lines = {line.item: line for line in journey.snapshot.open_lines}
    assert open_lines[ItemId(WIDER)].settled.position is Position.STALE
    assert open_lines[ItemId(EXPIRED)].settled.position is Position.STALE
    assert open_lines[ItemId(DEARER)].settled.position is Position.STALE
    assert open_lines[ItemId("setup-labour")].settled.position is Position.OPEN
    told = " ".join(desk.difference(key).sentences)
    assert "You add: 3 × " in told
    assert "This also adds: " in told
    assert "now covers 11 computers; it was 8." in told
    assert "ended on 21 May 2027." in told
    prepared = desk.prepare(key)
    assert prepared.agreement.open_points  # an amendment waits for the owner's word as well

    said = {"initials": "TO", **SIGNER}
    journey.decide(WIDER, Choice.DECLINE, reason="still by hand", **said)
    for line in journey.snapshot.open_lines:
        journey.decide(line.item, Choice.ACCEPT)
    assert journey.snapshot.open_lines == ()
    second = journey.sign_by_both()
    facts = journey.facts
    assert facts.amending is None
    assert facts.signed_paper is not None
    assert facts.signed_paper.amends == facts.papers[0].reference
    assert facts.signed_paper.amends_digest == facts.papers[0].digest == read_data(first)["digest"]
    _says_the_difference(second, read_data(first))

    journey.expect_closed(second)
    _the_chain_is_verified_together(year, second, tmp_path)
    _both_papers_bring_the_file_back(year, second, tmp_path)


def _baseline_is_kept(year: Year) -> None:
    """S0.3: the first signed bill can be read as it was signed."""
    kept = year.journey.application.desk.baseline(year.journey.id)
    assert kept is not None
    assert (kept.reference, list(kept.lines)) == (
        read_data(year.first)["reference"],
        read_data(year.first)["lines"],
    )


def _installed_once_and_taken_back(year: Year) -> None:
    """S0.4, S0.19: what is in use is told on the closed file, and the next order counts it."""
    journey = year.journey
    service, key, pack = journey.application.service, journey.id, journey.pack
    seats = ItemId("voip-seat")
    assert refused(lambda: service.installed(key, ItemId("no-such"), 1)) == "installed.no-line"
    assert refused(lambda: service.installed(key, seats, 0)) == "installed.cannot-be"
    until = date(2028, 3, 31)
    once = service.installed(key, seats, 8, until, date(2026, 11, 21))
    assert exactly(service.installed(key, seats, 20, until)) == exactly(once)
    assert exactly(service.not_installed(key, seats)) == exactly(year.signed_facts)
    installed = service.installed(key, seats, 8, until, date(2026, 11, 21))
    assert (installed.estate, installed.decisions) == (
        year.signed_facts.estate,
        year.signed_facts.decisions,
    )
    line = journey.snapshot.bill.get(seats)
    assert line is not None
    assert (line.on_hand, line.quantity) == (8, 0)
    # The first set-up of the network is no stock for the next one; seats over people are.
    work = service.installed(key, ItemId("onboarding"), 1)
    assert {entry.line: entry.is_held for entry in work.installed}[seats]
    firm, on = service.firm(), journey.clock.now().date()
    with_order = replace(journey.facts, order=_three_pcs(journey))
    check = check_order(pack, firm, with_order, on)
    missing = {part.line.item: part.quantity for part in check.missing}
    assert missing.get(seats, 0) <= 3  # the eight that are there are counted
    assert refused(lambda: service.set_estate(key, ())) == "engagement.signed"


def _three_pcs(journey: Journey) -> tuple[object, ...]:
    from onboard.recommendation.shopping import read_list

    return read_list(journey.pack, "3 PCs")


def _withdrawing_brings_the_signed_state_back(year: Year) -> None:
    journey = year.journey
    service, desk, key = journey.application.service, journey.application.desk, journey.id
    before = journey.facts
    assert refused(lambda: desk.withdraw_amendment(key)) == "amend.none"
    drafted = desk.begin_amendment(key)
    assert drafted.agreed_facts().order == before.order
    service.set_order(key, ["7 PCs"])
    service.set_client(key, replace(journey.facts.client, owner="Another"))
    journey.decide(WIDER, Choice.ACCEPT)
    journey.reopen()
    service, desk = journey.application.service, journey.application.desk
    assert journey.facts.client.owner == "Another"
    signed = desk.signed_bill(key, before.papers[0].reference)
    assert list(signed.lines) == read_data(year.first)["lines"]
    assert exactly(journey.facts.agreed_facts()) == exactly(before)
    assert exactly(desk.withdraw_amendment(key)) == exactly(before)
    journey.reopen()
    assert exactly(journey.facts) == exactly(before)
    assert journey.application.workspace.verify() == []


def _says_the_difference(second: bytes, before: dict[str, object]) -> None:
    """The paper reads as a difference in plain words, and names what it changes."""
    words = words_of(second)
    data = read_data(second)
    assert data["amends"] == {
        "reference": before["reference"],
        "digest": before["digest"],
        "number": 1,
    }
    assert f"Amendment 1 to {before['reference']}" in words
    assert "now covers 11 computers; it was 8. You say no again." in words
    assert "ended on 21 May 2027." in words
    assert "Lines with another number or price" in words
    assert "New lines" in words
    assert verify_pdf(second).status == "unchanged"


def _the_chain_is_verified_together(year: Year, second: bytes, folder: Path) -> None:
    first = year.first
    whole = verify_chain([first, second])
    assert whole.is_whole
    assert [link.place for link in whole.links] == ["first", "holds"]
    assert all(link.verification.data_matches_paper for link in whole.links)
    alone = verify_chain([second]).links[0]
    assert (alone.place, alone.verification.data_matches_paper) == ("missing", None)
    assert any("changes an earlier one" in each for each in alone.verification.changes)
    turned = verify_chain([second, first])
    assert [link.place for link in turned.links] == ["out-of-order", "not-linked"]
    assert not turned.is_whole
    middle = len(first) // 3
    tampered = first[:middle] + bytes([first[middle] ^ 1]) + first[middle + 1 :]
    assert not verify_chain([tampered, second]).is_whole
    assert not verify_chain([first, second + b"%more\n"]).is_whole
    home = str(year.journey.folder)
    a, b = folder / "A.pdf", folder / "B.pdf"
    a.write_bytes(first)
    b.write_bytes(second)
    assert main(["--home", home, "verify", str(a), str(b)]) == 0
    assert main(["--home", home, "verify", "--chain", "--json", str(b)]) == 1
    a.write_bytes(tampered)
    assert main(["--home", home, "verify", str(a), str(b)]) in (1, 2)
    a.write_bytes(b"")
    assert main(["--home", home, "verify", str(a), str(b), "--json"]) == 2


def _both_papers_bring_the_file_back(year: Year, second: bytes, folder: Path) -> None:
    """From two papers alone: the same facts, the same digest, the first bill again."""
    from onboard import bootstrap

    was = year.journey.facts
    opened = bootstrap.open_application(bootstrap.home(folder / "new"), clock=year.journey.clock)
    try:
        assert refused(lambda: opened.desk.rebuild(second, year.first)) == "rebuild.not-a-chain"
        rebuilt = opened.desk.rebuild(year.first, second)
        assert rebuilt.is_same_facts
        assert rebuilt.is_same_paper
        assert rebuilt.facts_sha256 == read_data(second)["facts_sha256"]
        back = rebuilt.engagement
        assert (back.id, back.decisions, back.installed) == (was.id, was.decisions, was.installed)
        assert [paper.digest for paper in back.papers] == [paper.digest for paper in was.papers]
        kept = opened.desk.baseline(back.id)
        assert kept is not None
        assert list(kept.lines) == read_data(year.first)["lines"]
    finally:
        opened.close()


def test_a_no_ends_sooner_when_the_facts_change(journey: Journey) -> None:
    """S0.15: an attack, a law or another system ends it; the name is kept as text."""
    journey.tell("t1.yaml")
    service, key = journey.application.service, journey.id
    assert refused(lambda: service.end_acceptance(key, ItemId(WIDER), "x")) == "acceptance.none"
    seats = ItemId(SEATS)
    journey.decide(SEATS, Choice.DECLINE, reason="too dear", initials="TO", **SIGNER)
    journey.accept_the_rest()
    first = journey.sign_by_both()
    journey.clock.go_to(date(2027, 2, 1))
    assert refused(lambda: service.end_acceptance(key, seats, " ")) == "acceptance.no-reason"
    ended = service.end_acceptance(key, seats, "two offices in the street were attacked", "attack")
    assert exactly(service.end_acceptance(key, seats, "again")) == exactly(ended)
    (ending,) = ended.endings
    assert (ending.name, ending.kind, ending.on) == (FIRM.consultant, "attack", date(2027, 2, 1))
    (acceptance,) = service.acceptances(journey.facts)
    assert (acceptance.is_over, acceptance.ended) == (True, ending)
    assert acceptance.line is not None
    assert journey.snapshot.line_by_item[seats].settled.position is Position.STALE
    journey.application.desk.begin_amendment(key)
    journey.decide(SEATS, Choice.ACCEPT)
    values = journey.application.desk.difference(key).values
    (change,) = [each for each in values.decisions if each.item == SEATS]
    assert (change.why, change.then and change.then.reason) == (Back.ENDED, "too dear")
    assert [line.item for line in values.of(Change.ADDED)] == [SEATS]
    assert verify_pdf(first).status == "unchanged"


def test_a_half_signed_amendment_holds_everything_still(journey: Journey) -> None:
    """Two unsigned changes at once are refused; taking the signature back leaves the draft."""
    service, desk = journey.application.service, journey.application.desk
    journey.begin(Client("A Client", owner="The Owner"))
    key = journey.id
    assert refused(lambda: desk.begin_amendment(key)) == "amend.not-signed"
    journey.accept_the_rest()
    journey.sign_by_both()
    signed = journey.facts
    desk.begin_amendment(key)
    (point,) = desk.prepare(key).agreement.open_points
    assert point == "Nothing is different from the signed paper yet."
    answered = service.record_answer(key, QuestionId("people"), 6)
    assert isinstance(answered, Engagement)
    for line in journey.snapshot.open_lines:
        journey.decide(line.item, Choice.ACCEPT)
    prepared = desk.prepare(key)
    assert prepared.agreement.open_points == ()
    desk.sign(key, "consultant", FIRM.consultant, prepared=prepared)
    for call in (
        lambda: desk.begin_amendment(key),
        lambda: desk.withdraw_amendment(key),
        lambda: service.installed(key, ItemId("mfa"), 1),
        lambda: service.record_answer(key, QuestionId("people"), 7),
    ):
        assert refused(call) == "engagement.half-signed"
    assert desk.withdraw(key).amending is not None
    back = desk.withdraw_amendment(key)
    assert exactly(replace(back, papers=signed.papers)) == exactly(signed)
    assert back.signed_paper == signed.papers[0]
    assert desk.baseline(key) is not None
