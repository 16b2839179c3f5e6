"""Your plan: the sums, what they rest on and the risks first; then every line with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from onboard.budget import is_in_other_money, phases
from onboard.contact import whom_to_call
from onboard.content.model import QuestionId, Tier
from onboard.interview.assumptions import Why
from onboard.papers.phases import budget_text, musts_waiting, phase_day, priced_by_tier
from onboard.papers.wordings import earnings_note, earns_text, whole_amount
from onboard.price_cut import cuts
from onboard.wording import day, say, say_count
from ui import phrases
from ui.cuts import cuts_table, price_stops
from ui.dialogs.more_papers import MorePapers
from ui.dialogs.save_bill import SaveBill
from ui.dialogs.save_paper import SavePaper
from ui.offers import can_compare, offers_table
from ui.page import Page
from ui.risk_view import RiskView
from ui.slices import Placing, Step, in_place
from ui.sums import bars_table, cost_bars, sum_details
from ui.theme import px
from ui.widgets.base import button, card, empty, label, row
from ui.widgets.conflicts import conflict_card
from ui.widgets.forms import action
from ui.widgets.line_card import LineCard, LineText
from ui.widgets.listed import points
from ui.widgets.notes import Banner, Expander, Folded
from ui.widgets.price_slider import PriceSlider
from ui.widgets.wrap_layout import WrapLayout

if TYPE_CHECKING:
    from onboard.flags import Flag
    from onboard.snapshot import EngagementSnapshot, PlanLine


FIRST_STEPS = 5
"""So many parts stand there at once, which is more than a window is high."""
NOTICED = ("single-point", "shortfall", "unused", "ends-soon")
SHORT = 40
"""Signs of a sum that stands on one line."""
MOST_GUESSES = 5
"""So many questions are offered here; the page of answers has all."""


class PlanPage(Page):
    """Prices show here for the first time. Nothing is decided on this page."""

    def build(self) -> None:
        self.urgent = Banner("problem", "plan-urgent")
        self.column.addWidget(self.urgent)
        self.find_out = Banner("note", "plan-find-out")
        self.column.addWidget(self.find_out)
        self._body = QVBoxLayout()
        self._body.setSpacing(px(10))
        self.column.addLayout(self._body)
        self._drawn: EngagementSnapshot | None = None
        self._heads: dict[str, QWidget] = {}
        self._jumps: dict[str, QPushButton] = {}

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        if self._drawn is snapshot:
            return
        self._drawn = snapshot
        bought = [line for line in snapshot.lines if line.line.is_bought]
        self.head(say("page.plan-title"), say("page.plan-lead", count=len(bought)))
        urgent = "\n".join(flag.told for flag in snapshot.urgent)
        if urgent:
            urgent = f"{urgent}\n{whom_to_call(snapshot, self.session.adviser())}"
        self.urgent.say(urgent, say("page.urgent") if urgent else "")
        unsure = "\n".join(flag.told for flag in snapshot.to_find_out)
        self.find_out.say(unsure, say("page.find-out") if unsure else "")
        empty(self._body)
        self.slices.start(self._steps(bought, snapshot), FIRST_STEPS, self.keep_scrolled())

    def _steps(self, bought: list[PlanLine], snapshot: EngagementSnapshot) -> Iterator[Step]:
        """The parts of the page from top to bottom, each as what adds it."""
        yield in_place(self._add_jumps, bought, snapshot)
        yield in_place(self._add_totals, snapshot)
        yield in_place(self._add_guesses, bought, snapshot)
        for flag in snapshot.flags:
            if flag.kind == "contradiction":
                yield in_place(self._add_conflict, flag, snapshot)
        yield in_place(self._add_noticed, snapshot)
        yield in_place(self._add_risks, snapshot)
        yield in_place(self._add_cuts, snapshot)
        yield in_place(self._add_phases, snapshot)
        yield in_place(self._add_sums, snapshot)
        for tier in Tier:
            lines = [line for line in bought if line.tier is tier]
            if lines:
                yield in_place(self._add_tier_head, tier)
            for line in lines:
                yield partial(self._line, line, snapshot)
        yield in_place(self._add_owned, snapshot)
        yield in_place(self._add_rules, snapshot)
        yield in_place(self._add_saving)

    # ---- the way to each part

    def _add_jumps(self, bought: list[PlanLine], snapshot: EngagementSnapshot) -> None:
        """A link to each part: there are many lines, and one wants to come back up, too."""
        self._heads = {}
        captions = {"risks": say("agreement.risks-title"), "cuts": say("page.cuts-title")}
        if snapshot.pack.content.budget is not None:
            captions["phases"] = say("page.phases-title")
        for tier in Tier:
            count = sum(line.tier is tier for line in bought)
            if count:
                name = phrases.tier_name(tier)
                captions[tier.value] = say("page.jump-tier", tier=name, count=count)
        if snapshot.rules:
            captions["rules"] = say("agreement.rules-title")
        captions["papers"] = say("page.jump-papers")
        frame = QWidget()
        frame.setObjectName("jumps")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(label(say("page.jumps"), "muted"))
        links = WrapLayout(spacing=px(6))
        self._jumps = {}
        for name, caption in captions.items():
            spoken = say("page.jump-spoken", part=caption)
            made = action(caption, f"jump-{name}", "link", spoken=spoken)
            made.clicked.connect(partial(self._jump, name, caption))
            links.addWidget(made)
            self._jumps[name] = made
        column.addLayout(links)
        self._body.addWidget(frame)

    def _jump(self, name: str, caption: str) -> None:
        self.complete()
        head = self._heads.get(name)
        if head is not None:
            self.jump_to(head, caption)

    def _add_head(self, name: str, title: str) -> None:
        """The heading of a part that a link leads to."""
        self._body.addSpacing(px(8))
        self._heads[name] = label(title, "heading", name=f"head-{name}")
        self._body.addWidget(self._heads[name])

    def _add_conflict(self, flag: Flag, snapshot: EngagementSnapshot) -> None:
        self._body.addWidget(conflict_card(flag, snapshot, lambda key: self._asker(key)()))

    def _add_saving(self) -> None:
        self._add_head("papers", say("page.jump-papers"))
        save = self.session.save_specification
        self._body.addWidget(SavePaper(self.session, "spec", say("spec.offer-why"), save))
        self._body.addSpacing(px(8))
        self._body.addWidget(SaveBill(self.session))
        self._body.addSpacing(px(8))
        self._body.addWidget(MorePapers(self.session))

    def _add_totals(self, snapshot: EngagementSnapshot) -> None:
        frame, column = card()
        total = snapshot.bill.total
        line = WrapLayout(spacing=px(28))
        pairs = (
            ("agreement.total-once", total.once),
            ("agreement.total-monthly", total.monthly),
            ("agreement.total-yearly", total.yearly),
        )
        for key, value in pairs:
            part = QWidget()
            inside = QVBoxLayout(part)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(label(say(key), "muted", wrap=False))
            told = whole_amount(snapshot, value)
            is_short = len(told) < SHORT
            inside.addWidget(label(told, "heading" if is_short else "field", wrap=not is_short))
            line.addWidget(part)
        column.addLayout(line)
        column.addWidget(label(say("page.plan-prices"), "muted"))
        widest = snapshot.total_span.first_year
        if widest != total.first_year:
            span = say("agreement.total-span", amount=phrases.amount(widest))
            column.addWidget(label(span, name="total-span"))
        column.addWidget(label(earnings_note(snapshot), "muted", name="earnings"))
        self._body.addWidget(frame)

    def _add_phases(self, snapshot: EngagementSnapshot) -> None:
        """What fits the budget now and what waits until when; a budget takes no line away."""
        budget = snapshot.pack.content.budget
        if budget is None:
            return
        frame, column = card()
        frame.setObjectName("phases")
        self._add_head("phases", say("page.phases-title"))
        found = phases(snapshot)
        if found is None and is_in_other_money(snapshot):
            column.addWidget(label(say("agreement.budget-other-money")))
        elif found is None:
            column.addWidget(label(say("page.phases-none")))
            question = budget.monthly or budget.once
            if question is not None:
                ask = button(say("page.phases-ask"), "tell-budget", "link")
                ask.clicked.connect(self._budget_asker(budget.once, budget.monthly))
                column.addLayout(row(ask, None))
        else:
            column.addWidget(label(budget_text(snapshot, found), "muted"))
            for phase in (found.now, *found.later):
                when = phase_day(phase, is_now=phase is found.now)
                if phase is not found.now and phase.on is not None:
                    when = say("page.phase-waits", day=day(phase.on))
                column.addSpacing(px(4))
                column.addWidget(label(f"{when}: {phrases.price(phase.cost)}", "field"))
                for text in priced_by_tier(snapshot, phase):
                    column.addWidget(label(text))
            waiting = musts_waiting(found)
            if waiting:
                note = Banner("warning", "musts-waiting")
                column.addSpacing(px(4))
                column.addWidget(note)
                note.say(waiting)
        self._body.addWidget(frame)

    def _budget_asker(self, once: str | None, monthly: str | None) -> Callable[[], None]:
        names = [name for name in (once, monthly) if name is not None]

        def ask() -> None:
            self.session.open_questions(*names)
            self._asker(QuestionId(names[0]))()

        return ask

    def _add_guesses(self, bought: list[PlanLine], snapshot: EngagementSnapshot) -> None:
        """What is not known yet, with the way to the questions that would tell."""
        count = sum(line.line.to_confirm for line in bought)
        waiting = set(snapshot.path.questions)
        guesses = [
            guess
            for guess in snapshot.assumptions
            if guess.why is not Why.NOT_ASKED and guess.question in waiting
        ]
        if not count:
            return
        frame, column = card("note")
        frame.setObjectName("guesses")
        column.addWidget(label(say_count("page.plan-guesses", count), "subheading"))
        if guesses:
            column.addWidget(label(say("page.plan-guesses-lead")))
        for guess in guesses[:MOST_GUESSES]:
            ask = snapshot.pack.content.questions[guess.question].ask
            spoken = say("page.plan-answer-spoken", question=ask)
            answer = button(
                say("page.plan-answer"), f"answer-{guess.question}", "link", spoken=spoken
            )
            answer.clicked.connect(self._asker(guess.question))
            line = row(label(ask), answer)
            line.setStretch(0, 1)
            column.addLayout(line)
        self._body.addWidget(frame)

    def _add_noticed(self, snapshot: EngagementSnapshot) -> None:
        """What hangs on one thing, is too few or too many, or ends soon."""
        noticed = [flag for flag in snapshot.flags if flag.kind in NOTICED]
        if not noticed:
            return
        frame, column = card("note")
        frame.setObjectName("noticed")
        column.addWidget(label(say("page.noticed-title"), "subheading"))
        for flag in noticed:
            names = [
                snapshot.line_by_item[item].line.name
                for item in flag.lines
                if item in snapshot.line_by_item
            ]
            helps = say("page.noticed-helps", names=", ".join(names)) if names else ""
            is_point = flag.kind == "single-point"
            column.addWidget(points([f"{flag.told} {helps if is_point else ''}".strip()]))
        self._body.addWidget(frame)

    def _asker(self, question: QuestionId) -> Callable[[], None]:
        return lambda: self.session.visit(question)

    def _add_tier_head(self, tier: Tier) -> None:
        self._add_head(tier.value, phrases.tier_name(tier))
        self._body.addWidget(label(say(f"agreement.tier-{tier.value}"), "muted"))

    def _line(self, line: PlanLine, snapshot: EngagementSnapshot) -> Placing:
        shown = LineCard(self._text(line, snapshot), self.inner)
        if can_compare(line, snapshot):
            compare = say("page.offers", name=line.line.name)
            table = partial(offers_table, line, snapshot)
            shown.foot.addWidget(
                Folded(say("page.offers-short"), table, f"offers-{line.item}", spoken=compare)
            )
        return shown, partial(self._body.addWidget, shown)

    def _text(self, line: PlanLine, snapshot: EngagementSnapshot) -> LineText:
        item = snapshot.pack.content.items[line.item]
        who = say("page.plan-who", who=phrases.doer(item.who))
        notes = (
            line.line.offer_name,
            phrases.price_note(line),
            who,
            earns_text(snapshot, line.item),
        )
        return LineText(
            id=line.item,
            title=phrases.number(line, snapshot),
            mark=line.tier.value,
            mark_text=phrases.tier_name(line.tier),
            price=phrases.line_price(line),
            price_note=" · ".join(part for part in notes if part),
            text=phrases.purpose(line, snapshot),
            details=(*snapshot.because(line), item.counting),
        )

    def _add_owned(self, snapshot: EngagementSnapshot) -> None:
        owned = [line.line.name for line in snapshot.lines if not line.line.is_bought]
        if owned:
            self._body.addSpacing(px(8))
            self._body.addWidget(label(say("page.plan-owned"), "heading"))
            self._body.addWidget(label(", ".join(owned), "muted"))

    def _add_cuts(self, snapshot: EngagementSnapshot) -> None:
        """What leaves, and in which order, when the price is pushed down. Nothing is decided."""
        steps = cuts(snapshot)  # worked out once: it takes a while
        if not steps:
            self._jumps["cuts"].hide()
            return
        self._add_head("cuts", say("page.cuts-title"))
        self._body.addWidget(label(say("page.cuts-lead"), "muted"))
        frame, column = card()
        column.addWidget(PriceSlider(price_stops(snapshot, steps)))
        table = partial(cuts_table, snapshot, steps)
        column.addWidget(Folded(say("page.as-table"), table, "cuts-as-table"))
        self._body.addWidget(frame)

    def _add_sums(self, snapshot: EngagementSnapshot) -> None:
        """What a stop costs, line by line, and the plan beside the other costs of a year."""
        if not snapshot.reckonings:
            return
        self._body.addSpacing(px(8))
        self._body.addWidget(label(say("page.sums-title"), "heading"))
        elsewhere = {
            key for entry in snapshot.pack.content.explained.values() for key in entry.sums
        }
        for reckoning in snapshot.reckonings:
            if reckoning.id in elsewhere:
                continue
            frame, column = card()
            column.addWidget(label(phrases.sum_line(reckoning), "subheading"))
            column.addWidget(label(reckoning.sum.story))
            details = "\n".join(sum_details(snapshot, reckoning))
            column.addWidget(Expander(say("page.sum-how"), details, f"sum-{reckoning.id}"))
            self._body.addWidget(frame)
        shown = cost_bars(snapshot)
        if shown is not None and snapshot.pack.content.comparison is not None:
            frame, column = card()
            column.addWidget(label(snapshot.pack.content.comparison.title, "subheading"))
            column.addWidget(shown)
            as_table = Folded(say("page.as-table"), partial(bars_table, snapshot), "bars-as-table")
            column.addWidget(as_table)
            self._body.addWidget(frame)

    def _add_rules(self, snapshot: EngagementSnapshot) -> None:
        """Rules that may apply, each with how binding it is."""
        if not snapshot.rules:
            return
        self._add_head("rules", say("agreement.rules-title"))
        self._body.addWidget(label(say("agreement.rules-lead"), "muted"))
        for rule in snapshot.rules.values():
            frame, column = card()
            status = say(f"rule.{rule.status.value}")
            column.addWidget(label(f"{rule.name} ({status})", "subheading"))
            column.addWidget(label(f"{rule.text} {rule.note}".strip()))
            source = say("agreement.rule-source", source=rule.source, day=day(rule.on))
            column.addWidget(label(source, "muted"))
            self._body.addWidget(frame)

    def _add_risks(self, snapshot: EngagementSnapshot) -> None:
        self._add_head("risks", say("agreement.risks-title"))
        self._body.addWidget(label(say("page.plan-risks-lead"), "muted"))
        self._body.addWidget(RiskView(snapshot))
