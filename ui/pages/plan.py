"""Your plan: every line by tier with its reasons, the risks on a map and in words, the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from onboard.content.model import Tier
from onboard.papers.wordings import level_name
from onboard.wording import say
from ui import phrases
from ui.page import Page
from ui.theme import px
from ui.widgets.base import card, empty, label
from ui.widgets.line_card import LineCard, LineText
from ui.widgets.notes import Badge, Banner, Expander
from ui.widgets.risk_map import MapPoint, RiskMap

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot, PlanLine


class PlanPage(Page):
    """Prices show here for the first time. Nothing is decided on this page."""

    def build(self) -> None:
        self.urgent = Banner("problem", "plan-urgent")
        self.column.addWidget(self.urgent)
        self._body = QVBoxLayout()
        self._body.setSpacing(px(10))
        self.column.addLayout(self._body)
        self._drawn: EngagementSnapshot | None = None

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        if self._drawn is snapshot:
            return
        self._drawn = snapshot
        bought = [line for line in snapshot.lines if line.line.is_bought]
        self.head(say("page.plan-title"), say("page.plan-lead", count=len(bought)))
        urgent = "\n".join(f"{flag.text} {flag.do_now}".strip() for flag in snapshot.urgent)
        self.urgent.say(urgent, say("page.urgent") if urgent else "")
        empty(self._body)
        self._add_totals(snapshot)
        for tier in Tier:
            lines = [line for line in bought if line.tier is tier]
            if lines:
                self._add_tier(tier, lines, snapshot)
        self._add_owned(snapshot)
        self._add_risks(snapshot)

    def _add_totals(self, snapshot: EngagementSnapshot) -> None:
        frame, column = card()
        total = snapshot.bill.total
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(28))
        pairs = (
            ("agreement.total-once", total.once),
            ("agreement.total-monthly", total.monthly),
            ("agreement.total-yearly", total.yearly),
        )
        for index, (key, value) in enumerate(pairs):
            grid.addWidget(label(say(key), "muted"), 0, index)
            grid.addWidget(label(phrases.amount(value), "heading"), 1, index)
        column.addLayout(grid)
        column.addWidget(label(say("page.plan-prices"), "muted"))
        self._body.addWidget(frame)

    def _add_tier(self, tier: Tier, lines: list[PlanLine], snapshot: EngagementSnapshot) -> None:
        self._body.addSpacing(px(8))
        self._body.addWidget(label(phrases.tier_name(tier), "heading"))
        self._body.addWidget(label(say(f"agreement.tier-{tier.value}"), "muted"))
        for line in lines:
            self._body.addWidget(LineCard(self._text(line, snapshot)))

    def _text(self, line: PlanLine, snapshot: EngagementSnapshot) -> LineText:
        item = snapshot.pack.content.items[line.item]
        who = say("page.plan-who", who=phrases.doer(item.who))
        return LineText(
            id=line.item,
            title=phrases.number(line),
            mark=line.tier.value,
            mark_text=phrases.tier_name(line.tier),
            price=phrases.line_price(line),
            price_note=f"{line.line.offer_name} · {phrases.price_note(line)} · {who}",
            text=f"{item.plain.issue} {item.plain.benefit}",
            details=(*snapshot.because(line), item.counting, *self._offers(line, snapshot)),
        )

    def _offers(self, line: PlanLine, snapshot: EngagementSnapshot) -> tuple[str, ...]:
        """The other offers, compared by what they leave uncovered."""
        item = snapshot.pack.content.items[line.item]
        texts = []
        for offer_id, offer in item.offers.items():
            if offer_id != line.line.offer:
                unit = snapshot.prices.unit_price(line.item, offer_id)
                cost = say(f"agreement.each-{unit.per}", amount=phrases.amount(unit.amount))
                leaves = offer.leaves or say("page.plan-leaves-nothing")
                texts.append(say("page.plan-offer", name=offer.name, price=cost, leaves=leaves))
        return tuple(texts)

    def _add_owned(self, snapshot: EngagementSnapshot) -> None:
        owned = [line.line.name for line in snapshot.lines if not line.line.is_bought]
        if owned:
            self._body.addSpacing(px(8))
            self._body.addWidget(label(say("page.plan-owned"), "heading"))
            self._body.addWidget(label(", ".join(owned), "muted"))

    def _add_risks(self, snapshot: EngagementSnapshot) -> None:
        ranked = snapshot.register.worst_first()
        self._body.addSpacing(px(8))
        self._body.addWidget(label(say("agreement.risks-title"), "heading"))
        self._body.addWidget(label(say("page.plan-risks-lead"), "muted"))
        risk_map = RiskMap()
        risk_map.setObjectName("risk-map")
        risk_map.show_points(
            [
                MapPoint(
                    number,
                    rated.name,
                    rated.recommended.likelihood.value,
                    rated.recommended.impact.value,
                    (rated.today.likelihood.value, rated.today.impact.value),
                )
                for number, rated in enumerate(ranked, start=1)
            ]
        )
        self._body.addWidget(risk_map)
        frame, column = card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(0, 1)
        for index, key in enumerate(("agreement.level-today", "agreement.level-everything")):
            grid.addWidget(label(say(key), "muted", wrap=False), 0, index + 1)
        for number, rated in enumerate(ranked, start=1):
            grid.addWidget(label(f"{number}. {rated.name}"), number, 0)
            for index, rating in enumerate((rated.today, rated.recommended)):
                badge = Badge(rating.level.value, level_name(rating.level))
                grid.addWidget(badge, number, index + 1)
        column.addLayout(grid)
        stories = [f"{n}. {rated.story}" for n, rated in enumerate(ranked, start=1)]
        column.addWidget(Expander(say("page.plan-stories"), "\n".join(stories), "risk-stories"))
        self._body.addWidget(frame)
