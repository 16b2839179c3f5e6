"""T1: three PCs with Office are ordered, and nobody thought of protection (S0.4 to S0.8)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from journey_kit import DAY, FIRM, Journey, section_of, table_of, words_of

from onboard.content.model import ItemId, QuestionId, Tier
from onboard.decisions import Position
from onboard.errors import UserFacingError
from onboard.interview.answers import AnswerState
from onboard.order_check import MissingLine, OrderCheck, check_order
from onboard.pdf.paper import read_data

PER_COMPUTER = ("endpoint-protection", "patch-rmm", "backup-endpoint", "disk-encryption")
PER_PERSON = (
    "mfa", "password-manager", "email-filter", "backup-cloud-suite", "awareness-training",
    "support-plan",
)  # fmt: skip
NEW_COMPUTERS_ONLY = ("monitor-kit", "warranty", "setup-labour", "documentation")
MUST = ("endpoint-protection", "patch-rmm", "backup-endpoint", "mfa")


def compared(journey: Journey) -> OrderCheck:
    return check_order(journey.pack, FIRM, journey.facts, DAY)


def by_item(check: OrderCheck) -> dict[str, MissingLine]:
    return {part.line.item: part for part in check.missing}


def test_three_pcs_with_office_from_the_owners_words_to_the_signed_file(journey: Journey) -> None:
    """T1, S0.5 to S0.9, S0.13: every line of the worked example reaches the signed paper."""
    journey.tell("t1.yaml")
    check = compared(journey)
    assert [(entry.words, entry.item, entry.quantity) for entry in check.understood] == [
        ("3 PCs", "workstation", 3),
        ("3 Microsoft Office", "office-suite", 3),
    ]
    missing = by_item(check)
    expected = {name: (11, 8, 3, "3") for name in (*PER_COMPUTER, *PER_PERSON)}
    expected |= {name: (3, 0, 3, "3") for name in NEW_COMPUTERS_ONLY}
    expected["switch"] = (28, 24, 1, "1")
    assert expected == {
        name: (part.line.line.required, part.line.line.on_hand, part.extra, part.reads)
        for name, part in missing.items()
    }
    assert {name: missing[name].line.tier for name in MUST} == dict.fromkeys(MUST, Tier.MUST)
    assert missing["disk-encryption"].line.tier in (Tier.MUST, Tier.SHOULD)
    office = check.with_order.line_by_item[ItemId("office-suite")]
    assert (office.line.required, office.line.on_hand, office.line.ordered) == (11, 8, 3)
    assert (office.line.quantity, office.settled.position) == (0, Position.COVERED)
    assert check.with_order.bill.get("os-upgrade") is None

    journey.accept_the_rest()
    pdf = journey.sign_by_both()
    rows, words = table_of(pdf), words_of(pdf)
    for name, (required, on_hand, extra, _) in expected.items():
        row = rows[name]
        found = (row["required"], row["on_hand"], row["recommended"], row["bought"], row["fate"])
        assert found == (str(required), str(on_hand), str(extra), str(extra), "Yes"), name
        assert row["name"] in words
    assert (rows["office-suite"]["asked"], rows["office-suite"]["bought"]) == ("3", "0")
    assert rows["office-suite"]["fate"] == rows["workstation"]["fate"] == "You order it yourself"
    assert "You said no to nothing that we recommend." in words
    data = read_data(pdf)
    assert {line["item"] for line in data["lines"]} == set(rows)
    assert all(line["because"] for line in data["lines"])
    assert data["facts"]["order"][0]["words"] == "3 PCs"
    journey.expect_closed(pdf)


@pytest.mark.parametrize(
    ("item", "chain"),
    [
        ("endpoint-protection", ("3 × Desktop computer", "Every computer is protected")),
        ("patch-rmm", ("3 × Desktop computer", "Every computer gets its fixes")),
        ("backup-endpoint", ("3 × Desktop computer", "Your files live on the computers")),
        ("disk-encryption", ("3 × Desktop computer", "stolen computer must not be readable")),
        ("mfa", ("3 × Mail and office apps", "password alone must not open a mailbox")),
        ("password-manager", ("New people who start: 3", "passwords to keep")),
        ("support-plan", ("New people who start: 3", "someone to call")),
        ("monitor-kit", ("3 × Desktop computer", "needs a screen")),
        ("switch", ("3 × Desktop computer", "a place to plug in")),
    ],
)
def test_each_line_tells_why_in_a_chain(told: Journey, item: str, chain: tuple[str]) -> None:
    """T1, S0.8, S0.13: from the order or an answer, over the rule, to the line."""
    because = by_item(compared(told))[item].because
    assert any(all(step in text for step in chain) for text in because), because


def test_the_count_is_spelled_out_and_so_is_what_happens_without_it(told: Journey) -> None:
    """T1, S0.6, S0.9."""
    seats = by_item(compared(told))["endpoint-protection"]
    assert seats.because[-1] == "You have 8 and need 11 (all your computers)."
    assert seats.without_it == (
        "A new computer without protection can be infected on its first day. From there the "
        "virus reaches the others."
    )
    assert "each computer" in seats.line.line.counting


def test_what_was_missing_before_stands_apart(told: Journey) -> None:
    """T1: "missing today" is not blamed on the order, and the order's lines are not in it."""
    check = compared(told)
    today = {line.item for line in check.missing_today}
    assert {"restore-test", "ups", "offsite-copy"} <= today
    assert not today & set(by_item(check))


