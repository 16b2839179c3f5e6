"""The tier of a line: always the risk of leaving it out."""

from __future__ import annotations

from collections.abc import Mapping

from onboard.content.conditions import evaluate
from onboard.content.model import ItemId, ItemKind, Level, RiskId, Tier
from onboard.content.pack import ContentPack
from onboard.interview.facts import FactBook
from onboard.recommendation.bill import BillOfMaterials, LineItem, Source
from onboard.risk.grids import rank
from onboard.risk.register import Scenario, rate

_HEIGHT = {Tier.COULD: 0, Tier.SHOULD: 1, Tier.MUST: 2}
_BY_HEIGHT = {height: tier for tier, height in _HEIGHT.items()}


def higher(*tiers: Tier | None) -> Tier | None:
    known = [tier for tier in tiers if tier is not None]
    return max(known, key=_HEIGHT.__getitem__) if known else None


def is_at_least(tier: Tier, other: Tier) -> bool:
    return _HEIGHT[tier] >= _HEIGHT[other]


def tier_of_level(level: Level, *, is_main: bool) -> Tier:
    """High and above is a must, moderate a should; a helping measure counts one tier lower."""
    height = 2 if rank(level) >= rank(Level.HIGH) else 1 if level is Level.MODERATE else 0
    return _BY_HEIGHT[height if is_main else max(0, height - 1)]


def tiers(
    pack: ContentPack,
    facts: FactBook,
    bill: BillOfMaterials,
    applying: Mapping[RiskId, Scenario],
) -> Mapping[ItemId, Tier]:
    """A tier for every line of the bill, parents before their companions."""
    by_risk = _from_risks(applying)
    found: dict[ItemId, Tier] = {}
    for line in bill.lines:
        found[line.item] = _tier(pack, facts, line, by_risk, found)
    return found


def _from_risks(applying: Mapping[RiskId, Scenario]) -> dict[str, Tier]:
    """The best tier that any scenario gives an item, no measure counted."""
    best: dict[str, Tier] = {}
    for scenario in applying.values():
        inherent = rate(scenario, {}).level
        for measure in scenario.risk.measures:
            tier = tier_of_level(inherent, is_main=measure.main)
            best[measure.item] = higher(best.get(measure.item), tier) or tier
    return best


def _tier(
    pack: ContentPack,
    facts: FactBook,
    line: LineItem,
    by_risk: Mapping[str, Tier],
    found: Mapping[ItemId, Tier],
) -> Tier:
    item = pack.content.items[line.item]
    stated: list[Tier | None] = [by_risk.get(line.item)]
    for part in line.contributions:
        if part.source is Source.NEED:
            need = pack.content.needs[part.origin]
            if evaluate(need.when, facts) is not False:
                stated.append(need.tier)
    if line.inseparable_of:
        stated.extend(found.get(parent) for parent in line.inseparable_of)
        if item.kind is ItemKind.LICENCE:
            stated.append(Tier.MUST)  # without it the thing may not be used at all
    tier = higher(*stated)
    if tier is None:
        tier = higher(
            *(
                found.get(ItemId(part.origin))
                for part in line.contributions
                if part.source is Source.COMPANION
            )
        )
    if item.baseline:
        tier = Tier.MUST
    return tier or Tier.COULD
