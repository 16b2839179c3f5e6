"""Everything computed from facts on one day, as one immutable value that pages and papers draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from onboard.content.conditions import Condition, evaluate, reads
from onboard.content.model import ItemId, QuestionId, Tier
from onboard.content.pack import ContentPack
from onboard.decisions import Position, SettledLine
from onboard.engagement import Engagement
from onboard.firm import FirmProfile
from onboard.interview.answers import Answers
from onboard.interview.assumptions import Assumption, assumptions
from onboard.interview.facts import Circumstances, FactBook
from onboard.interview.route import RoutingPath, route
from onboard.recommendation.bill import BillOfMaterials, LineItem
from onboard.recommendation.certificate import certify
from onboard.recommendation.costing import PriceList
from onboard.recommendation.estate import Holding
from onboard.recommendation.explain import Explainer
from onboard.recommendation.explode import explode
from onboard.recommendation.money import Cost
from onboard.risk.leaving_out import LeavingOut, leaving_out
from onboard.risk.register import RiskRegister, assess
from onboard.risk.tiers import tiers
from onboard.risk.weight import weighty
from onboard.settle import Settlement, fingerprint, settle, with_what_falls
from onboard.wording import say

SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to notice at once."""

    kind: str
    text: str
    answers: tuple[QuestionId, ...] = ()
    do_now: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the plan with all that a page or a paper says about it."""

    line: LineItem
    tier: Tier
    settled: SettledLine
    chosen: LineItem | None
    """The line as chosen; None when nothing needs it any more."""
    leaving_out: LeavingOut
    fingerprint: str

    @property
    def item(self) -> ItemId:
        return self.line.item

    @property
    def needs_decision(self) -> bool:
        return self.settled.position in (Position.OPEN, Position.STALE)


@dataclass(frozen=True)
class EngagementSnapshot:
    """The computed whole. Equal facts on equal days give equal snapshots."""

    pack: ContentPack
    firm: FirmProfile
    engagement: Engagement
    on: date
    path: RoutingPath
    facts: FactBook
    assumptions: tuple[Assumption, ...]
    bill: BillOfMaterials
    """Everything recommended."""
    chosen: BillOfMaterials
    """What is bought as decided so far."""
    chosen_total: Cost
    """With the cheaper steps that were taken."""
    register: RiskRegister
    tiers: Mapping[ItemId, Tier]
    settlement: Settlement
    lines: tuple[PlanLine, ...]
    flags: tuple[Flag, ...]
    currency: str

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.pack, self.engagement.answers, self.facts, self.bill)

    @cached_property
    def line_by_item(self) -> Mapping[ItemId, PlanLine]:
        return {line.item: line for line in self.lines}

    def because(self, line: PlanLine) -> tuple[str, ...]:
        return self.explainer.because(line.line)

    @property
    def open_lines(self) -> tuple[PlanLine, ...]:
        """Lines that wait for a decision."""
        return tuple(line for line in self.lines if line.needs_decision)

    def lines_of(self, tier: Tier) -> tuple[PlanLine, ...]:
        return tuple(line for line in self.lines if line.tier is tier)


def derive(
    pack: ContentPack,
    firm: FirmProfile,
    engagement: Engagement,
    on: date,
    opened: frozenset[QuestionId] = frozenset(),
) -> EngagementSnapshot:
    """Compute everything, in one direction.

    Raises:
        BillUnsound: the independent check found the bill at odds with the pack.
    """
    circumstances = _circumstances(engagement, on)
    answers, estate = engagement.answers, engagement.estate
    path = route(pack, answers, circumstances, weighty(pack), opened)
    facts = FactBook(pack, answers, circumstances, off_path=path.off, assuming=True)
    known = FactBook(pack, answers, circumstances, off_path=path.off, assuming=False)
    prices = PriceList(pack, firm)
    bill = explode(pack, facts, known, estate, engagement.order, prices, on)
    certify(pack, facts, bill)
    owned = _owned(estate, on)
    register = assess(pack, facts, bill, bill, owned, ())
    tier_of = tiers(pack, facts, bill, register)
    left = {
        line.item: leaving_out(pack, facts, bill, register, line.item, owned, prices.currency)
        for line in bill.lines
    }
    marks = {
        line.item: fingerprint(line, tier_of[line.item], left[line.item]) for line in bill.lines
    }
    settlement = settle(pack, bill, engagement.decisions, marks, prices.currency)
    chosen = explode(pack, facts, known, estate, engagement.order, prices, on, settlement.wishes)
    certify(pack, facts, chosen)
    settlement = with_what_falls(settlement, chosen)
    register = assess(pack, facts, bill, chosen, owned, settlement.steps)
    lines = tuple(
        PlanLine(
            line=line,
            tier=tier_of[line.item],
            settled=settlement.lines[line.item],
            chosen=chosen.get(line.item),
            leaving_out=left[line.item],
            fingerprint=marks[line.item],
        )
        for line in bill.lines
    )
    return EngagementSnapshot(
        pack=pack,
        firm=firm,
        engagement=engagement,
        on=on,
        path=path,
        facts=facts,
        assumptions=assumptions(pack, answers, path),
        bill=bill,
        chosen=chosen,
        chosen_total=chosen.total + settlement.steps_cost,
        register=register,
        tiers=tier_of,
        settlement=settlement,
        lines=lines,
        flags=(
            *_rule_flags(pack, facts, answers, path),
            *_bill_flags(pack, bill, estate, on),
        ),
        currency=prices.currency,
    )


def _circumstances(engagement: Engagement, on: date) -> Circumstances:
    ordered: dict[str, int] = {}
    for wanted in engagement.order:
        if wanted.item is not None:
            ordered[wanted.item] = ordered.get(wanted.item, 0) + wanted.quantity
    return Circumstances(on=on, ordered=ordered)


def _owned(estate: tuple[Holding, ...], on: date) -> frozenset[str]:
    return frozenset(
        holding.item
        for holding in estate
        if holding.quantity and (holding.until is None or holding.until >= on)
    )


def _rule_flags(
    pack: ContentPack, facts: FactBook, answers: Answers, path: RoutingPath
) -> list[Flag]:
    """Flags that answers raise; a question nobody has come to yet raises none."""
    waiting = frozenset(path.questions) | frozenset(path.maybe) | frozenset(path.not_asked)
    waiting -= frozenset(answers)
    raised = []
    for flag in pack.content.flags.values():
        questions = _questions(pack, flag.when)
        if evaluate(flag.when, facts) is True and not waiting.intersection(questions):
            raised.append(Flag(flag.kind.value, flag.text, questions, flag.do_now))
    return raised


def _questions(pack: ContentPack, condition: Condition) -> tuple[QuestionId, ...]:
    facts = sorted(reads(condition))
    owners = (pack.question_of_count.get(fact, QuestionId(fact)) for fact in facts)
    return tuple(dict.fromkeys(key for key in owners if key in pack.content.questions))


def _bill_flags(
    pack: ContentPack, bill: BillOfMaterials, estate: tuple[Holding, ...], on: date
) -> list[Flag]:
    flags = []
    for holding in estate:
        item = pack.content.items.get(holding.item)
        if item is None or holding.until is None:
            continue
        days = (holding.until - on).days
        if days < 0:
            flags.append(Flag("ends-soon", say("flag.ended", name=item.name, days=-days)))
        elif holding.until <= on + SOON:
            flags.append(Flag("ends-soon", say("flag.ends-soon", name=item.name, days=days)))
    flags.extend(
        Flag("unused", say("flag.unused", name=line.name, surplus=line.surplus, have=line.on_hand))
        for line in bill.lines
        if line.surplus and line.ordered
    )
    return flags
