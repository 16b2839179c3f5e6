"""T1: what an order lacks comes in three lists, by what the pack says its counts are (S0.4)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from journey_kit import DAY, FIRM

from onboard.case_file import read_case
from onboard.cli.texts import order as order_text
from onboard.content.loader import load_pack
from onboard.content.model import Per
from onboard.content.pack import ContentPack
from onboard.locations import DEFAULT_PACK, packs
from onboard.order_check import OrderCheck, check_order
from onboard.report import order_data

SAMPLES = Path(__file__).parents[1] / "packs" / "samples"
MARKS = {
    "all-computers": Per.COMPUTER,
    "users": Per.PERSON,
    "replaced-by-order": Per.REPLACED,
    "places": Per.PLACE,
}
COMPUTER = {
    "endpoint-protection", "patch-rmm", "backup-endpoint", "disk-encryption", "monitor-kit",
    "warranty", "setup-labour", "documentation", "switch",
}  # fmt: skip
PERSON = {
    "mfa", "password-manager", "email-filter", "backup-cloud-suite", "awareness-training",
    "support-plan",
}  # fmt: skip


@cache
def marked(*, is_marked: bool = True) -> ContentPack:
    """The shipped pack with these marks and no others."""
    pack = load_pack(packs() / DEFAULT_PACK)
    populations = {
        key: population.model_copy(update={"per": MARKS.get(key) if is_marked else None})
        for key, population in pack.content.populations.items()
    }
    content = pack.content.model_copy(update={"populations": populations})
    return ContentPack(content, pack.sha256, pack.data)


def checked(sample: str, pack: ContentPack) -> OrderCheck:
    case = read_case(SAMPLES / sample, pack, DAY)
    return check_order(pack, FIRM, case.engagement, DAY)


def lists(check: OrderCheck) -> dict[str, set[str]]:
    return {
        per.value: {part.line.item for part in parts} for per, parts in check.missing_by_per.items()
    }


def test_new_computers_for_new_people_have_a_list_for_each() -> None:
    check = checked("t1.yaml", marked())
    assert lists(check) == {"computer": COMPUTER, "person": PERSON}
    data = order_data(check)["missing"]
    assert {line["item"]: line["per"] for line in data} == {
        **dict.fromkeys(COMPUTER, "computer"),
        **dict.fromkeys(PERSON, "person"),
    }


def test_computers_that_are_replaced_have_a_list_of_their_own() -> None:
    found = lists(checked("t1-replace.yaml", marked()))
    assert found["replaced"] == {"data-move", "drive-disposal"}
    assert set(found) == {"computer", "replaced"}


def test_the_lists_hold_each_missing_line_once() -> None:
    for sample in ("t1.yaml", "t1-replace.yaml"):
        check = checked(sample, marked())
        listed = [part for parts in check.missing_by_per.values() for part in parts]
        assert len(listed) == len(check.missing)
        assert set(map(id, listed)) == set(map(id, check.missing))


def test_on_paper_each_list_has_its_heading() -> None:
    pack = marked()
    text = order_text(pack, checked("t1.yaml", pack))
    computers, people = text.index("For each computer:"), text.index("For each new person:")
    assert computers < text.index("3 × Virus protection") < people
    assert people < text.index("3 × Second step")
    assert "that is replaced" not in text


def test_a_pack_without_marks_has_one_list_without_headings() -> None:
    pack = marked(is_marked=False)
    check = checked("t1.yaml", pack)
    assert {part.per for part in check.missing} == {Per.BUSINESS}
    assert "For each" not in order_text(pack, check)


@pytest.mark.parametrize("item", ["mfa", "endpoint-protection"])
def test_new_people_without_new_computers_are_counted_as_people(item: str) -> None:
    """Only seats are ordered: what grows, grows with the people."""
    pack = marked()
    case = read_case(SAMPLES / "t1.yaml", pack, DAY)
    seats = tuple(entry for entry in case.engagement.order if entry.item == "office-suite")
    check = check_order(pack, FIRM, replace(case.engagement, order=seats), DAY)
    found = {part.line.item: part.per for part in check.missing}
    assert found.get(item) in (Per.PERSON, None)
    assert Per.COMPUTER not in found.values()
