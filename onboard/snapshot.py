"""Everything computed from facts on one day, as one immutable value that pages and papers draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from onboard.acceptance_life import is_over
from onboard.advice import Advice
from onboard.content.model import ItemId, Tier
from onboard.content.pack import ContentPack
from onboard.decisions import Position, SettledLine, newest
from onboard.engagement import Engagement
from onboard.finders import estate_flags
from onboard.firm import FirmProfile
from onboard.flags import (
    Flag,
    alarm_flags,
    bill_flags,
    meeting_flags,
)
from onboard.recommendation.bill import BillOfMaterials, LineItem
from onboard.recommendation.money import Cost
from onboard.recommendation.spans import total_span
from onboard.risk.leaving_out import LeavingOut
from onboard.risk.register import RiskRegister, assess
from onboard.risk.sums import alarming
from onboard.settle import Settlement, settle, with_what_falls
from onboard.understanding import line_of_work


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
class EngagementSnapshot(Advice):
    """The computed whole: the advice, and what became of it by what was decided so far."""

    @cached_property
    def chosen_span(self) -> Cost:
        """What was chosen costs, from the least to the most that is likely."""
        bills = self._with_bounds(self.chosen, self._decided.wishes)
        return total_span(bills, self.currency) + self.settlement.steps_cost

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
    def alarming(self) -> frozenset[ItemId]:
        """Lines that cost little beside the harm they stand against: a no is asked twice."""
        return alarming(self.pack, self.reckonings, self.bill, self.register)

    @cached_property
    def settlement(self) -> Settlement:
        return with_what_falls(self._decided, self.bill, self.chosen)

    @cached_property
    def lines(self) -> tuple[PlanLine, ...]:
        """Every line, must-haves first; in each tier what matters most first.

        That is what lowers the highest risk of today, then what is urgent; the pack's order breaks
        ties. What lowers no risk by itself comes last. Pages, papers and tables keep this order.
        """
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
        return tuple(sorted(lines, key=self._precedence))

    def _precedence(self, line: PlanLine) -> tuple[int, int, bool, int]:
        height = self._heights.get(line.item, -1)
        is_urgent = line.item in self._urgent_items
        return list(Tier).index(line.tier), -height, not is_urgent, self._pack_order[line.item]

    def gives_up(self, item: str) -> bool:
        """Whether a line was declined, or fell with one that was: nothing can rest on it."""
        settled = self.settlement.lines.get(ItemId(item))
        refused = (Position.DECLINED, Position.FALLS_WITH)
        return settled is not None and settled.position in refused

    @cached_property
    def line_by_item(self) -> Mapping[ItemId, PlanLine]:
        return {line.item: line for line in self.lines}

    @property
    def open_lines(self) -> tuple[PlanLine, ...]:
        """Lines that wait for a decision."""
        return tuple(line for line in self.lines if line.needs_decision)

    def lines_of(self, tier: Tier) -> tuple[PlanLine, ...]:
        return tuple(line for line in self.lines if line.tier is tier)

    def because(self, line: PlanLine) -> tuple[str, ...]:
        return self.explainer.because(line.line)

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        return (
            *self._said,
            *meeting_flags(self.pack, self.engagement.answers, self.bill, self.explainer),
            *bill_flags(self.pack, self.bill, self.owned, self.on),
            *estate_flags(self.pack, self.bill, self.owned, self.on),
            *alarm_flags(self.bill, self.alarming, self.alarm_sum),
        )

    @cached_property
    def _decided(self) -> Settlement:
        decisions = self.engagement.decisions
        marks = self._fingerprints
        over = frozenset(
            decision.line
            for decision in newest(decisions).values()
            if (left := self._left.get(decision.line)) is not None
            and is_over(self.engagement, decision, left.worst, self.on)
        )
        return settle(self.pack, self.bill, decisions, marks, self.currency, self.on, over)


def derive(
    pack: ContentPack,
    firm: FirmProfile,
    engagement: Engagement,
    on: date,
    before: Advice | None = None,
) -> EngagementSnapshot:
    """Everything that follows from these facts on this day.

    What of `before`, derived for the same file shortly before, still holds is not computed again.
    """
    worded = pack.in_words_of(line_of_work(pack, engagement.answers))
    made = EngagementSnapshot(worded, firm, engagement, on)
    if before is not None:
        made.take_over(before)
    return made
