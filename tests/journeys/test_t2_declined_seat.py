"""T2: the owner declines the $35 seat (S0.15, S0.16)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from journey_kit import DAY, Journey, months_after, section_of, table_of, words_of

from onboard.content.model import ItemId, Level, RiskId
from onboard.decisions import EVERY_LINE, Choice, Position
from onboard.pdf.paper import read_data

SEATS = ItemId("endpoint-protection")
REASON = "too dear this year"
SIGNER = {"name": "The Owner", "role": "Owner", "authority": "I own the business."}


def levels(journey: Journey) -> tuple[str, ...]:
    """Start, harm, likelihood, impact and level of the new PC's risk, as chosen."""
    rated = journey.snapshot.register.by_id[RiskId("new-pc-no-guard")].chosen
    parts = (rated.start, rated.harm, rated.likelihood, rated.impact, rated.level)
    return tuple(part.value for part in parts)


def decline(journey: Journey, **more: Any) -> None:
    said = {"reason": REASON, "initials": "TO", **SIGNER, **more}
    journey.decide(SEATS, Choice.DECLINE, **said)


def acceptance(pdf: bytes) -> dict[str, Any]:
    """The acceptance record of the paper; there is exactly one."""
    blocks = section_of(pdf, "What each no leaves open")["blocks"]
    found: list[dict[str, Any]] = [block for block in blocks if "risk" in block]
    assert len(found) == 1
    return found[0]


def test_the_levels_move_step_by_step_as_the_owner_decides(journey: Journey) -> None:
    """T2: each row of the table in the worked example, reached by decisions in the store."""
    journey.tell("t1.yaml")
    rated = journey.snapshot.register.by_id[RiskId("new-pc-no-guard")]
    assert rated.today.level is Level.HIGH
    assert rated.today.start is Level.HIGH  # moderate, one up because computers are being added
    assert rated.raised_by
    assert levels(journey) == ("high", "high", "high", "high", "high")
    journey.decide(SEATS, Choice.ACCEPT)
    assert levels(journey) == ("high", "moderate", "moderate", "high", "moderate")
    journey.decide("patch-rmm", Choice.ACCEPT)
    assert levels(journey) == ("moderate", "moderate", "moderate", "high", "moderate")
    journey.decide("patch-rmm", Choice.LATER, by=date(2027, 1, 31))
    decline(journey)
    assert levels(journey) == ("high", "high", "high", "high", "high")
    decline(journey, cheaper=("built-in-protection",))
    assert levels(journey) == ("high", "moderate", "moderate", "high", "moderate")


def test_the_price_of_a_year_is_below_one_hour_of_stop(told: Journey) -> None:
    """T2, S0.16: 105 a year against 287.67, from the owner's own numbers."""
    line = told.snapshot.line_by_item[SEATS]
    price = line.line.cost.yearly
    assert price.low == price.high == 105
    answers = told.facts.answers
    numbers = {str(key): answer.value for key, answer in answers.items()}
    hour, share = numbers["hour-cost"], numbers["share-stopped"]
    assert isinstance(hour, Decimal)
    assert isinstance(share, int)
    stop = 11 * hour * share / 100
    assert round(stop, 2) == Decimal("287.67")
    assert price.high < stop
    today = told.snapshot.register.by_id[RiskId("new-pc-no-guard")].today
    assert today.level is Level.HIGH


def test_declined_outright_from_the_no_to_the_signed_record(journey: Journey) -> None:
    """T2, S0.10, S0.15: the acceptance keeps everything that was known when it was made."""
    journey.tell("t1.yaml")
    before = journey.snapshot
    decline(journey)
    journey.decide("patch-rmm", Choice.LATER, by=date(2027, 1, 31))
    journey.accept_the_rest()
    snapshot = journey.snapshot
    assert snapshot.line_by_item[SEATS].settled.position is Position.DECLINED
    # The bill orders no seats; the eight that are owned stay and go on counting.
    chosen = snapshot.chosen.by_item[SEATS]
    assert (chosen.quantity, chosen.on_hand, chosen.required) == (0, 8, 11)
    assert chosen.cost.is_zero
    paid = before.bill.by_item[SEATS].cost.yearly.high
    assert snapshot.chosen.total.yearly.high <= snapshot.bill.total.yearly.high - paid

    pdf = journey.sign_by_both()
    row = table_of(pdf)[SEATS]
    assert (row["recommended"], row["bought"], row["on_hand"], row["fate"]) == ("3", "0", "8", "No")
    record, words = acceptance(pdf), words_of(pdf)
    assert record["line"] == "Virus protection"
    risk = journey.pack.content.risks["new-pc-no-guard"]
    assert risk.story in record["risk"]
    worst = snapshot.line_by_item[SEATS].leaving_out.consequences[0]
    rated = snapshot.register.by_id[RiskId(worst.risk)]
    stood = [rated.today.level, rated.recommended.level, rated.chosen.level]
    assert [level for _, level in record["levels"]] == [level.value for level in stood]
    left = journey.snapshot.register.by_id[RiskId("new-pc-no-guard")].chosen.level
    assert left is Level.HIGH
    assert (record["reason"], record["initials"]) == (REASON, "TO")
    assert len(record["steps"]) == 2
    assert all(step.startswith("Offered, not taken:") for step in record["steps"])
    facts = dict(record["facts"])
    assert facts["Refused by"] == "The Owner, Owner, I own the business."
    assert facts["Holds"].startswith("21 November 2026 to 21 November 2027; sooner if")
    assert facts["What it would cost"].startswith("$105 a year (3 ×")
    assert facts["Why we recommend it"].startswith("Must have. ")
    for text in (REASON, "Virus protection", "No"):
        assert text in words
    reviewed = str(section_of(pdf, "When we look at this again"))
    assert "Your no ends: Virus protection" in reviewed
    kept = [entry for entry in read_data(pdf)["facts"]["decisions"] if entry["line"] == SEATS]
    assert kept[0]["reason"] == REASON
    journey.expect_closed(pdf)


