"""Your decisions: yes, another offer, no, later. The recommended offer is only preselected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QVBoxLayout, QWidget

from onboard.content.model import ItemId, Tier
from onboard.decisions import Choice, Decision, Position
from onboard.next_step import next_step
from onboard.papers.open_points import NAMED
from onboard.papers.phases import beside_budget
from onboard.recommendation.money import total
from onboard.wording import say, say_count
from ui import phrases
from ui.dialogs.decline import DeclineDialog, LaterDialog, later_title
from ui.looking import Answering, Asking, Draft
from ui.page import Page
from ui.slices import Placing, Step, in_place
from ui.theme import px
from ui.widgets.base import button, card, empty, label, let_go, row, show_if
from ui.widgets.card_button import CardButton
from ui.widgets.decision_card import DecisionCard, LineState
from ui.widgets.line_card import LineText
from ui.widgets.next_step import NextStepCard
from ui.widgets.notes import Banner

if TYPE_CHECKING:
    from onboard.engagement import EngagementId
    from onboard.snapshot import EngagementSnapshot, PlanLine


FIRST_STEPS = 6
"""So many parts stand there at once, which is more than a window is high."""
_ALONG = (Position.COMES_WITH, Position.FALLS_WITH)


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the list: the same name is the same place, `says` what it is made of."""

    name: str
    says: object
    make: Callable[[], QWidget]
    state: LineState | None = None


@dataclass(frozen=True, slots=True)
class _Shown:
    says: object
    widget: QWidget


