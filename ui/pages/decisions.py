"""Your decisions: yes, another offer, no, later. The recommended offer is only preselected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from onboard.content.model import Tier
from onboard.decisions import Choice, Decision, Position
from onboard.next_step import next_step
from onboard.papers.phases import beside_budget
from onboard.wording import say, say_count
from ui import phrases
from ui.dialogs.decline import DeclineDialog, LaterDialog
from ui.page import Page
from ui.theme import px
from ui.widgets.base import AnswerButton, button, card, empty, label, row
from ui.widgets.forms import PickList, caption_of, pick_list
from ui.widgets.line_card import LineCard, LineText
from ui.widgets.next_step import NextStepCard
from ui.widgets.notes import Banner
from ui.widgets.wrap_layout import WrapLayout

if TYPE_CHECKING:
    from onboard.content.model import ItemId
    from onboard.engagement import EngagementId
    from onboard.snapshot import EngagementSnapshot, PlanLine


_ALONG = (Position.COMES_WITH, Position.FALLS_WITH)


class DecisionsPage(Page):
    """Nothing counts until a person confirms it here."""

    def build(self) -> None:
        self.open_note = Banner("note", "open-lines")
        self.column.addWidget(self.open_note)
        self._warned_of: frozenset[str] = frozenset()
        self._jumped_to: ItemId | None = None
        self._body = QVBoxLayout()
        self._body.setSpacing(px(10))
        self.column.addLayout(self._body)
        self.next_step = NextStepCard()
        self.next_step.agreed.connect(self.session.agree_next_step)
        self.column.addSpacing(px(8))
        self.column.addWidget(self.next_step)
        self._drawn: EngagementSnapshot | None = None
        self._client: EngagementId | None = None
        self._dialog: DeclineDialog | LaterDialog | None = None
        self._add_bar()

    def _add_bar(self) -> None:
        """Below the lines and always in sight, as there are many lines."""
        self.bar = QFrame()
        self.bar.setObjectName("footer")
        inside = QVBoxLayout(self.bar)
        inside.setContentsMargins(px(24), px(8), px(24), px(8))
        self.error = label("", "error", name="error")
        self.error.hide()
        self.jump = button(say("page.decisions-jump"), "next-open-line")
        self.jump.clicked.connect(self._jump)
        inside.addWidget(self.error)
        inside.addLayout(row(self.jump, None))
        outer = self.layout()
        assert outer is not None  # noqa: S101  (every page has one)
        outer.addWidget(self.bar)

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        if self._drawn is snapshot:
            return
        self._drawn = snapshot
        focused = self.focusWidget()
        focus_name = focused.objectName() if focused is not None else ""
        self.head(say("page.decisions-title"), say("page.decisions-lead"))
        left = len(snapshot.open_lines)
        along = sum(line.settled.position in _ALONG for line in snapshot.lines)
        note = say("page.decisions-open", count=left) if left else say("page.decisions-all")
        if left and along:
            note = f"{note} {say('page.decisions-along', along=along)}"
        self.open_note.say(note)
        self.bar.setVisible(bool(left))
        self.error.hide()
        empty(self._body)
        self._add_totals(snapshot)
        for tier in Tier:
            lines = [line for line in snapshot.lines_of(tier) if line.line.is_bought]
            if lines:
                self._add_tier(tier, lines, snapshot)
        if snapshot.engagement.id != self._client:
            self._client = snapshot.engagement.id
            self.next_step.forget()
        is_agreed = snapshot.engagement.next_step is not None
        self.next_step.show_step(next_step(snapshot), snapshot.on, is_agreed=is_agreed)
        self._focus_again(focus_name)

    def _focus_again(self, name: str) -> None:
        """A redrawn page keeps the keyboard where it was."""
        target = self.findChild(object, name) if name else None  # type: ignore[type-var]
        if target is not None and hasattr(target, "setFocus"):
            target.setFocus()

    def _add_totals(self, snapshot: EngagementSnapshot) -> None:
        frame, column = card()
        column.addWidget(label(say("agreement.col-chosen-total"), "subheading"))
        column.addWidget(label(phrases.totals(snapshot, snapshot.chosen_total)))
        column.addWidget(label(say("agreement.col-everything"), "muted"))
        column.addWidget(label(phrases.totals(snapshot, snapshot.bill.total), "muted"))
        beside = beside_budget(snapshot)
        if beside:
            note = Banner("warning", "beside-budget")
            column.addWidget(note)
            note.say(beside)
        self._body.addWidget(frame)

    def _add_tier(self, tier: Tier, lines: list[PlanLine], snapshot: EngagementSnapshot) -> None:
        self._body.addSpacing(px(8))
        self._body.addWidget(label(phrases.tier_name(tier), "heading"))
        open_lines = [line for line in lines if line.needs_decision]
        if open_lines:
            caption = say("page.decisions-yes-to-all", count=len(open_lines))
            everything = button(caption, f"yes-to-all-{tier.value}")
            everything.clicked.connect(self._accept_all(open_lines))
            self._body.addLayout(row(everything, None))
        for line in lines:
            self._body.addWidget(self._card(line, snapshot))

    def _card(self, line: PlanLine, snapshot: EngagementSnapshot) -> LineCard:
        item = snapshot.pack.content.items[line.item]
        drawn = LineCard(
            LineText(
                id=line.item,
                title=phrases.number(line, snapshot),
                mark=line.tier.value,
                mark_text=phrases.tier_name(line.tier),
                price=phrases.line_price(line),
                price_note=phrases.price_note(line),
                text=item.plain.benefit,
                details=snapshot.because(line),
            )
        )
        position = line.settled.position
        state = phrases.fate(line, snapshot)
        if position is Position.STALE:
            state = say("page.decisions-stale")
        status = label(say("page.decisions-state", state=state), "field", name=f"state-{line.item}")
        drawn.foot.addWidget(status)
        if position is Position.FALLS_WITH or position is Position.COMES_WITH:
            return drawn
        yes = AnswerButton(say("page.yes"), f"yes-{line.item}", spoken=self._spoken("yes", line))
        yes.said.connect(self._accept_all([line]))
        yes.show_said(position is Position.ACCEPTED)
        no = button(say("page.no"), f"no-{line.item}", "", spoken=self._spoken("no", line))
        no.clicked.connect(self._opener(DeclineDialog, line))
        later = button(
            say("page.later"), f"later-{line.item}", "", spoken=self._spoken("later", line)
        )
        later.clicked.connect(self._opener(LaterDialog, line))
        choices = WrapLayout(spacing=px(10))
        for choice in (yes, no, later):
            choices.addWidget(choice)
        drawn.foot.addLayout(choices)
        if len(item.offers) > 1:
            offers = self._offers(line, snapshot)
            drawn.foot.addWidget(caption_of(offers, ""))
            drawn.foot.addWidget(offers)
        return drawn

    def _offers(self, line: PlanLine, snapshot: EngagementSnapshot) -> PickList:
        item = snapshot.pack.content.items[line.item]
        box = pick_list(self._spoken("offer", line), f"offer-{line.item}")
        for offer_id, offer in item.offers.items():
            unit = snapshot.prices.unit_price(line.item, offer_id)
            cost = say(f"agreement.each-{unit.per}", amount=phrases.amount(unit.amount))
            box.addItem(f"{offer.name} — {cost}", offer_id)
        chosen = line.chosen.offer if line.chosen is not None else line.line.offer
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.activated.connect(lambda _: self._choose_offer(line, str(box.currentData())))
        return box

    # ---- gestures

    def _accept_all(self, lines: list[PlanLine]):  # type: ignore[no-untyped-def]
        def accept() -> None:
            self.session.decide(*(self._yes(line) for line in lines))

        return accept

    def _yes(self, line: PlanLine) -> Decision:
        return Decision(
            line=line.item,
            choice=Choice.ACCEPT,
            name=self._owner(),
            made_on=line.fingerprint,
        )

    def _choose_offer(self, line: PlanLine, offer: str) -> None:
        is_recommended = offer == line.line.offer
        self.session.decide(
            Decision(
                line=line.item,
                choice=Choice.ACCEPT if is_recommended else Choice.OFFER,
                offer="" if is_recommended else offer,
                name=self._owner(),
                made_on=line.fingerprint,
            )
        )

    def _opener(self, kind: type[DeclineDialog] | type[LaterDialog], line: PlanLine):  # type: ignore[no-untyped-def]
        def open_dialog() -> None:
            snapshot = self.session.snapshot
            if snapshot is None:
                return
            self._dialog = kind(self.window(), snapshot, line)
            self._dialog.accepted.connect(self._decided)
            self._dialog.open()

        return open_dialog

    def _decided(self) -> None:
        if self._dialog is not None:
            self.session.decide(self._dialog.decision)

    def _owner(self) -> str:
        snapshot = self.session.snapshot
        return snapshot.engagement.client.owner if snapshot is not None else ""

    def _spoken(self, what: str, line: PlanLine) -> str:
        return say(f"page.{what}-spoken", name=line.line.name)

    def _jump(self) -> None:
        """To the next line that waits, with the keyboard on its Yes; after the last, the first."""
        snapshot = self.session.snapshot
        if snapshot is None:
            return
        lines = [line.item for line in snapshot.lines]
        start = lines.index(self._jumped_to) + 1 if self._jumped_to in lines else 0
        waiting = {line.item for line in snapshot.open_lines}
        following = [item for item in (*lines[start:], *lines[:start]) if item in waiting]
        if not following:
            return
        self._jumped_to = following[0]
        target = self.findChild(QPushButton, f"yes-{following[0]}")
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_view(target)

    def flush(self) -> None:
        """A step that was written is agreed on when one goes on; a half one stays as it is."""
        self.next_step.flush()

    def leave(self) -> bool:
        """Open lines are told once; signing bars them for good, and names them."""
        if self.next_step.has_problem():
            self.bring_into_view(self.next_step)
            return False
        snapshot = self.session.snapshot
        left = frozenset(line.item for line in snapshot.open_lines) if snapshot else frozenset()
        if not left or self._warned_of == left:
            self._warned_of = frozenset()
            self.error.hide()
            return True
        self._warned_of = left
        sentence = say_count("page.decisions-leave", len(left))
        self.error.setText(sentence)
        self.error.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        return False