def test_replacing_old_computers_moves_the_seats(journey: Journey) -> None:
    """T1, first variant: computers stay 8; drives and data move, nothing is added per person."""
    journey.tell("t1-replace.yaml")
    check = compared(journey)
    found = {name: part.extra for name, part in by_item(check).items()}
    new = dict.fromkeys((*NEW_COMPUTERS_ONLY, "data-move", "drive-disposal"), 3)
    assert found == new
    seats = check.with_order.bill.by_item[ItemId("endpoint-protection")]
    assert (seats.required, seats.on_hand, seats.quantity) == (8, 8, 0)


def test_changing_the_answer_from_added_to_replaced_moves_the_bill(journey: Journey) -> None:
    """T1: both variants are one file apart by two answers, and back."""
    journey.tell("t1.yaml")
    first = by_item(compared(journey))
    service = journey.application.service
    service.record_answer(journey.id, QuestionId("new-people"), 0)
    service.record_answer(journey.id, QuestionId("replaced-computers"), 3)
    assert set(by_item(compared(journey))) == {*NEW_COMPUTERS_ONLY, "data-move", "drive-disposal"}
    service.record_answer(journey.id, QuestionId("new-people"), 3)
    service.record_answer(journey.id, QuestionId("replaced-computers"), 0)
    assert by_item(compared(journey)) == first


def test_an_unknown_number_of_seats_reads_as_a_range_to_confirm(journey: Journey) -> None:
    """T1, second variant: on hand counts 0, and nobody pretends to know."""
    case = journey.tell("t1.yaml")
    estate = tuple(
        replace(holding, quantity=None) if holding.item == "endpoint-protection" else holding
        for holding in case.engagement.estate
    )
    journey.application.service.set_estate(journey.id, estate)
    seats = by_item(compared(journey))["endpoint-protection"]
    assert (seats.line.line.required, seats.line.line.on_hand) == (11, 0)
    assert (seats.low, seats.high, seats.reads) == (8, 11, "8 to 11, to be confirmed")
    assert any("Nobody knows yet how many you have" in text for text in seats.because)


def test_without_a_decision_the_paper_names_every_open_line(journey: Journey) -> None:
    """T1, S0.7: silence accepts nothing; the consultant cannot sign either."""
    journey.tell("t1.yaml")
    prepared = journey.application.desk.prepare(journey.id)
    names = [line.line.name for line in journey.snapshot.open_lines]
    assert len(names) >= 15
    for name in names:
        assert any(name in point for point in prepared.agreement.open_points), name
    with pytest.raises(UserFacingError):
        journey.application.desk.sign(journey.id, "consultant", "Alex Reed", prepared=prepared)
    assert journey.facts.papers == ()
    asked = section_of(prepared.pdf, "Signatures")
    assert "This paper cannot be signed yet:" in str(asked)


def test_an_unknown_answer_is_dated_in_the_paper_as_a_guess(journey: Journey) -> None:
    """T1 with one "I don't know" from the ordered computers' own questions."""
    journey.tell("t1.yaml")
    service = journey.application.service
    service.record_unknown(journey.id, QuestionId("new-people"), AnswerState.UNKNOWN)
    check = compared(journey)
    guess = next(entry for entry in check.with_order.assumptions if entry.question == "new-people")
    assert guess.who
    assert guess.say
    assert check.with_order.bill.by_item[ItemId("mfa")].to_confirm