class DecisionsPage(Page):
    """Nothing counts until a person confirms it here."""

    def build(self) -> None:
        self.open_note = Banner("note", "open-lines")
        self.column.addWidget(self.open_note)
        self._warned_of: frozenset[str] = frozenset()
        self._jumped_to: ItemId | None = None
        self._totals, self._body = QVBoxLayout(), QVBoxLayout()
        for part in (self._totals, self._body):
            part.setSpacing(px(10))
            self.column.addLayout(part)
        self._parts: dict[str, _Shown] = {}
        self.next_step = NextStepCard()
        self.next_step.agreed.connect(self.session.agree_next_step)
        self.column.addSpacing(px(8))
        self.column.addWidget(self.next_step)
        self._drawn: EngagementSnapshot | None = None
        self._client: EngagementId | None = None
        self._dialog: DeclineDialog | LaterDialog | None = None
        self._add_bar()
        self.session.looking.asking_leaves.connect(self.put_away)
        self.session.looking.asking_changed.connect(self._show_asking)

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
        self.elsewhere = label("", "field", name="asked-elsewhere")
        self.bring_here = button(say("page.asking-bring"), "bring-asking-here")
        self.bring_here.clicked.connect(self.session.looking.bring_here)
        for part in (self.elsewhere, self.bring_here):
            part.hide()
        inside.addWidget(self.error)
        inside.addWidget(self.elsewhere)
        inside.addLayout(row(self.bring_here, self.jump, None))
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
        every = sum(line.line.is_bought for line in snapshot.lines)
        done = say("page.decisions-count", done=every - left, every=every)
        note = done if left else say("page.decisions-all")
        if left and along:
            note = f"{note} {say('page.decisions-along', along=along)}"
        self.open_note.say(note)
        self.error.hide()
        self._dress_bar()
        if snapshot.engagement.id != self._client:
            self._client = snapshot.engagement.id
            self.next_step.forget()
        is_agreed = snapshot.engagement.next_step is not None
        self.next_step.show_step(next_step(snapshot), snapshot.on, is_agreed=is_agreed)
        self._show_parts(snapshot, focus_name)
        if self.session.looking.asking is not None:  # the page was built anew meanwhile
            QTimer.singleShot(0, self, self._show_asking)

    # ---- the lines, of which only what has changed is drawn anew

    def _wanted(self, snapshot: EngagementSnapshot) -> list[_Part]:
        """What is to stand on the page, from top to bottom."""
        parts: list[_Part] = []
        currency = snapshot.currency
        for tier in Tier:
            lines = [line for line in snapshot.lines_of(tier) if line.line.is_bought]
            if not lines:
                continue
            name = phrases.tier_name(tier)
            parts.append(_Part(f"tier-{tier.value}", name, partial(_tier_head, name)))
            waiting = tuple(line.item for line in lines if line.needs_decision)
            if waiting:
                cost = total([line.line.cost for line in lines if line.needs_decision], currency)
                told = phrases.totals(snapshot, cost)
                made = partial(self._all_of, tier, waiting, told)
                parts.append(_Part(f"all-{tier.value}", (waiting, told), made))
            for line in lines:
                text, state = self._line_text(line, snapshot), self._line_state(line, snapshot)
                card_of = partial(self._card, text, state)
                parts.append(_Part(f"line-{line.item}", text, card_of, state))
        return parts

    def _show_parts(self, snapshot: EngagementSnapshot, focus_name: str) -> None:
        """Keep what is as it was, change what says something else, make what is not there yet.

        New sums come a moment later: what was pressed is seen to change first.
        """
        wanted = self._wanted(snapshot)
        names = {part.name for part in wanted}
        for name in [name for name in self._parts if name not in names]:
            self._take_away(self._parts.pop(name).widget)
        steps: list[Step] = [
            partial(self._build_part, index, part)
            for index, part in enumerate(wanted)
            if not self._stands(index, part)
        ]
        at_once = min(FIRST_STEPS, len(steps))
        if self._totals.isEmpty():  # nothing is to move down later
            self._show_totals(snapshot)
        else:
            steps.append(in_place(self._show_totals, snapshot))
        self.slices.start(steps, at_once, partial(self._placed, focus_name))
        self._focus_again(focus_name)

    def _stands(self, index: int, part: _Part) -> bool:
        """Whether a part is there as wanted; a card that only says another state is told so."""
        shown = self._parts.get(part.name)
        if shown is None or shown.says != part.says or self._body.indexOf(shown.widget) != index:
            return False
        if isinstance(shown.widget, DecisionCard) and part.state is not None:
            return shown.widget.show_state(part.state)
        return True

    def _build_part(self, index: int, part: _Part) -> Placing:
        widget = part.make()
        return widget, partial(self._place, index, part, widget)

    def _place(self, index: int, part: _Part, widget: QWidget) -> None:
        old = self._parts.pop(part.name, None)
        if old is not None:
            self._take_away(old.widget)
        self._parts[part.name] = _Shown(part.says, widget)
        self._body.insertWidget(index, widget)

    def _take_away(self, widget: QWidget) -> None:
        self._body.removeWidget(widget)
        let_go(widget)

    def _placed(self, focus_name: str) -> None:
        focused = self.focusWidget()
        if focused is None or not focused.hasFocus():
            self._focus_again(focus_name)

    def _focus_again(self, name: str) -> None:
        """A redrawn page keeps the keyboard where it was."""
        target = self.findChild(object, name) if name else None  # type: ignore[type-var]
        if target is not None and hasattr(target, "setFocus"):
            target.setFocus()

    def _show_totals(self, snapshot: EngagementSnapshot) -> None:
        empty(self._totals)
        frame, column = card()
        column.addWidget(label(say("agreement.col-chosen-total"), "subheading"))
        is_any = any(line.chosen is not None and line.chosen.is_bought for line in snapshot.lines)
        chosen = phrases.totals(snapshot, snapshot.chosen_total)
        column.addWidget(label(chosen if is_any else say("page.decisions-nothing"), name="chosen"))
        column.addWidget(label(say("agreement.col-everything"), "muted"))
        column.addWidget(label(phrases.totals(snapshot, snapshot.bill.total), "muted"))
        beside = beside_budget(snapshot)
        if beside:
            note = Banner("warning", "beside-budget")
            column.addWidget(note)
            note.say(beside)
        self._totals.addWidget(frame)

    def _all_of(self, tier: Tier, waiting: tuple[ItemId, ...], told: str) -> QWidget:
        """Yes to all that is open in a tier, with what that costs; or all of it later."""
        caption = say("page.decisions-yes-to-all", count=len(waiting))
        everything = CardButton(caption, told, f"yes-to-all-{tier.value}")
        everything.clicked.connect(lambda: self._accept(waiting))
        name = phrases.tier_name(tier)
        rest = say("page.decisions-rest-later", count=len(waiting))
        spoken = say("page.decisions-rest-spoken", tier=name, count=len(waiting))
        later = button(rest, f"rest-later-{tier.value}", spoken=spoken)
        later.clicked.connect(lambda: self.session.looking.ask(Answering.LATER, *waiting))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(everything)
        column.addLayout(row(later, None))
        return holder

    def _line_text(self, line: PlanLine, snapshot: EngagementSnapshot) -> LineText:
        return LineText(
            id=line.item,
            title=phrases.number(line, snapshot),
            mark=line.tier.value,
            mark_text=phrases.tier_name(line.tier),
            price=phrases.line_price(line),
            price_note=phrases.price_note(line),
            text=phrases.purpose(line, snapshot),
            details=snapshot.because(line),
        )

    def _line_state(self, line: PlanLine, snapshot: EngagementSnapshot) -> LineState:
        position = line.settled.position
        is_stale = position is Position.STALE
        told = say("page.decisions-stale") if is_stale else phrases.fate(line, snapshot)
        return LineState(
            name=line.line.name,
            told=say("page.decisions-state", state=told),
            goes_along=position in _ALONG,
            is_accepted=position is Position.ACCEPTED,
            offers=self._offers(line, snapshot),
            offer=line.chosen.offer if line.chosen is not None else line.line.offer,
        )

    def _offers(self, line: PlanLine, snapshot: EngagementSnapshot) -> tuple[tuple[str, str], ...]:
        offers = snapshot.pack.content.items[line.item].offers
        if len(offers) < 2:
            return ()
        told = []
        for offer_id, offer in offers.items():
            unit = snapshot.prices.unit_price(line.item, offer_id)
            cost = say(f"agreement.each-{unit.per}", amount=phrases.amount(unit.amount))
            told.append((offer_id, f"{cost} — {offer.name}"))  # a narrow list cuts the end
        return tuple(told)

    def _card(self, text: LineText, state: LineState) -> DecisionCard:
        made = DecisionCard(text, state, self.inner)
        item = ItemId(text.id)
        made.accepted.connect(lambda: self._accept((item,)))
        looking = self.session.looking
        made.declined.connect(lambda: looking.ask(Answering.DECLINE, item))
        made.put_off.connect(lambda: looking.ask(Answering.LATER, item))
        made.offer_chosen.connect(lambda offer: self._choose_offer(item, offer))
        return made

    # ---- gestures

    def _line(self, item: ItemId) -> PlanLine | None:
        """As it is now: the card may have been made from an earlier snapshot."""
        snapshot = self.session.snapshot
        return snapshot.line_by_item.get(item) if snapshot is not None else None

    def _lines(self, asking: Asking) -> list[PlanLine]:
        return [line for line in map(self._line, asking.items) if line is not None]

    def _accept(self, items: tuple[ItemId, ...]) -> None:
        lines = [line for line in map(self._line, items) if line is not None]
        self.session.decide(*(self._yes(line) for line in lines))

    def _yes(self, line: PlanLine) -> Decision:
        return Decision(
            line=line.item,
            choice=Choice.ACCEPT,
            name=self._owner(),
            made_on=line.fingerprint,
        )

    def _choose_offer(self, item: ItemId, offer: str) -> None:
        line = self._line(item)
        if line is None:
            return
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

    # ---- the dialog about a line: here, or in the other window

    def _show_asking(self) -> None:
        """Open what is asked here, close what is not, and say what the other window asks."""
        asking = self.session.looking.asking
        is_here = asking is not None and asking.on_owner_screen == self.on_owner_screen
        if asking is not None and is_here and self._dialog is None:
            self._open(asking)
        self._dress_bar()
        if self.elsewhere.isVisible():
            QAccessible.updateAccessibility(
                QAccessibleAnnouncementEvent(self, self.elsewhere.text())
            )

    def _open(self, asking: Asking) -> None:
        snapshot, lines = self.session.snapshot, self._lines(asking)
        if snapshot is None or not lines:
            return
        made: DeclineDialog | LaterDialog
        match asking.what:
            case Answering.DECLINE:
                draft = self.session.looking.drafts.get(lines[0].item)
                made = DeclineDialog(self.window(), snapshot, lines[0], draft)
            case Answering.LATER:
                made = LaterDialog(self.window(), snapshot, *lines)
        made.finished.connect(lambda result: self._closed(made, asking, result))
        self._dialog = made
        made.open()

    def _closed(self, dialog: DeclineDialog | LaterDialog, asking: Asking, result: int) -> None:
        """Decide what was agreed; what was only begun is kept until the page is left."""
        drafts = self.session.looking.drafts
        is_agreed = result == QDialog.DialogCode.Accepted.value
        if isinstance(dialog, DeclineDialog):
            drafts.pop(asking.items[0], None)
            if not is_agreed and dialog.draft != Draft():
                drafts[asking.items[0]] = dialog.draft
        if self._dialog is dialog:
            self._dialog = None
            self.session.looking.asked()
        if is_agreed:
            self.session.decide(*dialog.decisions)

    def put_away(self) -> None:
        """Close the dialog here; it may go on in the other window, or on this page built anew."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.reject()

    def _dress_bar(self) -> None:
        """Below the lines: what the other window asks, and the way to the next open line."""
        snapshot, asking = self.session.snapshot, self.session.looking.asking
        lines = self._lines(asking) if asking is not None else []
        is_there = asking is not None and asking.on_owner_screen != self.on_owner_screen
        told = ""
        if asking is not None and lines and is_there:
            is_no = asking.what is Answering.DECLINE
            refused = say("dialog.decline-title", name=lines[0].line.name)
            title = refused if is_no else later_title(lines)
            where = "owner" if asking.on_owner_screen else "consultant"
            told = say(f"page.asking-{where}", title=title)
        self.elsewhere.setText(told)
        show_if(self.elsewhere, bool(told))
        show_if(self.bring_here, bool(told) and not self.on_owner_screen)
        has_open = snapshot is not None and bool(snapshot.open_lines)
        show_if(self.jump, has_open)
        self.bar.setVisible(has_open or bool(told))

    def _owner(self) -> str:
        snapshot = self.session.snapshot
        return snapshot.engagement.client.owner if snapshot is not None else ""

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
        self.complete()
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
        names = [line.line.name for line in snapshot.open_lines] if snapshot is not None else []
        named = ", ".join(names[:NAMED])
        if len(names) > NAMED:
            named = say("page.decisions-and-more", names=named, more=len(names) - NAMED)
        parts = [say_count("page.decisions-leave", len(left), names=named)]
        if not self.session.is_alone:
            parts.append(say("page.decisions-leave-sign"))
        sentence = " ".join([*parts, say("page.decisions-leave-next")])
        self.error.setText(sentence)
        self.error.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        return False


def _tier_head(name: str) -> QWidget:
    head = label(name, "heading")
    head.setContentsMargins(0, px(18), 0, 0)
    return head
