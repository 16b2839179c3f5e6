"""Everything computed from facts on one day, as one immutable value that pages and papers draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from onboard.content.conditions import Condition, evaluate, reads
from onboard.content.model import ItemId, QuestionId, RiskId, Tier
from onboard.content.pack import ContentPack
from onboard.decisions import Position, SettledLine
from onboard.engagement import Engagement
from onboard.firm import FirmProfile
from onboard.interview.answers import Answers
from onboard.interview.assumptions import Assumption, assumptions
from onboard.interview.facts import Circumstances, FactBook
from onboard.interview.route import RoutingPath, route
from onboard.recommendation.bill import BillOfMaterials, LineItem, UnitPrice
from onboard.recommendation.certificate import certify
from onboard.recommendation.costing import PriceList
from onboard.recommendation.estate import Holding
from onboard.recommendation.explain import Explainer
from onboard.recommendation.explode import NO_WISHES, Wishes, explode
from onboard.recommendation.money import Cost
from onboard.risk.leaving_out import LeavingOut, leaving_out
from onboard.risk.register import RiskRegister, Scenario, assess, scenarios
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
    """The computed whole. Equal facts on equal days give equal snapshots.

    Each part is computed once, when it is first looked at: showing the next question needs the path
    alone. Whoever looks at a bill gets one that the independent check has passed (`BillUnsound`).
    """

    pack: ContentPack
    firm: FirmProfile
    engagement: Engagement
    on: date

    # ---- the interview

    @cached_property
    def circumstances(self) -> Circumstances:
        return _circumstances(self.engagement, self.on)

    @cached_property
    def path(self) -> RoutingPath:
        answers = self.engagement.answers
        return route(self.pack, answers, self.circumstances, weighty(self.pack))

    @cached_property
    def facts(self) -> FactBook:
        """Answers, with careful defaults where there are none."""
        return self._book(assuming=True)

    @cached_property
    def known(self) -> FactBook:
        """Answers alone."""
        return self._book(assuming=False)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        return assumptions(self.pack, self.engagement.answers, self.path)

    # ---- the bill and the risks

    @cached_property
    def prices(self) -> PriceList:
        return PriceList(self.pack, self.firm)

    @property
    def currency(self) -> str:
        return self.prices.currency

    @cached_property
    def bill(self) -> BillOfMaterials:
        """Everything recommended."""
        return self._explode(NO_WISHES)

    @cached_property
    def chosen(self) -> BillOfMaterials:
        """What is bought as decided so far."""
        return self._explode(self._decided.wishes)

    @cached_property
    def chosen_total(self) -> Cost:
        """With the cheaper steps that were taken."""
        return self.chosen.total + self.settlement.steps_cost

    @cached_property
    def register(self) -> RiskRegister:
        steps = self.settlement.steps
        return assess(self._scenarios, self.bill, self.chosen, self._owned, steps)

    @cached_property
    def tiers(self) -> Mapping[ItemId, Tier]:
        return tiers(self.pack, self.facts, self.bill, self._scenarios)

    # ---- the decisions

    @cached_property
    def settlement(self) -> Settlement:
        return with_what_falls(self._decided, self.bill, self.chosen)

    @cached_property
    def lines(self) -> tuple[PlanLine, ...]:
        """Every line, must-haves first, parents before their companions."""
        heights = list(Tier)
        lines = (
            PlanLine(
                line=line,
                tier=self.tiers[line.item],
                settled=self.settlement.lines[line.item],
                chosen=self.chosen.get(line.item),
                leaving_out=self._left[line.item],
                fingerprint=self._fingerprints[line.item],
            )
            for line in self.bill.lines
        )
        return tuple(sorted(lines, key=lambda line: heights.index(line.tier)))

    @cached_property
    def line_by_item(self) -> Mapping[ItemId, PlanLine]:
        return {line.item: line for line in self.lines}

    @property
    def open_lines(self) -> tuple[PlanLine, ...]:
        """Lines that wait for a decision."""
        return tuple(line for line in self.lines if line.needs_decision)

    def lines_of(self, tier: Tier) -> tuple[PlanLine, ...]:
        return tuple(line for line in self.lines if line.tier is tier)

    # ---- reasons and flags

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.pack, self.engagement.answers, self.facts, self.bill)

    def because(self, line: PlanLine) -> tuple[str, ...]:
        return self.explainer.because(line.line)

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        answers = self.engagement.answers
        return (
            *_rule_flags(self.pack, self.facts, answers, self.path),
            *_bill_flags(self.pack, self.bill, self.engagement.estate, self.on),
        )

    @cached_property
    def urgent(self) -> tuple[Flag, ...]:
        """The flags that cannot wait; they need no bill."""
        answers = self.engagement.answers
        flags = _rule_flags(self.pack, self.facts, answers, self.path)
        return tuple(flag for flag in flags if flag.kind == "urgent")

    # ---- steps on the way

    @cached_property
    def _scenarios(self) -> Mapping[RiskId, Scenario]:
        return scenarios(self.pack, self.facts, self.known)

    @cached_property
    def _owned(self) -> frozenset[str]:
        return _owned(self.engagement.estate, self.on)

    @cached_property
    def _left(self) -> Mapping[ItemId, LeavingOut]:
        return leaving_out(self.pack, self._scenarios, self.bill, self._owned, self.currency)

    @cached_property
    def _fingerprints(self) -> Mapping[ItemId, str]:
        return {
            line.item: fingerprint(
                line, self.tiers[line.item], self._left[line.item], self._offers(line.item)
            )
            for line in self.bill.lines
        }

    @cached_property
    def _decided(self) -> Settlement:
        decisions = self.engagement.decisions
        marks = self._fingerprints
        return settle(self.pack, self.bill, decisions, marks, self.currency, self.on)

    def _offers(self, key: ItemId) -> list[UnitPrice]:
        return [self.prices.unit_price(key, offer) for offer in self.pack.content.items[key].offers]

    def _book(self, *, assuming: bool) -> FactBook:
        return FactBook(
            self.pack,
            self.engagement.answers,
            self.circumstances,
            off_path=self.path.off,
            assuming=assuming,
        )

    def _explode(self, wishes: Wishes) -> BillOfMaterials:
        facts = self.engagement
        bill = explode(
            self.pack,
            self.facts,
            self.known,
            facts.estate,
            facts.order,
            self.prices,
            self.on,
            wishes,
        )
        certify(self.pack, self.facts, bill)
        return bill


def derive(
    pack: ContentPack,
    firm: FirmProfile,
    engagement: Engagement,
    on: date,
) -> EngagementSnapshot:
    """Everything that follows from these facts on this day."""
    return EngagementSnapshot(pack, firm, engagement, on)


def _circumstances(engagement: Engagement, on: date) -> Circumstances:
    ordered: dict[str, int] = {}
    for wanted in engagement.order:
        if wanted.item is not None and wanted.quantity > 0:
            ordered[wanted.item] = ordered.get(wanted.item, 0) + wanted.quantity
    owned: dict[str, int] = {}
    ended: dict[str, int] = {}
    for holding in engagement.estate:
        has_ended = holding.until is not None and holding.until < on
        pieces = ended if has_ended else owned
        pieces[holding.item] = pieces.get(holding.item, 0) + (holding.quantity or 0)
    return Circumstances(on, ordered, owned, ended, frozenset(engagement.opened))


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
