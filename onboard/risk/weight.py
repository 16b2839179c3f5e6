"""Which questions can still decide something at `must`, or something urgent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from onboard.content.conditions import Condition, evaluate, reads
from onboard.content.model import FlagKind, Level, QuestionId, Risk, Tier
from onboard.content.pack import ContentPack
from onboard.interview.facts import FactBook
from onboard.interview.route import Weighty
from onboard.risk.grids import level, likelihood, rank, shifted
from onboard.risk.register import MOST_RAISES


@lru_cache(maxsize=16)
def weighty(pack: ContentPack) -> Weighty:
    """A test for one question against the facts known so far."""
    deciding = _deciding_conditions(pack)

    def decides(question: QuestionId, known: FactBook) -> bool:
        return any(evaluate(condition, known) is None for condition in deciding[question])

    return decides


def _deciding_conditions(pack: ContentPack) -> dict[str, tuple[Condition, ...]]:
    found: dict[str, list[Condition]] = defaultdict(list)
    for condition in _weighty_conditions(pack):
        for fact in reads(condition):
            found[pack.question_of_count.get(fact, fact)].append(condition)
    return defaultdict(tuple, {key: tuple(parts) for key, parts in found.items()})


def _weighty_conditions(pack: ContentPack) -> Iterator[Condition]:
    content = pack.content
    grave = {key for key, risk in content.risks.items() if _can_be_high(risk)}
    must = {
        measure.item for key in grave for measure in content.risks[key].measures if measure.main
    }
    for key in grave:
        risk = content.risks[key]
        yield risk.when
        yield from (part.when for part in (*risk.up, *risk.impact_up))
    for need in content.needs.values():
        if need.tier is Tier.MUST or need.item in must or content.items[need.item].baseline:
            yield need.when
    yield from (flag.when for flag in content.flags.values() if flag.kind is FlagKind.URGENT)


def _can_be_high(risk: Risk) -> bool:
    start = shifted(risk.start, min(len(risk.up), MOST_RAISES))
    impact = shifted(risk.impact, 1 if risk.impact_up else 0)
    return rank(level(likelihood(start, risk.harm), impact)) >= rank(Level.HIGH)
