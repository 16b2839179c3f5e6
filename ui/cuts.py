"""The price cut in words: what leaves at each step, and what it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onboard.price_cut import DEEPEST, Cut, cuts
from onboard.wording import say
from ui import phrases

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot

SHARE = 10
"""Percent of the first year; steps are told in shares of this size."""


def cut_shares(snapshot: EngagementSnapshot) -> list[tuple[int, str]]:
    """For each share of the price, what leaves to save it."""
    steps = cuts(snapshot)
    found = []
    for share in range(SHARE, DEEPEST + 1, SHARE):
        is_last = share == DEEPEST
        here = [
            cut
            for cut in steps
            if share - SHARE < cut.percent and (cut.percent <= share or is_last)
        ]
        if here:
            found.append((share, "\n".join(_sentence(snapshot, cut) for cut in here)))
    return found


def _sentence(snapshot: EngagementSnapshot, cut: Cut) -> str:
    name, tier = cut.line.line.name, phrases.tier_name(cut.line.tier).casefold()
    if cut.offer:
        offer = snapshot.pack.content.items[cut.line.item].offers[cut.offer]  # type: ignore[index]
        texts = [say("page.cut-offer", name=name, offer=offer.name, leaves=cut.leaves)]
    else:
        texts = [say("page.cut-line", name=name, tier=tier, leaves=cut.leaves)]
    if cut.falls:
        items = snapshot.pack.content.items
        texts.append(say("page.cut-falls", names=", ".join(items[key].name for key in cut.falls)))
    if cut.promises:
        texts.append(say("page.cut-promises", titles="; ".join(cut.promises)))
    if cut.writes_acceptance:
        texts.append(say("page.cut-initials" if cut.needs_initials else "page.cut-acceptance"))
    texts.append(say("page.cut-left", amount=phrases.amount(cut.total.first_year)))
    return "•  " + " ".join(texts)
