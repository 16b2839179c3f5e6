"""T8: an XP machine runs the mill and cannot be replaced (S1.7 with S0.15)."""

from __future__ import annotations

from datetime import date

from journey_kit import DAY, Journey, section_of, table_of, words_of

from onboard.content.model import ItemId, Level, QuestionId, RiskId, Support, Tier
from onboard.decisions import Choice
from onboard.interview.lifecycle import support_of

FENCE = ("network-segmentation", "image-backup", "spare-equipment", "legacy-acceptance")
REPLACEMENT = ("workstation", "laptop", "os-upgrade", "esu", "drive-disposal")


def test_the_old_machine_is_fenced_copied_and_signed_for(journey: Journey) -> None:
    """T8, S1.7: it stays; what keeps it from harming the rest is on the bill, and signed."""
    journey.tell("t8.yaml")
    snapshot = journey.snapshot
    assert support_of(journey.pack.content, "win-xp", DAY) is Support.ENDED
    assert snapshot.path.is_done
    for name in FENCE:
        line = snapshot.line_by_item[ItemId(name)]
        assert line.line.quantity == 1, name
        assert line.tier is Tier.MUST or name != "legacy-acceptance", name
    assert not {line.item for line in snapshot.lines} & set(REPLACEMENT)
    protected = snapshot.bill.by_item[ItemId("endpoint-protection")]
    assert protected.required == 5  # the four desktops and the laptop, never the old machine
    risk = snapshot.register.by_id[RiskId("legacy-machine")]
    assert risk.today.level in (Level.HIGH, Level.VERY_HIGH)
    assert list(Level).index(risk.recommended.level) < list(Level).index(risk.today.level)
    assert risk.recommended.level is not Level.VERY_LOW

    for name in FENCE:
        journey.decide(name, Choice.ACCEPT)
    journey.accept_the_rest()
    pdf = journey.sign_by_both()
    rows, words = table_of(pdf), words_of(pdf)
    for name in FENCE:
        assert (rows[name]["bought"], rows[name]["fate"]) == ("1", "Yes"), name
        assert rows[name]["name"] in words
    assert not set(rows) & set(REPLACEMENT)
    assert "the grey box beside the mill" in words  # the owner's words, kept
    assert "The controller of the milling machine" in words
    assert rows["legacy-acceptance"]["who"] == "you"
    assert "Signed note about the old machine" in str(section_of(pdf, "Your plan"))
    journey.expect_closed(pdf)


def test_refusing_the_fence_is_an_acceptance_with_the_old_machines_story(
    journey: Journey,
) -> None:
    """T8, S0.15: refusing the isolation names what stays open and ends within a year."""
    journey.tell("t8.yaml")
    journey.accept_the_rest()
    journey.decide(
        "network-segmentation",
        Choice.DECLINE,
        reason="the mill must reach the drawings",
        initials="TO",
        name="The Owner",
        until=date(2027, 6, 30),
    )
    snapshot = journey.snapshot
    line = snapshot.line_by_item[ItemId("network-segmentation")]
    assert any(part.risk == "legacy-machine" for part in line.leaving_out.consequences)
    chosen = snapshot.chosen.by_item[ItemId("network-segmentation")]
    assert chosen.quantity == 0
    prepared = journey.application.desk.prepare(journey.id)
    assert prepared.agreement.open_points == ()
    refusals = str(section_of(prepared.pdf, "What each no leaves open"))
    assert "the mill must reach the drawings" in refusals
    assert "30 June 2027" in refusals


def test_a_no_beside_a_listed_machine_is_a_contradiction_and_removes_nothing(
    journey: Journey,
) -> None:
    """T8 turned round: only when the list agrees does the fence go; a second thought brings it."""
    journey.tell("t8.yaml")
    service = journey.application.service
    listed = journey.facts.answers[QuestionId("computers")].value
    assert isinstance(listed, tuple)
    service.record_answer(journey.id, QuestionId("legacy-machine"), "no")
    snapshot = journey.snapshot
    assert "legacy-acceptance" in snapshot.line_by_item
    assert [flag for flag in snapshot.flags if flag.kind == "contradiction"]
    assert {"legacy-runs", "legacy-online"} <= set(snapshot.path.set_aside)
    service.record_answer(journey.id, QuestionId("computers"), listed[:2])
    snapshot = journey.snapshot
    assert "legacy-acceptance" not in snapshot.line_by_item
    assert "legacy-machine" not in snapshot.register.by_id
    assert not [flag for flag in snapshot.flags if flag.kind == "contradiction"]
    service.record_answer(journey.id, QuestionId("computers"), listed)
    service.record_answer(journey.id, QuestionId("legacy-machine"), "yes")
    snapshot = journey.snapshot
    assert set(FENCE) <= set(snapshot.line_by_item)
    assert snapshot.path.set_aside == ()
