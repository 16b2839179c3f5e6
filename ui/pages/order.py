"""An order, checked by itself: what it lacks, why, and what happens if that is left out.

Nothing is kept until somebody says so, and a signed file can be asked as well.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from onboard.flow import Place, Stop
from onboard.papers.order_sheet import verdict
from onboard.papers.wordings import price
from onboard.wording import say, say_count
from ui import phrases
from ui.dialogs.save_paper import SavePaper
from ui.order_view import understood_card
from ui.page import Page
from ui.theme import px
from ui.widgets.base import card, empty, label, row
from ui.widgets.forms import Labelled, action
from ui.widgets.line_card import LineCard, LineText
from ui.widgets.listed import points
from ui.widgets.notes import Banner, Folded
from ui.widgets.text_fields import TextArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from onboard.engagement import EngagementId
    from onboard.order_check import MissingLine, OrderCheck
    from onboard.snapshot import EngagementSnapshot


class OrderPage(Page):
    """Type the order as you would tell it; what it lacks stands below at once."""

    def build(self) -> None:
        self._client: EngagementId | None = None
        self._kept = ""
        """The order of the file, as it stood when it was shown here."""
        self._check: OrderCheck | None = None
        caption = say("page.order-list")
        self._list = TextArea(caption, "order-list", lines=4)
        self._list.saved.connect(self._look)
        self.column.addWidget(Labelled(caption, self._list, say("page.welcome-order-hint")))
        self._result = QVBoxLayout()
        self._result.setSpacing(px(10))
        self.column.addLayout(self._result)
        self._keep = action(say("page.order-keep"), "keep-order", "primary")
        self._keep.clicked.connect(self._keep_it)
        self.column.addLayout(row(self._keep, None))
        self._amend = action(say("change.order"), "amend-order", "primary")
        self._amend.clicked.connect(self._amend_it)
        self.column.addLayout(row(self._amend, None))
        self._sheet = SavePaper(self.session, "sheet", say("sheet.offer-why"), self._save)
        self.column.addWidget(self._sheet)

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        client = snapshot.engagement.client.name
        self.head(say("page.order-title"), say("page.order-lead"), client)
        facts = snapshot.engagement
        kept = "" if facts.is_closed else "\n".join(entry.words for entry in facts.order)
        if (facts.id, kept) != (self._client, self._kept):
            self._client, self._kept = facts.id, kept
            tried = self.session.tried_order
            self._list.start_with(kept if tried is None else tried)
        self._look(self._list.toPlainText())

    def next_caption(self) -> str | None:
        return None

    def first_focus(self) -> QWidget | None:
        return self._list

    def flush(self) -> None:
        self._list.flush()

    # ---- drawing

    def _look(self, text: str) -> None:
        check = self._check = self.session.try_order(text)
        self.session.tried_order = text if text.strip() != self._kept.strip() else None
        empty(self._result)
        snapshot = self.session.snapshot
        has_order = check is not None and bool(check.understood)
        self._sheet.setVisible(has_order)
        facts = snapshot.engagement if snapshot is not None else None
        self._keep.setVisible(has_order and facts is not None and not facts.is_closed)
        is_signed = facts is not None and facts.signed_paper is not None
        self._amend.setVisible(has_order and is_signed)
        if check is None or not check.understood:
            return
        self._result.addWidget(understood_card(check.with_order))
        note = Banner("warning" if check.missing else "note", "verdict")
        self._result.addWidget(note)
        cost = say("sheet.cost", amount=price(check.missing_cost)) if check.missing else ""
        note.say(cost, verdict(check))
        guesses = sum(part.line.line.to_confirm for part in check.missing)
        if guesses:
            self._result.addWidget(label(say_count("page.plan-guesses", guesses), "muted"))
        for per, parts in check.missing_by_per.items():
            self._result.addWidget(label(say(f"order.per-{per.value}").rstrip(":"), "heading"))
            for missing in parts:
                self._result.addWidget(LineCard(_text(missing)))
        if check.missing_today:
            self._result.addWidget(self._today(check))
        if snapshot is not None and snapshot.engagement.is_closed:
            closed = Banner("note", "order-closed")
            self._result.addWidget(closed)
            closed.say(say("page.order-closed"))

    def _today(self, check: OrderCheck) -> QWidget:
        frame, column = card()
        names = [line.line.name for line in check.missing_today]
        count = len(check.missing_today)
        caption = say("page.order-today", count=count)
        column.addWidget(Folded(caption, partial(points, names), "missing-today"))
        return frame

    # ---- gestures

    def _keep_it(self) -> None:
        self._list.flush()
        if self._check is not None:
            self.session.tried_order = None
            self.session.set_order([entry.words for entry in self._check.understood])
            self.session.go(Place(Stop.PLAN))

    def _amend_it(self) -> None:
        self._list.flush()
        if self._check is not None:
            self.session.tried_order = None
            self.session.begin_amendment([entry.words for entry in self._check.understood])

    def _save(self, path: Path) -> None:
        if self._check is not None:
            self.session.save_order_sheet(self._check, path)


def _text(missing: MissingLine) -> LineText:
    line = missing.line
    return LineText(
        id=line.item,
        title=say("page.welcome-missing-line", name=line.line.name, reads=missing.reads),
        mark=line.tier.value,
        mark_text=phrases.tier_name(line.tier),
        price=price(missing.cost),
        price_note=phrases.price_note(line),
        text=say("sheet.without", text=missing.without_it),
        details=missing.because,
    )
