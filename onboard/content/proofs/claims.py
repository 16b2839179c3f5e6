"""All claims about a pack, in the order in which an author wants to hear of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from onboard.content.pack import ContentPack
from onboard.content.proofs.answered import answered
from onboard.content.proofs.companions import come_along, counted, grow, never_less
from onboard.content.proofs.effects import alike_options, unsure_matters
from onboard.content.proofs.findings import Claim, Finding, Ground, ground, judged
from onboard.content.proofs.paths import always_fires, can_fire, reachable


def findings(pack: ContentPack, on: date) -> tuple[Finding, ...]:
    """Every claim that does not hold."""
    return tuple(judged(_claims(ground(pack, on))))


def remarks(pack: ContentPack, on: date) -> tuple[Finding, ...]:
    """What is worth knowing and is no fault."""
    known = judged(always_fires(ground(pack, on)))
    return (*known, *alike_options(pack.content))


def _claims(about: Ground) -> Iterator[Claim]:
    yield from reachable(about)
    yield from can_fire(about)
    yield from come_along(about)
    yield from counted(about)
    yield from grow(about)
    yield from never_less(about)
    yield from answered(about)
    yield from unsure_matters(about)
