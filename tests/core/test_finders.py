"""What the list of what is there shows, in plain words: too few, too many, twice, all on one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tiny_pack import TEXTS

from onboard.content.loader import build_pack
from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.firm import FirmProfile
from onboard.flags import Flag
from onboard.interview.answers import Answer, Answers, AnswerState
from onboard.recommendation.estate import Holding
from onboard.snapshot import derive

DAY = date(2026, 11, 21)
HERE = Path(__file__).parent


def flags(pack: ContentPack, people: int, *estate: Holding, backup: str = "none") -> list[Flag]:
    answers = Answers(
        [
            Answer(QuestionId("people"), AnswerState.GIVEN, people),
            Answer(QuestionId("backup"), AnswerState.GIVEN, backup),
        ]
    )
    facts = Engagement(EngagementId("x"), Client("A"), PackPin("t", "1", "2"), DAY, answers, estate)
    return list(derive(pack, FirmProfile(), facts, DAY).flags)


def seats(count: int, until: date | None = None) -> Holding:
    return Holding(ItemId("guard"), count, until)


@pytest.mark.parametrize(
    ("people", "have", "kinds"), [(5, 3, ["shortfall"]), (5, 5, []), (5, 7, ["unused"])]
)
def test_seats_are_counted_against_those_who_need_them(
    people: int, have: int, kinds: list[str]
) -> None:
    """S1.4: named, with both numbers, and without blame."""
    found = flags(build_pack(TEXTS), people, seats(have))
    assert [flag.kind for flag in found] == kinds
    for flag in found:
        assert str(have) in flag.text
        assert str(people) in flag.text


def test_what_has_run_out_is_neither_too_few_nor_too_many() -> None:
    found = flags(build_pack(TEXTS), 5, seats(9, date(2026, 11, 20)))
    assert [flag.kind for flag in found] == ["ends-soon"]


def test_what_was_bought_once_costs_nothing_by_lying_there() -> None:
    assert flags(build_pack(TEXTS), 5, Holding(ItemId("computer"), 40)) == []


def test_what_comes_along_with_something_else_is_told() -> None:
    suite = TEXTS["items.yaml"].replace(
        "    words: [pc, desktop]\n", "    words: [pc, desktop]\n    includes: [{item: guard}]\n"
    )
    suite = suite[: suite.index("    requires:")] + suite[suite.index("  guard:") :]
    pack = build_pack({**TEXTS, "items.yaml": suite})
    found = flags(pack, 5, Holding(ItemId("computer"), 2), seats(3))
    (twice,) = [flag for flag in found if flag.kind == "unused"]
    assert "comes along with “Desktop computer”" in twice.text
    assert twice.lines == ("computer", "guard")


def test_all_that_hangs_on_one_thing_is_told_with_the_lines_that_help() -> None:
    """S1.5."""
    rule = """
flags:
  one-copy:
    kind: single-point
    when: {backup: usb}
    text: There is one copy.
    items: [guard]
"""
    pack = build_pack({**TEXTS, "flags.yaml": rule})
    (told,) = [flag for flag in flags(pack, 5, backup="usb") if flag.kind == "single-point"]
    assert (told.text, told.lines) == ("There is one copy.", ("guard",))
    assert not [flag for flag in flags(pack, 5) if flag.kind == "single-point"]
