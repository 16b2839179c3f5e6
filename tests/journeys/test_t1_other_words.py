"""T1 in other words: however three PCs with Office are typed, the same is missing (S0.4, S0.5)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from journey_kit import DAY, FIRM

from onboard.case_file import Case, read_case
from onboard.content.loader import load_pack
from onboard.content.pack import ContentPack
from onboard.locations import DEFAULT_PACK, packs
from onboard.order_check import check_order
from onboard.recommendation.shopping import read_list

SAMPLE = Path(__file__).parents[1] / "packs" / "samples" / "t1.yaml"

SAID = [
    "3 PCs, 3 Microsoft Office",
    "3 pcs w/ office",
    "we need three new computers with Microsoft Ofice",
    "3 desktops + office 365 x3",
    "get me 3x pc, 3 office licences",
    "Hi, could you please order 3 new PC's incl. MS Offcie?",
    "three dekstop computers and three microsft office licenses",
    "3 compters, each with Office",
    "thre computers w/ Ofifce",
    "3 × PC\n3 × Office",
    "3PCs+3 office",
    "PC (3), Office 365 (3)",
    "desktop pcs x3 plus microsoft 365 x 3",
    "I'd like 3 more workstaitons with mircosoft office on each, thanks!",
    "We need 3 PCs for the new people. Office for all 3.",
    "office - 3; computers - 3",
]


@cache
def told() -> tuple[ContentPack, Case]:
    pack = load_pack(packs() / DEFAULT_PACK)
    return pack, read_case(SAMPLE, pack, DAY)


def missing(text: str) -> dict[str, tuple[int, str, tuple[str, ...]]]:
    """What the check names for these words, with its count and its reasons."""
    pack, case = told()
    facts = replace(case.engagement, order=read_list(pack, text))
    check = check_order(pack, FIRM, facts, DAY)
    return {part.line.item: (part.extra, part.reads, part.because) for part in check.missing}


@pytest.mark.parametrize("said", SAID)
def test_the_same_is_missing_however_it_is_typed(said: str) -> None:
    pack, case = told()
    ordered = {wish.item: wish.quantity for wish in read_list(pack, said)}
    assert ordered == {"workstation": 3, "office-suite": 3}
    as_told = "\n".join(entry.words for entry in case.engagement.order)
    assert missing(said) == missing(as_told)
    assert missing(said)["endpoint-protection"][0] == 3


def test_a_printer_more_changes_nothing_about_the_computers() -> None:
    with_printer = missing("3 pcs w/ office & a printer")
    for item, (extra, _, _) in missing("3 pcs w/ office").items():
        assert with_printer[item][0] >= extra