def test_the_cheaper_step_is_taken_priced_and_says_what_it_leaves(journey: Journey) -> None:
    """T2, S0.15: the step's price is in the total, and the level that is left is said."""
    journey.tell("t1.yaml")
    journey.accept_the_rest()
    everything = journey.snapshot
    decline(journey, cheaper=("built-in-protection",), until=date(2027, 5, 21))
    journey.decide("patch-rmm", Choice.LATER, by=date(2027, 1, 31))
    snapshot = journey.snapshot
    line = snapshot.line_by_item[SEATS]
    assert {option.id for option in line.leaving_out.cheaper} == {
        "built-in-protection",
        "no-install-rights",
    }
    assert snapshot.chosen_total.once.high - snapshot.chosen.total.once.high == 30
    assert everything.chosen_total.once.high == everything.chosen.total.once.high
    pdf = journey.sign_by_both()
    record = acceptance(pdf)
    taken = [step for step in record["steps"] if step.startswith("Taken:")]
    assert len(taken) == 1
    assert "no central settings" in taken[0]
    rated = {risk["risk"]: risk for risk in read_data(pdf)["risks"]}["new-pc-no-guard"]
    assert (rated["today"], rated["chosen"]) == ("high", "moderate")
    assert " to 21 May 2027;" in dict(record["facts"])["Holds"]
    assert table_of(pdf)[SEATS]["fate"] == "No, with a cheaper step"
    journey.expect_closed(pdf)


def test_no_acceptance_runs_for_longer_than_a_year(journey: Journey) -> None:
    """T2: 12 months at most, whatever date was wished for; sooner dates stand."""
    from onboard.papers.refusals import acceptance_end

    journey.tell("t1.yaml")
    decline(journey, until=date(2030, 1, 1))
    snapshot = journey.snapshot
    assert acceptance_end(snapshot, snapshot.line_by_item[SEATS]) == months_after(12)
    decline(journey, until=date(2027, 2, 1))
    snapshot = journey.snapshot
    assert acceptance_end(snapshot, snapshot.line_by_item[SEATS]) == date(2027, 2, 1)


def test_a_no_without_reason_or_initials_bars_signing(journey: Journey) -> None:
    """T2, S1.6: a must-have is refused in the owner's words and with the owner's initials."""
    journey.tell("t1.yaml")
    journey.accept_the_rest()
    for missing in ("reason", "initials"):
        decline(journey, **{missing: ""})
        points = journey.application.desk.prepare(journey.id).agreement.open_points
        assert len(points) == 1
        assert missing in points[0]
    decline(journey)
    assert journey.application.desk.prepare(journey.id).agreement.open_points == ()


def test_a_changed_line_makes_the_no_stale(journey: Journey) -> None:
    """T2: a no to three seats is no answer to five; it is asked again."""
    journey.tell("t1.yaml")
    decline(journey)
    journey.application.service.set_order(journey.id, ["5 PCs", "3 Microsoft Office"])
    line = journey.snapshot.line_by_item[SEATS]
    assert line.line.quantity == 5
    assert line.settled.position is Position.STALE
    assert line in journey.snapshot.open_lines
    journey.application.service.set_order(journey.id, ["3 PCs", "3 Microsoft Office"])
    assert journey.snapshot.line_by_item[SEATS].settled.position is Position.DECLINED


def test_accepting_everything_never_overrules_the_no(journey: Journey) -> None:
    """T2, TRAP-5: the row for all the rest is for the rest."""
    journey.tell("t1.yaml")
    decline(journey)
    journey.decide(EVERY_LINE, Choice.ACCEPT)
    assert journey.snapshot.line_by_item[SEATS].settled.position is Position.DECLINED
    assert journey.snapshot.on == DAY
