"""What the client already has: how many, paid until when, and of what size."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from onboard.content.model import Item, ItemId, ItemKind, PackContent
from onboard.recommendation.estate import Holding
from onboard.wording import say, say_count
from ui.page import Page
from ui.slices import Placing, Step, in_place
from ui.theme import px
from ui.widgets.base import empty, label, row
from ui.widgets.date_field import DateField
from ui.widgets.forms import action, caption_of, muted
from ui.widgets.number_field import NumberField
from ui.widgets.pick_list import pick_list
from ui.widgets.text_fields import LineField, SaveSoon

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot

MOST = 9999
MOST_CAPACITY = 100_000
MANY = 12
"""From so many things on there is a field to find one."""
FIRST_STEPS = 8
"""So many parts stand there at once, which is more than a window is high."""
COMMON = "common"
GROUPS = (ItemKind.HARDWARE, ItemKind.LICENCE, ItemKind.SERVICE, ItemKind.TASK)


def _groups(content: PackContent) -> dict[str, list[ItemId]]:
    """What most clients own comes first; then the rest by kind."""
    found = {COMMON: [ItemId(key) for key in content.common]}
    for kind in GROUPS:
        found[kind.value] = [
            ItemId(key)
            for key, item in content.items.items()
            if item.owned_question and item.kind is kind and key not in content.common
        ]
    return {group: keys for group, keys in found.items() if keys}


class HavePage(Page):
    """One small card for each thing that one can own already."""

    def build(self) -> None:
        self.head(say("page.have-title"), say("page.have-lead"))
        self._soon = SaveSoon(self)
        self._soon.due.connect(self._save)
        self._estate: tuple[Holding, ...] = ()
        self._drawn: tuple[str, str] | None = None
        self._cards: dict[ItemId, HoldingCard] = {}
        self._headings: dict[str, QWidget] = {}
        self._groups: dict[str, list[ItemId]] = {}
        listed = action(say("intake.computers-open"), "computer-list")
        listed.clicked.connect(self._bring_computers)
        self.column.addLayout(row(listed, None))
        self._list_told = label("", "saved", name="computer-list-told")
        self._list_told.hide()
        self.column.addWidget(self._list_told)
        self._find = LineField(say("page.have-find"), "find")
        self._find_caption = label(say("page.have-find"), "field")
        self._find.textChanged.connect(self._narrow)
        self._nothing = muted(say("page.have-not-found"))
        self._nothing.hide()
        for part in (self._find_caption, self._find, self._nothing):
            self.column.addWidget(part)
        self._list = QVBoxLayout()
        self._list.setSpacing(px(10))
        self.column.addLayout(self._list)

    # ---- drawing

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        self._estate = snapshot.engagement.estate
        drawn = (snapshot.engagement.id, snapshot.pack.sha256)
        if self._drawn != drawn:  # what was typed for one client never shows for another
            self._drawn = drawn
            self._make_cards(snapshot)
        for made in self._cards.values():
            self._fill(made)

    def _fill(self, made: HoldingCard) -> None:
        made.show_holdings([entry for entry in self._estate if entry.item == made.key])

    def _bring_computers(self) -> None:
        from ui.dialogs.list_intake import bring_list

        self.flush()
        bring_list(self.window(), self.session, "computers", self._brought)

    def _brought(self, told: str) -> None:
        self._list_told.setText(told)
        self._list_told.setVisible(bool(told))

    def first_focus(self) -> QWidget | None:
        if not self._find.isHidden():
            return self._find
        return next((made.number for made in self._cards.values()), None)

    def _make_cards(self, snapshot: EngagementSnapshot) -> None:
        empty(self._list)
        self._cards, self._headings = {}, {}
        self._groups = _groups(snapshot.pack.content)
        items = snapshot.pack.content.items
        steps: list[Step] = []
        for group, keys in self._groups.items():
            steps.append(in_place(self._add_heading, group))
            steps += [partial(self._card, key, items[key]) for key in keys]
        is_long = len(steps) - len(self._groups) > MANY
        self._find.setVisible(is_long)
        self._find_caption.setVisible(is_long)
        self.slices.start(steps, FIRST_STEPS)

    def _add_heading(self, group: str) -> None:
        self._headings[group] = label(say(f"page.have-{group}"), "heading")
        self._list.addWidget(self._headings[group])

    def _card(self, key: ItemId, item: Item) -> Placing:
        made = HoldingCard(key, item)
        return made, partial(self._add_card, made)

    def _add_card(self, made: HoldingCard) -> None:
        self._cards[made.key] = made
        self._fill(made)
        made.changed.connect(self._soon.touch)
        self._list.addWidget(made)
        if self._find.text():  # somebody looks for something already
            self._narrow(self._find.text())

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        for made in self._cards.values():
            made.setVisible(all(word in made.words for word in wanted))
        for group, heading in self._headings.items():
            cards = [self._cards[key] for key in self._groups[group] if key in self._cards]
            heading.setVisible(not all(made.isHidden() for made in cards))
        self._nothing.setVisible(all(made.isHidden() for made in self._cards.values()))

    # ---- gestures

    def _save(self) -> None:
        """Put each card's holding in the place of its old one; what has no card stays."""
        estate: list[Holding] = []
        seen: set[ItemId] = set()
        for entry in self._estate:
            made = self._cards.get(entry.item)
            if made is None or entry.item in seen:
                estate.append(entry)
                continue
            seen.add(entry.item)
            kept = made.holding()
            if kept is not None:
                estate.append(kept)
        for key, made in self._cards.items():
            kept = made.holding() if key not in seen else None
            if kept is not None:
                estate.append(kept)
        if tuple(estate) != self._estate:
            self.session.set_estate(tuple(estate))

    def flush(self) -> None:
        self._soon.flush()

    def leave(self) -> bool:
        """What cannot be read would be dropped in silence, so it is put right first."""
        wrong = next((made for made in self._cards.values() if made.has_problem), None)
        if wrong is None:
            return True
        self._find.clear()
        self.bring_into_view(wrong)
        wrong.take_focus()
        return False


