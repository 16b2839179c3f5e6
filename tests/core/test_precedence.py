"""The order of lines: in each tier those first that lower the highest risk of today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from onboard.agreement.document import Grid
from onboard.content.loader import load_pack
from onboard.content.model import FlagKind, ItemId, Tier
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.firm import FirmProfile
from onboard.locations import DEFAULT_PACK, packs
from onboard.papers.plan import bought, plan_section
from onboard.risk.grids import rank
from onboard.sample import sample_case
from onboard.snapshot import EngagementSnapshot, PlanLine, derive

DAY = date(2026, 11, 22)
PACK = load_pack(packs() / DEFAULT_PACK)
FACTS = replace(sample_case(PACK, DAY).engagement, decisions=())


def _height(line: PlanLine, snapshot: EngagementSnapshot) -> int:
    """The highest level today among the risks that a line is a measure against."""
    measures = {
        risk.risk: {part.item for part in snapshot.pack.content.risks[risk.risk].measures}
        for risk in snapshot.register.risks
    }
    levels = [
        rank(risk.today.level)
        for risk in snapshot.register.risks
        if line.item in measures[risk.risk]
    ]
    return max(levels, default=-1)


def test_lines_that_lower_the_highest_risk_stand_first_in_their_tier() -> None:
    snapshot = derive(PACK, FirmProfile(), FACTS, DAY)
    order = list(PACK.content.items)
    for tier in Tier:
        lines = snapshot.lines_of(tier)
        assert len(lines) > 1
        for earlier, later in pairwise(lines):
            mine, other = _height(earlier, snapshot), _height(later, snapshot)
            assert mine >= other
            if mine == other:
                assert order.index(earlier.item) < order.index(later.item)
    tiers = [list(Tier).index(line.tier) for line in snapshot.lines]
    assert tiers == sorted(tiers)


def test_a_decision_moves_no_line() -> None:
    before = [line.item for line in derive(PACK, FirmProfile(), FACTS, DAY).lines]
    first = Decision(ItemId(before[0]), Choice.DECLINE, reason="no", initials="DR")
    facts = replace(FACTS, decisions=(Decision(EVERY_LINE, Choice.ACCEPT), first))
    assert [line.item for line in derive(PACK, FirmProfile(), facts, DAY).lines] == before


def test_the_paper_has_the_order_of_the_plan() -> None:
    facts = replace(FACTS, decisions=(Decision(EVERY_LINE, Choice.ACCEPT),))
    snapshot = derive(PACK, FirmProfile(), facts, DAY)
    printed = [
        row[0].text
        for block in plan_section(snapshot).blocks
        if isinstance(block, Grid)
        for row in block.rows
    ]
    named = [line.chosen.name for line in snapshot.lines if bought(line) and line.chosen]
    assert printed[: len(named)] == named


def test_what_is_urgent_stands_before_what_lowers_as_high_a_risk() -> None:
    snapshot = derive(PACK, FirmProfile(), FACTS, DAY)
    key, flag = next(
        (key, flag)
        for key, flag in PACK.content.flags.items()
        if flag.kind is FlagKind.URGENT and flag.text in {each.text for each in snapshot.urgent}
    )
    lines = snapshot.lines_of(Tier.MUST)
    last = max(line for line in range(len(lines)) if _height(lines[line], snapshot) == 3)
    about = flag.model_copy(update={"items": (lines[last].item,)})
    flags = {**PACK.content.flags, key: about}
    pack = replace(PACK, content=PACK.content.model_copy(update={"flags": flags}))
    moved = derive(pack, FirmProfile(), FACTS, DAY).lines_of(Tier.MUST)
    first = next(line for line in moved if _height(line, snapshot) == 3)
    assert first.item == lines[last].item
