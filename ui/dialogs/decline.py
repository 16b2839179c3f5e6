"""Saying no to one line: what it is for, what could happen, what softens it, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from onboard.content.model import Tier
from onboard.decisions import Choice, Decision
from onboard.papers.refusals import acceptance_end
from onboard.papers.wordings import level_name
from onboard.wording import day, money, say
from ui import phrases
from ui.dialogs.sheet import Sheet
from ui.theme import px
from ui.widgets.base import label
from ui.widgets.consent import Consent
from ui.widgets.date_field import DateField
from ui.widgets.notes import Banner
from ui.widgets.text_fields import LineField, TextArea

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot, PlanLine


class DeclineDialog(Sheet):
    """Nothing is ticked in advance. `decision` is what was agreed when it is accepted."""

    def __init__(self, parent: QWidget, snapshot: EngagementSnapshot, line: PlanLine) -> None:
        title = say("dialog.decline-title", name=line.line.name)
        super().__init__(parent, title, say("dialog.decline-yes"), say("dialog.decline-no"))
        self.setObjectName("decline-dialog")
        self._snapshot, self._line = snapshot, line
        self._steps: dict[str, Consent] = {}
        item = snapshot.pack.content.items[line.item]
        self._part("dialog.what-for", f"{item.plain.issue} {item.plain.benefit}")
        self._part("dialog.what-could-happen", self._happen())
        self._part("dialog.price", self._price())
        self._asks_again = line.item in snapshot.alarming
        stop = snapshot.alarm_sum
        if stop is not None:
            beside = label(phrases.sum_line(stop), "muted", name="beside-a-stop")
            self.column.addWidget(beside)
        if line.leaving_out.cheaper:
            self.column.addWidget(label(say("dialog.cheaper"), "subheading"))
            for option in line.leaving_out.cheaper:
                self._add_step(option.id, option.text, phrases.price(option.cost), option.leaves)
        self._ask_reason()
        self._ask_who()
        end = day(acceptance_end(snapshot, line))
        note = Banner("note", "decline-end")
        self.column.addWidget(note)
        note.say(say("dialog.decline-end", day=end))
        self.column.addStretch(1)

    def _part(self, key: str, text: str) -> None:
        self.column.addWidget(label(say(key), "subheading"))
        self.column.addWidget(label(text))

    def _happen(self) -> str:
        texts = [self._line.leaving_out.without]
        for part in self._line.leaving_out.consequences[:3]:
            key = "dialog.consequence" if part.is_worse else "dialog.consequence-same"
            texts.append(
                say(
                    key,
                    story=part.story,
                    left=level_name(part.without_line),
                    instead=level_name(part.with_line),
                )
            )
        return "\n".join(texts)

    def _price(self) -> str:
        """For one piece its price is not said twice."""
        whole = phrases.line_price(self._line)
        is_one = self._line.line.quantity == 1
        note = phrases.price_basis(self._line) if is_one else phrases.price_note(self._line)
        return f"{whole} · {note}" if note else whole

    def _add_step(self, step_id: str, text: str, price: str, leaves: str) -> None:
        tick = Consent(say("dialog.step", text=text.rstrip("."), price=price), f"step-{step_id}")
        tick.box.setAccessibleDescription(leaves)
        self._steps[step_id] = tick
        tick.toggled.connect(self._name_button)
        wrapped = label(say("dialog.step-leaves", leaves=leaves), "muted")
        self.column.addWidget(tick)
        self.column.addWidget(wrapped)

    def _name_button(self) -> None:
        """The button says what it does: a no alone, or a no with a cheaper step."""
        taken = any(tick.is_given() for tick in self._steps.values())
        self.yes.setText(say("dialog.decline-with-step" if taken else "dialog.decline-yes"))
        self.yes.setAccessibleName(self.yes.text())

    def _ask_reason(self) -> None:
        self.column.addWidget(label(say("dialog.reason"), "field"))
        self.reason = TextArea(say("dialog.reason"), "reason", say("dialog.reason-hint"), lines=2)
        self.reason.textChanged.connect(self.recheck)
        self.column.addWidget(self.reason)

    def _ask_who(self) -> None:
        client = self._snapshot.engagement.client
        self.column.addWidget(label(say("dialog.initials"), "field"))
        self.initials = LineField(say("dialog.initials"), "initials", say("dialog.initials-hint"))
        self.initials.setMaxLength(8)
        self.initials.textChanged.connect(self.recheck)
        self.column.addWidget(self.initials)
        self.column.addWidget(label(say("dialog.who", name=client.owner or client.name), "muted"))

    def missing(self) -> tuple[str, QWidget | None]:
        if not self.reason.toPlainText().strip():
            return say("dialog.reason-missing"), self.reason
        if self._line.tier is Tier.MUST and not self.initials.text().strip():
            return say("dialog.initials-missing"), self.initials
        return "", None

    def accept(self) -> None:
        """A no to what costs little beside the harm is asked once more, in numbers."""
        if self._asks_again:
            self._asks_again = False
            stop = self._snapshot.alarm_sum
            assert stop is not None  # noqa: S101  (without it no line alarms)
            least = stop.amount.low
            again = say(
                "dialog.asked-again",
                price=phrases.line_price(self._line),
                sum=stop.sum.name,
                amount=money(least, least, stop.amount.currency),
            )
            self._tell(again)
            self.yes.setText(say("dialog.decline-still"))
            self.yes.setAccessibleName(self.yes.text())
            self.no.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().accept()

    @property
    def decision(self) -> Decision:
        client = self._snapshot.engagement.client
        return Decision(
            line=self._line.item,
            choice=Choice.DECLINE,
            reason=self.reason.toPlainText().strip(),
            initials=self.initials.text().strip(),
            cheaper=tuple(key for key, tick in self._steps.items() if tick.is_given()),
            until=acceptance_end(self._snapshot, self._line),
            name=client.owner,
            role=client.role,
            authority=client.authority,
            made_on=self._line.fingerprint,
        )


class LaterDialog(Sheet):
    """Putting a line off: it needs a day, and stays an open risk until then."""

    def __init__(self, parent: QWidget, snapshot: EngagementSnapshot, line: PlanLine) -> None:
        title = say("dialog.later-title", name=line.line.name)
        super().__init__(parent, title, say("dialog.later-yes"), say("dialog.later-no"))
        self.setObjectName("later-dialog")
        self._snapshot, self._line = snapshot, line
        self.column.addWidget(label(say("dialog.later-risk", text=line.leaving_out.without)))
        self.column.addWidget(label(say("dialog.later-by"), "field"))
        self.by = DateField(say("dialog.later-by"))
        self.by.changed.connect(self.recheck)
        self.column.addWidget(self.by)
        self.column.addStretch(1)
        self.resize(self._fitting(px(660), px(360)))

    def _day(self) -> date | None:
        try:
            return date.fromisoformat(self.by.text().strip())
        except ValueError:
            return None

    def missing(self) -> tuple[str, QWidget | None]:
        by = self._day()
        if by is None:
            return self.by.problem or say("dialog.later-no-day"), self.by
        if by <= self._snapshot.on:
            return say("dialog.later-past"), self.by
        return "", None

    @property
    def decision(self) -> Decision:
        client = self._snapshot.engagement.client
        return Decision(
            line=self._line.item,
            choice=Choice.LATER,
            by=self._day(),
            name=client.owner,
            role=client.role,
            made_on=self._line.fingerprint,
        )