class HoldingCard(QFrame):
    """One thing. Details show only when there is something to tell them of."""

    changed = Signal()

    def __init__(self, key: ItemId, item: Item) -> None:
        super().__init__()
        self.key = key
        self.words = " ".join((item.name, item.owned_question, *item.words)).casefold()
        self.setProperty("kind", "card")
        self.setObjectName(f"have-{key}")
        self._old: Holding | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(12), px(12), px(12))
        column.setSpacing(px(6))
        column.addWidget(label(item.name, "subheading"))
        column.addWidget(muted(item.owned_question))
        self.number = NumberField(0, MOST, name=item.owned_question)
        self.number.changed.connect(self._touched)
        column.addWidget(self.number)
        self._unknown = QCheckBox(say("page.have-unknown"))
        self._unknown.setObjectName("unknown")
        self._unknown.setAccessibleName(say("page.have-unknown-spoken", name=item.name))
        self._unknown.toggled.connect(self._unknown_toggled)
        column.addWidget(self._unknown, 0, Qt.AlignmentFlag.AlignLeft)
        self._more = muted("")
        self._more.hide()
        column.addWidget(self._more)
        self._details = QWidget()
        self._details.hide()
        column.addWidget(self._details)
        self._problem = label("", "error")
        self._problem.hide()
        column.addWidget(self._problem)
        self._add_details(item)

    def _add_details(self, item: Item) -> None:
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, px(4), 0, 0)
        column.setSpacing(px(6))
        self._until = self._capacity = self._offer = None
        if any(offer.includes for offer in item.offers.values()):
            self._offer = pick_list(say("page.have-offer-spoken", name=item.name), "offer")
            self._offer.addItem(say("page.have-offer-unknown"), "")
            for offer_id, offer in item.offers.items():
                self._offer.addItem(offer.name, offer_id)
            self._offer.currentIndexChanged.connect(self._touched)
            column.addWidget(caption_of(self._offer, say("page.have-offer")))
            column.addWidget(self._offer)
        if item.capacity_unit:
            name = say("page.have-capacity", unit=item.capacity_unit)
            self._capacity = NumberField(1, MOST_CAPACITY, name=name)
            self._capacity.setObjectName("capacity")
            self._capacity.changed.connect(self._touched)
            column.addWidget(label(name, "field"))
            column.addWidget(self._capacity)
        if item.kind is not ItemKind.HARDWARE:
            self._until = DateField(say("page.have-until-spoken", name=item.name))
            self._until.setObjectName("until")
            self._until.changed.connect(self._touched)
            column.addWidget(label(say("page.have-until"), "field"))
            column.addWidget(self._until)
        self._has_details = column.count() > 0

    # ---- drawing

    def show_holdings(self, holdings: list[Holding]) -> None:
        """Show what is kept. A card that is being filled in is left alone."""
        self._old = holdings[0] if holdings else None
        more = len(holdings) - 1
        self._more.setText(say_count("page.have-more", more) if more > 0 else "")
        self._more.setVisible(more > 0)
        if not self._is_being_filled():
            self._fill(self._old)
        self._show_details()

    def _is_being_filled(self) -> bool:
        focus = self.window().focusWidget()
        return self.has_problem or (focus is not None and self.isAncestorOf(focus))

    def _fill(self, kept: Holding | None) -> None:
        known = kept is not None and kept.quantity is not None
        self.number.set_text(str(kept.quantity) if kept is not None and known else "")
        blocked = self._unknown.blockSignals(True)
        self._unknown.setChecked(kept is not None and kept.quantity is None)
        self._unknown.blockSignals(blocked)
        self.number.setEnabled(not self._unknown.isChecked())
        if self._until is not None:
            self._until.set_text(kept.until.isoformat() if kept and kept.until else "")
        if self._capacity is not None:
            self._capacity.set_text(str(kept.capacity) if kept and kept.capacity else "")
        if self._offer is not None:
            blocked = self._offer.blockSignals(True)
            self._offer.setCurrentIndex(max(0, self._offer.findData(kept.offer if kept else "")))
            self._offer.blockSignals(blocked)

    def _show_details(self) -> None:
        is_owned = self._unknown.isChecked() or self.number.text() not in ("", "0")
        self._details.setVisible(self._has_details and is_owned)

    # ---- reading

    @property
    def has_problem(self) -> bool:
        return bool(self._problem.text())

    def take_focus(self) -> None:
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def holding(self) -> Holding | None:
        """What the card says; what was kept before while the card cannot be read."""
        if self.has_problem:
            return self._old
        if not self._unknown.isChecked() and not self.number.text():
            return None
        base = self._old or Holding(self.key, None)
        kept = replace(
            base, quantity=None if self._unknown.isChecked() else int(self.number.text())
        )
        if self._until is not None:
            text = self._until.text()
            kept = replace(kept, until=date.fromisoformat(text) if text else None)
        if self._capacity is not None:
            text = self._capacity.text()
            kept = replace(kept, capacity=int(text) if text else None)
        if self._offer is not None:
            kept = replace(kept, offer=str(self._offer.currentData() or ""))
        return kept

    # ---- gestures

    def _touched(self) -> None:
        self._show_details()
        problem = self._what_is_wrong()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.changed.emit()

    def _unknown_toggled(self, is_unknown: bool) -> None:
        self.number.setEnabled(not is_unknown)
        if is_unknown:
            self.number.set_text("")
        self._touched()

    def _what_is_wrong(self) -> str:
        number = self.number.text()
        if number and not _is_count(number, MOST):
            return say("page.have-no-number", found=number, most=MOST)
        size = self._capacity.text() if self._capacity is not None else ""
        if size and (not _is_count(size, MOST_CAPACITY) or not int(size)):
            return say("page.have-no-number", found=size, most=MOST_CAPACITY)
        until = self._until.text() if self._until is not None else ""
        if self._until is not None and until and not _is_day(until):
            return self._until.problem
        return ""


def _is_count(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and int(text) <= most


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2027-03-31")
