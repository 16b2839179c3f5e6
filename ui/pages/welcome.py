"""Who we talk to, what will happen, and what the owner already means to buy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.flow import Place, Stop
from onboard.wording import day, say, say_count
from ui.dialogs.save_paper import SavePaper
from ui.order_view import understood_card
from ui.page import Page
from ui.theme import px
from ui.widgets.base import card, empty, label, row
from ui.widgets.choices import ChoiceCards, ChoiceOption
from ui.widgets.forms import Labelled, action, muted
from ui.widgets.notes import Banner
from ui.widgets.text_fields import LineField, TextArea

if TYPE_CHECKING:
    from onboard.engagement import Client
    from onboard.order_check import OrderCheck
    from onboard.snapshot import EngagementSnapshot

PARTS = ("name", "owner", "role", "email", "authority")
"""Fields of a client, in the order they are asked."""
STEPS = 4
QUARTER = 15
"""Times are told in quarters of an hour, rounded up."""
MINUTES_EACH = 1
"""For a question, with a look at why it is asked and some words of one's own."""
MOST_MISSING = 6
"""So many missing things are named here; the plan names all."""


class WelcomePage(Page):
    """The first page of a client's file."""

    def build(self) -> None:
        self._client: Client | None = None
        self._order_words: tuple[str, ...] = ()
        self._drawn: object = None
        self._add_steps()
        self.column.addSpacing(px(10))
        self.column.addWidget(label(say("page.welcome-how"), "heading"))
        options = [
            ChoiceOption(way, say(f"page.welcome-{way}"), say(f"page.welcome-{way}-detail"))
            for way in ("together", "alone")
        ]
        self._how = ChoiceCards(options, say("page.welcome-how"))
        self._how.changed.connect(self._save_how)
        self.column.addWidget(self._how)
        self.column.addSpacing(px(10))
        self.column.addWidget(label(say("page.welcome-who"), "heading"))
        self._fields: dict[str, LineField] = {}
        self._rows: dict[str, Labelled] = {}
        for part in PARTS:
            caption = say(f"page.welcome-{part}")
            field = LineField(caption, part)
            field.saved.connect(lambda _: self._save_client())
            hint = say(f"page.welcome-{part}-hint") if part in ("role", "authority") else ""
            self._fields[part] = field
            self._rows[part] = Labelled(caption, field, hint)
            self.column.addWidget(self._rows[part])
        self.column.addSpacing(px(10))
        self._add_order()

    def _add_steps(self) -> None:
        frame, inside = card()
        inside.addWidget(label(say("page.welcome-steps"), "subheading"))
        self._steps = [label("", name=f"step-{number}") for number in range(1, STEPS + 1)]
        for number, text in enumerate(self._steps, start=1):
            figure = label(f"{number}.", "field", wrap=False)
            figure.setMinimumWidth(px(20))
            line = row(figure, text, spacing=4)
            line.setStretch(1, 1)
            line.setAlignment(figure, Qt.AlignmentFlag.AlignTop)
            inside.addLayout(line)
        self.column.addWidget(frame)
        note = Banner("note", "promise")
        self.column.addWidget(note)
        note.say(say("page.welcome-promise"))
        self.asked = Banner("note", "asked-by")
        self.column.addWidget(self.asked)
        look = action(say("preview.questions"), "preview")
        look.clicked.connect(self._preview)
        self.column.addLayout(row(look, None))
        save = self.session.save_booklet
        self.column.addWidget(SavePaper(self.session, "booklet", say("booklet.offer-why"), save))

    def _preview(self) -> None:
        from ui.dialogs.preview import look_at_questions

        look_at_questions(self.window(), self.session)

    def _add_order(self) -> None:
        self.column.addWidget(label(say("page.welcome-order"), "heading"))
        self._order = TextArea(say("page.welcome-order"), "order", lines=4)
        self._order.setAccessibleDescription(say("page.welcome-order-hint"))
        self._order.saved.connect(self._save_order)
        self.column.addWidget(muted(say("page.welcome-order-hint")))
        self.column.addWidget(self._order)
        self._result = QVBoxLayout()
        self._result.setSpacing(px(8))
        self.column.addLayout(self._result)

    # ---- drawing

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        client = self._client = snapshot.engagement.client
        self._head(snapshot)
        for part, field in self._fields.items():
            field.fill(getattr(client, part))
            if field.text().strip():
                self._rows[part].say_problem("")
        facts = snapshot.engagement
        self._how.set_value("alone" if facts.alone else "together")
        self._order_words = tuple(entry.words for entry in facts.order)
        self._order.fill("\n".join(self._order_words))
        rests_on = (facts.id, facts.order, facts.estate, facts.answers)
        if rests_on != self._drawn:
            self._drawn = rests_on
            self._draw_order(snapshot)

    def _head(self, snapshot: EngagementSnapshot) -> None:
        """What will happen; by himself nobody signs, and who was asked sends his answers."""
        facts, invitation = snapshot.engagement, self.session.invitation
        alone = "-alone" if facts.is_alone or invitation is not None else ""
        asked = len(self.session.asked or snapshot.path.questions)
        minutes = QUARTER * max(1, -(-asked * MINUTES_EACH // QUARTER))
        plan = max(QUARTER, minutes // 2 // QUARTER * QUARTER)
        lead = say(f"page.welcome-lead{alone}", questions=minutes, plan=plan)
        self.head(say("page.welcome-title", name=facts.client.name), lead)
        for number, text in enumerate(self._steps, start=1):
            text.setText(say(f"page.welcome-step-{number}{alone}"))
        told = ""
        if invitation is not None:
            until = day(invitation.until)
            told = say("page.welcome-asked", name=invitation.firm.whom, until=until)
        self.asked.say(told)
        if invitation is not None:
            last = say("page.welcome-step-4-asked", name=invitation.firm.whom)
            self._steps[-1].setText(last)

    def _draw_order(self, snapshot: EngagementSnapshot) -> None:
        empty(self._result)
        order = snapshot.engagement.order
        if not order:
            return
        self._result.addWidget(understood_card(snapshot))
        check = self.session.order_check()
        if check is not None and check.missing:
            self._result.addWidget(_missing_card(check))
        look = action(say("page.order-open"), "open-order")
        look.clicked.connect(lambda: self.session.go(Place(Stop.ORDER)))
        self._result.addLayout(row(look, None))

    # ---- gestures

    def _save_client(self) -> None:
        if self._client is None:
            return
        typed = {part: field.text().strip() for part, field in self._fields.items()}
        self._rows["name"].say_problem("" if typed["name"] else say("page.welcome-name-missing"))
        typed["name"] = typed["name"] or self._client.name
        client = replace(self._client, **typed)
        if client != self._client:
            self.session.set_client(client)

    def _save_how(self, way: str) -> None:
        snapshot = self.session.snapshot
        if snapshot is not None and snapshot.engagement.alone != (way == "alone"):
            self.session.set_alone(way == "alone")

    def _save_order(self, text: str) -> None:
        from onboard.recommendation.shopping import split_list

        snapshot = self.session.snapshot
        if snapshot is None:
            return
        words = split_list(snapshot.pack, text)
        if words != self._order_words:
            self.session.set_order(words)

    def flush(self) -> None:
        for field in self._fields.values():
            field.flush()
        self._order.flush()

    def leave(self) -> bool:
        """A file needs a name; everything else may wait."""
        name = self._fields["name"]
        if name.text().strip():
            return True
        self._rows["name"].say_problem(say("page.welcome-name-missing"))
        name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(self._rows["name"])
        return False


def _missing_card(check: OrderCheck) -> QWidget:
    """What the order drags in and does not name, each with its reason."""
    frame, inside = card()
    frame.setObjectName("missing")
    inside.addWidget(label(say("page.welcome-missing"), "subheading"))
    for missing in check.missing[:MOST_MISSING]:
        name = say("page.welcome-missing-line", name=missing.line.line.name, reads=missing.reads)
        inside.addWidget(label(name, "field"))
        because = missing.because[0] if missing.because else missing.without_it
        inside.addWidget(muted(because))
    more = len(check.missing) - MOST_MISSING
    if more > 0:
        inside.addWidget(muted(say_count("page.welcome-more", more)))
    return frame
