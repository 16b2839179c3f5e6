"""Saying no to one line: what it is for, what could happen, what softens it, and why."""

from __future__ import annotations

from collections.abc import Sequence
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
from ui.looking import Draft
from ui.theme import px
from ui.widgets.base import label, repolish
from ui.widgets.consent import Consent
from ui.widgets.date_field import DateField
from ui.widgets.listed import points
from ui.widgets.notes import Banner
from ui.widgets.text_fields import LineField, TextArea

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot, PlanLine


class DeclineDialog(Sheet):
    """Nothing is ticked in advance. `decision` is what was agreed when it is accepted."""

    def __init__(
        self,
        parent: QWidget,
        snapshot: EngagementSnapshot,
        line: PlanLine,
        draft: Draft | None = None,
    ) -> None:
        title = say("dialog.decline-title", name=line.line.name)
        super().__init__(parent, title, say("dialog.decline-yes"), say("dialog.decline-no"))
        self.setObjectName("decline-dialog")
        self._snapshot, self._line = snapshot, line
        self._steps: dict[str, Consent] = {}
        self._told_lacking = False
        item = snapshot.pack.content.items[line.item]
        self._part("dialog.today", item.plain.issue)
        self._part("dialog.with-it", item.plain.benefit)
        self._add_what_could_happen()
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
        if draft is not None:
            self._take(draft)

    def _part(self, key: str, text: str) -> None:
        self.column.addWidget(label(say(key), "subheading"))
        self.column.addWidget(label(text))

    def _add_what_could_happen(self) -> None:
        """Each thing by itself, and how high its risk is without this line and with it."""
        self.column.addWidget(label(say("dialog.what-could-happen"), "subheading"))
        self.column.addWidget(points([self._line.leaving_out.without]))
        for part in self._line.leaving_out.consequences[:3]:
            self.column.addWidget(points([part.story]))
            key = "dialog.levels" if part.is_worse else "dialog.levels-same"
            told = say(key, left=level_name(part.without_line), instead=level_name(part.with_line))
            beside = label(told, "muted")
            beside.setIndent(px(14))
            self.column.addWidget(beside)

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
        self._caption_yes("dialog.decline-with-step" if taken else "dialog.decline-yes")

    def _caption_yes(self, key: str) -> None:
        self.yes.setText(say(key))
        self.yes.setAccessibleName(self.yes.text())
        outer = self.layout()
        if outer is not None:
            outer.activate()  # longer words would be cut until the next look at the dialog

    def _ask_reason(self) -> None:
        self.reason = TextArea(say("dialog.reason"), "reason", say("dialog.reason-hint"), lines=2)
        self.reason.textChanged.connect(self.recheck)
        self._field("dialog.reason", self.reason, is_needed=True)

    def _ask_who(self) -> None:
        client = self._snapshot.engagement.client
        self.initials = LineField(say("dialog.initials"), "initials", say("dialog.initials-hint"))
        self.initials.setMaxLength(8)
        self.initials.textChanged.connect(self.recheck)
        self._field("dialog.initials", self.initials, is_needed=self._line.tier is Tier.MUST)
        self.column.addWidget(label(say("dialog.who", name=client.owner or client.name), "muted"))

    def _field(self, key: str, field: QWidget, *, is_needed: bool) -> None:
        caption = say(key)
        if is_needed:
            caption = say("dialog.needed", caption=caption)
            field.setAccessibleDescription(caption)
        self.column.addWidget(label(caption, "field"))
        self.column.addWidget(field)

    def _lacking(self) -> list[tuple[str, QWidget]]:
        """All that is still needed, each with its field."""
        lacking: list[tuple[str, QWidget]] = []
        if not self.reason.toPlainText().strip():
            lacking.append((say("dialog.reason-missing"), self.reason))
        if self._line.tier is Tier.MUST and not self.initials.text().strip():
            lacking.append((say("dialog.initials-missing"), self.initials))
        return lacking

    def missing(self) -> tuple[str, QWidget | None]:
        lacking = self._lacking()
        if not lacking:
            return "", None
        return "\n".join(sentence for sentence, _ in lacking), lacking[0][1]

    def recheck(self, *_: object) -> None:
        """What has been filled in meanwhile is asked for no longer; the rest still is."""
        if self.error.text():
            self._tell(self.missing()[0] if self._told_lacking else "")

    def _tell(self, problem: str) -> None:
        super()._tell(problem)
        lacking = dict((field, sentence) for sentence, field in self._lacking())
        self._told_lacking = bool(problem) and problem == self.missing()[0]
        for field in (self.reason, self.initials):
            is_told = self._told_lacking and field in lacking
            if field.property("problem") != is_told:
                field.setProperty("problem", is_told)
                repolish(field)

    # ---- what was begun before

    @property
    def draft(self) -> Draft:
        """What stands here now, to be gone on with later."""
        taken = frozenset(key for key, tick in self._steps.items() if tick.is_given())
        return Draft(self.reason.toPlainText(), self.initials.text(), taken)

    def _take(self, draft: Draft) -> None:
        self.reason.setPlainText(draft.reason)
        self.initials.setText(draft.initials)
        for key in draft.steps & self._steps.keys():
            self._steps[key].box.setChecked(True)

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
            self._caption_yes("dialog.decline-still")
            self.no.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().accept()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return (self.decision,)

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


def later_title(lines: Sequence[PlanLine]) -> str:
    """What the dialog is called that puts lines off."""
    if len(lines) == 1:
        return say("dialog.later-title", name=lines[0].line.name)
    return say("dialog.later-title-many", count=len(lines))


class LaterDialog(Sheet):
    """Putting lines off: they need a day, and stay an open risk until then."""

    def __init__(self, parent: QWidget, snapshot: EngagementSnapshot, *lines: PlanLine) -> None:
        super().__init__(
            parent, later_title(lines), say("dialog.later-yes"), say("dialog.later-no")
        )
        self.setObjectName("later-dialog")
        self._snapshot, self._lines = snapshot, lines
        if len(lines) == 1:
            risk = say("dialog.later-risk", text=lines[0].leaving_out.without)
        else:
            risk = say("dialog.later-risk-many")
        self.column.addWidget(label(risk))
        self.column.addWidget(label(say("dialog.later-by"), "field"))
        self.by = DateField(say("dialog.later-by"))
        self.by.changed.connect(self.recheck)
        self.column.addWidget(self.by)
        if len(lines) > 1:
            names = points((line.line.name for line in lines), "muted", name="later-lines")
            self.column.addWidget(names)
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
    def decisions(self) -> tuple[Decision, ...]:
        client, by = self._snapshot.engagement.client, self._day()
        return tuple(
            Decision(
                line=line.item,
                choice=Choice.LATER,
                by=by,
                name=client.owner,
                role=client.role,
                made_on=line.fingerprint,
            )
            for line in self._lines
        )
